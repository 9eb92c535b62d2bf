"""A plan as facts: for every field one of the states of the language, with the place of its value.

A record holds, by canonical dotted path from the record (`organisation.unit.staff`), a `Fact`:

- absent from the mapping: not mentioned (also a value that says `미정`/`TBD`);
- `NONE`: explicitly none (`없음`);
- `UNPRICED`: stated, but its amount or value is unknown (a cost that is described, not priced);
- `Conflict`: the plan gives two figures for one thing;
- a value: `str`, `tuple[str, ...]` (items, or several choices), `int` (KRW, counts), `Fraction` (ratios),
  `datetime.date`, `bool`, `Duration`, or an `Interval` of numbers where the plan gives a range.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from jichim.vocabulary.quantity import Duration, Interval


class Marker(Enum):
    NONE = "none"
    UNPRICED = "unpriced"

    def __repr__(self) -> str:
        return self.name


NONE = Marker.NONE
UNPRICED = Marker.UNPRICED

Scalar = str | int | bool | Fraction | datetime.date | Duration | Interval | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the figures of a contradiction and where it comes from."""

    value: Scalar
    reason: str
    """What gives this figure, in Korean: `기재한 총액`, `내역의 합계`."""
    place: Place | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more figures for one thing; `candidates` are distinct and in the order of the plan."""

    candidates: tuple[Candidate, ...]


Fact = Scalar | Marker | Conflict


class Place(NamedTuple):
    """Where a value stands: a file with line and column (from 1), or a cell of a sheet."""

    file: str
    line: int = 0
    column: int = 0
    path: str = ""
    """The keys that lead to it, as written: `서비스[1].비용[0].금액`."""
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}!{self.cell}"
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Record:
    """One node of the plan: the whole document, a service, a cost item.

    Sections are flattened into dotted paths of the record that holds them; a section that is mentioned
    has a fact of its own (`True`, or `NONE`). `lists` holds the record lists by dotted path: absent if
    not mentioned, `NONE` if explicitly none, else the records in the order of the plan.
    """

    node: str
    name: str
    index: int
    facts: Mapping[str, Fact]
    places: Mapping[str, Place]
    written: Mapping[str, str]
    """The value as the plan writes it, by the same paths, for evidence."""
    lists: Mapping[str, tuple[Record, ...] | Marker]
    place: Place


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that was read without errors."""

    root: Record
    name: str
    file: str
    notes: tuple[str, ...] = field(default=())
