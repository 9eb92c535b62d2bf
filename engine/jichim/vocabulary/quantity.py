"""Quantities as people write them, read exactly: `0.4억원/년`, `8%`, `2~3년`, `15,170,914천원`, `약 70명`.

No binary fractions anywhere: amounts are whole KRW, ratios are `Fraction`, durations are months and days.
A number marked as approximate (`약`, `내외`, `about`) is read as the interval of half a unit of its last
significant digit around it: `약 2.2조원` is 2.15조 to 2.25조, `약 70` is 65 to 75. That is our reading; no
source fixes one. Things that come whole (won, people) take the whole numbers inside the interval.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from jichim.vocabulary.numeral import Flaw, Numeral, read_numeral


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of calendar time; a year is 12 months, a week 7 days, and months are not days."""

    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        parts = ((years, "년"), (months, "개월"), (self.days, "일"))
        return " ".join(f"{number}{unit}" for number, unit in parts if number) or "0일"


Bound = int | Fraction | Duration | datetime.date


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `lo` to `hi`, both included and of one type; the plan does not say which one."""

    lo: Bound
    hi: Bound

    def __str__(self) -> str:
        return f"{self.lo}~{self.hi}"


Dimension = Literal["money", "ratio", "duration", "count"]
Amount = int | Fraction | Duration | Interval


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity that was read.

    `value` is KRW (money), a `Fraction` of one (ratio), a `Duration`, or a plain number (count: `int`
    where it is whole), or an `Interval` of these. `unit` is what is counted, `None` for a bare number.
    `per` is the period or thing that it is for: `year`, `quarter`, `month`, `week`, `day`, `use:시간`.
    """

    dimension: Dimension
    unit: str | None
    value: Amount
    per: str | None
    approximate: bool


class Misread(Enum):
    """Why a text is not a quantity; those of the number itself are in `numeral.Flaw`."""

    FRACTION_OF_WON = "fraction of a won"
    FRACTION_OF_DAY = "fraction of a day"
    BOUND_ONLY = "one bound only"
    VAGUE = "somewhat more or less than a number"
    REMARK = "a remark that may change the number"
    REVERSED = "a range from high to low"
    MIXED = "two units in one range"


def parse_quantity(text: str) -> Measured | None:
    """The quantity that a text writes, or `None`; `read_quantity` says why not."""
    measured = read_quantity(text)
    return measured if isinstance(measured, Measured) else None


@lru_cache(maxsize=4096)
def read_quantity(text: str) -> Measured | Misread | Flaw:
    """The quantity that a text writes, or what is wrong with it.

    Full-width characters and spaces are tolerated; two numbers with only a space between are not one.
    """
    if len(text) > _LONGEST:
        return Flaw.NOT_A_NUMBER
    spaced = unicodedata.normalize("NFKC", text).casefold().strip()
    if re.search(r"[\d.,]\s+[\d.,]", spaced):
        return Flaw.NOT_A_NUMBER
    if _ONE_END.search(spaced):
        return Misread.BOUND_ONLY
    rest = _REMARK.sub("", _TOTAL.sub("", re.sub(r"\s+", "", spaced), count=1), count=1)
    rest, approximate = _take_approximation(rest)
    rest, per = _take_period(rest)
    rest, again = _take_approximation(rest)
    approximate = approximate or again
    parts = re.split(r"[~∼〜–]", rest)
    if len(parts) > 2:
        return Flaw.NOT_A_NUMBER
    ends = _read_ends(parts)
    if not isinstance(ends, list):
        return ends
    if len({(end.dimension, end.unit if end.dimension == "count" else None) for end in ends}) != 1:
        return Misread.MIXED
    value = _value(ends, approximate)
    if isinstance(value, Misread):
        return value
    return Measured(ends[-1].dimension, ends[-1].unit, value, per, approximate)


_LONGEST = 200

_APPROXIMATELY = re.compile(r"^(?:약|대략|about|around|approximately|approx\.?|circa|≈)")
_OR_SO = re.compile(r"(?:내외|정도|수준|가량|안팎|쯤)$")

_ONE_END = re.compile(
    r"^(?:최소|최대|적어도|많아야|at\s*least|at\s*most|up\s*to|more\s*than|less\s*than|over|under)(?=[\s\d약₩])"
    r"|^[~∼〜–]\s*\d|\w\s*[~∼〜–]$"
)
"""`최소 18명`, `~18명`, `18명~`; what stands behind the unit (`18명 이상`) is in `_BOUNDS`."""
_TOTAL = re.compile(r"^(?:총|합계|정원)(?=[\d약])")
_REMARK = re.compile(r"\((?:추정|추정치|예상|예상치|잠정|[^()]{1,30}포함)\)$")
"""Words around a number that do not change it. Others in brackets may (`(과장 1)`), so they are refused."""


