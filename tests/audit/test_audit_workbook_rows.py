"""Rows written as XML: a reader finds in each cell what was put there, in its place and style."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from jichim.report.workbook_rows import Column, Value, clean, letters
from jichim.report.workbook_sheets import Sheets

COLUMNS = (
    Column("글", 20),
    Column("긴 글", 12, "long"),
    Column("수", 9, "count"),
    Column("비율", 9, "share"),
    Column("날", 12, "day"),
)


def _sheet(*rows: list[Value], columns: tuple[Column, ...] = COLUMNS) -> Any:
    sheets = Sheets("표")
    sheets.table("표", columns, rows)
    out = io.BytesIO()
    sheets.save(out)
    return load_workbook(io.BytesIO(out.getvalue()))["표"]


def test_every_kind_of_cell() -> None:
    day = datetime.date(2021, 3, 2)
    sheet = _sheet(["가", "나", 1234, 0.25, day], [None, "", 0, None, "날이 아님"])
    assert [cell.value for cell in sheet[2]] == ["가", "나", 1234, 0.25, datetime.datetime(2021, 3, 2)]
    assert [cell.number_format for cell in sheet[2]] == ["General", "General", "#,##0", "0.0%", "yyyy-mm-dd"]
    assert [cell.style for cell in sheet[2]] == [
        f"jichim {kind}" for kind in ("text", "long", "count", "share", "day")
    ]
    assert [cell.value for cell in sheet[3]] == [None, None, 0, None, "날이 아님"]
    assert [cell.style for cell in sheet[1]] == ["jichim head"] * 5


@pytest.mark.parametrize(
    "day", [datetime.date(1900, 3, 1), datetime.date(2000, 2, 29), datetime.date(9999, 12, 31)]
)
def test_days_are_those_of_other_programs(day: datetime.date) -> None:
    assert _sheet([day], columns=(Column("날", 12, "day"),))["A2"].value.date() == day


def test_a_row_is_as_high_as_its_longest_text() -> None:
    sheet = _sheet(["짧다", "짧다"], ["가" * 100, "가" * 14], ["", "가" * 900], columns=COLUMNS[:2])
    heights = [sheet.row_dimensions[number].height for number in (2, 3, 4)]
    # Ten columns of a letter fit beside the margins, a Hangul syllable takes two; at most twenty lines.
    assert heights == [None, 3 * 15 + 2, 20 * 15 + 2]


def test_a_text_in_many_rows_keeps_its_place_and_mark() -> None:
    sheet = _sheet(*[["=1+1", "=1+1"] for _ in range(3)], columns=COLUMNS[:2])
    for row in (2, 3, 4):
        for cell in sheet[row]:
            assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    assert sheet["B4"].alignment.wrap_text
    assert not sheet["A4"].alignment.wrap_text


@pytest.mark.parametrize("place", [0, 25, 26, 51, 52, 701, 702, 16_383])
def test_letters_of_columns(place: int) -> None:
    assert letters(place) == get_column_letter(place + 1)


_TEXTS = st.text(st.characters(exclude_categories=()), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(_TEXTS | st.sampled_from(["_x0041_", " 가 ", "나\r다", "<b>&"]), min_size=1, max_size=6))
def test_any_text_comes_back_as_it_was_cleaned(texts: list[str]) -> None:
    sheet = _sheet(*[[text] for text in texts], columns=COLUMNS[:1])
    assert [cell.value for cell in sheet["A"][1:]] == [clean(text) for text in texts]
