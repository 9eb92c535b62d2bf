"""The opinion: its parts, its three files read again with their libraries, hostile texts, templates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jichim.policy.model import Basis, Period
from jichim.report.formats import FORMATS
from jichim.report.layout import Page, printable
from jichim.report.model import Report, Unusable
from jichim.report.opinion.build import build
from jichim.report.opinion.cells import ranges
from jichim.report.opinion.fonts import choose, spelled
from jichim.report.opinion.model import Document, Heading, Table, texts
from jichim.report.opinion.pdf import source
from jichim.review.model import Article, FieldRef, Finding, Level, PolicyUse
from report.documents import (
    HOSTILE,
    PAGE,
    assessed,
    crowded,
    demands,
    docx_text,
    hostile,
    hwpx_text,
    many,
    pdf_text,
    policy,
    sample,
    small,
    squeezed,
    told_once,
    with_checklist,
)
from report.made import AMOUNT, LAW, PLAN, STAGE, VOCABULARY, evidence, outcome, review, service
from report.made_font import HANGUL, LATIN, MARKS, write_font

COSTS = FieldRef("services.costs", "서비스 비용")

READERS: dict[str, Callable[[bytes], str]] = {"docx": docx_text, "hwpx": hwpx_text, "pdf": pdf_text}


@pytest.fixture(scope="session")
def font_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    write_font(folder / "Made.ttf", "Made Korean", [*HANGUL, *LATIN, *MARKS])
    return folder


@pytest.fixture(autouse=True)
def _fonts(font_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JICHIM_FONTS", str(font_folder))
    monkeypatch.setattr("jichim.report.opinion.fonts._system", lambda: ())


def made(form: str, report: Report, page: Page = PAGE) -> bytes:
    rendered = FORMATS[form].render(report, policy(), page)
    assert [d for d in rendered.diagnostics if d.is_error] == []
    return rendered.content


# ---- the document ------------------------------------------------------------------------------------


def test_parts_in_the_order_of_an_opinion() -> None:
    document = build(small(), None, PAGE)
    heads = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads == [
        "1. 검토 개요",
        "2. 검토 의견",
        "3. 지적 사항",
        "4. 조치 총괄",
        "5. 보완요청",
        "6. 결정",
        "7. 제안에 비추어 본 것 (참고)",
        "8. 판단하지 못한 것",
        "9. 초안·가정에 기댄 것",
        *(["10. 참고", "11. 확인"] if small().reviews[0].notes else ["10. 확인"]),
    ]


def rows_of(document: Document, title: str) -> list[list[str]]:
    """The rows of the first table after a heading, each cell as its lines in one text."""
    start = next(n for n, b in enumerate(document.blocks) if isinstance(b, Heading) and title in b.text)
    table = next(b for b in document.blocks[start:] if isinstance(b, Table))
    return [
        ["\n".join("".join(run.text for run in line) for line in cell) for cell in row] for row in table.rows
    ]


def test_the_checklist_of_an_approval_follows_the_opinion() -> None:
    document = build(with_checklist(), None, PAGE)
    heads = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads[1:4] == ["2. 검토 의견", "3. 승인신청 점검표", "4. 지적 사항"]
    assert heads[-1].startswith("12. " if with_checklist().reviews[0].notes else "11. ")
    assert "남은 것 2건 · 근거 스마트도시계획수립지침" in "".join(texts(document))
    assert rows_of(document, "승인신청 점검표") == [
        ["공청회", "공고", "늦음 2020-10-10 · 5일 전 (적어도 14일 전) (12행)", "법 제9조"],
        ["협의", "협의 결과", "미기재", "법 제10조"],
        [
            "기한",
            "보완 기한",
            "2020-10-12 접수, 2020-11-11까지 · 11일 지남 (14행)",
            "지침 제26조\n(30일 이내)",
        ],
    ]


def test_a_fault_of_two_instruments_is_one_row_without_what_only_guards_read() -> None:
    ((number, _, rule, found, wanted),) = rows_of(build(told_once(), None, PAGE), "지적 사항")
    assert (number, rule.split("\n")[0]) == ("1", "G-4")
    assert "3억원 (40행)" in found
    assert "계획단계" not in found
    assert found.split("\n")[-1] == (
        "같은 사항: 수립지침 4-2-1(1)⑪ 전단 [표 4-2] (A-8) · 미기재 추진체계 전담조직 인력"
    )
    assert [wanted.count(what) for what in ("표를 싣는다", "쪽을 잇는다")] == [1, 1]


def test_the_values_read_are_one_sentence_without_what_their_parts_say() -> None:
    one = service("I-MOD")
    whole = evidence(COSTS, "2건(임대, 관리)", 39)._replace(of="")
    parts = [evidence(AMOUNT, f"{n}억원", 39 + n) for n in (1, 2)]
    other = evidence(STAGE, "운영", 90)._replace(of="I-ZET")
    found = outcome("R-1", subject=one, read=(whole, *parts, other))
    report = Report((review([found], findings=[Finding(found, Level.VIOLATION, "없다")]),))
    ((*_, said, _),) = rows_of(build(report, replace(policy(), vocabulary=VOCABULARY), PAGE), "제안에 비추어")
    assert "확인 비용 금액: 1억원 (40행) · 금액: 2억원 (41행) · 단계 (I-ZET): 운영 (90행)" in said


def test_provisions_are_called_by_their_headings_and_counted_first() -> None:
    rules = {"G-1": 4, "G-2": 4, "G-3": 5}
    levels = (Level.VIOLATION, Level.EVIDENCE, Level.VIOLATION)
    made_ones = [
        replace(
            one, rule=replace(one.rule, basis=Basis("law", (f"수립지침 제{rules[one.rule.name]}조",), ()))
        )
        for one in (outcome(name, instrument=LAW, level=lv) for name, lv in zip(rules, levels, strict=True))
    ]
    found = [Finding(one, level, "없다") for one, level in zip(made_ones, levels, strict=True)]
    articles = {
        name: Article(f"제{n}조", {4: "기본원칙", 5: "수립내용"}[n], (n, 0)) for name, n in rules.items()
    }
    uses = (PolicyUse(LAW, True, 3),)
    report = Report((replace(review(made_ones, findings=found, policies=uses), articles=articles),))
    document = build(report, None, PAGE)
    assert rows_of(document, "지적 사항") == [
        ["수립지침 제4조 기본원칙", "1", "1", "1", "1~2"],
        ["수립지침 제5조 수립내용", "1", "1", "-", "3"],
    ]
    heads = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 3]
    assert heads == ["수립지침 제4조 기본원칙", "수립지침 제5조 수립내용"]


def test_one_provision_needs_no_index() -> None:
    assert len(rows_of(build(told_once(), None, PAGE), "지적 사항")[0]) == 5


def test_many_services_stand_by_number_and_their_names_once() -> None:
    document = build(crowded(2, 30), None, PAGE)
    (row, _) = rows_of(document, "제안에 비추어")
    assert "대상 서비스 30건 모두" in row[3]
    said = "".join(texts(document))
    assert [said.count(f"서비스 {n:03}호") for n in (0, 17, 29)] == [1, 1, 1]
    listed = next(
        block.rows[0][1][0][0].text
        for block in document.blocks
        if isinstance(block, Table) and block.rows[0][0][0][0].text == "서비스"
    )
    assert listed.startswith("1. 서비스 000호 · 2. 서비스 001호 · ")


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([], ""), ([4], "4"), ([1, 2, 3], "1~3"), ([9, 1, 2, 4, 4], "1~2, 4, 9")],
)
def test_numbers_of_services_in_ranges(numbers: list[int], said: str) -> None:
    assert ranges(numbers) == said


def test_what_only_proposals_wait_for_is_asked_apart() -> None:
    heads = [b.text for b in build(small(), None, PAGE).blocks if isinstance(b, Heading) and b.level == 2]
    assert "제안을 검토하는 데만 필요한 것" in heads
    assert "요청할 것이 없다." in "".join(texts(build(small(), None, PAGE)))


@pytest.mark.parametrize("form", READERS)
def test_the_scores_of_evaluators_stand_in_the_opinion(form: str) -> None:
    said = squeezed(READERS[form](made(form, assessed())))
    assert "6.평가표" in said
    assert "김평가,=이심사" in said
    assert "종합판단불가(3개가운데1개평가없음)" in said
    assert "역할배분4.5(4~5)·수요예측3(1~5)" in said
    assert "의견이갈린항목수요예측(김평가1,이심사5)" in said
    assert "평가없음지속성" in said


def test_a_draft_is_never_called_a_violation() -> None:
    one = outcome("P-1")
    report = Report((review([one], findings=[Finding(one, Level.VIOLATION, "없다")]),))
    said = "\n".join(texts(build(report, None, PAGE)))
    assert "요구 미충족" in said
    assert "위반" not in said
    assert "시행 전의 제안이므로 의무를 지우지 않는다" in said


def test_the_signature_is_blank() -> None:
    last = build(small(), None, PAGE).blocks[-1]
    assert isinstance(last, Table)
    assert [[cell[0][0].text for cell in row] for row in last.rows] == [
        ["검토자", "", "직위", ""],
        ["서명", "", "일자", ""],
    ]


def test_nothing_in_force_says_so_and_finds_nothing() -> None:
    past = replace(LAW, period=Period())
    said = "\n".join(texts(build(Report((review(policies=(PolicyUse(past, False, 0),)),)), None, PAGE)))
    assert "검토 기준일에 적용할 기준이 없어 아무것도 검토하지 않았다." in said
    assert "지적 사항" not in said


def test_files_that_were_not_reviewed_stand_at_the_end() -> None:
    report = replace(small(), unusable=(Unusable("나쁜.yaml", ()),))
    assert "나쁜.yaml" in list(texts(build(report, None, PAGE)))


def test_shares_of_every_table_add_up() -> None:
    for block in build(sample(), policy(), PAGE).blocks:
        if isinstance(block, Table):
            assert sum(column.share for column in block.columns) == 100
            assert {len(row) for row in block.rows} == {len(block.columns)}


def test_english_opinion_has_no_korean_of_ours() -> None:
    document = build(
        Report((review(policies=(PolicyUse(LAW, True, 1),), plan="Plan"),)), None, Page(lang="en")
    )
    korean = [text for text in texts(document) if any("가" <= char <= "힣" for char in text)]
    assert {text.replace(LAW.title, "") for text in korean} <= {"", ": accept"}


# ---- the three files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("report", [small, sample], ids=["made", "real"])
def test_everything_of_the_review_is_in_the_file(form: str, report: Callable[[], Report]) -> None:
    said = squeezed(READERS[form](made(form, report())))
    reviewed = report().reviews[0]
    assert len(reviewed.findings) > 3
    assert [text for text in demands(reviewed) if squeezed(text) not in said] == []
    for supplement in reviewed.supplements:
        for ref in supplement.fields:
            assert squeezed(ref.label.split(" ")[-1]) in said


@pytest.mark.parametrize("form", READERS)
def test_hostile_texts_are_texts(form: str) -> None:
    said = squeezed(READERS[form](made(form, hostile())))
    for text in HOSTILE:
        shown = squeezed(printable(text))
        if form == "pdf":
            shown = "".join(c if ord(c) in {*HANGUL, *LATIN, *MARKS} else f"[U+{ord(c):04X}]" for c in shown)
        assert shown in said, text


@pytest.mark.parametrize("form", READERS)
def test_equal_reports_are_equal_files(form: str) -> None:
    assert made(form, small()) == made(form, small())


@pytest.mark.parametrize("form", ["docx", "hwpx"])
def test_a_long_review_is_whole_and_bounded(form: str) -> None:
    said = READERS[form](made(form, many(1000)))
    assert all(f"R-{number:05}" in said for number in range(1000))


@pytest.mark.slow
@pytest.mark.parametrize("form", READERS)
def test_ten_thousand_findings_of_many_services(form: str) -> None:
    """The same rules of a hundred services stand once each, with all their subjects."""
    said = squeezed(READERS[form](made(form, crowded(100, 100))))
    assert all(f"R-{number:05}" in said for number in range(100))
    assert all(f"서비스{number:03}호" in said for number in range(100))


@pytest.mark.parametrize("form", ["docx", "hwpx"])
def test_archives_hold_no_external_reference(form: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made(form, hostile()))) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b'TargetMode="External"' not in content
            assert b"<!DOCTYPE" not in content
            assert b"<!ENTITY" not in content


def test_docx_names_a_korean_font_and_repeats_the_head_of_tables() -> None:
    import docx
    from docx.oxml.ns import qn

    file = docx.Document(io.BytesIO(made("docx", small())))
    assert file.styles["Jichim Cell"].element.rPr.rFonts.get(qn("w:eastAsia")) == "맑은 고딕"
    heads = [
        table
        for table in file.element.body.iter(qn("w:tbl"))
        if table.find(f".//{qn('w:tblHeader')}") is not None
    ]
    assert len(heads) >= 5
    assert [p.text for p in file.paragraphs if p.style.name == "Title"] == ["검토의견서"]


# ---- PDF: fonts and strings ----------------------------------------------------------------------------


def test_text_of_a_plan_is_a_string_of_typst() -> None:
    written = source(build(hostile(), None, PAGE), ("Made",))
    for line in written.splitlines():
        outside = "".join(line.replace("\\\\", "").replace('\\"', "").split('"')[::2])
        assert "script" not in outside
        assert "#let" not in outside
        assert "#include" not in outside


def test_characters_that_no_font_has_are_spelled_and_reported() -> None:
    one = outcome("A", title="龘 한글")
    report = Report((review([one], findings=[Finding(one, Level.VIOLATION, "말")]),))
    rendered = FORMATS["pdf"].render(report, policy(), PAGE)
    (warning,) = rendered.diagnostics
    assert (warning.code, warning.is_error) == ("F002", False)
    assert warning.message.ko == "글꼴에 없는 글자 1가지를 부호로 적었다: 龘 (U+9F98)"
    assert squeezed("[U+9F98] 한글") in squeezed(pdf_text(rendered.content))


def test_without_a_font_with_hangul_there_is_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_font(tmp_path / "Latin.ttf", "Latin", LATIN)
    monkeypatch.setenv("JICHIM_FONTS", str(tmp_path))
    rendered = FORMATS["pdf"].render(small(), policy(), PAGE)
    assert [d.code for d in rendered.diagnostics] == ["F001"]
    assert rendered.content == b""


def test_a_second_font_is_taken_for_what_the_first_lacks(font_folder: Path, tmp_path: Path) -> None:
    write_font(tmp_path / "Hanja.ttf", "Hanja", [*LATIN, 0x9F98])
    fonts = choose(["가나 龘"], [tmp_path, font_folder])
    assert fonts is not None
    assert fonts.families == ("Made Korean", "Hanja")
    assert fonts.missing == ()


def test_a_file_that_is_no_font_is_passed_over(font_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "Broken.ttf").write_bytes(b"\x00\x01\x00\x00nothing")
    fonts = choose(["가"], [tmp_path, font_folder])
    assert fonts is not None
    assert fonts.families == ("Made Korean",)


def test_decomposed_hangul_is_composed_for_the_font() -> None:
    one = outcome("A", title="\u1112\u1161\u11ab\u1100\u1173\u11af")
    report = Report((review([one], findings=[Finding(one, Level.VIOLATION, "말")]),))
    rendered = FORMATS["pdf"].render(report, policy(), PAGE)
    assert rendered.diagnostics == ()
    assert "한글" in pdf_text(rendered.content)


@pytest.mark.parametrize(("text", "expected"), [("가나", "가나"), ("가龘", "가[U+9F98]"), ("", "")])
def test_spelled(text: str, expected: str) -> None:
    assert spelled(text, frozenset("龘")) == expected


# ---- templates -----------------------------------------------------------------------------------------


def docx_template(*paragraphs: str) -> bytes:
    import docx

    file = docx.Document()
    for text in paragraphs:
        file.add_paragraph(text)
    file.add_table(1, 1).cell(0, 0).text = "기관 {{지자체}}"
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def hwpx_template(*paragraphs: str) -> bytes:
    from hwpx import HwpxDocument

    file = HwpxDocument.new()
    for text in paragraphs:
        file.add_paragraph(text)
    return file.to_bytes()


@pytest.mark.parametrize(("form", "template"), [("docx", docx_template), ("hwpx", hwpx_template)])
def test_a_template_keeps_its_text_around_the_body(form: str, template: Callable[..., bytes]) -> None:
    page = replace(PAGE, template=template("머리 {{계획}}", "{{ 본문 }}", "꼬리 {{as_of}} {{모름}}"))
    said = READERS[form](made(form, small(), page))
    places = [
        said.index(text) for text in ("머리 인천광역시 스마트도시계획", "1. 검토 개요", "꼬리 2020-11-22")
    ]
    assert places == sorted(places)
    assert "{{모름}}" in said
    assert "{{ 본문 }}" not in said
    assert "스마트도시 관련 계획의 규범 적합성 검토" not in said  # the cover is the template's


@pytest.mark.parametrize(("form", "template"), [("docx", docx_template), ("hwpx", hwpx_template)])
def test_a_plan_fills_no_place_of_a_template(form: str, template: Callable[..., bytes]) -> None:
    one = outcome("A", title="{{파일}} {{본문}}")
    report = Report((review([one], findings=[Finding(one, Level.VIOLATION, "말")]),))
    said = READERS[form](made(form, report, replace(PAGE, template=template("{{본문}}"))))
    assert "{{파일}} {{본문}}" in said


@pytest.mark.parametrize(("form", "template"), [("docx", docx_template), ("hwpx", hwpx_template)])
def test_a_template_without_a_place_gets_the_body_at_its_end(
    form: str, template: Callable[..., bytes]
) -> None:
    said = READERS[form](made(form, small(), replace(PAGE, template=template("머리"))))
    assert said.index("머리") < said.index("1. 검토 개요")


def test_a_style_of_the_template_is_kept() -> None:
    import docx
    from docx.shared import Pt

    file = docx.Document()
    file.styles.add_style("Jichim Cell", 1).font.size = Pt(13)
    target = io.BytesIO()
    file.save(target)
    written = made("docx", small(), replace(PAGE, template=target.getvalue()))
    assert docx.Document(io.BytesIO(written)).styles["Jichim Cell"].font.size == Pt(13)


def test_a_typst_template_replaces_a_part_of_the_look() -> None:
    template = b"#let cover(title, subtitle, plan, first) = [MY OFFICE #plan]"
    said = pdf_text(made("pdf", small(), replace(PAGE, template=template)))
    assert "MY OFFICE" in said
    assert "규범 적합성 검토" not in said


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    "template", [b"#panic", b"PK\x03\x04", b"\xff\xfe\x00" * 40], ids=["text", "zip", "binary"]
)
def test_a_template_of_another_kind_is_refused(form: str, template: bytes) -> None:
    if form == "pdf" and template == b"#panic":
        template = b'#panic("no")'
    rendered = FORMATS[form].render(small(), policy(), replace(PAGE, template=template))
    assert [d.code for d in rendered.diagnostics] == ["F003"]
    assert rendered.content == b""


def test_a_template_that_unpacks_without_end_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (65 * 1024 * 1024))
    rendered = FORMATS["docx"].render(small(), policy(), replace(PAGE, template=target.getvalue()))
    assert [d.code for d in rendered.diagnostics] == ["F003"]


def test_a_typst_template_reads_no_file_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("비밀")
    template = f'#let cover(..all) = [#read("{tmp_path}/secret.txt")]'.encode()
    rendered = FORMATS["pdf"].render(small(), policy(), replace(PAGE, template=template))
    assert [d.code for d in rendered.diagnostics] == ["F003"]


def test_fields_have_labels_of_the_vocabulary_where_there_is_one() -> None:
    named = replace(policy(), vocabulary=VOCABULARY)
    said = "\n".join(texts(build(small(), named, PAGE)))
    assert PLAN.name not in said.split("\n")


def test_a_hwpx_is_packed_and_joined_as_owpml_asks() -> None:
    """KS X 6101: `mimetype` first and stored, every reference leads somewhere, `secPr` holds no header."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(made("hwpx", sample()))) as archive:
        first, *_ = archive.infolist()
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert parts["mimetype"] == b"application/hwp+zip"
    listed = etree.fromstring(parts["Contents/content.hpf"])
    items = {item.get("id"): item.get("href") for item in listed.iter("{*}item")}
    assert set(items.values()) <= set(parts)
    assert [item.get("idref") for item in listed.iter("{*}itemref")] == ["header", "section0"]
    header, section = (etree.fromstring(parts[f"Contents/{name}.xml"]) for name in ("header", "section0"))
    for kind in ("charPr", "paraPr", "style", "borderFill"):
        known = {one.get("id") for one in header.iter(f"{{*}}{kind}")}
        used = {one.get(f"{kind}IDRef") for one in section.iter()} - {None}
        assert used
        assert used <= known
    (properties,) = section.iter("{*}secPr")
    assert [child.tag for child in properties if "header" in child.tag.lower() or "footer" in child.tag] == []
    assert [one.get("numType") for one in section.iter("{*}autoNum")] == ["PAGE", "TOTAL_PAGE"]
    for table in section.iter("{*}tbl"):
        rows = table.findall("{*}tr")
        assert (int(table.get("rowCnt")), int(table.get("colCnt"))) == (len(rows), len(rows[0]))
        places = [
            [(one.get("rowAddr"), one.get("colAddr")) for one in row.iter("{*}cellAddr")] for row in rows
        ]
        assert places == [[(str(y), str(x)) for x in range(len(rows[0]))] for y in range(len(rows))]
