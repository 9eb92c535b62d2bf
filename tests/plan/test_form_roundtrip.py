"""A form says what the plan says: plan to form to plan, and form to plan to form."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from reading import VOCABULARY

import strategies_plan
from jichim.plan import Plan, read_document, read_plan
from jichim.plan.files import read_plan_document, read_plan_file
from jichim.plan.form import read_form, read_form_document, write_form
from jichim.plan.form.lines import from_lines, to_lines
from jichim.plan.model import Candidate, Conflict, Place, Record
from jichim.source import Source
from jichim.vocabulary.model import Vocabulary

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted([*(ROOT / "samples").glob("*.yaml"), *(ROOT / "samples" / "teaching").glob("*.yaml")])


def without_places(value: Any) -> Any:
    """A record, fact or list with everything but the places, in an order that does not depend on keys."""
    if isinstance(value, Place):
        return None
    if isinstance(value, Candidate):
        return (value.value, value.reason)
    if isinstance(value, Conflict):
        return frozenset(map(without_places, value.candidates))
    if isinstance(value, Record):
        facts = {path: without_places(fact) for path, fact in value.facts.items()}
        lists = {path: without_places(records) for path, records in value.lists.items()}
        return (value.node, value.name, value.index, facts, lists)
    if isinstance(value, tuple) and any(isinstance(one, Record) for one in value):
        return tuple(map(without_places, value))
    return value


def through_a_form(plan_text: str, vocabulary: Vocabulary, name: str = "p.json") -> Plan:
    tree, _ = read_document(Source(name, plan_text))
    assert tree is not None
    raw, long = write_form(vocabulary, tree)
    assert raw is not None, long
    plan, diagnostics = read_form("p.xlsx", raw, vocabulary)
    assert plan is not None, [(each.code, each.message.en) for each in diagnostics]
    return plan


@settings(max_examples=25)
@given(strategies_plan.documents())
def test_a_plan_survives_its_form(document: strategies_plan.Document) -> None:
    text = json.dumps(document, ensure_ascii=False)
    before = strategies_plan.read(document)
    if before is None:
        return
    after = through_a_form(text, strategies_plan.vocabulary())
    assert without_places(after.root) == without_places(before.root)


@settings(max_examples=15)
@given(strategies_plan.contradictory_documents)
def test_contradictions_survive_too(document: strategies_plan.Document) -> None:
    before = strategies_plan.read(document)
    if before is None:
        return
    after = through_a_form(json.dumps(document, ensure_ascii=False), strategies_plan.vocabulary())
    assert without_places(after.root) == without_places(before.root)


@pytest.mark.slow
@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_sample_survives_its_form(file: Path, shipped: Vocabulary) -> None:
    before, _ = read_plan_file(file, shipped)
    tree, _ = read_plan_document(file, shipped)
    assert before is not None
    raw, _ = write_form(shipped, tree)
    assert raw is not None
    after, diagnostics = read_form("p.xlsx", raw, shipped)
    assert after is not None, diagnostics
    assert without_places(after.root) == without_places(before.root)
    assert _written(after.root) == _written(before.root)
    if file.parent.name == "teaching":  # small plans of one form; the others show the bytes
        return
    document, _ = read_form_document("p.xlsx", raw, shipped)
    assert document is not None
    again, _ = write_form(shipped, document.tree)
    assert again == raw, "the form of the form is the same form, to the byte"


def _written(record: Record) -> Any:
    inner = {
        path: [_written(one) for one in records]
        for path, records in record.lists.items()
        if isinstance(records, tuple)
    }
    return ({path: text for path, text in record.written.items() if text}, inner)


def test_every_place_is_a_cell(shipped: Vocabulary) -> None:
    tree, _ = read_plan_document(ROOT / "samples" / "incheon.yaml", shipped)
    raw, _ = write_form(shipped, tree)
    assert raw is not None
    plan, _ = read_form("p.xlsx", raw, shipped)
    assert plan is not None
    services = plan.root.lists["services"]
    assert isinstance(services, tuple)
    assert str(services[0].places["name"]) == "p.xlsx!서비스!A5"
    assert services[0].places["name"].path == "서비스[0].이름"
    for record in (plan.root, *services):
        assert all(place.cell and not place.line for place in record.places.values())


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_an_empty_form_reads_as_an_empty_plan(lang: Any, shipped: Vocabulary) -> None:
    raw, _ = write_form(shipped, lang=lang)
    assert raw is not None
    plan, diagnostics = read_form("p.xlsx", raw, shipped)
    assert plan is not None
    assert diagnostics == ()
    assert (plan.root.facts, plan.root.lists) == ({}, {})


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_examples_are_a_plan(lang: Any, shipped: Vocabulary) -> None:
    raw, _ = write_form(shipped, lang=lang, with_example=True)
    assert raw is not None
    plan, diagnostics = read_form("p.xlsx", raw, shipped)
    assert plan is not None, diagnostics
    assert [each for each in diagnostics if each.is_error] == []
    services = plan.root.lists["services"]
    assert isinstance(services, tuple)
    assert isinstance(services[0].lists["costs"], tuple)


HARD_TEXTS = [
    "=1+1",
    '=HYPERLINK("x")',
    "+82-2",
    "-가",
    "@SUM(A1)",
    "#REF!",
    "#N/A",
    "TRUE",
    "007",
    "1e5",
    "2020-10-15",
    "줄\n바꿈",
    "- 점\n- 둘",
    "• 점",
    "_x0041_",
    "_x005F_",
    "가\r나",
    "<b>&amp;</b>",
    "'앞",
    "😀",
    "가\u2028나",
]


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_texts_come_back_unchanged(text: str) -> None:
    document = {"명칭": text, "목표": [text, "나"], "서비스": [{"이름": text, "비용": [{"항목": text}]}]}
    plan, _ = read_plan(Source("p.json", json.dumps(document)), VOCABULARY)
    assert plan is not None
    after = through_a_form(json.dumps(document), VOCABULARY)
    assert without_places(after.root) == without_places(plan.root)


@pytest.mark.parametrize(
    "texts",
    [
        ["가"],
        ["가", "나"],
        ["- 가"],
        ["가\n나", "다"],
        ["• 가\n• 나", "다"],
        ["가\n• 나\n•• 다"],
        ["가", "- 나"],
    ],
)
def test_several_texts_in_a_cell(texts: list[str]) -> None:
    assert [text for text, _ in from_lines(to_lines(texts))] == texts


def test_unnamed_and_like_named_services_keep_what_is_theirs() -> None:
    document = {
        "서비스": [
            {"이름": "가", "비용": [{"항목": "하나"}]},
            {"비용": [{"항목": "둘"}]},
            {"이름": "가", "비용": "없음"},
            {"구축비": "1억원", "비용": [{"항목": "넷"}]},
        ]
    }
    plan = through_a_form(json.dumps(document), VOCABULARY)
    services = plan.root.lists["services"]
    assert isinstance(services, tuple)
    shown = [
        (
            one.name,
            [each.name for each in costs] if isinstance(costs := one.lists["costs"], tuple) else str(costs),
        )
        for one in services
    ]
    assert shown == [("가", ["하나"]), ("서비스 2", ["둘"]), ("가#2", "Marker.NONE"), ("서비스 4", ["넷"])]


def test_equal_plans_give_equal_bytes(shipped: Vocabulary) -> None:
    assert write_form(shipped) == write_form(shipped)


def test_a_text_that_no_cell_holds_is_refused() -> None:
    tree, _ = read_document(Source("p.json", json.dumps({"명칭": "a" * 40_000})))
    raw, (long,) = write_form(VOCABULARY, tree)
    assert raw is None
    assert (long.code, long.message.ko) == ("P076", "`명칭`의 글이 셀 하나에 담을 수 있는 32,767자를 넘는다")


def test_places_are_what_was_left_out() -> None:
    assert {one.name for one in dataclasses.fields(Record)} == {
        "node",
        "name",
        "index",
        "facts",
        "places",
        "written",
        "lists",
        "place",
    }
