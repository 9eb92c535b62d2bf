"""What the network is made of: productions over one working fact, and the firings that they give.

Truth values and derived values travel as small positive integers in properties of a working fact.
A production belongs to one group; a fact belongs to one group; only productions of its group see it.
Groups are what the engine adapter packs into rulesets, so that a policy of any size stays inside the
limits of the engine and a fact is matched only where it matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Is:
    """The fact has the property with this value."""

    property: str
    value: int


@dataclass(frozen=True, slots=True)
class IsNot:
    """The fact has the property with another value (a fact without the property does not match)."""

    property: str
    value: int


@dataclass(frozen=True, slots=True)
class AllTests:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyTest:
    parts: tuple[Condition, ...]


Condition = Is | IsNot | AllTests | AnyTest


@dataclass(frozen=True, slots=True)
class Production:
    """Fires once for every fact of its group that satisfies the condition.

    `name` says what a firing means, for people (`SUS-11-1 not-met`); it is unique in a network.
    """

    name: str
    group: int
    condition: Condition


@dataclass(frozen=True, slots=True)
class WorkingFact:
    """`id` is unique within a session; properties are ASCII names with values from 0 to 2**31 - 1."""

    id: int
    group: int
    properties: Mapping[str, int]


class Firing(NamedTuple):
    production: int
    """The index of the production in the network."""
    fact: int
    """The id of the fact that it fired for."""
