"""The workbook read again: sheets, rows, filters, and texts that are never formulas."""

from __future__ import annotations

import datetime
import io

import pytest
from openpyxl import load_workbook

from jichim.report import workbook_sheets
from jichim.report.formats import FORMATS
from jichim.report.layout import printable
from jichim.report.model import Report
from report.documents import (
    HOSTILE,
    PAGE,
    assessed,
    hostile,
    many,
    policy,
    sample,
    small,
    told_once,
    with_checklist,
)

SHEETS = ["요약", "지적", "조치", "보완요청", "결정", "전체 결과"]


def made(report: Report):
    return load_workbook(io.BytesIO(FORMATS["xlsx"].render(report, policy(), PAGE).content))


@pytest.mark.parametrize(
    "report", [small, sample, hostile, lambda: Report(())], ids=["made", "real", "hostile", "0"]
)
def test_a_row_for_each_thing_of_the_review(report) -> None:
    book, reviews = made(report()), report().reviews
    assert book.sheetnames == SHEETS
    rows = {name: book[name].max_row - 1 for name in SHEETS}
    assert rows["지적"] == sum(len(r.findings) for r in reviews)
    assert rows["조치"] == sum(len(r.actions) for r in reviews)
    assert rows["결정"] == sum(len(r.decisions) for r in reviews)
    assert rows["전체 결과"] == sum(len(r.outcomes) for r in reviews)
    for sheet in book:
        assert sheet.auto_filter.ref.endswith(str(sheet.max_row))
        assert sheet.freeze_panes == "B2"


def test_cells_of_a_real_review() -> None:
    book, review = made(sample()), sample().reviews[0]
    heads = [cell.value for cell in book["지적"][1]]
    rows = list(book["지적"].iter_rows(min_row=2, values_only=True))
    assert [row[heads.index("규칙")] for row in rows] == [f.outcome.rule.name for f in review.findings]
    assert [row[heads.index("지적")] for row in rows] == [printable(f.message) for f in review.findings]
    asked = " ".join(str(row[2]) for row in book["보완요청"].iter_rows(min_row=2, values_only=True))
    for supplement in review.supplements:
        assert all(ref.label.split(" ")[-1] in asked for ref in supplement.fields)


def test_the_checklist_of_an_approval_is_a_sheet_with_its_clock() -> None:
    book = made(with_checklist())
    assert book.sheetnames == [SHEETS[0], "승인신청 점검표", *SHEETS[1:]]
    rows = [row[1:] for row in book["승인신청 점검표"].iter_rows(min_row=2, values_only=True)]
    late, received, due = (datetime.datetime(2020, m, d) for m, d in ((10, 10), (10, 12), (11, 11)))
    assert rows == [
        (
            "공청회",
            "공고",
            "늦음",
            "5일 전 (적어도 14일 전)",
            late,
            None,
            "법 제9조",
            "12행",
        ),
        ("협의", "협의 결과", "미기재", None, None, None, "법 제10조", None),
        (
            "기한",
            "보완 기한",
            "지남",
            "2020-10-12 접수, 2020-11-11까지 · 11일 지남",
            received,
            due,
            "지침 제26조 (30일 이내)",
            "14행",
        ),
    ]


def test_the_scores_of_evaluators_are_a_sheet() -> None:
    book = made(assessed())
    assert book.sheetnames == [*SHEETS[:4], "평가", *SHEETS[4:]]
    rows = [row[1:] for row in book["평가"].iter_rows(min_row=2, values_only=True)]
    assert rows[0] == (None, "평가자", "김평가, =이심사")
    assert ("I-MOD", "의견이 갈린 항목", "수요예측 (김평가 1, 이심사 5)") in rows


def test_values_that_only_guards_read_are_not_in_the_findings() -> None:
    sheet = made(told_once())["지적"]
    heads = [cell.value for cell in sheet[1]]
    values = [row[heads.index("확인한 값")] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert values[0] is None
    assert values[1].endswith("구축비: 3억원 (40행)")
    assert "계획단계" not in values[1]


def test_no_text_is_a_formula() -> None:
    book = made(hostile())
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    shown = {str(cell.value).replace("_x005F_", "_") for cell in cells}  # as a spreadsheet program reads it
    assert {printable(text) for text in HOSTILE} <= shown
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@")]
    assert risky
    assert all(cell.quotePrefix for cell in risky)


def test_equal_reports_are_equal_files() -> None:
    form = FORMATS["xlsx"]
    assert form.render(small(), policy(), PAGE) == form.render(small(), policy(), PAGE)


def test_what_one_sheet_does_not_hold_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_sheets, "MOST_ROWS", 8)
    book = made(many(20))
    names = [name for name in book.sheetnames if name.startswith("지적")]
    assert names == ["지적", "지적 (2)", "지적 (3)"]
    rows = [row[6] for name in names for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert rows == [f"R-{number:05}" for number in range(20)]
