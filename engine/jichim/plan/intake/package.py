"""The zip archive of a submitted document as untrusted input: bounded before it is unpacked, and stripped.

Only the XML parts that hold paragraphs and tables are taken: no pictures, macros, embedded files or links.
Every part that is taken has been parsed once without a document type declaration, so that no entity can be
declared in it, and nothing outside of the file is ever asked for.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from jichim.diagnostic import Diagnostic
from jichim.plan import messages as m
from jichim.plan.archive import OLE_MARK, Archive, Bounds, Refusals, read_archive
from jichim.plan.xml_check import PastBound

MOST_BYTES = 200 * 1024**2
"""Of the file itself: submitted documents hold pictures, which are not unpacked."""
BOUNDS = Bounds(parts=5_000, unpacked=96 * 1024**2, ratio=400, depth=120, elements=1_500_000)

_REFUSALS = Refusals(m.DOCUMENT_ENCRYPTED, m.DOCUMENT_TOO_LARGE, m.DOCUMENT_ENTITIES, m.DOCUMENT_BROKEN)

Form = Literal["hwpx", "docx"]

_HWPX_MIME = b"application/hwp+zip"
_HWPX_TAKEN = re.compile(
    r"mimetype|version\.xml|META-INF/(?:container|manifest)\.xml|Contents/content\.hpf"
    r"|Contents/(?:header|section\d{1,4})\.xml"
)
_DOCX_RELATIONS = "_rels/.rels"
_DOCX_MAIN = re.compile(r"word/[\w.-]{1,80}\.xml")
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE}"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE_DOCUMENT}" Target="word/document.xml"/></Relationships>'
)
_HWPX_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"><ocf:rootfiles>'
    '<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
    "</ocf:rootfiles></ocf:container>"
)


@dataclass(frozen=True, slots=True)
class Package:
    """An archive of the parts that are read only, each well formed and free of document type declarations."""

    name: str
    form: Form
    archive: bytes


def unpack(name: str, raw: bytes) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    """The parts of a document by its content, or None and why it is refused; a note on a wrong suffix."""
    if len(raw) > MOST_BYTES:
        return None, (_REFUSALS.of(name, PastBound("파일", "of file", f"{MOST_BYTES // 1024**2}MB")),)
    if refused := _other_format(name, raw):
        return None, (refused,)
    found = read_archive(raw, BOUNDS, lambda archive: _taken(name, archive))
    if isinstance(found, Diagnostic):
        return None, (found,)
    if not isinstance(found, Package):
        return None, (_REFUSALS.of(name, found),)
    other = not name.lower().endswith(f".{found.form}")
    return found, (m.OTHER_SUFFIX.about(name, form=found.form),) if other else ()


def _other_format(name: str, raw: bytes) -> Diagnostic | None:
    """What the first bytes say where they are not those of a zip archive."""
    if raw.startswith(b"HWP Document File") or (raw.startswith(OLE_MARK) and b"HWP Document File" in raw):
        return m.HWP_BINARY.about(name)
    if raw.startswith(OLE_MARK):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            return m.DOCUMENT_ENCRYPTED.about(name)
        return m.NOT_A_DOCUMENT.about(name, what_ko="옛 오피스 형식(doc 등)", what_en="an old office format")
    if raw.startswith(b"PK"):
        return None
    for mark, ko, en in (
        (b"%PDF", "PDF", "a PDF"),
        (b"{\\rtf", "RTF", "RTF"),
        (b"<", "HTML이나 XML", "HTML or XML"),
    ):
        if raw.lstrip()[:5].startswith(mark):
            return m.NOT_A_DOCUMENT.about(name, what_ko=ko, what_en=en)
    return m.NOT_A_DOCUMENT.about(name, what_ko="알 수 없는 형식", what_en="an unknown format")


def _taken(name: str, archive: Archive) -> Package | Diagnostic:
    names = archive.names
    if "mimetype" in names or "Contents/content.hpf" in names:
        return _hwpx(name, archive)
    if _DOCX_RELATIONS in names and any(each.startswith("word/") for each in names):
        return _docx(name, archive)
    if any(each.startswith("xl/") for each in names):
        return m.NOT_A_DOCUMENT.about(name, what_ko="엑셀 통합 문서", what_en="an Excel workbook")
    return m.NOT_A_DOCUMENT.about(name, what_ko="다른 zip 파일", what_en="another zip archive")


def _hwpx(name: str, archive: Archive) -> Package | Diagnostic:
    if "mimetype" in archive.names and archive.part("mimetype", xml=False).strip() != _HWPX_MIME:
        ko, en = "한글이 아닌 다른 꾸러미", "a package of another program"
        return m.NOT_A_DOCUMENT.about(name, what_ko=ko, what_en=en)
    parts: dict[str, bytes] = {"mimetype": _HWPX_MIME}
    for part in archive.names:
        if _HWPX_TAKEN.fullmatch(part) and part not in ("mimetype", "META-INF/container.xml"):
            parts[part] = archive.part(part)
    if b"encryption-data" in parts.pop("META-INF/manifest.xml", b""):
        return m.DOCUMENT_ENCRYPTED.about(name)
    if "Contents/content.hpf" not in parts or not any("/section" in part for part in parts):
        return _broken(name, "본문이 들어 있지 않다", "there is no text in it")
    parts["META-INF/container.xml"] = _HWPX_CONTAINER.encode()
    return Package(name, "hwpx", _packed(parts))


def _docx(name: str, archive: Archive) -> Package | Diagnostic:
    target = next(
        (
            each.get("Target", "").lstrip("/")
            for each in ElementTree.fromstring(archive.part(_DOCX_RELATIONS))
            if each.get("Type", "").endswith("/officeDocument")
        ),
        "",
    )
    if not _DOCX_MAIN.fullmatch(target) or target not in archive.names:
        return _broken(name, "본문이 들어 있지 않다", "there is no text in it")
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES.encode(),
        _DOCX_RELATIONS: _RELATIONS.encode(),
        "word/document.xml": archive.part(target),
    }
    return Package(name, "docx", _packed(parts))


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _broken(name: str, ko: str, en: str) -> Diagnostic:
    return m.DOCUMENT_BROKEN.about(name, problem_ko=ko, problem_en=en)
