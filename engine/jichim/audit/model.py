"""What an audit is made of: the entries that were given, what became of each, and the totals.

Everything here is plain values: it is sent between processes and written to a store as it stands. Nothing
in it names a machine, a folder or a moment, so that the same plans and rules give the same rows anywhere.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from jichim.plan.files import FORMATS
from jichim.plan.read import Format

AsOf = datetime.date | Literal["submitted"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One plan that was given: a file, a member of an archive, or a line of a JSON lines file.

    `name` is how people and the store know it (`plans/a.yaml`, `plans.zip!a.yaml`, `plans.jsonl#12`).
    """

    name: str
    path: str
    member: str = ""
    index: int = 0
    """Of a member: its place in the archive, as two members may have one name."""
    offset: int = -1
    """Where the line of a JSON lines file begins, in bytes; -1 for whole files."""
    length: int = 0
    problem: Problem | None = None
    """Why it cannot even be read (a file that is no archive, a member that is too large)."""

    @property
    def format(self) -> Format | None:
        """As the file or member is called; None where that does not tell."""
        if self.offset >= 0:
            return "json"
        called = (self.member or self.path).lower()
        return next((kind for suffix, kind in FORMATS.items() if called.endswith(suffix)), None)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a plan has no review: a diagnostic as a value, with its place in the plan."""

    code: str
    ko: str
    en: str
    help_ko: str = ""
    help_en: str = ""
    place: str = ""
    """`line:column`, empty for a problem of the whole file."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run reviews with; two runs with equal settings and rules give equal results."""

    policies: tuple[str, ...] = ()
    drafts: bool = True
    as_of: AsOf = "submitted"
    seconds: float = 60.0
    """The longest that one plan may take before its worker is given up."""
    memory: int = 4 * 1024**3
    """The address space of a worker in bytes, where the system can bound it; 0 for no bound."""


@dataclass(frozen=True, slots=True)
class Task:
    """A plan to review, with its text: what is sent to a worker."""

    number: int
    name: str
    content: bytes
    format: Format | None = None


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject of the review in the order of the plan; number 0 is the plan itself."""

    number: int
    node: str
    label: str
    name: str
    place: str
    field: str = ""
    """The canonical names of its field of service (분야), separated by spaces; of its stage (단계) below."""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A rule with its outcome for each of its subjects.

    `codes` has one letter a subject, in the order of the plan: M met, N not met, U undetermined, A not
    applicable.
    """

    rule: str
    codes: str
    causes: tuple[tuple[str, int], ...] = ()
    """How many of the undetermined ones have which cause."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its action; `subject` is the number of its (first) subject."""

    rule: str
    subject: int
    subject_name: str
    level: str
    text: str
    evidence: str = ""
    action: str = ""
    who: str = ""
    due: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    name: str
    title: str
    subject: int
    subject_name: str
    value: str | None
    cause: str | None


@dataclass(frozen=True, slots=True)
class SupplementRow:
    """A field that is missing and that some rule waits for."""

    subject: int
    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A plan that was reviewed, as rows."""

    number: int
    plan: str | None
    """Its own name; None where it states none."""
    city: str | None
    as_of: datetime.date
    subjects: tuple[SubjectRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    findings: tuple[FindingRow, ...]
    decisions: tuple[DecisionRow, ...]
    supplements: tuple[SupplementRow, ...]
    counts: tuple[int, int, int, int]
    """Met, not met, undetermined, not applicable: the sums of `outcomes`."""
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Unusable:
    """A plan that could not be reviewed, and why."""

    number: int
    problems: tuple[Problem, ...]


Result = Reviewed | Unusable


@dataclass(frozen=True, slots=True)
class Totals:
    """What became of the plans of a run; `given == reviewed + unusable` once it is finished."""

    given: int
    reviewed: int = 0
    unusable: int = 0
    reused: int = 0
    """Of the reviewed, those whose review was in the store already."""
    repeated: int = 0
    """Mentions of a plan that was given before; each counts once."""
    passed_over: tuple[tuple[str, int], ...] = field(default=())
    """Files of folders that are no plans, by suffix."""
