"""Choices that split broader ones: what a stated choice says about another one."""

from __future__ import annotations

from jichim.vocabulary.model import Field, normalise
from reference.logic import Truth, conj, disj

Names = tuple[str, ...]


def is_within(field: Field, inner: str, outer: str) -> bool:
    """Whether a choice is another one or lies within it, over any number of steps."""
    broader = {choice.name: choice.within for choice in field.choices}
    current: str | None = inner
    while current is not None:
        if current == outer:
            return True
        current = broader.get(current)
    return False


def says(field: Field, stated: str, asked: str) -> Truth:
    """`의료` counts as `보건·의료·복지`; of `보건·의료·복지` it is not known whether it is `의료`."""
    if is_within(field, stated, asked):
        return True
    return None if is_within(field, asked, stated) else False


def same(field: Field, one: str, other: str) -> Truth:
    """Two stated choices: neither is asked for, so a broader one may or may not be the narrower one."""
    if one == other:
        return True
    related = is_within(field, one, other) or is_within(field, other, one)
    return None if related else False


def _relation(field: Field, left: str, right: str, left_asked: bool, right_asked: bool) -> Truth:
    if right_asked:
        return says(field, left, right)
    return says(field, right, left) if left_asked else same(field, left, right)


def equal_choices(field: Field, left: Names, right: Names, left_asked: bool, right_asked: bool) -> Truth:
    """Every choice of one side is one of the other side, and the other way round."""
    table = {(a, b): _relation(field, a, b, left_asked, right_asked) for a in left for b in right}
    return conj(
        [
            *(disj(table[a, b] for b in right) for a in left),
            *(disj(table[a, b] for a in left) for b in right),
        ]
    )


def overlap_choices(field: Field, left: Names, right: Names, left_asked: bool, right_asked: bool) -> Truth:
    return disj(_relation(field, a, b, left_asked, right_asked) for a in left for b in right)


def contains_choices(field: Field, stated: Names, asked: Names) -> Truth:
    """Every choice that is asked for is among those stated."""
    return conj(disj(says(field, each, wanted) for each in stated) for wanted in asked)


def same_symbols(one: str, other: str) -> bool:
    """The same forms, in any order: `공공·민간` is `민간·공공`."""
    return _forms(one) == _forms(other)


def _forms(symbol: str) -> set[str]:
    return {normalise(form) for form in symbol.split("·")}


def symbol_contains(symbol: str, members: Names, field: Field | None) -> Truth:
    """A value of several forms (`공공·민관협업`, or collected `A + B`) contains every member.

    Forms are choices of the member's field if that has choices: a narrower one is contained in its broader.
    """
    forms = [form for value in symbol.split(" + ") for form in (value, *value.split("·"))]
    if field is None or not field.choices:
        return all(member in forms for member in members)
    called = {
        normalise(word): choice.name
        for choice in field.choices
        for word in (choice.name, choice.label, *choice.aliases)
    }
    known = [called[normalise(form)] for form in forms if normalise(form) in called]
    return conj(disj(says(field, member, form) for form in known) for member in members)
