"""Conditions and terms evaluated by walking them: what the generated code computes, one step at a time.

Used where few evaluations are needed: under the alternative readings and figures of a contradiction,
and to explain an outcome. Frame 0 is the root record, the others are numbered by the policy.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Any

from jichim.network import kleene
from jichim.network.aggregates import combine
from jichim.network.choices import choice_sets, label_spellings, related
from jichim.network.kleene import FALSE, TRUE, UNKNOWN, Truth
from jichim.plan.model import NONE, Record
from jichim.policy.choices import symbol_forms, symbols_of
from jichim.policy.model import (
    Aggregation,
    AllOf,
    Always,
    AnyOf,
    Arithmetic,
    Compare,
    Cond,
    Constant,
    Contains,
    CriterionTerm,
    Definition,
    DefinitionTerm,
    DerivedTerm,
    Domain,
    FieldTerm,
    ForRecords,
    Has,
    IsTrue,
    ListTerm,
    NameTerm,
    Negative,
    Not,
    OneOf,
    Overlaps,
    ParameterTerm,
    ReviewDate,
    SharedTerm,
    Term,
)
from jichim.policy.reads import parts
from jichim.vocabulary.model import normalise

Frames = Mapping[int, Record]
Target = FieldTerm | ListTerm | SharedTerm | DefinitionTerm | DerivedTerm | CriterionTerm

_NUMBERS = {Domain.MONEY, Domain.COUNT, Domain.RATIO, Domain.NUMBER}
_MOMENTS = {Domain.DATE, Domain.DURATION}
_ORDERED = _NUMBERS | _MOMENTS


Ratings = Mapping[tuple[str, tuple[str, ...]], int | Fraction]
"""What evaluators gave: values of criteria by criterion and names of the subject."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a condition may read besides the records of its frames."""

    as_of: datetime.date
    definitions: Mapping[str, Definition]
    parameters: Mapping[str, Any]
    """The values in force on the date; a parameter without one is absent and so unknown."""
    derived: Callable[[str, tuple[Record, ...]], str | None]
    """The value of a derivation for some subjects, None when it is undetermined."""
    ratings: Ratings = field(default_factory=dict)
    known: dict[tuple[str, tuple[int, ...]], Any] | None = None
    """Values of definitions by name and identities of their records, where the caller keeps all records."""


def truth(cond: Cond, frames: Frames, context: Context) -> Truth:
    """The truth value of a condition."""
    return _TRUTH[cond.__class__](cond, frames, context)


def value(term: Term, frames: Frames, context: Context) -> Any:
    """The value of a term; None when it is unknown. Truth-valued terms give a truth value."""
    return _VALUE[term.__class__](term, frames, context)


def _every(cond: AllOf, frames: Frames, context: Context) -> Truth:
    result = TRUE
    for part in cond.parts:
        held = _TRUTH[part.__class__](part, frames, context)
        if held < result:
            if held == FALSE:
                return FALSE
            result = held
    return result


def _some(cond: AnyOf, frames: Frames, context: Context) -> Truth:
    result = FALSE
    for part in cond.parts:
        held = _TRUTH[part.__class__](part, frames, context)
        if held > result:
            if held == TRUE:
                return TRUE
            result = held
    return result


def _not(cond: Not, frames: Frames, context: Context) -> Truth:
    return kleene.negate(truth(cond.operand, frames, context))


def _always(cond: Always, frames: Frames, context: Context) -> Truth:  # noqa: ARG001 - one form for all
    return TRUE if cond.value else FALSE


def _one_of(cond: OneOf, frames: Frames, context: Context) -> Truth:
    return kleene.some(
        _compare(Compare("=", cond.term, one, cond.span), frames, context) for one in cond.values
    )


def _constant(term: Constant, frames: Frames, context: Context) -> Any:  # noqa: ARG001
    return term.value


def _field(term: FieldTerm, frames: Frames, context: Context) -> Any:  # noqa: ARG001
    return read(frames[term.frame].facts.get(term.path), term.type.domain)


def _parameter(term: ParameterTerm, frames: Frames, context: Context) -> Any:  # noqa: ARG001
    return context.parameters.get(term.name)


