"""Tables of records: headers that name fields, and a row for each cost, revenue, indicator, service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jichim.plan.intake.document import Cell, Table
from jichim.plan.intake.labels import Labels, squeeze
from jichim.vocabulary.model import Field

_MOST_HEADER_ROWS = 5
_IN_BRACKETS = re.compile(r"[(\[]\s*(?:단위\s*[:：]?\s*)?(?P<unit>[^()\[\]:：]{1,12})\s*[)\]]\s*$")
_MONEY_UNIT = re.compile(r"(?:천|만|백만|억)?원(?:/[년월])?")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SUMS = frozenset(
    squeeze(word)
    for word in ("합계", "계", "소계", "총계", "총합", "누계", "합", "총합계", "total", "subtotal", "sum")
)


@dataclass(frozen=True, slots=True)
class Column:
    field: Field
    header: Cell
    unit: str | None
    """The unit of money that the header gives (`금액(백만원)`)."""
    in_canvas: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """The header row of a table of records, with the field of every column that was recognised."""

    row: int
    columns: Mapping[int, Column]
    title: int
    """The column that names the record."""

    @property
    def bottom(self) -> int:
        return max(column.header.bottom for column in self.columns.values())


def find_register(table: Table, labels: Labels, title: str, canvas: Labels | None = None) -> Register | None:
    """The register of one node type in a table: a row near the top that names its title and another field.

    At least half of the headers must be known, and no field may be named twice.
    """
    for row in range(_MOST_HEADER_ROWS):
        cells = [cell for cell in table.in_row(row) if cell.lines]
        columns: dict[int, Column] = {}
        for cell in cells:
            name, unit = header_parts(cell.text)
            found = labels.find(name) or labels.find(cell.text)
            in_canvas = canvas is not None and canvas.find(name) is not None
            if in_canvas and canvas is not None:
                found = canvas.find(name)
            if found is not None:
                columns[cell.column] = Column(found, cell, unit, in_canvas)
        names = [(column.in_canvas, column.field.name) for column in columns.values()]
        if len(names) < 2 or len(set(names)) < len(names) or 2 * len(names) < len(cells):
            continue
        if len(cells) == 1 or (False, title) not in names:
            continue
        first = next(
            at for at, column in columns.items() if column.field.name == title and not column.in_canvas
        )
        return Register(row, columns, first)
    return None


def header_parts(text: str) -> tuple[str, str | None]:
    """The name in a header, and the unit of money behind it, if there is one."""
    found = _IN_BRACKETS.search(text)
    unit = re.sub(r"\s", "", found["unit"]) if found else ""
    if found is None or not _MONEY_UNIT.fullmatch(unit):
        return text, None
    return text[: found.start()], unit


def with_unit(text: str, unit: str | None) -> str | None:
    """A bare number with the unit that the table gives; None for any other text."""
    return f"{text}{unit}" if unit is not None and _NUMBER.fullmatch(text) else None


def is_sum(text: str) -> bool:
    return squeeze(text) in _SUMS


def rows_of(table: Table, register: Register) -> Iterable[int]:
    """The rows below the headers."""
    return range(register.bottom + 1, 1 + max((cell.bottom for cell in table.cells), default=0))
