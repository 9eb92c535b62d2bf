"""The differences between two policies, declaration by declaration and clause by clause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

Kind = Literal["field", "instrument", "parameter", "criterion", "definition", "derivation", "rule"]
KINDS: tuple[Kind, ...] = ("instrument", "parameter", "criterion", "definition", "derivation", "rule")
"""What policies declare, in the order of a difference; fields of the vocabulary come before all of it."""
How = Literal["added", "removed", "changed", "renamed"]
"""A declaration that has another name and other clauses counts as renamed."""


class Aspect(str, Enum):
    """What a clause says; in the order in which a declaration is read."""

    NAME = "name"
    INSTRUMENT = "policy"
    """Where it stands: only if that differs."""
    TITLE = "title"
    STATUS = "status"
    PROMULGATED = "promulgated"
    CITES = "cites"
    ITEM = "item"
    PERIOD = "effective"
    SOURCE = "source"
    SUBJECT = "for"
    HIT = "hit"
    SCALE = "scale"
    QUESTION = "question"
    VALUE = "value"
    DUTY = "duty"
    PROPOSAL = "proposal"
    WHEN = "when"
    UNLESS = "except"
    REQUIRE = "require"
    EVIDENCE_ONLY = "evidence_only"
    CASES = "cases"
    WEIGHT = "weight"
    FINDING = "finding"
    ACTION = "action"
    BY = "by"
    WITHIN = "within"
    CLEARS = "clears"
    ASSUMED = "assumed"
    NOTE = "note"
    TYPE = "type"
    ALIASES = "aliases"
    CHOICES = "choices"
    COUNTS = "counts"
    """How a field counts with others: the parts of a total, the yearly amount beside it."""
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause on both sides, in one keyword language; a side without it has an empty text.

    `same` says that both mean the same, although they may be spelled differently. `decides` says that the
    difference can change an outcome, a decision or what a finding asks for; the others change words only.
    """

    aspect: Aspect
    old: str
    new: str
    same: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One declaration that differs.

    `clauses` has all clauses of the declaration in reading order, the unchanged ones too; of an added or
    removed one, one side is empty everywhere. `rests` names the rules that read it, directly or through
    others (for what is no rule), in the order of the policy. `place` is where it is declared now, or was.
    """

    kind: Kind
    how: How
    name: str
    old_name: str
    """The same as `name` unless it is renamed."""
    title: str
    instrument: str
    clauses: tuple[Clause, ...]
    rests: tuple[str, ...]
    place: str
    stale: tuple[tuple[str, str, Aspect], ...] = ()
    """Of a parameter: each value that it no longer has, with a rule that reads it and a clause of that rule
    whose text still states the value."""

    @property
    def changed(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if not clause.same)

    @property
    def decides(self) -> bool:
        """Whether a review can come out otherwise for it."""
        return any(clause.decides for clause in self.changed)


@dataclass(frozen=True, slots=True)
class RulesDiff:
    """Everything in which two versions differ, in the order of kinds and of the policies.

    `unchanged` counts the declarations that do not, by kind.
    """

    old: str
    new: str
    """The labels of both sides."""
    entries: tuple[Entry, ...]
    unchanged: tuple[tuple[Kind, int], ...]

    @property
    def renamed_rules(self) -> dict[str, str]:
        """The old name of every rule that has a new one, by the new one."""
        return {
            one.name: one.old_name for one in self.entries if one.kind == "rule" and one.name != one.old_name
        }
