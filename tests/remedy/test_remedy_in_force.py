"""Remedies of a careless submission under the guideline in force: dates, attachments, acts, contents."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest

from jichim.policy import Policy, load_policies
from jichim.remedy import Remedy, Why, remedy
from jichim.remedy.model import Bound, Step
from jichim.review import Reviewer
from jichim.scenario import OpenPlan, edited, open_plan
from jichim.source import Source
from remedy.finding import Ticks, count

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "in-force" / "usual-gaps.yaml"
DAY = datetime.date(2026, 11, 22)
HEARING = {
    "수립절차.공청회 공고일": "2026-06-01",
    "수립절차.공청회 개최예정일": "2026-06-10",
    "수립절차.공청회 개최일": "2026-06-10",
}
NOTICE = {
    "승인절차.보완통지일": "없음",
    "승인절차.보완요청 접수일": "2026-10-12",
    "승인절차.보완요청일": "2026-10-08",
}
ACTS = {
    "G24-2": HEARING,
    "G24-2.2": {"수립절차.공고 일간신문": "없음"},
    "G24-2.3": {"수립절차.공고 관보": "아니오", "수립절차.공고 홈페이지": "예"},
    "G24-2.4": {"수립절차.공고사항": "개최 목적, 일시와 장소"},
    "G26-3": NOTICE,
    "G8-3": {
        "도시문제.설문.실시": "예",
        "도시문제.설문.방법": "온라인",
        "도시문제.설문.대상별 결과": "시민: 항구 혼잡 39%",
        "도시문제.설문.대상": "시민",
    },
    "G8-4a": {"도시문제.부서면담": "없음"},
    "G23-3": {"수립절차.개별법 계획 연계검토": "없음"},
    "G23-4b": {"수립절차.자문신청일": "2026-06-15", "수립절차.공청회 개최일": "2026-06-10"},
    "G24-4": {"수립절차.의견청취결과 요지": "아니오"},
    "G25-1b": {"수립절차.관계행정기관 협의일": "2026-09-18", "계획.제출일": "2026-09-01"},
}
"""What is planted in the sample of acts that took place too late, otherwise or not at all, by rule."""
STATED = {
    "procedure.hearing_date",
    "procedure.hearing_planned",
    "procedure.notice_date",
    "about.submitted",
    "procedure.advice_applied",
    "procedure.agencies_consulted_on",
    "procedure.noticed_matters",
}

pytestmark = pytest.mark.slow


@cache
def world() -> tuple[Policy, OpenPlan, Remedy]:
    policy, _ = load_policies(["guideline-2025-785"])
    assert policy is not None
    plan, _ = open_plan(Source(str(SAMPLE), SAMPLE.read_text("utf-8")), policy.vocabulary)
    assert plan is not None
    reviewer = Reviewer(policy)
    try:
        return policy, plan, remedy(plan, reviewer, as_of=DAY, clock=Ticks())
    finally:
        reviewer.close()


def step(path: str) -> Step:
    (found,) = [one for one in world()[2].steps if one.proposal.edit.path == path]
    return found


def test_only_what_took_place_or_did_not_is_left_and_nothing_was_cut() -> None:
    found = world()[2]
    assert not any(part.cut for part in found.parts)
    assert {one.why for one in found.unclearable} == {Why.ACT}
    assert found.left == len(ACTS)
    assert {
        one.findings[0].rule: {each.label: each.value for each in one.acts} for one in found.unclearable
    } == ACTS


def test_every_edit_is_necessary_and_their_order_does_not_matter() -> None:
    policy, plan, found = world()
    edits = [one.proposal.edit for one in found.steps]
    reviewer = Reviewer(policy)
    try:
        for edit in (None, *edits[::5]):
            made, _ = edited(plan, [one for one in reversed(edits) if one is not edit])
            assert made is not None
            left = count(reviewer.review(made, as_of=DAY), "violation")
            assert (left > found.left) == (edit is not None), edit
    finally:
        reviewer.close()


def test_what_is_attached_already_stays_attached() -> None:
    found = step("approval.attachments").proposal
    assert found.kind == "change"
    assert set(found.edit.written.split(", ")) == {"계획안", "공청회 결과", "협의 결과"}


def test_a_service_that_is_still_planned_can_end_earlier() -> None:
    found = step("planned_end").proposal
    assert found.bound == Bound("<=", "2035-12-31"), "the plan ends in 2035"
    assert not found.act


def test_no_edit_changes_what_took_place() -> None:
    for one in world()[2].parts:
        for each in (*one.steps, *(step for steps in one.alternatives for step in steps)):
            edit, kind = each.proposal.edit, each.proposal.kind
            assert not (kind in ("change", "remove") and edit.path in STATED), edit.label
            assert not (kind in ("change", "remove") and each.proposal.act), edit.label


def test_what_an_edit_is_said_to_clear_is_clear() -> None:
    found = world()[2]
    left = {(one.rule, one.subject) for each in found.unclearable for one in each.findings}
    assert not any((one.rule, one.subject) in left for step in found.steps for one in step.clears)


def test_after_the_hearing_no_day_is_offered_and_before_it_one_is() -> None:
    policy, _, _ = world()
    text = SAMPLE.read_text("utf-8").replace("  공청회 개최일: 2026-06-10\n", "")
    plan, _ = open_plan(Source(str(SAMPLE), text.replace("2026-06-", "2026-12-")), policy.vocabulary)
    assert plan is not None
    reviewer = Reviewer(policy)
    try:
        found = remedy(plan, reviewer, as_of=DAY, clock=Ticks())
    finally:
        reviewer.close()
    (planned,) = [
        one.proposal for one in found.steps if one.proposal.edit.path == "procedure.hearing_planned"
    ]
    assert planned.bound == Bound(">=", "2026-12-15"), "to be announced on 2026-12-01"
