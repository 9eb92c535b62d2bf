"""The zip archive of a workbook as untrusted input: bounded before it is unpacked, and stripped.

Only the parts that hold cells are taken: no macros, links to other files, drawings, embedded files or
queries. Every part that is taken has been parsed once without a document type declaration, so that no entity
can be declared in it, and nothing outside of the file is ever asked for.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from jichim.diagnostic import Diagnostic
from jichim.plan import messages as m
from jichim.plan.archive import OLE_MARK, Archive, Bounds, Refusals, read_archive

BOUNDS = Bounds(parts=1_000, unpacked=64 * 1024**2, ratio=200, depth=64, elements=2_000_000)
ZIP_MARK = b"PK\x03\x04"

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
_REFUSALS = Refusals(m.ENCRYPTED, m.WORKBOOK_TOO_LARGE, m.XML_ENTITIES, m.NOT_A_WORKBOOK)
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
    found = read_archive(raw, BOUNDS, _taken)
    if not isinstance(found, _Taken):
        return None, (_REFUSALS.of(name, found),)
    if "xl/workbook.xml" not in found.parts:
        ko, en = "통합 문서가 들어 있지 않다", "there is no workbook in it"
        return None, (m.NOT_A_WORKBOOK.about(name, problem_ko=ko, problem_en=en),)
    notes = [
        m.MACROS_IGNORED.about(name, what_ko=ko, what_en=en)
        for pattern, (ko, en) in _IGNORED
        if any(map(pattern.search, found.names))
    ]
    return Package(name, found.parts), tuple(notes)


@dataclass(frozen=True, slots=True)
class _Taken:
    names: tuple[str, ...]
    parts: Mapping[str, bytes]


def _taken(archive: Archive) -> _Taken:
    wanted = [name for name in archive.names if _TAKEN.fullmatch(name)]
    return _Taken(tuple(archive.names), {name: archive.part(name) for name in wanted})


def _alone(sheet: bytes) -> bytes:
    root = ElementTree.fromstring(sheet)
    for child in list(root):
        if child.tag.rpartition("}")[2] in _LEADING_ELSEWHERE:
            root.remove(child)
    alone: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return alone
