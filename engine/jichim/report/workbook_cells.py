"""Sheets of a workbook: bold headings with filters, texts that stay texts, no moment of writing."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jichim.diagnostic import Text
from jichim.report.formulas import is_like_formula
from jichim.report.layout import Page, columns, printable
from jichim.report.opinion.package import repacked

if TYPE_CHECKING:
    from openpyxl import Workbook

Value = str | int | datetime.date | None
Row = Sequence[Value]

EPOCH = datetime.datetime(2000, 1, 1)
MOST_ROWS = 1_048_576
"""Rows of a sheet, by the specification of Excel; what is more goes on in a further sheet."""
_LONGEST = 32_767
_MOST_LINES = 20
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: headings with widths in characters, and rows as wide as those."""

    title: Text
    columns: tuple[tuple[Text, int], ...]
    rows: Iterable[Row]


def write_sheet(book: Workbook, sheet: Sheet, page: Page) -> None:
    """The sheet, and further ones where it has more rows than one holds."""
    from openpyxl.styles import Alignment

    wrapped = Alignment(vertical="top", wrap_text=True)
    title = sheet.title.in_(page.lang)
    made, number, used = _opened(book, sheet, page, title), 1, 1
    for row in sheet.rows:
        if used == MOST_ROWS:
            _closed(made, sheet, used)
            number, used = number + 1, 1
            made = _opened(book, sheet, page, f"{title} ({number})")
        used += 1
        made.row_dimensions[used].height = 15.0 * min(_lines(row, sheet), _MOST_LINES)
        made.append([_cell(made, held, wrapped) for held in row])
    _closed(made, sheet, used)


def saved(book: Workbook) -> bytes:
    """The file without the moment of saving, which openpyxl writes whatever the properties say."""
    target = io.BytesIO()
    book.save(target)
    with zipfile.ZipFile(target) as archive:
        core = archive.read("docProps/core.xml")
    undated = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", core)
    return repacked(target.getvalue(), {"docProps/core.xml": undated})


def _opened(book: Workbook, sheet: Sheet, page: Page, title: str) -> Any:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    made: Any = book.create_sheet(title)
    made.freeze_panes = "B2"
    made.print_title_rows = "1:1"
    made.page_setup.orientation, made.page_setup.paperSize = "landscape", 9
    made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
    made.sheet_properties.pageSetUpPr.fitToPage = True
    for place, (_, width) in enumerate(sheet.columns, 1):
        made.column_dimensions[get_column_letter(place)].width = width
    style = {"font": Font(bold=True), "fill": PatternFill("solid", "E8EDF4")}
    middle = Alignment(vertical="center", wrap_text=True)
    made.append([_cell(made, name.in_(page.lang), middle, **style) for name, _ in sheet.columns])
    return made


def _closed(made: Any, sheet: Sheet, used: int) -> None:
    from openpyxl.utils import get_column_letter

    made.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{used}"


def _lines(row: Row, sheet: Sheet) -> int:
    """Lines of the highest cell: programs do not agree on who finds that out."""
    return max(
        1, *(-(-columns(printable(str(held))) // max(1, width - 2)) for held, width in _held(row, sheet))
    )


def _held(row: Row, sheet: Sheet) -> Iterator[tuple[Value, int]]:
    yield "", 1
    for held, (_, width) in zip(row, sheet.columns, strict=True):
        if held is not None:
            yield held, width


def _cell(sheet: Any, value: Value, alignment: Any, **style: Any) -> Any:
    """A string is never a formula nor an error value, however it begins."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        shown = _ESCAPED.sub("_x005F_", printable(value))
        cell: Any = WriteOnlyCell(sheet, shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…")
        cell.data_type = "s"
        cell.quotePrefix = is_like_formula(shown)
    else:
        held: Any = value
        cell = WriteOnlyCell(sheet, held)
        if isinstance(value, datetime.date):
            cell.number_format = "yyyy-mm-dd"
    cell.alignment = alignment
    for name, part in style.items():
        setattr(cell, name, part)
    return cell
