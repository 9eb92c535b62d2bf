"""From the entries of a file to node types and fields; references are checked afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from jichim.diagnostic import Diagnostic, Related, Text
from jichim.source import Span
from jichim.vocabulary import messages as m
from jichim.vocabulary.keys import Keys, Scroll
from jichim.vocabulary.model import Choice, Field, Kind, Node, Parts, normalise


@dataclass(frozen=True, slots=True)
class Declared:
    """What the files declare so far; `spans` says where the keys of a node (`title`) or field are."""

    nodes: dict[str, Node]
    spans: dict[tuple[str, str, str], Span]
    """By node, field (empty for the node itself) and key; the empty key is the name itself."""
    diagnostics: list[Diagnostic]


_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NODE_KEYS = {"label", "description", "fields", "title", "aliases", "shared_by", "source"}
_COMMON = {"label", "kind", "description", "source", "aliases", "example"}
_INLINE = {"node", "fields", "title", "shared_by"}
_OF_KIND = {
    Kind.COUNT: {"unit", "parts"},
    Kind.CHOICE: {"choices", "many"},
    Kind.MONEY: {"annual", "unit_price", "parts"},
    Kind.ITEMS: {"mirrors"},
    Kind.SECTION: _INLINE,
    Kind.RECORDS: _INLINE,
}
_FIELD_KEYS = _COMMON.union(*_OF_KIND.values())


def read_node(declared: Declared, scroll: Scroll, key: yaml.Node, value: yaml.Node, source: str) -> None:
    """Adds one entry of `nodes` and the node types written inline in it."""
    name = str(key.value)
    keys = Keys.of(scroll, value, name)
    if keys is None:
        return
    _check_name(scroll, key)
    if name in declared.nodes:
        scroll.report(m.DEFINED_TWICE, key, name=name)
        return
    keys.only(_NODE_KEYS)
    keys.need("label", "description", "fields", at=key)
    _add_node(declared, name, key, keys, keys.text("source") or source, keys.texts("aliases"))


def _add_node(
    declared: Declared, name: str, key: yaml.Node, keys: Keys, source: str, aliases: tuple[str, ...]
) -> None:
    scroll = keys.scroll
    # Reserved before its fields are read, so that a second definition is noticed.
    declared.nodes[name] = Node(name, name, "", ())
    declared.spans[name, "", ""] = scroll.span(key)
    title = keys.text("title")
    if title:
        declared.spans[name, "", "title"] = scroll.span(keys.value("title"))
    children = keys.mapping("fields")
    fields = []
    for child, value in children.children() if children else ():
        field = _read_field(declared, scroll, name, child, value, source)
        if field is not None:
            fields.append(field)
    _check_spellings(declared, name, fields)
    declared.nodes[name] = Node(
        name=name,
        label=keys.text("label") or name,
        description=keys.text("description") or "",
        fields=tuple(fields),
        title_field=title,
        shared_by=keys.number("shared_by", 1),
        aliases=aliases,
    )


def _read_field(
    declared: Declared, scroll: Scroll, node: str, key: yaml.Node, value: yaml.Node, default: str
) -> Field | None:
    name = str(key.value)
    keys = Keys.of(scroll, value, name)
    if keys is None:
        return None
    _check_name(scroll, key)
    keys.only(_FIELD_KEYS)
    keys.need("label", "kind", "description", at=key)
    source = keys.text("source") or default
    if not source:
        scroll.report(m.MISSING_KEY, key, name=name, key="source")
    kind = _kind(keys)
    if kind is None:
        return None
    for other in sorted((keys.entries.keys() & _FIELD_KEYS) - _COMMON - _OF_KIND.get(kind, set())):
        scroll.report(m.KEY_OF_ANOTHER_KIND, keys.key(other), key=other, kind=kind.value)
    if kind is Kind.COUNT:
        keys.need("unit", at=key)
    if kind is Kind.CHOICE:
        keys.need("choices", at=key)
    declared.spans[node, name, ""] = scroll.span(key)
    for other in keys.entries:
        declared.spans[node, name, other] = scroll.span(keys.value(other))
    return Field(
        name=name,
        label=keys.text("label") or name,
        kind=kind,
        description=keys.text("description") or "",
        source=source,
        aliases=keys.texts("aliases"),
        unit=keys.text("unit"),
        choices=_choices(keys, source),
        many=keys.flag("many"),
        node=_node_of(declared, keys, kind, node, key, source),
        annual=keys.text("annual"),
        unit_price=keys.text("unit_price"),
        parts=_parts(keys),
        mirrors=keys.text("mirrors"),
        example=keys.text("example") or "",
    )


def _kind(keys: Keys) -> Kind | None:
    word = keys.text("kind")
    if word is None:
        return None
    try:
        return Kind(word)
    except ValueError:
        known = ", ".join(kind.value for kind in Kind)
        keys.scroll.report(m.UNKNOWN_KIND, keys.value("kind"), kind=word, known=known)
        return None


def _node_of(
    declared: Declared, keys: Keys, kind: Kind, node: str, key: yaml.Node, source: str
) -> str | None:
    """The node type of a section or record list: named, or written inline and named by its path."""
    if kind not in (Kind.SECTION, Kind.RECORDS):
        return None
    if "fields" not in keys:
        keys.need("node", at=key)
        for inline in ("title", "shared_by"):
            if inline in keys:
                keys.scroll.report(m.UNKNOWN_KEY, keys.key(inline), key=inline, known="node")
        return keys.text("node")
    if "node" in keys:
        keys.scroll.report(m.UNKNOWN_KEY, keys.key("node"), key="node", known="fields")
    name = f"{node}.{keys.name}"
    _add_node(declared, name, key, keys, source, ())
    return name


def _choices(keys: Keys, source: str) -> tuple[Choice, ...]:
    listed = keys.mapping("choices")
    if listed is None:
        return ()
    if not listed.entries:
        keys.scroll.report(
            m.WRONG_SHAPE, listed.node, key="choices", expected_ko="선택지", expected_en="choices"
        )
    choices: list[Choice] = []
    seen: dict[str, str] = {}
    for key, value in listed.children():
        choice = _choice(keys.scroll, key, value, source)
        if choice is None:
            continue
        choices.append(choice)
        words = {normalise(word): word for word in (choice.name, choice.label, *choice.aliases)}
        for spelling, word in words.items():
            if spelling in seen or not spelling:
                keys.scroll.report(m.SAME_SPELLING, key, word=word, other=seen.get(spelling, ""))
            seen[spelling] = choice.name
    _check_within(keys.scroll, listed, choices)
    return tuple(choices)


def _choice(scroll: Scroll, key: yaml.Node, value: yaml.Node, source: str) -> Choice | None:
    name = str(key.value)
    _check_name(scroll, key)
    if isinstance(value, yaml.ScalarNode) and value.value.strip():
        return Choice(name, str(value.value).strip(), source=source)
    keys = Keys.of(scroll, value, name)
    if keys is None:
        return None
    keys.only({"label", "aliases", "within", "recognise", "source"})
    keys.need("label", at=key)
    return Choice(
        name=name,
        label=keys.text("label") or name,
        aliases=keys.texts("aliases"),
        within=keys.text("within"),
        recognise=keys.texts("recognise"),
        source=keys.text("source") or source,
    )


def _check_within(scroll: Scroll, listed: Keys, choices: list[Choice]) -> None:
    by_name = {choice.name: choice for choice in choices}
    for choice in choices:
        seen = [choice.name]
        outer = choice.within
        while outer is not None:
            if outer not in by_name:
                scroll.reference("within", outer, listed.key(seen[-1]), by_name)
                break
            if outer in seen:
                scroll.report(m.CONTAINS_ITSELF, listed.key(choice.name), cycle=" → ".join([*seen, outer]))
                break
            seen.append(outer)
            outer = by_name[outer].within


def _parts(keys: Keys) -> Parts | None:
    parts = keys.mapping("parts")
    if parts is None:
        return None
    parts.only({"records", "amount", "where"})
    parts.need("records", "amount", at=keys.key("parts"))
    where = parts.mapping("where")
    pairs = tuple((name, where.text(name) or "") for name in where.entries) if where else ()
    return Parts(parts.text("records") or "", parts.text("amount") or "", pairs)


def _check_name(scroll: Scroll, key: yaml.Node) -> None:
    if not _NAME.fullmatch(str(key.value)):
        scroll.report(m.BAD_NAME, key, name=key.value)


def _check_spellings(declared: Declared, node: str, fields: list[Field]) -> None:
    seen: dict[str, Field] = {}
    for field in fields:
        for spelling, word in {normalise(w): w for w in (field.name, field.label, *field.aliases)}.items():
            other = seen.get(spelling)
            if other is None and spelling:
                seen[spelling] = field
                continue
            span = declared.spans[node, field.name, ""]
            first = declared.spans[node, other.name, ""] if other else span
            related = Related(first, Text("먼저 쓰인 곳", "first used here"))
            name = other.name if other else ""
            declared.diagnostics.append(m.SAME_SPELLING.at(span, related=[related], word=word, other=name))
