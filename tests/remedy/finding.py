"""Remedies of small plans, shared by the tests of the room."""

from __future__ import annotations

from collections.abc import Iterable

from jichim.policy import Policy
from jichim.remedy import Part, Remedy, Until, remedy
from jichim.review import Review, Reviewer
from jichim.review.findings import LEVELS
from jichim.review.model import Level, Outcome
from jichim.scenario import Edit, OpenPlan, edited
from review.small import policy_of
from strategies_policy import AS_OF


class Ticks:
    """A clock on which only looking at it takes time, so that no test depends on a real one."""

    def __init__(self, tick: float = 0.0) -> None:
        self.now = 0.0
        self.tick = tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


def found(declarations: str | Policy, plan: OpenPlan, until: Until = "violation") -> Remedy:
    policy = policy_of(declarations) if isinstance(declarations, str) else declarations
    reviewer = Reviewer(policy)
    try:
        return remedy(plan, reviewer, until=until, as_of=AS_OF, clock=Ticks())
    finally:
        reviewer.close()


def steps(part: Part) -> list[tuple[str, str, str]]:
    """The edits of a part: what is done, where, with which value."""
    return [(one.proposal.kind, one.proposal.edit.label, one.proposal.edit.written) for one in part.steps]


def count(review: Review, until: Until) -> int:
    """What a review has of a level, counted anew."""
    wanted = {
        "violation": {Level.VIOLATION},
        "recommendation": set(Level) - {Level.ADVICE, Level.UNDETERMINED},
        "undetermined": set(Level) - {Level.ADVICE, Level.UNDETERMINED},
    }[until]
    return sum(
        (one.outcome is Outcome.NOT_MET and LEVELS[one.rule.duty.duty] in wanted)
        or (one.outcome is Outcome.UNDETERMINED and until == "undetermined")
        for one in review.outcomes
    )


def after(policy: Policy, plan: OpenPlan, edits: Iterable[Edit]) -> Review:
    """A review of the plan with some edits, by a reviewer of its own."""
    made, problems = edited(plan, edits)
    assert made is not None, problems
    reviewer = Reviewer(policy)
    try:
        return reviewer.review(made, as_of=AS_OF)
    finally:
        reviewer.close()
