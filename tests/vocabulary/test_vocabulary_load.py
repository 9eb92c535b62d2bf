from __future__ import annotations

import re
from pathlib import Path

import pytest

from jichim.resources import folder
from jichim.source import Source
from jichim.vocabulary import Kind, load_vocabulary, read_vocabulary
from jichim.vocabulary.load import EMPTY
from jichim.vocabulary.model import Parts, normalise

FIXTURES = Path(__file__).parent / "fixtures"
README = Path(__file__).parents[2] / "rules" / "vocabulary" / "README.md"


def found(text: str) -> list[tuple[str, str]]:
    vocabulary, diagnostics = read_vocabulary([Source("v.yaml", text)])
    assert bool(diagnostics) == (vocabulary is EMPTY)
    return [(each.code, each.span.text if each.span else "") for each in diagnostics]


def with_fields(fields: str, rest: str = "") -> str:
    return (
        "root: plan\nsource: s\nnodes:\n"
        f"  plan: {{label: 계획, description: d, fields: {{{fields}}}}}\n{rest}"
    )


def test_the_small_vocabulary() -> None:
    vocabulary, diagnostics = load_vocabulary(FIXTURES)
    assert diagnostics == ()
    assert list(vocabulary.nodes) == [
        "plan",
        "plan.about",
        "plan.unit",
        "service",
        "service.canvas",
        "service.costs",
    ]
    field = vocabulary.field("service", "서비스 명")
    assert field is not None
    assert (field.name, field.kind, field.source) == ("name", Kind.TEXT, "스마트도시법 제2조")
    assert vocabulary.nodes["plan"].title_field == "about.name"
    total = vocabulary.field("service", "운영비")
    assert total is not None
    assert total.parts == Parts("costs", "annual_amount", (("phase", "operation"),))
    choices = vocabulary.field("service", "분야")
    assert choices is not None
    assert [(each.name, each.label, each.within) for each in choices.choices] == [
        ("welfare", "보건·의료·복지", None),
        ("medical", "의료", "welfare"),
        ("traffic", "교통", None),
    ]


def test_the_readme_example_is_the_fixture() -> None:
    example = re.search(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    assert example[1] == (FIXTURES / "small.yaml").read_text(encoding="utf-8")


def test_the_vocabulary_of_the_project_loads() -> None:
    vocabulary, diagnostics = load_vocabulary(folder("rules") / "vocabulary")
    assert diagnostics == ()
    assert len(vocabulary.nodes) > 1
    for name, node in vocabulary.nodes.items():
        words = [word for field in node.fields for word in {normalise(field.name), normalise(field.label)}]
        assert len(words) == len(set(words)), name


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ("nodes: [", "V001", ""),
        ("- a", "V002", "- a"),
        (with_fields("a: {label: 가, kind: text, description: d, colour: red}"), "V003", "colour"),
        (with_fields("a: {kind: text, description: d}"), "V004", "a"),
        (with_fields("a: {label: 가, kind: number, description: d}"), "V005", "number"),
        (with_fields("a: {label: 가, label: 나, kind: text, description: d}"), "V006", "label"),
        (
            with_fields(
                "a: {label: 가, kind: text, description: d},"
                " b: {label: 나, kind: text, description: d, aliases: [ㄱ, 가]}"
            ),
            "V007",
            "b",
        ),
        (with_fields("a: {label: 가, kind: money, annual: bb, description: d}"), "V008", "bb"),
        (with_fields("a: {label: 가, kind: section, node: bb, description: d}"), "V008", "bb"),
        (with_fields("a: {label: 가, kind: items, mirrors: bb, description: d}"), "V008", "bb"),
        (
            with_fields(
                "a: {label: 가, kind: money, annual: b, description: d},"
                " b: {label: 나, kind: text, description: d}"
            ),
            "V009",
            "b",
        ),
        (with_fields("a: {label: 가, kind: text, unit: 명, description: d}"), "V010", "unit"),
        (with_fields("a: {label: 가, kind: records, node: plan, description: d}"), "V011", "a"),
        (
            with_fields(
                "a: {label: 가, kind: choice, description: d, choices: {x: {label: 엑스, within: x}}}"
            ),
            "V011",
            "x",
        ),
        (with_fields("a b: {label: 가, kind: text, description: d}"), "V012", "a b"),
        (
            with_fields(
                "a: {label: 가, kind: choice, description: d, choices: {x: {label: 엑스, within: yy}}}"
            ),
            "V008",
            "x",
        ),
        (with_fields("a: {label: 가, kind: count, description: d}"), "V004", "a"),
        ("root: thing\nnodes: {}", "V008", "thing"),
        ("nodes: {}", "V013", ""),
    ],
)
def test_mistakes(text: str, code: str, underlined: str) -> None:
    assert (code, underlined) in found(text)


def test_all_mistakes_are_reported_at_once() -> None:
    text = with_fields("a: {kind: text, description: d}, b: {label: 나, kind: x, description: d}")
    assert [code for code, _ in found(text)] == ["V004", "V005"]


def test_parts_and_titles_are_checked_through_sections() -> None:
    costs = (
        "costs: {label: 비용, kind: records, title: item, description: d,"
        " fields: {item: {label: 항목, kind: text, description: d},"
        " amount: {label: 금액, kind: money, description: d}}}"
    )
    section = (
        "s: {{label: 절, kind: section, description: d, fields: {{t: {{label: 총액, kind: money,"
        " description: d, parts: {{records: costs, amount: {amount}}}}}}}}}"
    )
    assert found(with_fields(f"{costs}, {section.format(amount='amount')}")) == []
    assert found(with_fields(f"{costs}, {section.format(amount='cost')}")) == [
        ("V008", "{records: costs, amount: cost}")
    ]


def test_files_are_merged_in_any_order() -> None:
    first = Source("a.yaml", with_fields("b: {label: 나, kind: records, node: other, description: d}"))
    second = Source(
        "b.yaml",
        "source: t\nnodes:\n  other: {label: 다, description: d,"
        " fields: {c: {label: 씨, kind: text, description: d}}}",
    )
    one, none = read_vocabulary([first, second])
    other, nothing = read_vocabulary([second, first])
    assert none == nothing == ()
    assert one == other


def test_an_empty_folder_and_bad_bytes(tmp_path: Path) -> None:
    assert [each.code for each in load_vocabulary(tmp_path)[1]] == ["V014"]
    (tmp_path / "a.yaml").write_bytes(b"root: \xff\xff")
    assert [each.code for each in load_vocabulary(tmp_path)[1]] == ["V015"]
