"""That a review says something: on the day of it, some instrument must be in force or proposed."""

from __future__ import annotations

import datetime

from jichim.network.compile import applies
from jichim.policy.model import Policy
from jichim.review import messages
from jichim.review.errors import NothingInForce


def require_in_force(policy: Policy, day: datetime.date, file: str = "") -> None:
    """Raises `NothingInForce`, with the earliest instrument, where none of the policy applies on a day.

    A review as of such a day would hold nothing and read as if all were well. For callers that show reviews
    to people; tests of rules and comparisons of versions do look at such days.
    """
    if any(applies(policy, one.name, day) for one in policy.instruments):
        return
    dated = [(start, one) for one in policy.instruments if (start := one.period.start) is not None]
    start, first = min(dated, key=lambda pair: (pair[0], pair[1].name), default=(None, None))
    if first is None or start is None or start <= day:
        raise NothingInForce(messages.NOTHING_IN_FORCE.about(file, day=day))
    ko, en = ("제안", "proposed") if first.draft else ("시행", "in force")
    raise NothingInForce(
        messages.BEFORE_ANY.about(
            file, day=day, title=first.title, name=first.name, start=start, how_ko=ko, how_en=en
        )
    )
