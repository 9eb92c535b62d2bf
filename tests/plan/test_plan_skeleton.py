"""What `plan new` writes can be filled in and reads back; so does every example of the vocabulary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reading import VOCABULARY

from jichim.diagnostic import Severity
from jichim.plan import NONE, UNPRICED, Conflict, format_value, read_plan, skeleton
from jichim.plan.layout import layout_of
from jichim.plan.margin import Margin
from jichim.plan.model import Candidate
from jichim.plan.tree import Scalar
from jichim.plan.values import read_value
from jichim.resources import folder
from jichim.source import Source
from jichim.vocabulary import Vocabulary, load_vocabulary

REAL, _ = load_vocabulary(folder("rules") / "vocabulary")


@pytest.mark.parametrize("vocabulary", [VOCABULARY, REAL], ids=["small", "project"])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_skeleton_reads_without_errors(vocabulary: Vocabulary, lang: str) -> None:
    text = skeleton(vocabulary, "ko" if lang == "ko" else "en")
    plan, diagnostics = read_plan(Source("new.yaml", text), vocabulary)
    assert plan is not None
    assert (plan.root.facts, plan.root.lists) == ({}, {})
    assert [each.severity for each in diagnostics] == [Severity.NOTE]


def test_the_skeleton_shows_every_field_and_choice() -> None:
    text = skeleton(VOCABULARY)
    for node in VOCABULARY.nodes.values():
        for field in node.fields:
            assert f"{field.label}:  # " in text
            assert all(choice.label in text for choice in field.choices)


def test_a_filled_line_is_a_fact() -> None:
    text = (
        skeleton(VOCABULARY)
        .replace("  - 이름:  #", "  - 이름: 가  #")
        .replace("예산:  #", "예산: 3억원  #", 1)
    )
    plan, _ = read_plan(Source("new.yaml", text), VOCABULARY)
    assert plan is not None
    assert plan.root.facts == {"budget": 300_000_000}
    services = plan.root.lists["services"]
    assert isinstance(services, tuple)
    assert [each.name for each in services] == ["가"]


def test_every_example_of_the_project_reads() -> None:
    layout = layout_of(REAL)
    for name, node in REAL.nodes.items():
        for field in node.fields:
            if field.example and field.node is None:
                source = Source("example", field.example)
                margin = Margin(source)
                entry = layout.section(name).by_name[field.name]
                stated = read_value(entry, Scalar(field.example, 0, len(field.example)), margin)
                assert stated is not None, (name, field.name, field.example)
                assert margin.diagnostics() == (), (name, field.name, field.example)


def test_the_example_of_the_format_reads() -> None:
    page = (Path(__file__).parents[2] / "docs" / "plan-format.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    plan, diagnostics = read_plan(Source("example.yaml", example[1]), REAL)
    assert diagnostics == ()
    assert plan is not None
    services = plan.root.lists["services"]
    assert isinstance(services, tuple)
    costs = services[0].lists["costs"]
    assert isinstance(costs, tuple)
    assert [each.name for each in costs] == ["차량 임대비", "홍보비"]
    assert costs[0].facts["annual_amount"] == 300_000_000


def test_facts_as_text() -> None:
    fields = {field.name: field for field in VOCABULARY.nodes["plan"].fields}
    assert format_value(None, fields["budget"]) == "미기재"
    assert format_value(NONE, fields["budget"], "en") == "none"
    assert format_value(UNPRICED, fields["budget"], "en") == "amount not stated"
    assert format_value(300_000_000, fields["budget"]) == "3억원"
    assert format_value(18, fields["staff"]) == "18명"
    assert format_value(("welfare", "traffic"), fields["fields"]) == "보건·의료·복지, 교통"
    assert format_value("running", fields["stage"], "en") == "running"
    assert format_value(False, fields["agreed"]) == "아니오"
    conflict = Conflict((Candidate(100_000_000, "a", None), Candidate(200_000_000, "b", None)))
    assert format_value(conflict, fields["budget"]) == "1억원 ↔ 2억원"
