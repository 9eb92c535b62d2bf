"""Submitted documents to read: one description of paragraphs and tables, written as HWPX and as DOCX."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx import Document as WordDocument
from hwpx import HwpxDocument

Box = tuple[int, int, int, int, str]
"""Row and column of a cell, how many of each it covers, and its text."""


@dataclass(frozen=True)
class Grid:
    rows: int
    columns: int
    boxes: Sequence[Box]
    caption: str = ""
    nested: Mapping[tuple[int, int], Grid] = field(default_factory=dict)


Part = str | Grid


def lined(rows: Sequence[Sequence[str]], caption: str = "") -> Grid:
    """A table without merged cells."""
    boxes = [(row, column, 1, 1, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    return Grid(len(rows), max(map(len, rows)), boxes, caption)


def hwpx(parts: Sequence[Part]) -> bytes:
    document = HwpxDocument.new()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            _fill_hwpx(document.add_table(part.rows, part.columns), part)
    return document.to_bytes()


def _fill_hwpx(table: Any, grid: Grid) -> None:
    cells = {cell.address: (row, cell) for row in table.rows for cell in row.cells}
    for row, column, rows, columns, text in grid.boxes:
        cells[row, column][1].text = text
        # The library would close up rows and columns that no cell starts in; office programs keep them.
        cells[row, column][1].set_span(rows, columns)
        for covered in [(row + down, column + on) for down in range(rows) for on in range(columns)][1:]:
            holder, cell = cells.pop(covered)
            holder.element.remove(cell.element)
    for (row, column), inner in grid.nested.items():
        _fill_hwpx(table.cell(row, column).add_table(inner.rows, inner.columns), inner)
    if grid.caption:
        table.set_caption(grid.caption)


def docx(parts: Sequence[Part]) -> bytes:
    document = WordDocument()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            if part.caption:  # Word keeps captions in paragraphs
                document.add_paragraph(part.caption)
            _fill_docx(document.add_table(part.rows, part.columns), part)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _fill_docx(table: Any, grid: Grid) -> None:
    for row, column, rows, columns, text in grid.boxes:
        cell = table.cell(row, column)
        if (rows, columns) != (1, 1):
            cell = cell.merge(table.cell(row + rows - 1, column + columns - 1))
        cell.text = text
    for (row, column), inner in grid.nested.items():
        _fill_docx(table.cell(row, column).add_table(inner.rows, inner.columns), inner)


WRITERS: dict[str, Callable[[Sequence[Part]], bytes]] = {"hwpx": hwpx, "docx": docx}


def repacked(raw: bytes, change: Mapping[str, bytes | None]) -> bytes:
    """The archive with parts replaced, added, or (None) left out."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as before,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in dict.fromkeys([*before.namelist(), *change]):
            content = change[name] if name in change else before.read(name)
            if content is not None:
                after.writestr(name, content)
    return packed.getvalue()


def part_of(raw: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name)


Blocks = Mapping[str, Sequence[str]]


def figure(blocks: Blocks, labels: Mapping[str, str], top: int = 0, left: int = 0) -> Grid:
    """A canvas as the figures of the report lay it out: labels above values, the middle column through."""

    def text(name: str) -> str:
        return "\n".join(f"- {item}" for item in blocks.get(name, ()))

    boxes: list[Box] = []

    def box(row: int, column: int, rows: int, columns: int, content: str) -> None:
        boxes.append((row + top, column + left, rows, columns, content))

    for column, name in ((0, "partners"), (4, "value"), (8, "customers")):
        box(0, column, 1, 2, labels[name])
        box(1, column, 3, 2, text(name))
    for column, first, second in ((2, "activities", "resources"), (6, "relationships", "channels")):
        box(0, column, 1, 2, labels[first])
        box(1, column, 1, 2, text(first))
        box(2, column, 1, 2, labels[second])
        box(3, column, 1, 2, text(second))
    for row, first, second in ((4, "costs", "revenues"), (6, "social_costs", "social_benefits")):
        for column, name in ((0, first), (5, second)):
            box(row, column, 1, 5, labels[name])
            box(row + 1, column, 1, 5, text(name))
    return Grid(8 + top, 10 + left, boxes)


PRINTED = {
    "partners": "핵심 파트너",
    "activities": "핵심 활동",
    "resources": "핵심 자원",
    "value": "가치제안\n(제공되는 가치)",
    "relationships": "고객 관계",
    "channels": "채널(경로)",
    "customers": "고객 분할\n(목표 고객)",
    "costs": "비용구조",
    "revenues": "매출구조(수익흐름, 수익원)",
    "social_costs": "사회 환경 비용(부정적)",
    "social_benefits": "사회 환경 이익(긍정적)",
}
"""The labels as the figures of the report print them."""
DECORATED = {
    "partners": "① 핵심파트너 :",
    "activities": "2. 핵심 ㆍ 활동",
    "resources": "[핵심 자원]",
    "value": "Value Proposition\n가치 제안",
    "relationships": "□ 고객관계(Customer Relationships)",
    "channels": "【채널】",
    "customers": "(7) 목표 고객",
    "costs": "비용 구조*",
    "revenues": "⑨매출원",
    "social_costs": "사회ㆍ환경 비용",
    "social_benefits": "사회․환경적  이익1)",
}
"""The same labels as careless or careful hands write them."""


def with_rows(raw: bytes, part: str, row: tuple[bytes, bytes], count: int) -> bytes:
    """The document with its last row, between two marks, repeated; rows are numbered anew, and so is `@`."""
    text = part_of(raw, part)
    start, end = text.rindex(row[0]), text.rindex(row[1]) + len(row[1])
    last = re.search(rb'rowAddr="(\d+)"', text[start:end])
    first = int(last[1]) if last else 0
    rows = b"".join(
        re.sub(rb'rowAddr="\d+"', b'rowAddr="%d"' % (first + number), text[start:end]).replace(
            b"@", b"%d" % number
        )
        for number in range(count)
    )
    return repacked(raw, {part: text[:start] + rows + text[end:]})


MAIN = {"hwpx": "Contents/section0.xml", "docx": "word/document.xml"}
ROW = {"hwpx": (b"<hp:tr>", b"</hp:tr>"), "docx": (b"<w:tr>", b"</w:tr>")}
"""How a row begins and ends in each format."""
