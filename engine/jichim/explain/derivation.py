"""The derivation of a result: from the firings that the network recorded, down to what the plan states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from jichim.explain.errors import DerivationError
from jichim.explain.leaves import LeafReader
from jichim.explain.model import Remark, Step, StepKind, Truth
from jichim.explain.names import Target
from jichim.explain.record import Recorded, Records, Scene, agrees, in_world
from jichim.explain.trace import TRUTHS, Tracer, is_unconditional, place
from jichim.network.compile import applicability
from jichim.network.interpret import truth
from jichim.network.kleene import FALSE, TRUE, UNKNOWN
from jichim.network.program import ReadingItem, Signature
from jichim.policy.model import AllOf, Case, Derivation, DerivedTerm, Rule
from jichim.policy.names import written_name
from jichim.review.assembly import Assembly
from jichim.review.derived import value_of
from jichim.review.model import FiredCondition
from jichim.review.outcomes import OUTCOMES, OutcomeBuilder
from jichim.review.verdicts import Derived, Subjects
from jichim.review.worlds import Dependent, World, worlds

_T = TypeVar("_T")
_SAYS = {"met": TRUE, "not-met": FALSE, "undetermined": UNKNOWN}
_GUARDS = {"applies": TRUE, "inapplicable": FALSE, "open": UNKNOWN}


class Derivations:
    """Derives results of one review; what several results rest on is derived once."""

    def __init__(self, assembly: Assembly) -> None:
        self.verdicts = assembly.verdicts
        self.builder: OutcomeBuilder = assembly.builder
        self.records = Records(assembly.verdicts, assembly.builder, assembly.names)
        self.leaves = LeafReader(assembly.policy, self.records)
        self.tracer = Tracer(self.leaves, self._read)
        self.root = assembly.root
        self.day = assembly.day
        self._known: dict[tuple[object, ...], Step] = {}

    def scene_of(self, target: Target) -> Scene:
        """What a result was decided on: its recorded world, or none of them where they disagree."""
        declared, records = target.declared, target.records
        world: World = {}
        if isinstance(declared, Rule):
            about = (target.signature, target.position, target.number)
            if about not in self.verdicts.split:
                check, guard = _pair(
                    self.records.all_about(("rule", *about)), self.records.all_about(("guard", *about)), {}
                )
                world = check.world if check is not None else guard.world if guard is not None else {}
        return self.records.scene(world, target.signature, records, declared.bindings)

    # ---- rules -----------------------------------------------------------------------------------

    def rule(self, rule: Rule, number: int, signature: Signature, position: int) -> Step:
        """Why a rule says what it says about a subject."""
        split = self.verdicts.split.get((signature, position, number))
        outcome = OUTCOMES[self.verdicts.codes[signature][position][number]].value
        if split is None:
            found, remark, fired = self._rule_in(rule, number, signature, position, {}, outcome)
            return Step(StepKind.RESULT, rule.name, None, outcome, children=found, fired=fired, remark=remark)
        children = []
        shown: set[int] = set()
        for world, code in _table(split):
            said = OUTCOMES[code].value
            name = self._choices(split, world)
            if code in shown:  # one derivation for each outcome; the others differ in figures only
                children.append(Step(StepKind.WORLD, name, None, said))
                continue
            shown.add(code)
            found, _, fired = self._rule_in(rule, number, signature, position, world, said)
            children.append(Step(StepKind.WORLD, name, None, said, children=found, fired=fired))
        return Step(StepKind.RESULT, rule.name, None, outcome, children=tuple(children))

    def _rule_in(
        self,
        rule: Rule,
        number: int,
        signature: Signature,
        position: int,
        world: World,
        outcome: str,
    ) -> tuple[tuple[Step, ...], Remark | None, tuple[FiredCondition, ...]]:
        records = self.verdicts.subjects[signature][position]
        checks = self.records.all_about(("rule", signature, position, number))
        guards = self.records.all_about(("guard", signature, position, number))
        check, guard = _pair(checks, guards, world)
        steps: list[Step] = []
        if guard is not None:
            scene = self.records.scene(guard.world, signature, records, rule.bindings)
            self._confirm(guard, scene, truth(applicability(rule), scene.frames, scene.context))
            steps += self._applicability(rule, scene)
        seen = {tuple(one.world.items()) for one in (*checks, *guards) if agrees(one.world, world)}
        remark = Remark.SAME_IN_ALL_WORLDS if len(seen) > 1 else None
        taken = world
        if check is not None:
            taken = check.world
        elif guard is not None and guard.effects[0].says != "applies":
            return tuple(steps), remark, guard.shown
        else:
            remark = Remark.TOO_MANY_WORLDS
        scene = self.records.scene(taken, signature, records, rule.bindings)
        if check is not None:
            if check.effects[0].says != outcome:
                raise DerivationError(f"{rule.name} is {outcome}, and {check.effects[0].says} fired")
            self._confirm(check, scene, truth(rule.require, scene.frames, scene.context))
        body = self.tracer.condition(rule.require, scene)
        steps.append(_clause(StepKind.REQUIRE, body, decisive=True))
        return tuple(steps), remark, check.shown if check is not None else ()

    def _applicability(self, rule: Rule, scene: Scene) -> list[Step]:
        """`적용` and `단서`; what keeps the rule from applying, or leaves it open, is decisive."""
        steps = []
        held = truth(applicability(rule), scene.frames, scene.context)
        if not is_unconditional(rule.when):
            body = self.tracer.condition(rule.when, scene)
            steps.append(_clause(StepKind.WHEN, body, decisive=body.truth is TRUTHS[held]))
        if not is_unconditional(rule.unless):
            body = self.tracer.condition(rule.unless, scene)
            excluded = {Truth.TRUE: FALSE, Truth.FALSE: TRUE, Truth.UNKNOWN: UNKNOWN}
            assert body.truth is not None
            steps.append(_clause(StepKind.UNLESS, body, decisive=excluded[body.truth] == held))
        return steps

    def _confirm(self, recorded: Recorded, scene: Scene, held: int) -> None:
        self.records.confirm(recorded, scene)
        said = recorded.effects[0].says
        if held != _SAYS.get(said, _GUARDS.get(said)):
            raise DerivationError(
                f"{recorded.shown[0].production} fired where its condition is {TRUTHS[held].value}"
            )

    # ---- derived facts ---------------------------------------------------------------------------

    def derivation(self, derivation: Derivation, signature: Signature, records: Subjects) -> Step:
        """Why a derivation has its value for some subjects, under every choice on which it depends."""
        result = self.verdicts.derived_for(derivation.name, records)
        settled = result.settled
        if settled is not None:
            return self._fact(derivation, signature, records, {}, settled)
        children = []
        shown: set[Derived] = set()
        for world, said in _table(result):
            steps = () if said in shown else self._fact(derivation, signature, records, world, said).children
            shown.add(said)
            children.append(
                Step(StepKind.WORLD, self._choices(result, world), None, _value(said), children=steps)
            )
        name = written_name(derivation.name)
        return Step(
            StepKind.DERIVED,
            name,
            None,
            None,
            children=tuple(children),
            of=_about(records),
            at=place(derivation.span),
        )

    def _read(self, term: DerivedTerm, scene: Scene) -> Step:
        """A derived fact where a condition reads it."""
        derivation = self.verdicts.program.derivations[term.name]
        originals = tuple(self.records.original(scene.frames[index], scene.world) for index in term.frames)
        result = self.verdicts.derived_for(term.name, originals)
        signature = tuple(self.root if binding.path else binding.node for binding in derivation.bindings)
        if all(point in scene.world for point in result.points):
            return self._fact(derivation, signature, originals, scene.world, result.at(scene.world))
        return self.derivation(derivation, signature, originals)

    def _fact(
        self, derivation: Derivation, signature: Signature, records: Subjects, world: World, said: Derived
    ) -> Step:
        key = (derivation.name, *map(id, records), frozenset(world.items()))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._new_fact(derivation, signature, records, world, said)
        return known

    def _new_fact(
        self, derivation: Derivation, signature: Signature, records: Subjects, world: World, said: Derived
    ) -> Step:
        identity = tuple(id(record) for record in records)
        recorded = self.records.all_about(("derived", derivation.name, identity))
        own = {point.name: option for point, option in world.items() if point.kind == "reading"}
        taken = own.get(derivation.name)
        readings = []
        for number, reading in enumerate(derivation.readings):
            if taken is not None and number != taken:
                continue
            about = [one for one in recorded if _reading(one) == number]
            found = in_world(about, world)
            readings.append(
                self._reading(derivation, number, reading.title, signature, records, found, world)
            )
        first = readings[0]
        if taken is not None and first.value != _value(said):
            raise DerivationError(f"{derivation.name} is {said.value}, and {first.value} fired")
        remark = Remark.TOO_MANY_WORLDS if said.status == "too-many" else None
        if len(derivation.readings) == 1:
            children, fired, remark = first.children, first.fired, remark or first.remark
        else:
            children, fired = tuple(readings), ()
        return Step(
            StepKind.DERIVED,
            written_name(derivation.name),
            None,
            _value(said),
            True,
            children,
            of=_about(records),
            at=place(derivation.span),
            fired=fired,
            remark=remark,
        )

    def _reading(
        self,
        derivation: Derivation,
        number: int,
        title: str,
        signature: Signature,
        records: Subjects,
        recorded: Recorded | None,
        world: World,
    ) -> Step:
        """One reading: the case that holds, or why none does."""
        taken = recorded.world if recorded is not None else world
        scene = self.records.scene(taken, signature, records, derivation.bindings)
        cases = derivation.readings[number].cases
        held = [truth(case.condition, scene.frames, scene.context) for case in cases]
        said = Derived("too-many")
        if recorded is not None:
            self.records.confirm(recorded, scene)
            item = recorded.group.items[recorded.item]
            assert isinstance(item, ReadingItem)
            said = value_of(item, recorded.effects)
            _agree(derivation, cases, held, said)
        wanted = FALSE if said.status == "undecided" else UNKNOWN
        if TRUE in held and said.status in ("value", "undecided"):
            wanted = TRUE
        first = held.index(TRUE) if TRUE in held and derivation.hit == "first" else None
        steps = tuple(
            self._case(case, own, scene, decisive=own == wanted and first in (None, position))
            for position, (case, own) in enumerate(zip(cases, held, strict=True))
        )
        return Step(
            StepKind.READING,
            title,
            None,
            _value(said),
            True,
            steps,
            at=place(derivation.readings[number].cases[0].span),
            fired=recorded.shown if recorded is not None else (),
            remark=_remark(said, held),
        )

    def _case(self, case: Case, held: int, scene: Scene, *, decisive: bool) -> Step:
        body = self.tracer.condition(case.condition, scene)
        children = body.children if isinstance(case.condition, AllOf) else (body,)
        return Step(StepKind.CASE, case.value, TRUTHS[held], None, decisive, children, at=place(case.span))

    def _choices(self, result: Dependent[int] | Dependent[Derived], world: World) -> str:
        return " · ".join(self.builder.choice(point, world[point]) for point in result.points)


def _pair(
    checks: Sequence[Recorded], guards: Sequence[Recorded], world: World
) -> tuple[Recorded | None, Recorded | None]:
    """The firing of a rule in a world, and that of its guard in the same world.

    Where a guard closes the rule in this world, the rule itself has no firing in it.
    """
    for check in checks:
        if not agrees(check.world, world):
            continue
        open_guards = [one for one in guards if one.effects[0].says == "applies"]
        guard = in_world(open_guards, {**world, **check.world})
        if guard is not None or not guards:
            return check, guard
    return None, in_world(guards, world)


def _clause(kind: StepKind, body: Step, *, decisive: bool) -> Step:
    """A clause of a rule, with its condition in place of a step of its own."""
    return Step(kind, body.text, body.truth, None, decisive, (body,), at=body.at)


def _agree(derivation: Derivation, cases: Sequence[Case], held: Sequence[int], said: Derived) -> None:
    """Raise unless the truth values of the cases give what fired."""
    true = {case.value for case, own in zip(cases, held, strict=True) if own == TRUE}
    if derivation.hit == "collect":
        agrees_ = said.status != "value" or set(said.value.split(" + ")) == true
    elif said.status == "value":
        agrees_ = said.value in true
    else:
        agrees_ = len(true) != 1 or derivation.hit == "first"
    if not agrees_:
        raise DerivationError(f"{derivation.name} fired {said}, and the cases that hold are {sorted(true)}")


def _remark(said: Derived, held: Sequence[int]) -> Remark | None:
    if said.status == "too-many":
        return Remark.TOO_MANY_WORLDS
    if said.status == "undecided":
        return Remark.SEVERAL_CASES if TRUE in held else Remark.NO_CASE
    return None


def _reading(recorded: Recorded) -> int:
    item = recorded.group.items[recorded.item]
    assert isinstance(item, ReadingItem)
    return item.reading


def _table(result: Dependent[_T]) -> list[tuple[World, _T]]:
    return [(world, result.at(world)) for world in worlds(result.points)]


def _value(said: Derived) -> str | None:
    return said.value if said.status == "value" else None


def _about(records: Subjects) -> str:
    return " + ".join(record.name for record in records)
