"""Workbooks that mean harm cost little, give a diagnostic, and nothing of them is run or fetched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from reading import VOCABULARY
from workbooks import form, line, packed, repacked

from jichim.plan.files import read_plan_bytes
from jichim.plan.form import read_form
from jichim.plan.form.annotate import annotated
from jichim.plan.form.package import BOUNDS
from steps import at_most

Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet2.xml"
EMPTY_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'


def filled() -> bytes:
    book = form()
    line(book, "명칭").value = "가"
    return packed(book)


def sheet(rows: str, rest: str = "") -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[SHEET] = EMPTY_SHEET.format(rows, rest).encode()

    return change


def part(name: str, content: bytes) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[name] = content

    return change


def doctype(name: str, encoding: str = "utf-8") -> Callable[[Parts], None]:
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    return part(name, declared.encode(encoding))


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (doctype(SHEET), "P063", f"`{SHEET}` in the workbook declares"),
        (doctype("xl/workbook.xml"), "P063", "xl/workbook.xml"),
        (doctype("xl/sharedStrings.xml"), "P063", "xl/sharedStrings.xml"),
        (doctype("xl/styles.xml"), "P063", "xl/styles.xml"),
        (doctype(SHEET, "utf-16"), "P063", SHEET),
        (part(SHEET, LAUGHS), "P063", SHEET),
        (part(SHEET, b"<a>" * 100_000), "P062", "64 levels of XML"),
        (part(SHEET, b"<a>" + b"<b/>" * 2_100_000 + b"</a>"), "P062", "200 times"),
        (part(SHEET, b"<a>" + b" " * (BOUNDS.unpacked + 1) + b"</a>"), "P062", "64MB unpacked"),
        (part("xl/worksheets/sheet3.xml", b"\0" * 3_000_000), "P062", "200 times"),
        (part(SHEET, b"<worksheet><sheetData>"), "P060", "is broken"),
        (part(SHEET, b"\xff\xfe\x00"), "P060", "is broken"),
        (part("xl/workbook.xml", b"<workbook/>"), "P064", "no sheet of the plan form"),
        (sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "P060", "its structure is wrong"),
        (sheet('<row r="1"><c r="A1" t="s"><v>x</v></c></row>'), "P060", "its structure is wrong"),
        (sheet('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), "P060", "its structure is wrong"),
        (sheet('<row r="x"><c><v>1</v></c></row>'), "P060", "its structure is wrong"),
        (sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "P062", "100,000 rows"),
        (sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "P062", "1,000 columns"),
        (sheet("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "P062", "merged cells"),
        (sheet("", '<mergeCells><mergeCell ref="A1:B"/></mergeCells>'), "P060", "its structure is wrong"),
    ],
)
def test_refused_as_a_whole(change: Callable[[Parts], None], code: str, said: str) -> None:
    raw = repacked(filled(), change)
    with at_most(calls=5_000_000):
        plan, diagnostics = read_form("p.xlsx", raw, VOCABULARY)
    assert plan is None
    assert [each.code for each in diagnostics] == [code]
    assert said in diagnostics[0].message.en


def test_cells_are_counted() -> None:
    rows = "".join(f"<row>{''.join(f'<c><v>{n * m}</v></c>' for m in range(900))}</row>" for n in range(250))
    plan, diagnostics = read_form("p.xlsx", repacked(filled(), sheet(rows)), VOCABULARY)
    assert plan is None
    assert [(each.code, each.message.en) for each in diagnostics] == [
        ("P062", "the workbook passes a bound: up to 200,000 cells are read")
    ]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "P060"),
        (b"PK\x03\x04", "P060"),
        (b"PK\x03\x04" + b"\0" * 100, "P060"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "P061"),
        ("명칭: 가".encode(), "P060"),
    ],
)
def test_not_a_workbook(raw: bytes, code: str) -> None:
    plan, diagnostics = read_plan_bytes("p.xlsx", raw, VOCABULARY)
    assert plan is None
    assert [each.code for each in diagnostics] == [code]


def test_another_kind_of_archive() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    _, (document,) = read_plan_bytes("p.docx", raw.getvalue(), VOCABULARY)
    assert document.code == "P090"
    _, (refused,) = read_plan_bytes("p.xlsx", raw.getvalue(), VOCABULARY)
    assert (refused.code, refused.message.ko) == (
        "P060",
        "엑셀 통합 문서(xlsx)로 읽을 수 없다: 통합 문서가 들어 있지 않다",
    )


def test_an_encrypted_member() -> None:
    raw = bytearray(filled())
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(mark)
        raw[at + flags] |= 1
    _, (refused,) = read_form("p.xlsx", bytes(raw), VOCABULARY)
    assert refused.code == "P061"


def test_a_size_that_lies_is_found_while_reading() -> None:
    raw = bytearray(repacked(filled(), part(SHEET, b"<a>" + b" " * 100_000 + b"</a>")))
    at = 0
    while (at := raw.find(b"PK\x01\x02", at + 1)) > 0:
        raw[at + 24 : at + 28] = (10).to_bytes(4, "little")
    plan, (refused,) = read_form("p.xlsx", bytes(raw), VOCABULARY)
    assert plan is None
    assert refused.code == "P060"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("xl/vbaProject.bin", "매크로"),
        ("xl/externalLinks/externalLink1.xml", "외부 연결"),
        ("xl/connections.xml", "외부 연결"),
        ("xl/embeddings/oleObject1.bin", "첨부한 개체"),
        ("xl/embeddings/nested.zip", "첨부한 개체"),
    ],
)
def test_what_could_do_something_is_left_out_with_a_note(name: str, what: str) -> None:
    raw = repacked(filled(), part(name, b"<!DOCTYPE x>" + b"\0" * 1000))
    plan, (note,) = read_form("p.xlsx", raw, VOCABULARY)
    assert plan is not None
    assert plan.name == "가"
    assert (note.code, note.severity.value) == ("P073", "note")
    assert what in note.message.ko


def test_many_parts() -> None:
    def change(parts: Parts) -> None:
        parts.update({f"xl/media/{number}": b"" for number in range(1_001)})

    _, (refused,) = read_form("p.xlsx", repacked(filled(), change), VOCABULARY)
    assert (refused.code, "1,000 parts" in refused.message.en) == ("P062", True)


FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", '=cmd|"/c calc"!A1', "\t=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_a_plan_becomes_a_formula(text: str) -> None:
    import json

    from openpyxl import load_workbook

    from jichim.plan import read_document
    from jichim.plan.form import write_form
    from jichim.source import Source

    tree, _ = read_document(Source("p.json", json.dumps({"명칭": text, "서비스": [{"이름": text}]})))
    raw, _ = write_form(VOCABULARY, tree)
    assert raw is not None
    book = load_workbook(io.BytesIO(raw))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    stored = [cell for cell in cells if str(cell.value).strip() == text.strip()]
    assert len(stored) == 2
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in stored)


def _date_out_of_range(parts: Parts) -> None:
    parts[SHEET] = parts[SHEET].replace(b"<c ", b'<c t="d" ', 1)


@pytest.mark.parametrize(
    "change",
    [part("xl/styles.xml", b"<styleSheet/>"), part("xl/theme/theme1.xml", b"<a/>"), _date_out_of_range],
)
def test_a_copy_of_a_broken_workbook_is_made_or_not_but_never_raises(
    change: Callable[[Parts], None],
) -> None:
    copy = annotated("p.xlsx", repacked(filled(), change), ())
    assert copy is None or read_form("p.xlsx", copy, VOCABULARY)[0] is not None
    assert annotated("p.xlsx", b"PK\x03\x04", ()) is None
