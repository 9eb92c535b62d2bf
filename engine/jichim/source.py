"""Where a text came from: a named source and half-open spans of code points in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Source:
    """One text with the name that a person knows it by (a path as given, or `<stdin>`)."""

    name: str
    text: str = field(repr=False)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of a code point, both counted from 1."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def cell(self, offset: int) -> str:  # noqa: ARG002 - a plain text has no cells
        """The cell of a workbook from which a code point was read; empty for a text of lines."""
        return ""

    def place(self, offset: int) -> str:
        """Where a code point is, as a person finds it: `plan.yaml:3:5`, or `plan.xlsx!비용!D4`."""
        if cell := self.cell(offset):
            return f"{self.name}!{cell}"
        line, column = self.position(offset)
        return f"{self.name}:{line}:{column}"

    def line(self, number: int) -> str:
        """The text of a line counted from 1, without its line break; empty past the end."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def _line_starts(self) -> list[int]:
        return _line_starts(self.text)


@lru_cache(maxsize=8)
def _line_starts(text: str) -> list[int]:
    """Where the lines of a text begin; kept, as every diagnostic of a file asks for it."""
    starts = [0]
    found = text.find("\n")
    while found >= 0:
        starts.append(found + 1)
        found = text.find("\n", found + 1)
    return starts


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points in a source; `start == end` marks a place between two."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of a later one in the same source."""
        return Span(self.source, self.start, other.end)

    def __str__(self) -> str:
        return self.source.place(self.start)