def _take_approximation(text: str) -> tuple[str, bool]:
    bare = _OR_SO.sub("", _APPROXIMATELY.sub("", text, count=1), count=1)
    return bare, bare != text


_PERIODS = {
    **dict.fromkeys(("년", "연", "year", "yr", "annum", "해"), "year"),
    **dict.fromkeys(("분기", "quarter"), "quarter"),
    **dict.fromkeys(("월", "개월", "달", "month"), "month"),
    **dict.fromkeys(("주", "week"), "week"),
    **dict.fromkeys(("일", "day"), "day"),
}
_EVERY = re.compile(r"^매?(연평균|연간|년|연|분기별|분기|월평균|월간|월|주간|주|일)(?=[\d약₩△▲-])")
_EACH = re.compile(r"^1?([^\W\d]{1,8})당(?=[\d약₩△▲-])")
_BESIDE = re.compile(r"\(매?((?:연|월)(?:간|평균)?|년|분기)\)$")
_PER = re.compile(r"(?:/|(?:(?<=원)|(?<=won)|(?<=krw))per)1?([^\W\d]{1,12}[23]?)$")


def _take_period(text: str) -> tuple[str, str | None]:
    """The period or thing that an amount is for: `연 0.4억원`, `시간당 …`, `…/년`, `…(연)`."""
    for pattern in (_EVERY, _EACH, _BESIDE, _PER):
        found = pattern.search(text)
        if found:
            word = found[1]
            plain = word if word in _PERIODS else re.sub(r"(?:[간별]|평균)$", "", word)
            return text[: found.start()] + text[found.end() :], _PERIODS.get(plain, f"use:{word}")
    return text, None


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a range; durations are counted in months (`unit` 개월) or in days (`unit` 일) here."""

    dimension: Dimension
    unit: str | None
    exact: Fraction
    numeral: Numeral
    scale: Fraction | int = 1
    """What one of the number is in `exact`: 12 for years, 1/100 for per cent."""
    days: int = 0
    is_compound: bool = False

    @property
    def half(self) -> Fraction:
        """Half a unit of the last significant digit; of `1년 6개월`, half a month."""
        return Fraction(1, 2) if self.is_compound else self.numeral.half_unit * self.scale


_MONEY_UNITS = {"원", "원정", "krw", "won"}
_RATIO_UNITS = {"%", "퍼센트", "프로", "percent"}
_MONTHS = {
    **dict.fromkeys(("년", "년간", "개년", "year", "years"), 12),
    **dict.fromkeys(("개월", "개월간", "달", "month", "months"), 1),
}
_DAYS = {
    **dict.fromkeys(("주", "주간", "주일", "week", "weeks"), 7),
    **dict.fromkeys(("일", "일간", "day", "days"), 1),
}
_BOUNDS = ("이상", "이하", "미만", "초과", "이내", "까지", "부터", "최대", "최소")
_VAGUE = re.compile(r"여(?:[^\W\d]{1,12}|m[23]|km2)|(?:년|개월|달|주|일)여|.*(?:남짓|가까이)", re.S)
"""`10여 명` is more than ten, `10명 가까이` less; how much is not said."""
_COUNTED = re.compile(r"[^\W\d_]{1,12}|m[23]|km2")
_UNIT_NAMES = {"인": "명", "사람": "명", "곳": "개소", "person": "명", "persons": "명", "people": "명"}


def canonical_unit(word: str) -> str:
    """One name for the names of a unit: `인` and `사람` are `명`, `곳` is `개소`."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    return _UNIT_NAMES.get(folded, folded)


def period_of(word: str) -> str | None:
    """The period that a word names (`년` is `year`), or `None`."""
    return _PERIODS.get(word)


def _read_ends(parts: list[str]) -> list[_End] | Misread | Flaw:
    last = _split(parts[-1])
    if isinstance(last, Flaw):
        return last
    split = [last]
    if len(parts) == 2:
        first = _split(parts[0])
        if isinstance(first, Flaw):
            return first
        if not first[1] and first[0].is_bare:
            # `2~3억원` means 2억 to 3억; `2~3억 5천만원` could mean several things.
            if not last[0].is_simple:
                return Misread.MIXED
            first = _split(parts[0] + last[0].scale_word)
            if isinstance(first, Flaw):
                return first
        first = (first[0], first[1] or last[1])
        split.insert(0, first)
    ends: list[_End] = []
    for numeral, unit in split:
        end = _end(numeral, unit)
        if not isinstance(end, _End):
            return end
        ends.append(end)
    return ends


