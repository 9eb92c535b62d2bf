"""A section in which everything stated is none counts as none, whatever it holds."""

from __future__ import annotations

import pytest
from reading import root, service

from jichim.plan import NONE


@pytest.mark.parametrize(
    ("stated", "section"),
    [
        ("{명칭: 없음}", NONE),
        ("{명칭: 없음, 책임자: {직급: 없음}}", NONE),
        ("{명칭: 없음, 책임자: 없음}", NONE),
        ("{책임자: {직급: 없음}}", NONE),
        ("{명칭: 없음, 책임자: {직급: 과장}}", True),
        ("{명칭: 없음, 책임자: {직급: 미정}}", NONE),
        ("{명칭: 스마트도시과, 책임자: 없음}", True),
        ("없음", NONE),
        ("있음", True),
        ("{명칭: 미정}", None),
    ],
)
def test_a_section_that_says_only_none_is_none(stated: str, section: object) -> None:
    assert root(f"목적: 시험\n전담조직: {stated}\n").facts.get("unit") is section


def test_the_sections_inside_are_settled_first() -> None:
    facts = root("전담조직: {명칭: 과, 책임자: {직급: 없음}}").facts
    assert (facts["unit"], facts["unit.head"]) == (True, NONE)


def test_what_stands_in_it_stays_as_stated() -> None:
    record = root("전담조직:\n  명칭: 없음\n")
    assert record.facts["unit.name"] is NONE
    assert "unit.head" not in record.facts
    assert record.written["unit.name"] == "없음"


def test_a_list_of_none_counts_like_a_field() -> None:
    record = service("캔버스: {비용구조: 없음}")
    assert (record.facts["canvas"], record.lists["costs"]) == (NONE, NONE)
    assert service("캔버스: {비용구조: [홍보]}").facts["canvas"] is True
