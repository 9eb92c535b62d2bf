"""The report: one HTML file and a workbook, with the figures of the store and harmless whatever plans say."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.written_store import FIRST, SECOND, a, written
from jichim.audit.filters import Filter
from jichim.audit.model import FindingRow, Problem, Reviewed, Unusable
from jichim.audit.overview import overview
from jichim.audit.queries import findings
from jichim.audit.store import Store
from jichim.audit.tables import supplement_rows, unusable_rows
from jichim.diagnostic import Lang
from jichim.report.audit_html import render_audit_html
from jichim.report.audit_workbook import Listed, write_audit_workbook
from jichim.report.svg_charts import Bar, heat_map, stacked
from jichim.report.workbook_rows import Column, clean
from jichim.report.workbook_sheets import Sheets

HOSTILE = "</td></table><script>alert(1)</script><img src=//evil.example/x onerror=alert(1)>\"'&"
FORMULAS = ('=cmd|"/c calc"!A1', "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1+1", "#REF!")


def page(store: str, lang: Lang = "ko", **options: int) -> str:
    with Store.open(store) as opened:
        return render_audit_html(overview(opened, 1, **options), lang, {"transport": "교통"})


def workbook(store: str, run: int = 1, lang: Lang = "ko", chosen: Filter | None = None) -> bytes:
    out = io.BytesIO()
    wanted = chosen or Filter()
    with Store.open(store) as opened:
        listed = Listed(
            lambda: findings(opened, run, wanted),
            lambda: supplement_rows(opened, run, wanted),
            lambda: unusable_rows(opened, run, wanted),
        )
        write_audit_workbook(overview(opened, run, wanted), listed, lang, out)
    return out.getvalue()


def sheet_rows(content: bytes, title: str) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(content))[title].iter_rows(values_only=True))


class Parsed(HTMLParser):
    """What a browser would see: tags with attributes, and the text of each table cell."""

    VOID = frozenset({"meta", "br", "input", "img", "link"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.cells: list[list[str]] = []
        self.feed(text)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "tr":
            self.cells.append([])
        if tag in ("td", "th"):
            self.cells[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if any(tag in ("td", "th") for tag in self.open):
            self.cells[-1][-1] += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def store(tmp_path: Path) -> str:
    return written(tmp_path / "s.db", FIRST, SECOND)


# ---- HTML ----------------------------------------------------------------------------------------


def test_the_page_shows_the_figures_of_the_store(store: str) -> None:
    cells = Parsed(page(store)).cells
    assert ["받은 계획", "5", "검토 4 + 검토 못함 1", "맞음"] in cells
    made_of = "적합 7 + 부적합 5 + 판단불가 2 + 해당없음 2"
    assert ["규칙·대상별 결과", "16", made_of, "맞음"] in cells
    by_level = "위반·요구 미충족 2 + 증거 요청 0 + 원칙과 다름 0 + 권고 1 + 조언 2"
    assert ["부적합", "5", by_level, "맞음"] in cells
    assert ["판단불가", "2", "평가자의 판단 필요 1 + 미기재 1", "맞음"] in cells
    assert "맞지 않음" not in {cell for row in cells for cell in row}
    duty = ["A-1", "법의 의무", "act", "시행", "하여야 한다", "법 제1조"]
    assert [*duty, "3", "1", "0", "0", "25.0%", "1", "3"] in cells
    assert ["A-1 법의 의무", "1/2", "0/2", "-"] in cells  # 가온시, 나래시, and no city: nothing decided
    assert ["교통", "2", "0", "0", "0", "0", "1", "3"] in cells
    assert ["공공", "3"] in cells
    assert ["판단불가 (미기재)", "1"] in cells
    assert ["broken.yaml", "P001", "2:3", "글을 읽을 수 없다", "고친다"] in cells


def test_a_demand_of_a_draft_is_not_called_a_violation(store: str) -> None:
    cells = Parsed(page(store)).cells
    levels = {row[1][:3]: row[0] for row in cells if len(row) == 6 and row[1][:3] in ("A-1", "D-1")}
    assert levels == {"A-1": "위반", "D-1": "요구 미충족"}


def test_totals_that_do_not_add_up_are_said(store: str) -> None:
    with Store.open(store) as opened:
        found = overview(opened, 1)
    lost = replace(found, run=replace(found.run, given=6, finished=None))
    text = render_audit_html(lost, "ko")
    assert ["받은 계획", "6", "검토 4 + 검토 못함 1", "맞지 않음"] in Parsed(text).cells
    assert "아직 검토하지 않은 계획 1건" in text


def test_the_page_in_english_marks_what_is_korean(store: str) -> None:
    text = page(store, "en")
    assert '<html lang="en">' in text
    assert "Outcomes by provision" in text
    assert '<td lang="ko">법의 의무</td>' in text
    assert ["broken.yaml", "P001", "2:3", "the text cannot be read", "mend it"] in Parsed(text).cells


def test_the_comparison_with_the_run_before(store: str) -> None:
    with Store.open(store) as opened:
        text = render_audit_html(overview(opened, 2), "ko")
    assert "실행 1 (2026-01-01) → 실행 2 (2026-01-01). 결과가 같은 계획 1건" in text
    cells = Parsed(text).cells
    assert ["A-1", "법의 의무", "1", "2", "3", "1", "0", "0", "0"] in cells
    assert ["b.yaml", "0", "1", "위반이 없다가 생김"] in cells
    assert ["same.yaml", "0", "-", "검토가 없어짐"] in cells
    assert "앞 실행과의 비교" not in page(store)


def test_nothing_is_loaded_and_no_script_is_needed(store: str) -> None:
    text = page(store)
    parsed = Parsed(text)
    assert {tag for tag, _ in parsed.tags} & {"link", "img", "iframe", "object", "form"} == set()
    loading = [
        (tag, name, value)
        for tag, attributes in parsed.tags
        for name, value in attributes.items()
        if name in ("src", "href", "style", "srcset") or name.startswith("on")
    ]
    assert all(name == "href" and (value or "").startswith("#") for _, name, value in loading)
    assert "http" not in re.sub(r"<meta[^>]*>", "", text)
    assert len(parsed.named("script")) == 1
    assert text.index("<script>") > text.index("broken.yaml")


def test_the_page_can_be_read_aloud_and_walked_by_keyboard(store: str) -> None:
    parsed = Parsed(page(store))
    identifiers = [one["id"] for _, one in parsed.tags if "id" in one]
    assert len(identifiers) == len(set(identifiers))
    for tag, attributes in parsed.tags:
        for name in (attributes.get("aria-labelledby") or "").split():
            assert name in identifiers
        if tag == "a":
            assert (attributes["href"] or "")[1:] in identifiers
        if tag == "th":
            assert attributes["scope"] in ("col", "row")
    charts = [one for one in parsed.named("svg") if one.get("role") == "img"]
    assert len(charts) == len(parsed.named("svg")) == len(parsed.named("figure")) > 6
    assert len(parsed.named("caption")) == len(parsed.named("table"))
    assert all(one.get("tabindex") == "0" for one in parsed.named("div") if one.get("role") == "region")


def hostile(text: str) -> Reviewed:
    """The plan `a` with a text wherever a plan may bring one."""
    first = a()
    return replace(
        first,
        plan=text,
        city=text,
        subjects=tuple(replace(one, name=text) for one in first.subjects),
        findings=(FindingRow("A-1", 1, text, "violation", text, text, text, text),),
        decisions=tuple(replace(one, subject_name=text, value=text) for one in first.decisions[:1]),
        supplements=tuple(replace(one, label=text, path=f"{text}{one.subject}") for one in first.supplements),
    )


def test_no_text_of_a_plan_becomes_markup(tmp_path: Path) -> None:
    bad = Unusable(0, (Problem(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),))
    store = written(tmp_path / "h.db", [(HOSTILE, "t", hostile(HOSTILE)), (f"{HOSTILE}2", "u", bad)])
    safe = written(tmp_path / "safe.db", [("계획", "t", hostile("글")), ("계획2", "u", bad)])
    for lang in ("ko", "en"):
        parsed = Parsed(page(store, lang))
        assert len(parsed.named("script")) == 1
        assert parsed.named("img") == []
        tags = [tag for tag, _ in parsed.tags]
        assert tags == [tag for tag, _ in Parsed(page(safe, lang)).tags]
        assert not any(name.startswith("on") for _, one in parsed.tags for name in one)
        assert any(HOSTILE in cell for row in parsed.cells for cell in row)


@pytest.mark.parametrize("text", ["\x01\x1b[31m", "\u202e거꾸로", "a\u2028b", "\x00", "\ufffe"], ids=ascii)
def test_control_characters_are_spelled_out(tmp_path: Path, text: str) -> None:
    shown = page(written(tmp_path / "c.db", [("p", "t", hostile(text))]))
    assert text not in shown
    assert [c for c in shown if c != "\n" and not c.isprintable()] == []


def test_the_page_is_bounded_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    many = replace(
        a(), findings=tuple(FindingRow("A-1", 1, "버스", "violation", f"글 {n}") for n in range(50))
    )
    plans = [(f"p{n:04}.yaml", f"t{n}", many if n == 0 else a()) for n in range(12)]
    text = page(written(tmp_path / "m.db", plans), most_plans=3)
    parsed = Parsed(text)
    assert len([one for one in parsed.named("div") if one.get("class") == "plan"]) == 3
    assert "지적 10건이 더 있다: jichim audit findings STORE --run 1 -o findings.csv" in text
    assert "글 39" in text
    assert "글 40" not in text
    assert sum(row[0] == "p0011.yaml" for row in parsed.cells) == 1  # among the other plans


def test_equal_stores_give_equal_pages_and_workbooks(tmp_path: Path) -> None:
    one, other = (written(tmp_path / name, FIRST) for name in ("one.db", "other.db"))
    assert page(one) == page(other)
    assert workbook(one) == workbook(other)


# ---- charts --------------------------------------------------------------------------------------


def test_bars_are_as_long_as_their_figures() -> None:
    bars = [Bar("하나", (30, 10), "40"), Bar("둘", (0, 20), "20")]
    chart = ElementTree.fromstring(stacked("c", "차례", [("met", "적합"), ("open", "불가")], bars))
    drawn = [
        (one.get("class"), float(one.get("width") or 0))
        for one in chart.iter("rect")
        if one.get("height") != "12"  # the legend
    ]
    assert [kind for kind, _ in drawn] == ["met", "open", "open"]
    assert drawn[0][1] == pytest.approx(3 * drawn[1][1], abs=0.2)
    assert drawn[2][1] == pytest.approx(2 * drawn[1][1], abs=0.2)
    spoken = {chart.find(tag).text for tag in ("title", "desc")}  # type: ignore[union-attr]
    assert spoken == {"차례", "하나 40; 둘 20"}


def test_cells_of_the_heat_map() -> None:
    chart = ElementTree.fromstring(
        heat_map("h", "지도", ["<시>"], [("A", ""), ("B", ""), ("C", "")], [[0, 1, None]])
    )
    cells = [(one.get("class"), one.find("text").text) for one in chart.iter("g")]  # type: ignore[union-attr]
    assert cells == [("h0", "0"), ("h4", "100"), ("none", "·")]


# ---- workbook ------------------------------------------------------------------------------------


def test_the_sheets_of_the_workbook(store: str) -> None:
    book = load_workbook(io.BytesIO(workbook(store)))
    assert book.sheetnames == ["요약", "규정별", "계획별", "지적", "조치", "보완", "검토 못한 파일"]
    english = load_workbook(io.BytesIO(workbook(store, lang="en")))
    names = ["Summary", "Provisions", "Plans", "Findings", "Actions", "Supplements", "Unusable files"]
    assert english.sheetnames == names
    for sheet in book.worksheets[1:]:
        assert isinstance(sheet, Worksheet)
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert all(sheet.column_dimensions[cell.column_letter].width >= 9 for cell in sheet[1])


def test_the_figures_of_the_workbook(store: str) -> None:
    content = workbook(store)
    summary = sheet_rows(content, "요약")
    assert ("받은 계획", "검토 4 + 검토 못함 1", 5, "맞음") in [row[:4] for row in summary]
    _, *provisions = sheet_rows(content, "규정별")
    assert provisions[0] == (
        *("A-1", "법의 의무", "act", "시행", "하여야 한다", "법 제1조"),
        *(3, 1, 0, 0, 0.25, 1, 3),
    )
    _, *plans = sheet_rows(content, "계획별")
    assert [row[0] for row in plans] == ["a.yaml", "b.yaml", "same.yaml", "c.yaml"]
    assert plans[0][4:] == (2, 0, 0, 1, 0, 1, 1, 3, 2, 1)
    assert plans[0][3] == datetime.datetime(2026, 1, 1)
    _, *found = sheet_rows(content, "지적")
    assert [(row[0], row[3], row[5]) for row in found] == [
        ("b.yaml", "조언", "D-3"),
        ("a.yaml", "위반", "A-1"),
        ("a.yaml", "요구 미충족", "D-1"),
        ("a.yaml", "권고", "D-2"),
        ("a.yaml", "판단불가", "D-3"),
        ("same.yaml", "조언", "D-3"),
    ]
    _, *actions = sheet_rows(content, "조치")
    assert [row[:3] for row in actions] == [
        ("담당자", datetime.datetime(2026, 3, 1), "약정을 맺는다"),
        (None, None, "지표를 정한다"),
    ]
    _, *supplements = sheet_rows(content, "보완")
    assert [(row[2], row[3]) for row in supplements] == [("가온 계획", "목표"), ("방범 버스", "운영주체")]
    _, *unusable = sheet_rows(content, "검토 못한 파일")
    assert [row[:2] for row in unusable] == [("broken.yaml", "P001"), ("broken.yaml", "P020")]


def test_the_workbook_of_a_filter(store: str) -> None:
    content = workbook(store, chosen=Filter(city=("나래시",)))
    assert [row[0] for row in sheet_rows(content, "지적")[1:]] == ["b.yaml", "same.yaml"]
    facts = [row[:2] for row in sheet_rows(content, "요약")]
    assert ("거른 조건", "지자체: 나래시") in facts
    assert ("거른 계획", "2") in facts
    assert not any("거르지 않았다" in str(row[0]) for row in facts)


def test_a_filter_of_rules_says_what_it_does_not_filter(store: str) -> None:
    chosen = Filter(duty=("must",), level=("violation",), rule=("A-1",))
    facts = [row[:2] for row in sheet_rows(workbook(store, chosen=chosen), "요약")]
    assert ("거른 조건", "의무: 하여야 한다; 규칙: A-1; 수준: 위반") in facts
    assert sum("보완은 규칙마다 나뉘지 않아" in str(row[0]) for row in facts) == 1


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    content = workbook(written(tmp_path / "f.db", [(text, "t", hostile(text))]))
    seen = 0
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type not in ("f", "e")
                if cell.value == text:
                    seen += 1
                    assert cell.quotePrefix == (not text.startswith("#"))
    assert seen > 10
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert all(b"<f>" not in archive.read(name) for name in sheets)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("가\x01나", "가\\x01나"),
        ("\ud800", "\\xd800"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x00", "_x00"),
        ("글" * 40_000, "글" * 32_766 + "…"),
        ("두\n줄", "두\n줄"),
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_texts_as_cells_can_hold_them(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_more_rows_than_a_sheet_holds_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jichim.report.workbook_sheets.MOST_ROWS", 4)
    sheets = Sheets("큰 표")
    sheets.table("지적", [Column("번호", 9, "count")], ([n] for n in range(8)))
    out = io.BytesIO()
    sheets.save(out)
    book = load_workbook(io.BytesIO(out.getvalue()))
    rows = {sheet.title: [cell.value for cell in sheet["A"]] for sheet in book.worksheets}
    assert rows == {
        "지적": ["번호", 0, 1, 2],
        "지적 (2)": ["번호", 3, 4, 5],
        "지적 (3)": ["번호", 6, 7],
    }


def test_a_workbook_names_no_moment(store: str) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(store))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")
