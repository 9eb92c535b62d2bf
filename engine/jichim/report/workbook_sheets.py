"""Sheets of a workbook written row by row: headings that stay, filters, widths, and texts that stay texts.

Nothing in a workbook depends on a clock, so that equal rows give equal files.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jichim.plan.formulas import is_like_formula
from jichim.report.workbook_rows import (
    Column,
    Kind,
    Rows,
    Value,
    clean,
    letters,
    row_height,
    text_lines,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS = 1_048_576
"""Rows of a sheet, by the specification of Excel."""
_PAGE_WIDTH = 200
"""Characters across a page of A4 before they get too small to read."""
_EPOCH = datetime.datetime(2000, 1, 1)
_FORMATS: dict[Kind, str] = {
    "text": "General",
    "long": "General",
    "count": "#,##0",
    "share": "0.0%",
    "day": "yyyy-mm-dd",
}


class Sheets:
    """A workbook under way; sheets are added one after the other, `save` ends it."""

    def __init__(self, title: str) -> None:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

        self.book: Workbook = Workbook(write_only=True)
        self._rows: dict[str, Rows] = {}
        """The rows of tables, by the place of their sheet in the archive."""
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
        sheet, written = self._sheet(title, columns)
        number = used = 1
        for row in rows:
            if used == MOST_ROWS:
                self._closed(sheet, columns, used)
                number, used = number + 1, 1
                sheet, written = self._sheet(f"{title} ({number})", columns)
            used += 1
            written.add(used, row)
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
        for place, width in enumerate(widths):
            sheet.column_dimensions[letters(place)].width = width
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

        ExcelWriter(self.book, _Archive(out, self._rows)).save()

    def _sheet(self, title: str, columns: Sequence[Column]) -> tuple[Any, Rows]:
        sheet = self.book.create_sheet(title)
        _printed(sheet, sum(column.width for column in columns))
        sheet.freeze_panes = "B2"
        sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
        for place, column in enumerate(columns):
            sheet.column_dimensions[letters(place)].width = column.width
        sheet.append([self._styled(sheet, column.name, "jichim head") for column in columns])

        def style(kind: Kind, quoted: bool) -> int:
            cell = self._styled(sheet, "", f"jichim {kind}")
            cell.quotePrefix = quoted
            return int(cell.style_id)

        rows = Rows(columns, style)
        self._rows[f"xl/worksheets/sheet{len(self.book.worksheets)}.xml"] = rows
        return sheet, rows

    def _closed(self, sheet: Any, columns: Sequence[Column], used: int) -> None:
        sheet.auto_filter.ref = f"A1:{letters(len(columns) - 1)}{used}"

    def _row(
        self, sheet: Any, columns: Sequence[Column], widths: Sequence[int], row: Sequence[Value], number: int
    ) -> None:
        lines = 1
        for one, width, value in zip(columns, widths, row, strict=False):
            if one.kind == "long" and isinstance(value, str):
                lines = max(lines, text_lines(value, max(1, width - 2)))
        if lines > 1:
            sheet.row_dimensions[number].height = row_height(lines)
        sheet.append([self._cell(sheet, one.kind, value) for one, value in zip(columns, row, strict=True)])

    def _cell(self, sheet: Any, kind: Kind, value: Value) -> object:
        """A text is never a formula nor an error value; it is marked so that editing makes it none."""
        if value is None or value == "":
            return None
        cell = self._styled(sheet, value if isinstance(value, str) else "", f"jichim {kind}")
        if isinstance(value, str):
            cell.quotePrefix = is_like_formula(cell.value)
        else:
            cell.value = value
        return cell

    def _styled(self, sheet: Any, value: str, style: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(sheet, clean(value))
        cell.data_type = "s"
        cell.style = style
        return cell


def _printed(sheet: Any, width: int) -> None:
    """Landscape A4, on as few pages across as can be read, with the name of the sheet and page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, round(width / _PAGE_WIDTH)), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&A · &P / &N"


class _Archive(ZipFile):
    """The archive that openpyxl writes: our rows go into its sheets, and all members bear one date."""

    def __init__(self, out: BinaryIO, rows: dict[str, Rows]) -> None:
        super().__init__(out, "w", ZIP_DEFLATED)
        self._rows = rows

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(_member(name), data)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """A sheet; those of tables hold their heading only, and its rows follow."""
        rows = self._rows.get(str(arcname))
        with (
            open(filename, "rb") as source,
            self.open(_member(str(arcname)), "w", force_zip64=True) as target,
        ):
            head, end, tail = source.read().partition(b"</sheetData>")
            target.write(head)
            if rows is not None:
                rows.give(target)
            target.write(end + tail)


def _member(name: str) -> ZipInfo:
    made = ZipInfo(name, _EPOCH.timetuple()[:6])
    made.compress_type = ZIP_DEFLATED
    return made
