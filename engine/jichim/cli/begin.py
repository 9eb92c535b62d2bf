"""What commands that review plans begin with: the day, the rules, the assessment sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jichim.cli import messages
from jichim.cli.options import ReviewDate, review_date
from jichim.cli.output import show
from jichim.diagnostic import Lang, has_errors

if TYPE_CHECKING:
    from jichim.cli.assessments import Sheets
    from jichim.plan.model import Plan
    from jichim.policy.model import Policy
    from jichim.review.reviewer import Ratings


@dataclass(frozen=True, slots=True)
class Begun:
    """What there is before the first plan is read."""

    policy: Policy
    """With at least one instrument."""
    when: ReviewDate
    sheets: Sheets | None
    """None where no sheet is given."""


def begin(
    policy_names: Sequence[str],
    as_of: str | None,
    plans: Sequence[str],
    lang: Lang,
    *,
    drafts: bool = True,
    sheets: Sequence[str] = (),
) -> Begun | None:
    """The rules, the day and the sheets on some plans; None, with diagnostics shown, if one is unusable."""
    try:
        when = review_date(as_of)
    except ValueError:
        show([messages.BAD_DATE.about("--as-of", word=as_of)], lang)
        return None
    from jichim.policy import load_policies

    policy, diagnostics = load_policies(policy_names, drafts=drafts)
    show(diagnostics, lang)
    if policy is None:
        return None
    if not policy.instruments:
        show([messages.NO_INSTRUMENT.about("")], lang)
        return None
    if not sheets:
        return Begun(policy, when, None)
    from jichim.cli.assessments import read_sheets

    read = read_sheets(sheets, policy, policy_names, plans, lang)
    return None if read is None else Begun(policy, when, read)


def ratings_on(plan: Plan, sheets: Sheets | None, lang: Lang) -> tuple[Ratings | None, bool]:
    """What the sheets rate on the only plan of a command, and whether they can be used; faults are shown."""
    if sheets is None:
        return None, True
    assessment, wrong = sheets.assess(plan)
    unused = [one for found in sheets.leftover().values() for one in found]
    show([*wrong, *unused], lang)
    return (assessment.ratings if assessment is not None else None), not has_errors([*wrong, *unused])
