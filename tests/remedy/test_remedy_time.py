"""A remedy keeps to its time, and gives what it has found by then."""

from __future__ import annotations

import pytest

from jichim.remedy import Remedy, Why, remedy
from jichim.review import Reviewer
from jichim.scenario import edited
from remedy.finding import Ticks, count
from review.small import policy_of, rule
from scenario.editing import of_text
from strategies_policy import AS_OF

TICK = 0.001
SERVICES = 12
RULES = (
    rule("지역 기재 또는 설계서.약속 기재", number=1)
    + rule("강제여부 = 예", number=2)
    + rule('자원들 포함 "앱" 그리고 벌이 >= 3억원', number=3)
    + rule("지출들 기재 그리고 모든(지출들: 연지출 기재)", number=4)
)
POLICY = policy_of(RULES)
SERVICE = "{사업명: 사업 %d, 강제여부: 아니오, 벌이: 1억원/년, 자원들: [센서]}"
PLAN = of_text(f"계획명: 시험\n사업목록: [{', '.join(SERVICE % number for number in range(SERVICES))}]\n")


def within(seconds: float) -> tuple[Remedy, float]:
    """What is found in so much time, and when it was."""
    reviewer, clock = Reviewer(POLICY), Ticks(TICK)
    try:
        return remedy(PLAN, reviewer, as_of=AS_OF, seconds=seconds, clock=clock), clock.now
    finally:
        reviewer.close()


def readings() -> float:
    """How long it takes where there is time enough."""
    return within(1e9)[1]


@pytest.mark.parametrize("part", [0.05, 0.1, 0.3, 0.6, 0.9])
def test_the_time_is_kept_and_what_was_found_is_given(part: float) -> None:
    seconds = part * readings()
    found, took = within(seconds)
    assert took <= 1.1 * seconds
    late = sum(len(one.findings) for one in found.unclearable if one.why is Why.NOT_FOUND)
    assert found.left == late, "what was not reached is named, and nothing else is left"
    reviewer = Reviewer(POLICY)
    try:
        plan, _ = edited(PLAN, [step.proposal.edit for step in found.steps])
        assert plan is not None
        assert count(reviewer.review(plan, as_of=AS_OF), "violation") == found.left
    finally:
        reviewer.close()


def test_some_of_it_is_found_long_before_all_is() -> None:
    whole = readings()
    edits = [len(within(part * whole)[0].steps) for part in (0.2, 0.5, 1.0)]
    assert 0 < edits[0] <= edits[1] <= edits[2], edits


def test_with_time_enough_everything_is_cleared_and_nothing_cut() -> None:
    found, _ = within(1e9)
    assert found.clear
    assert not any(part.cut for part in found.parts)
