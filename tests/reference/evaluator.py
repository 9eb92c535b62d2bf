"""The reference evaluator: what a policy means for a plan, by direct recursion, in one world.

Written from the language's meaning and the docstrings of the policy and plan models, for obviousness and
not for speed. It imports neither the network nor the review room.
"""

from __future__ import annotations

import datetime
import functools
import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from jichim.plan.model import NONE, UNPRICED, Marker, Plan, Record
from jichim.policy import model as p
from jichim.vocabulary.model import Field, Kind, normalise
from jichim.vocabulary.naming import bare_name
from reference import quantities as q
from reference.choices import contains_choices, equal_choices, overlap_choices, same_symbols, symbol_contains
from reference.facts import World, fact_at
from reference.logic import Truth, conj, disj, neg

Frames = Mapping[int, Record]
Ratings = Mapping[tuple[str, tuple[str, ...]], Any]

_AMOUNTS = (Kind.MONEY, Kind.COUNT, Kind.RATIO)
_CONDITIONS = (
    p.AllOf,
    p.AnyOf,
    p.Not,
    p.Always,
    p.Compare,
    p.OneOf,
    p.Contains,
    p.Overlaps,
    p.Has,
    p.ForRecords,
    p.IsTrue,
)


class Evaluator:
    """One policy, one plan, one world. Values of terms: a `Range`, a text, a tuple of texts, a truth value,
    `NONE` (explicitly none) or None (unknown)."""

    def __init__(
        self, policy: p.Policy, plan: Plan, day: datetime.date, world: World, ratings: Ratings
    ) -> None:
        self.root = plan.root
        self.day = day
        self.world = world
        self.ratings = ratings
        self.parameters = {one.name: one.at(day) for one in policy.parameters}
        self.definitions = {one.name: one for one in policy.definitions}
        self.derivations = {one.name: one for one in policy.derivations}
        self._derived: dict[tuple[str, tuple[int, ...]], str | None] = {}

    # ---- declarations ----------------------------------------------------------------------------

    def outcome(self, rule: p.Rule, records: tuple[Record, ...]) -> str:
        frames = self._frames(rule.bindings, records)
        applies = conj([self.cond(rule.when, frames), neg(self.cond(rule.unless, frames))])
        if applies is False:
            return "not-applicable"
        required = self.cond(rule.require, frames)
        if applies is None or required is None:
            return "undetermined"
        return "met" if required else "not-met"

    def derived(self, name: str, records: tuple[Record, ...]) -> str | None:
        """The value of a derivation; None if it is unknown or no case gives one."""
        records = records or (self.root,)
        key = (name, tuple(id(record) for record in records))
        if key not in self._derived:
            self._derived[key] = self._derive(self.derivations[name], records)
        return self._derived[key]

    def _derive(self, derivation: p.Derivation, records: tuple[Record, ...]) -> str | None:
        frames = self._frames(derivation.bindings, records)
        cases = derivation.readings[self.world.readings[derivation.name]].cases
        truths = [(case.value, self.cond(case.condition, frames)) for case in cases]
        if derivation.hit == "collect":
            if any(truth is None for _, truth in truths):
                return None
            held = {value for value, truth in truths if truth}
            return " + ".join(value for value in dict.fromkeys(v for v, _ in truths) if value in held) or None
        if derivation.hit == "first":
            for value, truth in truths:
                if truth is not False:
                    return value if truth else None
            return None
        values = {value for value, truth in truths if truth}
        return values.pop() if len(values) == 1 else None

    def _frames(self, bindings: tuple[p.Binding, ...], records: tuple[Record, ...]) -> Frames:
        """The root in frame 0 and the records that are bound; what is about the plan may bind nothing."""
        frames = {0: self.root}
        for binding, record in zip(bindings, records or (self.root,), strict=True):
            frames[binding.frame] = record
        return frames

    # ---- conditions ------------------------------------------------------------------------------

    def cond(self, cond: p.Cond, frames: Frames) -> Truth:
        match cond:
            case p.AllOf():
                return conj(self.cond(part, frames) for part in cond.parts)
            case p.AnyOf():
                return disj(self.cond(part, frames) for part in cond.parts)
            case p.Not():
                return neg(self.cond(cond.operand, frames))
            case p.Always():
                return cond.value
            case p.Compare():
                return self._compare(cond, frames)
            case p.OneOf():
                return disj(self._equal(cond.term, value, frames) for value in cond.values)
            case p.Contains():
                return self._contains(cond, frames)
            case p.Overlaps():
                return self._overlaps(cond, frames)
            case p.Has():
                return self._has(cond, frames)
            case p.ForRecords():
                return self._for_records(cond, frames)
            case p.IsTrue():
                return self._truth(cond.term, frames)
        raise AssertionError(cond)

    def _compare(self, cond: p.Compare, frames: Frames) -> Truth:
        if cond.op == "=":
            return self._equal(cond.left, cond.right, frames)
        if cond.op == "!=":
            return neg(self._equal(cond.left, cond.right, frames))
        left, right = self.term(cond.left, frames), self.term(cond.right, frames)
        if not isinstance(left, q.Range) or not isinstance(right, q.Range):
            return None
        return q.ordered(cond.op, left, right)

    def _equal(self, left: p.Term, right: p.Term, frames: Frames) -> Truth:
        a, b = self.term(left, frames), self.term(right, frames)
        if a is None or b is None:
            return None
        if left.type.domain is p.Domain.TRUTH:
            return (a is True) == (b is True)
        if a is NONE or b is NONE:
            # A date or duration that does not exist is neither the same nor another one.
            return None if left.type.domain in (p.Domain.DATE, p.Domain.DURATION) else False
        if isinstance(a, q.Range) and isinstance(b, q.Range):
            return q.equal(a, b)
        if left.type.domain in (p.Domain.CHOICE, p.Domain.CHOICES):
            return equal_choices(_field(left, right), _names(a), _names(b), _is_asked(left), _is_asked(right))
        if left.type.domain is p.Domain.SYMBOL:
            return same_symbols(str(a), str(b))
        return {normalise(text) for text in _names(a)} == {normalise(text) for text in _names(b)}

    def _contains(self, cond: p.Contains, frames: Frames) -> Truth:
        collection, member = self.term(cond.collection, frames), self.term(cond.member, frames)
        if collection is None or member is None:
            return None
        if collection is NONE or member is NONE:
            return False
        if cond.collection.type.domain is p.Domain.SYMBOL:
            return symbol_contains(str(collection), _names(member), cond.member.type.field)
        if cond.collection.type.domain in (p.Domain.CHOICE, p.Domain.CHOICES):
            return contains_choices(_field(cond.collection, cond.member), _names(collection), _names(member))
        return all(
            any(normalise(word) in normalise(item) for item in _names(collection)) for word in _names(member)
        )

    def _overlaps(self, cond: p.Overlaps, frames: Frames) -> Truth:
        left, right = self.term(cond.left, frames), self.term(cond.right, frames)
        if left is None or right is None:
            return None
        if left is NONE or right is NONE:
            return False
        if cond.left.type.domain in (p.Domain.CHOICE, p.Domain.CHOICES):
            asked = _is_asked(cond.left), _is_asked(cond.right)
            return overlap_choices(_field(cond.left, cond.right), _names(left), _names(right), *asked)
        items, words = [normalise(text) for text in _names(left)], [normalise(text) for text in _names(right)]
        if isinstance(cond.right, p.Constant):
            return any(word in item for word in words for item in items)
        if isinstance(cond.left, p.Constant):
            return any(item in word for word in words for item in items)
        return bool({bare_name(text) for text in _names(left)} & {bare_name(text) for text in _names(right)})

    def _for_records(self, cond: p.ForRecords, frames: Frames) -> Truth:
        records = self._records(cond.records, frames)
        if records is None:
            return None
        truths = []
        for record in records:
            inner = {**frames, cond.element: record}
            where = True if cond.where is None else self.cond(cond.where, inner)
            body = True if cond.body is None else self.cond(cond.body, inner)
            truths.append(disj([neg(where), body]) if cond.op == "every" else conj([where, body]))
        return conj(truths) if cond.op == "every" else disj(truths)

    def _truth(self, term: p.Term, frames: Frames) -> Truth:
        value = self.term(term, frames)
        return False if value is NONE else value

    # ---- presence --------------------------------------------------------------------------------

    def _has(self, cond: p.Has, frames: Frames) -> Truth:
        if isinstance(cond.target, p.DefinitionTerm):
            stated = self._reads_stated(cond.target, frames)
            is_none = False
        elif isinstance(cond.target, (p.DerivedTerm, p.CriterionTerm)):
            stated = self.term(cond.target, frames) is not None
            is_none = False
        else:
            fact = self._target(cond.target, frames)
            stated, is_none = fact is not None, fact is NONE
        if cond.op == "stated":
            return stated
        if cond.op == "absent":
            return not stated
        if not stated:
            return None
        return is_none if cond.op == "none" else not is_none

    def _target(self, target: p.FieldTerm | p.ListTerm | p.SharedTerm, frames: Frames) -> Any:
        if isinstance(target, p.ListTerm):
            return frames[target.frame].lists.get(target.path)
        if isinstance(target, p.SharedTerm):
            return self._shared(target, frames)
        return fact_at(frames[target.frame], target.path, self.world)

    def _reads_stated(self, part: Any, frames: Frames) -> bool:
        """Whether everything that a definition reads is stated; of a record list only the list itself."""
        match part:
            case p.DefinitionTerm():
                definition, inner = self._definition(part, frames)
                return self._reads_stated(definition.body, inner)
            case p.FieldTerm() | p.ListTerm() | p.SharedTerm():
                return self._target(part, frames) is not None
            case p.DerivedTerm() | p.CriterionTerm():
                return self.term(part, frames) is not None
            case p.Aggregation() | p.ForRecords():
                return self._reads_stated(part.records, frames)
            case p.AllOf() | p.AnyOf():
                return all(self._reads_stated(each, frames) for each in part.parts)
            case p.Not() | p.Negative():
                return self._reads_stated(part.operand, frames)
            case p.Compare() | p.Overlaps() | p.Arithmetic():
                return self._reads_stated(part.left, frames) and self._reads_stated(part.right, frames)
            case p.Contains():
                return self._reads_stated(part.collection, frames) and self._reads_stated(part.member, frames)
            case p.OneOf() | p.IsTrue():
                return self._reads_stated(part.term, frames)
            case p.Has():
                return self._reads_stated(part.target, frames)
        return True

    # ---- terms -----------------------------------------------------------------------------------

    def term(self, term: p.Term, frames: Frames) -> Any:
        match term:
            case p.Constant():
                return _plain(term.value)
            case p.ParameterTerm():
                version = self.parameters.get(term.name)
                return None if version is None else _plain(version.value.value)
            case p.ReviewDate():
                return q.point(self.day)
            case p.FieldTerm() | p.SharedTerm():
                return _value(self._target(term, frames), term.field)
            case p.DefinitionTerm():
                definition, inner = self._definition(term, frames)
                if isinstance(definition.body, _CONDITIONS):
                    return self.cond(definition.body, inner)
                return self.term(definition.body, inner)
            case p.DerivedTerm():
                return self.derived(term.name, tuple(frames[frame] for frame in term.frames))
            case p.CriterionTerm():
                names = tuple(frames[frame].name for frame in term.frames)
                rating = self.ratings.get((term.name, names))
                return None if rating is None else q.ranged(rating)
            case p.NameTerm():
                return frames[term.frame].name
            case p.Arithmetic():
                return self._arithmetic(term, frames)
            case p.Negative():
                operand = self.term(term.operand, frames)
                return q.negative(operand) if isinstance(operand, q.Range) else None
            case p.Aggregation():
                return self._aggregate(term, frames)
        raise AssertionError(term)

    def _arithmetic(self, term: p.Arithmetic, frames: Frames) -> Any:
        left, right = self.term(term.left, frames), self.term(term.right, frames)
        if not isinstance(left, q.Range) or not isinstance(right, q.Range):
            return None
        operation = {"+": q.add, "-": q.subtract, "*": q.multiply, "/": q.divide}[term.op]
        return operation(left, right)

    def _aggregate(self, term: p.Aggregation, frames: Frames) -> Any:
        records = self._records(term.records, frames)
        if records is None:
            return None
        found: list[tuple[Truth, Any]] = []
        for record in records:
            inner = {**frames, term.element: record}
            where = True if term.where is None else self.cond(term.where, inner)
            if where is not False:
                found.append((where, None if term.amount is None else self.term(term.amount, inner)))
        if term.op == "count":
            certain = sum(1 for where, _ in found if where)
            return q.Range(Fraction(certain), Fraction(len(found)))
        if term.op == "sum" and term.type.domain is not p.Domain.DURATION:
            return _sum(found)
        amounts = [amount for where, amount in found if where and isinstance(amount, q.Range)]
        if len(amounts) < len(found) or not amounts:
            return None
        if term.op == "sum":
            return functools.reduce(q.add, amounts)
        if term.op == "average":
            return q.divide(_sum(found), q.point(Fraction(len(amounts))))
        return _extreme(term.op, amounts)

    def _records(self, term: p.ListTerm, frames: Frames) -> tuple[Record, ...] | None:
        records = frames[term.frame].lists.get(term.path)
        return () if isinstance(records, Marker) else records

    def _shared(self, term: p.SharedTerm, frames: Frames) -> Any:
        """The field of the first record that names all the subjects; the list's own state otherwise."""
        records = frames[term.records.frame].lists.get(term.records.path)
        if records is None or isinstance(records, Marker):
            return records
        wanted = {normalise(frames[frame].name) for frame in term.frames}
        for record in records:
            names = fact_at(record, term.names, self.world)
            if isinstance(names, tuple) and wanted <= {normalise(name) for name in names}:
                return fact_at(record, term.path, self.world)
        return None

    def _definition(self, term: p.DefinitionTerm, frames: Frames) -> tuple[p.Definition, Frames]:
        definition = self.definitions[term.name]
        records = tuple(frames[frame] for frame in term.frames)
        return definition, self._frames(definition.bindings, records)


