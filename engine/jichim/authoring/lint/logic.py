"""What conditions can be together, over the states that the fields they read can be in.

A field is absent, none, stated without a known value, or has a value or a range of values; of values only
those are told apart that some comparison tells apart (for `x >= 3`: less than 3, 3, more than 3). What is
not understood is free to be true, false or unknown. So a *no* of `possible` is a proof, in the strong Kleene
logic of the rules (Kleene 1952), and a *yes* is none. Conditions of too many states are not decided.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import prod
from typing import Any

from jichim.policy.choices import symbol_forms
from jichim.policy.expressions import FLIPPED, Comparison
from jichim.policy.model import (
    Aggregation,
    AllOf,
    Always,
    AnyOf,
    Compare,
    Cond,
    Constant,
    Contains,
    CriterionTerm,
    DefinitionTerm,
    DerivedTerm,
    Domain,
    FieldTerm,
    Has,
    IsTrue,
    ListTerm,
    Not,
    OneOf,
    Overlaps,
    Parameter,
    ParameterTerm,
    SharedTerm,
    Term,
)
from jichim.policy.reads import parts

TRUE, FALSE, UNKNOWN = 1, 2, 4
"""Truth values as a set of bits: a condition of which little is known may have several."""
MOST_STATES = 6000

_ABSENT, _NONE, _VAGUE, _OTHER = "absent", "none", "vague", "other"
_ORDERED = (Domain.MONEY, Domain.COUNT, Domain.RATIO, Domain.NUMBER, Domain.DATE)
_SIGNS = {"<": {-1}, "<=": {-1, 0}, "=": {0}, "!=": {-1, 1}, ">=": {0, 1}, ">": {1}}
State = tuple[Any, ...]
Evaluator = Callable[[Mapping[object, Any]], int]


@dataclass(frozen=True, slots=True)
class NotKnown:
    """That a term has no value that could be shown."""

    term: Term | ListTerm


Question = Cond | NotKnown


def possible(wanted: Sequence[tuple[Question, int]], parameters: Mapping[str, Parameter]) -> bool:
    """Whether all questions can have one of their wanted truth values at once; True if not decided."""
    space = _Space(parameters)
    questions = [(space.question(question), mask) for question, mask in wanted]
    names = list(space.variables)
    states = [space.states(name) for name in names]
    if prod(map(len, states)) > MOST_STATES:
        return True
    for combination in product(*states):
        at = dict(zip(names, combination, strict=True))
        if all(evaluate(at) & mask for evaluate, mask in questions):
            return True
    return False


def implies(first: Cond, second: Cond, parameters: Mapping[str, Parameter]) -> bool:
    """Whether the second is shown to be true wherever the first is."""
    return not possible([(first, TRUE), (second, FALSE | UNKNOWN)], parameters)


class _Space:
    """The variables of some conditions: terms with the constants they are compared with, and free atoms."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self.parameters = parameters
        self.variables: dict[object, set[Any]] = {}

    def states(self, name: object) -> list[Any]:
        if isinstance(name, tuple):  # a free atom, or two terms that are compared
            return [-1, 0, 1, None] if name[0] == "pair" else [TRUE, FALSE, UNKNOWN]
        points = self.variables[name]
        found: list[Any] = [_VAGUE]
        if isinstance(name, (FieldTerm, SharedTerm, ListTerm)):
            found += [_ABSENT, _NONE]
        domain = getattr(getattr(name, "type", None), "domain", None)
        if points and domain in _ORDERED:
            # Positions count the open ranges and the points in turn: below the first, the first, … A plan
            # may state a range of them, except of days.
            positions = range(2 * len(points) + 1)
            if domain is Domain.DATE:
                return [*found, *((one, one) for one in positions)]
            return [*found, *combinations_with_replacement(positions, 2)]
        if domain is Domain.TRUTH:
            return [*found, True, False]
        return [*found, *sorted(points, key=str), _OTHER]

    def question(self, question: Question) -> Evaluator:
        if isinstance(question, NotKnown):
            term = question.term
            self.variables.setdefault(term, set())
            # a field that is stated without one value shows what is stated
            missing = _ABSENT if isinstance(term, (FieldTerm, SharedTerm, ListTerm)) else _VAGUE
            return lambda at: TRUE if at[term] == missing else FALSE
        return self.cond(question)

    def cond(self, cond: Cond) -> Evaluator:
        if isinstance(cond, Always):
            constant = TRUE if cond.value else FALSE
            return lambda _: constant
        if isinstance(cond, Not):
            inner = self.cond(cond.operand)
            return lambda at: _negated(inner(at))
        if isinstance(cond, (AllOf, AnyOf)):
            inner_parts = [self.cond(part) for part in cond.parts]
            if isinstance(cond, AllOf):
                return lambda at: _all(part(at) for part in inner_parts)
            return lambda at: _negated(_all(_negated(part(at)) for part in inner_parts))
        if isinstance(cond, OneOf):
            equal = tuple(Compare("=", cond.term, value, cond.span) for value in cond.values)
            return self.cond(AnyOf(equal, cond.span))
        if isinstance(cond, Has):
            return self.presence(cond)
        if isinstance(cond, IsTrue):
            return self.truth(cond)
        if isinstance(cond, Compare):
            return self.compare(cond)
        if isinstance(cond, (Contains, Overlaps)):
            return self.free(cond, cond.collection if isinstance(cond, Contains) else cond.left)
        return self.free(cond)

    def free(self, cond: Cond, about: Term | None = None) -> Evaluator:
        """A condition that is not looked into; unknown where the field that it is about is absent."""
        name = ("free", cond)
        self.variables.setdefault(name, set())
        if not isinstance(about, (FieldTerm, SharedTerm)):
            return lambda at: int(at[name])
        self.variables.setdefault(about, set())
        return lambda at: UNKNOWN if at[about] == _ABSENT else int(at[name])

    def presence(self, cond: Has) -> Evaluator:
        target, op = cond.target, cond.op
        if isinstance(target, DefinitionTerm):
            return self.free(cond) if op in ("given", "none") else self.two_valued(cond)
        self.variables.setdefault(target, set())
        known_only = isinstance(target, (DerivedTerm, CriterionTerm))

        def evaluate(at: Mapping[object, Any]) -> int:
            state = at[target]
            missing = state == _VAGUE if known_only else state == _ABSENT
            if op in ("stated", "absent"):
                return TRUE if missing == (op == "absent") else FALSE
            if missing:
                return UNKNOWN
            return TRUE if (state == _NONE) == (op == "none") else FALSE

        return evaluate

    def two_valued(self, cond: Has) -> Evaluator:
        """Stated or absent: never unknown."""
        stated = Has("stated", cond.target, cond.span)
        name = ("free", stated)
        self.variables.setdefault(name, set())
        flip = cond.op == "absent"

        def evaluate(at: Mapping[object, Any]) -> int:
            value = TRUE if at[name] == TRUE else FALSE
            return _negated(value) if flip else value

        return evaluate

    def truth(self, cond: IsTrue) -> Evaluator:
        term = cond.term
        if not isinstance(term, (FieldTerm, SharedTerm)):
            return self.free(IsTrue(term, cond.span))
        self.variables.setdefault(term, set())
        return lambda at: _of_truth(at[term])

    def compare(self, cond: Compare) -> Evaluator:
        if cond.op == "!=":
            equal = self.compare(Compare("=", cond.left, cond.right, cond.span))
            return lambda at: _negated(equal(at))
        op: Comparison = cond.op
        left, right = cond.left, self.constant(cond.right)
        if isinstance(left, (Constant, ParameterTerm)) and not isinstance(right, Constant):
            left, right, op = cond.right, self.constant(cond.left), FLIPPED[op]
        if not isinstance(right, Constant):
            return self.pair(left, right, op)
        point = right.value
        if isinstance(left, (Constant, ParameterTerm)):
            return self.free(cond)
        domain = left.type.domain
        if domain in _ORDERED and isinstance(point, (int, Fraction, datetime.date)) and _is_fact(left):
            return self.ordered(left, op, point)
        if domain is Domain.TRUTH and isinstance(point, bool) and isinstance(left, (FieldTerm, SharedTerm)):
            holds = self.truth(IsTrue(left, cond.span))
            return holds if point else lambda at: _negated(holds(at))
        plain = domain is Domain.CHOICE and not any(choice.within for choice in _choices(left))
        single = (
            domain is Domain.SYMBOL and isinstance(left, DerivedTerm) and len(symbol_forms(str(point))) == 1
        )
        if op == "=" and (plain or single):
            return self.named(left, str(point))
        return self.free(cond, left)

    def constant(self, term: Term) -> Term:
        """The value of a parameter that has only one."""
        if isinstance(term, ParameterTerm):
            parameter = self.parameters.get(term.name)
            if parameter is not None and len(parameter.versions) == 1:
                return parameter.versions[0].value
        return term

    def pair(self, left: Term, right: Term, op: Comparison) -> Evaluator:
        """Two terms: less, equal, greater, or not known."""
        flipped = repr(right) < repr(left)
        if flipped:
            left, right, op = right, left, FLIPPED[op]
        name = ("pair", left, right)
        self.variables.setdefault(name, set())
        signs = _SIGNS[op]
        both = [*parts(left), *parts(right)]
        read = [one for one in both if isinstance(one, (FieldTerm, SharedTerm))]
        for one in read:
            self.variables.setdefault(one, set())

        def evaluate(at: Mapping[object, Any]) -> int:
            if at[name] is None or any(at[one] in (_ABSENT, _VAGUE) for one in read):
                return UNKNOWN
            return TRUE if at[name] in signs else FALSE

        return evaluate

    def ordered(self, term: Term, op: str, point: int | Fraction | datetime.date) -> Evaluator:
        points = self.variables.setdefault(term, set())
        points.add(point)
        signs = _SIGNS[op]
        dated = term.type.domain is Domain.DATE

        def evaluate(at: Mapping[object, Any]) -> int:
            state = at[term]
            if state in (_ABSENT, _VAGUE) or (state == _NONE and dated):
                return UNKNOWN
            if state == _NONE:
                found = {(point < 0) - (point > 0)}  # type: ignore[operator]
            else:
                low, high = state
                position = 2 * sorted(points).index(point) + 1
                found = {_sign(one, position) for one in range(low, high + 1)}
            return TRUE if found <= signs else UNKNOWN if found & signs else FALSE

        return evaluate

    def named(self, term: Term, name: str) -> Evaluator:
        """`term = name`, for names of which none is part of another; an explicit none is no name."""
        self.variables.setdefault(term, set()).add(name)

        def evaluate(at: Mapping[object, Any]) -> int:
            state = at[term]
            if state in (_ABSENT, _VAGUE):
                return UNKNOWN
            return TRUE if state == name else FALSE

        return evaluate


def _is_fact(term: Term) -> bool:
    return isinstance(term, (FieldTerm, SharedTerm, DefinitionTerm, DerivedTerm, CriterionTerm, Aggregation))


def _choices(term: Term) -> Sequence[Any]:
    return term.type.field.choices if term.type.field is not None else ()


def _of_truth(state: Any) -> int:
    if state in (_ABSENT, _VAGUE):
        return UNKNOWN
    return TRUE if state is True else FALSE  # an explicit none is no


def _sign(a: int, b: int) -> int:
    return (a > b) - (a < b)


def _negated(mask: int) -> int:
    return (mask & UNKNOWN) | (TRUE if mask & FALSE else 0) | (FALSE if mask & TRUE else 0)


def _all(masks: Any) -> int:
    """What a conjunction can be: true if all can, false if one can, unknown if one can and none is false."""
    found = list(masks)
    result = TRUE if all(mask & TRUE for mask in found) else 0
    if any(mask & FALSE for mask in found):
        result |= FALSE
    if all(mask & (TRUE | UNKNOWN) for mask in found) and any(mask & UNKNOWN for mask in found):
        result |= UNKNOWN
    return result
