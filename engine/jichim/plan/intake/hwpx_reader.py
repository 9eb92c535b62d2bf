"""HWPX: the paragraphs and tables that python-hwpx finds in a checked archive. Only here."""

from __future__ import annotations

import io
import logging
import warnings
from typing import Any

from jichim.plan.intake.document import MOST_NESTING, Cell, Document, Gathering


def read_hwpx(name: str, archive: bytes) -> Document:
    """The document in an archive that `unpack` made; raises whatever the library raises on a broken one."""
    from hwpx import HwpxDocument

    log = logging.getLogger("hwpx")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    gathering = Gathering()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document = HwpxDocument.open(io.BytesIO(archive))
        for section in document.sections:
            for paragraph in section.paragraphs:
                gathering.paragraph(paragraph.text or "")
                for table in paragraph.tables:
                    _read_table(gathering, table, None, 1)
    return gathering.document(name, "hwpx")


def _read_table(gathering: Gathering, table: Any, inside: int | None, depth: int) -> None:
    number = gathering.next_table()
    cells: list[Cell] = []
    nested: list[Any] = []
    for position, row in enumerate(table.rows):
        for found in row.cells:
            address, span = found.address, found.span
            paragraphs = found.paragraphs
            text = "\n".join(paragraph.text or "" for paragraph in paragraphs)
            cells.append(gathering.cell(_row(address[0], position), address[1], span[0], span[1], text))
            nested += [inner for paragraph in paragraphs for inner in paragraph.tables]
    caption = table.caption
    gathering.table(number, cells, caption.text if caption is not None else "", inside)
    for inner in nested:
        if depth >= MOST_NESTING:
            gathering.too_deep(number)
        else:
            _read_table(gathering, inner, number, depth + 1)


def _row(stated: int, position: int) -> int:
    """The row that the file states; one behind its element is a lie that could hide a cell."""
    return stated if stated >= 0 else position
