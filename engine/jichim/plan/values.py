"""What a written value says for a field: the kind of the field decides, never the look of the text."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from jichim.plan import messages as m
from jichim.plan.choices import read_choices
from jichim.plan.dates import read_date
from jichim.plan.layout import Entry
from jichim.plan.margin import Margin, quote
from jichim.plan.model import NONE, UNPRICED, Fact
from jichim.plan.quantities import read_amount
from jichim.plan.tree import ListNode, Scalar, Tree
from jichim.plan.words import State, state_of, yes_or_no
from jichim.vocabulary.model import Field, Kind, normalise

_AMOUNTS = (Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.DURATION)

# Copied from web pages and word processors; they have no width and no meaning in a plan.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def clean(text: str) -> str:
    """The text as facts hold it: composed Hangul (NFC), no zero-width characters, no outer spaces."""
    return _clean_known(text) if len(text) <= _SHORT else _clean(text)


def _clean(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return text.strip()


_SHORT = 80
_clean_known = lru_cache(maxsize=16384)(_clean)
"""Keys and short values recur in every plan; long texts are not held on to."""


def read_value(entry: Entry, tree: Tree, margin: Margin) -> tuple[str, Fact] | None:
    """The name of the field that takes the value, and the fact; `None` where nothing is mentioned.

    The name is the field's own, or that of its `annual` or `unit_price` sibling. Whatever is wrong is
    reported and counts as not mentioned.
    """
    field = entry.field
    if isinstance(tree, ListNode):
        if not tree.items:
            return field.name, NONE
        if field.kind is Kind.ITEMS or field.many:
            return _read_list(entry, tree, margin)
    if not isinstance(tree, Scalar):
        expected = ("글의 목록", "a list of texts") if field.kind is Kind.ITEMS else ("값 하나", "one value")
        misshaped(field, tree, expected, margin)
        return None
    text = clean(tree.text)
    state = _state(entry, text)
    if state is State.VALUE:
        return _read_text(entry, tree, text, margin)
    return state_fact(field, tree, text, state, margin)


def state_fact(
    field: Field, tree: Scalar, text: str, state: State, margin: Margin
) -> tuple[str, Fact] | None:
    """The fact for a text that says none, undecided, unpriced or nothing at all."""
    if state is State.NONE:
        return field.name, NONE
    if state is State.UNPRICED:
        return field.name, UNPRICED
    if state is State.UNDECIDED:
        margin.report(m.UNDECIDED, tree, label=field.label, name=field.name, written=quote(text))
    else:
        margin.empty(tree)
    return None


def _state(entry: Entry, text: str) -> State:
    """A choice may itself be called `없음` or `미정`, and only an amount can be unpriced."""
    state = state_of(text)
    if state is State.VALUE or normalise(text) in entry.choices:
        return State.VALUE
    if state is State.UNPRICED and entry.field.kind not in _AMOUNTS:
        return State.VALUE
    return state


def _read_text(entry: Entry, tree: Scalar, text: str, margin: Margin) -> tuple[str, Fact] | None:
    field = entry.field
    if field.kind in _AMOUNTS:
        return read_amount(field, tree, text, margin)
    fact: Fact | None = None
    if field.kind is Kind.TEXT:
        fact = text
    elif field.kind is Kind.ITEMS:
        fact = (text,)
    elif field.kind is Kind.CHOICE:
        names = read_choices(entry, tree, text, margin)
        if names is not None:
            fact = names if field.many else names[0]
    elif field.kind is Kind.YESNO:
        fact = yes_or_no(text)
        if fact is None:
            margin.report(m.NOT_YES_OR_NO, tree, label=field.label, name=field.name, written=quote(text))
    elif field.kind is Kind.DATE:
        fact = read_date(text)
        if fact is None:
            margin.report(m.NOT_A_DATE, tree, label=field.label, name=field.name, written=quote(text))
    return None if fact is None else (field.name, fact)


def _read_list(entry: Entry, tree: ListNode, margin: Margin) -> tuple[str, Fact] | None:
    """The items of a list, or several choices; undecided and empty items are dropped with a note."""
    field = entry.field
    found: dict[str, Scalar] = {}
    none: tuple[Scalar, str] | None = None
    for item in tree.items:
        if not isinstance(item, Scalar):
            misshaped(field, item, ("글", "a text"), margin)
            continue
        text = clean(item.text)
        state = _state(entry, text)
        if state is State.NONE:
            none = (item, text)
        elif state is not State.VALUE:
            state_fact(field, item, text, state, margin)
        else:
            names = (text,) if field.kind is Kind.ITEMS else read_choices(entry, item, text, margin)
            for name in names or ():
                if name in found:
                    margin.report(m.SAME_ITEM, item, first=found[name], written=quote(text))
                found.setdefault(name, item)
    if none is None:
        return (field.name, tuple(found)) if found else None
    if len(tree.items) == 1:
        return field.name, NONE
    margin.report(m.NONE_BESIDE_ITEMS, none[0], written=quote(none[1]))
    return None


def misshaped(
    field: Field, tree: Tree, expected: tuple[str, str], margin: Margin, hint: tuple[str, str] | None = None
) -> None:
    """Reports a list, mapping or text in the place of something else."""
    example = field.example or (field.choices[0].label if field.choices else "…")
    ko, en = hint or (f"`{field.label}: {example}`처럼 적는다", f"write it like `{field.label}: {example}`")
    margin.report(
        m.WRONG_SHAPE,
        tree,
        label=field.label,
        name=field.name,
        expected_ko=expected[0],
        expected_en=expected[1],
        hint_ko=ko,
        hint_en=en,
    )