def _split(text: str) -> tuple[Numeral, str] | Flaw:
    """The number in front and the unit behind it (a currency sign in front counts as behind)."""
    sign = re.match(r"^(?:₩|krw)", text)
    found = read_numeral(text[sign.end() :] if sign else text)
    if isinstance(found, Flaw):
        return found
    numeral, unit = found
    if sign:
        return (numeral, "원") if unit in ("", "원") else Flaw.NOT_A_NUMBER
    return numeral, unit


def _end(numeral: Numeral, unit: str) -> _End | Misread | Flaw:
    value = numeral.value
    if unit.endswith(_BOUNDS) and len(unit) > 1:
        return Misread.BOUND_ONLY
    if _VAGUE.fullmatch(unit):
        return Misread.VAGUE
    if unit.endswith(")"):
        return Misread.REMARK
    if unit in _MONEY_UNITS or (not unit and numeral.is_large):
        return _End("money", "원", value, numeral)
    if unit in _RATIO_UNITS:
        return _End("ratio", "%", value / 100, numeral, Fraction(1, 100))
    if unit in _MONTHS:
        return _End("duration", "개월", value * _MONTHS[unit], numeral, _MONTHS[unit])
    if unit in _DAYS:
        return _End("duration", "일", value * _DAYS[unit], numeral, _DAYS[unit])
    if not unit:
        return _End("count", None, value, numeral)
    compound = _compound_duration(numeral, unit)
    if compound is not None:
        return compound
    if _COUNTED.fullmatch(unit):
        return _End("count", canonical_unit(unit), value, numeral)
    return Flaw.UNKNOWN_UNIT


def _compound_duration(numeral: Numeral, unit: str) -> _End | None:
    """`1년 6개월`, `2개월 10일`: whole numbers of falling units."""
    found = re.fullmatch(r"(년|개월)(?:(\d{1,4})개월)?(?:(\d{1,4})일)?간?", unit)
    if not found or (found[1] == "개월" and found[2]) or numeral.value.denominator != 1:
        return None
    months = numeral.value * _MONTHS[found[1]] + int(found[2] or 0)
    return _End("duration", "개월", months, numeral, days=int(found[3] or 0), is_compound=True)


def _value(ends: list[_End], approximate: bool) -> Amount | Misread:
    dimension = ends[0].dimension
    if len(ends) == 1 and not approximate:
        return _exact(ends[0], ends[0].exact)
    first, last = ends[0], ends[-1]
    lo, hi = first.exact, last.exact
    if _order(first) > _order(last):
        return Misread.REVERSED
    whole = all(end.exact.denominator == 1 for end in ends) or dimension in ("money", "duration")
    if dimension == "money" and not all(end.exact.denominator == 1 for end in ends):
        return Misread.FRACTION_OF_WON
    if approximate:
        lo, hi = lo - first.half, hi + last.half
        if whole and dimension in ("money", "count"):
            lo, hi = Fraction(math.ceil(lo)), Fraction(math.floor(hi))
    low, high = _exact(first, lo, outward=-1), _exact(last, hi, outward=1)
    if isinstance(low, Misread):
        return low
    if isinstance(high, Misread):
        return high
    return Interval(low, high)


def _order(end: _End) -> Fraction:
    """A size by which the ends of a range are compared; a month counts as 30 days here only."""
    if end.dimension != "duration":
        return end.exact
    return end.exact * 30 + end.days if end.unit == "개월" else end.exact


def _exact(end: _End, number: Fraction, outward: int = 0) -> int | Fraction | Duration | Misread:
    """The number in the type of its dimension; half a month is 15 days, half a week rounds outward."""
    if end.dimension == "ratio":
        return number
    if end.dimension == "money":
        return int(number) if number.denominator == 1 else Misread.FRACTION_OF_WON
    if end.dimension == "count":
        return int(number) if number.denominator == 1 else number
    if end.unit == "일":
        if number.denominator != 1 and not outward:
            return Misread.FRACTION_OF_DAY
        return Duration(0, math.floor(number) if outward < 0 else math.ceil(number))
    months = math.floor(number)
    rest = (number - months) * 30 + end.days
    if rest.denominator != 1 or (rest != end.days and not outward):
        return Misread.FRACTION_OF_DAY
    return Duration(months, int(rest))