def _sum(found: list[tuple[Truth, Any]]) -> q.Range:
    """Amounts that are not known are never negative: the sum is then at least what is known."""
    total = q.ZERO
    for where, amount in found:
        if not isinstance(amount, q.Range):
            amount = q.Range(Fraction(0), math.inf)
        if where is None:
            amount = q.Range(min(amount.lo, 0), max(amount.hi, 0))
        total = q.add(total, amount)
    return total


def _extreme(op: str, amounts: list[q.Range]) -> q.Range | None:
    """The range that is at or beyond every other one at both ends, if the order is certain."""

    def best(values: list[Any]) -> Any:
        for value in values:
            pairs = [(other, value) if op == "max" else (value, other) for other in values]
            if all(q.less(a, b, or_equal=True) for a, b in pairs):
                return value
        return None

    lo, hi = best([amount.lo for amount in amounts]), best([amount.hi for amount in amounts])
    return None if lo is None or hi is None else q.Range(lo, hi)


def _plain(value: Any) -> Any:
    return value if isinstance(value, (bool, str, tuple)) else q.ranged(value)


def _value(fact: Any, field: Field) -> Any:
    """The fact as the value of a term: no amount is 0, and what is described but not priced is unknown."""
    if fact is None or fact is UNPRICED:
        return None
    if fact is NONE:
        return q.ZERO if field.kind in _AMOUNTS else NONE
    return _plain(fact)


def _names(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _is_asked(term: p.Term) -> bool:
    return isinstance(term, (p.Constant, p.ParameterTerm))


def _field(left: p.Term, right: p.Term) -> Field:
    field = left.type.field or right.type.field
    assert field is not None
    return field
