"""Forms as a careless colleague fills them in: types, formats, moved columns, merged cells, mistakes."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from workbooks import column, fact, form, line, read

from jichim.diagnostic import render
from jichim.plan import NONE, UNPRICED
from jichim.vocabulary.quantity import Interval

MARCH = Interval(datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))


@pytest.mark.parametrize(
    ("label", "name", "value", "number_format", "expected"),
    [
        ("예산", "budget", "1,000천원", None, 1_000_000),
        ("예산", "budget", " 3억 ", None, 300_000_000),
        ("예산", "budget", "３억원", None, 300_000_000),
        ("예산", "budget", 300000, None, 300_000),
        ("예산", "budget", 300000, '#,##0"천원"', 300_000_000),
        ("예산", "budget", 3_000_000, '#,##0,"천원"', 3_000_000),
        ("예산", "budget", 12.4, '0.0"억원"', 1_240_000_000),
        ("예산", "budget", 1000, "[$₩-412]#,##0", 1000),
        ("예산", "budget", "미산정", None, UNPRICED),
        ("예산", "budget", "없음", None, NONE),
        ("인력", "staff", 18, None, 18),
        ("인력", "staff", 18.0, "General", 18),
        ("인력", "staff", "18명", None, 18),
        ("인력", "staff", "=9+9", None, None),
        ("비율", "share", 0.08, "0%", Fraction(8, 100)),
        ("비율", "share", 0.1 + 0.2, "0%", Fraction(3, 10)),
        ("비율", "share", 0.085, "0%", Fraction(85, 1000)),
        ("비율", "share", "8%", None, Fraction(8, 100)),
        ("제출일", "submitted", datetime.date(2026, 3, 1), None, datetime.date(2026, 3, 1)),
        ("제출일", "submitted", datetime.datetime(2026, 3, 1), "yyyy. m. d.", datetime.date(2026, 3, 1)),
        ("제출일", "submitted", datetime.date(2026, 3, 1), "yyyy-mm", MARCH),
        ("제출일", "submitted", datetime.date(2026, 3, 1), "mmm-yy", MARCH),
        ("제출일", "submitted", "2026.3.1", None, datetime.date(2026, 3, 1)),
        ("합의", "agreed", True, None, True),
        ("합의", "agreed", "예  ", None, True),
        ("목표", "goals", "가\n나\n\n", None, ("가", "나")),
        ("목표", "goals", "- 가\n- 나", None, ("가", "나")),
        ("분야", "fields", "의료, 교통", None, ("medical", "traffic")),
        ("분야", "fields", "의료\n교통", None, ("medical", "traffic")),
        ("시작", "start", 2020, None, 2020),
    ],
)
def test_values_as_they_are_typed(
    label: str, name: str, value: object, number_format: str | None, expected: object
) -> None:
    found, codes = fact(label, name, value, number_format)
    assert (found, codes) == (expected, ["P071"] if expected is None else [])


@pytest.mark.parametrize(
    ("label", "value", "number_format", "code", "place", "underlined"),
    [
        ("예산", 300000, "General", "P034", "계획서!C8", "300000"),
        ("예산", "많이", None, "P033", "계획서!C8", "많이"),
        ("인력", "=A1", None, "P071", "계획서!C12", "=…"),
        ("인력", "#REF!", None, "P072", "계획서!C12", "#REF!"),
        (
            "제출일",
            datetime.datetime(2026, 3, 1, 12, 30),
            "yyyy-mm-dd",
            "P040",
            "계획서!C17",
            "2026-03-01 12:30",
        ),
        ("제출일", 99_999_999, "yyyy-mm-dd", "P072", "계획서!C17", "99999999"),
        ("단계", "유행", None, "P030", "계획서!C18", "유행"),
        ("명칭", "가\u202e나", None, "P006", "계획서!C5", "\u202e"),
    ],
)
def test_mistakes_stand_at_their_cell(
    label: str, value: object, number_format: str | None, code: str, place: str, underlined: str
) -> None:
    book = form()
    cell = line(book, label)
    cell.value = value
    if number_format is not None:
        cell.number_format = number_format
    plan, (mistake,) = read(book)
    assert plan is None
    assert mistake.span is not None
    assert (mistake.code, str(mistake.span), mistake.span.text) == (code, f"p.xlsx!{place}", underlined)
    assert render(mistake).startswith(f"p.xlsx!{place}: 오류[{code}]: ")


SERVICES = (
    "서비스: [{이름: 가, 비용: [{항목: 하나, 금액: 1억원}]}, {이름: 나, 비용: [{항목: 둘, 금액: 2억원}]}]"
)


def costs_of(plan: object) -> list[list[tuple[str, object]]]:
    services = plan.root.lists["services"]  # type: ignore[attr-defined]
    return [
        [(cost.name, cost.facts.get("amount")) for cost in service.lists.get("costs", ())]
        for service in services
    ]


def test_columns_are_found_by_their_headers() -> None:
    book = form(SERVICES)
    sheet = book["비용"]
    sheet.insert_rows(1, 3)
    sheet.move_range(f"B4:B{sheet.max_row}", cols=20)
    sheet.insert_cols(1)
    plan, diagnostics = read(book)
    assert plan is not None
    assert [each.code for each in diagnostics] == []
    assert costs_of(plan) == [[("하나", 100_000_000)], [("둘", 200_000_000)]]


def test_a_unit_in_the_header_is_that_of_bare_numbers() -> None:
    book = form(SERVICES)
    sheet, amount = book["비용"], column(book, "비용", "금액")
    sheet.cell(4, amount).value = "금액\n(단위: 백만원)"
    for row, value in ((5, 100), (6, "3억원")):
        sheet.cell(row, amount).value = value
        sheet.cell(row, amount).number_format = "General"
    plan, _ = read(book)
    assert costs_of(plan) == [[("하나", 100_000_000)], [("둘", 300_000_000)]]


def test_a_merged_owner_holds_for_all_its_rows() -> None:
    book = form(SERVICES)
    sheet = book["비용"]
    sheet.cell(6, 1).value = None
    sheet.merge_cells("A5:A6")
    plan, diagnostics = read(book)
    assert diagnostics == ()
    assert costs_of(plan) == [[("하나", 100_000_000), ("둘", 200_000_000)], []]


@pytest.mark.parametrize(
    ("owner", "code", "cell", "help_text"),
    [
        (None, "P069", "비용!B6", "`서비스` 칸에서 하나를 고른다"),
        ("다", "P070", "비용!A6", "있는 이름을 적는다: `가`, `나`"),
        ("서비스 9", "P070", "비용!A6", "있는 이름을 적는다: `가`, `나`"),
    ],
)
def test_a_row_must_name_its_service(owner: str | None, code: str, cell: str, help_text: str) -> None:
    book = form(SERVICES)
    book["비용"].cell(6, 1).value = owner
    plan, (mistake,) = read(book)
    assert plan is None
    assert mistake.span is not None
    assert mistake.help is not None
    assert (mistake.code, mistake.span.source.cell(mistake.span.start), mistake.help.ko) == (
        code,
        cell,
        help_text,
    )


def test_the_only_service_need_not_be_named() -> None:
    book = form("서비스: [{이름: 가, 비용: [{항목: 하나}]}]")
    book["비용"].cell(5, 1).value = None
    plan, diagnostics = read(book)
    assert (diagnostics, costs_of(plan)) == ((), [[("하나", None)]])


def test_other_sheets_and_columns_are_named_and_left_alone() -> None:
    book = form(SERVICES)
    book.create_sheet("메모")["A1"] = "안녕"
    book.create_sheet("빈 시트")
    sheet = book["비용"]
    last = sheet.max_column + 1
    sheet.cell(4, last).value, sheet.cell(5, last).value = "금액들", "검토함"
    sheet.cell(6, last + 1).value = "제목 없음"
    plan, diagnostics = read(book)
    assert plan is not None
    assert [(each.code, each.severity.value, each.message.ko) for each in diagnostics] == [
        ("P065", "note", "양식에 없는 시트 `메모`는 읽지 않는다"),
        ("P066", "warning", "양식에 없는 `금액들`은 읽지 않는다"),
        ("P066", "warning", "양식에 없는 `G4`는 읽지 않는다"),
    ]
    assert diagnostics[1].help is not None
    assert diagnostics[1].help.ko.startswith("혹시 `금액`")


@pytest.mark.parametrize(
    ("label", "written", "code"), [("인럭", "18명", "P020"), (None, "18명", "P074"), ("인력", "18명", "P021")]
)
def test_a_line_must_name_a_field_once(label: str | None, written: str, code: str) -> None:
    book = form()
    line(book, "인력").value = "17명"
    cell = line(book, "고정액")
    book["계획서"].cell(cell.row, 2).value = label
    cell.value = written
    plan, diagnostics = read(book)
    assert plan is None
    assert [each.code for each in diagnostics] == [code]


def test_a_section_cannot_be_none_and_filled_in() -> None:
    book = form("전담조직: {명칭: 가과, 책임자: {직급: 4급}}")
    sheet = book["전담조직"]
    sheet.cell(4, 3).value = "없음"
    plan, (mistake,) = read(book)
    assert plan is None
    assert mistake.span is not None
    assert (mistake.code, str(mistake.span)) == ("P075", "p.xlsx!전담조직!C4")


def test_a_sheet_without_headers_is_an_error() -> None:
    book = form(SERVICES)
    book["비용"].delete_rows(4)
    plan, diagnostics = read(book)
    assert plan is None
    assert [(each.code, each.where) for each in diagnostics] == [("P067", "p.xlsx!비용")]


def test_two_columns_for_one_field_are_an_error() -> None:
    book = form(SERVICES)
    book["비용"].cell(4, column(book, "비용", "연간금액")).value = "금액"
    assert [each.code for each in read(book)[1]] == ["P068"]


def test_rows_may_be_moved_between_lines_of_a_chapter() -> None:
    book = form("전담조직: {명칭: 가과, 책임자: {직급: 4급}}")
    sheet = book["전담조직"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=7)]
    for number, row in enumerate(reversed(rows)):
        for at, value in enumerate(row, 1):
            sheet.cell(4 + number, at).value = value
    plan, diagnostics = read(book)
    assert plan is not None, diagnostics
    assert {path: value for path, value in plan.root.facts.items() if path.startswith("unit")} == {
        "unit": True,
        "unit.name": "가과",
        "unit.head": True,
        "unit.head.grade": "4급",
    }


def test_formulas_give_the_value_that_was_stored() -> None:
    from reading import VOCABULARY
    from workbooks import packed, repacked

    from jichim.plan.form import read_form

    book = form()
    line(book, "인력").value = "=9+9"

    def store(parts: dict[str, bytes]) -> None:
        name = next(name for name, part in parts.items() if b"<f>9+9</f>" in part)
        parts[name] = (
            parts[name]
            .replace(b"<f>9+9</f><v/>", b"<f>9+9</f><v>18</v>")
            .replace(b"<f>9+9</f><v></v>", b"<f>9+9</f><v>18</v>")
        )

    plan, diagnostics = read_form("p.xlsx", repacked(packed(book), store), VOCABULARY)
    assert plan is not None, diagnostics
    assert plan.root.facts["staff"] == 18


def test_a_number_that_has_lost_its_date_format_is_told_with_the_day() -> None:
    book = form("명칭: 가")
    line(book, "제출일").value = 46086
    line(book, "제출일").number_format = "General"
    plan, (lost,) = read(book)
    assert plan is None
    assert lost.code == "P078"
    assert lost.span is not None
    assert lost.span.source.cell(lost.span.start) == f"계획서!{line(book, '제출일').coordinate}"
    assert "`2026-03-05`가 맞으면" in lost.help.ko


@pytest.mark.parametrize(
    ("value", "code"), [(2026, None), (20260305, None), (461, "P040"), (46086.5, "P040")]
)
def test_other_numbers_are_no_lost_dates(value: float, code: str | None) -> None:
    assert fact("제출일", "submitted", value, "General")[1] == ([code] if code else [])


def test_a_renamed_sheet_is_no_note_in_passing() -> None:
    book = form("서비스: [{이름: 가, 비용: [{비목: 나}]}]")
    book["비용"].title = "비용 (최종)"
    plan, (told,) = read(book)
    assert plan is not None
    assert (told.code, told.severity.value) == ("P077", "warning")
    assert told.message.ko == "시트 `비용 (최종)`은 읽지 않았고, 양식의 시트 `비용`이 없다"


def test_a_value_in_an_inserted_row_belongs_to_nothing() -> None:
    book = form("명칭: 가")
    at = line(book, "명칭").row + 1
    book["계획서"].insert_rows(at)
    book["계획서"].cell(at, 3).value = "메모"
    plan, (told,) = read(book)
    assert (plan, told.code, told.span.text) == (None, "P074", "메모")
