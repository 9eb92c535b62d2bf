"""A plan against a program, stratum by stratum: facts into the network, firings out, nothing lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jichim.network import Network, Session, WorkingFact
from jichim.network.kleene import UNKNOWN
from jichim.network.program import (
    FIRST_VALUE,
    Effect,
    Group,
    GuardItem,
    Program,
    ReadingItem,
    RuleItem,
    Signature,
)
from jichim.network.signals import Signals
from jichim.plan.model import Plan
from jichim.policy.model import DerivedTerm
from jichim.review.dependence import Dependence
from jichim.review.derived import over_readings, value_of
from jichim.review.errors import LostOutcomeError
from jichim.review.reads import Reads
from jichim.review.subjects import frames_of, subjects_of
from jichim.review.verdicts import (
    INAPPLICABLE,
    MET,
    NOT_MET,
    UNDETERMINED,
    Derived,
    Fired,
    Subjects,
    Verdicts,
)
from jichim.review.views import Setting, Views
from jichim.review.worlds import MOST_WORLDS, ChoicePoint, Dependent, World, count, figures, worlds

_CODES = {"met": MET, "not-met": NOT_MET, "undetermined": UNDETERMINED}
_BASE: World = {}
_NO_POINTS: tuple[ChoicePoint, ...] = ()


class Unit(NamedTuple):
    """One working fact: some items of a group for one subject in one world."""

    group: Group
    subject: int
    items: Sequence[int]
    points: tuple[ChoicePoint, ...]
    world: World


def evaluate(
    program: Program,
    network: Network,
    signals: Signals,
    reads: Reads,
    plan: Plan,
    setting: Setting,
    *,
    record: bool = True,
) -> Verdicts:
    """Verdicts of a program on a plan; raises `LostOutcomeError` if any outcome did not fire.

    Without `record` the firings are not kept: the outcomes are the same, and none can be explained.
    """
    with network.session() as session:
        return _Evaluation(program, session, signals, reads, plan, setting, record).run()


class _Evaluation:
    def __init__(
        self,
        program: Program,
        session: Session,
        signals: Signals,
        reads: Reads,
        plan: Plan,
        setting: Setting,
        record: bool,
    ) -> None:
        self.program = program
        self.session = session
        self.signals = signals
        self.plan = plan
        self.record = record
        self.figures = figures(plan)
        self.derived: dict[tuple[str, tuple[int, ...]], Dependent[Derived]] = {}
        self.split: dict[tuple[Signature, int, int], Dependent[int]] = {}
        self.fired: list[Fired] = []
        self.next_fact = 1
        self.views = Views(program, plan, setting, self.figures, self.derived)
        signatures = {group.signature for stage in program.stages for group in stage} | set(program.rules)
        self.subjects = {signature: subjects_of(plan, signature) for signature in signatures}
        self.base = self.views.context(_BASE)
        self.base_frames = {
            signature: [frames_of(plan.root, signature, records) for records in self.subjects[signature]]
            for signature in signatures
        }
        self.dependence = Dependence(plan, reads, self.figures, self.subjects, self.base_frames, self.derived)

    def run(self) -> Verdicts:
        for stage in self.program.stages:
            self._derive(stage)
        codes = self._decide()
        return Verdicts(
            self.plan,
            self.program,
            self.subjects,
            codes,
            self.split,
            self.derived,
            self.figures,
            self.fired,
            self.views,
        )

    # ---- derivations -----------------------------------------------------------------------------

    def _derive(self, stage: Sequence[Group]) -> None:
        """Every derived fact of a stratum, for every subject and in every world that matters to it."""
        units = [unit for group in stage for unit in self._units(group, range(len(group.items)))]
        said: dict[tuple[int, int, int], dict[tuple[int, ...], list[Effect]]] = defaultdict(dict)
        at: dict[tuple[int, int, int], tuple[ChoicePoint, ...]] = {}
        for unit in units:
            for item in unit.items:
                key = (unit.group.id, unit.subject, item)
                at[key] = unit.points
                said[key][_choice(unit)] = []
        for unit, effect in self._fire(units):
            said[unit.group.id, unit.subject, effect.item][_choice(unit)].append(effect)
        for group in stage:
            for subject, records in enumerate(self.subjects[group.signature]):
                self._store(group, subject, records, said, at)

    def _store(
        self,
        group: Group,
        subject: int,
        records: Subjects,
        said: Mapping[tuple[int, int, int], Mapping[tuple[int, ...], list[Effect]]],
        at: Mapping[tuple[int, int, int], tuple[ChoicePoint, ...]],
    ) -> None:
        """One result for each derivation of a group, over its readings, less choices that do not matter."""
        key = tuple(id(record) for record in records)
        readings: dict[str, list[Dependent[Derived]]] = {}
        for position, item in enumerate(group.items):
            assert isinstance(item, ReadingItem)
            where = (group.id, subject, position)
            if where in at:
                table = {choice: value_of(item, effects) for choice, effects in said[where].items()}
                result = Dependent(at[where], table)
            else:
                result = Dependent(_NO_POINTS, {(): Derived("too-many")})
            readings.setdefault(item.derivation.name, []).append(result)
        for item in group.items:
            assert isinstance(item, ReadingItem)
            derivation = item.derivation
            if item.reading == 0:
                result = over_readings(
                    derivation.name, [r.title for r in derivation.readings], readings[derivation.name]
                )
                self.derived[derivation.name, key] = result
                if result.points:
                    self.dependence.live.add(derivation.name)

    # ---- rules -----------------------------------------------------------------------------------

    def _decide(self) -> dict[Signature, list[bytearray]]:
        """The outcome of every rule for every subject, applicability first."""
        rules = self.program.rules
        codes = {
            signature: [bytearray(len(rules[signature])) for _ in self.subjects[signature]]
            for signature in rules
        }
        guard_units = [
            unit for group in self.program.guards for unit in self._units(group, range(len(group.items)))
        ]
        closed: dict[tuple[Signature, int, int], dict[tuple[tuple[ChoicePoint, int], ...], int]] = (
            defaultdict(dict)
        )
        answers = self._fire_guards(guard_units)
        for unit, effect in answers:
            guard = unit.group.items[effect.item]
            assert isinstance(guard, GuardItem)
            if effect.says == "applies":
                continue
            code = INAPPLICABLE if effect.says == "inapplicable" else UNDETERMINED
            if not unit.points:
                row = codes[unit.group.signature][unit.subject]
                for rule in guard.rules:
                    row[rule] = code
            else:
                world = tuple(unit.world.items())
                for rule in guard.rules:
                    closed[unit.group.signature, unit.subject, rule][world] = code
        guarded = {
            (unit.group.signature, unit.subject, rule): unit.points
            for unit in guard_units
            if unit.points
            for item in unit.items
            for rule in _rules(unit, item)
        }
        self._check(codes, closed, guarded)
        self._confirm(codes)
        return codes

    def _fire_guards(self, units: Sequence[Unit]) -> list[tuple[Unit, Effect]]:
        """What fired for the guards: one thing each, as a rule with a silent guard would seem to apply."""
        fired = list(self._fire(units))
        asked = sum(len(unit.items) for unit in units)
        answered = {(unit.group.id, unit.subject, _choice(unit), effect.item) for unit, effect in fired}
        if not asked == len(fired) == len(answered):
            raise LostOutcomeError(f"{asked} guards gave {len(fired)} answers")
        return fired

    def _check(
        self,
        codes: Mapping[Signature, list[bytearray]],
        closed: Mapping[tuple[Signature, int, int], Mapping[tuple[tuple[ChoicePoint, int], ...], int]],
        guarded: Mapping[tuple[Signature, int, int], tuple[ChoicePoint, ...]],
    ) -> None:
        """The requirements of the rules that apply, in the worlds in which they apply."""
        units: list[Unit] = []
        tables: dict[tuple[Signature, int, int], dict[tuple[int, ...], int]] = {}
        points_of: dict[tuple[Signature, int, int], tuple[ChoicePoint, ...]] = {}
        for group in self.program.checks:
            for subject in range(len(self.subjects[group.signature])):
                row = codes[group.signature][subject]
                open_items = [
                    position
                    for position, item in enumerate(group.items)
                    if isinstance(item, RuleItem) and not row[item.rule]
                ]
                if open_items:
                    units += self._rule_units(
                        group, subject, open_items, row, closed, guarded, tables, points_of
                    )
        for unit, effect in self._fire(units):
            item = unit.group.items[effect.item]
            assert isinstance(item, RuleItem)
            code = _CODES[effect.says]
            if unit.points:
                table = tables[unit.group.signature, unit.subject, item.rule]
                if table.setdefault(_choice(unit), code) != code:
                    raise LostOutcomeError("two outcomes in one world")
            elif codes[unit.group.signature][unit.subject][item.rule]:
                rule = self.program.rules[unit.group.signature][item.rule]
                raise LostOutcomeError(f"{rule.name} fired two outcomes for one subject")
            else:
                codes[unit.group.signature][unit.subject][item.rule] = code
        for key, table in tables.items():
            points = points_of[key]
            if len(table) != count(points):
                raise LostOutcomeError("a world without an outcome")
            result = Dependent(points, table).reduced()
            settled = result.settled
            codes[key[0]][key[1]][key[2]] = UNDETERMINED if settled is None else settled
            if result.points:
                self.split[key] = result

    def _rule_units(
        self,
        group: Group,
        subject: int,
        positions: Sequence[int],
        row: bytearray,
        closed: Mapping[tuple[Signature, int, int], Mapping[tuple[tuple[ChoicePoint, int], ...], int]],
        guarded: Mapping[tuple[Signature, int, int], tuple[ChoicePoint, ...]],
        tables: dict[tuple[Signature, int, int], dict[tuple[int, ...], int]],
        points_of: dict[tuple[Signature, int, int], tuple[ChoicePoint, ...]],
    ) -> Iterator[Unit]:
        plain: list[int] = []
        for position in positions:
            item = group.items[position]
            assert isinstance(item, RuleItem)
            key = (group.signature, subject, item.rule)
            guard_points = guarded.get(key, _NO_POINTS)
            points = tuple(dict.fromkeys((*guard_points, *self.dependence.points(group, position, subject))))
            if not points:
                plain.append(position)
                continue
            if count(points) > MOST_WORLDS:
                row[item.rule] = UNDETERMINED
                continue
            points_of[key] = points
            tables[key] = {}
            for world in worlds(points):
                choice = tuple(world[point] for point in points)
                decided = closed.get(key, {}).get(tuple((point, world[point]) for point in guard_points))
                if decided is not None:
                    tables[key][choice] = decided
                else:
                    yield Unit(group, subject, (position,), points, world)
        if plain:
            yield Unit(group, subject, plain, _NO_POINTS, _BASE)

    def _confirm(self, codes: Mapping[Signature, list[bytearray]]) -> None:
        for signature, rows in codes.items():
            for row in rows:
                if 0 in row:
                    rule = self.program.rules[signature][row.index(0)]
                    raise LostOutcomeError(f"no outcome of {rule.name} fired for a subject")

    # ---- working facts ---------------------------------------------------------------------------

    def _units(self, group: Group, items: Sequence[int]) -> Iterator[Unit]:
        """The working facts of a group: one for each subject, more where readings or figures differ."""
        for subject in range(len(self.subjects[group.signature])):
            if self.dependence.is_settled:
                yield Unit(group, subject, items, _NO_POINTS, _BASE)
                continue
            by_points: dict[tuple[ChoicePoint, ...], list[int]] = {}
            for item in items:
                by_points.setdefault(self.dependence.points(group, item, subject), []).append(item)
            for points, members in by_points.items():
                if count(points) > MOST_WORLDS:
                    if isinstance(group.items[0], GuardItem):
                        yield Unit(group, subject, members, _NO_POINTS, _BASE)
                    continue
                for world in worlds(points):
                    yield Unit(group, subject, members, points, world)

    def _fire(self, units: Sequence[Unit]) -> Iterator[tuple[Unit, Effect]]:
        """Assert the facts of some units together and give back what fired for each."""
        first = self.next_fact
        self.next_fact += len(units)
        facts = [
            WorkingFact(first + n, unit.group.id, self._properties(unit)) for n, unit in enumerate(units)
        ]
        effects = self.program.effects
        for production, fact in self.session.run(facts):
            unit = units[fact - first]
            effect = effects[production]
            if effect.item in unit.items:  # items may share signals; those not asked for are no result
                if self.record:
                    properties = facts[fact - first].properties
                    self.fired.append(
                        Fired(production, unit.group.signature, unit.subject, unit.world, properties)
                    )
                yield unit, effect

    def _properties(self, unit: Unit) -> dict[str, int]:
        group = unit.group
        if not unit.points:
            context, frames = self.base, self.base_frames[group.signature][unit.subject]
        else:
            records = self.subjects[group.signature][unit.subject]
            context = self.views.context(unit.world)
            frames = self.views.frames(unit.world, group.signature, records)
        properties = self.signals.of(group, unit.items, frames, context)
        for item in unit.items:
            for derived in group.derived[item]:
                if derived.property not in properties:
                    value = context.derived(derived.term.name, tuple(frames[i] for i in derived.term.frames))
                    properties[derived.property] = self._code(derived.term, value)
        return properties

    def _code(self, term: DerivedTerm, value: str | None) -> int:
        if value is None:
            return UNKNOWN
        return FIRST_VALUE + self.program.derivations[term.name].values.index(value)


def _choice(unit: Unit) -> tuple[int, ...]:
    return tuple(unit.world[point] for point in unit.points)


def _rules(unit: Unit, item: int) -> tuple[int, ...]:
    guard = unit.group.items[item]
    assert isinstance(guard, GuardItem)
    return guard.rules
