"""Assessment sheets and what follows from them: ratings, how evaluators agree, absolute scores.

A *criterion* is what an evaluator rates (`평가항목`). A *block* is a group of criteria (an element of the
business-model canvas), a *standard* one of the grounds on which a service is judged (reliability,
stability, public value). A scheme of an instrument links criterion → block → standard.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Literal

from jichim.plan.model import Place
from jichim.source import Span

Names = tuple[str, ...]
"""The names of the records that a rating is about: one, or two for a pair; the plan goes by its own name."""

Combination = Literal["mean", "median"]

DEFAULT_SCALE = (1, 5)
"""Assumed: the report names no scale."""


@dataclass(frozen=True, slots=True)
class Written:
    """A word of a sheet and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a sheet; `score` is None where the evaluator left it open."""

    section: Written
    subject: Written | None
    """None in the section of the plan itself."""
    criterion: Written
    score: Written | None
    comment: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one evaluator wrote about one plan; nothing is compared with a plan or a policy yet."""

    file: str
    plan: Written | None
    """The plan that it names; None where it leaves this open."""
    evaluator: Written
    affiliation: str
    expertise: str
    day: datetime.date | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """A score on the scale of its criterion, that one evaluator gave."""

    criterion: str
    names: Names
    evaluator: str
    value: Fraction
    comment: str
    place: Place


@dataclass(frozen=True, slots=True)
class Evaluator:
    name: str
    affiliation: str
    expertise: str
    day: datetime.date | None
    file: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The sheets on one plan after checking: every rating is on its scale and about something that exists.

    Guaranteed: evaluators differ by normalised name; an evaluator rates a criterion of a subject once.
    """

    evaluators: tuple[Evaluator, ...]
    ratings: tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class Assumed:
    """A choice of the scheme that is in no source."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SchemeItem:
    criterion: str
    item: str
    """The id of the source item; empty where the scheme gives none."""
    block: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Block:
    name: str
    label: str
    standards: tuple[str, ...]
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Standard:
    name: str
    label: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the ratings of one instrument become scores; thresholds are on the scale of the ratings.

    Guaranteed: items name criteria of the instrument on `scale`, blocks and standards that exist;
    weights are above zero; `low <= high` where both are given.
    """

    instrument: str
    items: tuple[SchemeItem, ...] = ()
    blocks: tuple[Block, ...] = ()
    standards: tuple[Standard, ...] = ()
    scale: tuple[int, int] = DEFAULT_SCALE
    high: Fraction | None = None
    low: Fraction | None = None
    combination: Combination = "mean"
    assumed: tuple[Assumed, ...] = ()


@dataclass(frozen=True, slots=True)
class Combined:
    """The ratings of one criterion of one subject, and what they are together."""

    criterion: str
    title: str
    item: str
    block: str
    value: Fraction | None
    """Combined over those who rated; None where nobody did."""
    ratings: tuple[Rating, ...]
    absent: tuple[str, ...]
    """Evaluators who gave no rating: they do not count, neither as zero nor as the middle."""

    @property
    def spread(self) -> Fraction | None:
        """Highest less lowest rating; None where fewer than two rated."""
        values = [rating.value for rating in self.ratings]
        return max(values) - min(values) if len(values) > 1 else None


@dataclass(frozen=True, slots=True)
class Score:
    """A weighted mean on the scale; None while any of the `of` ratings below it is missing."""

    name: str
    label: str
    value: Fraction | None
    missing: int
    of: int


class Consequence(str, Enum):
    """What the report attaches to the total of a service in operation."""

    EXPAND = "continue-and-expand"
    IMPROVE = "improve"
    BETWEEN = "between"
    """Neither high nor low: the report says nothing about it."""
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class SubjectScores:
    """Scores of one subject under one scheme; each is absolute, never a rank among plans."""

    instrument: str
    node: str
    names: Names
    items: tuple[Combined, ...]
    blocks: tuple[Score, ...]
    standards: tuple[Score, ...]
    total: Score | None
    """None under a scheme without standards."""
    consequence: Consequence | None
    """None where the scheme has no thresholds, or the plan does not say that the subject is in operation."""
    improve: tuple[str, ...]
    """Criteria below the low threshold, whatever the total: a good total does not hide a poor item."""

    @property
    def missing(self) -> int:
        return sum(item.value is None for item in self.items)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that the sheets say about one plan.

    Guaranteed: every rating on a criterion of an instrument of the policy stands in exactly one item.
    """

    plan: str
    evaluators: tuple[Evaluator, ...]
    schemes: tuple[Scheme, ...]
    subjects: tuple[SubjectScores, ...]

    @property
    def ratings(self) -> Mapping[tuple[str, Names], int | Fraction]:
        """The combined values as a review takes them: by criterion and names, whole numbers as `int`."""
        found: dict[tuple[str, Names], int | Fraction] = {}
        for subject in self.subjects:
            for item in subject.items:
                if item.value is not None:
                    whole = item.value.denominator == 1
                    value = item.value.numerator if whole else item.value
                    found[item.criterion, subject.names] = value
                    found[item.criterion, subject.names[::-1]] = value
        return found
