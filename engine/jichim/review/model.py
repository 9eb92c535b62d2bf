"""The result of a review: what each rule says about each subject, and what follows from it.

Nothing here refers back to the engine; every report format renders these values.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, NamedTuple, TypeVar, overload

from jichim.diagnostic import Text
from jichim.plan.model import Place
from jichim.policy.model import Derivation, Instrument, Rule
from jichim.provisions.model import ChecklistLine, Clock

T = TypeVar("T")


class Deferred(Sequence[T]):
    """A tuple that is worked out when it is first looked at: most outcomes are only counted."""

    __slots__ = ("_found", "_make")

    def __init__(self, make: Callable[[], tuple[T, ...]]) -> None:
        self._make: Callable[[], tuple[T, ...]] | None = make
        self._found: tuple[T, ...] = ()

    def _all(self) -> tuple[T, ...]:
        if self._make is not None:
            self._found, self._make = self._make(), None
        return self._found

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...

    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[T]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Deferred) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type[tuple[T, ...]], tuple[tuple[T, ...]]]:
        """Copied and sent to other processes as the plain tuple that it stands for."""
        return tuple, (self._all(),)


class Outcome(str, Enum):
    MET = "met"
    NOT_MET = "not-met"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not-applicable"


class Cause(str, Enum):
    """Why an outcome is undetermined."""

    NOT_STATED = "not-stated"
    CONTRADICTORY = "contradictory"
    NOT_DECIDED = "not-decided"
    """The provision does not decide, or its readings disagree."""
    JUDGEMENT = "needs-judgement"


class Level(str, Enum):
    """What a finding asks for, from the duty of its provision; in the order in which it is read."""

    VIOLATION = "violation"
    """A `must` that is not satisfied (for a draft: a demand of the proposal)."""
    EVIDENCE = "evidence"
    """`consider`: evidence is asked that the matter was considered."""
    DEPARTURE = "departure"
    """`principle`: the plan departs from it and owes the reason."""
    RECOMMENDATION = "recommendation"
    ADVICE = "advice"
    """`may`: never counts against a plan."""
    UNDETERMINED = "undetermined"
    """The plan or the provision must be clarified by more than stating a field."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule is about: the plan, a section, a record, or a pair of records."""

    node: str
    label: str
    """The Korean label of its type (`서비스`)."""
    name: str
    """As a person calls it: `I-MOD`, `I-MOD + I-ZET` for a pair, `plan` for the whole plan."""
    index: int
    """Its position in the plan, for order."""
    place: Place


class FieldRef(NamedTuple):
    """A field of the vocabulary as people and programs call it."""

    path: str
    """Canonical dotted path from the document: `services.costs.annual_amount`."""
    label: str
    """Korean, with its sections: `추진체계 전담조직 인력`."""


class Evidence(NamedTuple):
    """A value that the outcome read, as the plan writes it, and where."""

    field: FieldRef
    value: str
    at: Place | None
    guard: bool = False
    """Read only to know whether the rule applies (적용, 단서), not by what it requires."""
    of: str = ""
    """The record that holds it (`I-MOD`); empty for the plan itself."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What the result would be under one choice of readings and figures."""

    choices: tuple[str, ...]
    """In Korean, one phrase for each choice: `손실감당: 총이익 기준`, `구축비: 기재한 총액 10억원`."""
    result: str


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that is not in a source and on which the outcome rests."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FiredCondition:
    """One firing of the network in the chain that led to an outcome."""

    production: str
    subject: str
    stratum: int


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    rule: Rule
    instrument: Instrument
    subject: Subject
    outcome: Outcome
    cause: Cause | None
    missing: tuple[FieldRef, ...]
    evidence: Sequence[Evidence]
    alternatives: tuple[Alternative, ...]
    assumptions: tuple[Assumption, ...]
    firings: Sequence[FiredCondition]


@dataclass(frozen=True, slots=True)
class Decision:
    """The value of a decision table for a subject; None when it is undetermined."""

    derivation: Derivation
    instrument: Instrument
    subject: Subject
    value: str | None
    cause: Cause | None
    missing: tuple[FieldRef, ...]
    inputs: tuple[tuple[str, str], ...]
    """What it was decided from: names and values (`경제성`, `손실`), undetermined ones as `판단불가`."""
    alternatives: tuple[Alternative, ...]
    assumptions: tuple[Assumption, ...]
    firings: Sequence[FiredCondition]


