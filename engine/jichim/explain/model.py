"""Why a result is what it is: a graph of steps from the result down to what the plan states.

Steps that several others rest on are shared objects, so that the size of an explanation is bounded by the
number of derived facts and never by the number of ways to them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from jichim.plan.model import Place
from jichim.policy.model import Basis, Duty, Instrument, Period
from jichim.review.model import Alternative, Assumption, Cause, FieldRef, FiredCondition, Outcome, Subject


class Truth(str, Enum):
    """The truth value of a condition (strong Kleene)."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class State(str, Enum):
    """What the plan says about a field."""

    STATED = "stated"
    NONE = "none"
    """Stated that there is none."""
    UNPRICED = "unpriced"
    """Stated without its amount or value."""
    MISSING = "missing"
    CONTRADICTORY = "contradictory"


class StepKind(str, Enum):
    RESULT = "result"
    """What is explained: the outcome of a rule or the value of a derivation."""
    WORLD = "world"
    """The result under one choice of readings and figures."""
    WHEN = "when"
    UNLESS = "unless"
    REQUIRE = "require"
    DERIVED = "derived"
    """A derived fact or the value of a table."""
    READING = "reading"
    CASE = "case"
    """One case of a derivation, or one row of a table."""
    ALL = "all"
    ANY = "any"
    NOT = "not"
    CONDITION = "condition"
    DEFINITION = "definition"
    TERM = "term"
    """A computed value: arithmetic, or an aggregate."""
    RECORD = "record"
    """One record of a list that an aggregate or a quantifier goes through."""


class Remark(str, Enum):
    """What a reader must know about a step besides its parts."""

    NOT_IN_FORCE = "not-in-force"
    SAME_IN_ALL_WORLDS = "same-in-all-worlds"
    """Decided under several readings or figures, all with this result; the first is shown."""
    TOO_MANY_WORLDS = "too-many-worlds"
    SEVERAL_CASES = "several-cases"
    """Cases that were not shown to exclude each other both hold."""
    NO_CASE = "no-case"
    """None of the cases holds, although everything is known: the provision does not decide."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures of a contradiction, and whether this part of the explanation takes it."""

    text: str
    reason: str
    """What gives this figure, in Korean: `기재한 총액`."""
    at: Place | None
    taken: bool


@dataclass(frozen=True, slots=True)
class PlanValue:
    """What the plan says about a field, as it writes it; `at` is its place, or its record's if missing."""

    field: FieldRef
    of: str
    """The record that it belongs to, by name: `I-MOD`, `I-MOD · 플랫폼 개발비`."""
    state: State
    text: str
    at: Place | None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """The value of a parameter on the review date; `text` is empty where it has none."""

    name: str
    text: str
    period: Period
    citations: tuple[str, ...]
    assumed: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What evaluators rated; `rating` is None where nobody did."""

    criterion: str
    title: str
    of: str
    rating: str | None


@dataclass(frozen=True, slots=True)
class ReviewDay:
    day: datetime.date


Leaf = PlanValue | ParameterValue | Judgement | ReviewDay


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was decided or computed, and on what.

    `decisive` says whether the step above rests on this one: of a false *and* only its false parts do.
    """

    kind: StepKind
    text: str
    """The condition as the analyst wrote it, or the name of what is meant."""
    truth: Truth | None = None
    """None for what is no condition."""
    value: str | None = None
    """The outcome, the derived value or the computed value; None for a condition and for what is unknown."""
    decisive: bool = True
    children: tuple[Node, ...] = ()
    of: str = ""
    """The subject of a derived fact or a definition."""
    at: str = ""
    """Where the policy says it: `chapter-3-cost.jichim:80:8`."""
    fired: tuple[FiredCondition, ...] = ()
    """The recorded firings of the network that decided it; empty for what the host computed."""
    remark: Remark | None = None
    omitted: int = 0
    """Records of a list that were read and are not shown."""


Node = Step | Leaf


@dataclass(frozen=True, slots=True)
class Change:
    """A condition that has to become true (or false) for the expected result."""

    text: str
    of: str
    """The record or subjects that it is about."""
    now: Truth
    wanted: Truth
    at: str
    reads: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Barrier:
    """What took the rule out before its requirement was asked."""

    kind: Literal["not-in-force", "when", "unless"]
    text: str
    truth: Truth | None
    """None for a date."""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A field that the plan does not state, and how many undetermined results wait for it.

    `alone` counts those that lack nothing else; the others in `waiting` lack more than this field.
    """

    field: FieldRef
    of: str
    waiting: int
    alone: int
    names: tuple[str, ...]
    """Rules and decisions, in the order of the policy."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a result is not the expected one.

    `nearest` are minimal sets of conditions, smallest first: if all conditions of one set had the wanted
    truth value and nothing else changed, the result would be the expected one, and no condition of the
    set can be spared. `cut` says that there are more. `missing` ranks what this result waits for over
    the whole review, most settled first.
    """

    expected: str
    got: str | None
    barrier: Barrier | None
    nearest: tuple[tuple[Change, ...], ...]
    cut: bool
    missing: tuple[MissingFact, ...]

    @property
    def reached(self) -> bool:
        """Whether the result is the expected one already."""
        return self.expected == self.got


@dataclass(frozen=True, slots=True)
class Explanation:
    """One result of one review, explained.

    Guaranteed: `root` agrees with the outcome that the review gives, as does every derived fact below it;
    each was checked against the firings that the network recorded.
    """

    plan: str
    file: str
    as_of: datetime.date
    kind: Literal["rule", "decision", "derivation"]
    name: str
    title: str
    instrument: Instrument
    basis: Basis
    duty: Duty | None
    subject: Subject
    outcome: Outcome | None
    """Of a rule; None for a derivation."""
    value: str | None
    """Of a derivation; None for a rule and for what is undetermined."""
    cause: Cause | None
    missing: tuple[FieldRef, ...]
    alternatives: tuple[Alternative, ...]
    assumptions: tuple[Assumption, ...]
    root: Step
    why_not: WhyNot | None = None

    @property
    def result(self) -> str | None:
        """The outcome or the derived value in one word; None for an undetermined derivation."""
        return self.outcome.value if self.outcome is not None else self.value


def direct_leaves(step: Step) -> Iterator[Leaf]:
    """The leaves that a condition reads itself, not through a derived fact; in order, with repetitions."""
    for child in step.children:
        if not isinstance(child, Step):
            yield child
        elif child.kind is not StepKind.DERIVED:
            yield from direct_leaves(child)


def walk(node: Node) -> Iterator[Node]:
    """Every node of a derivation once, each before the nodes that it rests on."""
    waiting, seen = [node], set()
    while waiting:
        found = waiting.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        if isinstance(found, Step):
            waiting += reversed(found.children)
