"""The fixed words of the text report in both languages; texts of rules and plans are never translated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jichim.diagnostic import Lang
from jichim.policy.model import Instrument, Period
from jichim.review.model import Cause, Level, Outcome


@dataclass(frozen=True, slots=True)
class Words:
    as_of: str
    draft: str
    effective: str
    repealed: str
    proposal: str
    proposal_note: str
    not_applied: str
    not_yet_proposed: str
    nothing_applied: str
    only_drafts: str
    promulgated: str
    in_force_on: str
    not_in_force_on: str
    later_rules: str
    proposed_on: str
    from_day: str
    until_day: str
    rule_count: str

    summary: str
    findings: str
    findings_in_force: str
    no_findings: str
    decisions: str
    supplements: str
    open: str
    actions: str
    totals: str
    total: str
    notes: str
    unusable: str
    unusable_note: str
    compared: str

    count: str
    fields: str
    fields_asked: str
    unlocked: str
    settles: str
    nothing_asked: str
    nothing_decided: str
    decided_of: str
    cannot_decide: str
    judgement: str
    """Above the outcomes that wait for an evaluator."""
    subjects_more: str
    and_more: str
    proposal_only: str

    basis: str
    item: str
    read: str
    missing: str
    act: str
    assumed: str
    remark: str
    evidence_only: str
    evidence_mark: str
    """In the headline of a finding that rests on whether something is stated."""
    brief: str
    """Above the recommendations and advice, which are shown in brief."""
    by: str
    within: str
    due: str
    clears: str
    if_: str
    today: str
    """Before the provisions in force beside a proposal."""
    told: str
    details: str
    same_fault: str
    """Before a finding of a less specific instrument that is told here."""
    usually: str
    """Who does what no action says otherwise."""
    guards: str
    drafts_brief: str
    drafts_ask: str
    drafts_judged: str
    drafts_rest: str
    services_more: str
    procedure: str
    clock: str
    more_evidence: str
    counted_only: str
    plan: str

    levels: Mapping[Level, str]
    proposal_levels: Mapping[Level, str]
    weights: Mapping[str, str]
    outcomes: Mapping[Outcome, str]
    causes: Mapping[Cause, str]


KO = Words(
    as_of="검토 기준일",
    draft="초안",
    effective="시행",
    repealed="폐지",
    proposal="제안",
    proposal_note=(
        "아직 시행되지 않은 제안이다. 여기의 지적은 「개정(안)의 요구를 충족하지 않음」을 뜻하며, "
        "시행 중인 규정과는 따로 읽는다."
    ),
    not_applied="검토 기준일에 시행 중이 아니어서 적용하지 않음",
    not_yet_proposed="검토 기준일에 제안되어 있지 않아 적용하지 않음",
    nothing_applied="검토 기준일에 적용할 기준이 하나도 없어 아무것도 검토하지 않았다.",
    only_drafts="검토 기준일에 시행 중인 기준은 없고 제안만 검토하였다.",
    promulgated="{day} 공포",
    in_force_on="{day}에 적용",
    not_in_force_on="{day}에 적용하지 않음",
    later_rules="시행이 따로 정해진 규칙 {n}개",
    proposed_on="{day} 제안",
    from_day="{day}부터",
    until_day="{day}까지",
    rule_count="규칙 {n}개",
    summary="요약",
    findings="지적",
    findings_in_force="지적: 시행 중인 기준",
    no_findings="지적 없음",
    decisions="결정",
    supplements="보완요청",
    open="판단불가 (기재만으로 풀리지 않는 것)",
    actions="그 밖의 조치",
    totals="집계",
    total="합계",
    notes="참고",
    unusable="검토하지 못한 계획 {n}건",
    unusable_note="읽을 수 없어 검토하지 않았다. 검토한 결과에는 들어 있지 않다.",
    compared="계획별 요약",
    count="{n}건",
    fields="{n}개 항목",
    fields_asked="{where}에 {fields}",
    unlocked="기재하면 규칙·결정 {n}건을 판단할 수 있음",
    settles="판단할 수 있게 되는 것",
    nothing_asked="없음",
    nothing_decided="결정할 사항 없음",
    decided_of="{all}건 중 {n}건이 정해짐",
    cannot_decide="판단불가",
    judgement="평가자가 매길 것 {n}건 · `jichim assess new`로 평가표를 만들어 매기면 판단한다",
    subjects_more="{first} 외 {n}곳",
    and_more=" 외 {n}건",
    proposal_only="제안 검토에만 필요",
    basis="근거",
    item="항목 {items}",
    read="확인",
    missing="미기재",
    act="조치",
    assumed="가정",
    remark="참고",
    evidence_only="기재 여부만 확인하였다. 내용이 충분한지는 검토자가 판단한다.",
    evidence_mark="기재 확인",
    brief="권고와 조언 {n}건 · 같은 것은 모았다. --all을 붙이면 대상마다 확인한 값까지 나온다",
    by="담당 {who}",
    within="기한 {within}",
    due="{day}까지",
    clears="해소 항목 {fields}",
    today="현행",
    told="시행 중인 기준에서 이미 지적한 것 {n}건",
    details="지적 내용",
    same_fault="같은 사항: {where}",
    usually="담당을 따로 적지 않은 조치는 {who}의 몫이다.",
    guards="적용",
    drafts_brief=(
        "시행되지 않은 제안이라 짧게 적었다. 자세히 보려면 --all을, 제안만 보려면 --policy {names}를 붙인다."
    ),
    drafts_ask="보완요청  {where}에 {fields}",
    drafts_judged="평가자가 매길 것과 그 밖의 판단불가 {n}건",
    drafts_rest="그 밖의 권고와 조언 {n}건: {rules}",
    services_more="{first} 외 {n}곳",
    procedure="절차",
    clock="보완 기한",
    if_="경우",
    more_evidence="외 {n}개 값 (JSON 결과에 모두 있음)",
    counted_only="적합 {met} · 해당없음 {na}: 세기만 하였다. --all을 붙이면 모두 나온다.",
    plan="계획",
    levels={
        Level.VIOLATION: "위반",
        Level.EVIDENCE: "증거 요청",
        Level.DEPARTURE: "원칙과 다름",
        Level.RECOMMENDATION: "권고",
        Level.ADVICE: "조언",
        Level.UNDETERMINED: "판단불가",
    },
    proposal_levels={
        Level.VIOLATION: "요구 미충족",
        Level.EVIDENCE: "증거 요청",
        Level.DEPARTURE: "원칙과 다름",
        Level.RECOMMENDATION: "권고",
        Level.ADVICE: "조언",
        Level.UNDETERMINED: "판단불가",
    },
    weights={"major": "중대", "moderate": "보통", "minor": "경미"},
    outcomes={
        Outcome.MET: "적합",
        Outcome.NOT_MET: "부적합",
        Outcome.UNDETERMINED: "판단불가",
        Outcome.NOT_APPLICABLE: "해당없음",
    },
    causes={
        Cause.NOT_STATED: "미기재",
        Cause.CONTRADICTORY: "계획 안의 값이 서로 다름",
        Cause.NOT_DECIDED: "기준이 정하지 않음",
        Cause.JUDGEMENT: "평가자의 판단 필요",
    },
)

EN = Words(
    as_of="as of",
    draft="draft",
    effective="in force",
    repealed="repealed",
    proposal="Proposal",
    proposal_note=(
        "A proposal that is not in force. A finding here means that the plan does not satisfy the proposal; "
        "it stands apart from the law in force."
    ),
    not_applied="not in force on the review date, not applied",
    not_yet_proposed="no proposal on the review date, not applied",
    nothing_applied="No instrument applies on the review date: nothing was reviewed.",
    only_drafts="Nothing is in force on the review date: only proposals were reviewed.",
    promulgated="promulgated {day}",
    in_force_on="applies on {day}",
    not_in_force_on="does not apply on {day}",
    later_rules="{n} rules with a period of their own",
    proposed_on="proposed {day}",
    from_day="from {day}",
    until_day="until {day}",
    rule_count="{n} rules",
    summary="Summary",
    findings="Findings",
    findings_in_force="Findings: law in force",
    no_findings="no findings",
    decisions="Decisions",
    supplements="To be stated",
    open="Undetermined (stating a field is not enough)",
    actions="Other actions",
    totals="Totals",
    total="total",
    notes="Notes",
    unusable="Plans not reviewed: {n}",
    unusable_note="They could not be read and are in none of the results.",
    compared="Plans at a glance",
    count="{n}",
    fields="{n} fields",
    fields_asked="{fields} of {where}",
    unlocked="would settle {n} rules and decisions",
    settles="would settle",
    nothing_asked="nothing",
    nothing_decided="nothing to decide",
    decided_of="{n} of {all} decided",
    cannot_decide="undetermined",
    judgement="{n} for an evaluator · rate them on a sheet made by `jichim assess new`",
    subjects_more="{first} and {n} more",
    and_more=" and {n} more",
    proposal_only="needed for the proposal only",
    basis="cites",
    item="item {items}",
    read="read",
    missing="missing",
    act="action",
    assumed="assumed",
    remark="note",
    evidence_only="Shows that evidence is stated; whether it suffices is for the reviewer.",
    evidence_mark="stated or not",
    brief="{n} recommendations and advice · the same ones together; --all shows the values read for each",
    by="by {who}",
    within="within {within}",
    due="until {day}",
    clears="clears {fields}",
    today="law",
    told="{n} already found under the law in force",
    details="Findings in detail",
    same_fault="same fault: {where}",
    usually="Actions that name nobody are for: {who}.",
    guards="applies",
    drafts_brief="Not in force, so in brief. --all shows all of it, --policy {names} the proposals alone.",
    drafts_ask="to be stated  {fields} of {where}",
    drafts_judged="{n} undetermined, most of them for an evaluator",
    drafts_rest="{n} other recommendations and advice: {rules}",
    services_more="{first} and {n} more",
    procedure="Procedure",
    clock="due",
    if_="if",
    more_evidence="and {n} more values (all of them in the JSON output)",
    counted_only="met {met} · not applicable {na}: counted only; --all lists them.",
    plan="plan",
    levels={
        Level.VIOLATION: "violation",
        Level.EVIDENCE: "evidence asked",
        Level.DEPARTURE: "departure",
        Level.RECOMMENDATION: "recommendation",
        Level.ADVICE: "advice",
        Level.UNDETERMINED: "undetermined",
    },
    proposal_levels={
        Level.VIOLATION: "not satisfied",
        Level.EVIDENCE: "evidence asked",
        Level.DEPARTURE: "departure",
        Level.RECOMMENDATION: "recommendation",
        Level.ADVICE: "advice",
        Level.UNDETERMINED: "undetermined",
    },
    weights={"major": "major", "moderate": "moderate", "minor": "minor"},
    outcomes={
        Outcome.MET: "met",
        Outcome.NOT_MET: "not met",
        Outcome.UNDETERMINED: "undetermined",
        Outcome.NOT_APPLICABLE: "not applicable",
    },
    causes={
        Cause.NOT_STATED: "not stated",
        Cause.CONTRADICTORY: "figures of the plan disagree",
        Cause.NOT_DECIDED: "the provision does not decide",
        Cause.JUDGEMENT: "needs an evaluator's judgement",
    },
)


def words(lang: Lang) -> Words:
    return KO if lang == "ko" else EN


def outcome_word(value: str, lang: Lang) -> str:
    """An outcome in the words of the reader; anything else, such as the value of a decision, as it is."""
    text = words(lang)
    if value == KO.cannot_decide:  # how a review writes an input of a decision that is undetermined
        return text.cannot_decide
    return next((word for outcome, word in text.outcomes.items() if outcome.value == value), value)


def status_word(instrument: Instrument, lang: Lang) -> str:
    text = words(lang)
    return {"draft": text.draft, "effective": text.effective, "repealed": text.repealed}[instrument.status]


def period_words(instrument: Instrument, lang: Lang) -> str:
    """`2020-10-31 제안` for a draft, else the days from and until which it is in force; may be empty."""
    text, period = words(lang), instrument.period
    if instrument.draft and period.start:
        return text.proposed_on.format(day=period.start)
    return span_words(period, lang)


def span_words(period: Period, lang: Lang) -> str:
    """`2020-10-31부터 2025-12-31까지`, or one side of it; empty where both are open."""
    text = words(lang)
    days = [text.from_day.format(day=period.start)] if period.start else []
    days += [text.until_day.format(day=period.end)] if period.end else []
    return " ".join(days)
