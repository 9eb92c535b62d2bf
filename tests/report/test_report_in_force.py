"""The report under law in force: a list by article, each fault once, places by line, drafts in brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from jichim.plan.model import Place
from jichim.report import Page, Report, render_text
from jichim.review.model import (
    Action,
    Article,
    Evidence,
    FieldRef,
    Finding,
    Level,
    Outcome,
    PolicyUse,
    Review,
    RuleOutcome,
    Subject,
    Supplement,
)
from report import made
from report.test_report_text import part

GUIDE = replace(made.LAW, name="guideline", title="수립지침")
FOURTH, TENTH = Article("제4조", "기본원칙", (4, 0)), Article("제10조", "단계별 추진", (10, 0))
MOD, ZET = made.service("I-MOD"), made.service("I-ZET", 1)


def outcome(
    name: str,
    title: str,
    *,
    subject: Subject = made.PLAN,
    weight: str = "major",
    level: Level = Level.VIOLATION,
    read: tuple[Evidence, ...] = (),
    missing: tuple[FieldRef, ...] = (),
) -> RuleOutcome:
    found = made.outcome(
        name, subject=subject, instrument=GUIDE, title=title, level=level, read=read, missing=missing
    )
    return replace(
        found,
        rule=replace(found.rule, weight=weight, basis=replace(found.rule.basis, citations=(f"지침 {name}",))),
    )


def act(of: RuleOutcome, what: str, who: str = "계획수립권자") -> Action:
    clears = (made.COMMITTEE,)
    return Action(of.rule.name, of.subject, Level.VIOLATION, False, who, what, "", None, clears, "")


def reviewed(findings: Sequence[Finding], actions: Sequence[Action] = (), **articles: Article) -> Review:
    made_up = made.review(
        [one.outcome for one in findings],
        findings=findings,
        actions=actions,
        policies=(PolicyUse(made.LAW, True, 9), PolicyUse(GUIDE, True, 9)),
    )
    return replace(made_up, articles={name.replace("_", "-"): one for name, one in articles.items()})


def shown(review: Review, *, everything: bool = False) -> str:
    page = Page(width=90, everything=everything)
    return render_text(Report((review,)), page, made.VOCABULARY)


def lines(text: str, title: str) -> list[str]:
    return [line for line in part(text, title).splitlines() if line]


def two_articles() -> Review:
    late = outcome("G-10", "재원의 합", weight="minor", read=(made.evidence(made.STAFF, "18명", 12),))
    heavy = outcome("G-11", "판단지표", missing=(made.COMMITTEE,))
    first = outcome("G-4", "종합계획의 반영", missing=(made.UNIT_NAME,))
    findings = [
        Finding(late, Level.VIOLATION, "합이 다르다"),
        Finding(heavy, Level.VIOLATION, "지표가 없다"),
        Finding(first, Level.VIOLATION, "반영한 곳이 없다"),
    ]
    actions = [act(one.outcome, f"{one.outcome.rule.name}을 고친다") for one in findings]
    return reviewed(findings, actions, G_10=TENTH, G_11=TENTH, G_4=FOURTH)


def test_the_list_is_in_the_order_of_the_articles_and_of_weight() -> None:
    assert lines(shown(two_articles()), "지적: 시행 중인 기준") == [
        "  [시행] 수립지침 · 2018-01-01부터 2030-12-31까지",
        "  제4조 기본원칙",
        "    [위반 · 중대] G-4 종합계획의 반영 · 계획 · 미기재",
        "  제10조 단계별 추진",
        "    [위반 · 중대] G-11 판단지표 · 계획 · 미기재",
        "    [위반 · 경미] G-10 재원의 합 · 계획 · 12행",
    ]


def test_the_details_follow_in_the_same_order() -> None:
    assert lines(shown(two_articles()), "지적 내용") == [
        "  담당을 따로 적지 않은 조치는 계획수립권자의 몫이다.",
        "  [시행] 수립지침 · 2018-01-01부터 2030-12-31까지",
        "  제4조 기본원칙",
        "    [위반 · 중대] G-4  종합계획의 반영  지침 G-4",
        "      반영한 곳이 없다",
        "      미기재  추진체계: 전담조직 명칭",
        "      조치    G-4을 고친다 (해소 항목 추진체계: 평가위원회)",
        "  제10조 단계별 추진",
        "    [위반 · 중대] G-11  판단지표  지침 G-11",
        "      지표가 없다",
        "      미기재  추진체계: 평가위원회",
        "      조치    G-11을 고친다",
        "    [위반 · 경미] G-10  재원의 합  지침 G-10",
        "      합이 다르다",
        "      확인    추진체계 전담조직 인력: 18명 (12행)",
        "      조치    G-10을 고친다 (해소 항목 추진체계: 평가위원회)",
    ]


def test_services_with_the_same_finding_share_an_entry() -> None:
    both = [
        outcome("G-4", "예산", subject=one, read=(made.evidence(made.STAGE, "계획", line),))
        for one, line in ((MOD, 31), (ZET, 51))
    ]
    findings = [Finding(one, Level.VIOLATION, f"{one.subject.name}: 예산이 없다") for one in both]
    text = shown(reviewed(findings, [act(one, "예산을 적는다") for one in both], G_4=FOURTH))
    assert lines(text, "지적: 시행 중인 기준")[-1] == "    [위반 · 중대] G-4 예산 · I-MOD, I-ZET · 31행, 51행"
    assert lines(text, "지적 내용")[2:] == [
        "    [위반 · 중대] G-4  예산  지침 G-4",
        "      I-MOD, I-ZET: 예산이 없다",
        "      확인    I-MOD: 단계: 계획 (31행)",
        "      확인    I-ZET: 단계: 계획 (51행)",
        "      조치    예산을 적는다 (담당 계획수립권자 · 해소 항목 추진체계: 평가위원회)",
    ]


def test_a_fault_of_two_instruments_is_told_once() -> None:
    guide = outcome("G-4", "종합계획의 반영", missing=(made.UNIT_NAME,))
    law = made.outcome("A-8", instrument=made.LAW, title="법의 반영", missing=(made.UNIT_NAME, made.STAFF))
    found = [
        Finding(law, Level.VIOLATION, "법이 정한 반영이 없다", told_at=("G-4",)),
        Finding(guide, Level.VIOLATION, "반영한 곳이 없다"),
    ]
    text = shown(reviewed(found, [act(law, "표를 싣는다"), act(guide, "쪽을 잇는다")], G_4=FOURTH))
    assert "지적: 시행 중인 기준  2건" in text
    assert lines(text, "지적: 시행 중인 기준")[2:] == [
        "    [위반 · 중대] G-4 종합계획의 반영 · 계획 · 미기재 · 같은 사항: A-8"
    ]
    assert " ".join(" ".join(lines(text, "지적 내용")[-2:]).split()) == (
        "같은 사항: 수립지침 4-2-1(1)⑪ 전단 [표 4-2] (A-8) · 미기재 추진체계: 전담조직 인력 · 표를 싣는다 "
        "(담당 계획수립권자)"
    )


def test_two_findings_that_point_at_each_other_are_both_told() -> None:
    one, other = outcome("G-4", "하나"), outcome("G-5", "다른 것")
    found = [
        Finding(one, Level.VIOLATION, "첫째 지적", told_at=("G-5",)),
        Finding(other, Level.VIOLATION, "둘째 지적", told_at=("G-4",)),
    ]
    details = part(shown(reviewed(found)), "지적 내용")
    assert "첫째 지적" in details
    assert "둘째 지적" in details


def test_what_only_guards_read_is_shown_with_all() -> None:
    guard = made.evidence(made.STAGE, "계획", 31)._replace(guard=True)
    found = outcome("G-4", "예산", subject=MOD, read=(made.evidence(made.BUILD_COST, "3억원", 40), guard))
    review = reviewed([Finding(found, Level.VIOLATION, "I-MOD: 모자란다")])
    assert "단계: 계획" not in shown(review)
    assert "확인    구축비: 3억원 (40행)" in shown(review)
    assert "적용    단계: 계획 (31행)" in shown(review, everything=True)


def test_the_values_of_a_pair_name_their_service() -> None:
    pair = replace(MOD, name="I-MOD + I-ZET", label="서비스 쌍")
    read = tuple(
        made.evidence(made.STAGE, value, line)._replace(of=of)
        for value, line, of in (("계획", 31, "I-MOD"), ("운영", 51, "I-ZET"))
    )
    found = outcome("G-4", "차례", subject=pair, read=read)
    text = shown(reviewed([Finding(found, Level.VIOLATION, "I-MOD, I-ZET: 차례가 바뀌었다")]))
    assert "      I-MOD + I-ZET: 차례가 바뀌었다\n" in text
    assert "확인    단계 (I-MOD): 계획 (31행) · 단계 (I-ZET): 운영 (51행)" in text


def test_places_name_the_file_only_where_it_is_another() -> None:
    read = (
        Evidence(made.STAGE, "계획", Place(made.FILE, cell="비용!D4")),
        Evidence(made.BUILD_COST, "3억원", Place("other.yaml", 3, 7)),
    )
    found = outcome("G-4", "예산", subject=MOD, read=read)
    text = shown(reviewed([Finding(found, Level.VIOLATION, "모자란다")]))
    assert "단계: 계획 (비용!D4) · 구축비: 3억원 (other.yaml:3:7)" in text


def test_a_request_names_the_rules_of_each_field_in_the_order_of_the_articles() -> None:
    asked = [outcome(name, "물음", missing=(made.STAFF,)) for name in ("G-10", "G-4")]
    waiting = [replace(one, outcome=Outcome.UNDETERMINED) for one in asked]
    review = replace(
        reviewed([], G_10=TENTH, G_4=FOURTH),
        outcomes=tuple(waiting),
        supplements=(
            Supplement(
                made.PLAN, (made.STAFF, made.COMMITTEE), ("G-10", "G-4"), (("G-10",), ("G-10", "G-4"))
            ),
        ),
    )
    assert lines(shown(review), "보완요청") == [
        "  계획",
        "    추진체계: 평가위원회  G-4, G-10",
        "    추진체계: 전담조직 인력  G-10",
    ]


def test_proposals_beside_law_that_applies_are_in_brief_and_say_how_to_see_them() -> None:
    text = shown(made.incheon())
    assert lines(text, "제안") == [
        "  시행되지 않은 제안이라 짧게 적었다. 자세히 보려면 --all을, 제안만 보려면 --policy",
        "  report-2020-3를 붙인다.",
        "  [초안] 제안: 스마트도시계획 수립지침 개정(안) · 2020-10-31 제안",
        "    [요구 미충족 · 중대] SUS-11-1 서비스 구성요소의 충분한 검토 · I-MOD",
        "    [증거 요청 · 중대] REV-1 수익원의 지속성 · I-MOD",
        "    그 밖의 권고와 조언 1건: OPT-1",
        "    결정  운영주체  I-MOD → 공공",
        "    결정  운영주체  I-ZET → 판단불가 (기준이 정하지 않음)",
        "    결정  운영주체  스마트 주차 → 판단불가 (미기재)",
        "    보완요청  계획 외 2곳에 9개 항목",
        "    평가자가 매길 것과 그 밖의 판단불가 3건",
    ]
    assert "I-MOD: 구성요소 제공자, 수혜자에 대한 검토가 없다" in shown(made.incheon(), everything=True)


NAMES = st.integers(1, 12).map(lambda number: f"G-{number}")
FIELDS = (made.STAFF, made.UNIT_NAME, made.COMMITTEE)


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """Rules, subjects, articles and faults told elsewhere, as they may come."""
    names = draw(st.lists(NAMES, min_size=1, max_size=8, unique=True))
    findings = []
    for name in names:
        for subject in draw(st.lists(st.sampled_from((made.PLAN, MOD, ZET)), min_size=1, unique=True)):
            missing = tuple(draw(st.lists(st.sampled_from(FIELDS), unique=True)))
            told = tuple(draw(st.lists(st.sampled_from(names), max_size=2)))
            found = outcome(name, f"제목 {name}", subject=subject, missing=missing)
            findings.append(Finding(found, Level.VIOLATION, f"{name}에 없다", told_at=told))
    actions = [act(one.outcome, f"{one.outcome.rule.name}에 적는다") for one in findings]
    articles = {name.replace("-", "_"): draw(st.sampled_from((FOURTH, TENTH))) for name in names}
    return reviewed(findings, actions, **articles)


@settings(max_examples=80)
@given(reviews())
def test_every_finding_action_and_missing_field_is_in_the_text(review: Review) -> None:
    text = shown(review)
    details = " ".join(part(text, "지적 내용").split())
    listed = part(text, "지적: 시행 중인 기준")
    for finding in review.findings:
        name = finding.outcome.rule.name
        assert f" {name} " in f"{listed} ".replace(",", " ").replace("\n", " ")
        assert f"] {name} " in details or f"({name})" in details
        for ref in finding.outcome.missing:
            assert ref.label.removeprefix("추진체계 ") in details
    for action in review.actions:
        assert action.what in details
