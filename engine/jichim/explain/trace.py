"""Conditions and terms as steps: each with its truth or computed value, down to what the plan states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from jichim.explain.leaves import LeafReader
from jichim.explain.model import Node, ReviewDay, Step, StepKind, Truth
from jichim.explain.record import Scene
from jichim.network.interpret import definition_frames, elements, truth, value
from jichim.network.kleene import FALSE, TRUE, UNKNOWN, negate
from jichim.plan.model import Record
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
from jichim.policy.names import written_name
from jichim.policy.reads import parts
from jichim.review.fields import definition_owners
from jichim.review.words import show, shown
from jichim.source import Span

MOST_RECORDS = 12
"""How many records of a list are shown; the decisive ones first."""

TRUTHS = {TRUE: Truth.TRUE, FALSE: Truth.FALSE, UNKNOWN: Truth.UNKNOWN}


class Tracer:
    """Walks conditions in a scene; `derived` explains the derived facts that they read."""

    def __init__(self, leaves: LeafReader, derived: Callable[[DerivedTerm, Scene], Step]) -> None:
        self.leaves = leaves
        self.derived = derived

    def condition(self, cond: Cond, scene: Scene, *, decisive: bool = True) -> Step:
        """A condition with its truth value and everything that it reads."""
        held = truth(cond, scene.frames, scene.context)
        if isinstance(cond, IsTrue) and isinstance(cond.term, DefinitionTerm):
            return self._definition(cond.term, scene, decisive=decisive)
        kind = StepKind.CONDITION
        omitted = 0
        children: tuple[Node, ...]
        if isinstance(cond, (AllOf, AnyOf)):
            kind = StepKind.ALL if isinstance(cond, AllOf) else StepKind.ANY
            children = self._parts(cond, held, scene)
        elif isinstance(cond, Not):
            kind = StepKind.NOT
            children = (self.condition(cond.operand, scene),)
        elif isinstance(cond, ForRecords):
            children, omitted = self._for_records(cond, held, scene)
        elif isinstance(cond, Has):
            children = self._target(cond, scene)
        else:
            children = self._all(_sides(cond), scene)
        return Step(
            kind, wording(cond), TRUTHS[held], None, decisive, children, at=place(cond.span), omitted=omitted
        )

    def term(self, term: Term, scene: Scene) -> tuple[Node, ...]:
        """What a term reads; nothing for a constant."""
        if isinstance(term, FieldTerm):
            return (self.leaves.field(term, scene),)
        if isinstance(term, ParameterTerm):
            return (self.leaves.parameter(term),)
        if isinstance(term, ReviewDate):
            return (ReviewDay(scene.context.as_of),)
        if isinstance(term, DefinitionTerm):
            return (self._definition(term, scene),)
        if isinstance(term, DerivedTerm):
            return (self.derived(term, scene),)
        if isinstance(term, CriterionTerm):
            return (self.leaves.judgement(term, scene),)
        if isinstance(term, NameTerm):
            return (self.leaves.name(term, scene),)
        if isinstance(term, SharedTerm):
            return (self.leaves.shared(term, scene),)
        if isinstance(term, Arithmetic):
            return self._computed(term, self._all((term.left, term.right), scene), scene)
        if isinstance(term, Negative):
            return self._computed(term, self.term(term.operand, scene), scene)
        if isinstance(term, Aggregation):
            children, omitted = self._aggregate(term, scene)
            return self._computed(term, children, scene, omitted)
        return ()

    # ---- conditions ------------------------------------------------------------------------------

    def _parts(self, cond: AllOf | AnyOf, held: int, scene: Scene) -> tuple[Step, ...]:
        neutral = TRUE if isinstance(cond, AllOf) else FALSE
        found = []
        for part in cond.parts:
            own = truth(part, scene.frames, scene.context)
            found.append(self.condition(part, scene, decisive=held == neutral or own == held))
        return tuple(found)

    def _for_records(self, cond: ForRecords, held: int, scene: Scene) -> tuple[tuple[Node, ...], int]:
        members = elements(cond.records, scene.frames)
        if not members:
            return (self.leaves.list(cond.records, scene),), 0
        neutral = TRUE if cond.op == "every" else FALSE
        rated: list[tuple[Record, int]] = []
        for member in members:
            inner = {**scene.frames, cond.element: member}
            where = truth(cond.where, inner, scene.context) if cond.where is not None else TRUE
            body = truth(cond.body, inner, scene.context) if cond.body is not None else TRUE
            own = min(where, body) if cond.op == "some" else max(negate(where), body)
            rated.append((member, own))
        steps = [
            (member, own, held == neutral or own == held, (cond.where, cond.body)) for member, own in rated
        ]
        return self._records(cond.records, cond.element, steps, scene)

    def _records(
        self,
        records: ListTerm,
        element: int,
        members: Sequence[tuple[Record, int | None, bool, Iterable[Cond | Term | None]]],
        scene: Scene,
    ) -> tuple[tuple[Node, ...], int]:
        """The records of a list, decisive ones first, each with what is asked of it."""
        ordered = sorted(members, key=lambda member: not member[2])
        owners = {**scene.owners, element: self.leaves.names.element(scene.owners[records.frame], records)}
        found: list[Node] = []
        for record, own, decisive, asked in ordered[:MOST_RECORDS]:
            inner = scene.inside(element, record, owners)
            children = [node for one in asked if one is not None for node in self._any(one, inner)]
            found.append(
                Step(
                    StepKind.RECORD,
                    record.name,
                    None if own is None else TRUTHS[own],
                    None,
                    decisive,
                    tuple(children) or (self.leaves.list(records, scene),),
                )
            )
        return tuple(found), len(members) - len(found)

    def _target(self, cond: Has, scene: Scene) -> tuple[Node, ...]:
        target = cond.target
        if isinstance(target, ListTerm):
            return (self.leaves.list(target, scene),)
        if isinstance(target, DefinitionTerm) and cond.op in ("stated", "absent"):
            return self._read_by(target, scene)
        return self.term(target, scene)

    def _read_by(self, term: DefinitionTerm, scene: Scene) -> tuple[Node, ...]:
        """What must be stated for a definition to be; of an aggregate or quantifier only the record list."""
        definition, inner = self._inside(term, scene)
        found: list[Node] = []
        for part in parts(definition.body):
            if isinstance(part, (Aggregation, ForRecords)):
                found.append(self.leaves.list(part.records, inner))
            elif isinstance(part, ListTerm):
                found.append(self.leaves.list(part, inner))
            elif isinstance(part, DefinitionTerm):
                found += self._read_by(part, inner)
            elif isinstance(part, (FieldTerm, SharedTerm, DerivedTerm, CriterionTerm)):
                found += self.term(part, inner)
        return unique(found)

    # ---- terms -----------------------------------------------------------------------------------

    def _definition(self, term: DefinitionTerm, scene: Scene, *, decisive: bool = True) -> Step:
        definition, inner = self._inside(term, scene)
        name = written_name(term.name)
        where = place(definition.span)
        of = " + ".join(scene.frames[index].name for index in term.frames)
        if is_condition(definition):
            body = self.condition(definition.body, inner)  # type: ignore[arg-type]
            return Step(StepKind.DEFINITION, name, body.truth, None, decisive, (body,), of, where)
        children = self.term(definition.body, inner)  # type: ignore[arg-type]
        held = None
        if definition.type.domain is Domain.TRUTH:
            held = TRUTHS[truth(IsTrue(term, term.span), scene.frames, scene.context)]
        return Step(
            StepKind.DEFINITION,
            name,
            held,
            None if held is not None else self._value(term, scene),
            decisive,
            children,
            of,
            where,
        )

    def _inside(self, term: DefinitionTerm, scene: Scene) -> tuple[Definition, Scene]:
        definition = scene.context.definitions[term.name]
        frames = definition_frames(definition, term, scene.frames)
        owners = definition_owners(definition, term, scene.owners)
        return definition, Scene(scene.world, frames, owners, scene.context)

    def _aggregate(self, term: Aggregation, scene: Scene) -> tuple[tuple[Node, ...], int]:
        members = elements(term.records, scene.frames)
        if not members or (term.where is None and term.amount is None):
            return (self.leaves.list(term.records, scene),), 0
        steps = []
        for member in members:
            inner = {**scene.frames, term.element: member}
            own = truth(term.where, inner, scene.context) if term.where is not None else None
            asked = (term.where, term.amount if own != FALSE else None)
            steps.append((member, own, own != FALSE, asked))
        return self._records(term.records, term.element, steps, scene)

    def _computed(
        self, term: Term, children: tuple[Node, ...], scene: Scene, omitted: int = 0
    ) -> tuple[Step, ...]:
        """What was computed from what; nothing where only constants are, which the policy writes out."""
        if not children:
            return ()
        value = self._value(term, scene)
        text = clean(term.span.text)
        at = place(term.span)
        return (Step(StepKind.TERM, text, None, value, children=children, at=at, omitted=omitted),)

    def _value(self, term: Term, scene: Scene) -> str | None:
        found: Any = value(term, scene.frames, scene.context)
        if found is None:
            return None
        if isinstance(term, FieldTerm):
            return show(term, scene.frames, scene.context)
        whole = isinstance(found, Fraction) and found.denominator == 1  # a share of an amount
        return shown(int(found) if whole else found, term.type.domain, term.type.unit)

    def _any(self, node: Cond | Term, scene: Scene) -> tuple[Node, ...]:
        return self.term(node, scene) if hasattr(node, "type") else (self.condition(node, scene),)  # type: ignore[arg-type]

    def _all(self, terms: Iterable[Term], scene: Scene) -> tuple[Node, ...]:
        return unique(node for term in terms for node in self.term(term, scene))


def unique(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Nodes without repetitions, in their order: a field that both sides read is shown once."""
    found: list[Node] = []
    for node in nodes:
        if node not in found:
            found.append(node)
    return tuple(found)


