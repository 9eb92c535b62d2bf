"""What commands about one plan begin with: the policy, the plan open for edits, the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jichim.cli import messages
from jichim.cli.check import review_date
from jichim.cli.output import show
from jichim.diagnostic import Lang, has_errors

if TYPE_CHECKING:
    from jichim.cli.check import ReviewDate
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
    try:
        when = review_date(as_of)
    except ValueError:
        show([messages.BAD_DATE.about("--as-of", word=as_of)], lang)
        return None
    from jichim.policy import load_policies
    from jichim.review import Unreviewable
    from jichim.review import review_date as day_of_review
    from jichim.review.in_force import require_in_force
    from jichim.scenario import open_plan_file

    policy, diagnostics = load_policies(policy_names, drafts=drafts)
    show(diagnostics, lang)
    if policy is None:
        return None
    if not policy.instruments:
        show([messages.NO_INSTRUMENT.about("")], lang)
        return None
    opened, problems = open_plan_file(plan, policy.vocabulary)
    show(problems, lang)
    if opened is None or has_errors(problems):
        return None
    try:
        require_in_force(policy, day_of_review(opened.plan, when), opened.plan.file)
    except Unreviewable as missing:
        show([missing.diagnostic], lang)
        return None
    if not sheets:
        return Prepared(policy, opened, when)
    from jichim.cli.assessments import read_sheets

    rated = read_sheets(sheets, policy, policy_names, (plan,), lang)
    if rated is None:
        return None
    assessment, wrong = rated.assess(opened.plan)
    unused = [one for found in rated.leftover().values() for one in found]
    show([*wrong, *unused], lang)
    if has_errors([*wrong, *unused]):
        return None
    return Prepared(policy, opened, when, assessment.ratings if assessment is not None else None)
