"""Keys in any spelling; unknown and repeated keys."""

from __future__ import annotations

import pytest
from reading import codes, read, root

from jichim.diagnostic import Diagnostic


def only(text: str) -> Diagnostic:
    (diagnostic,) = read(text)[1]
    return diagnostic


@pytest.mark.parametrize(
    "key",
    [
        "회의 횟수",
        "회의횟수",
        "회의·횟수",
        "meetings",
        "MEETINGS",
        '"회의 횟수 "',
        "회의\u200b횟수",
    ],
)
def test_any_spelling_of_a_key(key: str) -> None:
    assert root(f"{key}: 4회").facts == {"meetings": 4}


def test_languages_mix() -> None:
    one = root("명칭: 가\nunit: {name: 과}\n서비스: [{name: 나, 비용: [{item: 다, 구분: build}]}]")
    other = root(
        "name: 가\n전담조직: {명칭: 과}\nservices: [{서비스명: 나, costs: [{항목: 다, phase: 구축}]}]"
    )
    assert one.facts == other.facts
    first, second = one.lists["services"], other.lists["services"]
    assert isinstance(first, tuple)
    assert isinstance(second, tuple)
    assert first[0].facts == second[0].facts


def test_unknown_keys_are_errors_with_the_nearest_names() -> None:
    diagnostic = only("전담조지: 가")
    assert (diagnostic.code, diagnostic.span and diagnostic.span.text) == ("P020", "전담조지")
    assert diagnostic.help is not None
    assert "`전담조직`" in diagnostic.help.ko


def test_a_key_of_another_place_says_where_it_belongs() -> None:
    diagnostic = only("직급: 5급")
    assert diagnostic.help is not None
    assert "`책임자`의 `직급`" in diagnostic.help.ko
    assert "`grade` of `plan.unit.head`" in diagnostic.help.en


def test_the_same_field_under_two_spellings() -> None:
    diagnostic = only("명칭: 가\nname: 나")
    assert (diagnostic.code, diagnostic.span and diagnostic.span.text) == ("P021", "name")
    assert [related.span.text for related in diagnostic.related] == ["명칭"]


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_text() -> None:
    text = "명칭: 가\n없는키: 1\n예산: 35\n인력: 18건\n서비스:\n- {이름: 가, 이 름: 나}\n"
    assert codes(text) == [("P020", "없는키"), ("P034", "35"), ("P035", "18건"), ("P021", "이 름")]


def test_keys_that_are_not_texts() -> None:
    assert codes("? {a: b}\n: c\n명칭: 가") == [("P016", "{a: b}")]
