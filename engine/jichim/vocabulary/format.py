"""Quantities as text for reports: the inverse of reading, exact."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from jichim.vocabulary.quantity import Bound, Interval

_SCALES = ((10**12, "조"), (10**8, "억"), (10**4, "만"))


def format_money(amount: int) -> str:
    """Whole KRW as Korean readers write it: `12억 4,000만원`, `1조 4,876억원`, `0원`."""
    sign, rest = ("-", -amount) if amount < 0 else ("", amount)
    parts: list[str] = []
    for scale, word in _SCALES:
        number, rest = divmod(rest, scale)
        if number:
            parts.append(f"{number:,}{word}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    return f"{sign}{' '.join(parts)}원"


def format_number(number: int | Fraction) -> str:
    """`1,518`, `2.5`, and `1/3` where decimals do not end."""
    if isinstance(number, int) or number.denominator == 1:
        return f"{int(number):,}"
    digits = _decimals(number.denominator)
    if digits is None:
        return f"{number.numerator:,}/{number.denominator:,}"
    shifted = abs(number.numerator) * (10**digits // number.denominator)
    whole, decimals = divmod(shifted, 10**digits)
    return f"{'-' if number < 0 else ''}{whole:,}.{decimals:0{digits}d}"


def format_bound(
    value: Bound | Interval, dimension: str, unit: str | None = None, lang: Literal["ko", "en"] = "ko"
) -> str:
    """A number, duration, date or an interval of these; `dimension` is the kind of its field."""
    if isinstance(value, Interval):
        lo, hi = (format_bound(end, dimension, unit, lang) for end in (value.lo, value.hi))
        return lo if lo == hi else f"{lo}~{hi}"
    if isinstance(value, (int, Fraction)):
        if dimension == "money" and isinstance(value, int):
            return format_money(value) if lang == "ko" else f"KRW {value:,}"
        if dimension == "ratio":
            return f"{format_number(Fraction(value) * 100)}%"
        if unit == "년" and isinstance(value, int):
            return f"{value}년"
        return f"{format_number(value)}{unit or ''}"
    return str(value)


def _decimals(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator needs, or `None` where they never end."""
    counts = []
    for prime in (2, 5):
        count = 0
        while denominator % prime == 0:
            denominator //= prime
            count += 1
        counts.append(count)
    return max(counts) if denominator == 1 else None
