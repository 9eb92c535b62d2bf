"""DOCX: the paragraphs and tables that python-docx finds in a checked archive. Only here."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from jichim.plan.intake.document import MOST_NESTING, Cell, Document, Gathering

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL = (f"{_WORD}{tag}" for tag in ("p", "tbl", "tr", "tc"))
_AROUND = frozenset(
    f"{_WORD}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
"""Elements around content that is shown: content controls, tracked insertions."""
_BREAKS = frozenset(f"{_WORD}{tag}" for tag in ("br", "cr"))
_HIDDEN = frozenset(f"{_WORD}{tag}" for tag in ("del", "moveFrom", "txbxContent", "pPr", "rPr"))
_MOST_DEPTH = 100


def read_docx(name: str, archive: bytes) -> Document:
    """The document in an archive that `unpack` made; raises whatever the library raises on a broken one."""
    import docx

    gathering = Gathering()
    for block in _shown(docx.Document(io.BytesIO(archive)).element.body, (_PARAGRAPH, _TABLE)):
        if block.tag == _TABLE:
            _read_table(gathering, block, None, 1)
        else:
            gathering.paragraph(_text(block))
    return gathering.document(name, "docx")


def _read_table(gathering: Gathering, table: Any, inside: int | None, depth: int) -> None:
    number = gathering.next_table()
    cells: list[Cell] = []
    nested: list[Any] = []
    open_above: dict[int, int] = {}
    """By column: the index of the cell that a merge downwards goes on from."""
    for row, element in enumerate(_shown(table, (_ROW,))):
        column = int(element.grid_before)
        for found in _shown(element, (_CELL,)):
            columns = max(1, int(found.grid_span))
            start = open_above.get(column) if found.vMerge == "continue" else None
            if start is not None:
                above = cells[start]
                cells[start] = Cell(above.row, above.column, row - above.row + 1, above.columns, above.lines)
            else:
                blocks = list(_shown(found, (_PARAGRAPH, _TABLE)))
                text = "\n".join(_text(block) for block in blocks if block.tag == _PARAGRAPH)
                nested += [block for block in blocks if block.tag == _TABLE]
                open_above[column] = len(cells)
                cells.append(gathering.cell(row, column, 1, columns, text))
                if found.vMerge is None:
                    del open_above[column]
            column += columns
    gathering.table(number, cells, "", inside)
    for inner in nested:
        if depth >= MOST_NESTING:
            gathering.too_deep(number)
        else:
            _read_table(gathering, inner, number, depth + 1)


def _shown(element: Any, tags: tuple[str, ...], depth: int = 0) -> Iterator[Any]:
    """The children with a tag, also those in content controls and tracked insertions."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _AROUND and depth < _MOST_DEPTH:
            yield from _shown(child, tags, depth + 1)


def _text(paragraph: Any) -> str:
    """The text of a paragraph as it is shown: without what is struck out and without text boxes."""
    parts: list[str] = []
    _collect(paragraph, parts, 0)
    return "".join(parts)


def _collect(element: Any, parts: list[str], depth: int) -> None:
    for child in element:
        tag = child.tag
        if tag == f"{_WORD}t":
            parts.append(child.text or "")
        elif tag == f"{_WORD}tab":
            parts.append("\t")
        elif tag in _BREAKS:
            parts.append("\n")
        elif tag not in _HIDDEN and depth < _MOST_DEPTH:
            _collect(child, parts, depth + 1)