def is_condition(definition: Definition) -> bool:
    """Terms carry a type; conditions do not."""
    return not hasattr(definition.body, "type")


def wording(cond: Cond) -> str:
    """A condition as the analyst wrote it; of a cell of a table, with the heading of its column."""
    span = cond.span
    if span is None:
        return "언제나" if isinstance(cond, Always) and cond.value else ""
    subject = _left(cond.operand if isinstance(cond, Not) else cond)
    if subject is None or _covers(span, subject.span):
        return clean(span.text)
    column = clean(subject.span.text)
    if isinstance(cond, Compare):
        return f"{column} {cond.op} {clean(cond.right.span.text)}"
    return f"아님 {column}" if isinstance(cond, Not) else column


def clean(text: str) -> str:
    """On one line, without parentheses around the whole."""
    text = " ".join(text.split())
    while text.startswith("(") and text.endswith(")") and _closes(text):
        text = text[1:-1].strip()
    return text


def place(span: Span | None) -> str:
    return str(span) if span is not None else ""


def _closes(text: str) -> bool:
    """Whether the first parenthesis closes with the last character only."""
    depth = 0
    for position, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return position == len(text) - 1
    return False


def _covers(outer: Span, inner: Span) -> bool:
    return outer.source is inner.source and outer.start <= inner.start and inner.end <= outer.end


def _left(cond: Cond) -> Term | None:
    """The term that the heading of a column stands for, in a condition that a cell may have made."""
    if isinstance(cond, Compare):
        return cond.left
    return cond.term if isinstance(cond, IsTrue) else None


def _sides(cond: Cond) -> tuple[Term, ...]:
    if isinstance(cond, (Compare, Overlaps)):
        return (cond.left, cond.right)
    if isinstance(cond, OneOf):
        return (cond.term, *(one for one in cond.values if not isinstance(one, Constant)))
    if isinstance(cond, Contains):
        return (cond.collection, cond.member)
    return (cond.term,) if isinstance(cond, IsTrue) else ()


def is_unconditional(cond: Cond) -> bool:
    """Whether a clause was left out: no `적용`, or no `단서`."""
    return isinstance(cond, Always) and cond.span is None
