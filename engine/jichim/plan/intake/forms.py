"""Tables of labels and values: the overview of a plan, its organisation, the particulars of a service."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from jichim.plan.intake.document import Cell, Table
from jichim.plan.intake.geometry import Layout
from jichim.plan.intake.labels import Block, Labels

Entry = tuple[Cell, Block, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class LabelledValues:
    """The labels of one node type in a table with the cells of their values."""

    entries: tuple[Entry, ...]

    @property
    def answered(self) -> int:
        """How many different fields have a value."""
        return len(
            {
                block.field.name
                for _, block, cells in self.entries
                if block.lines or any(c.lines for c in cells)
            }
        )


def find_labelled(
    table: Table, labels: Labels, taken: Collection[Cell] = (), within: range | None = None
) -> LabelledValues:
    """The labels in a table and their values, apart from cells that are taken, within some rows if given."""
    named = {
        cell: blocks
        for cell in table.cells
        if cell not in taken and (within is None or cell.row in within) and (blocks := labels.blocks(cell))
    }
    for cell in list(named):
        left = table.at(cell.row, cell.column - 1)
        if left is not None and left in named and not table.beside(cell):
            under = table.below(left)
            if (
                not under or under[0] in named
            ):  # in a column of labels: this is a value that reads like a label
                del named[cell]
    alone = {cell for cell, blocks in named.items() if len(blocks) == 1 and not blocks[0].lines}
    values = Layout(table, named, taken).assign(alone)
    return LabelledValues(
        tuple(
            (cell, block, tuple(values.get(cell, ()))) for cell, blocks in named.items() for block in blocks
        )
    )
