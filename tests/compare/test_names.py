"""When two names mean one thing, and when they only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jichim.compare.names import key, likeness
from steps import at_most


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("통합 플랫폼", "통합플랫폼"),
        ("통합플랫폼", "통합·플랫폼"),
        ("CCTV", "cctv"),
        ("CCTV", "ＣＣＴＶ"),
        ("CCTV 30대", "CCTV(30대)"),
        ("CCTV 30대", "CCTV 120대"),
        ("CCTV", "CCTV 약 1,200대"),
        ("CCTV", "CCTV x 30"),
        ("드론 3기", "드론"),
        ("주차면 250면", "주차면"),
        ("관제 서버 2식", "관제서버"),
    ],
)
def test_spelling_spacing_and_quantity_do_not_count(first: str, second: str) -> None:
    assert likeness(key(first), key(second)) == "same"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("5G 통신망", "4G 통신망"),
        ("3기 신도시 주민", "2기 신도시 주민"),
        ("3D 지도", "2D 지도"),
        ("119 상황실", "112 상황실"),
        ("2.5톤 트럭", "5톤 트럭"),
        ("1인 가구", "2인 가구"),
        ("방범 CCTV", "CCTV"),
        ("드론", "드론 관제센터"),
    ],
)
def test_a_number_that_is_part_of_a_name_stays(first: str, second: str) -> None:
    assert likeness(key(first), key(second)) != "same"


@pytest.mark.parametrize(
    ("first", "second"), [("30대 여성", "20대 여성"), ("주민 30대", "주민 40대"), ("65세 이상", "18세 이상")]
)
def test_ages_are_no_quantities_of_people(first: str, second: str) -> None:
    assert likeness(key(first, people=True), key(second, people=True)) != "same"


def test_people_without_their_number() -> None:
    assert key("교통취약지역 주민 23,000명", people=True) == key("교통취약지역 주민", people=True)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("통합플랫폼", "통합 관제 플랫폼", "near"),
        ("방범CCTV", "CCTV", "near"),
        ("거주민 및 방문자", "거주민 및 방문객", "near"),
        ("드론", "전동킥보드", "different"),
        ("가", "가나다", "different"),
    ],
)
def test_near_is_not_same(first: str, second: str, expected: str) -> None:
    assert likeness(key(first), key(second)) == expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_symmetric_and_same_means_one_key(first: str, second: str) -> None:
    a, b = key(first), key(second)
    assert likeness(a, b) == likeness(b, a)
    assert (likeness(a, b) == "same") == (a == b)


@pytest.mark.parametrize("text", ["9" * 5_000, "(" * 5_000, "1," * 30_000, "x " * 3_000, "대" * 5_000])
def test_hostile_names_take_bounded_work(text: str) -> None:
    with at_most(calls=5_000_000):
        assert likeness(key(text), key(text + "가")) != "near"


def test_many_names_take_bounded_work() -> None:
    names = [
        key(f"{a}{b}{c} 관제 장비")
        for a in "가나다라마바사아"
        for b in "자차카타파하"
        for c in "거너더러머버서"
    ]
    with at_most(calls=30_000_000):
        assert sum(likeness(a, b) == "same" for a in names for b in names) == len(names)
