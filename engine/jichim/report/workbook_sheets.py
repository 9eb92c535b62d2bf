"""Sheets of a workbook written row by row: headings that stay, filters, widths, and texts that stay texts.

Nothing in a workbook depends on a clock, so that equal rows give equal files.
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jichim.plan.formulas import is_like_formula
from jichim.report.layout import columns as wide
from jichim.report.layout import printable

if TYPE_CHECKING:
    from openpyxl import Workbook

Value = str | int | float | datetime.date | None
Kind = Literal["text", "long", "count", "share", "day"]

MOST_ROWS = 1_048_576
"""Rows of a sheet, by the specification of Excel."""
_LONGEST = 32_767
_LINE, _MOST_LINES = 15.0, 20
"""The height of a line in points, and the lines of the highest row."""
_PAGE_WIDTH = 200
"""Characters across a page of A4 before they get too small to read."""
_EPOCH = datetime.datetime(2000, 1, 1)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMATS: dict[Kind, str] = {
    "text": "General",
    "long": "General",
    "count": "#,##0",
    "share": "0.0%",
    "day": "yyyy-mm-dd",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading and its width in characters; in `blocks` the sheet has the widths."""

    name: str
    width: int = 0
    kind: Kind = "text"


class Sheets:
    """A workbook under way; sheets are added one after the other, `save` ends it."""

    def __init__(self, title: str) -> None:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

        self.book: Workbook = Workbook(write_only=True)
        self._cells: dict[tuple[int, Kind, bool], Any] = {}
        self.book.properties.created = self.book.properties.modified = _EPOCH
        self.book.properties.creator = "jichim"
        self.book.properties.title = title
        head = NamedStyle("jichim head", Font(bold=True, color="FFFFFF"), PatternFill("solid", "174A7C"))
        head.alignment = Alignment(vertical="center", wrap_text=True)
        styles = [head, NamedStyle("jichim strong", Font(bold=True, size=12))]
        for kind, number_format in _FORMATS.items():
            side = "center" if kind == "day" else None
            place = Alignment(horizontal=side, vertical="top", wrap_text=kind == "long")
            styles.append(NamedStyle(f"jichim {kind}", alignment=place, number_format=number_format))
        for style in styles:
            self.book.add_named_style(style)

    def table(self, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
        """A sheet with a heading and filters; rows beyond what a sheet holds go on in `title (2)`."""
        sheet = self._sheet(title, columns)
        number = used = 1
        for row in rows:
            if used == MOST_ROWS:
                self._closed(sheet, columns, used)
                number, used = number + 1, 1
                sheet = self._sheet(f"{title} ({number})", columns)
            used += 1
            self._row(sheet, columns, [one.width for one in columns], row, used)
        self._closed(sheet, columns, used)

    def blocks(
        self,
        title: str,
        widths: Sequence[int],
        blocks: Iterable[tuple[str, Sequence[Column], Sequence[Sequence[Value]]]],
    ) -> None:
        """A sheet of small tables below each other, each with a title."""
        sheet = self.book.create_sheet(title)
        _printed(sheet, sum(widths))
        self._cells.clear()
        for place, width in enumerate(widths):
            sheet.column_dimensions[chr(ord("A") + place)].width = width
        used = 0
        for name, columns, rows in blocks:
            sheet.append([self._styled(sheet, name, "jichim strong")])
            used += 1
            if any(one.name for one in columns):
                sheet.append([self._styled(sheet, one.name, "jichim head") for one in columns])
                used += 1
            for row in rows:
                used += 1
                self._row(sheet, columns, widths, row, used)
            sheet.append([])
            used += 1

    def save(self, out: BinaryIO) -> None:
        """The file, without the moment at which it is written."""
        from openpyxl.writer.excel import ExcelWriter

        ExcelWriter(self.book, _Timeless(out, "w", ZIP_DEFLATED)).save()

    def _sheet(self, title: str, columns: Sequence[Column]) -> Any:
        from openpyxl.utils import get_column_letter

        sheet = self.book.create_sheet(title)
        _printed(sheet, sum(column.width for column in columns))
        self._cells.clear()
        sheet.freeze_panes = "B2"
        sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
        for place, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.append([self._styled(sheet, column.name, "jichim head") for column in columns])
        return sheet

    def _closed(self, sheet: Any, columns: Sequence[Column], used: int) -> None:
        from openpyxl.utils import get_column_letter

        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{used}"

    def _row(
        self, sheet: Any, columns: Sequence[Column], widths: Sequence[int], row: Sequence[Value], number: int
    ) -> None:
        """A row as high as its longest text needs: programs do not agree on who finds that out."""
        lines = 1
        for one, width, value in zip(columns, widths, row, strict=False):
            if one.kind == "long" and isinstance(value, str):
                lines = max(lines, -(-wide(printable(value)) // max(1, width - 2)))
        if lines > 1:
            sheet.row_dimensions[number].height = _LINE * min(lines, _MOST_LINES) + 2
        cells = [
            self._cell(sheet, place, one.kind, value)
            for place, (one, value) in enumerate(zip(columns, row, strict=True))
        ]
        sheet.append(cells)
        sheet.row_dimensions.pop(number, None)  # written already; a million of them would weigh

    def _cell(self, sheet: Any, place: int, kind: Kind, value: Value) -> object:
        """A text is never a formula nor an error value; it is marked so that editing makes it none.

        A row is written when it is appended, so that one cell for each column and style does for all rows;
        giving every cell a style of its own takes twice the time.
        """
        if value is None or value == "":
            return None
        text = clean(value) if isinstance(value, str) else None
        risky = text is not None and is_like_formula(text)
        cell = self._cells.get((place, kind, risky))
        if cell is None:
            cell = self._cells[place, kind, risky] = self._styled(sheet, "", f"jichim {kind}")
            cell.quotePrefix = risky
        cell.value = value if text is None else text
        if text is not None:
            cell.data_type = "s"
        return cell

    def _styled(self, sheet: Any, value: str, style: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(sheet, clean(value))
        cell.data_type = "s"
        cell.style = style
        return cell


def clean(text: str) -> str:
    """A text as a cell can hold it: what XML cannot is spelled out, what is too long ends with `…`."""
    text = _NOT_XML.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
    text = _ESCAPE.sub("_x005F_", text)  # or Excel would read `_x0041_` as a letter
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _printed(sheet: Any, width: int) -> None:
    """Landscape A4, on as few pages across as can be read, with the name of the sheet and page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, round(width / _PAGE_WIDTH)), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&A · &P / &N"


class _Timeless(ZipFile):
    """An archive whose members all bear one date."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(_member(name), data)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        with (
            open(filename, "rb") as source,
            self.open(_member(str(arcname)), "w", force_zip64=True) as target,
        ):
            shutil.copyfileobj(source, target, 1 << 16)


def _member(name: str) -> ZipInfo:
    made = ZipInfo(name, _EPOCH.timetuple()[:6])
    made.compress_type = ZIP_DEFLATED
    return made
