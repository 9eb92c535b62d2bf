"""What the tests of a policy evaluate: the truth values of every condition behind what they expect.

Only what a passed test asks about is observed: the rules and derivations that it expects something of, and
the derivations and definitions that these read. Everything else in a test's plan is evaluated too, but no
expectation would notice if it were wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jichim.authoring.coverage.mcdc import Shape, Vector, split
from jichim.network.compile import applicability, signature_of
from jichim.network.interpret import Context, Frames, definition_frames, elements, truth
from jichim.network.kleene import FALSE, TRUE
from jichim.plan.model import Record
from jichim.policy.model import (
    Aggregation,
    Cond,
    Definition,
    DefinitionTerm,
    Derivation,
    DerivedTerm,
    ForRecords,
    Rule,
    RuleTest,
    Term,
)
from jichim.policy.reads import parts
from jichim.review.assembly import Assembly
from jichim.review.subjects import frames_of


@dataclass(frozen=True, slots=True)
class Seen:
    """Where something was seen first: the test, and the subject by name."""

    test: RuleTest
    subject: str


@dataclass(slots=True)
class Decided:
    """One decision: its conditions, and each combination of their truth values with where it was seen."""

    cond: Cond
    shape: Shape
    conditions: tuple[Cond, ...]
    vectors: dict[Vector, Seen] = field(default_factory=dict)


@dataclass(slots=True)
class Observed:
    """Everything that was seen; conditions and cases by identity, as equal ones may stand in many places."""

    decisions: dict[int, Decided] = field(default_factory=dict)
    outcomes: dict[tuple[str, str], Seen] = field(default_factory=dict)
    """By rule and outcome: what passed tests expect of it."""
    cases: dict[int, Seen] = field(default_factory=dict)
    """The cases that gave their derivation its value."""
    guards: dict[str, Cond] = field(default_factory=dict)
    """The applicability of each rule as one condition."""

    def applicability(self, rule: Rule) -> Cond:
        known = self.guards.get(rule.name)
        if known is None:
            known = self.guards[rule.name] = applicability(rule)
        return known

    def decision(self, cond: Cond) -> Decided:
        """The decision that a condition is; the condition must outlive this object."""
        known = self.decisions.get(id(cond))
        if known is None:
            known = self.decisions[id(cond)] = Decided(cond, *split(cond))
        return known


class Observer:
    """Watches one test after the other; see `watch`."""

    def __init__(self, observed: Observed) -> None:
        self.observed = observed

    def watch(
        self, test: RuleTest, assembly: Assembly, asked: Iterable[tuple[Rule | Derivation, int]]
    ) -> None:
        """One passed test: the rules and derivations that it asks about, each with a subject's position."""
        watching = _Watching(self.observed, test, assembly)
        for declared, position in asked:
            if isinstance(declared, Rule):
                watching.rule(declared, position)
            else:
                signature = signature_of(declared.bindings, assembly.root)
                watching.derivation(declared, assembly.verdicts.subjects[signature][position])


class _Watching:
    def __init__(self, observed: Observed, test: RuleTest, assembly: Assembly) -> None:
        self.observed = observed
        self.test = test
        self.assembly = assembly
        self.context: Context = assembly.context
        self.derivations: Mapping[str, Derivation] = assembly.verdicts.program.derivations
        self.done: set[tuple[int, ...]] = set()

    def rule(self, rule: Rule, position: int) -> None:
        """The requirement is asked only where the rule applies."""
        signature = signature_of(rule.bindings, self.assembly.root)
        records = self.assembly.verdicts.subjects[signature][position]
        frames = self.assembly.builder.frames(signature, position)
        guard = self.observed.applicability(rule)
        self._decision(guard, frames, _named(records))
        if truth(guard, frames, self.context) == TRUE:
            self._decision(rule.require, frames, _named(records))

    def derivation(self, derivation: Derivation, records: tuple[Record, ...]) -> None:
        if not self._first(derivation, records):
            return
        signature = signature_of(derivation.bindings, self.assembly.root)
        frames = frames_of(self.assembly.verdicts.plan.root, signature, records)
        for reading in derivation.readings:
            held = [truth(case.condition, frames, self.context) for case in reading.cases]
            for number, case in enumerate(reading.cases):
                self._decision(case.condition, frames, _named(records))
                if held[number] == TRUE and _gives(derivation.hit, held, number):
                    self.observed.cases.setdefault(id(case), Seen(self.test, _named(records)))

    def _decision(self, cond: Cond, frames: Frames, name: str) -> None:
        if not self._first(cond, frames.values()):
            return
        decision = self.observed.decision(cond)
        vector = tuple(truth(one, frames, self.context) for one in decision.conditions)
        decision.vectors.setdefault(vector, Seen(self.test, name))
        for one in decision.conditions:
            self._below(one, frames, name)

    def _below(self, node: Cond | Term, frames: Frames, name: str) -> None:
        """What a condition or term reads: definitions, derived facts, the conditions on records."""
        for part in parts(node):
            if isinstance(part, DefinitionTerm):
                definition = self.context.definitions[part.name]
                inner = definition_frames(definition, part, frames)
                if is_condition(definition):
                    self._decision(definition.body, inner, name)  # type: ignore[arg-type]
                else:
                    self._below(definition.body, inner, name)
            elif isinstance(part, DerivedTerm):
                records = tuple(frames[index] for index in part.frames)
                self.derivation(self.derivations[part.name], records)
            elif isinstance(part, (ForRecords, Aggregation)):
                for record in elements(part.records, frames) or ():
                    self._record(part, {**frames, part.element: record}, f"{name} · {record.name}")

    def _record(self, part: ForRecords | Aggregation, frames: Frames, name: str) -> None:
        """One record of a list; what is asked of it only if it may belong to those that are meant."""
        if part.where is not None:
            self._decision(part.where, frames, name)
            if truth(part.where, frames, self.context) == FALSE:
                return
        if isinstance(part, Aggregation):
            if part.amount is not None:
                self._below(part.amount, frames, name)
        elif part.body is not None:
            self._decision(part.body, frames, name)

    def _first(self, what: object, records: Iterable[Record]) -> bool:
        """Whether this is not yet done for these records in this test."""
        key = (id(what), *map(id, records))
        if key in self.done:
            return False
        self.done.add(key)
        return True


def is_condition(definition: Definition) -> bool:
    """Terms carry a type; conditions do not."""
    return not hasattr(definition.body, "type")


def nested(cond: Cond | Term) -> Iterator[tuple[str, Cond]]:
    """The decisions inside of a condition that are made of each record of a list: clause and condition."""
    for part in parts(cond):
        if not isinstance(part, (ForRecords, Aggregation)):
            continue
        if part.where is not None:
            yield "where", part.where
        if isinstance(part, ForRecords) and part.body is not None:
            yield part.op, part.body
        if isinstance(part, Aggregation) and part.amount is not None:
            yield from nested(part.amount)


def _gives(hit: str, held: list[int], number: int) -> bool:
    """Whether a true case gives the value, by the hit policy of its derivation."""
    if hit == "first":
        return all(one == FALSE for one in held[:number])
    return hit == "collect" or held.count(TRUE) == 1


def _named(records: tuple[Record, ...]) -> str:
    return " + ".join(record.name for record in records)
