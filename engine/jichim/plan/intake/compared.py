"""Tables that set several services side by side: a column or a row for each, with its name at the edge."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.plan.intake.document import Cell, Table
from jichim.plan.intake.labels import Labels, squeeze

FEWEST = 2
_NAME_HEADERS = frozenset(squeeze(word) for word in ("서비스명", "서비스", "서비스 이름", "명칭", "이름"))
_NO_NAMES = frozenset(
    squeeze(word) for word in ("구분", "내용", "비고", "항목", "주요 내용", "세부 내용", "설명")
)

Compared = tuple[Cell, dict[Cell, Cell]]
"""The cell with the name of a service, and by label its value."""


def compared(table: Table, labels: Sequence[Cell], others: Labels) -> list[Compared]:
    """The services that a table compares; none unless the labels stand in one line and two names beside it.

    `others` are labels of other fields: a line with one of them holds no names.
    """
    if len({cell.column for cell in labels}) == 1:
        return _columns(table, labels, others)
    if len({cell.row for cell in labels}) == 1:
        return _rows(table, labels)
    return []


def _columns(table: Table, labels: Sequence[Cell], others: Labels) -> list[Compared]:
    row = min(cell.row for cell in labels) - 1
    names = (
        [cell for cell in table.in_row(row) if cell.column > labels[0].right and cell.lines]
        if row >= 0
        else []
    )
    if any(not _is_name(cell) or others.find(cell.text) is not None for cell in names):
        return []
    found = [(name, _values(table, [(label, label.row, name.column) for label in labels])) for name in names]
    return _enough(found)


def _rows(table: Table, labels: Sequence[Cell]) -> list[Compared]:
    row, bottom = labels[0].row, max(cell.bottom for cell in labels)
    headed = [cell.column for cell in table.in_row(row) if squeeze(cell.text) in _NAME_HEADERS]
    column = headed[0] if headed else min(cell.column for cell in labels) - 1
    names = [
        cell
        for cell in table.cells
        if cell.column == column and cell.row > bottom and cell.lines and _is_name(cell)
    ]
    found = [(name, _values(table, [(label, name.row, label.column) for label in labels])) for name in names]
    return _enough(found)


def _values(table: Table, places: Sequence[tuple[Cell, int, int]]) -> dict[Cell, Cell]:
    return {label: cell for label, row, column in places if (cell := table.at(row, column)) is not None}


def _enough(found: list[Compared]) -> list[Compared]:
    filled = [(name, values) for name, values in found if any(cell.lines for cell in values.values())]
    return filled if len(filled) >= FEWEST else []


def _is_name(cell: Cell) -> bool:
    return squeeze(cell.text) not in _NO_NAMES and any(each.isalpha() for each in cell.text)
