"""What the network says about a plan, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from jichim.network.program import Program, Signature
from jichim.plan.model import Plan, Record
from jichim.review.worlds import Dependent, Figure, World

if TYPE_CHECKING:
    from jichim.review.views import Views

Subjects = tuple[Record, ...]
Key = tuple[int, ...]
"""The identities of the records of some subjects."""

INAPPLICABLE, MET, NOT_MET, UNDETERMINED = 1, 2, 3, 4
"""Codes of outcomes in the table of a signature; 0 means that none has fired yet."""


class Derived(NamedTuple):
    """What a derivation gives for some subjects in one world."""

    status: Literal["value", "undecided", "unknown", "too-many"]
    value: str = ""


class Fired(NamedTuple):
    """A firing with what it was about."""

    production: int
    signature: Signature
    subject: int
    """Position among the subjects of the signature."""
    world: World
    properties: Mapping[str, int]
    """The working fact that it fired for: truth values of signals and codes of derived facts."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The outcome codes of every rule for every subject, and the derived facts behind them.

    `codes[signature][subject][rule]` is complete: no 0 is left. `split` holds the rules whose outcome
    depends on readings or figures, by signature, subject and rule.
    """

    plan: Plan
    program: Program
    subjects: Mapping[Signature, Sequence[Subjects]]
    codes: Mapping[Signature, Sequence[bytearray]]
    split: Mapping[tuple[Signature, int, int], Dependent[int]]
    derived: Mapping[tuple[str, Key], Dependent[Derived]]
    figures: Sequence[Figure]
    fired: Sequence[Fired]
    views: Views

    def derived_for(self, name: str, records: Sequence[Record]) -> Dependent[Derived]:
        return self.derived[name, tuple(id(record) for record in records)]
