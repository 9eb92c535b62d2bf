"""From a condition that fails to edits that make it hold: abduction by regression.

A condition is taken apart down to comparisons, presences and quantifiers, through definitions and derived
facts (Kakas, Kowalski, Toni 1992: abduction as deduction from the observation backwards). Every stage that is
given back makes the condition hold, which is evaluated and never assumed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any

from jichim.network.interpret import Frames, elements, truth, value
from jichim.network.kleene import FALSE, TRUE
from jichim.plan.model import NONE, Record
from jichim.policy.model import (
    Aggregation,
    AllOf,
    Always,
    AnyOf,
    Compare,
    Cond,
    Contains,
    DefinitionTerm,
    DerivedTerm,
    Domain,
    ForRecords,
    Has,
    IsTrue,
    ListTerm,
    Not,
    Overlaps,
    Term,
)
from jichim.policy.reads import parts
from jichim.remedy.cost import cost
from jichim.remedy.growth import folded, merged
from jichim.remedy.kept import Homes, Kept
from jichim.remedy.model import Proposal
from jichim.remedy.options import Hints, Manner, remedies_of
from jichim.remedy.slots import Slot, add_record, slots_of
from jichim.remedy.stage import GoneError, Stage
from jichim.scenario.model import Step as Way

_MOST_OPTIONS = 10
"""Ways that are followed for one condition."""
_MOST_ELEMENTS = 6
"""Records of a list that are tried for an `어떤`."""
_MOST_DEPTH = 24
_MOST_ADDED = 4
_NO_TRUTH = 0
"""Of a condition on a record that is not there any more: neither wanted truth value."""


class Regression:
    """Regression within a bound of depth and of time, past which no way is found."""

    def __init__(self, manner: Manner, is_late: Callable[[], bool], kept: Kept | None = None) -> None:
        self.manner = manner
        self.is_late = is_late
        self.depth = 0
        self.kept = Kept() if kept is None else kept
        self._whole = True
        """Whether no bound has ended the condition at hand before all of its ways were found."""

    def holds(self, cond: Cond, homes: Homes, stage: Stage, *, want: bool = True) -> Iterator[Stage]:
        """Stages in which a condition is true (or false), with the fewest new edits first where known."""
        wanted = TRUE if want else FALSE
        if self._truth(cond, homes, stage) == wanted:
            yield stage
            return
        if isinstance(cond, Always):
            return
        if self.depth >= _MOST_DEPTH or self.is_late():
            self._whole = False
            return
        key = self.kept.key(cond, homes, stage, want, self.manner)
        known = self.kept.ways.get(key)
        if known is None:
            yield from self._found(cond, homes, stage, want, key)
            return
        again = (stage.make(*more) for more in known)
        yield from (made for made in again if made is not None and self._truth(cond, homes, made) == wanted)

    def _found(
        self, cond: Cond, homes: Homes, stage: Stage, want: bool, key: tuple[object, ...]
    ) -> tuple[Stage, ...]:
        """The stages with the fewest and gentlest edits; kept where no bound ended the search for them."""
        wanted = TRUE if want else FALSE
        outer, self._whole = self._whole, True
        self.depth += 1
        kept: list[Stage] = []
        try:
            found = islice(_distinct(self._ways(cond, homes, stage, want)), _MOST_OPTIONS * 2)
            kept += (one for one in found if self._truth(cond, homes, one) == wanted)
        except GoneError:
            pass  # what was found before stands
        finally:
            self.depth -= 1
        best = tuple(sorted(kept, key=cost)[:_MOST_OPTIONS])
        if self._whole:
            self.kept.ways[key] = tuple(stage.added(made) for made in best)
        self._whole = outer and self._whole
        return best

    def _truth(self, cond: Cond, homes: Homes, stage: Stage) -> int:
        try:
            return truth(cond, frames_at(homes, stage), stage.context)
        except GoneError:
            return _NO_TRUTH

    def _ways(self, cond: Cond, homes: Homes, stage: Stage, want: bool) -> Iterator[Stage]:
        if isinstance(cond, Not):
            yield from self.holds(cond.operand, homes, stage, want=not want)
        elif isinstance(cond, (AllOf, AnyOf)):
            if isinstance(cond, AllOf) == want:
                yield from self.all(cond.parts, homes, stage, want=want)
            else:
                for part in cond.parts:
                    yield from self.holds(part, homes, stage, want=want)
        elif isinstance(cond, ForRecords):
            yield from self._records(cond, homes, stage, want)
        elif isinstance(cond, IsTrue) and isinstance(cond.term, DefinitionTerm) and _is_cond(cond.term):
            yield from self._definition(cond.term, homes, stage, want)
        else:
            yield from self._literal(cond, homes, stage, want)

    def all(self, conds: Iterable[Cond], homes: Homes, stage: Stage, *, want: bool = True) -> Iterator[Stage]:
        """Stages in which several conditions hold together, one after the other."""
        waiting = tuple(conds)
        if not waiting:
            yield stage
            return
        for made in self.holds(waiting[0], homes, stage, want=want):
            yield from islice(self.all(waiting[1:], homes, made, want=want), _MOST_OPTIONS)

    # ---- definitions and derived facts -------------------------------------------------------------

    def _definition(self, term: DefinitionTerm, homes: Homes, stage: Stage, want: bool) -> Iterator[Stage]:
        definition = stage.ground.judge.definitions[term.name]
        inner = {0: homes[0]}
        for binding, index in zip(definition.bindings, term.frames, strict=True):
            inner[binding.frame] = homes[index]
        body = definition.body
        if isinstance(body, (AllOf, AnyOf, Not, ForRecords, Has, Always, IsTrue)) or not hasattr(
            body, "type"
        ):
            yield from self.holds(body, inner, stage, want=want)
        else:
            yield from self.holds(IsTrue(body, term.span), inner, stage, want=want)  # type: ignore[arg-type]

    def derives(self, term: DerivedTerm, wanted: str, homes: Homes, stage: Stage) -> Iterator[Stage]:
        """Stages in which a derivation has a value under each of its readings."""
        derivation = stage.ground.judge.derivations[term.name]
        inner = {0: homes[0]}
        for binding, index in zip(derivation.bindings, term.frames, strict=True):
            inner[binding.frame] = homes[index]
        yield from self._readings(derivation.readings, derivation.hit, wanted, inner, stage)

    def _readings(
        self, readings: tuple[Any, ...], hit: str, wanted: str, homes: Homes, stage: Stage
    ) -> Iterator[Stage]:
        if not readings:
            yield stage
            return
        for number, case in enumerate(readings[0].cases):
            if case.value != wanted:
                continue
            for made in self.holds(case.condition, homes, stage):
                earlier = [one.condition for one in readings[0].cases[:number]] if hit == "first" else []
                for clear in islice(self.all(earlier, homes, made, want=False), _MOST_OPTIONS):
                    yield from islice(self._readings(readings[1:], hit, wanted, homes, clear), _MOST_OPTIONS)

    # ---- records -----------------------------------------------------------------------------------

    def _records(self, cond: ForRecords, homes: Homes, stage: Stage, want: bool) -> Iterator[Stage]:
        where: Cond = cond.where or Always(True)
        body: Cond = cond.body or Always(True)
        both = AllOf((where, body), cond.span)
        if (cond.op == "some") == want:
            wanted: Cond = both if want else AllOf((where, Not(body, cond.span)), cond.span)
            yield from self._some(cond.records, cond.element, wanted, homes, stage)
            return
        inner: Cond = AnyOf((Not(where, cond.span), body if want else Not(body, cond.span)), cond.span)
        yield from self._every(cond.records, cond.element, inner, homes, stage)

    def _some(
        self, records: ListTerm, element: int, wanted: Cond, homes: Homes, stage: Stage
    ) -> Iterator[Stage]:
        """One of the records, or a new one, satisfies a condition."""
        for homes_inside in islice(_elements(records, element, homes, stage), _MOST_ELEMENTS):
            yield from self.holds(wanted, homes_inside, stage)
        yield from self.grown(records, element, wanted, homes, stage)

    def _every(
        self, records: ListTerm, element: int, wanted: Cond, homes: Homes, stage: Stage
    ) -> Iterator[Stage]:
        """All records satisfy a condition; where nothing is said of them: none, or a new one."""
        if elements(records, frames_at(homes, stage)) is None:
            slot = Slot.of_list(records, homes[records.frame], stage)
            made = stage.make(slot.proposal((), "exact")) if self.manner.none else None
            yield from [made] if made is not None else []
            yield from self.grown(records, element, wanted, homes, stage)
            return
        waiting = tuple(_elements(records, element, homes, stage))

        def rest(number: int, stage: Stage) -> Iterator[Stage]:
            if number == len(waiting):
                yield stage
                return
            for made in islice(self.holds(wanted, waiting[number], stage), _MOST_ELEMENTS):
                yield from islice(rest(number + 1, made), _MOST_ELEMENTS)

        yield from rest(0, stage)

    def grown(
        self, records: ListTerm, element: int, wanted: Cond | None, homes: Homes, stage: Stage
    ) -> Iterator[Stage]:
        """A new record that satisfies a condition, as one edit."""
        slot = Slot.of_list(records, homes[records.frame], stage)
        if slot.happened and slot.fact is NONE:
            return
        blank = add_record(records, homes[records.frame], stage, ())
        # What is stated inside becomes part of the one edit, which alone has to fit.
        opened = stage.within(None).make(blank)
        if opened is None:
            return
        listed = elements(records, frames_at(homes, opened)) or ()
        record = listed[-1]
        way = Way(records.path, len(listed) - 1, record.name, record.node)
        at = (*homes[records.frame], way)
        if wanted is None:
            yield from [one for one in [stage.make(blank)] if one is not None]
            return
        made = self.holds(wanted, {**homes, element: at}, opened)
        for one in islice(made, _MOST_OPTIONS):
            whole = merged(one, stage, blank, at, records, homes)
            if whole is not None:
                yield whole

    # ---- literals ----------------------------------------------------------------------------------

    def _literal(self, cond: Cond, homes: Homes, stage: Stage, want: bool) -> Iterator[Stage]:
        """A comparison or presence: through a derived fact that it reads, or by values of its fields."""
        yield from self._derived(cond, homes, stage, want)
        wanted = TRUE if want else FALSE

        def test(one: Stage) -> bool:
            return self._truth(cond, homes, one) == wanted

        slots = slots_of(cond, homes, stage)
        hints = _hints(cond, homes, stage)
        yield from remedies_of(cond, slots, stage, test, manner=self.manner, hints=hints)
        yield from self._aggregated(cond, homes, stage, test)

    def _derived(self, cond: Cond, homes: Homes, stage: Stage, want: bool) -> Iterator[Stage]:
        wanted = TRUE if want else FALSE
        for term in _derived_terms(cond):
            if not all(index in homes for index in term.frames):
                continue
            derivation = stage.ground.judge.derivations[term.name]
            frames = frames_at(homes, stage)
            for one in derivation.values:
                if _if_derived(cond, term, one, frames, stage) == wanted:
                    yield from self.derives(term, one, homes, stage)

    def _aggregated(
        self, cond: Cond, homes: Homes, stage: Stage, test: Callable[[Stage], bool]
    ) -> Iterator[Stage]:
        """New records in a list that a count or a sum is taken over."""
        for term in _aggregations(cond, stage):
            if term.records.frame not in homes:
                continue
            made = stage
            for _ in range(_MOST_ADDED):
                grown = next(self.grown(term.records, term.element, term.where, homes, made), None)
                if grown is None:
                    break
                if test(grown):
                    yield grown
                    break
                if term.amount is not None:
                    inside = list(_elements(term.records, term.element, homes, grown))[-1]
                    priced = self._priced(cond, term.amount, inside, grown.within(None), test)
                    yield from (
                        whole
                        for one in priced
                        if (whole := folded(one, made, inside[term.element], term.records)) is not None
                    )
                    break
                made = grown

    def _priced(
        self, cond: Cond, amount: Term, homes: Homes, stage: Stage, test: Callable[[Stage], bool]
    ) -> Iterator[Stage]:
        slots = slots_of(amount, homes, stage)
        hints = _hints(cond, homes, stage)
        yield from remedies_of(cond, slots, stage, test, manner=self.manner, hints=hints)


def _distinct(stages: Iterable[Stage]) -> Iterator[Stage]:
    seen: set[frozenset[Proposal]] = set()
    for stage in stages:
        made = frozenset(stage.proposals)
        if made not in seen:
            seen.add(made)
            yield stage


def frames_at(homes: Homes, stage: Stage) -> Frames:
    return {frame: stage.record(at, ranged=True) for frame, at in homes.items()}


def _elements(records: ListTerm, element: int, homes: Homes, stage: Stage) -> Iterator[Homes]:
    at = homes[records.frame]
    listed = stage.record(at).lists.get(records.path)
    for index, record in enumerate(listed if isinstance(listed, tuple) else ()):
        yield {**homes, element: (*at, Way(records.path, index, record.name, record.node))}


def _sides(cond: Cond, homes: Homes, stage: Stage) -> tuple[Any, ...]:
    """The values that the sides of a comparison have, as far as they are known."""
    if not isinstance(cond, (Compare, Overlaps, Contains)):
        return ()
    frames = frames_at(homes, stage)
    sides = (cond.collection, cond.member) if isinstance(cond, Contains) else (cond.left, cond.right)
    return tuple(found for side in sides if (found := value(side, frames, stage.context)) is not None)


def _hints(cond: Cond, homes: Homes, stage: Stage) -> Hints:
    def gap(one: Stage) -> Fraction | None:
        if not isinstance(cond, Compare):
            return None
        sides = [_number(side) for side in _sides(cond, homes, one)]
        if len(sides) != 2 or sides[0] is None or sides[1] is None:
            return None
        return sides[0] - sides[1]

    return Hints(_sides(cond, homes, stage), gap)


def _number(found: Any) -> Fraction | None:
    """A number, or the day of a date; nothing else has a distance."""
    if isinstance(found, datetime.date):
        return Fraction(found.toordinal())
    exact = isinstance(found, (int, Fraction)) and not isinstance(found, bool)
    return Fraction(found) if exact else None


def _is_cond(term: DefinitionTerm) -> bool:
    return term.type.domain is Domain.TRUTH


def _derived_terms(cond: Cond) -> list[DerivedTerm]:
    return list(dict.fromkeys(part for part in parts(cond) if isinstance(part, DerivedTerm)))


def _if_derived(cond: Cond, term: DerivedTerm, said: str, frames: Frames, stage: Stage) -> int:
    """The truth of a condition if a derivation had a value."""
    context = stage.context
    wanted = tuple(id(frames[index]) for index in term.frames)

    def derived(name: str, records: tuple[Record, ...]) -> str | None:
        if name == term.name and tuple(id(record) for record in records) == wanted:
            return said
        return context.derived(name, records)

    return truth(cond, frames, replace(context, derived=derived))


def _aggregations(node: Cond | Term, stage: Stage, depth: int = 0) -> Iterator[Aggregation]:
    """Aggregates over lists of the subjects at hand; those inside definitions of one subject too."""
    for part in parts(node):
        if isinstance(part, Aggregation):
            yield part
        elif isinstance(part, DefinitionTerm) and depth < _MOST_ADDED:
            definition = stage.ground.judge.definitions[part.name]
            own = tuple(binding.frame for binding in definition.bindings)
            if own == part.frames:
                yield from _aggregations(definition.body, stage, depth + 1)
