"""The vocabulary arranged for reading: in each section of a record, which field a key names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from jichim.diagnostic import did_you_mean
from jichim.plan.shape import Shape, shape_of
from jichim.vocabulary.model import Choice, Field, Node, Vocabulary, normalise


@dataclass(frozen=True, slots=True)
class Entry:
    """A field at its dotted path in the record."""

    path: str
    field: Field
    choices: dict[str, Choice]
    """Every normalised spelling of every choice, for choice fields."""


class Section:
    """The fields of one section of a record (or of the record itself, at the empty prefix)."""

    def __init__(self, node: Node, prefix: str) -> None:
        self.node = node
        self.by_name = {
            field.name: Entry(prefix + field.name, field, _choice_spellings(field)) for field in node.fields
        }
        self._by_spelling = {
            normalise(word): self.by_name[field.name]
            for field in node.fields
            for word in (field.name, field.label, *field.aliases)
        }
        self._as_written: dict[str, Entry] = {}

    def find(self, key: str) -> Entry | None:
        """The field that a key names, in any spelling."""
        entry = self._as_written.get(key)
        if entry is None:
            entry = self._by_spelling.get(normalise(key)) if len(key) <= _LONGEST_NAME else None
            if entry is not None and len(self._as_written) < _MOST_SPELLINGS:
                self._as_written[key] = entry
        return entry

    def near(self, key: str) -> list[str]:
        """The labels of the fields that a mistyped key may mean."""
        found = nearest(key, self._by_spelling)
        return list(dict.fromkeys(self._by_spelling[spelling].field.label for spelling in found))


class Layout:
    """The sections of all record types of one vocabulary, made when first needed."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._sections: dict[tuple[str, str], Section] = {}
        self._shapes: dict[str, Shape] = {}

    def section(self, node: str, prefix: str = "") -> Section:
        """The section of type `node` whose fields have paths that start with `prefix`."""
        key = (node, prefix)
        section = self._sections.get(key)
        if section is None:
            section = self._sections[key] = Section(self.vocabulary.nodes[node], prefix)
        return section

    def shape(self, node: str) -> Shape:
        """What the normal form of records of type `node` depends on."""
        shape = self._shapes.get(node)
        if shape is None:
            shape = self._shapes[node] = shape_of(self.vocabulary.nodes, node)
        return shape

    def homes(self, key: str) -> list[tuple[Node, Field]]:
        """The node types, and their field, where a key would be known."""
        return self._homes.get(normalise(key), []) if len(key) <= _LONGEST_NAME else []

    @cached_property
    def _homes(self) -> dict[str, list[tuple[Node, Field]]]:
        homes: dict[str, list[tuple[Node, Field]]] = {}
        for name, node in self.vocabulary.nodes.items():
            for spelling, field in self.vocabulary.spellings(name).items():
                homes.setdefault(spelling, []).append((node, field))
        return homes


def layout_of(vocabulary: Vocabulary) -> Layout:
    """The layout of a vocabulary; the one used last is kept, since one run reads many plans with it."""
    global _last
    if _last is None or _last.vocabulary is not vocabulary:
        _last = Layout(vocabulary)
    return _last


_last: Layout | None = None

_LONGEST_NAME = 100
_MOST_SPELLINGS = 200


def nearest(word: str, spellings: Iterable[str]) -> list[str]:
    """The normalised spellings nearest to a word, compared letter by letter (jamo), best first."""
    if len(word) > _LONGEST_NAME:
        return []
    by_letters = {unicodedata.normalize("NFD", spelling): spelling for spelling in spellings}
    found = did_you_mean(unicodedata.normalize("NFD", normalise(word)), by_letters)
    return [by_letters[letters] for letters in found]


def _choice_spellings(field: Field) -> dict[str, Choice]:
    return {
        normalise(word): choice
        for choice in field.choices
        for word in (choice.name, choice.label, *choice.aliases)
    }