@dataclass(frozen=True, slots=True)
class DerivedFact:
    """The value of a derivation that is no decision, for a subject; None when it is undetermined."""

    name: str
    subject: Subject
    value: str | None


@dataclass(frozen=True, slots=True)
class InForce:
    """A provision that is in force on the review date and bears on what a draft proposes."""

    proposal: str
    """The entry of the crosswalk that joins them."""
    verdict: Literal["adopted", "partly"]
    instrument: str
    at: str
    provision: str
    what: Text
    rules: tuple[str, ...]
    """Rules in force that encode it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome that someone must look at, in words."""

    outcome: RuleOutcome
    level: Level
    message: str
    in_force: tuple[InForce, ...] = ()
    """For a draft: the provisions in force beside its proposal."""
    same_as: tuple[str, ...] = ()
    """For a draft: rules in force that find the same gap in this plan."""
    told_at: tuple[str, ...] = ()
    """In force: rules of a more specific instrument whose findings show the same fault."""


@dataclass(frozen=True, slots=True)
class Action:
    """What someone must now do."""

    rule: str
    subject: Subject
    level: Level
    draft: bool
    who: str
    what: str
    within: str
    """As the rule writes it (`30일`); empty where no source gives one."""
    due: datetime.date | None
    clears: tuple[FieldRef, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Supplement:
    """A request to state what is missing (보완요청), one for each subject."""

    subject: Subject
    fields: tuple[FieldRef, ...]
    """In the order of the vocabulary; a section stands for its fields where all of it is missing."""
    rules: tuple[str, ...]
    """What could be decided if they were stated (rules and decisions)."""
    needed_by: tuple[tuple[str, ...], ...] = ()
    """For each of `fields`, in their order, those of `rules` that need it."""


@dataclass(frozen=True, slots=True)
class PolicyUse:
    """An instrument of the review; `applied` is False when it was not in force on the date."""

    instrument: Instrument
    applied: bool
    rules: int


@dataclass(frozen=True, slots=True)
class Article:
    """The article that a rule in force encodes, as the list of provisions calls it."""

    name: str
    """`제4조`, `제9조의2`."""
    heading: str
    number: tuple[int, int]
    """For the order of the instrument: article, and the 2 of 제9조의2."""


class Done(str, Enum):
    """How far one line of a checklist is."""

    DONE = "done"
    LATE = "late"
    """Done, but not as many days ahead as the provision asks."""
    PLANNED = "planned"
    """On a day after the review date."""
    NOT_DONE = "not-done"
    NOT_STATED = "not-stated"
    UNCLEAR = "unclear"
    """The plan gives two answers."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of a checklist: what the plan says of it, and where."""

    line: ChecklistLine
    status: Done
    day: datetime.date | None
    value: str
    """As the plan writes it; empty where it does not."""
    ahead: int | None
    """Days between the day and the day that it must precede, where both are known."""
    at: Place | None


class Running(str, Enum):
    """Where a clock stands on the review date."""

    NOT_STARTED = "not-started"
    RUNNING = "running"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered-late"


@dataclass(frozen=True, slots=True)
class Timed:
    """A clock of a checklist; `days` are left, or overdue, on the review date (0 once answered in time)."""

    clock: Clock
    status: Running
    received: datetime.date | None
    due: datetime.date | None
    answered: datetime.date | None
    days: int
    at: Place | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """What an application for approval needs under an instrument in force, as far as the plan shows it."""

    instrument: str
    title: Text
    lines: tuple[Checked, ...]
    clocks: tuple[Timed, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One plan reviewed as of a date.

    Guaranteed: `outcomes` holds exactly one outcome for every rule of the instruments and every subject of
    it, in the order of the rules and of the plan (not applicable where the provision is not in force on
    the date); `counts` adds up to their number.
    """

    plan: str
    file: str
    as_of: datetime.date
    policies: tuple[PolicyUse, ...]
    outcomes: Sequence[RuleOutcome]
    decisions: tuple[Decision, ...]
    derived: Sequence[DerivedFact]
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    supplements: tuple[Supplement, ...]
    counts: Mapping[Outcome, int]
    notes: tuple[str, ...] = ()
    undetermined: tuple[RuleOutcome, ...] = ()
    """The undetermined outcomes with their causes, in the order of the rules and of the plan."""
    checklists: tuple[Checklist, ...] = ()
    articles: Mapping[str, Article] = field(default_factory=dict)
    """By rule in force, where its instrument has a list of provisions."""
