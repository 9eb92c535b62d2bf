"""The zip archive of a workbook as untrusted input: bounded before it is unpacked, and stripped.

Only the parts that hold cells are taken: no macros, links to other files, drawings, embedded files or
queries. Every part that is taken has been parsed once without a document type declaration, so that no entity
can be declared in it, and nothing outside of the file is ever asked for.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from jichim.diagnostic import Diagnostic
from jichim.plan import messages as m
from jichim.plan.xml_check import Doctype, PastBound, xml_fault

MOST_PARTS = 1_000
MOST_UNPACKED = 64 * 1024**2
MOST_RATIO = 200
"""A part that shrinks to less than a two-hundredth is taken for a bomb once it is larger than `SMALL`."""
SMALL = 1024**2
MOST_XML_DEPTH = 64
MOST_ELEMENTS = 2_000_000

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How encrypted workbooks and those of the old binary format begin."""

_TAKEN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:workbook|styles|sharedStrings)\.xml|xl/theme/[\w.]+\.xml|xl/worksheets/[\w.-]+\.xml"
)
_IGNORED = (
    (re.compile(r"vbaproject|/macrosheets/|/activex/", re.I), ("매크로", "macros")),
    (
        re.compile(r"externallinks/|/connections\.xml|querytables/", re.I),
        ("외부 연결", "links to other files"),
    ),
    (re.compile(r"/embeddings/", re.I), ("첨부한 개체", "embedded files")),
)
_LEADING_ELSEWHERE = frozenset(
    [
        "hyperlinks",
        "tableParts",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "picture",
        "oleObjects",
        "controls",
    ]
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
    """The XML parts of a workbook by name, each well formed and free of document type declarations."""

    name: str
    parts: Mapping[str, bytes]

    def archive(self) -> io.BytesIO:
        """A workbook of these parts only, without the elements of sheets that lead to parts left out."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, _alone(part) if name.startswith("xl/worksheets/") else part)
        packed.seek(0)
        return packed


def is_workbook(name: str, raw: bytes) -> bool:
    """Whether bytes are to be read as a workbook: by their first bytes, or by the name alone."""
    return raw.startswith((ZIP_MARK, OLE_MARK)) or name.lower().endswith((".xlsx", ".xlsm"))


def unpack(name: str, raw: bytes) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    """The parts of a workbook, or None and why it is refused; with notes on what is left out."""
    if raw.startswith(OLE_MARK):
        return None, (m.ENCRYPTED.about(name),)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _taken(name, archive)
    except _BROKEN as error:
        return None, (_broken(name, "zip으로 풀 수 없다", f"not a sound zip archive ({error})"),)


def _taken(name: str, archive: zipfile.ZipFile) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if refused := _refused(name, infos):
        return None, (refused,)
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for info in infos:
        if not _TAKEN.fullmatch(info.filename) or info.filename in parts:
            continue
        with archive.open(info) as file:
            part = file.read(left + 1)
        left -= len(part)
        if left < 0:
            return None, (_too_large(name),)
        if wrong := _wrong_xml(name, info.filename, part):
            return None, (wrong,)
        parts[info.filename] = part
    if "xl/workbook.xml" not in parts:
        return None, (_broken(name, "통합 문서가 들어 있지 않다", "there is no workbook in it"),)
    notes = [
        m.MACROS_IGNORED.about(name, what_ko=ko, what_en=en)
        for pattern, (ko, en) in _IGNORED
        if any(pattern.search(info.filename) for info in infos)
    ]
    return Package(name, parts), tuple(notes)


def _refused(name: str, infos: list[zipfile.ZipInfo]) -> Diagnostic | None:
    """What the list of contents alone forbids; sizes that it lies about are found while reading."""
    if len(infos) > MOST_PARTS:
        limit = f"{MOST_PARTS:,}"
        return m.WORKBOOK_TOO_LARGE.about(name, what_ko="파일", what_en="parts", limit=limit)
    if any(info.flag_bits & 0x1 for info in infos):
        return m.ENCRYPTED.about(name)
    taken = [info for info in infos if _TAKEN.fullmatch(info.filename)]
    if sum(info.file_size for info in taken) > MOST_UNPACKED:
        return _too_large(name)
    if any(info.file_size > SMALL and info.file_size > MOST_RATIO * info.compress_size for info in taken):
        return m.WORKBOOK_TOO_LARGE.about(
            name, what_ko="압축률", what_en="times its packed size", limit=MOST_RATIO
        )
    return None


def _alone(sheet: bytes) -> bytes:
    root = ElementTree.fromstring(sheet)
    for child in list(root):
        if child.tag.rpartition("}")[2] in _LEADING_ELSEWHERE:
            root.remove(child)
    alone: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return alone


def _wrong_xml(name: str, part: str, xml: bytes) -> Diagnostic | None:
    fault = xml_fault(xml, most_depth=MOST_XML_DEPTH, most_elements=MOST_ELEMENTS)
    if isinstance(fault, Doctype):
        return m.XML_ENTITIES.about(name, part=part)
    if isinstance(fault, PastBound):
        return m.WORKBOOK_TOO_LARGE.about(name, what_ko=fault.ko, what_en=fault.en, limit=fault.limit)
    if fault is not None:
        return _broken(name, f"`{part}`의 XML이 깨져 있다", f"the XML of `{part}` is broken ({fault.error})")
    return None


def _too_large(name: str) -> Diagnostic:
    limit = f"{MOST_UNPACKED // 1024**2}MB"
    return m.WORKBOOK_TOO_LARGE.about(name, what_ko="풀어서", what_en="unpacked", limit=limit)


def _broken(name: str, ko: str, en: str) -> Diagnostic:
    return m.NOT_A_WORKBOOK.about(name, problem_ko=ko, problem_en=en)