def _review_date(term: ReviewDate, frames: Frames, context: Context) -> Any:  # noqa: ARG001
    return context.as_of


def _definition(term: DefinitionTerm, frames: Frames, context: Context) -> Any:
    known = context.known
    if known is None:
        return _defined(term, frames, context)
    key = (term.name, tuple([id(frames[index]) for index in term.frames]))
    if key not in known:
        known[key] = _defined(term, frames, context)
    return known[key]


def _defined(term: DefinitionTerm, frames: Frames, context: Context) -> Any:
    definition = context.definitions[term.name]
    inner = definition_frames(definition, term, frames)
    body = definition.body
    if definition.type.domain is Domain.TRUTH and not isinstance(body, (FieldTerm, DefinitionTerm)):
        return truth(body, inner, context)  # type: ignore[arg-type]
    return value(body, inner, context)  # type: ignore[arg-type]


def _derived(term: DerivedTerm, frames: Frames, context: Context) -> Any:
    return context.derived(term.name, tuple([frames[index] for index in term.frames]))


def _criterion(term: CriterionTerm, frames: Frames, context: Context) -> Any:
    return context.ratings.get((term.name, tuple(frames[index].name for index in term.frames)))


def _name(term: NameTerm, frames: Frames, context: Context) -> Any:  # noqa: ARG001
    return frames[term.frame].name


def _shared(term: SharedTerm, frames: Frames, context: Context) -> Any:  # noqa: ARG001
    return read(shared_fact(term, frames), term.type.domain)


def _arithmetic(term: Arithmetic, frames: Frames, context: Context) -> Any:
    left, right = value(term.left, frames, context), value(term.right, frames, context)
    return kleene.arithmetic(term.op, left, right)


def _negative(term: Negative, frames: Frames, context: Context) -> Any:
    return kleene.negative(value(term.operand, frames, context))


def read(fact: Any, domain: Domain) -> Any:
    """A fact as a value of its domain."""
    if domain in _NUMBERS:
        return kleene.amount(fact)
    if domain in _MOMENTS:
        return kleene.moment(fact)
    if domain is Domain.TRUTH:
        return kleene.yes(fact)
    return kleene.plain(fact)


def definition_frames(definition: Definition, term: DefinitionTerm, frames: Frames) -> Frames:
    """The frames of a definition's own subjects, from those of the place where it is used."""
    inner = {0: frames[0]}
    for binding, index in zip(definition.bindings, term.frames, strict=True):
        inner[binding.frame] = frames[index]
    return inner


def shared_fact(term: SharedTerm, frames: Frames) -> Any:
    """The field of the first record that names all the subjects; an explicit none of the list is none."""
    records = frames[0].lists.get(term.records.path)
    if records is None:
        return None
    if not isinstance(records, tuple):
        return NONE
    wanted = {normalise(frames[index].name) for index in term.frames}
    for record in records:
        names = record.facts.get(term.names)
        if isinstance(names, tuple) and wanted <= {normalise(name) for name in names}:
            return record.facts.get(term.path)
    return None


# ---- comparisons ---------------------------------------------------------------------------------


def _compare(cond: Compare, frames: Frames, context: Context) -> Truth:
    result = _equality(cond, frames, context) if cond.op in ("=", "!=") else None
    if result is not None:
        return result if cond.op == "=" else kleene.negate(result)
    left, right = value(cond.left, frames, context), value(cond.right, frames, context)
    return kleene.compare(cond.op, left, right)


def _equality(cond: Compare, frames: Frames, context: Context) -> Truth | None:
    """`left = right` where it is not a comparison of order; None where it is."""
    kind = cond.left.type
    if kind.domain in _ORDERED:
        return None
    left, right = value(cond.left, frames, context), value(cond.right, frames, context)
    if kind.domain is Domain.TRUTH:
        return _same_truth(left, right)
    if Domain.SYMBOL in (kind.domain, cond.right.type.domain):
        return symbols_equal(left, cond.left, right, cond.right)
    if kind.domain in (Domain.CHOICE, Domain.CHOICES):
        if isinstance(cond.right, Constant) and isinstance(right, str):
            equal, broader = choice_sets(kind.field, right)
            return kleene.is_choice(left, equal, broader)
        return kleene.same_choice(left, right, partial(related, kind.field))
    return kleene.same_text(left, right)


