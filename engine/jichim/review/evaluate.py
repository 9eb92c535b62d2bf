"""A plan against a program, stratum by stratum: facts into the network, firings out, nothing lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jichim.network import Network, Session
from jichim.network.program import Effect, Group, GuardItem, Program, ReadingItem, RuleItem, Signature
from jichim.network.signals import Signals
from jichim.plan.model import Plan
from jichim.review.asking import Answer, Asking, Unit
from jichim.review.dependence import Dependence
from jichim.review.derived import over_readings, value_of
from jichim.review.errors import LostOutcomeError
from jichim.review.model import Deferred
from jichim.review.reads import Reads
from jichim.review.subjects import frames_of, subjects_of
from jichim.review.verdicts import (
    INAPPLICABLE,
    MET,
    NOT_MET,
    UNDETERMINED,
    Derived,
    Subjects,
    Verdicts,
)
from jichim.review.views import Setting, Views
from jichim.review.worlds import MOST_WORLDS, ChoicePoint, Dependent, World, count, figures, worlds

_CODES = {"met": MET, "not-met": NOT_MET, "undetermined": UNDETERMINED}
_CLOSED = {"inapplicable": INAPPLICABLE, "open": UNDETERMINED}
_BASE: World = {}
_NO_POINTS: tuple[ChoicePoint, ...] = ()
_TOO_MANY = Dependent(_NO_POINTS, {(): Derived("too-many")})

_Rule = tuple[Signature, int, int]
"""A rule for a subject: its signature, the position of the subject, the position of the rule."""
_Item = tuple[int, int, int]
"""An item for a subject: its group, the position of the subject, the position of the item."""


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
        self.signals = signals
        self.plan = plan
        self.figures = figures(plan)
        self.derived: dict[tuple[str, tuple[int, ...]], Dependent[Derived]] = {}
        self.split: dict[_Rule, Dependent[int]] = {}
        self.asking = Asking(program, session, record=record)
        self.views = Views(program, plan, setting, self.figures, self.derived)
        signatures = {group.signature for stage in program.stages for group in stage} | set(program.rules)
        self.subjects = {signature: subjects_of(plan, signature) for signature in signatures}
        self.base = self.views.context(_BASE)
        self.base_frames = {
            signature: [frames_of(plan.root, signature, records) for records in self.subjects[signature]]
            for signature in signatures
        }
        self.definitions: dict[Signature, list[dict[int, Any]]] = {
            signature: [{} for _ in subjects] for signature, subjects in self.subjects.items()
        }
        self.dependence = Dependence(plan, reads, self.figures, self.subjects, self.base_frames, self.derived)

    def run(self) -> Verdicts:
        for stage in self.program.stages:
            self._derive(stage)
        codes = self._decide()
        asking = self.asking
        return Verdicts(
            self.plan,
            self.program,
            self.subjects,
            codes,
            self.split,
            self.derived,
            self.figures,
            Deferred(lambda: tuple(asking.fired())),
            self.views,
        )

    # ---- derivations -----------------------------------------------------------------------------

    def _derive(self, stage: Sequence[Group]) -> None:
        """Every derived fact of a stratum, for every subject and in every world that matters to it."""
        units = [unit for group in stage for unit in self._units(group)]
        results: dict[_Item, Dependent[Derived]] = {}
        tables: dict[_Item, dict[tuple[int, ...], Derived]] = defaultdict(dict)
        for unit, values in zip(units, self.asking.ask(units, self._properties, _values), strict=True):
            for item, value in values.items():
                key = (unit.group.id, unit.subject, item)
                if not unit.points:
                    results[key] = value
                    continue
                table = tables[key]
                if not table:
                    results[key] = Dependent(unit.points, table)
                table[unit.choice] = value.table[()]
        for group in stage:
            for subject, records in enumerate(self.subjects[group.signature]):
                self._store(group, subject, records, results)

    def _store(
        self, group: Group, subject: int, records: Subjects, results: Mapping[_Item, Dependent[Derived]]
    ) -> None:
        """One result for each derivation of a group, over its readings, less choices that do not matter."""
        key = tuple([id(record) for record in records])
        readings: dict[str, list[Dependent[Derived]]] = {}
        for position, item in enumerate(group.items):
            assert isinstance(item, ReadingItem)
            # What depends on too many choices was tried under none of them.
            result = results.get((group.id, subject, position), _TOO_MANY)
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
        units = [unit for group in self.program.guards for unit in self._units(group)]
        closed: dict[_Rule, dict[tuple[tuple[ChoicePoint, int], ...], int]] = {}
        guarded: dict[_Rule, tuple[ChoicePoint, ...]] = {}
        for unit, says in zip(units, self.asking.ask(units, self._properties, _closing), strict=True):
            signature, subject = unit.group.signature, unit.subject
            if not unit.points:
                row = codes[signature][subject]
                for rule, code in says:
                    row[rule] = code
                continue
            world = tuple(unit.world.items())
            for rule, code in says:
                closed.setdefault((signature, subject, rule), {})[world] = code
            for item in unit.items:
                for rule in _guarded(unit.group, item):
                    guarded[signature, subject, rule] = unit.points
        self._check(codes, closed, guarded)
        self._confirm(codes)
        return codes

    def _check(
        self,
        codes: Mapping[Signature, list[bytearray]],
        closed: Mapping[_Rule, Mapping[tuple[tuple[ChoicePoint, int], ...], int]],
        guarded: Mapping[_Rule, tuple[ChoicePoint, ...]],
    ) -> None:
        """The requirements of the rules that apply, in the worlds in which they apply."""
        units: list[Unit] = []
        tables: dict[_Rule, dict[tuple[int, ...], int]] = {}
        points_of: dict[_Rule, tuple[ChoicePoint, ...]] = {}
        uncertain = {(signature, subject) for signature, subject, _ in guarded}
        for group in self.program.checks:
            alike: dict[bytes, tuple[int, ...]] = {}
            for subject, row in enumerate(codes[group.signature]):
                # Subjects to which the same rules apply share the list of what is open for them.
                decided = bytes(row)
                if (positions := alike.get(decided)) is None:
                    positions = alike[decided] = _open_items(group, row)
                if not positions:
                    continue
                if (group.signature, subject) in uncertain or self.dependence.of(group, subject):
                    units += self._rule_units(
                        group, subject, positions, row, closed, guarded, tables, points_of
                    )
                else:
                    units.append(Unit(group, subject, positions, _NO_POINTS, _BASE))
        for unit, says in zip(units, self.asking.ask(units, self._properties, _outcomes), strict=True):
            signature, subject = unit.group.signature, unit.subject
            if unit.points:
                for rule, code in says:
                    if tables[signature, subject, rule].setdefault(unit.choice, code) != code:
                        raise LostOutcomeError("two outcomes in one world")
                continue
            row = codes[signature][subject]
            for rule, code in says:
                if row[rule]:
                    name = self.program.rules[signature][rule].name
                    raise LostOutcomeError(f"{name} fired two outcomes for one subject")
                row[rule] = code
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
        closed: Mapping[_Rule, Mapping[tuple[tuple[ChoicePoint, int], ...], int]],
        guarded: Mapping[_Rule, tuple[ChoicePoint, ...]],
        tables: dict[_Rule, dict[tuple[int, ...], int]],
        points_of: dict[_Rule, tuple[ChoicePoint, ...]],
    ) -> Iterator[Unit]:
        plain: list[int] = []
        dependent = self.dependence.of(group, subject)
        for position in positions:
            item = group.items[position]
            assert isinstance(item, RuleItem)
            key = (group.signature, subject, item.rule)
            guard_points = guarded.get(key, _NO_POINTS)
            points = tuple(dict.fromkeys((*guard_points, *dependent.get(position, _NO_POINTS))))
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
            yield Unit(group, subject, tuple(plain), _NO_POINTS, _BASE)

    def _confirm(self, codes: Mapping[Signature, list[bytearray]]) -> None:
        for signature, rows in codes.items():
            for row in rows:
                if 0 in row:
                    rule = self.program.rules[signature][row.index(0)]
                    raise LostOutcomeError(f"no outcome of {rule.name} fired for a subject")

    # ---- working facts ---------------------------------------------------------------------------

    def _units(self, group: Group) -> Iterator[Unit]:
        """The working facts of a group: one for each subject, more where readings or figures differ."""
        items = tuple(range(len(group.items)))
        for subject in range(len(self.subjects[group.signature])):
            dependent = self.dependence.of(group, subject)
            if not dependent:
                yield Unit(group, subject, items, _NO_POINTS, _BASE)
                continue
            by_points: dict[tuple[ChoicePoint, ...], list[int]] = {}
            for item in items:
                by_points.setdefault(dependent.get(item, _NO_POINTS), []).append(item)
            for points, members in by_points.items():
                if not points:
                    yield Unit(group, subject, tuple(members), points, _BASE)
                elif count(points) <= MOST_WORLDS:
                    for world in worlds(points):
                        yield Unit(group, subject, tuple(members), points, world)
                elif isinstance(group.items[0], GuardItem):
                    yield Unit(group, subject, tuple(members), _NO_POINTS, _BASE)

    def _properties(self, unit: Unit) -> dict[str, int]:
        signature = unit.group.signature
        if not unit.points:
            frames = self.base_frames[signature][unit.subject]
            definitions = self.definitions[signature][unit.subject]
            return self.signals.of(unit.group, unit.items, frames, self.base, definitions)
        records = self.subjects[signature][unit.subject]
        frames = self.views.frames(unit.world, signature, records)
        return self.signals.of(unit.group, unit.items, frames, self.views.context(unit.world), {})


# ---- what fired for one working fact ---------------------------------------------------------------


def _values(group: Group, items: Sequence[int], answer: Answer) -> dict[int, Dependent[Derived]]:
    """The value of each derivation, by item."""
    said: dict[int, list[Effect]] = {item: [] for item in items}
    for effect in answer.effects:
        said[effect.item].append(effect)
    values = {}
    for item, effects in said.items():
        reading = group.items[item]
        assert isinstance(reading, ReadingItem)
        values[item] = Dependent(_NO_POINTS, {(): value_of(reading, effects)})
    return values


def _closing(group: Group, items: Sequence[int], answer: Answer) -> list[tuple[int, int]]:
    """The rules that do not simply apply, with their codes; every guard must have said one thing.

    A rule with a silent guard would seem to apply.
    """
    effects = answer.effects
    if not len(items) == len(effects) == len({effect.item for effect in effects}):
        raise LostOutcomeError(f"{len(items)} guards gave {len(effects)} answers")
    return [
        (rule, _CLOSED[effect.says])
        for effect in effects
        if effect.says != "applies"
        for rule in _guarded(group, effect.item)
    ]


def _outcomes(group: Group, items: Sequence[int], answer: Answer) -> list[tuple[int, int]]:  # noqa: ARG001
    """The rules with the codes of their outcomes; that there is one for each is confirmed at the end."""
    return [(_rule(group, effect.item), _CODES[effect.says]) for effect in answer.effects]


def _guarded(group: Group, item: int) -> tuple[int, ...]:
    guard = group.items[item]
    assert isinstance(guard, GuardItem)
    return guard.rules


def _rule(group: Group, item: int) -> int:
    check = group.items[item]
    assert isinstance(check, RuleItem)
    return check.rule


def _open_items(group: Group, row: bytearray) -> tuple[int, ...]:
    """The items of a group of rules that are not decided yet."""
    return tuple(item for item in range(len(group.items)) if not row[_rule(group, item)])
