"""Cases of one derivation must exclude each other, shown by contradicting comparisons.

A pair of cases is accepted when every pair of their disjuncts holds two conjuncts that contradict each
other: comparisons of the same two terms (or of one term with constants) that cannot both hold, or a
condition and its negation. What cannot be shown to be exclusive is refused; `판정 우선` says so on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from jichim.diagnostic import Diagnostic, Related, Text
from jichim.policy import messages
from jichim.policy.model import (
    AllOf,
    Always,
    AnyOf,
    Compare,
    Cond,
    Constant,
    Derivation,
    Domain,
    Has,
    IsTrue,
    Not,
    OneOf,
)

_MOST_DISJUNCTS = 64
_SIGNS = {"<": {-1}, "<=": {-1, 0}, "=": {0}, "!=": {-1, 1}, ">=": {0, 1}, ">": {1}}
_NEGATED = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">": "<=", ">=": "<"}
_FLIPPED = {"<": ">", "<=": ">=", "=": "=", "!=": "!=", ">": "<", ">=": "<="}
_PRESENCE = {("stated", "absent"), ("given", "none"), ("given", "absent"), ("none", "absent")}


def check_cases(derivation: Derivation) -> tuple[Diagnostic, ...]:
    """One diagnostic for each pair of cases with different values that may both hold."""
    if derivation.hit != "unique":
        return ()
    problems = []
    for reading in derivation.readings:
        for first, second in combinations(reading.cases, 2):
            if first.value != second.value and not exclusive(first.condition, second.condition):
                related = Related(first.span, Text("앞선 경우", "the earlier case"))
                problems.append(
                    messages.CASES_OVERLAP.at(
                        second.span,
                        name=derivation.name,
                        first=first.value,
                        second=second.value,
                        related=[related],
                    )
                )
    return tuple(problems)


def exclusive(first: Cond, second: Cond) -> bool:
    """Whether two conditions are shown never to be true together."""
    left, right = _disjuncts(first, True), _disjuncts(second, True)
    if left is None or right is None:
        return False
    return all(_contradict([*a, *b]) for a, b in product(left, right))


def _disjuncts(cond: Cond, positive: bool) -> list[list[Cond]] | None:
    """The disjunctive normal form with negations pushed to the leaves; None if it grows too large."""
    if isinstance(cond, Not):
        return _disjuncts(cond.operand, not positive)
    if isinstance(cond, (AllOf, AnyOf)):
        parts = [_disjuncts(part, positive) for part in cond.parts]
        if any(part is None for part in parts):
            return None
        known = [part for part in parts if part is not None]
        if isinstance(cond, AllOf) == positive:
            size = 1
            for part in known:
                size *= len(part)
            if size > _MOST_DISJUNCTS:
                return None
            return [[leaf for group in choice for leaf in group] for choice in product(*known)]
        return [group for part in known for group in part]
    if isinstance(cond, Always):
        return [[]] if cond.value == positive else []
    return [[cond if positive else Not(cond, cond.span)]]


def _contradict(leaves: list[Cond]) -> bool:
    return any(_pair(a, b) for a, b in combinations(leaves, 2))


def _pair(a: Cond, b: Cond) -> bool:
    if (isinstance(a, Not) and a.operand == b) or (isinstance(b, Not) and b.operand == a):
        return True
    if isinstance(a, Has) and isinstance(b, Has) and a.target == b.target:
        return (a.op, b.op) in _PRESENCE or (b.op, a.op) in _PRESENCE
    return any(_compared(x, y) for x in _comparisons(a) for y in _comparisons(b)) or _all_values(a, b)


def _all_values(a: Cond, b: Cond) -> bool:
    """A list of alternatives contradicts if each of its members does."""
    for one, other in ((a, b), (b, a)):
        if isinstance(one, OneOf):
            equals = [Compare("=", one.term, value, one.span) for value in one.values]
            if all(_pair(equal, other) for equal in equals):
                return True
    return False


def _comparisons(cond: Cond) -> Iterator[Compare]:
    if isinstance(cond, Compare):
        yield cond
    elif isinstance(cond, Not) and isinstance(cond.operand, Compare):
        inner = cond.operand
        yield Compare(_NEGATED[inner.op], inner.left, inner.right, inner.span)  # type: ignore[arg-type]
    elif isinstance(cond, IsTrue):
        yield Compare("=", cond.term, _truth(cond, True), cond.span)
    elif isinstance(cond, Not) and isinstance(cond.operand, IsTrue):
        yield Compare("=", cond.operand.term, _truth(cond.operand, False), cond.operand.span)


def _truth(cond: IsTrue, value: bool) -> Constant:
    return Constant(value, cond.term.type, cond.span)


def _compared(a: Compare, b: Compare) -> bool:
    if (a.left, a.right) == (b.left, b.right):
        return not _SIGNS[a.op] & _SIGNS[b.op]
    if (a.left, a.right) == (b.right, b.left):
        return not _SIGNS[a.op] & _SIGNS[_FLIPPED[b.op]]
    if a.left == b.left and isinstance(a.right, Constant) and isinstance(b.right, Constant):
        return _bounds_exclude(a.op, a.right, b.op, b.right)
    return False


def _bounds_exclude(first: str, a: Constant, second: str, b: Constant) -> bool:
    """Whether `x first a` and `x second b` leave no x, for different constants a and b."""
    if a.type.domain in (Domain.CHOICE, Domain.CHOICES):
        return False  # broader and narrower choices may both hold; the policy cannot rule it out here
    if first == second == "=":
        return True
    low: Any
    high: Any
    try:
        low, low_op, high, high_op = (
            (a.value, first, b.value, second) if a.value < b.value else (b.value, second, a.value, first)  # type: ignore[operator]
        )
    except TypeError:
        return False
    return low_op in ("<", "<=", "=") and high_op in (">", ">=", "=")
