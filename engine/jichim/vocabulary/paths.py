"""The dotted paths of a record: sections are part of the record that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jichim.vocabulary.model import Field, Kind, Node


def walk(nodes: Mapping[str, Node], node: str, prefix: str = "") -> Iterator[tuple[str, Node, Field]]:
    """Every path of a record with the node type that declares the field, in the order of the vocabulary.

    A section comes before its fields. The section types must not contain themselves.
    """
    owner = nodes[node]
    for field in owner.fields:
        path = prefix + field.name
        yield path, owner, field
        if field.kind is Kind.SECTION and field.node is not None and field.node in nodes:
            yield from walk(nodes, field.node, path + ".")


def flatten(nodes: Mapping[str, Node], node: str) -> dict[str, Field]:
    """Every dotted path of a record of this type and its field, in the order of the vocabulary."""
    return {path: field for path, _, field in walk(nodes, node)}


def beside(flat: Mapping[str, Field], path: str, name: str) -> str | None:
    """The path that a field means by `name`: beside it, else in a section around it; never itself."""
    sections = path.split(".")[:-1]
    for depth in range(len(sections), -1, -1):
        candidate = ".".join([*sections[:depth], name])
        if candidate in flat and candidate != path:
            return candidate
    return None
