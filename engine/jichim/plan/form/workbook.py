"""The cells of a workbook: streamed from its parts, sparse and bounded; nothing is evaluated or followed.

Spreadsheet programs write cells in many ways; this reads those of ECMA-376 part 1, 18.3 (transitional and
strict) and keeps, for each cell, its stored value, its type and its number format. openpyxl is not used for
reading, since it lays out merged ranges and ranges of links cell by cell, which a hostile file can abuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree import ElementTree

from jichim.diagnostic import Diagnostic
from jichim.plan import messages as m
from jichim.plan.form.package import Package, unpack

MOST_CELLS = 200_000
MOST_SHEETS = 200
MOST_STRINGS = 200_000
MOST_COLUMN = 1_000
MOST_ROW = 100_000

CellKind = Literal["text", "number", "yesno", "error", "formula"]
Position = tuple[int, int]
"""Row and column, both counted from 1."""

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is the value as stored: a decimal number, `1` or `0` for yes and no, a text, an error word.

    A `formula` is one whose value the file does not hold.
    """

    kind: CellKind
    text: str
    format: str = "General"


@dataclass(frozen=True, slots=True)
class SheetCells:
    """The cells of one sheet that hold anything; a merged range holds what its first cell does."""

    name: str
    cells: Mapping[Position, Cell]
    merged: Mapping[Position, Position]
    """The first cell of the merged range in which a cell of its first column or row lies."""

    def cell(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))


@dataclass(frozen=True, slots=True)
class Workbook:
    name: str
    sheets: tuple[SheetCells, ...]
    since_1904: bool
    """Whether days are counted from 1904 (old Macintosh files) and not from 1900."""


class _BoundError(Exception):
    """A bound is passed; the arguments are its name in Korean and English, and the bound."""


def open_workbook(name: str, raw: bytes) -> tuple[Workbook | None, Package | None, tuple[Diagnostic, ...]]:
    """The cells of a workbook and its safe parts, or None with the reason."""
    package, notes = unpack(name, raw)
    if package is None:
        return None, None, notes
    try:
        return _read(package), package, notes
    except _BoundError as bound:
        ko, en, limit = bound.args
        refused = m.WORKBOOK_TOO_LARGE.about(name, what_ko=ko, what_en=en, limit=f"{limit:,}")
    except (KeyError, IndexError, ValueError, ElementTree.ParseError) as error:
        what = f"{type(error).__name__}: {error}"[:120]
        refused = m.NOT_A_WORKBOOK.about(
            name, problem_ko=f"구조가 맞지 않는다 ({what})", problem_en=f"its structure is wrong ({what})"
        )
    return None, None, (*notes, refused)


def column_letters(column: int) -> str:
    """`A` for 1, `AA` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def position(reference: str) -> Position:
    """The row and column of `B7`; ValueError for anything else."""
    found = _CELL.fullmatch(reference)
    if not found:
        raise ValueError(f"no cell: {reference[:20]!r}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _read(package: Package) -> Workbook:
    book = ElementTree.fromstring(package.parts["xl/workbook.xml"])
    links = ElementTree.fromstring(package.parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    targets = {link.get("Id", ""): _target(link.get("Target", "")) for link in links}
    strings = list(_strings(package.parts.get("xl/sharedStrings.xml")))
    formats = _formats(package.parts.get("xl/styles.xml"))
    sheets: list[SheetCells] = []
    since_1904, left = False, MOST_CELLS
    for element in book.iter():
        tag = _local(element.tag)
        if tag == "workbookPr":
            since_1904 = element.get("date1904", "") in ("1", "true")
        elif tag == "sheet":
            link = next((value for key, value in element.items() if _local(key) == "id"), "")
            part = package.parts.get(targets.get(link, ""))
            if part is None:  # a chart sheet, or one whose part was left out
                continue
            if len(sheets) == MOST_SHEETS:
                raise _BoundError("시트", "sheets", MOST_SHEETS)
            sheet = _sheet(element.get("name", ""), part, strings, formats, left)
            left -= len(sheet.cells)
            sheets.append(sheet)
    return Workbook(package.name, tuple(sheets), since_1904)


def _target(written: str) -> str:
    """The part that a link means: from the root of the package, or from its folder `xl`."""
    return written.lstrip("/") if written.startswith("/") else f"xl/{written}"


def _strings(part: bytes | None) -> Iterator[str]:
    if part is None:
        return
    texts = (element for element, ended in _elements(part, "si") if ended)
    for count, element in enumerate(texts):
        if count == MOST_STRINGS:
            raise _BoundError("글", "texts", MOST_STRINGS)
        yield _text_of(element)


def _text_of(element: ElementTree.Element) -> str:
    """The runs of a text, without the reading aids that stand beside them."""
    pieces: list[str] = []
    for child in element:
        tag = _local(child.tag)
        if tag == "t":
            pieces.append(child.text or "")
        elif tag == "r":
            pieces += [run.text or "" for run in child if _local(run.tag) == "t"]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(pieces))


def _formats(part: bytes | None) -> list[str]:
    """The number format of each cell style."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if part is None:
        return []
    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    formats: list[str] = []
    for element in ElementTree.fromstring(part):
        if _local(element.tag) == "numFmts":
            codes.update({int(one.get("numFmtId", "0")): one.get("formatCode", "General") for one in element})
    for element in ElementTree.fromstring(part):
        if _local(element.tag) == "cellXfs":
            formats = [codes.get(int(style.get("numFmtId", "0")), "General") for style in element]
    return formats


