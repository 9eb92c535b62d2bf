"""What commands about one plan begin with: the policy, the plan open for edits, the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jichim.cli.begin import begin, ratings_on
from jichim.cli.output import show
from jichim.diagnostic import Lang, has_errors

if TYPE_CHECKING:
    from jichim.cli.options import ReviewDate
    from jichim.policy.model import Policy
    from jichim.review.reviewer import Ratings
    from jichim.scenario.opened import OpenPlan


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan that can be edited and reviewed."""

    policy: Policy
    opened: OpenPlan
    when: ReviewDate
    ratings: Ratings | None = None
    """What the assessment sheets on the plan say; None without sheets."""


def prepare(
    plan: str,
    policy_names: Sequence[str],
    as_of: str | None,
    lang: Lang,
    *,
    drafts: bool = True,
    sheets: Sequence[str] = (),
) -> Prepared | None:
    """The policy and the plan; None, with every diagnostic shown, where one of them cannot be used."""
    begun = begin(policy_names, as_of, (plan,), lang, drafts=drafts, sheets=sheets)
    if begun is None:
        return None
    policy, when = begun.policy, begun.when
    from jichim.review import Unreviewable
    from jichim.review import review_date as day_of_review
    from jichim.review.in_force import require_in_force
    from jichim.scenario import open_plan_file

    opened, problems = open_plan_file(plan, policy.vocabulary)
    show(problems, lang)
    if opened is None or has_errors(problems):
        return None
    try:
        require_in_force(policy, day_of_review(opened.plan, when), opened.plan.file)
    except Unreviewable as missing:
        show([missing.diagnostic], lang)
        return None
    ratings, usable = ratings_on(opened.plan, begun.sheets, lang)
    return Prepared(policy, opened, when, ratings) if usable else None
