"""Which conditions stand between a result and another one: minimal sets of them, smallest first.

The method is that of minimal hitting changes on a formula of *and*, *or* and *not*: what an *and* needs is
all that its parts need, what an *or* needs is what any part needs, and *not* asks for the opposite. A
condition that cannot be taken apart is a change. Derived facts are followed to the conditions of their cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from jichim.explain.model import Change, Leaf, direct_leaves
from jichim.explain.record import Records, Scene
from jichim.explain.trace import TRUTHS, Tracer, is_condition, place, wording
from jichim.network.compile import signature_of
from jichim.network.interpret import Context, definition_frames, elements, truth
from jichim.network.kleene import FALSE, TRUE
from jichim.plan.model import Record
from jichim.policy.model import (
    AllOf,
    AnyOf,
    Case,
    Compare,
    Cond,
    Contains,
    DefinitionTerm,
    Derivation,
    DerivedTerm,
    ForRecords,
    Has,
    IsTrue,
    Not,
    OneOf,
    Term,
)
from jichim.review.fields import Owners, definition_owners

MOST_SETS = 64
"""How many sets are kept at each step; the smallest ones."""

Key = tuple[Cond, tuple[tuple[int, int], ...], bool]
"""A condition, the identities of the records that it sees by frame, and whether it has to be true."""
Changes = frozenset[Key]
Sets = tuple[Changes, ...]
_DONE: Sets = (frozenset(),)
_NEVER: Sets = ()


@dataclass(frozen=True, slots=True)
class Found:
    sets: tuple[tuple[Change, ...], ...]
    cut: bool
    """Whether there were more sets than are kept."""


class Nearest:
    """Finds the sets for one result."""

    def __init__(self, tracer: Tracer, records: Records, root: str) -> None:
        self.tracer = tracer
        self.records = records
        self.root = root
        self.changes: dict[Key, Change] = {}
        self.order: dict[Key, int] = {}
        self.cut = False
        self._known: dict[tuple[object, ...], Sets] = {}

    def conditions(self, wanted: Sequence[tuple[Cond, bool]], scene: Scene) -> Found:
        """The sets after which every condition has the wanted truth value."""
        sets = self._both(self._sets(cond, held, scene) for cond, held in wanted)
        return self._found(
            one for one in sets if all(self._reaches(cond, held, one, scene) for cond, held in wanted)
        )

    def value(self, derivation: Derivation, records: tuple[Record, ...], wanted: str, scene: Scene) -> Found:
        """The sets after which a derivation has the wanted value."""
        sets = self._values(derivation, records, (wanted,), scene)
        return self._found(
            one for one in sets if self._reaches_value(derivation, records, (wanted,), one, scene)
        )

    def _found(self, sets: Iterable[Changes]) -> Found:
        least = {self._without_implied(changes) for changes in sets}
        return Found(
            tuple(
                tuple(self.changes[key] for key in sorted(changes, key=self.order.__getitem__))
                for changes in sorted(least, key=self._rank)
            ),
            self.cut,
        )

    def _without_implied(self, changes: Changes) -> Changes:
        """Less the conditions that others bring about: what is to be given must be stated."""
        given = {
            (cond.target, frames)
            for cond, frames, wanted in changes
            if isinstance(cond, Has) and cond.op in ("given", "none") and wanted
        }
        return frozenset(
            (cond, frames, wanted)
            for cond, frames, wanted in changes
            if not (isinstance(cond, Has) and cond.op == "stated" and (cond.target, frames) in given)
        )

    # ---- conditions ------------------------------------------------------------------------------

    def _sets(self, cond: Cond, wanted: bool, scene: Scene) -> Sets:
        held = truth(cond, scene.frames, scene.context)
        if held == (TRUE if wanted else FALSE):
            return _DONE
        if isinstance(cond, Not):
            return self._sets(cond.operand, not wanted, scene)
        if isinstance(cond, (AllOf, AnyOf)):
            parts = [self._sets(part, wanted, scene) for part in cond.parts]
            return self._both(parts) if isinstance(cond, AllOf) == wanted else self._either(parts)
        if isinstance(cond, ForRecords) and elements(cond.records, scene.frames):
            return self._for_records(cond, wanted, scene)
        if isinstance(cond, IsTrue) and isinstance(cond.term, DefinitionTerm):
            definition = scene.context.definitions[cond.term.name]
            if is_condition(definition):
                inner = _inside(cond.term, scene)
                return self._sets(definition.body, wanted, inner)  # type: ignore[arg-type]
        term = _derived(cond)
        if term is not None:
            derivation = self.records.verdicts.program.derivations[term.name]
            if derivation.hit != "collect":
                accepted = self._accepted(cond, term, derivation, wanted, scene)
                originals = tuple(
                    self.records.original(scene.frames[index], scene.world) for index in term.frames
                )
                return self._values(derivation, originals, accepted, scene)
        return self._change(cond, wanted, scene)

    def _for_records(self, cond: ForRecords, wanted: bool, scene: Scene) -> Sets:
        owners = self._owners(cond, scene)
        parts = []
        for member in elements(cond.records, scene.frames) or ():
            inner = scene.inside(cond.element, member, owners)
            some = cond.op == "some"
            # `every` asks of each record that it is left out or satisfies the body.
            asked = [(one, held) for one, held in ((cond.where, some), (cond.body, True)) if one is not None]
            sets = [self._sets(one, held == wanted, inner) for one, held in asked]
            parts.append(self._both(sets) if some == wanted else self._either(sets))
        return self._both(parts) if (cond.op == "every") == wanted else self._either(parts)

    def _owners(self, cond: ForRecords, scene: Scene) -> Owners:
        owner = self.records.names.element(scene.owners[cond.records.frame], cond.records)
        return {**scene.owners, cond.element: owner}

    def _change(self, cond: Cond, wanted: bool, scene: Scene) -> Sets:
        key = _key(cond, wanted, scene)
        if key not in self.changes:
            step = self.tracer.condition(cond, scene)
            reads = tuple(dict.fromkeys(direct_leaves(step)))
            self.changes[key] = Change(
                wording(cond),
                self._of(scene),
                TRUTHS[truth(cond, scene.frames, scene.context)],
                TRUTHS[TRUE if wanted else FALSE],
                place(cond.span),
                _narrow(reads),
            )
            self.order[key] = len(self.order)
        return (frozenset({key}),)

    def _of(self, scene: Scene) -> str:
        """The record at hand, or the subjects."""
        names = [record.name for frame, record in sorted(scene.frames.items()) if frame != 0]
        return " · ".join(dict.fromkeys(names)) or scene.frames[0].name

    # ---- derived facts ---------------------------------------------------------------------------

    def _accepted(
        self, cond: Cond, term: DerivedTerm, derivation: Derivation, wanted: bool, scene: Scene
    ) -> tuple[str, ...]:
        """The values of a derived fact with which a condition has the wanted truth value."""
        records = tuple(scene.frames[index] for index in term.frames)

        def holds(value: str) -> bool:
            context = replace(scene.context, derived=_given(term.name, records, value, scene.context))
            return truth(cond, scene.frames, context) == (TRUE if wanted else FALSE)

        return tuple(value for value in derivation.values if holds(value))

    def _values(
        self, derivation: Derivation, records: tuple[Record, ...], accepted: tuple[str, ...], scene: Scene
    ) -> Sets:
        key = (derivation.name, *map(id, records), accepted, frozenset(scene.world.items()))
        known = self._known.get(key)
        if known is None:
            signature = signature_of(derivation.bindings, self.root)
            inner = self.records.scene(scene.world, signature, records, derivation.bindings)
            found = [self._value(derivation, value, inner) for value in accepted]
            known = self._known[key] = self._either(found)
        return known

    def _value(self, derivation: Derivation, value: str, scene: Scene) -> Sets:
        """All readings have to give the value; of a `first` derivation the cases before must not hold."""
        readings = []
        for reading in derivation.readings:
            ways = []
            for position, case in enumerate(reading.cases):
                if case.value == value:
                    before = reading.cases[:position] if derivation.hit == "first" else ()
                    asked = [(case.condition, True), *((one.condition, False) for one in before)]
                    ways.append(self._both(self._sets(one, held, scene) for one, held in asked))
            readings.append(self._either(ways))
        return self._both(readings)

    # ---- proof -----------------------------------------------------------------------------------

    def _reaches(self, cond: Cond, wanted: bool, changes: Changes, scene: Scene) -> bool:
        """Whether a condition has the wanted truth value after some changes, all others being as they are.

        A set may ask one part of a condition to become what another part must not be: then it is no way.
        """
        if _key(cond, wanted, scene) in changes:
            return True
        if _key(cond, not wanted, scene) in changes:
            return False
        if isinstance(cond, Not):
            return self._reaches(cond.operand, not wanted, changes, scene)
        if isinstance(cond, (AllOf, AnyOf)):
            found = (self._reaches(part, wanted, changes, scene) for part in cond.parts)
            return all(found) if isinstance(cond, AllOf) == wanted else any(found)
        if isinstance(cond, ForRecords) and elements(cond.records, scene.frames):
            return self._reaches_records(cond, wanted, changes, scene)
        if isinstance(cond, IsTrue) and isinstance(cond.term, DefinitionTerm):
            definition = scene.context.definitions[cond.term.name]
            if is_condition(definition):
                return self._reaches(definition.body, wanted, changes, _inside(cond.term, scene))  # type: ignore[arg-type]
        if truth(cond, scene.frames, scene.context) == (TRUE if wanted else FALSE):
            return True
        term = _derived(cond)
        if term is None:
            return False
        derivation = self.records.verdicts.program.derivations[term.name]
        accepted = self._accepted(cond, term, derivation, wanted, scene)
        originals = tuple(self.records.original(scene.frames[index], scene.world) for index in term.frames)
        return self._reaches_value(derivation, originals, accepted, changes, scene)

    def _reaches_records(self, cond: ForRecords, wanted: bool, changes: Changes, scene: Scene) -> bool:
        some = cond.op == "some"
        asked = [(one, held) for one, held in ((cond.where, some), (cond.body, True)) if one is not None]
        owners = self._owners(cond, scene)
        rated = []
        for member in elements(cond.records, scene.frames) or ():
            inner = scene.inside(cond.element, member, owners)
            found = [self._reaches(one, held == wanted, changes, inner) for one, held in asked]
            rated.append(all(found) if some == wanted else any(found))
        return all(rated) if (cond.op == "every") == wanted else any(rated)

    def _reaches_value(
        self,
        derivation: Derivation,
        records: tuple[Record, ...],
        accepted: tuple[str, ...],
        changes: Changes,
        scene: Scene,
    ) -> bool:
        signature = signature_of(derivation.bindings, self.root)
        inner = self.records.scene(scene.world, signature, records, derivation.bindings)

        def reading(cases: Sequence[Case], value: str) -> bool:
            for position, case in enumerate(cases):
                before = cases[:position] if derivation.hit == "first" else ()
                if (
                    case.value == value
                    and self._reaches(case.condition, True, changes, inner)
                    and all(self._reaches(one.condition, False, changes, inner) for one in before)
                ):
                    return True
            return False

        return any(all(reading(one.cases, value) for one in derivation.readings) for value in accepted)

    # ---- sets ------------------------------------------------------------------------------------

    def _both(self, parts: Iterable[Sets]) -> Sets:
        joined = _DONE
        for part in parts:
            joined = self._least(one | other for one in joined for other in part if _fit(one, other))
            if not joined:
                return _NEVER
        return joined

    def _either(self, parts: Iterable[Sets]) -> Sets:
        return self._least(one for part in parts for one in part)

    def _rank(self, changes: Changes) -> tuple[object, ...]:
        """Few conditions first; of as many, those that do not ask a plan to keep silent."""
        return len(changes), sum(map(_silences, changes)), sorted(self.order[key] for key in changes)

    def _least(self, sets: Iterable[Changes]) -> Sets:
        """The sets that hold no other one, the smallest first, as many as are kept."""
        found: list[Changes] = []
        for one in sorted(set(sets), key=self._rank):
            if not any(other <= one for other in found):
                if len(found) == MOST_SETS:
                    self.cut = True
                    break
                found.append(one)
        return tuple(found)


def _key(cond: Cond, wanted: bool, scene: Scene) -> Key:
    return cond, tuple(sorted((frame, id(record)) for frame, record in scene.frames.items())), wanted


def _inside(term: DefinitionTerm, scene: Scene) -> Scene:
    definition = scene.context.definitions[term.name]
    frames = definition_frames(definition, term, scene.frames)
    return Scene(scene.world, frames, definition_owners(definition, term, scene.owners), scene.context)


def _silences(key: Key) -> bool:
    cond, _, wanted = key
    return isinstance(cond, Has) and cond.op in ("stated", "absent") and (cond.op == "absent") == wanted


def _fit(one: Changes, other: Changes) -> bool:
    """Whether no condition would have to be both true and false."""
    return not any((cond, frames, not wanted) in other for cond, frames, wanted in one)


def _derived(cond: Cond) -> DerivedTerm | None:
    """The derived fact that a condition asks for, if it reads nothing else that could change."""
    terms: tuple[Term, ...] = ()
    if isinstance(cond, Compare):
        terms = (cond.left, cond.right)
    elif isinstance(cond, OneOf):
        terms = (cond.term, *cond.values)
    elif isinstance(cond, Contains):
        terms = (cond.collection, cond.member)
    elif isinstance(cond, IsTrue):
        terms = (cond.term,)
    elif isinstance(cond, Has) and isinstance(cond.target, DerivedTerm):
        terms = (cond.target,)
    found = [term for term in terms if isinstance(term, DerivedTerm)]
    others = [term for term in terms if hasattr(term, "frame") or hasattr(term, "frames")]
    return found[0] if len(found) == 1 and len(others) == 1 else None


def _given(
    name: str, records: tuple[Record, ...], value: str, context: Context
) -> Callable[[str, tuple[Record, ...]], str | None]:
    def derived(asked: str, about: tuple[Record, ...]) -> str | None:
        same = asked == name and all(one is other for one, other in zip(about, records, strict=False))
        return value if same else context.derived(asked, about)

    return derived


def _narrow(reads: tuple[Leaf, ...], most: int = 8) -> tuple[Leaf, ...]:
    """What is missing or contradictory first; a long list is cut."""
    return tuple(sorted(reads, key=lambda leaf: getattr(leaf, "state", "stated") == "stated")[:most])
