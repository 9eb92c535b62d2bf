"""A section in which everything stated is none counts as none, whatever it holds."""

from __future__ import annotations

import pytest
from reading import service

from jichim.plan import NONE


@pytest.mark.parametrize(
    ("stated", "section"),
    [
        ("캔버스: {고객 관계: 없음}", NONE),
        ("캔버스: {고객 관계: 없음, 핵심 활동: 없음}", NONE),
        ("캔버스: {고객 관계: 없음, 핵심 활동: [안내]}", True),
        ("캔버스: {고객 관계: 없음, 핵심 활동: 미정}", NONE),
        ("캔버스: {고객 관계: [상담]}", True),
        ("캔버스: 없음", NONE),
        ("캔버스: {고객 관계: 미정}", None),
    ],
)
def test_a_section_that_says_only_none_is_none(stated: str, section: object) -> None:
    assert service(stated).facts.get("canvas") is section


def test_what_stands_in_it_stays_as_stated() -> None:
    record = service("캔버스: {고객 관계: 없음}")
    assert record.facts["canvas.relationships"] is NONE
    assert "canvas.activities" not in record.facts
    assert record.places["canvas"].line == record.places["canvas.relationships"].line


def test_an_inner_section_of_none_makes_the_outer_one_none() -> None:
    from reading import read

    plan = read("추진체계: {전담조직: {인력: 없음}}\n서비스: [{이름: S}]\n")
    root = plan.root if hasattr(plan, "root") else plan
    assert root.facts["organisation.unit"] is NONE
    assert root.facts["organisation"] is NONE
