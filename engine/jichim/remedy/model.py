"""What would clear the findings of a plan: sets of edits, and what no edit can do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from jichim.review.model import Review
from jichim.scenario.model import Edit

Until = Literal["violation", "recommendation", "undetermined"]
Kind = Literal["state", "change", "add", "remove"]
"""What an edit does: something silent is stated, what is stated is otherwise, a record is added, it is
taken out."""
Value = Literal["open", "bound", "exact", "choice", "example"]
"""How the value follows: anything true (`open`), a bound of a condition, exactly this, one of the choices
that satisfy it, or an example that stands for all values with which `condition` holds."""


@dataclass(frozen=True, slots=True)
class Bound:
    """`op` is one of `>=`, `<=`, `>`, `<`, `=`; the value is in the words of the field."""

    op: str
    value: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One edit: what has to be true and stated. It says nothing about whether it is true."""

    edit: Edit
    kind: Kind
    value: Value
    bound: Bound | None = None
    condition: str = ""
    """The condition that the value has to satisfy, as the policy writes it; empty if there is none."""
    act: bool = False
    """Whether it is the record of something done (a consultation held): that has to be done first."""

    @property
    def key(self) -> tuple[object, ...]:
        """What is edited: two proposals with one key exclude each other."""
        edit = self.edit
        return (edit.at, edit.path, edit.says) if edit.append else (edit.at, edit.path)

    def __hash__(self) -> int:
        return hash(self.edit)


@dataclass(frozen=True, slots=True)
class Cleared:
    """A finding or undetermined outcome that a set of edits clears."""

    rule: str
    title: str
    subject: str
    level: str
    """A code of `Level`."""
    citation: str
    action: str
    """The required action in words, if the rule gives one."""
    draft: bool
    """Whether only a proposal asks for it."""


@dataclass(frozen=True, slots=True)
class SideCondition:
    """What else the true value of an edit has to satisfy, or a finding of the level appears."""

    rule: str
    subject: str
    field: str
    condition: str


@dataclass(frozen=True, slots=True)
class Step:
    """One edit of a set with the findings that need it."""

    proposal: Proposal
    clears: tuple[Cleared, ...]
    conditions: tuple[SideCondition, ...] = ()
    values: tuple[str, ...] = ()
    """The values that serve, in the words of a plan; the proposed one first."""


@dataclass(frozen=True, slots=True)
class Part:
    """Findings that share no edit with those of other parts, and the smallest sets that clear them.

    Guaranteed: every edit of `steps` is necessary; the alternatives have as many edits. With `cut` the
    search was ended by its bound, and a smaller set may exist.
    """

    clears: tuple[Cleared, ...]
    steps: tuple[Step, ...]
    alternatives: tuple[tuple[Step, ...], ...]
    otherwise: tuple[Step, ...]
    """Where every set states that there is none of something: what to state where there is some."""
    cut: bool


class Why(str, Enum):
    """Why no edit of the plan clears a finding."""

    JUDGEMENT = "judgement"
    """An evaluator must rate it on an assessment sheet."""
    PROVISION = "provision"
    """The provision does not decide, whatever the plan states."""
    WORLD = "world"
    """The requirement is false whatever the plan states: it rests on the day, a parameter or a rating."""
    ACT = "act"
    """It rests on an act that took place, or did not: the act has to be repeated or done."""
    NO_WAY = "no-way"
    """All ways that the search follows were tried; others may exist."""
    CONFLICT = "conflict"
    """Requirements exclude each other."""
    ADDED = "added"
    """It is about a record that the edits add: what its true content says decides."""
    NOT_FOUND = "not-found"
    """The time was up before all ways were tried."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the plan states of an act."""

    label: str
    value: str
    """As the plan writes it."""


@dataclass(frozen=True, slots=True)
class Unclearable:
    """What no edit clears; for a conflict the requirements that cannot hold together."""

    findings: tuple[Cleared, ...]
    why: Why
    acts: tuple[Stated, ...] = ()
    """Why an act decides: what the plan states of it."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """The edits that clear a plan of a level, as far as edits can.

    Guaranteed: `after` is the review of the plan with the first set of every part made; nothing that a part
    says it clears is left in it, and every finding of the level that is left stands in `unclearable`.
    """

    until: Until
    before: Review
    after: Review
    parts: tuple[Part, ...]
    unclearable: tuple[Unclearable, ...]
    left: int
    """Findings (and, until undetermined, undetermined outcomes) of the level in `after`."""

    @property
    def clear(self) -> bool:
        return self.left == 0

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for part in self.parts for step in part.steps)
