"""What the normal form of a record depends on in its type, worked out once for all records of the type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jichim.vocabulary.model import Choice, Field, Kind, Node, Parts, normalise
from jichim.vocabulary.paths import beside, flatten


class Total(NamedTuple):
    """A field that is the sum of records."""

    path: str
    parts: Parts
    records: str
    """The path of their list."""


class Named(NamedTuple):
    """A choice field that the name of the record may state."""

    path: str
    many: bool
    words: tuple[tuple[Choice, tuple[str, ...]], ...]
    """The choices that a name can mean, with their words as `normalise` spells them."""


class Shape(NamedTuple):
    node: Node
    flat: Mapping[str, Field]
    """Every field by its path, in the order of the vocabulary."""
    mirrors: tuple[tuple[str, str], ...]
    """Paths of items with that of the list of records that mirrors them."""
    named: tuple[Named, ...]
    totals: tuple[Total, ...]
    sections: tuple[str, ...]
    """The paths of sections, the innermost first."""


def shape_of(nodes: Mapping[str, Node], name: str) -> Shape:
    """The shape of a record type."""
    flat = flatten(nodes, name)
    mirrors, totals, named = [], [], []
    for path, field in flat.items():
        if field.mirrors is not None and (target := beside(flat, path, field.mirrors)) is not None:
            mirrors.append((path, target))
        if field.parts is not None and (listed := beside(flat, path, field.parts.records)) is not None:
            totals.append(Total(path, field.parts, listed))
        words = tuple(
            (choice, tuple(map(normalise, choice.recognise))) for choice in field.choices if choice.recognise
        )
        if field.kind is Kind.CHOICE and words:
            named.append(Named(path, field.many, words))
    sections = [path for path, field in flat.items() if field.kind is Kind.SECTION]
    sections.sort(key=lambda path: path.count("."), reverse=True)
    return Shape(nodes[name], flat, tuple(mirrors), tuple(named), tuple(totals), tuple(sections))
