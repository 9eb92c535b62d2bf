"""What generated code calls: choices, quantifiers and aggregates over records, with plain functions as tests.

A record list is a tuple, the marker of an explicit none (taken as empty), or None when not mentioned.
"""

from __future__ import annotations

from typing import Any

from jichim.network import kleene
from jichim.network.aggregates import combine
from jichim.network.kleene import FALSE, TRUE, UNKNOWN
from jichim.policy.choices import symbol_forms


def one_of(fact: Any, sets: tuple[tuple[frozenset[str], frozenset[str]], ...]) -> int:
    """Whether a stated choice is one of some, each with what counts as it and what is too broad to tell."""
    stated = kleene.plain(fact)
    if stated.__class__ is tuple and len(stated) == 1:
        stated = stated[0]
        if any(stated in equal for equal, _ in sets):
            return TRUE
    return kleene.some(kleene.is_choice(stated, equal, broader) for equal, broader in sets)


def same_symbol(found: str | None, forms: frozenset[str]) -> int:
    """Whether a derived value is one whose forms are given."""
    if found is None:
        return UNKNOWN
    return TRUE if symbol_forms(found) == forms else FALSE


def some_of(records: Any, where: Any, body: Any) -> int:
    """`어떤`: whether some record that satisfies `where` satisfies `body`; either may be None."""
    if records is None:
        return UNKNOWN
    best = FALSE
    for record in records if records.__class__ is tuple else ():
        held = where(record) if where is not None else TRUE
        if held > best and body is not None:
            held = min(held, body(record))
        if held > best:
            if held == TRUE:
                return TRUE
            best = held
    return best


def every_of(records: Any, where: Any, body: Any) -> int:
    """`모든`: whether every record that satisfies `where` satisfies `body`."""
    if records is None:
        return UNKNOWN
    worst = TRUE
    for record in records if records.__class__ is tuple else ():
        skipped = 4 - where(record) if where is not None else FALSE
        if skipped < worst:
            held = max(skipped, body(record) if body is not None else TRUE)
            if held < worst:
                if held == FALSE:
                    return FALSE
                worst = held
    return worst


def gather(op: str, records: Any, where: Any, amount: Any, ordered: bool) -> Any:
    """An aggregate over the records that satisfy `where`; a count if there is no amount."""
    if records is None:
        return None
    sure: list[Any] = []
    maybe: list[Any] = []
    for record in records if records.__class__ is tuple else ():
        held = where(record) if where is not None else TRUE
        if held != FALSE:
            (sure if held == TRUE else maybe).append(amount(record) if amount is not None else 1)
    if op == "count" and not maybe:
        return len(sure)
    return combine(op, sure, maybe, ordered=ordered)
