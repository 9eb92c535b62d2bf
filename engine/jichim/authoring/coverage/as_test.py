"""A plan of a test as the text of that test, in the layout of the formatter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jichim.policy.names import list_paths
from jichim.source import Source
from jichim.syntax import parse, print_file
from jichim.vocabulary.model import Field, Kind, Vocabulary
from jichim.vocabulary.paths import flatten


def text_of_test(
    title: str, content: Mapping[str, Any], expected: Iterator[str], vocabulary: Vocabulary, day: str
) -> str | None:
    """The test with these lines behind `기대`, as of a day unless that is empty.

    None if the language cannot say what the plan states.
    """
    lists = {path: node for node, path in list_paths(vocabulary).items()}
    fields = flatten(vocabulary.nodes, vocabulary.root)
    lines = [f'시험 "{_plain(title)}"'] + ([f"  기준일 {day}"] if day else [])
    root: list[str] = []
    records: list[str] = []
    for path, value in _stated(content, fields, ""):
        if path in lists and isinstance(value, list):
            label = vocabulary.node(lists[path]).label
            for record in value:
                inner = flatten(vocabulary.nodes, lists[path])
                records.append(f"  전제 {label} " + " ".join(_assignments(record, inner, vocabulary)))
        else:
            root.append(f"{_name(path, fields)} = {_value(value, fields[path], vocabulary)}")
    if root or not records:
        lines.append(f"  전제 {vocabulary.node(vocabulary.root).label} " + " ".join(root))
    text = "\n".join([*lines, *records, *(f"  기대 {one}" for one in expected)]) + "\n"
    parsed, wrong = parse(Source("missing.jichim", text))
    return None if wrong else print_file(parsed)


def _assignments(
    record: Mapping[str, Any], fields: Mapping[str, Field], vocabulary: Vocabulary
) -> Iterator[str]:
    for path, value in _stated(record, fields, ""):
        yield f"{_name(path, fields)} = {_value(value, fields[path], vocabulary)}"


def _stated(record: Mapping[str, Any], fields: Mapping[str, Field], above: str) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        path = f"{above}{name}"
        if isinstance(value, dict) and fields[path].kind is Kind.SECTION:
            yield from _stated(value, fields, f"{path}.")
        else:
            yield path, value


def _name(path: str, fields: Mapping[str, Field]) -> str:
    parts = path.split(".")
    labels = (fields[".".join(parts[: depth + 1])].label for depth in range(len(parts)))
    return ".".join(_word(label.replace(" ", "")) for label in labels)


def _word(name: str) -> str:
    return name if _reads_as_name(name) else f"`{name}`"


def _reads_as_name(name: str) -> bool:
    return not parse(Source("name", f'시험 "x"\n  전제 계획 {name} = 1\n  기대 R 적합\n'))[1]


def _value(value: Any, field: Field, vocabulary: Vocabulary) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(one, field, vocabulary) for one in value)}]"
    if isinstance(value, dict):
        inner = flatten(vocabulary.nodes, str(field.node))
        return "{" + ", ".join(_assignments(value, inner, vocabulary)) + "}"
    text = str(value)
    if text == "없음":
        return text
    quoted = f'"{_plain(text)}"'
    if field.kind in (Kind.TEXT, Kind.ITEMS):
        return quoted
    bare = not parse(Source("value", f'시험 "x"\n  전제 계획 a = {text}\n  기대 R 적합\n'))[1]
    return text if bare else quoted


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("\\", "").replace('"', "'")
