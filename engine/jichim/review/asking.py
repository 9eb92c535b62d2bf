"""Working facts put to the network: many subjects look alike to a group, and those are asked about once.

The properties of a working fact are all that the network sees of a subject. Two subjects (or one subject in
two worlds) with equal properties are therefore one fact to it, and what fires for that fact holds for both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from jichim.network import Session, WorkingFact
from jichim.network.program import Effect, Group, Program
from jichim.review.verdicts import Fired
from jichim.review.worlds import ChoicePoint, World

T = TypeVar("T")


class Unit(NamedTuple):
    """Some items of a group for one subject in one world."""

    group: Group
    subject: int
    items: tuple[int, ...]
    points: tuple[ChoicePoint, ...]
    world: World

    @property
    def choice(self) -> tuple[int, ...]:
        """The options that the world takes, in the order of the points."""
        return tuple([self.world[point] for point in self.points])


class Answer(NamedTuple):
    """What fired for a working fact, for the items that were asked about."""

    properties: dict[str, int]
    productions: list[int]
    effects: list[Effect]


class Asking:
    """The questions of one evaluation; the answers are kept if they are to be explained."""

    def __init__(self, program: Program, session: Session, *, record: bool) -> None:
        self._program = program
        self._session = session
        self._next_fact = 1
        self._record = record
        self._kept: list[tuple[Sequence[Unit], Sequence[Answer]]] = []

    def ask(
        self,
        units: Sequence[Unit],
        properties: Callable[[Unit], dict[str, int]],
        understand: Callable[[Group, tuple[int, ...], Answer], T],
    ) -> list[T]:
        """What the answer for each unit means; it is worked out once for all units that look alike."""
        first = self._next_fact
        numbers: dict[tuple[object, ...], int] = {}
        facts: list[WorkingFact] = []
        asked: list[Unit] = []
        places: list[int] = []
        for unit in units:
            found = properties(unit)
            number = numbers.setdefault((unit.group.id, unit.items, *found.values()), len(facts))
            if number == len(facts):
                facts.append(WorkingFact(first + number, unit.group.id, found))
                asked.append(unit)
            places.append(number)
        self._next_fact += len(facts)
        answers = self._answers(facts, asked)
        if self._record:
            self._kept.append((units, [answers[number] for number in places]))
        meanings = [
            understand(unit.group, unit.items, answer) for unit, answer in zip(asked, answers, strict=True)
        ]
        return [meanings[number] for number in places]

    def _answers(self, facts: Sequence[WorkingFact], asked: Sequence[Unit]) -> list[Answer]:
        answers = [Answer(dict(fact.properties), [], []) for fact in facts]
        effects = self._program.effects
        first = facts[0].id if facts else 0
        for production, fact in self._session.run(facts):
            effect = effects[production]
            if effect.item in asked[fact - first].items:  # items may share signals
                answer = answers[fact - first]
                answer.productions.append(production)
                answer.effects.append(effect)
        return answers

    def fired(self) -> Iterator[Fired]:
        """Every recorded firing, for every subject and world that it holds for, in the order of the rules."""
        for units, answers in self._kept:
            firings = [
                (production, number)
                for number, answer in enumerate(answers)
                for production in answer.productions
            ]
            for production, number in sorted(firings):
                unit = units[number]
                yield Fired(
                    production, unit.group.signature, unit.subject, unit.world, answers[number].properties
                )
