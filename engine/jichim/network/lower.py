"""Conditions to tests on working facts: Kleene by separate rules for true and false (both may fail).

For a condition c the network can ask T(c), F(c) and their complements; for *and* and *or* these are
taken apart by duality, for a signal they compare its property, for a derived value its code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from jichim.network.kleene import FALSE, TRUE, UNKNOWN
from jichim.network.model import AllTests, AnyTest, Condition, Is, IsNot
from jichim.network.program import FIRST_VALUE, DerivedSignal, Signal
from jichim.policy.choices import symbol_forms, symbols_of
from jichim.policy.model import (
    AllOf,
    AnyOf,
    Compare,
    Cond,
    Constant,
    Contains,
    Definition,
    DefinitionTerm,
    Derivation,
    DerivedTerm,
    Not,
    OneOf,
    Term,
)
from jichim.policy.reads import leaves
from jichim.vocabulary.model import normalise

_DEEPEST = 8
NEVER = Is("k0", 2)
"""A test that no working fact passes; the property `k0` is never given."""


@dataclass(slots=True)
class Inputs:
    """The derived facts that conditions read; asked again and again while conditions are taken apart."""

    definitions: Mapping[str, Definition]
    known: dict[int, tuple[Cond, tuple[DerivedTerm, ...]]] = field(default_factory=dict)
    """By identity, as whole conditions are slow to compare; the condition is kept so that its identity is."""

    def of(self, cond: Cond) -> tuple[DerivedTerm, ...]:
        found = self.known.get(id(cond))
        if found is None:
            found = self.known[id(cond)] = (cond, derived_terms(cond, self.definitions))
        return found[1]


@dataclass(slots=True)
class Lowering:
    """The signals and derived properties of one group, as its conditions are lowered one by one."""

    derivations: Mapping[str, Derivation]
    inputs: Inputs
    signals: dict[Cond, str] = field(default_factory=dict)
    derived: dict[DerivedTerm, str] = field(default_factory=dict)
    used_signals: dict[str, Signal] = field(default_factory=dict)
    used_derived: dict[str, DerivedSignal] = field(default_factory=dict)
    whole: bool = False
    """Take every condition as one signal, whatever it reads."""

    def item(self) -> tuple[tuple[Signal, ...], tuple[DerivedSignal, ...]]:
        """What was used since the last call: the needs of one item."""
        needs = tuple(self.used_signals.values()), tuple(self.used_derived.values())
        self.used_signals, self.used_derived = {}, {}
        return needs

    def is_true(self, cond: Cond) -> Condition:
        return self._ask(cond, "true", 0)

    def is_false(self, cond: Cond) -> Condition:
        return self._ask(cond, "false", 0)

    def not_true(self, cond: Cond) -> Condition:
        return self._ask(cond, "not-true", 0)

    def not_false(self, cond: Cond) -> Condition:
        return self._ask(cond, "not-false", 0)

    def unknown(self, cond: Cond) -> Condition:
        if self._is_signal(cond, 0):
            return Is(self._signal(cond), UNKNOWN)
        return AllTests((self.not_true(cond), self.not_false(cond)))

    def _ask(self, cond: Cond, question: str, depth: int) -> Condition:
        if isinstance(cond, Not):
            return self._ask(cond.operand, _NEGATED[question], depth)
        if self._is_signal(cond, depth):
            return _signal_test(self._signal(cond), question)
        if isinstance(cond, (AllOf, AnyOf)):
            parts = tuple(self._ask(part, question, depth + 1) for part in cond.parts)
            conjunctive = isinstance(cond, AllOf) == (question in ("true", "not-false"))
            if len(parts) == 1:
                return parts[0]
            return AllTests(parts) if conjunctive else AnyTest(parts)
        codes, property_ = self._codes(cond)
        return _code_test(property_, codes, question)

    def _is_signal(self, cond: Cond, depth: int) -> bool:
        if self.whole or depth >= _DEEPEST or not self.inputs.of(cond):
            return True
        if isinstance(cond, Not):
            return self._is_signal(cond.operand, depth)
        if isinstance(cond, (AllOf, AnyOf)):
            return False
        return self._plain_derived(cond) is None

    def _plain_derived(self, cond: Cond) -> DerivedTerm | None:
        """The derived fact, if the condition only asks for its value among constants."""
        term: Term
        if isinstance(cond, Compare) and cond.op in ("=", "!="):
            term, constants = cond.left, [cond.right]
        elif isinstance(cond, OneOf):
            term, constants = cond.term, list(cond.values)
        elif isinstance(cond, Contains):
            term, constants = cond.collection, [cond.member]
        else:
            return None
        if not isinstance(term, DerivedTerm) or self.derivations[term.name].hit == "collect":
            return None
        named = all(isinstance(one, Constant) and isinstance(one.value, str) for one in constants)
        return term if named else None

    def _codes(self, cond: Cond) -> tuple[frozenset[int], str]:
        """The codes of the derived values for which the condition is true, and the property."""
        term = self._plain_derived(cond)
        assert term is not None
        values = self.derivations[term.name].values
        accepts = _acceptance(cond)
        codes = frozenset(FIRST_VALUE + i for i, value in enumerate(values) if accepts(value))
        property_ = self.derived.setdefault(term, f"d{len(self.derived)}")
        self.used_derived[property_] = DerivedSignal(property_, term)
        if isinstance(cond, Compare) and cond.op == "!=":
            every = frozenset(FIRST_VALUE + i for i in range(len(values)))
            codes = every - codes
        return codes, property_

    def _signal(self, cond: Cond) -> str:
        property_ = self.signals.setdefault(cond, f"s{len(self.signals)}")
        self.used_signals[property_] = Signal(property_, cond)
        return property_


_NEGATED = {"true": "false", "false": "true", "not-true": "not-false", "not-false": "not-true"}


def _signal_test(property_: str, question: str) -> Condition:
    if question == "true":
        return Is(property_, TRUE)
    if question == "false":
        return Is(property_, FALSE)
    return IsNot(property_, TRUE if question == "not-true" else FALSE)


def _code_test(property_: str, codes: frozenset[int], question: str) -> Condition:
    """True: one of the codes. False: known and none of them. The others are their complements."""
    if question == "true":
        return _one_of(property_, codes)
    if question == "not-true":
        return _none_of(property_, codes)
    if question == "false":
        return _none_of(property_, codes | {UNKNOWN})
    return _one_of(property_, codes | {UNKNOWN})


def _one_of(property_: str, codes: frozenset[int]) -> Condition:
    if not codes:
        return NEVER
    tests = tuple(Is(property_, code) for code in sorted(codes))
    return tests[0] if len(tests) == 1 else AnyTest(tests)


def _none_of(property_: str, codes: frozenset[int]) -> Condition:
    if not codes:
        return IsNot(property_, 0)
    tests = tuple(IsNot(property_, code) for code in sorted(codes))
    return tests[0] if len(tests) == 1 else AllTests(tests)


def _acceptance(cond: Cond) -> Callable[[str], bool]:
    if isinstance(cond, Contains):
        assert isinstance(cond.member, Constant)
        wanted = normalise(str(cond.member.value))
        return lambda value: wanted in {normalise(form) for form in symbols_of((value,))}
    constants = cond.values if isinstance(cond, OneOf) else (cond.right,) if isinstance(cond, Compare) else ()
    accepted = {symbol_forms(str(one.value)) for one in constants if isinstance(one, Constant)}
    return lambda value: symbol_forms(value) in accepted


def derived_terms(cond: Cond, definitions: Mapping[str, Definition]) -> tuple[DerivedTerm, ...]:
    """The derived facts that a condition reads, through definitions too, each once."""
    found: dict[DerivedTerm, None] = {}
    waiting = list(leaves(cond))
    seen: set[str] = set()
    while waiting:
        leaf = waiting.pop(0)
        if isinstance(leaf, DerivedTerm):
            found[leaf] = None
        elif isinstance(leaf, DefinitionTerm) and leaf.name not in seen:
            seen.add(leaf.name)
            waiting += leaves(definitions[leaf.name].body)
    return tuple(found)
