"""Remedies of a careless submission under the guideline in force: dates, attachments, acts, contents."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest

from jichim.policy import Policy, load_policies
from jichim.remedy import Remedy, remedy
from jichim.remedy.model import Bound, Step
from jichim.review import Reviewer
from jichim.scenario import OpenPlan, edited, open_plan
from jichim.source import Source
from remedy.finding import count

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "in-force" / "usual-gaps.yaml"
DAY = datetime.date(2026, 11, 22)
SECONDS = 300.0

pytestmark = pytest.mark.slow


@cache
def world() -> tuple[Policy, OpenPlan, Remedy]:
    policy, _ = load_policies(["guideline-2025-785"])
    assert policy is not None
    plan, _ = open_plan(Source(str(SAMPLE), SAMPLE.read_text("utf-8")), policy.vocabulary)
    assert plan is not None
    reviewer = Reviewer(policy)
    try:
        return policy, plan, remedy(plan, reviewer, as_of=DAY, seconds=SECONDS)
    finally:
        reviewer.close()


def step(path: str) -> Step:
    (found,) = [one for one in world()[2].steps if one.proposal.edit.path == path]
    return found


def test_it_is_clear_and_was_not_cut() -> None:
    found = world()[2]
    assert found.clear
    assert not any(part.cut for part in found.parts)
    assert found.unclearable == ()


def test_every_edit_is_necessary_and_their_order_does_not_matter() -> None:
    policy, plan, found = world()
    edits = [one.proposal.edit for one in found.steps]
    reviewer = Reviewer(policy)
    try:
        for edit in (None, *edits[::5]):
            made, _ = edited(plan, [one for one in reversed(edits) if one is not edit])
            assert made is not None
            left = count(reviewer.review(made, as_of=DAY), "violation")
            assert (left > 0) == (edit is not None), edit
    finally:
        reviewer.close()


def test_what_is_attached_already_stays_attached() -> None:
    found = step("approval.attachments").proposal
    assert found.kind == "change"
    assert set(found.edit.written.split(", ")) == {"계획안", "공청회 결과", "협의 결과"}


def test_fourteen_days_before_the_hearing() -> None:
    found = step("procedure.hearing_planned").proposal
    assert found.bound == Bound(">=", "2026-06-15"), "announced on 2026-06-01"


def test_what_a_notice_said_is_an_act_that_has_to_be_done_again() -> None:
    changed = [one.proposal for one in world()[2].steps if one.proposal.kind == "change"]
    assert any(one.act for one in changed)
