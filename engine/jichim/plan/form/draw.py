"""Pages as an Excel workbook: looks, drop-downs, protection, frozen headers, print setup."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from copy import copy
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from jichim.plan.form.page import Drawn, Input, Look, Page
from jichim.plan.formulas import is_like_formula

MOST_TEXT = 32_767
"""Characters that a cell holds, by the specification of Excel."""
_PAGE_WIDTH = 200
_MOST_PROMPT, _MOST_HEADING = 250, 32
_FONT = "맑은 고딕"
_MOMENT, _EPOCH = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+Z"), b"2000-01-01T00:00:00Z"
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

_LINE = Side(style="thin", color="C8CDD3")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FONTS: dict[Look, Font] = {
    "title": Font(name=_FONT, size=15, bold=True, color="1F3552"),
    "note": Font(name=_FONT, size=9, color="5A6672"),
    "header": Font(name=_FONT, size=10, bold=True, color="FFFFFF"),
    "help": Font(name=_FONT, size=8, color="5A6672"),
    "band": Font(name=_FONT, size=10, bold=True, color="1F3552"),
    "label": Font(name=_FONT, size=10),
    "faint": Font(name=_FONT, size=9, color="5A6672"),
    "input": Font(name=_FONT, size=10),
}
_FILLS: dict[Look, PatternFill] = {
    "header": PatternFill("solid", start_color="2F5579"),
    "help": PatternFill("solid", start_color="F1F4F7"),
    "band": PatternFill("solid", start_color="DCE6EF"),
    "input": PatternFill("solid", start_color="FFFBE6"),
}


def draw(pages: Sequence[Page], choices_sheet: str) -> bytes:
    """The workbook of some pages; the lists behind their drop-downs stand on a hidden sheet of this name.

    Equal pages give equal bytes. Every text is stored as a text: none can become a formula.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        book.create_sheet(page.name)
    drawing = _Drawing(book, {page.name: page for page in pages}, choices_sheet)
    for page in pages:
        drawing.page(page, book[page.name])
    drawing.choices()
    book.properties.creator = "jichim"
    return _bytes(book)


def put_text(cell: Cell, text: str) -> None:
    """A text that no spreadsheet program takes for a formula, an error or a number."""
    cell.value = _ESCAPE.sub("_x005F_", text).replace("\r", "_x000D_")
    cell.data_type = "s"


