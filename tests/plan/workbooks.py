"""Filled forms for tests: the form of the small vocabulary with some cells changed, as bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import Workbook, load_workbook
from reading import VOCABULARY

from jichim.diagnostic import Diagnostic
from jichim.plan import Plan, read_document
from jichim.plan.form import read_form, write_form
from jichim.source import Source


def form(text: str = "") -> Workbook:
    """The form to change, empty or filled in from a plan in YAML."""
    tree = read_document(Source("p.yaml", text))[0] if text else None
    raw, _ = write_form(VOCABULARY, tree)
    assert raw is not None
    return load_workbook(io.BytesIO(raw))


def packed(book: Workbook) -> bytes:
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def line(book: Workbook, label: str, sheet: str = "계획서") -> Any:
    """The value cell of a field on a chapter sheet."""
    return next(book[sheet].cell(row[0].row, 3) for row in book[sheet].iter_rows() if row[1].value == label)


def column(book: Workbook, sheet: str, header: str) -> int:
    """The number of the column with a header."""
    return next(cell.column for row in book[sheet].iter_rows() for cell in row if cell.value == header)


def read(book: Workbook) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    return read_form("p.xlsx", packed(book), VOCABULARY)


def fact(label: str, name: str, value: object, number_format: str | None = None) -> tuple[object, list[str]]:
    """The fact for a value typed into a line of the form, and the codes of the diagnostics."""
    book = form()
    cell = line(book, label)
    cell.value = value
    if number_format is not None:
        cell.number_format = number_format
    plan, diagnostics = read(book)
    return (plan.root.facts.get(name) if plan else None), [each.code for each in diagnostics]


def repacked(raw: bytes, change: Callable[[dict[str, bytes]], Mapping[str, bytes] | None]) -> bytes:
    """A workbook whose parts were changed by hand."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = change(parts) or parts
    packed_again = io.BytesIO()
    with zipfile.ZipFile(packed_again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in changed.items():
            archive.writestr(name, part)
    return packed_again.getvalue()
