"""A sheet to be drawn: what stands in its cells and which of them take input. Knows nothing of plans."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

Look = Literal["title", "note", "header", "help", "band", "label", "faint", "input"]


@dataclass(frozen=True, slots=True)
class Input:
    """How a cell is filled in."""

    format: str = "@"
    """The number format; `@` keeps whatever is typed as the text that it is."""
    choices: tuple[str, ...] = ()
    strict: bool = True
    """Whether a value that is not among the choices gives a warning."""
    choices_of: str = ""
    """Instead of choices: the name of the sheet whose first input column lists them."""
    prompt: tuple[str, str] = ("", "")
    """A heading and a text that are shown when the cell is chosen."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One cell; a text is always stored as a text, whatever it begins with."""

    value: str | int | float | datetime.date = ""
    look: Look = "label"
    input: Input | None = None
    link: str = ""
    """The sheet to which the cell leads."""


@dataclass(frozen=True, slots=True)
class DrawnColumn:
    header: str
    width: int
    input: Input | None = None
    """For the open rows below those that are given."""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: a title, a note, the headers (with help above them), the given rows, then open rows."""

    name: str
    title: str
    note: str
    columns: tuple[DrawnColumn, ...]
    rows: tuple[tuple[Drawn, ...], ...]
    open_rows: int = 0
    frozen_columns: int = 1
    colour: str = ""
    """Of its tab, as RRGGBB."""

    @property
    def has_help(self) -> bool:
        return any(column.help for column in self.columns)

    @property
    def header_row(self) -> int:
        return 4 if self.has_help else 3
