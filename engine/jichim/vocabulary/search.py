"""Finds fields and choices by any spelling, for people who look for the name of a thing."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from jichim.vocabulary.model import Choice, Field, Node, Vocabulary, normalise


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a query may mean: a node type, a field of it, or a choice of the field."""

    path: str
    """Canonical dotted name: `service.costs.amount`, with `=operation` behind it for a choice."""
    node: Node
    field: Field | None
    choice: Choice | None
    rank: int
    """0 the same spelling, 1 starts with it, 2 contains it, 3 said in the description, 4 similar."""


def search(vocabulary: Vocabulary, query: str) -> tuple[Hit, ...]:
    """What the query may mean, best first, then in the order of the vocabulary.

    An empty query gives every node type and field. Similar spellings are given only when nothing matches.
    """
    word = normalise(query)
    hits = [hit for hit in _everything(vocabulary, word) if word or hit.choice is None]
    found = [hit for hit in hits if hit.rank < _SIMILAR] or [hit for hit in hits if hit.rank == _SIMILAR]
    return tuple(sorted(found, key=lambda hit: hit.rank))


_SIMILAR = 4
_NOTHING = 5
_RATIO = 0.6


def _everything(vocabulary: Vocabulary, word: str) -> list[Hit]:
    hits: list[Hit] = []
    for node in vocabulary.nodes.values():
        names = (node.name, node.label, *node.aliases)
        hits.append(Hit(node.name, node, None, None, _rank(word, names, node.description)))
        for field in node.fields:
            path = f"{node.name}.{field.name}"
            names = (path, field.name, field.label, *field.aliases)
            hits.append(Hit(path, node, field, None, _rank(word, names, field.description)))
            for choice in field.choices:
                names = (choice.name, choice.label, *choice.aliases)
                hits.append(Hit(f"{path}={choice.name}", node, field, choice, _rank(word, names, "")))
    return [hit for hit in hits if hit.rank < _NOTHING]


def _rank(word: str, names: tuple[str, ...], description: str) -> int:
    spellings = [normalise(name) for name in names]
    if not word or word in spellings:
        return 0
    if any(spelling.startswith(word) for spelling in spellings):
        return 1
    if any(word in spelling for spelling in spellings):
        return 2
    if word in normalise(description):
        return 3
    similar = any(SequenceMatcher(None, word, spelling).ratio() >= _RATIO for spelling in spellings)
    return _SIMILAR if similar else _NOTHING
