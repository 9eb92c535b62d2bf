"""A firing, a fact or an answer that is lost on the way is an error, never a shorter report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from jichim.network import NetworkError, Session, WorkingFact
from jichim.network.signals import Signals
from jichim.review import Reviewer, ReviewError
from review.small import plan_of, policy_of, rule
from strategies_policy import AS_OF

_RULES = (
    "도출 규모 대상 사업\n  경우 갑 적용 벌이 > 2억원\n  경우 을 적용 벌이 <= 2억원\n\n"
    + "도출 함께 대상 사업 a, 사업 b\n  경우 갑 적용 a.규모 = 갑 그리고 b.규모 = 갑\n  경우 을 그밖에\n\n"
    + rule("규모 = 갑").replace("  요건", "  적용 강제여부 = 예\n  요건")
    + rule("함께(a, b) = 갑", "사업 a, 사업 b", 2)
    + rule("승인 = 예", "", 3)
)


@pytest.fixture
def reviewer() -> Any:
    made = Reviewer(policy_of(_RULES))
    yield made
    made.close()


def _plan() -> Any:
    return plan_of(
        {"revenue": "3억원/년", "forced": "예"}, {"revenue": "1억원/년", "forced": "아니오"}, approved="예"
    )


def _dropping(position: int) -> Callable[[Session, Iterable[WorkingFact]], Any]:
    """`Session.run` that loses one firing, counted over the whole review."""
    original = Session.run
    seen = 0

    def run(self: Session, facts: Iterable[WorkingFact]) -> Any:
        nonlocal seen
        firings = original(self, facts)
        start, seen = seen, seen + len(firings)
        return [firing for number, firing in enumerate(firings, start) if number != position]

    return run


def _firings(reviewer: Reviewer) -> int:
    return len(reviewer.verdicts(_plan(), as_of=AS_OF).fired)


def test_every_lost_firing_is_noticed(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    number = _firings(reviewer)
    assert number == 8
    unnoticed = []
    for position in range(number):
        with monkeypatch.context() as patch:
            patch.setattr(Session, "run", _dropping(position))
            try:
                reviewer.review(_plan(), as_of=AS_OF)
            except (ReviewError, NetworkError):
                continue
            unnoticed.append(position)
    assert not unnoticed


@pytest.mark.parametrize(
    "error", [NetworkError(), MemoryError(), KeyboardInterrupt()], ids=lambda each: type(each).__name__
)
@pytest.mark.parametrize("call", range(3))
def test_an_exception_on_the_way_gives_no_report_and_harms_no_later_one(
    reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch, error: BaseException, call: int
) -> None:
    before = reviewer.review(_plan(), as_of=AS_OF)
    original = Signals.of
    calls = 0

    def failing(self: Signals, *arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > call:
            raise error
        return original(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Signals, "of", failing)
        with pytest.raises(type(error)):
            reviewer.review(_plan(), as_of=AS_OF)
    after = reviewer.review(_plan(), as_of=AS_OF)
    assert [(one.rule.name, one.subject.name, one.outcome) for one in after.outcomes] == [
        (one.rule.name, one.subject.name, one.outcome) for one in before.outcomes
    ]


def test_a_firing_too_many_is_noticed(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Session.run

    def run(self: Session, facts: Iterable[WorkingFact]) -> Any:
        firings = original(self, facts)
        extra = [one._replace(production=one.production + 1) for one in firings[:1] if one.production == 0]
        return [*firings, *extra]

    monkeypatch.setattr(Session, "run", run)
    with pytest.raises((ReviewError, NetworkError)):
        reviewer.review(_plan(), as_of=AS_OF)
