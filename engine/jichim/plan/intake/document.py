"""A submitted document as paragraphs and tables, whatever its format: nothing interpreted.

Rows and columns count from 0 here and from 1 in what people read. Nested tables follow the table that holds
them. Guaranteed: the cells of a table do not overlap, and every cell lies inside of the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MOST_CELLS = 60_000
MOST_AREA = 400_000
"""Grid positions of all tables, merged ones counted as often as they cover."""
MOST_TEXT = 4_000_000
MOST_NESTING = 4


class DocumentBoundError(Exception):
    """A document passes a bound; the arguments say which in Korean and English, and the bound."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `lines` are its paragraphs and line breaks, without outer spaces or empty lines."""

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[str, ...]

    @property
    def bottom(self) -> int:
        return self.row + self.rows - 1

    @property
    def right(self) -> int:
        return self.column + self.columns - 1

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    def is_below(self, other: Cell) -> bool:
        """Whether it starts in the row after another cell and shares a column with it."""
        return self.row == other.bottom + 1 and self.column <= other.right and other.column <= self.right

    def is_right_of(self, other: Cell) -> bool:
        return self.column == other.right + 1 and self.row <= other.bottom and other.row <= self.bottom


@dataclass(frozen=True, slots=True)
class Paragraph:
    number: int
    """Counted from 1 through the whole document, without empty ones and those in tables."""
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the number that people find it by: counted from 1 in the order of the document."""

    number: int
    cells: tuple[Cell, ...]
    """In reading order."""
    caption: str = ""
    inside: int | None = None
    """The number of the table that holds it."""
    width: int = 0
    grid: dict[tuple[int, int], Cell] = field(default_factory=dict, repr=False, compare=False)

    def at(self, row: int, column: int) -> Cell | None:
        return self.grid.get((row, column))

    def below(self, cell: Cell) -> list[Cell]:
        """The cells that start in the row after a cell and share a column with it, from the left."""
        found = (self.at(cell.bottom + 1, column) for column in range(cell.column, cell.right + 1))
        return [each for each in _distinct(found) if each.is_below(cell)]

    def beside(self, cell: Cell) -> list[Cell]:
        """The cells that start in the column after a cell and share a row with it, from the top."""
        found = (self.at(row, cell.right + 1) for row in range(cell.row, cell.bottom + 1))
        return [each for each in _distinct(found) if each.is_right_of(cell)]

    def in_row(self, row: int) -> list[Cell]:
        """The cells that start in a row, from the left."""
        found = [cell for column in range(self.width) if (cell := self.grid.get((row, column))) is not None]
        return [cell for cell in _distinct(found) if cell.row == row]


@dataclass(frozen=True, slots=True)
class Document:
    """The paragraphs and tables of a document in its order."""

    name: str
    form: str
    """`hwpx` or `docx`."""
    blocks: tuple[Paragraph | Table, ...]
    too_deep: tuple[int, ...] = ()
    """Numbers of the tables that hold tables nested too deep to be read."""

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))


class Gathering:
    """Collects the blocks of a document while it is read, within the bounds."""

    def __init__(self) -> None:
        self._blocks: list[Paragraph | Table] = []
        self._paragraphs = self._tables = self._cells = self._area = self._text = 0
        self._too_deep: list[int] = []

    def paragraph(self, text: str) -> None:
        shown = " ".join(text.split())
        self._count_text(shown)
        if shown:
            self._paragraphs += 1
            self._blocks.append(Paragraph(self._paragraphs, shown))

    def next_table(self) -> int:
        self._tables += 1
        return self._tables

    def too_deep(self, number: int) -> None:
        if number not in self._too_deep:
            self._too_deep.append(number)

    def cell(self, row: int, column: int, rows: int, columns: int, text: str) -> Cell:
        """A cell as the file has it; spans below one count as one."""
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise DocumentBoundError("표의 칸", "table cells", f"{MOST_CELLS:,}")
        lines = tuple(line for each in text.splitlines() if (line := " ".join(each.split())))
        self._count_text(text)
        return Cell(max(row, 0), max(column, 0), max(rows, 1), max(columns, 1), lines)

    def table(self, number: int, cells: Iterable[Cell], caption: str, inside: int | None) -> None:
        """Adds a table; no cell covers what an earlier one covers, or rows that are not there."""
        ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
        last = max((cell.row for cell in ordered), default=0)
        grid: dict[tuple[int, int], Cell] = {}
        kept: list[Cell] = []
        for cell in ordered:
            if (cell.row, cell.column) in grid:
                continue
            columns = 1
            while columns < cell.columns and (cell.row, cell.column + columns) not in grid:
                columns += 1
                self._check_area(len(grid) + columns)
            rows = min(cell.rows, last - cell.row + 1)
            self._check_area(len(grid) + rows * columns)
            fitted = Cell(cell.row, cell.column, rows, columns, cell.lines)
            grid.update(
                dict.fromkeys(
                    (
                        (row, column)
                        for row in range(fitted.row, fitted.bottom + 1)
                        for column in range(fitted.column, fitted.right + 1)
                    ),
                    fitted,
                )
            )
            kept.append(fitted)
        self._area += len(grid)
        width = 1 + max((cell.right for cell in kept), default=-1)
        self._blocks.append(Table(number, tuple(kept), " ".join(caption.split()), inside, width, grid))

    def document(self, name: str, form: str) -> Document:
        return Document(name, form, tuple(self._blocks), tuple(self._too_deep))

    def _check_area(self, size: int) -> None:
        if self._area + size > MOST_AREA:
            raise DocumentBoundError("표의 자리", "grid positions of tables", f"{MOST_AREA:,}")

    def _count_text(self, text: str) -> None:
        self._text += len(text)
        if self._text > MOST_TEXT:
            raise DocumentBoundError("글자", "characters", f"{MOST_TEXT:,}")


def _distinct(cells: Iterable[Cell | None]) -> Iterator[Cell]:
    seen: set[int] = set()
    for cell in cells:
        if cell is not None and id(cell) not in seen:
            seen.add(id(cell))
            yield cell
