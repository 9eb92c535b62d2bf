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


def test_many_plans_as_an_iterator_that_prints_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from jichim.audit import BrokenRulesError, Reviewed, Unusable

    (tmp_path / "broken.yaml").write_text("계획: [")
    made = jichim.audit_plans(
        [SAMPLES / "incheon.yaml", tmp_path], ["report-2020-3"], datetime.date(2020, 11, 30)
    )
    found = {entry.name: result for entry, result in made}
    incheon, broken = found[str(SAMPLES / "incheon.yaml")], found[str(tmp_path / "broken.yaml")]
    assert isinstance(incheon, Reviewed)
    assert (incheon.plan, incheon.city) == ("인천광역시 스마트도시계획", "인천광역시")
    assert sum(incheon.counts) == sum(len(row.codes) for row in incheon.outcomes)
    assert isinstance(broken, Unusable)
    assert [problem.code for problem in broken.problems] == ["P007"]
    for paths, policy in ((["no-such-file"], ()), ([tmp_path], ["no-such-instrument"])):
        for jobs in (0, 1):
            with pytest.raises(BrokenRulesError) as refused:
                list(jichim.audit_plans(paths, policy, jobs=jobs))
            assert refused.value.diagnostics[0].code in ("U001", "R021")
    assert capfd.readouterr() == ("", "")