class _Drawing:
    def __init__(self, book: Workbook, pages: dict[str, Page], choices_sheet: str) -> None:
        self.book = book
        self.pages = pages
        self.choices_sheet = choices_sheet
        self.lists: dict[tuple[str, ...], int] = {}
        self.styles: dict[tuple[Look, str, bool, bool], StyleArray] = {}

    def page(self, page: Page, sheet: Worksheet) -> None:
        top = page.header_row
        self._cell(sheet, 1, 1, Drawn(page.title, "title"))
        self._cell(sheet, 2, 1, Drawn(page.note, "note"))
        for number, column in enumerate(page.columns, 1):
            dimension = sheet.column_dimensions[get_column_letter(number)]
            dimension.width = column.width
            if page.has_help:
                self._cell(sheet, top - 1, number, Drawn(column.help, "help"))
            self._cell(sheet, top, number, Drawn(column.header, "header"))
            if column.input is not None:
                last = top + max(len(page.rows) + page.open_rows, 1)
                cells = f"{get_column_letter(number)}{top + 1}:{get_column_letter(number)}{last}"
                self._validate(sheet, cells, column.input)
        for offset, row in enumerate(page.rows, 1):
            self._row(page, sheet, top + offset, row)
        for row_number in range(top + len(page.rows) + 1, top + len(page.rows) + page.open_rows + 1):
            for number, column in enumerate(page.columns, 1):
                if column.input is not None:
                    self._cell(sheet, row_number, number, Drawn("", "input", column.input))
        self._arrange(page, sheet)

    def _row(self, page: Page, sheet: Worksheet, row: int, drawn: Sequence[Drawn]) -> None:
        lines = 1
        for number, one in enumerate(drawn, 1):
            self._cell(sheet, row, number, one)
            if one.input is not None and page.columns[number - 1].input is None:
                self._validate(sheet, f"{get_column_letter(number)}{row}", one.input)
            width = page.columns[number - 1].width if number <= len(page.columns) else 60
            lines = max(lines, _lines(str(one.value), width))
        sheet.row_dimensions[row].height = min(400, 6 + 14 * lines)

    def _cell(self, sheet: Worksheet, row: int, column: int, drawn: Drawn) -> None:
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        if isinstance(drawn.value, str):
            if drawn.value:
                put_text(cell, drawn.value)
        else:
            cell.value = drawn.value
        text = drawn.value if isinstance(drawn.value, str) else ""
        number_format = "General" if drawn.input is None else "@" if text else drawn.input.format
        key = (drawn.look, number_format, drawn.input is not None, is_like_formula(text))
        style, styled = self.styles.get(key), cast(Any, cell)
        if style is None:
            _dress(cell, *key)
            self.styles[key] = styled._style
        else:
            styled._style = copy(style)
        if drawn.link:
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(drawn.link)}!A1")
            cell.font = Font(name=_FONT, size=10, color="1F5FA8", underline="single")

    def _validate(self, sheet: Worksheet, cells: str, wanted: Input) -> None:
        heading, prompt = wanted.prompt
        if not (wanted.choices or wanted.choices_of or prompt):
            return
        validation = DataValidation(allow_blank=True)
        if wanted.choices:
            column = get_column_letter(self.lists.setdefault(wanted.choices, len(self.lists) + 1))
            where = f"{quote_sheetname(self.choices_sheet)}!${column}$1:${column}${len(wanted.choices)}"
            validation.type, validation.formula1 = "list", where
        elif wanted.choices_of:
            validation.type, validation.formula1 = "list", self._rows_of(self.pages[wanted.choices_of])
        if validation.type == "list":
            validation.showErrorMessage = wanted.strict
            validation.errorStyle = "warning"
        if prompt:
            validation.showInputMessage = True
            validation.promptTitle = heading[:_MOST_HEADING]
            validation.prompt = prompt if len(prompt) <= _MOST_PROMPT else prompt[: _MOST_PROMPT - 1] + "…"
        validation.add(cells)
        sheet.add_data_validation(validation)

    def _rows_of(self, page: Page) -> str:
        """The cells in which the rows of a page are named: its last frozen column."""
        column = get_column_letter(page.frozen_columns)
        first = page.header_row + 1
        last = page.header_row + len(page.rows) + page.open_rows
        return f"{quote_sheetname(page.name)}!${column}${first}:${column}${last}"

    def _arrange(self, page: Page, sheet: Worksheet) -> None:
        top = page.header_row
        sheet.sheet_view.showGridLines = False
        sheet.freeze_panes = f"{get_column_letter(page.frozen_columns + 1)}{top + 1}"
        sheet.row_dimensions[1].height = 26
        if page.has_help:
            tallest = max(_lines(column.help, column.width) for column in page.columns)
            sheet.row_dimensions[top - 1].height = min(150, 6 + 11 * tallest)
        tallest = max(_lines(column.header, column.width) for column in page.columns)
        sheet.row_dimensions[top].height = 8 + 14 * tallest
        if page.colour:
            sheet.sheet_properties.tabColor = page.colour
        sheet.protection.sheet = True
        for allowed in (
            "formatCells",
            "formatColumns",
            "formatRows",
            "insertRows",
            "deleteRows",
            "sort",
            "autoFilter",
        ):
            setattr(sheet.protection, allowed, False)  # False: not forbidden
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        # A page of A4 holds about this many characters before they get too small to read.
        pages = max(1, round(sum(column.width for column in page.columns) / _PAGE_WIDTH))
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
        assert sheet.sheet_properties.pageSetUpPr is not None
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = f"{top}:{top}"
        sheet.print_title_cols = f"A:{get_column_letter(page.frozen_columns)}"
        assert sheet.oddFooter is not None
        footer = sheet.oddFooter.center
        assert footer is not None
        footer.text = "&A — &P / &N"

    def choices(self) -> None:
        if not self.lists:
            return
        sheet = self.book.create_sheet(self.choices_sheet)
        for words, column in self.lists.items():
            for row, word in enumerate(words, 1):
                cell = sheet.cell(row, column)
                assert isinstance(cell, Cell)
                put_text(cell, word)
        sheet.sheet_state = "hidden"
        sheet.protection.sheet = True


def _dress(cell: Cell, look: Look, number_format: str, takes_input: bool, quoted: bool) -> None:
    """The look of a cell; `quoted` marks a text that would be a formula if it were typed again."""
    cell.font = _FONTS[look]
    if look in _FILLS:
        cell.fill = _FILLS[look]
    if look not in ("title", "note"):
        cell.border = _BOX
        if look == "header":
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        else:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.number_format = number_format
    cell.protection = Protection(locked=not takes_input)
    cell.quotePrefix = quoted


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column; wide characters count twice."""
    from wcwidth import wcswidth

    return sum(
        1 + max(0, max(wcswidth(line), len(line)) - 1) // max(1, width - 1) for line in text.split("\n")
    )


def _bytes(book: Workbook) -> bytes:
    """The saved workbook with fixed times in its archive and properties, where openpyxl notes the clock."""
    raw = io.BytesIO()
    book.save(raw)
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as written, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in written.infolist():
            part = written.read(info)
            if info.filename == "docProps/core.xml":
                part = _MOMENT.sub(_EPOCH, part)
            entry = zipfile.ZipInfo(info.filename, (2000, 1, 1, 0, 0, 0))
            archive.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
