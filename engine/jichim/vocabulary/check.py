"""Checks that everything a field refers to exists and fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jichim.vocabulary import messages as m
from jichim.vocabulary.fields import Declared
from jichim.vocabulary.keys import unknown_reference
from jichim.vocabulary.model import Field, Kind, Node, Parts
from jichim.vocabulary.paths import beside, flatten, walk


def check_links(declared: Declared) -> None:
    """Adds a diagnostic for every reference that leads nowhere or to the wrong kind of field."""
    before = len(declared.diagnostics)
    for node in declared.nodes.values():
        for field in node.fields:
            _check_siblings(declared, node, field)
    _check_cycles(declared)
    if len(declared.diagnostics) > before:
        return
    for name in _record_types(declared):
        _check_record(declared, name)


def _record_types(declared: Declared) -> Iterator[str]:
    """Every node type that is not only a section of others."""
    fields = [field for node in declared.nodes.values() for field in node.fields]
    sections = {field.node for field in fields if field.kind is Kind.SECTION}
    records = {field.node for field in fields if field.kind is Kind.RECORDS}
    return (name for name in declared.nodes if name in records or name not in sections)


def _check_siblings(declared: Declared, node: Node, field: Field) -> None:
    known = {other.name: other for other in node.fields}
    for key, target in (("annual", field.annual), ("unit_price", field.unit_price)):
        if target is None:
            continue
        if target not in known:
            _missing(declared, (node.name, field.name, key), target, known)
        elif known[target].kind is not Kind.MONEY:
            _misfit(declared, (node.name, field.name, key), target, "금액 필드", "a money field")
    if field.node is not None and field.node not in declared.nodes:
        _missing(declared, (node.name, field.name, "node"), field.node, declared.nodes)


def _check_cycles(declared: Declared) -> None:
    finished: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in finished or name not in declared.nodes:
            return
        for field in declared.nodes[name].fields:
            if field.node is None:
                continue
            if field.node in (*trail, name):
                span = declared.spans[name, field.name, ""]
                cycle = " → ".join([*trail, name, field.node])
                declared.diagnostics.append(m.CONTAINS_ITSELF.at(span, cycle=cycle))
            else:
                visit(field.node, (*trail, name))
        finished.add(name)

    for name in declared.nodes:
        visit(name, ())


def _check_record(declared: Declared, record: str) -> None:
    flat = flatten(declared.nodes, record)
    _check_title(declared, record, flat)
    for path, owner, field in walk(declared.nodes, record):
        if field.kind is Kind.SECTION and field.node is not None:
            _check_title(declared, field.node, flatten(declared.nodes, field.node))
        if field.mirrors is not None:
            where = (owner.name, field.name, "mirrors")
            target = _records(declared, flat, path, field.mirrors, where)
            if target is not None and target.title_field is None:
                expected = ("이름(`title`)이 있는 기록의 목록", "a list of records with a `title`")
                _misfit(declared, where, field.mirrors, *expected)
        if field.parts is not None:
            _check_parts(declared, flat, path, field.parts, (owner.name, field.name, "parts"))


def _check_title(declared: Declared, node: str, flat: Mapping[str, Field]) -> None:
    title = declared.nodes[node].title_field
    if title is None:
        return
    if title not in flat:
        _missing(declared, (node, "", "title"), title, flat)
    elif flat[title].kind is not Kind.TEXT:
        _misfit(declared, (node, "", "title"), title, "글 필드", "a text field")


def _check_parts(
    declared: Declared, flat: Mapping[str, Field], path: str, parts: Parts, where: tuple[str, str, str]
) -> None:
    target = _records(declared, flat, path, parts.records, where)
    if target is None:
        return
    inner = flatten(declared.nodes, target.name)
    if parts.amount not in inner:
        _missing(declared, where, parts.amount, inner)
    elif inner[parts.amount].kind is not flat[path].kind:
        _misfit(declared, where, parts.amount, "같은 종류의 필드", "a field of the same kind")
    for name, choice in parts.where:
        field = inner.get(name)
        if field is None:
            _missing(declared, where, name, inner)
        elif field.kind is not Kind.CHOICE:
            _misfit(declared, where, name, "선택 필드", "a choice field")
        elif choice not in {known.name for known in field.choices}:
            _missing(declared, where, choice, [known.name for known in field.choices])


def _records(
    declared: Declared, flat: Mapping[str, Field], path: str, name: str, where: tuple[str, str, str]
) -> Node | None:
    found = beside(flat, path, name)
    if found is None:
        _missing(declared, where, name, flat)
        return None
    field = flat[found]
    if field.kind is not Kind.RECORDS or field.node is None:
        _misfit(declared, where, name, "기록의 목록", "a list of records")
        return None
    return declared.nodes[field.node]


def _missing(
    declared: Declared, where: tuple[str, str, str], name: str, known: Mapping[str, object] | list[str]
) -> None:
    declared.diagnostics.append(unknown_reference(where[2], name, declared.spans[where], known))


def _misfit(
    declared: Declared, where: tuple[str, str, str], name: str, expected_ko: str, expected_en: str
) -> None:
    span = declared.spans[where]
    declared.diagnostics.append(
        m.WRONG_REFERENCE.at(span, key=where[2], name=name, expected_ko=expected_ko, expected_en=expected_en)
    )
