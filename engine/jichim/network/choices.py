"""Broader and narrower choices, and how choices are spelled next to derived values."""

from __future__ import annotations

from functools import lru_cache

from jichim.vocabulary.model import Field, normalise


@lru_cache(maxsize=4096)
def _sets(choices: tuple[tuple[str, str | None], ...], name: str) -> tuple[frozenset[str], frozenset[str]]:
    parents = dict(choices)
    equal = {name}
    grown = True
    while grown:
        narrower = {child for child, parent in choices if parent in equal}
        grown = not narrower <= equal
        equal |= narrower
    broader = set()
    parent = parents.get(name)
    while parent is not None and parent not in broader:
        broader.add(parent)
        parent = parents.get(parent)
    return frozenset(equal), frozenset(broader)


def choice_sets(field: Field | None, name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The choices that count as the named one (itself and narrower ones), and the broader ones."""
    known = _known.get((id(field), name))
    if known is None or known[0] is not field:
        choices = field.choices if field is not None else ()
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        sets = _sets(tuple((choice.name, choice.within) for choice in choices), name)
        known = _known[id(field), name] = (field, sets)
    return known[1]


_Sets = tuple[frozenset[str], frozenset[str]]
_known: dict[tuple[int, str], tuple[Field | None, _Sets]] = {}
"""By identity, as comparing whole fields is slow; the field is kept, so that its identity stays its own."""
_MOST_KNOWN = 8192


def related(field: Field | None, one: str, other: str) -> bool:
    """Whether one of two choices lies within the other."""
    return other in choice_sets(field, one)[1] or one in choice_sets(field, other)[1]


def label_spellings(field: Field | None, name: str) -> tuple[str, ...]:
    """The normalised spellings of a choice, its label first, and of the broader choices it belongs to."""
    choices = {choice.name: choice for choice in field.choices} if field is not None else {}
    spellings: list[str] = []
    current: str | None = name
    while current is not None and current in choices:
        choice = choices[current]
        spellings += [normalise(word) for word in (choice.label, choice.name, *choice.aliases)]
        current = choice.within
    return tuple(dict.fromkeys(spellings)) or (normalise(name),)
