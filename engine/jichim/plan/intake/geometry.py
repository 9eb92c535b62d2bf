"""Which cells hold the value of a label: those below it or those beside it, as the table as a whole shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise

from jichim.plan.intake.document import Cell, Table


class Layout:
    """Assigns the value cells of one table; no cell is given to two labels."""

    def __init__(self, table: Table, labels: Iterable[Cell], taken: Iterable[Cell] = ()) -> None:
        self._table = table
        self._labels = list(labels)
        self._marked = {id(label) for label in self._labels}
        self._taken = {id(cell) for cell in taken}

    def assign(self, whole: Collection[Cell]) -> dict[Cell, list[Cell]]:
        """The value cells of the labels in `whole`; empty where the table does not show which they are.

        A label with a possible value on one side only is clear. Of the others, the side that is usual in the
        table decides; where neither is, the side that has a text.
        """
        found: dict[Cell, list[Cell]] = {}
        open_ = [label for label in self._labels if label in whole]
        votes = 0
        for _ in range(2):
            unclear: list[Cell] = []
            for label in open_:
                below, beside = self._below(label), self._beside(label)
                if below and beside:
                    unclear.append(label)
                    continue
                found[label] = self._take(below or beside)
                votes += bool(below) - bool(beside)
            open_ = unclear
        for label in open_:
            below, beside = self._below(label), self._beside(label)
            side = votes or bool(_text(below)) - bool(_text(beside))
            found[label] = self._take(below if side > 0 else beside if side < 0 else [])
        for label, cells in found.items():
            if cells and cells[0].is_below(label):
                self._go_on_down(label, cells)
        return found

    def _take(self, cells: list[Cell]) -> list[Cell]:
        self._taken.update(id(cell) for cell in cells)
        return list(cells)

    def _free(self, cells: Collection[Cell]) -> bool:
        return bool(cells) and not any(id(cell) in self._marked or id(cell) in self._taken for cell in cells)

    def _below(self, label: Cell) -> list[Cell]:
        cells = self._table.below(label)
        if not self._free(cells):
            return []
        if all(label.column <= cell.column and cell.right <= label.right for cell in cells):
            return cells
        wide = cells[0]
        others = any(
            other is not label and other.bottom == label.bottom and _share(wide.column, wide.right, other)
            for other in self._labels
        )
        return [] if len(cells) > 1 or others else cells

    def _beside(self, label: Cell) -> list[Cell]:
        cells = self._table.beside(label)
        if not self._free(cells):
            return []
        if all(label.row <= cell.row and cell.bottom <= label.bottom for cell in cells):
            return cells
        tall = cells[0]
        others = any(
            other is not label
            and other.right == label.right
            and other.row <= tall.bottom
            and tall.row <= other.bottom
            for other in self._labels
        )
        return [] if len(cells) > 1 or others else cells

    def _go_on_down(self, label: Cell, cells: list[Cell]) -> None:
        """A value may be spread over rows: it ends at a label or where the columns change."""
        while True:
            row = cells[-1].bottom + 1
            spread = [self._table.at(row, column) for column in range(label.column, label.right + 1)]
            further = list({id(cell): cell for cell in spread if cell is not None}.values())
            inside = all(
                cell.row == row and label.column <= cell.column and cell.right <= label.right
                for cell in further
            )
            if not further or not inside or not self._free(further):
                return
            cells += self._take(further)


def _share(first: int, last: int, other: Cell) -> bool:
    return first <= other.right and other.column <= last


def _text(cells: list[Cell]) -> str:
    return "".join(cell.text for cell in cells)


def bands(starts: Iterable[int], end: int) -> list[range]:
    """The stretches between sorted starts, the first one from 0."""
    edges = [0, *sorted(set(starts) - {0}), end]
    return [range(first, last) for first, last in pairwise(edges)]
