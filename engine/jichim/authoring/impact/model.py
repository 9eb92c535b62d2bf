"""The results of reviews that differ between two versions of the rules."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from jichim.audit.model import Problem, Unusable
from jichim.authoring.diff.model import RulesDiff

SideName = Literal["old", "new"]
SIDES: tuple[SideName, SideName] = ("old", "new")
Result = str | None
"""The code of an outcome, or the value of a decision; None where the version has no such result."""


DEMAND = "demand"
"""The level of a finding under a draft that would be a violation were it law."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition on which a result rests in one version, with what it read in the plan."""

    side: SideName
    text: str
    """As the analyst wrote it."""
    truth: Literal["true", "false", "unknown"]
    reads: tuple[str, ...]
    """What the plan says, in Korean with its place: `구축비: 10억원 (12:7)`."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One result that differs.

    An outcome shifts if the outcome or the level of its finding differs; a rule that a version does not
    have, or that is not in force, counts as not applicable there.
    """

    kind: Literal["rule", "decision"]
    name: str
    title: str
    subject: str
    """Its name; empty for the plan itself."""
    label: str
    """The Korean label of what the subject is: `서비스`."""
    place: str
    """`line:column` of the subject in the plan."""
    field: tuple[str, ...]
    """The fields of service (분야) of the subject, canonical names; of a pair those of its first one."""
    old: Result
    new: Result
    old_level: str
    """The level of the finding as a code of `Level`, or `DEMAND`; empty without one."""
    new_level: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PlanShift:
    """A plan some of whose results differ.

    `violations` of law in force and `demands` of drafts that are not satisfied, under the old and the new
    rules.
    """

    name: str
    """As it was given: a path, a member of an archive, a line."""
    plan: str | None
    city: str | None
    as_of: datetime.date
    violations: tuple[int, int]
    demands: tuple[int, int]
    shifts: tuple[Shift, ...]

    @property
    def flipped(self) -> bool:
        """From clean to violating: of the law, or of what drafts demand."""
        return any(old == 0 < new for old, new in (self.violations, self.demands))

    @property
    def order(self) -> tuple[object, ...]:
        """Those that flip from clean to violating first, then by what is gained, by size and by name."""
        gained = [new - old for old, new in (self.violations, self.demands)]
        return (not self.flipped, -gained[0], -gained[1], -len(self.shifts), self.name)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule had which outcome; `out` counts plans of a day on which it is not in force."""

    met: int = 0
    not_met: int = 0
    undetermined: int = 0
    inapplicable: int = 0
    out: int = 0

    def plus(self, other: Tally) -> Tally:
        return Tally(
            self.met + other.met,
            self.not_met + other.not_met,
            self.undetermined + other.undetermined,
            self.inapplicable + other.inapplicable,
            self.out + other.out,
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """What a worker answers for one plan."""

    number: int
    plan: str | None
    city: str | None
    as_of: datetime.date
    violations: tuple[int, int]
    demands: tuple[int, int]
    shifts: tuple[Shift, ...]
    tallies: tuple[tuple[str, Tally, Tally], ...]
    """By the new name of each rule that the change concerns: under the old and the new rules."""
    lacks: tuple[tuple[SideName, str], ...] = ()
    """Fields that the plan states and the vocabulary of a side does not have."""
    sheets: tuple[str, ...] = ()
    """The files of the assessment sheets that are about the plan."""


@dataclass(frozen=True, slots=True)
class Misrated(Unusable):
    """A plan that cannot be reviewed because of mistakes in these files of assessment sheets."""

    sheets: tuple[str, ...]


class Gap(str, Enum):
    """What the corpus never showed of a rule."""

    NOT_IN_FORCE = "not-in-force"
    NO_SUBJECT = "no-subject"
    NEVER_APPLIED = "never-applied"
    ALWAYS_APPLIED = "always-applied"
    NEVER_MET = "never-met"
    NEVER_NOT_MET = "never-not-met"
    NEVER_DECIDED = "never-decided"
    NEVER_APART = "never-apart"
    """It was decided, but always alike: no plan lies where the two versions part."""


@dataclass(frozen=True, slots=True)
class RuleShift:
    """A rule or decision that the change concerns, over the whole corpus.

    `moves` counts the subjects by result before and after; it is empty where nothing shifts. `gaps` say
    what the corpus does not exercise of the new rule (of the old one if it is removed); none for decisions.
    """

    kind: Literal["rule", "decision"]
    name: str
    title: str
    cites: tuple[str, ...]
    moves: tuple[tuple[tuple[Result, str], tuple[Result, str], int], ...]
    """Result and level before, the same after, subjects; the most frequent first."""
    plans: int
    gaps: tuple[Gap, ...]
    tallies: tuple[Tally, Tally] | None
    edits: tuple[str, ...] = ()
    """What it reads that the change edits: `공청회_공고기간 14일 → 20일`, or the name alone."""
    since: datetime.date | None = None
    """From when it is in force, where it is not yet on the day of the reviews."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A field that plans state and the vocabulary of one side does not have, so that its rules are silent."""

    side: SideName
    field: str
    """`수립절차.공청회 공고일`."""
    plans: int


@dataclass(frozen=True, slots=True)
class Group:
    """Plans of one city, or services of one field, with shifts."""

    name: str
    plans: int
    services: int
    """Subjects other than the plan itself."""
    shifts: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change does to a corpus; `given == reviewed + len of unusable + unusable_more`."""

    diff: RulesDiff
    given: int
    reviewed: int
    unusable: tuple[tuple[str, Problem], ...]
    """The first of them by name, with their first problem."""
    unusable_more: int
    changed: int
    """Plans with at least one shift."""
    flipped: int
    shifts: int
    rules: tuple[RuleShift, ...]
    """Every rule that the change concerns or whose outcomes shift, and every decision that shifts."""
    cities: tuple[Group, ...]
    fields: tuple[Group, ...]
    plans: tuple[PlanShift, ...]
    """In the order of `PlanShift.order`; at most as many as were asked for."""
    lacks: tuple[Lack, ...] = ()
    sheets: tuple[str, ...] = ()
    """The files of assessment sheets that are about a plan of the corpus."""
