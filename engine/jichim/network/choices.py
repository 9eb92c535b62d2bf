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
    choices = field.choices if field is not None else ()
    return _sets(tuple((choice.name, choice.within) for choice in choices), name)


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
