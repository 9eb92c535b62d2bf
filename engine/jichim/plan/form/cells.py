"""Single cells of a filled form: what they write for a field, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from jichim.diagnostic import Diagnostic, Message
from jichim.plan import messages as m
from jichim.plan.form.branch import Branch
from jichim.plan.form.grid import Grid, GridDraft
from jichim.plan.form.lines import from_lines
from jichim.plan.form.shown import has_unit, shown, unformatted_day
from jichim.plan.form.workbook import SheetCells, Workbook
from jichim.plan.margin import quote
from jichim.plan.tree import MOST_SCALAR_BYTES, ListNode, Scalar, Tree, is_too_long
from jichim.source import Span
from jichim.vocabulary.model import Field, Kind

_AMOUNTS = (Kind.MONEY, Kind.COUNT, Kind.RATIO)


@dataclass(frozen=True, slots=True)
class _Late:
    """A diagnostic that waits for the grid to be finished."""

    message: Message
    start: int
    end: int
    words: dict[str, object]


class CellReader:
    """Reads the cells of one workbook; their texts go to its grid, their mistakes wait for that."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.grid = GridDraft(workbook.name)
        self.about: list[Diagnostic] = []
        """What is wrong with the workbook or a whole sheet."""
        self._late: list[_Late] = []

    def finished(self) -> tuple[Grid, tuple[Diagnostic, ...]]:
        """The grid of all texts that were read, and every mistake, in the order in which they were found."""
        grid = self.grid.finished()
        late = (one.message.at(Span(grid, one.start, one.end), related=(), **one.words) for one in self._late)
        return grid, (*self.about, *late)

    def value(self, cells: SheetCells, row: int, column: int, declared: Field, unit: str = "") -> Tree | None:
        """What a cell writes for a field: one text, or several where the field takes several."""
        held = cells.cell(row, column)
        day = unformatted_day(held, self.workbook.since_1904) if held and declared.kind is Kind.DATE else None
        if day is not None:
            wrong = self.add(cells, row, column)
            words = {"label": declared.label, "name": declared.name, "written": quote(wrong.text)}
            self.report(m.DATE_AS_NUMBER, wrong, day=day, **words)
            return None
        whole = self.scalar(cells, row, column, unit if declared.kind in _AMOUNTS else "")
        if whole is None or not (declared.kind in (Kind.ITEMS, Kind.RECORDS) or declared.many):
            return whole
        pieces = [
            Scalar(text, whole.start + start, whole.start + start + len(text))
            for text, start in from_lines(whole.text)
        ]
        if len(pieces) < 2:
            return pieces[0] if pieces else None
        return ListNode(tuple(pieces), whole.start, whole.end)

    def scalar(self, cells: SheetCells, row: int, column: int, unit: str = "") -> Scalar | None:
        cell = cells.cell(row, column)
        if cell is None:
            return None
        if cell.kind in ("formula", "error"):
            written = cell.text or "=…"
            message = m.CELL_ERROR if cell.kind == "error" else m.FORMULA_WITHOUT_VALUE
            self.report(message, self.grid.add(cells.name, row, column, written), written=quote(written))
            return None
        text = shown(cell, self.workbook.since_1904)
        if text is None:
            wrong = self.grid.add(cells.name, row, column, cell.text)
            self.report(m.CELL_ERROR, wrong, written=quote(cell.text))
            return None
        if unit and cell.kind == "number" and not has_unit(cell.format):
            text += unit
        scalar = self.grid.add(cells.name, row, column, text.strip())
        if is_too_long(scalar.text):
            self.report(m.TEXT_TOO_LONG, scalar, limit=f"{MOST_SCALAR_BYTES:,}")
        return scalar

    def band(self, branch: Branch, cells: SheetCells, row: int, column: int, written: str) -> None:
        """The own cell of a section."""
        stated = self.scalar(cells, row, column)
        if stated is None:
            return
        if branch.declared is None:
            self.report(m.ROW_OF_NOTHING, stated, key=quote(written))
        elif branch.stated is not None:
            words = {"label": branch.declared.label, "name": branch.declared.name}
            self.report(m.STATED_TWICE, stated, **words)
        else:
            branch.stated = stated

    def add(self, cells: SheetCells, row: int, column: int) -> Scalar:
        """The text of a cell as the place of a diagnostic."""
        cell = cells.cells[row, column]
        return self.grid.add(cells.name, row, column, shown(cell, self.workbook.since_1904) or cell.text)

    def plain(self, cells: SheetCells, row: int, column: int) -> str:
        """The text of a cell in one line, or of the merged cells that it belongs to; empty without one."""
        cell = cells.cell(row, column) or cells.cell(*cells.merged.get((row, column), (row, column)))
        text = shown(cell, self.workbook.since_1904) if cell is not None else None
        return " ".join((text or "").split())

    def contradicted(self, declared: Field, stated: Scalar, written: str) -> None:
        self.report(m.SECTION_AND_FIELDS, stated, label=declared.label, written=written)

    def report(self, message: Message, scalar: Scalar, **words: object) -> None:
        self._late.append(_Late(message, scalar.start, scalar.end, words))
