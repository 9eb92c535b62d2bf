"""The outcomes of a policy for a plan over all worlds: one answer only where every world agrees."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from jichim.plan.model import Plan
from jichim.policy.model import Policy, Rule
from reference.evaluator import Evaluator, Ratings
from reference.facts import subjects, worlds

Key = tuple[str, tuple[str, ...]]
"""A rule or derivation and the names of its subjects (of the plan's own name for a rule on the plan)."""


@dataclass(frozen=True)
class ReferenceReview:
    """For every key what each world says: outcomes of rules, values of derivations."""

    outcomes: Mapping[Key, frozenset[str]]
    derived: Mapping[Key, frozenset[str | None]]
    worlds: int

    def outcome(self, key: Key) -> str:
        return next(iter(self.outcomes[key])) if len(self.outcomes[key]) == 1 else "undetermined"

    def value(self, key: Key) -> str | None:
        return next(iter(self.derived[key])) if len(self.derived[key]) == 1 else None


def is_in_force(policy: Policy, rule: Rule, day: datetime.date) -> bool:
    instrument = policy.instrument(rule.basis.instrument)
    return instrument.status != "repealed" and instrument.period.holds(day) and rule.basis.period.holds(day)


def reference_review(
    policy: Policy, plan: Plan, day: datetime.date, ratings: Ratings | None = None, most_worlds: int = 64
) -> ReferenceReview:
    """Every rule and every derivation, for every subject, in every world.

    A rule that is not in force on the day applies to nothing. Raises `TooManyWorlds` where there are more
    than `most_worlds`.
    """
    tried = [
        Evaluator(policy, plan, day, world, ratings or {}) for world in worlds(policy, plan, most_worlds)
    ]
    outcomes = {
        (rule.name, tuple(record.name for record in records)): frozenset(
            evaluator.outcome(rule, records) if is_in_force(policy, rule, day) else "not-applicable"
            for evaluator in tried
        )
        for rule in policy.rules
        for records in subjects(policy, plan, rule.bindings)
    }
    derived = {
        (one.name, tuple(record.name for record in records)): frozenset(
            evaluator.derived(one.name, records) for evaluator in tried
        )
        for one in policy.derivations
        for records in subjects(policy, plan, one.bindings)
    }
    return ReferenceReview(outcomes, derived, len(tried))
