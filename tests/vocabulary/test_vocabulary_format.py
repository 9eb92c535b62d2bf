from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from jichim.vocabulary import Duration, Interval, format_bound, format_money, format_number


@pytest.mark.parametrize(
    ("won", "text"),
    [
        (0, "0원"),
        (4_000, "4,000원"),
        (1_240_000_000, "12억 4,000만원"),
        (15_170_914_000, "151억 7,091만 4,000원"),
        (1_487_600_000_000, "1조 4,876억원"),
        (-30_000, "-3만원"),
    ],
)
def test_money(won: int, text: str) -> None:
    assert format_money(won) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(1518, "1,518"), (Fraction(5, 2), "2.5"), (Fraction(-1, 40), "-0.025"), (Fraction(1, 3), "1/3")],
)
def test_number(number: int | Fraction, text: str) -> None:
    assert format_number(number) == text


def test_bounds() -> None:
    assert format_bound(Interval(10**8, 2 * 10**8), "money") == "1억원~2억원"
    assert format_bound(1000, "money", lang="en") == "KRW 1,000"
    assert format_bound(Fraction(85, 1000), "ratio") == "8.5%"
    assert format_bound(1518, "count", "명") == "1,518명"
    assert format_bound(2020, "count", "년") == "2020년"
    assert format_bound(Duration(18, 3), "duration") == "1년 6개월 3일"
    assert format_bound(datetime.date(2020, 1, 2), "date") == "2020-01-02"
