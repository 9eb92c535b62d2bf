"""What-if: a plan reviewed as it is and with the edits of each scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jichim.diagnostic import Diagnostic
from jichim.review import Reviewer
from jichim.review.model import Review
from jichim.review.reviewer import AsOf, Ratings
from jichim.scenario import messages as m
from jichim.scenario.apply import edited
from jichim.scenario.compare import compare
from jichim.scenario.model import Comparison, Scenario
from jichim.scenario.opened import OpenPlan


@dataclass(frozen=True, slots=True)
class Tried:
    """A scenario with the review of the edited plan and what is different in it."""

    scenario: Scenario
    review: Review
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The review of the plan as it is, and every scenario that could be tried, in their order."""

    before: Review
    tried: tuple[Tried, ...]


def what_if(
    opened: OpenPlan,
    scenarios: Sequence[Scenario],
    reviewer: Reviewer,
    *,
    as_of: AsOf = None,
    ratings: Ratings | None = None,
) -> tuple[WhatIf, tuple[Diagnostic, ...]]:
    """Every scenario against the plan as it is; one whose edits clash is reported and left out.

    Each scenario starts from the plan itself, never from another scenario.
    """
    # The day is that of the plan as it is: a scenario that edits it changes no provision in force.
    before = reviewer.review(opened.plan, as_of=as_of, ratings=ratings)
    tried: list[Tried] = []
    problems: list[Diagnostic] = []
    for scenario in scenarios:
        plan, wrong = edited(opened, scenario.edits)
        if plan is None:
            reason = wrong[0].message
            where = scenario.name or scenario.edits[0].place.file
            problems.append(m.REFUSED.about(where, reason_ko=reason.ko, reason_en=reason.en))
            continue
        after = reviewer.review(plan, as_of=before.as_of, ratings=ratings)
        plans = (opened.plan, plan)
        tried.append(Tried(scenario, after, compare(before, after, plans, scenario.edits, reviewer.policy)))
    return WhatIf(before, tuple(tried)), tuple(problems)
