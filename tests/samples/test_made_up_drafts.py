"""Plans that no rule was written for show what the report says of them (made-up-drafts.yaml); a canvas of the
report that loses a block loses exactly what hangs on that block."""

from __future__ import annotations

import copy
import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import jichim
from jichim.diagnostic import Severity
from jichim.plan import read_plan
from jichim.policy import shipped_vocabulary
from jichim.review import Reviewer
from jichim.review.model import Review
from jichim.source import Source

HERE = Path(__file__).resolve().parent
DOCUMENT: dict[str, Any] = yaml.safe_load((HERE / "made-up-drafts.yaml").read_text("utf-8"))
INCHEON: dict[str, Any] = yaml.safe_load((HERE.parents[1] / "samples" / "incheon.yaml").read_text("utf-8"))
UNDETERMINED = "undetermined"

PART_OF_BLOCK = {
    "핵심 파트너": {"핵심 파트너"},
    "핵심 활동": {"핵심 활동", "핵심 자원"},
    "핵심 자원": {"핵심 활동", "핵심 자원"},
    "가치제안": {"가치제안"},
    "고객 관계": {"고객 관계", "채널"},
    "채널": {"고객 관계", "채널"},
    "고객 분할": {"고객 분할"},
}
"""The blocks that figure 4-2 merges into the part that a block belongs to; the part is empty when all are."""


@cache
def reviewer() -> Reviewer:
    policy, problems = jichim.load_policies(("report-2020-3",))
    assert policy is not None, [problem.message for problem in problems]
    return Reviewer(policy)


def review(text: str) -> Review:
    plan, problems = read_plan(Source("plan.yaml", text), shipped_vocabulary()[0])
    assert plan is not None, [p.message for p in problems if p.severity is Severity.ERROR]
    return reviewer().review(plan, as_of=DOCUMENT["as_of"])


def shown(found: Review) -> dict[tuple[str, str], str]:
    """The outcome of every rule and the value of every decision and derivation, by subject."""
    values = ((each.derivation.name, each.subject.name, each.value) for each in found.decisions)
    facts = ((each.name, each.subject.name, each.value) for each in found.derived)
    return {
        **{(name, subject): value or UNDETERMINED for name, subject, value in (*values, *facts)},
        **{(o.rule.name, o.subject.name): o.outcome.value for o in found.outcomes},
    }


def expected(entry: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {
        (rule, subject): result
        for rules, subjects, result in entry["expect"]
        for subject in (subjects if isinstance(subjects, list) else [subjects])
        for rule in rules.split()
    }


@pytest.mark.parametrize("name", DOCUMENT["plans"])
def test_a_made_up_plan_shows_what_the_report_says_of_it(name: str) -> None:
    entry = DOCUMENT["plans"][name]
    results = shown(review(entry["plan"]))
    wanted = expected(entry)
    assert {key: results.get(key) for key in wanted} == wanted


def test_nothing_is_expected_twice() -> None:
    for entry in DOCUMENT["plans"].values():
        pairs = [
            (rule, subject)
            for rules, subjects, _ in entry["expect"]
            for subject in (subjects if isinstance(subjects, list) else [subjects])
            for rule in rules.split()
        ]
        assert len(pairs) == len(set(pairs))
    assert isinstance(DOCUMENT["as_of"], datetime.date)


@pytest.mark.parametrize("block", PART_OF_BLOCK)
def test_a_canvas_without_a_block_loses_the_part_that_hangs_on_it(block: str) -> None:
    edited = copy.deepcopy(INCHEON)
    for service in edited["서비스"]:
        service["캔버스"].pop(block, None)
    results = shown(review(yaml.safe_dump(edited, allow_unicode=True)))
    for service in edited["서비스"]:
        left = PART_OF_BLOCK[block] & service["캔버스"].keys()
        assert results["SUS-11-1", service["이름"]] == ("met" if left else "not-met")
