"""Canvases in a table: by the names of their blocks, one or several, side by side or one below the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jichim.plan.intake.compared import compared
from jichim.plan.intake.document import Cell, Table
from jichim.plan.intake.geometry import Layout
from jichim.plan.intake.labels import Block, Labels

FEWEST = 4
"""Of the eleven blocks; fewer could be any table that speaks of costs and channels."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """One canvas: where it stands, and for every block its label cell, the block and the value cells."""

    rows: range
    columns: range
    blocks: tuple[tuple[Cell, Block, tuple[Cell, ...]], ...]
    name: Cell | None = None
    """The cell that names the service, in a table that compares services."""


def find_canvases(table: Table, labels: Labels, others: Labels) -> tuple[Canvas, ...]:
    """The canvases of a table from the top and the left; none where fewer than four blocks are named.

    `others` are the labels of a service, which tell names of services from particulars.
    """
    named = {cell: blocks for cell in table.cells if (blocks := labels.blocks(cell))}
    for cell in [each for each in named if _repeats(table, named, each)]:
        del named[cell]
    groups = [group for group in _grouped(named) if _distinct(named, group) >= FEWEST]
    if len(groups) == 1 and all(_is_alone(named[cell]) for cell in groups[0]):
        services = compared(table, groups[0], others)
        if services:
            return tuple(_one_of(name, values, named) for name, values in services)
    kept = {cell for group in groups for cell in group}
    alone = [cell for cell in named if cell in kept and _is_alone(named[cell])]
    values = Layout(table, [cell for cell in named if cell in kept]).assign(set(alone))
    canvases: list[Canvas] = []
    for group in groups:
        found = [
            (cell, block, tuple(values.get(cell, ()) if len(named[cell]) == 1 else ()))
            for cell in group
            for block in named[cell]
        ]
        cells = [*group, *(value for _, _, given in found for value in given)]
        rows = range(min(cell.row for cell in cells), max(cell.bottom for cell in cells) + 1)
        columns = range(min(cell.column for cell in cells), max(cell.right for cell in cells) + 1)
        canvases.append(Canvas(rows, columns, tuple(found)))
    return tuple(sorted(canvases, key=lambda canvas: (canvas.rows.start, canvas.columns.start)))


def _one_of(name: Cell, values: dict[Cell, Cell], named: dict[Cell, tuple[Block, ...]]) -> Canvas:
    blocks = tuple((label, named[label][0], (value,)) for label, value in values.items())
    cells = [name, *values.values()]
    rows = range(min(cell.row for cell in cells), max(cell.bottom for cell in cells) + 1)
    columns = range(min(cell.column for cell in cells), max(cell.right for cell in cells) + 1)
    return Canvas(rows, columns, blocks, name)


def _is_alone(blocks: Sequence[Block]) -> bool:
    return len(blocks) == 1 and not blocks[0].lines


def _repeats(table: Table, named: dict[Cell, tuple[Block, ...]], cell: Cell) -> bool:
    """Whether a cell is the value of the label above or before it though it reads like that label again."""
    if not _is_alone(named[cell]):
        return False
    before = [table.at(cell.row - 1, cell.column), table.at(cell.row, cell.column - 1)]
    return any(
        other in named and _is_alone(named[other]) and named[other][0].field.name == named[cell][0].field.name
        for other in before
        if other is not None
    )


def _grouped(named: dict[Cell, tuple[Block, ...]]) -> list[list[Cell]]:
    """The label cells canvas by canvas: a block that is named again begins another canvas."""
    edges = _edges(named)
    bands: dict[int, list[Cell]] = {}
    for cell in named:
        edge = max((each for each in edges if each <= cell.column), default=edges[0])
        bands.setdefault(edge, []).append(cell)
    groups: list[list[Cell]] = []
    for _, band in sorted(bands.items()):
        seen: set[str] = set()
        group: list[Cell] = []
        for cell in sorted(band, key=lambda each: (each.row, each.column)):
            names = {block.field.name for block in named[cell]}
            if names & seen:
                same_row = [each for each in group if each.row == cell.row]
                groups.append([each for each in group if each.row != cell.row])
                group = same_row
                seen = {block.field.name for each in group for block in named[each]}
            group.append(cell)
            seen |= names
        groups.append(group)
    return groups


def _edges(named: dict[Cell, tuple[Block, ...]]) -> list[int]:
    """The columns where canvases that stand side by side begin: a row names their blocks several times."""
    in_rows: dict[int, dict[str, list[int]]] = {}
    for cell, blocks in named.items():
        for block in blocks:
            in_rows.setdefault(cell.row, {}).setdefault(block.field.name, []).append(cell.column)
    found: list[list[int]] = []
    for by_name in in_rows.values():
        repeated = [sorted(columns) for columns in by_name.values() if len(columns) > 1]
        if repeated and max(map(len, repeated)) == min(map(len, repeated)):
            found.append([min(starts) for starts in zip(*repeated, strict=True)])
    return min(found, default=[0])


def _distinct(named: dict[Cell, tuple[Block, ...]], group: list[Cell]) -> int:
    return len(Counter(block.field.name for cell in group for block in named[cell]))
