"""Values written loosely: read where the meaning is certain, else refused with the accepted spelling."""

from __future__ import annotations

import datetime

import pytest
from reading import read

from jichim.plan.dates import read_date
from jichim.vocabulary.quantity import Interval


def days(first: str, last: str) -> Interval:
    return Interval(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019년 초", days("2019-01-01", "2019-12-31")),
        ("2019년 연말", days("2019-01-01", "2019-12-31")),
        ("2019년도 중", days("2019-01-01", "2019-12-31")),
        ("2019년 내", days("2019-01-01", "2019-12-31")),
        ("2019년 상반기 중", days("2019-01-01", "2019-06-30")),
        ("2019년 5월 말", days("2019-05-01", "2019-05-31")),
        ("2019년 5월 초순", days("2019-05-01", "2019-05-10")),
        ("2019년 5월 상순", days("2019-05-01", "2019-05-10")),
        ("2019. 5월 중순", days("2019-05-11", "2019-05-20")),
        ("2020년 2월 하순", days("2020-02-21", "2020-02-29")),
        ("2019.5월", days("2019-05-01", "2019-05-31")),
        ("2019. 5월 10일", datetime.date(2019, 5, 10)),
        ("2019년 하순", None),
        ("2019년 5월 초순 중순", None),
        ("2019년 5월 1일 초", None),
        ("2019년 초 말", None),
        ("2019년 봄", None),
        ("2019년 말까지", None),
        ("초", None),
        ("'19.1.1", None),
        ("19.1.1", None),
    ],
)
def test_parts_of_a_year_or_month(text: str, expected: object) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "accepted"),
    [
        ("인력: 10여 명", "P043", "`18~20명`"),
        ("인력: 18명 이상", "P037", "`18~20명`"),
        ("인력: 최소 18명", "P037", "`18~20명`"),
        ("인력: 18명 (과장 1)", "P044", "`(… 포함)`"),
        ("예산: 3억여 원", "P043", "`2~3억원`"),
        ("예산: 최대 3억원", "P037", "`2~3억원`"),
        ("예산: 3억원 남짓", "P043", "`약`"),
        ("비율: 최소 8%", "P037", "`8~10%`"),
        ("기간: 2년여", "P043", "`2~3년`"),
        ("제출일: 19.1.1", "P040", "`2020-10-15`"),
    ],
)
def test_a_refusal_shows_the_accepted_spelling(text: str, code: str, accepted: str) -> None:
    plan, (found,) = read(text)
    assert plan is None
    assert found.code == code
    assert found.span is not None
    assert found.span.text == text.partition(": ")[2]
    assert found.help is not None
    assert accepted in found.help.ko
    assert accepted in found.help.en
