"""The texts of cells as one source, so that readers and diagnostics of plans work on a workbook unchanged."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from jichim.plan.form.workbook import column_letters
from jichim.plan.tree import Scalar
from jichim.source import Source


@dataclass(frozen=True, slots=True)
class Grid(Source):
    """The texts of the cells that were read, one after the other; what is between them belongs to none."""

    starts: tuple[int, ...] = field(default=(), repr=False)
    names: tuple[tuple[str, int, int], ...] = field(default=(), repr=False)
    """The sheet, row and column (from 1) of each text, in the order of `starts`."""

    def cell(self, offset: int) -> str:
        """`비용!D4`: the sheet and the cell that a code point comes from."""
        found = self.at(offset)
        return f"{found[0]}!{column_letters(found[2])}{found[1]}" if found else ""

    def at(self, offset: int) -> tuple[str, int, int] | None:
        """The sheet, row and column of a code point."""
        number = bisect_right(self.starts, offset)
        return self.names[number - 1] if number else None


@dataclass(slots=True)
class GridDraft:
    """A grid while cells are read; the offsets that it gives hold for the finished one."""

    name: str
    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    names: list[tuple[str, int, int]] = field(default_factory=list)
    length: int = 0

    def add(self, sheet: str, row: int, column: int, text: str) -> Scalar:
        """The text of one more cell."""
        start = self.length
        self.texts.append(text)
        self.starts.append(start)
        self.names.append((sheet, row, column))
        self.length += len(text) + 1
        return Scalar(text, start, start + len(text))

    def finished(self) -> Grid:
        return Grid(self.name, "\n".join(self.texts), tuple(self.starts), tuple(self.names))
