"""Dates as Korean documents write them; one that is not complete is the interval of its days."""

from __future__ import annotations

import datetime
import re
import unicodedata
from calendar import monthrange

from jichim.vocabulary.quantity import Interval

_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?"
    r"|\.(?:(\d{1,2})\.?(?:(?<=\.)(\d{1,2})\.?)?)?"
    r"|/(\d{1,2})(?:/(\d{1,2}))?"
    r"|년(?:도|(\d{1,2})월(?:(\d{1,2})일)?)?"
    r"|(\d{2})(\d{2}))?"
)
_DAYS = "월화수목금토일"
_WEEKDAY = re.compile(rf"\(([{_DAYS}])(?:요일)?\)$|([{_DAYS}])요일$")
_OTHER = re.compile(r"[^\x00-\x7f년월일도상하반분기화수목금토요]")
_PART_OF_YEAR = re.compile(r"(\d{4})년?(?:(상반기|하반기)|([1-4])(?:/4)?분기|q([1-4]))")
_DOTTED_MONTH = re.compile(r"^(\d{4})\.(?=\d{1,2}월)")
_LOOSE = re.compile(r"(?<=[년도월기])(?:[연월]?[초중말내]|[초중후]반)$")
"""`초`, `말` and the like: no source says where they begin and end, so that they leave the time as it is."""
_TEN_DAYS = re.compile(r"(?<=월)(?:(초순|상순)|(중순)|하순)$")
_YEARS = range(1900, 2200)


def read_date(text: str) -> datetime.date | Interval | None:
    """`2020-10-15`, `2020. 10. 15.(목)`, `2020/10/15`, `2020년 10월 15일`, `20201015`: the date.

    `2020-10`, `2020. 10월`, `2020년`, `2020년도`, `2020년 상반기`, `2020년 3분기`, `2020년 5월 중순`: the
    interval from the first day to the last; `2020년 초` and `2020년 말` are some day of 2020. Two-digit
    years, times, dates that do not exist and days of the week that are not theirs are not read.
    """
    squeezed = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text[:40]).casefold())
    squeezed = _DOTTED_MONTH.sub(r"\1년", squeezed)
    if tenth := _TEN_DAYS.search(squeezed):
        return _ten_days(read_date(squeezed[: tenth.start()]), 1 if tenth[1] else 11 if tenth[2] else 21)
    squeezed = _LOOSE.sub("", squeezed)
    if len(text) > 40 or not squeezed.isprintable() or _OTHER.search(squeezed):
        return None
    weekday = _WEEKDAY.search(squeezed)
    if weekday:
        day = read_date(squeezed[: weekday.start()])
        expected = _DAYS.index(weekday[1] or weekday[2])
        return day if isinstance(day, datetime.date) and day.weekday() == expected else None
    part = _PART_OF_YEAR.fullmatch(squeezed)
    if part:
        quarter = part[3] or part[4]
        if quarter:
            return _months(int(part[1]), int(quarter) * 3 - 2, int(quarter) * 3)
        return _months(int(part[1]), 1, 6) if part[2] == "상반기" else _months(int(part[1]), 7, 12)
    found = _DATE.fullmatch(squeezed)
    if not found:
        return None
    year, *rest = (int(group) for group in found.groups() if group)
    if not rest:
        return _months(year, 1, 12)
    if len(rest) == 1:
        return _months(year, rest[0], rest[0])
    try:
        return datetime.date(year, *rest) if year in _YEARS else None
    except ValueError:
        return None


def _ten_days(month: datetime.date | Interval | None, first: int) -> Interval | None:
    """The 1st to the 10th, the 11th to the 20th, or the 21st to the last day of a month."""
    match month:
        case Interval(datetime.date() as start, datetime.date() as end) if start.day == 1 and end.day > 20:
            return Interval(start.replace(day=first), start.replace(day=first + 9) if first < 21 else end)
    return None


def _months(year: int, first: int, last: int) -> Interval | None:
    if year not in _YEARS or not 1 <= first <= last <= 12:
        return None
    return Interval(datetime.date(year, first, 1), datetime.date(year, last, monthrange(year, last)[1]))
