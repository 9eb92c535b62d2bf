"""A policy and a date to a program: groups, signals and productions of everything in force."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from jichim.network.lower import Inputs, Lowering
from jichim.network.model import AllTests, AnyTest, Condition, Production
from jichim.network.program import (
    Effect,
    Group,
    GuardItem,
    Program,
    ReadingItem,
    RuleItem,
    Signature,
)
from jichim.policy.model import AllOf, Always, Binding, Case, Cond, Derivation, DerivedTerm, Not, Policy, Rule

ITEMS_PER_GROUP = 16
"""How many rules share a working fact: fewer make more facts, more make larger ones."""

MOST_ALTERNATIVES = 200
"""Past this many conjunctions for one production its conditions are evaluated by the host."""

_T = TypeVar("_T")
_Item = TypeVar("_Item", bound=ReadingItem | GuardItem | RuleItem)
_Lowered = tuple[str, Effect, Condition]


def in_force(policy: Policy, day: datetime.date) -> tuple[Rule, ...]:
    """The rules whose instrument and own period hold on a day; drafts from the day of proposal."""
    applied = {one.name for one in policy.instruments if applies(policy, one.name, day)}
    return tuple(
        rule for rule in policy.rules if rule.basis.instrument in applied and rule.basis.period.holds(day)
    )


def applies(policy: Policy, instrument: str, day: datetime.date) -> bool:
    """Whether an instrument is to be applied on a day."""
    found = policy.instrument(instrument)
    return found.period.holds(day) and (found.status != "repealed" or found.period.end is not None)


def compile_policy(policy: Policy, day: datetime.date) -> Program:
    """The program of everything in force on a day."""
    builder = _Builder(policy)
    stages = builder.stages(policy.derivations)
    return builder.program(stages, in_force(policy, day))


def signature_of(bindings: Sequence[Binding], root: str) -> Signature:
    """Node types of the subjects; sections live in the root record."""
    return tuple(root if binding.path else binding.node for binding in bindings)


class _Builder:
    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.root = policy.vocabulary.root
        self.derivations = {derivation.name: derivation for derivation in policy.derivations}
        self.definitions = {definition.name: definition for definition in policy.definitions}
        self.inputs = Inputs(self.definitions)
        self.productions: list[Production] = []
        self.effects: list[Effect] = []
        self.groups = 0

    def program(self, stages: tuple[tuple[Group, ...], ...], rules: Sequence[Rule]) -> Program:
        by_signature: dict[Signature, list[Rule]] = {}
        for rule in rules:
            by_signature.setdefault(signature_of(rule.bindings, self.root), []).append(rule)
        guards: list[Group] = []
        checks: list[Group] = []
        unguarded: dict[Signature, frozenset[int]] = {}
        for signature, members in by_signature.items():
            classes: dict[Cond, list[int]] = {}
            for position, rule in enumerate(members):
                classes.setdefault(applicability(rule), []).append(position)
            always = frozenset(classes.pop(Always(True), []))
            unguarded[signature] = always
            order = [*sorted(always), *(position for group in classes.values() for position in group)]
            guards += self._guards(signature, members, classes)
            checks += self._checks(signature, members, order)
        return Program(
            {signature: tuple(members) for signature, members in by_signature.items()},
            self.derivations,
            self.definitions,
            stages,
            tuple(guards),
            unguarded,
            tuple(checks),
            tuple(self.productions),
            tuple(self.effects),
        )

    # ---- derivations -----------------------------------------------------------------------------

    def stages(self, derivations: Sequence[Derivation]) -> tuple[tuple[Group, ...], ...]:
        levels: dict[int, dict[Signature, list[Derivation]]] = {}
        for derivation in derivations:
            signature = signature_of(derivation.bindings, self.root)
            levels.setdefault(derivation.stratum, {}).setdefault(signature, []).append(derivation)
        return tuple(
            tuple(
                self._group(signature, self._readings(chunk), self._reading_productions)
                for signature, members in levels[level].items()
                for chunk in _chunks(members)
            )
            for level in sorted(levels)
        )

    def _readings(self, derivations: Sequence[Derivation]) -> list[ReadingItem]:
        """The readings of some derivations; those of one derivation always share a group."""
        return [
            ReadingItem(derivation, number, self._reads(*(case.condition for case in reading.cases)))
            for derivation in derivations
            for number, reading in enumerate(derivation.readings)
        ]

    def _reading_productions(self, item: ReadingItem, lowering: Lowering) -> Iterator[_Lowered]:
        derivation = item.derivation
        cases = derivation.readings[item.reading].cases
        name = derivation.name + (
            f" [{derivation.readings[item.reading].title}]"
            if item.reading or derivation.readings[item.reading].title
            else ""
        )
        position = -1
        if derivation.hit == "unique":
            for value in dict.fromkeys(case.value for case in cases):
                truths = [lowering.is_true(case.condition) for case in cases if case.value == value]
                yield f"{name} = {value}", Effect(position, "value", value), _any(truths)
        elif derivation.hit == "first":
            for number, case in enumerate(cases):
                earlier = [lowering.is_false(other.condition) for other in cases[:number]]
                condition = _all([lowering.is_true(case.condition), *earlier])
                yield f"{name} = {case.value} #{number + 1}", Effect(position, "value", case.value), condition
        else:
            for number, case in enumerate(cases):
                condition = lowering.is_true(case.condition)
                yield f"{name} + {case.value} #{number + 1}", Effect(position, "value", case.value), condition
        falses = [lowering.is_false(case.condition) for case in cases]
        yield f"{name} undecided", Effect(position, "undecided"), _all(falses)
        yield f"{name} unknown", Effect(position, "unknown"), self._unknown(derivation, cases, lowering)

    def _unknown(self, derivation: Derivation, cases: Sequence[Case], lowering: Lowering) -> Condition:
        conditions = [case.condition for case in cases]
        if derivation.hit == "first":
            return _any(
                [
                    _all(
                        [
                            *(lowering.is_false(earlier) for earlier in conditions[:n]),
                            lowering.unknown(condition),
                        ]
                    )
                    for n, condition in enumerate(conditions)
                ]
            )
        some_open = _any([lowering.unknown(condition) for condition in conditions])
        if derivation.hit == "collect":
            return some_open
        return _all([*(lowering.not_true(condition) for condition in conditions), some_open])

    # ---- rules -----------------------------------------------------------------------------------

    def _guards(
        self, signature: Signature, rules: Sequence[Rule], classes: dict[Cond, list[int]]
    ) -> list[Group]:
        items = [GuardItem(cond, tuple(members), self._reads(cond)) for cond, members in classes.items()]

        def productions(item: GuardItem, lowering: Lowering) -> Iterator[_Lowered]:
            names = ", ".join(rules[position].name for position in item.rules[:3])
            name = names + (f" +{len(item.rules) - 3}" if len(item.rules) > 3 else "")
            yield f"{name} applies", Effect(-1, "applies"), lowering.is_true(item.condition)
            yield f"{name} not-applicable", Effect(-1, "inapplicable"), lowering.is_false(item.condition)
            yield f"{name} applicability unknown", Effect(-1, "open"), lowering.unknown(item.condition)

        return [self._group(signature, chunk, productions) for chunk in _chunks(items)]

    def _checks(self, signature: Signature, rules: Sequence[Rule], order: Sequence[int]) -> list[Group]:
        items = [RuleItem(position, self._reads(rules[position].require)) for position in order]

        def productions(item: RuleItem, lowering: Lowering) -> Iterator[_Lowered]:
            rule = rules[item.rule]
            yield f"{rule.name} met", Effect(-1, "met"), lowering.is_true(rule.require)
            yield f"{rule.name} not-met", Effect(-1, "not-met"), lowering.is_false(rule.require)
            yield f"{rule.name} undetermined", Effect(-1, "undetermined"), lowering.unknown(rule.require)

        return [self._group(signature, chunk, productions) for chunk in _chunks(items)]

    # ---- groups ----------------------------------------------------------------------------------

    def _group(
        self,
        signature: Signature,
        items: Sequence[_Item],
        productions: Callable[[_Item, Lowering], Iterator[_Lowered]],
    ) -> Group:
        lowering = Lowering(self.derivations, self.inputs)
        needs = []
        for position, item in enumerate(items):
            for name, effect, condition in _affordable(item, productions, lowering):
                self.productions.append(Production(f"{self.groups}:{name}", self.groups, condition))
                self.effects.append(effect._replace(item=position))
            needs.append(lowering.item())
        group = Group(
            self.groups,
            signature,
            tuple(items),
            tuple(signals for signals, _ in needs),
            tuple(derived for _, derived in needs),
        )
        self.groups += 1
        return group

    def _reads(self, *conditions: Cond) -> tuple[DerivedTerm, ...]:
        found = [term for condition in conditions for term in self.inputs.of(condition)]
        return tuple(dict.fromkeys(found))


def _affordable(
    item: _T, productions: Callable[[_T, Lowering], Iterator[_Lowered]], lowering: Lowering
) -> list[_Lowered]:
    """The productions of an item, with its conditions left to the host where they would multiply.

    A table of many rows over many derived inputs would have its rows multiplied out to say that none
    holds. Then each row is a signal, and the productions decide between rows only.
    """
    made = list(productions(item, lowering))
    if all(_alternatives(condition) <= MOST_ALTERNATIVES for _, _, condition in made):
        return made
    lowering.item()
    lowering.whole = True
    made = list(productions(item, lowering))
    lowering.whole = False
    return made


def _alternatives(condition: Condition) -> int:
    """How many conjunctions a condition is when it is multiplied out."""
    if isinstance(condition, AllTests):
        return math.prod(_alternatives(part) for part in condition.parts)
    if isinstance(condition, AnyTest):
        return sum(_alternatives(part) for part in condition.parts)
    return 1


def applicability(rule: Rule) -> Cond:
    """`적용` and not `단서`, as one condition."""
    parts: list[Cond] = [] if rule.when == Always(True) else [rule.when]
    if rule.unless != Always(False):
        parts.append(Not(rule.unless, rule.span))
    if not parts:
        return Always(True)
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts), rule.span)


def _all(parts: Sequence[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else AllTests(tuple(parts))


def _any(parts: Sequence[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else AnyTest(tuple(parts))


def _chunks(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), ITEMS_PER_GROUP):
        yield items[start : start + ITEMS_PER_GROUP]
