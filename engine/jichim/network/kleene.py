"""Three-valued comparisons of plan facts (strong Kleene: Kleene 1952, §64).

Truth values are the integers that travel in working facts: FALSE 1, UNKNOWN 2, TRUE 3, so that *and* is
the minimum, *or* the maximum and *not* the difference from 4. A value of None is unknown. A range
compares as true or false only where every value in it does.
"""

from __future__ import annotations

import calendar
import datetime
import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from typing import Any

from jichim.plan.model import NONE, UNPRICED, Conflict
from jichim.vocabulary.model import normalise
from jichim.vocabulary.naming import bare_name
from jichim.vocabulary.quantity import Duration, Interval

FALSE, UNKNOWN, TRUE = 1, 2, 3

Truth = int
UNBOUNDED: Any = math.inf
"""The upper bound of a sum with unpriced parts: amounts are never negative."""


def negate(truth: Truth) -> Truth:
    return 4 - truth


def every(truths: Iterable[Truth]) -> Truth:
    result = TRUE
    for truth in truths:
        if truth < result:
            result = truth
            if truth == FALSE:
                break
    return result


def some(truths: Iterable[Truth]) -> Truth:
    result = FALSE
    for truth in truths:
        if truth > result:
            result = truth
            if truth == TRUE:
                break
    return result


# ---- facts as values -----------------------------------------------------------------------------


def amount(fact: Any) -> Any:
    """A numeric fact as a number or range: an explicit none is 0; not mentioned or unpriced is unknown."""
    if fact is NONE:
        return 0
    return None if fact is UNPRICED or isinstance(fact, Conflict) else fact


def moment(fact: Any) -> Any:
    """A date or duration; an explicit none has no order, so comparing it is unknown."""
    return None if fact is NONE or fact is UNPRICED or isinstance(fact, Conflict) else fact


def plain(fact: Any) -> Any:
    """A text, list or choice, with NONE kept; what is stated but unknown is unknown."""
    return None if fact is UNPRICED or isinstance(fact, Conflict) else fact


def yes(fact: Any) -> Truth:
    """A yes/no fact or the presence of a section as a truth value; an explicit none is no."""
    if fact is None or fact is UNPRICED or isinstance(fact, Conflict):
        return UNKNOWN
    return FALSE if fact is False or fact is NONE else TRUE


# ---- order ---------------------------------------------------------------------------------------


def bounds(value: Any) -> tuple[Any, Any]:
    """The least and greatest value that is meant."""
    if isinstance(value, Interval):
        return value.lo, value.hi
    return value, value


def compare(op: str, left: Any, right: Any) -> Truth:
    """`left op right` for numbers, dates, durations and ranges of them."""
    if left is None or right is None:
        return UNKNOWN
    if isinstance(left, int) and isinstance(right, int):
        signs = (left > right) - (left < right)
        return TRUE if signs in _SIGNS[op] else FALSE
    possible = _possible_signs(left, right)
    wanted = _SIGNS[op]
    if possible <= wanted:
        return TRUE
    return UNKNOWN if possible & wanted else FALSE


_SIGNS: dict[str, frozenset[int]] = {
    "<": frozenset({-1}),
    "<=": frozenset({-1, 0}),
    "=": frozenset({0}),
    "!=": frozenset({-1, 1}),
    ">=": frozenset({0, 1}),
    ">": frozenset({1}),
}


def _possible_signs(left: Any, right: Any) -> frozenset[int]:
    """Which of less, equal and greater can hold between some values of two ranges."""
    (a, b), (c, d) = bounds(left), bounds(right)
    if isinstance(a, Duration):
        # How much longer the right side can be at most, and the left side; in days of some calendar year.
        room, excess = days_longer(a, d)[1], days_longer(c, b)[1]
        signs = ((-1, room > 0), (0, room >= 0 <= excess), (1, excess > 0))
    else:
        signs = ((-1, a < d), (0, a <= d and c <= b), (1, b > c))
    return frozenset(sign for sign, possible in signs if possible)


def days_longer(than: Duration, length: Duration) -> tuple[int, int]:
    """The fewest and most days by which a length is longer than another, by where they begin."""
    months, days = length.months - than.months, length.days - than.days
    fewest, most = _days_of_months(abs(months))
    return (fewest + days, most + days) if months >= 0 else (days - most, days - fewest)


@lru_cache(maxsize=1024)
def _days_of_months(months: int) -> tuple[int, int]:
    """The fewest and most days of so many months in a row; the calendar repeats after 400 years."""
    rounds, rest = divmod(months, 4800)
    starts = _month_starts()
    spans = [starts[first + rest] - starts[first] for first in range(4800)]
    return rounds * starts[4800] + min(spans), rounds * starts[4800] + max(spans)