def _same_truth(left: Any, right: Any) -> Truth:
    one = left if isinstance(left, int) and not isinstance(left, bool) else kleene.yes(left)
    other = right if isinstance(right, int) and not isinstance(right, bool) else kleene.yes(right)
    if UNKNOWN in (one, other):
        return UNKNOWN
    return TRUE if one == other else FALSE


def symbols_equal(left: Any, left_term: Term, right: Any, right_term: Term) -> Truth:
    """Equality of derived values, or of a derived value and a stated choice by its labels."""
    if left is None or right is None:
        return UNKNOWN
    if left is NONE or right is NONE:
        return FALSE
    one, other = _forms(left, left_term), _forms(right, right_term)
    return TRUE if one == other else FALSE


def _forms(found: Any, term: Term) -> frozenset[str]:
    """The normalised forms that a symbol joins, or the labels of stated choices."""
    if term.type.domain is Domain.SYMBOL:
        return symbol_forms(str(found))
    stated = found if isinstance(found, tuple) else (found,)
    return frozenset(label_spellings(term.type.field, one)[0] for one in stated)


def _contains(cond: Contains, frames: Frames, context: Context) -> Truth:
    collection, member = value(cond.collection, frames, context), value(cond.member, frames, context)
    kind = cond.collection.type
    if kind.domain is Domain.SYMBOL:
        return symbol_contains(collection, member, cond.member)
    if kind.domain in (Domain.CHOICE, Domain.CHOICES):
        if member is None:
            return UNKNOWN
        wanted = member if isinstance(member, tuple) else (member,)
        return kleene.every(kleene.has_choice(collection, *choice_sets(kind.field, one)) for one in wanted)
    return kleene.contains(collection, member)


def symbol_contains(symbol: Any, member: Any, member_term: Term) -> Truth:
    """Whether a derived value of several forms (`공공·민간`, collected `공공 + 민간`) contains a form.

    Of stated choices it must contain each.
    """
    if symbol is None or member is None:
        return UNKNOWN
    if member is NONE:
        return FALSE
    forms = {normalise(form) for form in symbols_of(tuple(str(symbol).split(" + ")))}
    if member_term.type.domain is Domain.SYMBOL:
        return TRUE if normalise(str(member)) in forms else FALSE
    stated = member if isinstance(member, tuple) else (member,)
    field = member_term.type.field
    return TRUE if all(forms & set(label_spellings(field, one)) for one in stated) else FALSE


def _overlaps(cond: Overlaps, frames: Frames, context: Context) -> Truth:
    left, right = value(cond.left, frames, context), value(cond.right, frames, context)
    kind = cond.left.type
    if kind.domain in (Domain.CHOICE, Domain.CHOICES):
        if not isinstance(cond.right, Constant):
            return kleene.same_choice(left, right, partial(related, kind.field), shared=True)
        wanted = right if isinstance(right, tuple) else (right,)
        return kleene.some(kleene.has_choice(left, *choice_sets(kind.field, one)) for one in wanted)
    return kleene.overlaps(left, right, within=isinstance(cond.right, Constant))


def _is_true(cond: IsTrue, frames: Frames, context: Context) -> Truth:
    found = value(cond.term, frames, context)
    if isinstance(found, bool) or not isinstance(found, int):
        return kleene.yes(found)
    return found


def presence(cond: Has, frames: Frames, context: Context) -> Truth:
    """`기재`, `미기재`, `있음`, `없음` of a field, a list, a definition, a derivation or a criterion."""
    target = cond.target
    if isinstance(target, (DerivedTerm, CriterionTerm)):
        known = value(target, frames, context) is not None
        held = TRUE if known else (UNKNOWN if cond.op in ("given", "none") else FALSE)
        return held if cond.op in ("stated", "given") else kleene.negate(held)
    if isinstance(target, DefinitionTerm):
        return _definition_presence(cond, target, frames, context)
    if isinstance(target, ListTerm):
        fact: Any = frames[target.frame].lists.get(target.path)
        fact = NONE if fact == () else fact
    elif isinstance(target, SharedTerm):
        fact = shared_fact(target, frames)
    else:
        fact = frames[target.frame].facts.get(target.path)
    if cond.op in ("stated", "absent"):
        return TRUE if (fact is not None) == (cond.op == "stated") else FALSE
    if fact is None:
        return UNKNOWN
    return TRUE if (fact is NONE) == (cond.op == "none") else FALSE


