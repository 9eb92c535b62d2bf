"""A review against the reference evaluator: every outcome, decision and derived value, one by one."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field

from jichim.plan import Plan
from jichim.policy import Policy
from jichim.policy.model import Binding
from jichim.review import Review, Reviewer
from jichim.review.model import Subject
from reference.evaluator import Ratings
from reference.outcomes import Key, ReferenceReview, reference_review


@dataclass
class Comparison:
    """What was compared and what differed, in words."""

    compared: int = 0
    differences: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    split: int = 0
    """Results on which the worlds disagree."""

    def check(self, what: str, found: object, wanted: object) -> None:
        self.compared += 1
        if found != wanted:
            self.differences.append(f"{what}: the review says {found}, the reference {wanted}")


def compare(
    policy: Policy,
    plan: Plan,
    day: datetime.date,
    ratings: Ratings | None = None,
    reviewer: Reviewer | None = None,
) -> Comparison:
    """The review of a plan beside the reference; raises `TooManyWorlds` where the reference gives up."""
    wanted = reference_review(policy, plan, day, ratings)
    mine = reviewer or Reviewer(policy)
    try:
        review = mine.review(plan, as_of=day, ratings=ratings)
    finally:
        if reviewer is None:
            mine.close()
    return compare_reviews(policy, plan, review, wanted)


def compare_reviews(policy: Policy, plan: Plan, review: Review, wanted: ReferenceReview) -> Comparison:
    comparison = Comparison()
    outcomes = {(one.rule.name, _names(plan, one.rule.bindings, one.subject)): one for one in review.outcomes}
    comparison.check("rules and subjects", set(outcomes), set(wanted.outcomes))
    comparison.check("number of outcomes", len(review.outcomes), len(wanted.outcomes))
    comparison.check("sum of counts", sum(review.counts.values()), len(wanted.outcomes))
    for key, outcome in outcomes.items():
        said = wanted.outcomes[key]
        comparison.outcomes[wanted.outcome(key)] += 1
        comparison.check(f"{key}", outcome.outcome.value, wanted.outcome(key))
        _check_alternatives(comparison, key, said, [one.result for one in outcome.alternatives])
    bindings = {one.name: one.bindings for one in policy.derivations}
    derived = {(one.name, _names(plan, bindings[one.name], one.subject)): one.value for one in review.derived}
    decided = {
        (one.derivation.name, _names(plan, one.derivation.bindings, one.subject)): one
        for one in review.decisions
    }
    values = {**derived, **{key: one.value for key, one in decided.items()}}
    comparison.check("derived facts", set(values), set(wanted.derived))
    for key, value in values.items():
        comparison.check(f"{key}", value, wanted.value(key))
    for key, decision in decided.items():
        results = [one.result for one in decision.alternatives]
        _check_alternatives(comparison, key, wanted.derived[key], results)
    return comparison


_WORDS = {
    "met": "적합",
    "not-met": "부적합",
    "undetermined": "판단불가",
    "not-applicable": "해당없음",
    None: "판단불가",
}


def _check_alternatives(
    comparison: Comparison, key: Key, said: frozenset[str] | frozenset[str | None], results: list[str]
) -> None:
    """Alternatives are given exactly where worlds disagree, and then every result that one of them gives."""
    is_split = len(said) > 1
    comparison.split += is_split
    wanted = {_WORDS.get(one) or str(one) for one in said} if is_split else set()
    comparison.check(f"alternatives of {key}", set(results), wanted)


def _names(plan: Plan, bindings: tuple[Binding, ...], subject: Subject) -> tuple[str, ...]:
    if all(binding.frame == 0 for binding in bindings):
        return (plan.root.name,) * len(bindings)
    return tuple(subject.name.split(" + "))