@lru_cache(maxsize=1)
def _month_starts() -> tuple[int, ...]:
    """The day on which each month of 800 years begins."""
    lengths = [calendar.monthrange(2000 + month // 12, month % 12 + 1)[1] for month in range(9600)]
    return tuple(accumulate(lengths, initial=0))


# ---- arithmetic ----------------------------------------------------------------------------------


def arithmetic(op: str, left: Any, right: Any) -> Any:
    """Exact arithmetic over numbers, dates and durations, and over ranges by their bounds."""
    if left is None or right is None:
        return None
    if not isinstance(left, Interval) and not isinstance(right, Interval):
        return _exact(op, left, right)
    (a, b), (c, d) = bounds(left), bounds(right)
    if op == "/" and c <= 0 <= d:
        return None
    if op == "+":
        ends = [_exact(op, a, c), _exact(op, b, d)]
    elif op == "-":
        ends = [_exact(op, a, d), _exact(op, b, c)]
    else:
        ends = sorted((_exact(op, one, other) for one in (a, b) for other in (c, d)), key=_order)
    return None if None in ends else Interval(ends[0], ends[-1])


def _order(value: Any) -> Any:
    if value is None:
        return -UNBOUNDED
    return value.months * 30 + value.days if isinstance(value, Duration) else value


def _exact(op: str, left: Any, right: Any) -> Any:
    if isinstance(left, datetime.date):
        if isinstance(right, datetime.date):
            return Duration(days=(left - right).days)
        return _shift(left, right, 1 if op == "+" else -1)
    if isinstance(left, Duration) or isinstance(right, Duration):
        return _duration(op, left, right)
    if op == "+":
        return left + right
    if op == "-":
        return left - right
    if op == "*":
        return 0 if left == 0 or right == 0 else left * right
    if right == 0:
        return None
    if right in (UNBOUNDED, -UNBOUNDED):
        return None if left in (UNBOUNDED, -UNBOUNDED) else 0
    if left in (UNBOUNDED, -UNBOUNDED):
        return left if right > 0 else -left
    return Fraction(left) / Fraction(right)


def _duration(op: str, left: Any, right: Any) -> Any:
    if isinstance(left, Duration) and isinstance(right, Duration):
        sign = 1 if op == "+" else -1
        return Duration(left.months + sign * right.months, left.days + sign * right.days)
    length, factor = (left, right) if isinstance(left, Duration) else (right, left)
    months, days = length.months * factor, length.days * factor
    if months != int(months) or days != int(days):
        return None
    return Duration(int(months), int(days))


def _shift(day: datetime.date, length: Duration, sign: int) -> datetime.date | None:
    """A date moved by months, to the last day of a month that is too short, then by days."""
    month = day.year * 12 + day.month - 1 + sign * length.months
    year, month = divmod(month, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    try:
        return datetime.date(year, month + 1, min(day.day, last)) + datetime.timedelta(
            days=sign * length.days
        )
    except OverflowError:
        return None


def negative(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, Interval):
        return Interval(negative(value.hi), negative(value.lo))
    return Duration(-value.months, -value.days) if isinstance(value, Duration) else -value


# ---- texts and choices ---------------------------------------------------------------------------


def same_text(left: Any, right: Any) -> Truth:
    if left is None or right is None:
        return UNKNOWN
    if left is NONE or right is NONE:
        return FALSE
    return TRUE if _spellings(left) == _spellings(right) else FALSE


def is_choice(fact: Any, equal: frozenset[str], broader: frozenset[str]) -> Truth:
    """Whether the stated choice, or the only one of several, is a given choice or a narrower one.

    A plan that states a broader choice does not say which of the narrower ones it means: unknown.
    """
    if fact is None:
        return UNKNOWN
    if fact is NONE:
        return FALSE
    stated = fact if isinstance(fact, tuple) else (fact,)
    if all(one in equal for one in stated):
        return TRUE
    return UNKNOWN if all(one in equal or one in broader for one in stated) else FALSE


def same_choice(left: Any, right: Any, related: Callable[[str, str], bool], *, shared: bool = False) -> Truth:
    """Equality of two stated choices (`shared`: whether they have one in common), the same from either side.

    A broader choice beside a narrower one, which `related` tells, may or may not mean that one: unknown.
    """
    if left is None or right is None:
        return UNKNOWN
    if left is NONE or right is NONE:
        return FALSE
    ones = left if isinstance(left, tuple) else (left,)
    others = right if isinstance(right, tuple) else (right,)

    def same(one: str, other: str) -> Truth:
        return TRUE if one == other else UNKNOWN if related(one, other) else FALSE

    if shared:
        return some(same(one, other) for one in ones for other in others)
    return min(
        every(some(same(one, other) for other in others) for one in ones),
        every(some(same(one, other) for one in ones) for other in others),
    )


def has_choice(fact: Any, equal: frozenset[str], broader: frozenset[str]) -> Truth:
    """Whether one of the stated choices is a given one or a narrower one."""
    if fact is None:
        return UNKNOWN
    if fact is NONE:
        return FALSE
    stated = fact if isinstance(fact, tuple) else (fact,)
    if any(one in equal for one in stated):
        return TRUE
    return UNKNOWN if any(one in broader for one in stated) else FALSE


def contains(collection: Any, member: Any) -> Truth:
    """Whether some item contains a text (spelling normalised); for several members, each of them."""
    if collection is None or member is None:
        return UNKNOWN
    if collection is NONE or member is NONE:
        return FALSE
    items = _spellings(collection)
    return TRUE if all(_is_within(one, items) for one in _spellings(member)) else FALSE


def overlaps(left: Any, right: Any, *, within: bool) -> Truth:
    """Whether two lists name one thing, quantities aside; `within`: whether an item contains a given word."""
    if left is None or right is None:
        return UNKNOWN
    if left is NONE or right is NONE:
        return FALSE
    if within:
        items = _spellings(left)
        return TRUE if any(_is_within(other, items) for other in _spellings(right)) else FALSE
    return FALSE if _bare_names(left).isdisjoint(_bare_names(right)) else TRUE


def _is_within(text: str, items: Iterable[str]) -> bool:
    # A loop, as this is asked for every word of a condition: `any` over a generator takes twice as long.
    for item in items:  # noqa: SIM110
        if text in item:
            return True
    return False


@lru_cache(maxsize=16384)
def _bare_names(value: Any) -> frozenset[str]:
    texts = value if isinstance(value, tuple) else (value,)
    return frozenset(bare_name(str(text)) for text in texts)


@lru_cache(maxsize=16384)
def _spellings(value: Any) -> tuple[str, ...]:
    texts = value if isinstance(value, tuple) else (value,)
    return tuple(normalise(str(text)) for text in texts)
