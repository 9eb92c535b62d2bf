"""One rule for one subject of an edited plan, without the engine: what a search asks thousands of times.

It computes what `review` computes (tests compare them), and no result of it is reported before a review of
the whole edited plan has confirmed it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Protocol

from jichim.network.compile import applicability
from jichim.network.interpret import Context, Frames, truth
from jichim.network.kleene import FALSE, TRUE, UNKNOWN
from jichim.plan.model import Plan, Record
from jichim.policy.model import Cond, Derivation, Policy, Reading, Rule
from jichim.review.model import Outcome
from jichim.review.worlds import MOST_WORLDS, Figure, substitute
from jichim.scenario.reads import Readers

Ratings = Mapping[tuple[str, tuple[str, ...]], Any]
_Choose = Callable[[Derivation], int]


@dataclass(frozen=True, slots=True)
class Setting:
    """What outcomes depend on besides the plan."""

    policy: Policy
    day: datetime.date
    ratings: Ratings

    def parameters(self) -> dict[str, Any]:
        found = ((one.name, one.at(self.day)) for one in self.policy.parameters)
        return {name: version.value.value for name, version in found if version is not None}


class Figured(Protocol):
    """A plan with its contradictions."""

    @property
    def plan(self) -> Plan: ...

    @property
    def figures(self) -> Sequence[Figure]: ...


class Judge:
    """Outcomes of rules and values of derivations over any records."""

    def __init__(self, setting: Setting, readers: Readers) -> None:
        policy = setting.policy
        self.setting = setting
        self.readers = readers
        self.definitions = {one.name: one for one in policy.definitions}
        self.derivations = {one.name: one for one in policy.derivations}
        self.parameters = setting.parameters()
        self._conditions: dict[str, tuple[Cond, Cond]] = {}

    def outcome(self, rule: Rule, root: Record, records: tuple[Record, ...], stage: Figured) -> Outcome:
        """The outcome over all readings and figures: the one on which they agree, else undetermined."""
        when, require = self.conditions(rule)
        found: set[Outcome] = set()
        for number, (one, members) in enumerate(self._figures(rule, root, records, stage)):
            if number >= MOST_WORLDS:
                return Outcome.UNDETERMINED
            frames = frames_of(rule, one, members)

            def decide(context: Context, frames: Frames = frames) -> Outcome:
                applies = truth(when, frames, context)
                if applies == FALSE:
                    return Outcome.NOT_APPLICABLE
                held = truth(require, frames, context) if applies == TRUE else UNKNOWN
                return {TRUE: Outcome.MET, FALSE: Outcome.NOT_MET}.get(held, Outcome.UNDETERMINED)

            for outcome in self._worlds(one, decide):
                found.add(outcome)
                if len(found) > 1:
                    return Outcome.UNDETERMINED
        return found.pop()

    def conditions(self, rule: Rule) -> tuple[Cond, Cond]:
        """When a rule applies, and what it requires."""
        known = self._conditions.get(rule.name)
        if known is None:
            known = self._conditions[rule.name] = (applicability(rule), rule.require)
        return known

    def settled(self, root: Record) -> Context:
        """A context in which a derivation has a value only if each of its readings gives it."""
        known: dict[tuple[str, tuple[int, ...]], str | None] = {}

        def derived(name: str, records: tuple[Record, ...]) -> str | None:
            key = (name, tuple(id(record) for record in records))
            if key not in known:
                derivation = self.derivations[name]
                frames = derivation_frames(derivation, root, records)
                values = {value_of(derivation, reading, frames, context) for reading in derivation.readings}
                known[key] = values.pop() if len(values) == 1 else None
            return known[key]

        context = self._context(derived)
        return context

    # ---- worlds ----------------------------------------------------------------------------------

    def _worlds(self, root: Record, decide: Callable[[Context], Outcome]) -> Iterator[Outcome]:
        """What is decided under every choice of readings, choosing only where a reading is asked for."""
        chosen: list[list[Any]] = []
        for _ in range(MOST_WORLDS):
            yield decide(self._in_world(root, chosen))
            while chosen and chosen[-1][1] + 1 == chosen[-1][2]:
                chosen.pop()
            if not chosen:
                return
            chosen[-1][1] += 1
        yield Outcome.UNDETERMINED

    def _in_world(self, root: Record, chosen: list[list[Any]]) -> Context:
        options = {name: option for name, option, _ in chosen}
        known: dict[tuple[str, tuple[int, ...]], str | None] = {}

        def derived(name: str, records: tuple[Record, ...]) -> str | None:
            key = (name, tuple(id(record) for record in records))
            if key not in known:
                derivation = self.derivations[name]
                size = len(derivation.readings)
                if size > 1 and name not in options:
                    options[name] = 0
                    chosen.append([name, 0, size])
                reading = derivation.readings[options.get(name, 0)]
                frames = derivation_frames(derivation, root, records)
                known[key] = value_of(derivation, reading, frames, context)
            return known[key]

        context = self._context(derived)
        return context

    def _figures(
        self, rule: Rule, root: Record, records: tuple[Record, ...], stage: Figured
    ) -> Iterator[tuple[Record, tuple[Record, ...]]]:
        """The records with every combination of the contradictory figures that the rule can read."""
        reads = self.readers.rule(rule)
        found: list[Figure] = [
            figure for figure in stage.figures if reads.touch(figure.record.node, figure.path)
        ]
        if not found:
            yield root, records
            return
        for options in product(*(range(figure.point.size) for figure in found)):
            made = substitute(stage.plan, zip(found, options, strict=True))
            yield made.root, tuple(made.of(record) for record in records)

    def _context(self, derived: Callable[[str, tuple[Record, ...]], str | None]) -> Context:
        setting = self.setting
        return Context(setting.day, self.definitions, self.parameters, derived, setting.ratings)


def value_of(derivation: Derivation, reading: Reading, frames: Frames, context: Context) -> str | None:
    """The value that one reading of a derivation gives; None where it gives none."""
    held = [(case.value, truth(case.condition, frames, context)) for case in reading.cases]
    if derivation.hit == "collect":
        values = dict.fromkeys(value for value, one in held if one == TRUE)
        return None if any(one == UNKNOWN for _, one in held) or not values else " + ".join(values)
    if derivation.hit == "first":
        for value, one in held:
            if one != FALSE:
                return value if one == TRUE else None
        return None
    true = {value for value, one in held if one == TRUE}
    return true.pop() if len(true) == 1 else None


def derivation_frames(derivation: Derivation, root: Record, records: tuple[Record, ...]) -> Frames:
    frames = {0: root}
    for binding, record in zip(derivation.bindings, records, strict=True):
        frames[binding.frame] = root if binding.frame == 0 else record
    return frames


def frames_of(rule: Rule, root: Record, records: tuple[Record, ...]) -> Frames:
    """The records of a subject by frame."""
    frames = {0: root}
    for binding, record in zip(rule.bindings, records, strict=True):
        if binding.frame:
            frames[binding.frame] = record
    return frames
