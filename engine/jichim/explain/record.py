"""What the network recorded about a result: what fired, for which working fact, in which world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jichim.explain.errors import DerivationError
from jichim.network.interpret import Context, Frames, truth
from jichim.network.kleene import UNKNOWN
from jichim.network.program import (
    FIRST_VALUE,
    Effect,
    Group,
    GuardItem,
    ReadingItem,
    RuleItem,
    Signature,
)
from jichim.plan.model import Record
from jichim.policy.model import Binding, DerivedTerm, Rule
from jichim.review.blame import owners_of
from jichim.review.fields import FieldNames, Owners
from jichim.review.model import FiredCondition
from jichim.review.outcomes import OutcomeBuilder
from jichim.review.verdicts import Fired, Subjects, Verdicts
from jichim.review.worlds import World


@dataclass(frozen=True, slots=True)
class Scene:
    """What a condition sees: records by frame, whose they are, and the world that is taken."""

    world: World
    frames: Frames
    owners: Owners
    context: Context

    def inside(self, frame: int, record: Record, owners: Owners) -> Scene:
        """The scene with a record of a list at hand."""
        return Scene(self.world, {**self.frames, frame: record}, owners, self.context)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The firings for one item and subject in one world (several where a derivation collects values)."""

    group: Group
    item: int
    world: World
    effects: tuple[Effect, ...]
    shown: tuple[FiredCondition, ...]
    properties: Mapping[str, int]


class Records:
    """The recorded firings of one review, by what they are about."""

    def __init__(self, verdicts: Verdicts, builder: OutcomeBuilder, names: FieldNames) -> None:
        self.verdicts = verdicts
        self.names = names
        self._fired = builder.fired
        program = verdicts.program
        stages = [group for stage in program.stages for group in stage]
        self._groups = {group.id: group for group in (*stages, *program.guards, *program.checks)}

    def all_about(self, key: object) -> tuple[Recorded, ...]:
        """Every item and world in which something fired, in the order of the worlds."""
        program = self.verdicts.program
        found: dict[tuple[object, ...], list[Fired]] = {}
        for one in self._fired.get(key, ()):
            item = program.effects[one.production].item
            group = program.productions[one.production].group
            found.setdefault((group, item, *one.world.items()), []).append(one)
        return tuple(self._recorded(firings) for firings in found.values())

    def scene(
        self, world: World, signature: Signature, records: Subjects, bindings: Sequence[Binding]
    ) -> Scene:
        """What a declaration about some subjects sees in a world."""
        views = self.verdicts.views
        frames = views.frames(world, signature, records)
        return Scene(world, frames, owners_of(bindings, frames, self.names), views.context(world))

    def confirm(self, recorded: Recorded, scene: Scene) -> None:
        """Raise `DerivationError` unless the scene gives the working fact for which the firings happened."""
        for signal in recorded.group.signals[recorded.item]:
            found = truth(signal.condition, scene.frames, scene.context)
            if found != recorded.properties[signal.property]:
                raise DerivationError(f"{recorded.shown[0].production}: {signal.property} is {found}")
        for derived in recorded.group.derived[recorded.item]:
            found = self._code(derived.term, scene)
            if found != recorded.properties[derived.property]:
                raise DerivationError(f"{recorded.shown[0].production}: {derived.term.name} is {found}")

    def original(self, record: Record, world: World) -> Record:
        """The record as the plan has it, for one in which figures were taken."""
        substitution = self.verdicts.views.substitution(world)
        return substitution.original_of(record) if substitution is not None else record

    def _code(self, term: DerivedTerm, scene: Scene) -> int:
        value = scene.context.derived(term.name, tuple(scene.frames[index] for index in term.frames))
        if value is None:
            return UNKNOWN
        return FIRST_VALUE + self.verdicts.program.derivations[term.name].values.index(value)

    def _recorded(self, firings: Sequence[Fired]) -> Recorded:
        program = self.verdicts.program
        first = firings[0]
        group = self._groups[program.productions[first.production].group]
        subjects = self.verdicts.subjects[first.signature][first.subject]
        about = " + ".join(record.name for record in subjects)
        effects = tuple(program.effects[one.production] for one in firings)
        item = group.items[effects[0].item]
        rules = program.rules.get(group.signature, ())
        shown = tuple(
            FiredCondition(
                program.productions[one.production].name.partition(":")[2], about, stratum_of(item, rules)
            )
            for one in firings
        )
        return Recorded(group, effects[0].item, first.world, effects, shown, first.properties)


def stratum_of(item: ReadingItem | GuardItem | RuleItem, rules: Sequence[Rule]) -> int:
    """The stratum in which an item is decided; of a guard that of the first rule that it stands for."""
    if isinstance(item, ReadingItem):
        return item.derivation.stratum
    return rules[item.rule if isinstance(item, RuleItem) else item.rules[0]].stratum


def in_world(found: Iterable[Recorded], world: World) -> Recorded | None:
    """The first that agrees with a world on every choice that both make; None if there is none."""
    return next((one for one in found if agrees(one.world, world)), None)


def agrees(one: World, other: World) -> bool:
    """Whether two worlds take the same option wherever both take one."""
    return all(other.get(point, option) == option for point, option in one.items())