def _sheet(name: str, part: bytes, strings: list[str], formats: list[str], most: int) -> SheetCells:
    cells: dict[Position, Cell] = {}
    merged: dict[Position, Position] = {}
    row = column = 0
    for element, ended in _elements(part, "row", "c", "mergeCell"):
        tag = _local(element.tag)
        if tag == "row" and not ended:
            row, column = int(element.get("r", row + 1)), 0
        if tag == "mergeCell" and ended:
            _merge(merged, element.get("ref", ""))
        if tag != "c" or not ended:
            continue
        reference = element.get("r")
        row, column = position(reference) if reference else (max(row, 1), column + 1)
        cell = _cell(element, strings, formats)
        if cell is None:
            continue
        if row > MOST_ROW or column > MOST_COLUMN:
            what = ("행", "rows", MOST_ROW) if row > MOST_ROW else ("열", "columns", MOST_COLUMN)
            raise _BoundError(*what)
        cells[row, column] = cell
        if len(cells) > most:
            raise _BoundError("셀", "cells", MOST_CELLS)
    return SheetCells(name, cells, merged)


def _merge(merged: dict[Position, Position], reference: str) -> None:
    """Only the first column of a range is kept: that is how rows are grouped under one name."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    if (bottom - top + 1) * (right - left + 1) > MOST_CELLS - len(merged):
        raise _BoundError("병합한 셀", "merged cells", MOST_CELLS)
    merged.update({(row, left): (top, left) for row in range(top + 1, bottom + 1)})


def _cell(element: ElementTree.Element, strings: list[str], formats: list[str]) -> Cell | None:
    parts = {_local(child.tag): child for child in element}
    stored = parts["v"].text or "" if "v" in parts else ""
    kind, style = element.get("t", "n"), int(element.get("s", "0"))
    code = formats[style] if style < len(formats) else "General"
    if kind == "inlineStr" and "is" in parts:
        return _text(_text_of(parts["is"]), code)
    if not stored:
        return Cell("formula", "") if "f" in parts and kind != "str" else None
    if kind == "s":
        return _text(strings[int(stored)], code)
    if kind == "b":
        return Cell("yesno", stored)
    if kind == "e":
        return Cell("error", stored)
    if kind in ("str", "d", "inlineStr"):
        return _text(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), stored), code)
    return Cell("number", stored, code)


def _text(text: str, code: str) -> Cell | None:
    return Cell("text", text, code) if text.strip() else None


def _elements(part: bytes, *tags: str) -> Iterator[tuple[ElementTree.Element, bool]]:
    """The elements of a part with these names, as they start and as they end; then they are forgotten."""
    parser: Any = ElementTree.XMLPullParser(("start", "end"))
    for start in range(0, len(part), 65_536):
        parser.feed(part[start : start + 65_536])
        for step, element in parser.read_events():
            if _local(element.tag) in tags:
                yield element, step == "end"
                if step == "end":
                    element.clear()
    parser.close()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
