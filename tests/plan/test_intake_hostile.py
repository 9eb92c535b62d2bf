"""Documents that mean harm, and those that are none: refused in bounds, each with its diagnostic."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from typing import NamedTuple

import pytest
from documents import MAIN, PRINTED, ROW, WRITERS, Grid, figure, lined, part_of, repacked, with_rows

from jichim.plan.intake import Use, read_draft
from jichim.plan.intake.document import MOST_NESTING
from jichim.vocabulary.model import Vocabulary
from steps import at_most

ONE = {name: [f"{name} 가"] for name in PRINTED}
SOUND = {form: write(["□ I-MOD", figure(ONE, PRINTED)]) for form, write in WRITERS.items()}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITIES = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def zipped(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def changed(change: Callable[[bytes], bytes]) -> Callable[[str], bytes]:
    """A sound document of a format with its text changed."""
    return lambda form: repacked(SOUND[form], {MAIN[form]: change(part_of(SOUND[form], MAIN[form]))})


def after_head(text: bytes) -> Callable[[bytes], bytes]:
    def put(xml: bytes) -> bytes:
        head = xml.index(b"?>") + 2
        return xml[:head] + text + xml[head:]

    return put


def encrypted(form: str) -> bytes:
    """The flag that zip programs set on encrypted parts, in the local headers and in the directory."""
    raw = bytearray(SOUND[form])
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = raw.find(mark)
        while position >= 0:
            (flags,) = struct.unpack_from("<H", raw, position + at)
            struct.pack_into("<H", raw, position + at, flags | 1)
            position = raw.find(mark, position + 4)
    return bytes(raw)


def spans(number: bytes) -> Callable[[bytes], bytes]:
    def put(xml: bytes) -> bytes:
        wide = xml.replace(b'colSpan="2"', b'colSpan="' + number + b'"')
        return wide.replace(b'w:gridSpan w:val="2"', b'w:gridSpan w:val="' + number + b'"')

    return put


class Case(NamedTuple):
    make: Callable[[str], bytes]
    code: str
    said: str
    """What the English message contains."""


CASES = {
    "nothing": Case(lambda _: b"", "P080", "an unknown format"),
    "cut off": Case(lambda form: SOUND[form][:1500], "P085", "not a sound zip archive"),
    "external entity": Case(changed(after_head(ENTITIES)), "P084", "declares a document type"),
    "many laughs": Case(changed(after_head(LAUGHS)), "P084", "declares a document type"),
    "late doctype": Case(
        changed(after_head(b"<!--" + b"x" * 9000 + b"-->" + ENTITIES)), "P084", "document type"
    ),
    "broken XML": Case(changed(lambda xml: xml[:-30]), "P085", "is broken"),
    "a bomb": Case(changed(after_head(b" " * 20_000_000)), "P083", "up to 400 times its packed size"),
    "a large bomb": Case(changed(after_head(b" " * 120_000_000)), "P083", "up to 96MB unpacked"),
    "deep XML": Case(changed(lambda _: b"<a>" * 500 + b"</a>" * 500), "P083", "up to 120 levels of XML"),
    "no text": Case(lambda form: repacked(SOUND[form], {MAIN[form]: None}), "P085", "there is no text in it"),
    "wide cells": Case(changed(spans(b"2000000000")), "P083", "grid positions"),
    "no number": Case(changed(spans(b"x")), "P085", "its structure is not sound (ValueError)"),
    "encrypted parts": Case(encrypted, "P082", "encrypted"),
    "encrypted office": Case(
        lambda _: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "P082", "encrypted"
    ),
    "hwp": Case(lambda _: OLE + bytes(600) + b"HWP Document File", "P081", "old binary format of Hangul"),
    "hwp 3": Case(lambda _: b"HWP Document File V3.00", "P081", "old binary format of Hangul"),
    "doc": Case(lambda _: OLE + bytes(600), "P080", "an old office format"),
    "pdf": Case(lambda _: b"%PDF-1.7", "P080", "a PDF"),
    "html": Case(lambda _: b"<html></html>", "P080", "HTML or XML"),
    "workbook": Case(lambda _: zipped(xl__workbook=b""), "P080", "an Excel workbook"),
    "other zip": Case(lambda _: zipped(a=b""), "P080", "another zip archive"),
    "other package": Case(lambda _: zipped(mimetype=b"application/epub+zip"), "P080", "of another program"),
    "no tables": Case(lambda form: WRITERS[form](["핵심 파트너"]), "P086", "in the 0 tables"),
    "other tables": Case(lambda form: WRITERS[form]([lined([["가", "나"]])]), "P086", "in the 1 tables"),
}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", CASES)
def test_a_document_that_is_none(name: str, form: str, shipped: Vocabulary) -> None:
    raw = CASES[name].make(form)
    with at_most(calls=5_000_000):
        draft, diagnostics = read_draft(f"제출.{form}", raw, shipped)
    assert draft is None
    diagnostic, *left = diagnostics
    assert {each.code for each in left} <= {"P089"}
    assert diagnostic.code == CASES[name].code
    assert CASES[name].said in diagnostic.message.en
    assert diagnostic.where == f"제출.{form}"


def test_an_encrypted_hwpx_declares_it(shipped: Vocabulary) -> None:
    manifest = b'<m xmlns:o="urn:x"><o:file-entry><o:encryption-data/></o:file-entry></m>'
    raw = repacked(SOUND["hwpx"], {"META-INF/manifest.xml": manifest})
    draft, (diagnostic,) = read_draft("제출.hwpx", raw, shipped)
    assert (draft, diagnostic.code) == (None, "P082")


@pytest.mark.parametrize("form", WRITERS)
def test_parts_that_are_not_needed_are_not_unpacked(form: str, shipped: Vocabulary) -> None:
    """Pictures, links to other files and macros do not count, whatever is in them."""
    others: dict[str, bytes | None] = {
        "BinData/bomb.png": b"0" * 90_000_000,
        "word/vbaProject.bin": b"x",
        "word/_rels/document.xml.rels": ENTITIES + b"<x/>",
        "../../outside.xml": ENTITIES,
    }
    plain, _ = read_draft(f"제출.{form}", SOUND[form], shipped)
    with at_most(calls=5_000_000):
        stuffed, diagnostics = read_draft(f"제출.{form}", repacked(SOUND[form], others), shipped)
    assert plain is not None
    assert stuffed is not None
    assert stuffed.text == plain.text
    assert [each.code for each in diagnostics] == ["P087"]


@pytest.mark.parametrize("form", WRITERS)
def test_a_wrong_suffix_is_seen_through(form: str, shipped: Vocabulary) -> None:
    draft, diagnostics = read_draft("제출.hwp", SOUND[form], shipped)
    assert draft is not None
    assert [each.code for each in diagnostics] == ["P088", "P087"]
    assert f"the content is {form}" in diagnostics[0].message.en


@pytest.mark.parametrize("form", WRITERS)
def test_negative_spans_count_as_one(form: str, shipped: Vocabulary) -> None:
    draft, _ = read_draft(f"제출.{form}", changed(spans(b"-7"))(form), shipped)
    assert draft is not None
    assert "partners 가" in draft.text


@pytest.mark.parametrize("form", WRITERS)
def test_nesting_has_an_end(form: str, shipped: Vocabulary) -> None:
    inner = figure(ONE, PRINTED)
    for number in range(MOST_NESTING):
        inner = Grid(1, 1, [(0, 0, 1, 1, f"{number}")], nested={(0, 0): inner})
    draft, (diagnostic, *left) = read_draft(f"제출.{form}", WRITERS[form]([inner]), shipped)
    assert (draft, diagnostic.code) == (None, "P086")
    assert left[-1].message.ko == f"표 {MOST_NESTING}: 너무 깊이 든 표"
    assert f"in the {MOST_NESTING} tables" in diagnostic.message.en
    above = next(iter(inner.nested.values()))
    draft, _ = read_draft(f"제출.{form}", WRITERS[form]([above]), shipped)
    assert draft is not None
    assert [each.use for each in draft.intake.tables] == [Use.NONE] * (MOST_NESTING - 1) + [Use.CANVAS]


@pytest.mark.slow
@pytest.mark.parametrize(("form", "rows"), [("hwpx", 3_000), ("docx", 3_000)])
def test_thousands_of_rows_are_read(form: str, rows: int, shipped: Vocabulary) -> None:
    parts = ["□ I-MOD", figure(ONE, PRINTED), "I-MOD 비용"]
    costs = lined([["비목", "구분", "금액(천원)"], ["비용@", "운영", "1,000"]])
    raw = with_rows(WRITERS[form]([*parts, costs]), MAIN[form], ROW[form], rows)
    with at_most(calls=2_000 * rows):  # a row takes as much, however many there are
        draft, _ = read_draft(f"제출.{form}", raw, shipped)
    assert draft is not None
    assert f"        금액: 1,000천원  # 표 2, {rows + 1}행 3열" in draft.text.replace('"', "")
    assert draft.intake.left == ()
    raw = with_rows(WRITERS[form]([*parts, costs]), MAIN[form], ROW[form], 25_000)
    draft, (diagnostic,) = read_draft(f"제출.{form}", raw, shipped)
    assert (draft, diagnostic.code) == (None, "P083")
