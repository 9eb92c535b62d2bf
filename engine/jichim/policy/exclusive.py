"""Cases of one derivation must exclude each other, shown by contradicting comparisons.

A pair of cases is accepted when every pair of their disjuncts holds two conjuncts that contradict each
other: comparisons of the same two terms (or of one term with constants) that cannot both hold, a
condition and its negation, or a comparison of what the other says is absent. What cannot be shown to be
exclusive is refused; `판정 우선` says so on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from jichim.diagnostic import Diagnostic, Related, Text
from jichim.policy import messages
from jichim.policy.choices import choice_ancestry, symbol_forms
from jichim.policy.expressions import FLIPPED, Comparison
from jichim.policy.model import (
    AllOf,
    Always,
    AnyOf,
    Compare,
    Cond,
    Constant,
    Derivation,
    Domain,
    ForRecords,
    Has,
    IsTrue,
    Not,
    OneOf,
)
from jichim.policy.names import written_name
from jichim.vocabulary.model import normalise
from jichim.vocabulary.quantity import Duration

NEGATED: Mapping[Comparison, Comparison] = {
    "<": ">=",
    "<=": ">",
    "=": "!=",
    "!=": "=",
    ">": "<=",
    ">=": "<",
}
_MOST_DISJUNCTS = 64
_SIGNS = {"<": {-1}, "<=": {-1, 0}, "=": {0}, "!=": {-1, 1}, ">=": {0, 1}, ">": {1}}
_PRESENCE = {("stated", "absent"), ("given", "none"), ("given", "absent"), ("none", "absent")}


def check_cases(derivation: Derivation) -> tuple[Diagnostic, ...]:
    """One diagnostic for each pair of cases with different values that may both hold."""
    if derivation.hit != "unique":
        return ()
    problems: list[Diagnostic] = []
    for reading in derivation.readings:
        for first, second in combinations(reading.cases, 2):
            if first.value != second.value and not exclusive(first.condition, second.condition):
                related = Related(first.span, Text("앞선 경우", "the earlier case"))
                problems.append(
                    messages.CASES_OVERLAP.at(
                        second.span,
                        name=written_name(derivation.name),
                        first=first.value,
                        second=second.value,
                        related=[related],
                    )
                )
    return tuple(problems)


def exclusive(first: Cond, second: Cond) -> bool:
    """Whether two conditions are shown never to be true together."""
    if _denies(first, second) or _denies(second, first):
        return True
    left, right = _disjuncts(first, True), _disjuncts(second, True)
    if left is None or right is None:
        return False
    return all(_contradict([*a, *b]) for a, b in product(left, right))


def _denies(first: Cond, second: Cond) -> bool:
    """Whether one is `그밖에` beside the other."""
    if not isinstance(first, Not):
        return False
    denied = first.operand.parts if isinstance(first.operand, AnyOf) else (first.operand,)
    return any(part == second for part in denied)


def _disjuncts(cond: Cond, positive: bool) -> list[list[Cond]] | None:
    """The disjunctive normal form with negations pushed to the leaves; None if it grows too large."""
    if isinstance(cond, Not):
        return _disjuncts(cond.operand, not positive)
    if isinstance(cond, (AllOf, AnyOf)):
        parts = [_disjuncts(part, positive) for part in cond.parts]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        if isinstance(cond, AllOf) == positive:
            size = 1
            for part in known:
                size *= len(part)
            if size > _MOST_DISJUNCTS:
                return None
            return [[leaf for group in choice for leaf in group] for choice in product(*known)]
        groups = [group for part in known for group in part]
        return groups if len(groups) <= _MOST_DISJUNCTS else None
    if isinstance(cond, Always):
        return [[]] if cond.value == positive else []
    if isinstance(cond, OneOf) and not positive:
        return [[Compare("!=", cond.term, value, cond.span) for value in cond.values]]
    return [[cond if positive else Not(cond, cond.span)]]


def _contradict(leaves: list[Cond]) -> bool:
    if any(_pair(a, b) for a, b in combinations(leaves, 2)):
        return True
    return any(
        all(any(_pair(equal, leaf) for leaf in leaves if leaf is not one) for equal in _members(one))
        for one in leaves
        if isinstance(one, OneOf)
    )


def _pair(a: Cond, b: Cond) -> bool:
    if (isinstance(a, Not) and a.operand == b) or (isinstance(b, Not) and b.operand == a):
        return True
    if isinstance(a, Has) and isinstance(b, Has) and a.target == b.target:
        return (a.op, b.op) in _PRESENCE or (b.op, a.op) in _PRESENCE
    if _lacks(a, b) or _lacks(b, a):
        return True
    return any(_compared(x, y) for x in _comparisons(a) for y in _comparisons(b)) or _all_values(a, b)


def _lacks(a: Cond, b: Cond) -> bool:
    """Nothing is true of a field that is not mentioned, and no record is in a list that is empty."""
    if not isinstance(a, Has):
        return False
    if isinstance(b, ForRecords):
        return b.op == "some" and b.records == a.target and a.op in ("absent", "none")
    return a.op == "absent" and any(a.target in (one.left, one.right) for one in _comparisons(b))


def _all_values(a: Cond, b: Cond) -> bool:
    """A list of alternatives contradicts if each of its members does."""
    for one, other in ((a, b), (b, a)):
        if isinstance(one, OneOf) and all(_pair(equal, other) for equal in _members(one)):
            return True
    return False


def _members(cond: OneOf) -> Iterator[Compare]:
    return (Compare("=", cond.term, value, cond.span) for value in cond.values)


def _comparisons(cond: Cond) -> Iterator[Compare]:
    if isinstance(cond, Compare):
        yield cond
    elif isinstance(cond, Not) and isinstance(cond.operand, Compare):
        inner = cond.operand
        yield Compare(NEGATED[inner.op], inner.left, inner.right, inner.span)
    elif isinstance(cond, IsTrue):
        yield Compare("=", cond.term, _truth(cond, True), cond.span)
    elif isinstance(cond, Not) and isinstance(cond.operand, IsTrue):
        yield Compare("=", cond.operand.term, _truth(cond.operand, False), cond.operand.span)


def _truth(cond: IsTrue, value: bool) -> Constant:
    return Constant(value, cond.term.type, cond.span)


def _compared(a: Compare, b: Compare) -> bool:
    """Whether two comparisons of the same terms, or of one term with constants, leave no value."""
    if (a.left, a.right) == (b.left, b.right):
        return not _SIGNS[a.op] & _SIGNS[b.op]
    if (a.left, a.right) == (b.right, b.left):
        return not _SIGNS[a.op] & _SIGNS[FLIPPED[b.op]]
    if a.left == b.left and isinstance(a.right, Constant) and isinstance(b.right, Constant):
        return _bounds_exclude(a.op, a.right, b.op, b.right)
    return False


def _bounds_exclude(first: Comparison, a: Constant, second: Comparison, b: Constant) -> bool:
    """Whether `x first a` and `x second b` leave no x, for constants that are written differently."""
    if Domain.CHOICES in (a.type.domain, b.type.domain) and not first == second == "=":
        return False  # several choices may be stated at once; `=` means that all of them are this one
    if first in ("=", "!=") and second in ("=", "!="):
        return _equalities_exclude(first, a, second, b)
    sign = _sign(a.value, b.value)
    if sign is None:
        return False
    if sign == 0:
        return not _SIGNS[first] & _SIGNS[second]
    low, high = (first, second) if sign < 0 else (second, first)
    return low in ("<", "<=", "=") and high in (">", ">=", "=")


def _equalities_exclude(first: Comparison, a: Constant, second: Comparison, b: Constant) -> bool:
    if first == second == "!=":
        return False
    domain = a.type.domain
    if domain in (Domain.CHOICE, Domain.CHOICES) and a.type.field is not None:
        one, other = str(a.value), str(b.value)
        field = a.type.field
        if first == second:  # a narrower choice counts as the broader one too
            return one not in choice_ancestry(field, other) and other not in choice_ancestry(field, one)
        equal, denied = (one, other) if first == "=" else (other, one)
        return denied in choice_ancestry(field, equal)
    same = _same(a, b)
    return not same if first == second else same


def _same(a: Constant, b: Constant) -> bool:
    """Whether two constants of one comparison mean the same value."""
    if a.type.domain is Domain.SYMBOL:
        return symbol_forms(str(a.value)) == symbol_forms(str(b.value))
    if isinstance(a.value, str) and isinstance(b.value, str):
        return normalise(a.value) == normalise(b.value)
    if isinstance(a.value, tuple) and isinstance(b.value, tuple):
        return {normalise(one) for one in a.value} == {normalise(one) for one in b.value}
    return a.value == b.value


def _sign(a: Any, b: Any) -> int | None:
    """-1, 0 or 1 for two values of which one is certainly smaller, both are equal, or one is larger."""
    if isinstance(a, Duration) and isinstance(b, Duration):
        if a == b:
            return 0
        if _longest(a) < _shortest(b):
            return -1
        return 1 if _longest(b) < _shortest(a) else None
    try:
        return 0 if a == b else 1 if a > b else -1 if a < b else None
    except TypeError:
        return None


def _shortest(length: Duration) -> int:
    return length.months * 28 + length.days


def _longest(length: Duration) -> int:
    return length.months * 31 + length.days
