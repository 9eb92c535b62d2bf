"""A copy of a filled form with the diagnostics in it: a comment at each cell, and all of them on a sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from jichim.diagnostic import Diagnostic, Lang, Severity, Text
from jichim.plan.form import words as w
from jichim.plan.form.draw import put_text
from jichim.plan.form.grid import Grid
from jichim.plan.form.package import Package
from jichim.plan.form.workbook import open_workbook

_COLOURS = {Severity.ERROR: "F8CBAD", Severity.WARNING: "FFE699", Severity.NOTE: "DDEBF7"}
_SEVERITIES = {
    Severity.ERROR: Text("오류", "error"),
    Severity.WARNING: Text("주의", "warning"),
    Severity.NOTE: Text("참고", "note"),
}
_HEADERS = (
    Text("자리", "place"),
    Text("정도", "severity"),
    Text("번호", "code"),
    Text("내용", "message"),
    Text("고치는 법", "help"),
)
_MOST_LINKED = 1_000


def annotated(name: str, raw: bytes, diagnostics: Sequence[Diagnostic], lang: Lang = "ko") -> bytes | None:
    """The form with its diagnostics, or None where the workbook cannot be read or laid out again.

    The copy holds the cells, looks, drop-downs and protection of the form; macros, pictures, links and the
    comments that were there are left out. It can be filled in further and read as the form itself.
    """
    workbook, package, _ = open_workbook(name, raw)
    if workbook is None or package is None:
        return None
    try:
        return _annotated(package, diagnostics, lang)
    except Exception:  # openpyxl raises many kinds for a workbook that it cannot lay out or save again
        return None


def _annotated(package: Package, diagnostics: Sequence[Diagnostic], lang: Lang) -> bytes:
    book = load_workbook(package.archive(), keep_links=False)
    by_cell: dict[tuple[str, int, int], list[Diagnostic]] = {}
    for one in diagnostics:
        source = one.span.source if one.span is not None else None
        at = source.at(one.span.start) if isinstance(source, Grid) and one.span is not None else None
        by_cell.setdefault(at or ("", 0, 0), []).append(one)
    for (sheet, row, column), found in by_cell.items():
        if sheet:
            _mark(book, sheet, row, column, found, lang)
    _list(book, by_cell, lang)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _mark(book: Workbook, sheet: str, row: int, column: int, found: Sequence[Diagnostic], lang: Lang) -> None:
    cell = book[sheet].cell(row, column)
    if isinstance(cell, MergedCell):
        return
    text = "\n\n".join(_words(one, lang) for one in found)
    comment = Comment(text, "jichim")
    comment.width, comment.height = 340, 60 + 40 * len(found)
    cell.comment = comment
    severity = min((one.severity for one in found), key=list(Severity).index)
    cell.fill = PatternFill("solid", start_color=_COLOURS[severity])


def _words(diagnostic: Diagnostic, lang: Lang) -> str:
    severity = _SEVERITIES[diagnostic.severity].in_(lang)
    text = f"{severity}[{diagnostic.code}] {diagnostic.message.in_(lang)}"
    return f"{text}\n→ {diagnostic.help.in_(lang)}" if diagnostic.help else text


def _list(book: Workbook, by_cell: dict[tuple[str, int, int], list[Diagnostic]], lang: Lang) -> None:
    """The sheet with all diagnostics, first in the workbook; that of an earlier check is replaced."""
    for name in (w.RESULT.ko, w.RESULT.en):
        if name in book.sheetnames:
            del book[name]
    sheet = book.create_sheet(w.RESULT.in_(lang), 0)
    for column, (header, width) in enumerate(zip(_HEADERS, (24, 8, 8, 70, 60), strict=True), 1):
        cell = sheet.cell(1, column)
        assert isinstance(cell, Cell)
        put_text(cell, header.in_(lang))
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    row = 1
    for (name, line, column), found in by_cell.items():
        where = f"{name}!{get_column_letter(column)}{line}" if name else ""
        for one in found:
            row += 1
            severity = _SEVERITIES[one.severity].in_(lang)
            advice = one.help.in_(lang) if one.help else ""
            texts = (where or one.where, severity, one.code, one.message.in_(lang), advice)
            for number, text in enumerate(texts, 1):
                cell = sheet.cell(row, number)
                assert isinstance(cell, Cell)
                put_text(cell, text)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            if where and row <= _MOST_LINKED:
                target = f"{quote_sheetname(name)}!{get_column_letter(column)}{line}"
                sheet.cell(row, 1).hyperlink = Hyperlink(ref=f"A{row}", location=target)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.active = 0