def _definition_presence(cond: Has, term: DefinitionTerm, frames: Frames, context: Context) -> Truth:
    """Stated if all that it reads is stated; given if its value is known; never none of its own."""
    definition = context.definitions[term.name]
    inner = definition_frames(definition, term, frames)
    if cond.op in ("given", "none"):
        known = value(term, frames, context)
        unknown = known is None or (definition.type.domain is Domain.TRUTH and known == UNKNOWN)
        return UNKNOWN if unknown else (TRUE if cond.op == "given" else FALSE)
    stated = kleene.every(
        presence(Has("stated", target, cond.span), inner, context) for target in _read_by(definition.body)
    )
    return stated if cond.op == "stated" else kleene.negate(stated)


def _read_by(body: Cond | Term) -> Iterator[Target]:
    """What must be stated for a definition to be; of an aggregate or quantifier only the record list."""
    for part in parts(body):
        if isinstance(part, (Aggregation, ForRecords)):
            yield part.records
        elif isinstance(part, (FieldTerm, ListTerm, SharedTerm, DefinitionTerm, DerivedTerm, CriterionTerm)):
            yield part


# ---- records -------------------------------------------------------------------------------------


def elements(term: ListTerm, frames: Frames) -> tuple[Record, ...] | None:
    """The records of a list; none for an explicit none, None when it is not mentioned."""
    records = frames[term.frame].lists.get(term.path)
    if records is None:
        return None
    return records if isinstance(records, tuple) else ()


def _for_records(cond: ForRecords, frames: Frames, context: Context) -> Truth:
    records = elements(cond.records, frames)
    if records is None:
        return UNKNOWN
    results = []
    for record in records:
        inner = {**frames, cond.element: record}
        where = truth(cond.where, inner, context) if cond.where is not None else TRUE
        body = truth(cond.body, inner, context) if cond.body is not None else TRUE
        if cond.op == "some":
            results.append(min(where, body))
        else:
            results.append(max(kleene.negate(where), body))
    return kleene.some(results) if cond.op == "some" else kleene.every(results)


def aggregate(term: Aggregation, frames: Frames, context: Context) -> Any:
    """Count, sum, average, max or min; a range where unknown elements leave the result open.

    A sum with an unknown part is at least the sum of the known ones, as amounts are never negative.
    """
    records = elements(term.records, frames)
    if records is None:
        return None
    sure: list[Any] = []
    maybe: list[Any] = []
    for record in records:
        inner = {**frames, term.element: record}
        where = truth(term.where, inner, context) if term.where is not None else TRUE
        if where == FALSE:
            continue
        found = value(term.amount, inner, context) if term.amount is not None else 1
        (sure if where == TRUE else maybe).append(found)
    return combine(term.op, sure, maybe, ordered=term.type.domain in _MOMENTS)


_TRUTH: Mapping[type, Callable[[Any, Frames, Context], Truth]] = {
    AllOf: _every,
    AnyOf: _some,
    Not: _not,
    Always: _always,
    Compare: _compare,
    OneOf: _one_of,
    Contains: _contains,
    Overlaps: _overlaps,
    Has: presence,
    ForRecords: _for_records,
    IsTrue: _is_true,
}
_VALUE: Mapping[type, Callable[[Any, Frames, Context], Any]] = {
    Constant: _constant,
    FieldTerm: _field,
    ParameterTerm: _parameter,
    ReviewDate: _review_date,
    DefinitionTerm: _definition,
    DerivedTerm: _derived,
    CriterionTerm: _criterion,
    NameTerm: _name,
    SharedTerm: _shared,
    Arithmetic: _arithmetic,
    Negative: _negative,
    Aggregation: aggregate,
}
