"""Numbers, days and durations as ranges, and what may be said about them for certain.

A range holds every value from `lo` to `hi`; a single value is a range of one point. The upper end of a sum
with unknown parts is `math.inf`. Days and durations are compared through the days that they can be.
"""

from __future__ import annotations

import calendar
import datetime
import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from jichim.vocabulary.quantity import Duration, Interval
from reference.logic import Truth, conj


@dataclass(frozen=True)
class Range:
    """`lo` and `hi` are numbers, dates or durations, both of one kind."""

    lo: Any
    hi: Any


def point(value: Any) -> Range:
    return Range(value, value)


ZERO = point(Fraction(0))


def ranged(value: Any) -> Range:
    """The range of a fact or constant: numbers become exact fractions."""
    if isinstance(value, Interval):
        return Range(_exact(value.lo), _exact(value.hi))
    return point(_exact(value))


def _exact(value: Any) -> Any:
    return Fraction(value) if isinstance(value, (int, Fraction)) else value


# ---- order ---------------------------------------------------------------------------------------


def less(a: Any, b: Any, *, or_equal: bool) -> Truth:
    """Whether one value is before another; of durations only as far as every calendar agrees."""
    if isinstance(a, Duration):
        shortest, longest = days_between(a, b)
        if shortest > 0 or (or_equal and shortest == 0):
            return True
        return False if longest < 0 or (not or_equal and longest == 0) else None
    return bool(a <= b if or_equal else a < b)


def ordered(op: str, left: Range, right: Range) -> Truth:
    """`<`, `<=`, `>`, `>=` between ranges: true or false only if it is so for all values in them."""
    if op in (">", ">="):
        return ordered({">": "<", ">=": "<="}[op], right, left)
    or_equal = op == "<="
    if less(left.hi, right.lo, or_equal=or_equal) is True:
        return True
    return False if less(left.lo, right.hi, or_equal=or_equal) is False else None


def equal(left: Range, right: Range) -> Truth:
    """The same if neither can be before the other; different if one must be."""
    if ordered("<", left, right) is True or ordered("<", right, left) is True:
        return False
    return conj([ordered("<=", left, right), ordered("<=", right, left)])


def days_between(a: Duration, b: Duration) -> tuple[int, int]:
    """The fewest and most days by which `b` is longer than `a`, over every calendar year."""
    months, days = b.months - a.months, b.days - a.days
    fewest, most = days_of_months(abs(months))
    return (fewest + days, most + days) if months >= 0 else (days - most, days - fewest)


@cache
def days_of_months(months: int) -> tuple[int, int]:
    """The fewest and most days of so many months in a row, tried for every first month of 400 years."""
    lengths = [calendar.monthrange(year, month)[1] for year in range(2000, 2400) for month in range(1, 13)]
    rounds, rest = divmod(months, len(lengths))
    twice = lengths + lengths
    sums = [sum(lengths) * rounds + sum(twice[start : start + rest]) for start in range(len(lengths))]
    return min(sums), max(sums)


# ---- arithmetic ----------------------------------------------------------------------------------


def add(left: Range, right: Range) -> Range:
    return Range(_plus(left.lo, right.lo), _plus(left.hi, right.hi))


def negative(value: Range) -> Range:
    if isinstance(value.lo, Duration):
        return Range(_opposite(value.hi), _opposite(value.lo))
    return Range(-value.hi, -value.lo)


def subtract(left: Range, right: Range) -> Range:
    if isinstance(right.lo, datetime.date):
        return Range(Duration(0, (left.lo - right.hi).days), Duration(0, (left.hi - right.lo).days))
    return add(left, negative(right))


def multiply(left: Range, right: Range) -> Range | None:
    """Between the least and the greatest product of the ends; of durations by whole numbers only."""
    if isinstance(right.lo, Duration):
        left, right = right, left
    products = [_times(a, b) for a in (left.lo, left.hi) for b in (right.lo, right.hi)]
    if None in products:
        return None
    if isinstance(left.lo, Duration):
        return Range(*_ends(products))
    return Range(min(products), max(products))


def divide(left: Range, right: Range) -> Range | None:
    """Unknown if the divisor can be zero."""
    if right.lo <= 0 <= right.hi:
        return None
    quotients = [_over(a, b) for a in (left.lo, left.hi) for b in (right.lo, right.hi)]
    return None if None in quotients else Range(min(quotients), max(quotients))


def _plus(a: Any, b: Any) -> Any:
    if isinstance(a, datetime.date):
        return _later(a, b)
    if isinstance(a, Duration):
        return Duration(a.months + b.months, a.days + b.days)
    return a + b


def _later(day: datetime.date, by: Duration) -> datetime.date:
    """Months first, to the last day of a month that is too short, then days."""
    years, month = divmod(day.year * 12 + day.month - 1 + by.months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return datetime.date(years, month + 1, min(day.day, last)) + datetime.timedelta(by.days)


def _opposite(value: Duration) -> Duration:
    return Duration(-value.months, -value.days)


def _times(a: Any, b: Any) -> Any:
    if isinstance(a, Duration):
        months, days = a.months * b, a.days * b
        whole = months == int(months) and days == int(days)
        return Duration(int(months), int(days)) if whole else None
    return Fraction(0) if a == 0 or b == 0 else a * b


def _over(a: Any, b: Any) -> Any:
    if math.isinf(b):
        return None if math.isinf(a) else Fraction(0)
    return a / b if not math.isinf(a) else (math.inf if (a > 0) == (b > 0) else -math.inf)


def _ends(durations: list[Any]) -> tuple[Any, Any]:
    ordered_ones = sorted(durations, key=lambda each: (each.months, each.days))
    return ordered_ones[0], ordered_ones[-1]
