"""The zip archive of a submitted document as untrusted input: bounded before it is unpacked, and stripped.

Only the XML parts that hold paragraphs and tables are taken: no pictures, macros, embedded files or links.
Every part that is taken has been parsed once without a document type declaration, so that no entity can be
declared in it, and nothing outside of the file is ever asked for.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from jichim.diagnostic import Diagnostic
from jichim.plan import messages as m
from jichim.plan.xml_check import Doctype, PastBound, xml_fault

MOST_BYTES = 200 * 1024**2
"""Of the file itself: submitted documents hold pictures, which are not unpacked."""
MOST_PARTS = 5_000
MOST_UNPACKED = 96 * 1024**2
MOST_RATIO = 400
"""A part that shrinks to less than this is taken for a bomb once it is larger than `SMALL`."""
SMALL = 1024**2
MOST_XML_DEPTH = 120
MOST_ELEMENTS = 1_500_000

Form = Literal["hwpx", "docx"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
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
        return None, (_bound(name, "파일", "of file", f"{MOST_BYTES // 1024**2}MB"),)
    if refused := _other_format(name, raw):
        return None, (refused,)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _taken(name, archive)
    except _BROKEN as error:
        return None, (_broken(name, "zip으로 풀 수 없다", f"it is not a sound zip archive ({error})"),)


def _other_format(name: str, raw: bytes) -> Diagnostic | None:
    """What the first bytes say where they are not those of a zip archive."""
    if raw.startswith(b"HWP Document File") or (raw.startswith(_OLE) and b"HWP Document File" in raw):
        return m.HWP_BINARY.about(name)
    if raw.startswith(_OLE):
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


def _taken(name: str, archive: zipfile.ZipFile) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_PARTS:
        return None, (_bound(name, "담긴 파일", "parts", f"{MOST_PARTS:,}"),)
    if any(info.flag_bits & 0x1 for info in infos):
        return None, (m.DOCUMENT_ENCRYPTED.about(name),)
    by_name: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        by_name.setdefault(info.filename, info)
    reading = _Reading(name, archive)
    if "mimetype" in by_name or "Contents/content.hpf" in by_name:
        package = _hwpx(reading, by_name)
    elif _DOCX_RELATIONS in by_name and any(each.startswith("word/") for each in by_name):
        package = _docx(reading, by_name)
    elif any(each.startswith("xl/") for each in by_name):
        return None, (m.NOT_A_DOCUMENT.about(name, what_ko="엑셀 통합 문서", what_en="an Excel workbook"),)
    else:
        return None, (m.NOT_A_DOCUMENT.about(name, what_ko="다른 zip 파일", what_en="another zip archive"),)
    if package is None:
        return None, tuple(reading.refused)
    notes = (
        () if name.lower().endswith(f".{package.form}") else (m.OTHER_SUFFIX.about(name, form=package.form),)
    )
    return package, notes


class _Reading:
    """Takes parts out of one archive until one is refused."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self.refused: list[Diagnostic] = []
        self._archive = archive
        self._left = MOST_UNPACKED

    def part(self, info: zipfile.ZipInfo | None, *, xml: bool = True) -> bytes | None:
        """The content of a part, checked; None once anything is refused."""
        if info is None or self.refused:
            return None
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            self.refuse(_broken(self.name, "모르는 압축 방식이다", "its compression is not known"))
            return None
        if info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            self.refuse(_bound(self.name, "압축률", "times its packed size", MOST_RATIO))
            return None
        with self._archive.open(info) as file:
            content = file.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            self.refuse(_bound(self.name, "풀어서", "unpacked", f"{MOST_UNPACKED // 1024**2}MB"))
            return None
        if xml and (wrong := _wrong_xml(self.name, info.filename, content)):
            self.refuse(wrong)
            return None
        return content

    def refuse(self, diagnostic: Diagnostic) -> None:
        self.refused.append(diagnostic)


def _hwpx(reading: _Reading, infos: dict[str, zipfile.ZipInfo]) -> Package | None:
    if "mimetype" in infos and (reading.part(infos["mimetype"], xml=False) or b"").strip() != _HWPX_MIME:
        if not reading.refused:
            what = m.NOT_A_DOCUMENT.about(
                reading.name, what_ko="한글이 아닌 다른 꾸러미", what_en="a package of another program"
            )
            reading.refuse(what)
        return None
    parts: dict[str, bytes] = {"mimetype": _HWPX_MIME}
    for part, info in infos.items():
        if not _HWPX_TAKEN.fullmatch(part) or part in ("mimetype", "META-INF/container.xml"):
            continue
        content = reading.part(info)
        if content is None:
            return None
        parts[part] = content
    if b"encryption-data" in parts.pop("META-INF/manifest.xml", b""):
        reading.refuse(m.DOCUMENT_ENCRYPTED.about(reading.name))
        return None
    if "Contents/content.hpf" not in parts or not any("/section" in part for part in parts):
        reading.refuse(_broken(reading.name, "본문이 들어 있지 않다", "there is no text in it"))
        return None
    parts["META-INF/container.xml"] = _HWPX_CONTAINER.encode()
    return Package(reading.name, "hwpx", _packed(parts))


def _docx(reading: _Reading, infos: dict[str, zipfile.ZipInfo]) -> Package | None:
    relations = reading.part(infos[_DOCX_RELATIONS])
    if relations is None:
        return None
    target = next(
        (
            each.get("Target", "").lstrip("/")
            for each in ElementTree.fromstring(relations)
            if each.get("Type", "").endswith("/officeDocument")
        ),
        "",
    )
    if not _DOCX_MAIN.fullmatch(target) or target not in infos:
        reading.refuse(_broken(reading.name, "본문이 들어 있지 않다", "there is no text in it"))
        return None
    content = reading.part(infos[target])
    if content is None:
        return None
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES.encode(),
        _DOCX_RELATIONS: _RELATIONS.encode(),
        "word/document.xml": content,
    }
    return Package(reading.name, "docx", _packed(parts))


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _wrong_xml(name: str, part: str, xml: bytes) -> Diagnostic | None:
    fault = xml_fault(xml, most_depth=MOST_XML_DEPTH, most_elements=MOST_ELEMENTS)
    if isinstance(fault, Doctype):
        return m.DOCUMENT_ENTITIES.about(name, part=part)
    if isinstance(fault, PastBound):
        return _bound(name, fault.ko, fault.en, fault.limit)
    if fault is not None:
        return _broken(name, f"`{part}`의 XML이 깨져 있다", f"the XML of `{part}` is broken ({fault.error})")
    return None


def _bound(name: str, ko: str, en: str, limit: object) -> Diagnostic:
    return m.DOCUMENT_TOO_LARGE.about(name, what_ko=ko, what_en=en, limit=limit)


def _broken(name: str, ko: str, en: str) -> Diagnostic:
    return m.DOCUMENT_BROKEN.about(name, problem_ko=ko, problem_en=en)
