"""Readings and contradictory figures as choice points, and results that depend on them.

Supervaluation (van Fraassen 1966) over a bounded number of worlds: a result is computed under every
combination of the choices that it depends on, and stands if all combinations agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Generic, Literal, TypeVar

from jichim.plan.model import Candidate, Conflict, Plan, Record

MOST_WORLDS = 64
"""Past this many combinations a result is undetermined."""


@dataclass(frozen=True, slots=True)
class ChoicePoint:
    """A derivation with several readings, or a field of a record with several figures."""

    kind: Literal["reading", "figure"]
    name: str
    """The derivation, or the dotted path of the field."""
    record: int
    """For a figure: the number of the record in the plan, in reading order."""
    size: int
    options: tuple[str, ...] = field(compare=False)
    """What each choice is called, in Korean."""


World = Mapping[ChoicePoint, int]
"""Which option is taken at each choice point; a point that is absent takes part in no result."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dependent(Generic[T]):
    """A result for every combination of the choices that it depends on."""

    points: tuple[ChoicePoint, ...]
    table: Mapping[tuple[int, ...], T]

    def at(self, world: World) -> T:
        return self.table[tuple([world[point] for point in self.points])]

    @property
    def settled(self) -> T | None:
        """The result if it is the same under every choice."""
        values = iter(self.table.values())
        first = next(values)
        if len(self.table) == 1:  # as nearly all are
            return first
        return first if all(value == first for value in values) else None

    def reduced(self) -> Dependent[T]:
        """The same result without the choices that make no difference."""
        if not self.points:
            return self
        settled = self.settled
        if settled is not None:
            return Dependent((), {(): settled})
        kept = self
        for point in self.points:
            kept = kept._without(point)
        return kept

    def _without(self, point: ChoicePoint) -> Dependent[T]:
        position = self.points.index(point)
        table: dict[tuple[int, ...], T] = {}
        for choice, value in self.table.items():
            rest = choice[:position] + choice[position + 1 :]
            if table.setdefault(rest, value) != value:
                return self
        return Dependent(self.points[:position] + self.points[position + 1 :], table)


def worlds(points: Iterable[ChoicePoint]) -> Iterator[dict[ChoicePoint, int]]:
    """Every combination of choices, the first options first."""
    ordered = tuple(points)
    for choice in product(*(range(point.size) for point in ordered)):
        yield dict(zip(ordered, choice, strict=True))


def count(points: Iterable[ChoicePoint]) -> int:
    total = 1
    for point in points:
        total *= point.size
    return total


@dataclass(frozen=True, slots=True)
class Figure:
    """A contradiction of the plan: the record, the field and the figures."""

    point: ChoicePoint
    record: Record
    path: str
    candidates: tuple[Candidate, ...]
    chain: frozenset[int]
    """Identities of the record and of all records that hold it."""


def figures(plan: Plan) -> tuple[Figure, ...]:
    """Every contradiction of a plan, in the order of the plan."""
    found: list[Figure] = []
    number = 0
    waiting: list[tuple[Record, frozenset[int]]] = [(plan.root, frozenset())]
    while waiting:
        record, above = waiting.pop()
        chain = above | {id(record)}
        for path, fact in record.facts.items():
            if isinstance(fact, Conflict):
                options = tuple(candidate.reason for candidate in fact.candidates)
                point = ChoicePoint("figure", path, number, len(options), options)
                found.append(Figure(point, record, path, fact.candidates, chain))
        number += 1
        for records in record.lists.values():
            if isinstance(records, tuple):
                waiting += [(inner, chain) for inner in reversed(records)]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Substitution:
    """A plan in which the figures of a world are taken, and which record stands for which."""

    root: Record
    stands_for: Mapping[int, Record]
    """By identity of the original record: its substitute (only records that changed)."""
    original: Mapping[int, Record]
    """By identity of the substitute: the original."""

    def of(self, record: Record) -> Record:
        return self.stands_for.get(id(record), record)

    def original_of(self, record: Record) -> Record:
        return self.original.get(id(record), record)


def substitute(plan: Plan, chosen: Iterable[tuple[Figure, int]]) -> Substitution:
    """The plan with one figure taken at each contradiction that is named; others stay contradictory."""
    changes: dict[int, dict[str, object]] = {}
    touched: set[int] = set()
    for figure, option in chosen:
        changes.setdefault(id(figure.record), {})[figure.path] = figure.candidates[option].value
        touched |= figure.chain
    stands_for: dict[int, Record] = {}
    original: dict[int, Record] = {}

    def copy(record: Record) -> Record:
        if id(record) not in touched:
            return record
        lists = {
            path: tuple(copy(inner) for inner in records) if isinstance(records, tuple) else records
            for path, records in record.lists.items()
        }
        facts = {**record.facts, **changes.get(id(record), {})}
        made = replace(record, facts=facts, lists=lists)  # type: ignore[arg-type]
        stands_for[id(record)] = made
        original[id(made)] = record
        return made

    return Substitution(copy(plan.root), stands_for, original)
