"""The text report: what it says, in which order, and what it never says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from jichim.diagnostic import Lang, Message
from jichim.plan.model import Place
from jichim.report import Page, Report, Unusable, render_text
from jichim.report.words import EN, KO
from jichim.review.model import (
    Cause,
    Evidence,
    FieldRef,
    Finding,
    Level,
    Outcome,
    PolicyUse,
    Review,
    Supplement,
)
from report import made

BROKEN = Message("P001", "`{word}`를 읽을 수 없다", "cannot read `{word}`")


def text_of(
    *reviews: Review, lang: Lang = "ko", everything: bool = False, unusable: tuple[Unusable, ...] = ()
) -> str:
    page = Page(lang=lang, everything=everything)
    return render_text(Report(reviews, unusable), page, made.VOCABULARY)


def part(text: str, title: str) -> str:
    """One section: from its title to the next."""
    found = re.search(rf"(?m)^{re.escape(title)}.*\n─+\n((?:.|\n)*?)(?=^\S.*\n[─═]+$|\Z)", text)
    assert found, f"no section {title}"
    return found[1]


def titles(text: str) -> list[str]:
    return re.findall(r"(?m)^(\S.*?)(?:  .*)?\n─+$", text)


def test_the_order_of_the_sections() -> None:
    assert titles(text_of(made.proposals())) == [
        "요약",
        "결정",
        "제안",
        "보완요청",
        "판단불가 (기재만으로 풀리지 않는 것)",
        "그 밖의 조치",
        "집계",
        "참고",
    ]
    assert titles(text_of(made.incheon())) == [
        "요약",
        "지적: 시행 중인 기준",
        "지적 내용",
        "그 밖의 조치",
        "제안",
        "집계",
        "참고",
    ]


def test_the_header_names_plan_file_date_and_instruments() -> None:
    head = text_of(made.incheon()).split("요약")[0]
    assert "인천광역시 스마트도시계획\n" in head
    assert "samples/incheon.yaml · 검토 기준일 2020-11-22" in head
    law = head.index("[시행] 스마트도시 조성 및 산업진흥 등에 관한 법률 · 2018-01-01부터 2030-12-31까지")
    draft = head.index("[초안] 제안: 스마트도시계획 수립지침 개정(안) · 2020-10-31 제안 · 규칙 31개")
    assert law < draft


def test_an_instrument_that_was_not_in_force_is_named_and_not_counted() -> None:
    text = text_of(made.review(policies=(PolicyUse(made.DRAFT, True, 3), PolicyUse(made.LAW, False, 9))))
    assert KO.not_applied in " ".join(text.split())
    assert made.LAW.title not in part(text, "집계")


def test_the_summary_is_three_lines_of_what_matters() -> None:
    summary = part(text_of(made.incheon()), "요약")
    assert re.findall(r"(?m)^  (\S+)", summary) == ["지적", "보완요청", "결정"]
    assert "위반 1건 · 권고 1건 │ [제안] 요구 미충족 1건 · 증거 요청 1건 · 조언 1건 │ 판단불가 3건" in summary
    assert "계획 외 2곳에 9개 항목 · 기재하면 규칙·결정 5건을 판단할 수 있음" in summary
    assert "I-MOD 운영주체 공공" in summary


def test_a_summary_without_anything_says_so() -> None:
    summary = part(text_of(made.review()), "요약")
    for words in (KO.no_findings, KO.nothing_asked, KO.nothing_decided):
        assert words in summary


def test_many_decisions_are_counted_in_the_summary() -> None:
    decisions = [made.decision(made.service(f"S{i}", i), "공공" if i % 2 else None) for i in range(20)]
    assert "20건 중 10건이 정해짐" in part(text_of(made.review(decisions=decisions)), "요약")


def test_law_and_proposals_never_share_a_section() -> None:
    text = text_of(made.incheon())
    law, proposal = part(text, "지적: 시행 중인 기준"), part(text, "제안")
    assert re.findall(r"\] (ACT\S+|[A-Z]+-\S+) ", law) == ["ACT-8", "ACT-9"]
    assert re.findall(r"\] ([A-Z]+-\S+) ", proposal) == ["SUS-11-1", "REV-1"]
    assert "그 밖의 권고와 조언 1건: OPT-1" in proposal
    assert made.DRAFT.title not in law
    assert made.LAW.title not in proposal
    assert "합계" not in re.findall(r"(?m)^  (\S+) ", part(text, "집계"))


def test_drafts_are_worded_as_proposals() -> None:
    only = made.proposals()
    text = text_of(only)
    assert "「개정(안)의 요구를 충족하지 않음」" in " ".join(text.split())
    assert "위반" not in text
    assert "위법" not in text
    assert "violation" not in text_of(only, lang="en")


def test_a_finding_in_full() -> None:
    entry = part(text_of(made.proposals()), "제안").split("\n  I-MOD\n")[1].split("\n\n")[0]
    assert [line.strip() for line in entry.splitlines()] == [
        "[요구 미충족 · 중대] SUS-11-1  서비스 구성요소의 충분한 검토",
        "I-MOD: 구성요소 제공자, 수혜자에 대한 검토가 없다",
        "근거    수립지침 4-2-1(1)⑪ 전단 [표 4-2] · 항목 T4-2.a",
        "확인    단계: 운영  31행",
        "비용 금액: 12.4억원/년  40행",
        "가정    유지관리비_하한 = 8%: 원문에 수치가 없다",
        "조치    7개 구성요소를 서비스별로 작성하여 다시 제출한다",
        "담당 계획수립권자 · 기한 30일 (2020-12-22까지) · 해소 항목 단계, 구축비",
    ]


def test_evidence_only_is_said_where_it_holds_and_nowhere_else() -> None:
    text = text_of(made.proposals())
    assert text.count(KO.evidence_only) == 1
    proposals = part(text, "제안")
    assert f"[{KO.evidence_mark}] {KO.evidence_only}" in proposals, "said once for the section"
    marked = [line.strip() for line in proposals.splitlines() if f"· {KO.evidence_mark}]" in line]
    assert marked == ["[증거 요청 · 중대 · 기재 확인] REV-1  수익원의 지속성"]


def test_findings_keep_their_order_within_a_subject() -> None:
    outcomes = [made.outcome(f"R-{i}", subject=made.service("S")) for i in (3, 1, 2)]
    text = text_of(made.review(outcomes, findings=[Finding(o, Level.VIOLATION, "…") for o in outcomes]))
    assert re.findall(r"R-\d", part(text, "제안")) == ["R-3", "R-1", "R-2"]


def test_a_long_list_of_evidence_is_cut_and_says_so() -> None:
    read = tuple(made.evidence(made.STAGE, f"값{i}", i + 1) for i in range(11))
    outcome = made.outcome("R", read=read)
    text = text_of(made.review([outcome], findings=[Finding(outcome, Level.VIOLATION, "지적")]))
    assert "값7" in text
    assert "값8" not in text
    assert KO.more_evidence.format(n=3) in text


def test_decisions_show_inputs_readings_and_what_is_missing() -> None:
    decisions = part(text_of(made.proposals()), "결정")
    assert "I-MOD → 공공\n      경제성 손실 · 사회성 순이익 · 손실감당 예\n" in decisions
    assert "I-ZET → 판단불가 (기준이 정하지 않음)" in decisions
    assert "경우    손실감당: 총이익 기준 → 공공\n              손실감당: 순이익 기준 → 재검토" in decisions
    assert "미기재  구축비 / 비용: 금액" in decisions
    assert decisions.count("4장 2절 2)② 그림 4-3 ~ 4-6") == 1


def test_equal_decisions_of_several_subjects_are_one_entry() -> None:
    services = [made.service(f"S{i}", i) for i in range(5)]
    made_for = [made.decision(s, None, cause=Cause.NOT_STATED, missing=(made.STAGE,)) for s in services]
    decisions = part(text_of(made.review(decisions=made_for)), "결정")
    assert "S0, S1, S2, S3, S4 → 판단불가 (미기재)" in decisions


def test_supplements_of_equal_fields_are_one_request_by_section() -> None:
    requests = part(text_of(made.proposals()), "보완요청")
    assert "추진체계: 전담조직 인력, 전담조직 명칭, 평가위원회" in requests
    assert "I-ZET, 스마트 주차" in requests
    assert requests.count("단계, 구축비") == 1
    assert "비용: 금액" in requests


def test_a_plan_that_states_nothing_gets_a_short_request() -> None:
    services = [made.service(f"S{i}", i) for i in range(20)]
    rules = tuple(f"R-{i}" for i in range(60))
    supplements = [Supplement(s, (made.STAGE, made.BUILD_COST, made.AMOUNT), rules) for s in services]
    requests = part(text_of(made.review(supplements=supplements)), "보완요청")
    assert len(requests.strip().splitlines()) <= 6
    assert "R-0, R-1, R-2, R-3, R-4, R-5 외 54건" in requests


def test_requests_that_only_a_proposal_needs_say_so_beside_law() -> None:
    assert KO.proposal_only in part(text_of(made.incheon(), everything=True), "보완요청")
    only_drafts = made.review(
        [made.outcome("ORG-1", Outcome.UNDETERMINED, cause=Cause.NOT_STATED)],
        supplements=[Supplement(made.PLAN, (made.STAFF,), ("ORG-1",))],
    )
    assert KO.proposal_only not in text_of(only_drafts)


def test_undetermined_for_other_causes_only() -> None:
    text = part(text_of(made.proposals()), KO.open)
    assert "ORG-1" not in text
    assert "[계획 안의 값이 서로 다름] COST-1" in text
    assert "구축비: 기재한 총액 10억원 → 적합" in text
    assert "구축비: 내역의 합계 12억원 → 부적합" in text
    assert "I-MOD, I-ZET" in text.split("BM-3")[1]


def test_nothing_is_said_twice() -> None:
    text = text_of(made.proposals())
    for rule in ("SUS-11-1", "COST-1"):
        assert len(re.findall(rf"\] {rule} ", text)) == 1
    other = part(text, "그 밖의 조치")
    assert "ORG-1" in other
    assert "SUS-11-1" not in other


def test_totals_count_every_outcome_once() -> None:
    rows = re.findall(r"\](?: \S+)+((?: +\d+){5})$", part(text_of(made.incheon()), "집계"), re.MULTILINE)
    law, draft = ([int(number) for number in row.split()] for row in rows)
    assert law == [1, 2, 0, 0, 3]
    assert draft == [0, 3, 4, 1, 8]


def test_all_lists_what_is_otherwise_only_counted() -> None:
    short, full = text_of(made.incheon()), text_of(made.incheon(), everything=True)
    for rule in ("ORG-2", "KPI-1"):
        assert rule not in short
        assert rule in full
    assert "적합 1 · 해당없음 1" in short
    listed = [o.rule.name for o in made.incheon().outcomes]
    assert all(rule in full for rule in listed)


def test_english_words_and_untranslated_rules() -> None:
    text = text_of(made.incheon(), lang="en", everything=True)
    assert "as of 2020-11-22" in text
    assert "[draft] Proposal: 스마트도시계획 수립지침 개정(안) · proposed 2020-10-31" in text
    assert "서비스 구성요소의 충분한 검토" in text
    assert EN.evidence_only in " ".join(text.split())
    fixed = [KO.summary, KO.decisions, KO.supplements, KO.totals, KO.evidence_only, KO.proposal_note]
    assert not [word for word in fixed if re.search(rf"(?m)^{word}", text)]
    assert "organisation: unit staff, unit name, committee" in text


def test_without_a_vocabulary_full_labels_are_shown() -> None:
    text = render_text(Report((made.proposals(),)), Page(), None)
    assert "추진체계 전담조직 인력, 추진체계 전담조직 명칭, 추진체계 평가위원회" in text


def test_several_plans_are_compared_and_unusable_ones_listed() -> None:
    plan = Unusable("b.yaml", (BROKEN.about("b.yaml:3", word="x"),))
    text = text_of(made.incheon(), made.review(plan="둘째 계획", file="c.yaml"), unusable=(plan,))
    compared = part(text, KO.compared)
    assert "인천광역시 스마트도시계획 (samples/incheon.yaml)" in compared
    assert "둘째 계획 (c.yaml)" in compared
    listed = part(text, KO.unusable.format(n=1))
    assert "b.yaml" in listed
    assert "P001 `x`를 읽을 수 없다" in listed


@pytest.mark.parametrize("width", [60, 72, 100, 110])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_no_line_is_wider_than_the_page(width: int, lang: Lang) -> None:
    unusable = Unusable("아주/" * 30 + "b.yaml", (BROKEN.about("", word="긴" * 80),))
    page = Page(width=width, lang=lang, everything=True)
    report = Report((made.incheon(), made.large(80)), (unusable,))
    for line in render_text(report, page, made.VOCABULARY).splitlines():
        assert wcswidth(line) <= width, line


def test_no_blank_lines_pile_up_and_none_end_in_blanks() -> None:
    text = text_of(made.incheon(), made.review(), everything=True)
    assert "\n\n\n" not in text
    assert not re.search(r"(?m) $", text)
    assert text.endswith("\n")


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["\x1b]0;제목\x07", "\u202e거꾸로", "줄\n지적\n────", "{0}{word}%s", "가" * 300]),
)


@settings(max_examples=60)
@given(HOSTILE, HOSTILE, st.sampled_from([60, 100]))
def test_texts_of_plans_cannot_steer_the_terminal(name: str, value: str, width: int) -> None:
    subject = replace(made.service("S"), name=name)
    read = (Evidence(FieldRef("x", value), value, Place(name, 1, 1)),)
    outcome = made.outcome("R", subject=subject, read=read)
    review = made.review(
        [outcome],
        findings=[Finding(outcome, Level.VIOLATION, value)],
        decisions=[made.decision(subject, value, inputs=((name, value),))],
        supplements=[Supplement(subject, (FieldRef(value, name),), ("R",))],
        plan=name,
        file=value,
        notes=(value,),
    )
    lines = render_text(Report((review,)), Page(width=width), made.VOCABULARY).split("\n")
    assert all(line.isprintable() for line in lines)
    assert all(wcswidth(line) <= width for line in lines)
    assert sum(set(line) == {"─"} for line in lines) == 6


def test_colour_only_where_asked() -> None:
    report = Report((made.incheon(),))
    assert "\x1b" not in render_text(report, Page(), made.VOCABULARY)
    coloured = render_text(report, Page(colour=True), made.VOCABULARY)
    assert "\x1b[1;31m[위반 · 중대]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_text(report, Page(), made.VOCABULARY)
