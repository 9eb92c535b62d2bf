"""The shipped rules: every outcome that a rule can have is expected by a test, or its gap is explained."""

from __future__ import annotations

import pytest

from jichim.authoring.case_tables import load_cases
from jichim.authoring.coverage import Measure, check_explained, cover, load_explained
from jichim.policy import load_policies, shipped_names


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped_names())
def test_every_outcome_is_covered_or_explained(name: str) -> None:
    policy, problems = load_policies((name,))
    assert policy is not None, problems
    cases, wrong_cases = load_cases(policy, (name,))
    explained, wrong = load_explained(policy, (name,))
    assert not wrong_cases
    assert not wrong
    found = cover(policy, (*policy.tests, *cases), explained)
    assert found.failed == 0
    gaps = [f"{one.name}: {goal.name}" for one in found.declarations for goal in one.goals if goal.is_gap]
    assert gaps == []
    assert check_explained(explained, found) == ()
    for gap in explained.gaps:
        assert gap.reason.ko != gap.reason.en, f"{gap.name}: the reason is given in both languages"
    shares = found.shares()
    assert all(shares[one].percent == 100 for one in (Measure.OUTCOMES, Measure.CASES, Measure.ROWS))
