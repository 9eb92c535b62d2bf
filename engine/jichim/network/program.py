"""What a policy becomes: stages of groups, each with signals to compute and productions to fire.

A *signal* is a condition that the host evaluates on plan facts; its truth value travels as a property
of a working fact. What reads derived facts, and what decides a case, an applicability or an outcome,
is left to the productions. A derived value travels as a property too: 2 when undetermined, else 10 plus
its position among the values of its derivation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from jichim.network.model import Production
from jichim.policy.model import Cond, Definition, Derivation, DerivedTerm, Rule

FIRST_VALUE = 10
"""The code of the first value of a derivation."""

Signature = tuple[str, ...]
"""The node types of the subjects that an item is about; the root node type stands for frame 0."""


@dataclass(frozen=True, slots=True)
class Signal:
    property: str
    condition: Cond


@dataclass(frozen=True, slots=True)
class DerivedSignal:
    property: str
    term: DerivedTerm


class Effect(NamedTuple):
    """What a firing of a production says."""

    item: int
    """The position of the item in its group."""
    says: Literal[
        "value", "undecided", "unknown", "applies", "inapplicable", "open", "met", "not-met", "undetermined"
    ]
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReadingItem:
    """One reading of one derivation."""

    derivation: Derivation
    reading: int
    reads: tuple[DerivedTerm, ...]
    """The derived facts that its cases read, through definitions too."""


@dataclass(frozen=True, slots=True)
class GuardItem:
    """An applicability condition (`적용` and not `단서`) and the rules that share it."""

    condition: Cond
    rules: tuple[int, ...]
    """Positions in the rules of the signature."""
    reads: tuple[DerivedTerm, ...]


@dataclass(frozen=True, slots=True)
class RuleItem:
    rule: int
    """Position in the rules of the signature."""
    reads: tuple[DerivedTerm, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Items over subjects of one signature that share working facts.

    `signals[i]` and `derived[i]` are what item i needs; shared ones carry the same property.
    """

    id: int
    signature: Signature
    items: tuple[ReadingItem | GuardItem | RuleItem, ...]
    signals: tuple[tuple[Signal, ...], ...]
    derived: tuple[tuple[DerivedSignal, ...], ...]


@dataclass(frozen=True, slots=True)
class Program:
    """A policy compiled for the provisions and parameters in force on a date.

    `stages` derive facts, lowest stratum first; then `guards` decide which rules apply, and `rules`
    decide what they say. `effects` tells what each production means, by its position.
    """

    rules: Mapping[Signature, tuple[Rule, ...]]
    derivations: Mapping[str, Derivation]
    definitions: Mapping[str, Definition]
    stages: tuple[tuple[Group, ...], ...]
    guards: tuple[Group, ...]
    unguarded: Mapping[Signature, frozenset[int]]
    """Rules that always apply."""
    checks: tuple[Group, ...]
    """The groups of `RuleItem`s."""
    productions: tuple[Production, ...]
    effects: tuple[Effect, ...]
