from __future__ import annotations

from pathlib import Path

from jichim.vocabulary import load_vocabulary, search

VOCABULARY, _ = load_vocabulary(Path(__file__).parent / "fixtures")


def paths(query: str) -> list[str]:
    return [hit.path for hit in search(VOCABULARY, query)]


def test_any_spelling_comes_first() -> None:
    assert paths("비용 구조")[0] == "service.canvas.costs"
    assert paths("OPERATING-COST")[0] == "service.operating_cost"
    assert paths("교통") == ["service.field=traffic"]


def test_part_of_a_word_and_descriptions() -> None:
    assert "service.costs.annual_amount" in paths("연간")
    assert paths("이용 한 번")[0] == "service.costs.unit_price"


def test_a_typing_mistake_finds_the_nearest() -> None:
    assert "plan.unit" in paths("전담조작")
    assert paths("전혀 다른 말") == []


def test_an_empty_query_lists_every_field() -> None:
    fields = sum(len(node.fields) for node in VOCABULARY.nodes.values())
    assert len(paths("")) == len(VOCABULARY.nodes) + fields
