"""The interface for programs: three calls from names to a review, nothing printed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import jichim

SAMPLES = Path(__file__).parents[1] / "samples"


def test_from_names_to_a_review(capfd: pytest.CaptureFixture[str]) -> None:
    policy, problems = jichim.load_policies(["report-2020-3"])
    assert policy is not None
    assert not [problem for problem in problems if problem.is_error]
    plan, _ = jichim.load_plan(SAMPLES / "incheon.yaml")
    assert plan is not None
    review = jichim.review_plan(plan, policy, as_of=datetime.date(2020, 11, 30))
    assert review.plan == "인천광역시 스마트도시계획"
    assert sum(review.counts.values()) == len(review.outcomes)
    assert {outcome.subject.name for outcome in review.outcomes} >= {"plan", "I-MOD", "I-ZET"}
    assert capfd.readouterr() == ("", "")


def test_what_is_not_there_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    policy, problems = jichim.load_policies(["no-such-instrument"])
    assert policy is None
    assert [problem.code for problem in problems] == ["R021"]
    plan, problems = jichim.load_plan(tmp_path / "none.yaml")
    assert plan is None
    assert problems[0].is_error
