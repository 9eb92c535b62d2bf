"""Edits of a plan, and what a review says before and after them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from jichim.plan.model import Fact, Place


@dataclass(frozen=True, slots=True)
class Step:
    """From a record to one in a list of it."""

    path: str
    """The dotted path of the list."""
    index: int
    """The position in the list, from 0."""
    name: str
    node: str


Address = tuple[Step, ...]
"""The way from the document to a record; empty for the document itself."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that an edit writes."""

    node: str
    name: str
    says: Content


Said = Fact | tuple[NewRecord, ...]
"""A fact, or the records of a list; no records at all where a list is explicitly none."""
Content = tuple[tuple[str, Said], ...]
"""What is stated, by dotted path in a record."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that a plan would state otherwise.

    `says` replaces everything at and below `path`; None takes it out. With `append`, `path` is a list and
    the one record that `says` gives is added to it.
    """

    at: Address
    node: str
    """The type of the record at `at`."""
    path: str
    says: Content | None
    label: str
    """What is edited, in the words of the vocabulary: `서비스[I-MOD].구축비`."""
    written: str = ""
    """The value as it was written; empty where it is taken out."""
    place: Place = field(default_factory=lambda: Place(""))
    append: bool = False

    def __hash__(self) -> int:
        """Of little, as edits are looked up far more often than they differ in the rest."""
        return hash((self.path, self.written, *(step.index for step in self.at)))


@dataclass(frozen=True, slots=True)
class Scenario:
    """Edits that are made together."""

    name: str
    edits: tuple[Edit, ...]


ChangeKind = Literal["outcome", "decision", "derived", "finding", "action", "request"]


@dataclass(frozen=True, slots=True)
class Change:
    """One result of a review that is another one after some edits."""

    kind: ChangeKind
    name: str
    """The rule, decision or derived fact; of a request to supplement the label of the field."""
    title: str
    subject: str
    """The name of the subject: `I-MOD`, or `plan` for the plan itself."""
    before: str | None
    """A code of an outcome or a value; None where there was no such result, or it was undetermined."""
    after: str | None
    cause_before: str | None = None
    """Why it was undetermined, as a code of `Cause`."""
    cause_after: str | None = None
    edits: tuple[int, ...] = ()
    """The positions of the edits that it reads, directly or through derived facts."""
    through: tuple[tuple[str, str | None, str | None], ...] = ()
    """Derived facts that it reads and that changed: name, value before, value after (None: undetermined)."""
    missing: tuple[str, ...] = ()
    """What is not stated afterwards although the result reads it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two reviews of one plan, in the order of rules and subjects."""

    changes: tuple[Change, ...]
    before: tuple[tuple[str, int], ...]
    """How many findings of each level there are, by code of `Level`, and of open outcomes."""
    after: tuple[tuple[str, int], ...]

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind == kind)
