"""The rows of a large sheet, written as XML (ECMA-376 part 1, 18.3.1.73 `row`, 18.3.1.4 `c`).

openpyxl makes an object of every cell and spends most of the time of a report on that. Styles, sheets and
everything around the rows stay its own; a row here refers to a style by its number.
"""

from __future__ import annotations

import datetime
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Literal
from xml.sax.saxutils import escape

from jichim.plan.formulas import is_like_formula
from jichim.report.layout import columns as wide
from jichim.report.layout import printable

Value = str | int | float | datetime.date | None
Kind = Literal["text", "long", "count", "share", "day"]
Style = Callable[[Kind, bool], int]
"""The number of the style of a kind of cell; True for texts that a spreadsheet could take for formulas."""

_LONGEST = 32_767
_LINE, _MOST_LINES = 15.0, 20
"""The height of a line in points, and the lines of the highest row."""
_KEPT = 20_000
"""Texts of a column whose XML is kept: most texts of a report occur in many rows."""
_AT_ONCE = 2000
"""Rows held before they go to the file."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_RETURN = {"\r": "&#13;"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading and its width in characters; in small tables the sheet has the widths."""

    name: str
    width: int = 0
    kind: Kind = "text"


class Rows:
    """The rows of one sheet below its heading, on disk until the workbook is saved."""

    def __init__(self, columns: Sequence[Column], style: Style) -> None:
        self._columns = [_ColumnXml(place, one, style) for place, one in enumerate(columns)]
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `give`
        self._waiting: list[str] = []

    def add(self, number: int, row: Sequence[Value]) -> None:
        """A row as high as its longest text needs: programs do not agree on who finds that out."""
        cells = []
        lines = 1
        for column, value in zip(self._columns, row, strict=True):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                xml, needed = column.text(value)
                if needed > lines:
                    lines = needed
            else:
                xml = column.number(value)
            cells.append(f'<c r="{column.letters}{number}{xml}</c>')
        high = f' ht="{row_height(lines)}" customHeight="1"' if lines > 1 else ""
        self._waiting.append(f'<row r="{number}"{high}>{"".join(cells)}</row>')
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def give(self, target: IO[bytes]) -> None:
        """All rows into a file; they are gone afterwards."""
        self._write()
        self._file.seek(0)
        shutil.copyfileobj(self._file, target, 1 << 16)
        self._file.close()

    def _write(self) -> None:
        self._file.write("".join(self._waiting).encode("utf-8"))
        self._waiting.clear()


class _ColumnXml:
    """Cells of one column: the XML after the number of the row, and the lines that a text needs."""

    def __init__(self, place: int, column: Column, style: Style) -> None:
        self.letters = letters(place)
        self._width = max(1, column.width - 2) if column.kind == "long" else 0
        self._plain, self._quoted = style(column.kind, False), style(column.kind, True)
        self._texts: dict[str, tuple[str, int]] = {}

    def text(self, value: str) -> tuple[str, int]:
        found = self._texts.get(value)
        if found is None:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            found = self._texts[value] = self._made(value)
        return found

    def number(self, value: float | datetime.date) -> str:
        """A day is the number of days since the end of 1899, as in all workbooks (ECMA-376, 18.17.4.1)."""
        plain = (value - _DAY_0).days if isinstance(value, datetime.date) else value
        return f'" s="{self._plain}" t="n"><v>{plain}</v>'

    def _made(self, value: str) -> tuple[str, int]:
        cleaned = clean(value)
        style = self._quoted if is_like_formula(cleaned) else self._plain
        space = ' xml:space="preserve"' if cleaned != cleaned.strip() else ""
        xml = f'" s="{style}" t="inlineStr"><is><t{space}>{escape(cleaned, _RETURN)}</t></is>'
        return xml, text_lines(value, self._width)


_DAY_0 = datetime.date(1899, 12, 30)


def letters(place: int) -> str:
    """The letters of a column, counted from 0: A … Z, AA …"""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def text_lines(value: str, width: int) -> int:
    """The lines that a text takes in a column of that width; 1 where it is not wrapped (0)."""
    return -(-wide(printable(value)) // width) if width else 1


def row_height(lines: int) -> float:
    return _LINE * min(lines, _MOST_LINES) + 2


def clean(text: str) -> str:
    """A text as a cell can hold it: what XML cannot is spelled out, what is too long ends with `…`."""
    text = _NOT_XML.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
    text = _ESCAPE.sub("_x005F_", text)  # or Excel would read `_x0041_` as a letter
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
