"""Reviews built by hand: small, complete, and independent of the engine."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from jichim.plan.model import Place
from jichim.policy.model import (
    Always,
    Basis,
    Derivation,
    Duty,
    DutyClass,
    Instrument,
    Period,
    Rule,
)
from jichim.review.model import (
    Action,
    Alternative,
    Assumption,
    Cause,
    Decision,
    Evidence,
    FieldRef,
    Finding,
    FiredCondition,
    Level,
    Outcome,
    PolicyUse,
    Review,
    RuleOutcome,
    Subject,
    Supplement,
)
from jichim.source import Source, Span
from jichim.vocabulary.model import Field, Kind, Node, Vocabulary

FILE = "samples/incheon.yaml"
SPAN = Span(Source("rules/made.jichim", "규칙"), 0, 2)
DRAFT = Instrument(
    "report-2020-3",
    "스마트도시계획 수립지침 개정(안)",
    "draft",
    Period(datetime.date(2020, 10, 31)),
    "AURI 기본연구보고서 2020-3",
)
LAW = Instrument(
    "act",
    "스마트도시 조성 및 산업진흥 등에 관한 법률",
    "effective",
    Period(datetime.date(2018, 1, 1), datetime.date(2030, 12, 31)),
    "법률",
)
PLAN = Subject("plan", "계획", "plan", 0, Place(FILE, 1, 1))
DUTIES = {
    Level.VIOLATION: Duty("하여야 한다", DutyClass.MUST, "strict"),
    Level.EVIDENCE: Duty("고려하여야 한다", DutyClass.CONSIDER, None),
    Level.DEPARTURE: Duty("원칙으로 한다", DutyClass.PRINCIPLE, None),
    Level.RECOMMENDATION: Duty("노력하여야 한다", DutyClass.ENDEAVOUR, None),
    Level.ADVICE: Duty("할 수 있다", DutyClass.MAY, None),
    Level.UNDETERMINED: Duty("한다", DutyClass.MUST, "plain"),
}


def field(name: str, label: str, kind: Kind = Kind.TEXT, node: str | None = None) -> Field:
    return Field(name, label, kind, "설명", "출처", node=node)


VOCABULARY = Vocabulary(
    "plan",
    {
        "plan": Node(
            "plan",
            "계획",
            "설명",
            (
                field("organisation", "추진체계", Kind.SECTION, "organisation"),
                field("services", "서비스", Kind.RECORDS, "service"),
            ),
        ),
        "organisation": Node(
            "organisation",
            "추진체계",
            "설명",
            (field("unit", "전담조직", Kind.SECTION, "unit"), field("committee", "평가위원회")),
        ),
        "unit": Node("unit", "전담조직", "설명", (field("staff", "인력"), field("name", "명칭"))),
        "service": Node(
            "service",
            "서비스",
            "설명",
            (
                field("name", "이름"),
                field("stage", "단계"),
                field("build_cost", "구축비", Kind.MONEY),
                field("costs", "비용", Kind.RECORDS, "cost"),
            ),
            title_field="name",
        ),
        "cost": Node(
            "cost", "비용 항목", "설명", (field("amount", "금액", Kind.MONEY), field("item", "항목"))
        ),
    },
)
STAFF = FieldRef("organisation.unit.staff", "추진체계 전담조직 인력")
UNIT_NAME = FieldRef("organisation.unit.name", "추진체계 전담조직 명칭")
COMMITTEE = FieldRef("organisation.committee", "추진체계 평가위원회")
STAGE = FieldRef("services.stage", "서비스 단계")
BUILD_COST = FieldRef("services.build_cost", "서비스 구축비")
AMOUNT = FieldRef("services.costs.amount", "서비스 비용 금액")


def service(name: str, index: int = 0) -> Subject:
    return Subject("service", "서비스", name, index, Place(FILE, 20 + 10 * index, 5))


def rule(
    name: str,
    title: str = "서비스 구성요소의 충분한 검토",
    *,
    level: Level = Level.VIOLATION,
    evidence_only: bool = False,
    citations: tuple[str, ...] = ("수립지침 4-2-1(1)⑪ 전단 [표 4-2]",),
) -> Rule:
    always = Always(True)
    return Rule(
        name=name,
        title=title,
        bindings=(),
        duty=DUTIES[level],
        proposal=None,
        when=always,
        unless=Always(False),
        require=always,
        evidence_only=evidence_only,
        weight="major",
        finding=None,
        action=None,
        by="",
        within=None,
        clears=(),
        stratum=0,
        basis=Basis("report-2020-3", citations, ("T4-2.a",)),
        span=SPAN,
    )


def evidence(ref: FieldRef, value: str, line: int = 31, column: int = 9) -> Evidence:
    return Evidence(ref, value, Place(FILE, line, column))


def outcome(
    name: str,
    kind: Outcome = Outcome.NOT_MET,
    *,
    subject: Subject = PLAN,
    instrument: Instrument = DRAFT,
    cause: Cause | None = None,
    level: Level = Level.VIOLATION,
    read: tuple[Evidence, ...] = (),
    missing: tuple[FieldRef, ...] = (),
    options: tuple[Alternative, ...] = (),
    assumptions: tuple[Assumption, ...] = (),
    evidence_only: bool = False,
    title: str = "서비스 구성요소의 충분한 검토",
) -> RuleOutcome:
    return RuleOutcome(
        rule(name, title, level=level, evidence_only=evidence_only),
        instrument,
        subject,
        kind,
        cause,
        missing,
        read,
        options,
        assumptions,
        (FiredCondition(f"{name} {kind.value}", subject.name, 0),),
    )


def decision(
    subject: Subject,
    value: str | None,
    *,
    instrument: Instrument = DRAFT,
    cause: Cause | None = None,
    missing: tuple[FieldRef, ...] = (),
    options: tuple[Alternative, ...] = (),
    inputs: tuple[tuple[str, str], ...] = (("경제성", "손실"), ("사회성", "순이익"), ("손실감당", "예")),
) -> Decision:
    derivation = Derivation(
        name="운영주체",
        title="사업계획단계의 운영·관리 주체",
        bindings=(),
        hit="unique",
        readings=(),
        values=("공공", "재검토"),
        decision=True,
        stratum=1,
        basis=Basis("report-2020-3", ("4장 2절 2)② 그림 4-3 ~ 4-6",), ("PSD",)),
        span=SPAN,
    )
    return Decision(derivation, instrument, subject, value, cause, missing, inputs, options, (), ())


def action(of: RuleOutcome, level: Level = Level.VIOLATION) -> Action:
    return Action(
        of.rule.name,
        of.subject,
        level,
        of.instrument.draft,
        "계획수립권자",
        "7개 구성요소를 서비스별로 작성하여 다시 제출한다",
        "30일",
        datetime.date(2020, 12, 22),
        (STAGE, BUILD_COST),
        "수립지침 4-2-1(1)⑪",
    )


def review(
    outcomes: Iterable[RuleOutcome] = (),
    *,
    findings: Iterable[Finding] = (),
    decisions: Iterable[Decision] = (),
    actions: Iterable[Action] = (),
    supplements: Iterable[Supplement] = (),
    policies: tuple[PolicyUse, ...] = (PolicyUse(DRAFT, True, 31),),
    plan: str = "인천광역시 스마트도시계획",
    file: str = FILE,
    notes: tuple[str, ...] = (),
) -> Review:
    given = tuple(outcomes)
    counts = Counter(o.outcome for o in given)
    return Review(
        plan=plan,
        file=file,
        as_of=datetime.date(2020, 11, 22),
        policies=policies,
        outcomes=given,
        decisions=tuple(decisions),
        derived=(),
        findings=tuple(findings),
        actions=tuple(actions),
        supplements=tuple(supplements),
        counts={kind: counts[kind] for kind in Outcome},
        notes=notes,
        undetermined=tuple(o for o in given if o.outcome is Outcome.UNDETERMINED),
    )


def incheon() -> Review:
    """A review with something in every section, under law in force and under a draft."""
    mod, zet, third = service("I-MOD"), service("I-ZET", 1), service("스마트 주차", 2)
    components = outcome(
        "SUS-11-1",
        subject=mod,
        read=(evidence(STAGE, "운영"), evidence(AMOUNT, "12.4억원/년", 40)),
        assumptions=(Assumption("유지관리비_하한 = 8%", "원문에 수치가 없다"),),
    )
    consider = outcome(
        "REV-1", subject=mod, level=Level.EVIDENCE, evidence_only=True, title="수익원의 지속성"
    )
    advice = outcome("OPT-1", level=Level.ADVICE, title="협의체의 활용")
    law = outcome("ACT-8", instrument=LAW, title="전담조직의 설치", read=(evidence(STAFF, "18명", 12, 7),))
    law_should = outcome("ACT-9", instrument=LAW, level=Level.RECOMMENDATION, title="민간의 참여")
    split = outcome(
        "COST-1",
        Outcome.UNDETERMINED,
        subject=zet,
        cause=Cause.CONTRADICTORY,
        title="비용의 감당",
        read=(evidence(BUILD_COST, "10억원", 55, 11),),
        options=(
            Alternative(("구축비: 기재한 총액 10억원",), "met"),
            Alternative(("구축비: 내역의 합계 12억원",), "not-met"),
        ),
    )
    judged = [
        outcome("BM-3", Outcome.UNDETERMINED, subject=s, cause=Cause.JUDGEMENT, title="비용 산정의 합리성")
        for s in (mod, zet)
    ]
    unstated = outcome(
        "ORG-1", Outcome.UNDETERMINED, cause=Cause.NOT_STATED, missing=(STAFF, UNIT_NAME, COMMITTEE)
    )
    met = outcome("ORG-2", Outcome.MET, instrument=LAW, title="계획의 기간")
    off = outcome("KPI-1", Outcome.NOT_APPLICABLE, subject=third, title="성과지표")
    undecided = (
        Alternative(("손실감당: 총이익 기준",), "공공"),
        Alternative(("손실감당: 순이익 기준",), "재검토"),
    )
    return review(
        (components, consider, advice, law, law_should, split, *judged, unstated, met, off),
        findings=(
            Finding(law, Level.VIOLATION, "전담조직의 인력이 기준에 미치지 못한다"),
            Finding(components, Level.VIOLATION, "I-MOD: 구성요소 제공자, 수혜자에 대한 검토가 없다"),
            Finding(consider, Level.EVIDENCE, "I-MOD: 보조금 이외의 수익원을 검토한 근거가 없다"),
            Finding(law_should, Level.RECOMMENDATION, "민간의 참여 방안이 없다"),
            Finding(advice, Level.ADVICE, "협의체를 둘 수 있다"),
            Finding(split, Level.UNDETERMINED, "I-ZET: 구축비가 두 가지로 적혀 있다"),
        ),
        decisions=(
            decision(mod, "공공"),
            decision(zet, None, cause=Cause.NOT_DECIDED, options=undecided),
            decision(third, None, cause=Cause.NOT_STATED, missing=(BUILD_COST, AMOUNT)),
        ),
        actions=(action(components), action(unstated, Level.RECOMMENDATION)),
        supplements=(
            Supplement(PLAN, (STAFF, UNIT_NAME, COMMITTEE), ("ORG-1",)),
            Supplement(zet, (STAGE, BUILD_COST, AMOUNT), ("REV-1", "운영주체")),
            Supplement(third, (STAGE, BUILD_COST, AMOUNT), ("REV-1", "운영주체")),
        ),
        policies=(PolicyUse(DRAFT, True, 31), PolicyUse(LAW, True, 12)),
        notes=("`추진체계.예산`은 미정이라고 적혀 있어 미기재로 본다",),
    )


def proposals() -> Review:
    """The same plan where only the draft applies to it."""
    both = incheon()
    outcomes = tuple(o for o in both.outcomes if o.instrument is DRAFT)
    counts = Counter(o.outcome for o in outcomes)
    return replace(
        both,
        outcomes=outcomes,
        findings=tuple(f for f in both.findings if f.outcome.instrument is DRAFT),
        counts={kind: counts[kind] for kind in Outcome},
        policies=(PolicyUse(DRAFT, True, 31), PolicyUse(LAW, False, 12)),
    )


def large(outcomes: int = 1200) -> Review:
    """As many outcomes as 20 services and 60 rules give."""
    values = (evidence(STAGE, "운영"), evidence(AMOUNT, "12.4억원/년", 40), evidence(BUILD_COST, "3억원", 41))
    made = [
        outcome(
            f"R-{i % 60}", list(Outcome)[i % 4], subject=service(f"서비스 {i // 60}", i // 60), read=values
        )
        for i in range(outcomes)
    ]
    findings = [Finding(o, Level.VIOLATION, "검토가 없다") for o in made if o.outcome is Outcome.NOT_MET]
    return review(made, findings=findings)
