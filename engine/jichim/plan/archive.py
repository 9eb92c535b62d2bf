"""A zip archive of XML as untrusted input: nothing is unpacked beyond its bounds, and all of it is checked.

Workbooks and documents are both read through here. Only the parts that a reader asks for are unpacked; each
XML part has been parsed once without a document type declaration, so that no entity can be declared in it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from jichim.diagnostic import Diagnostic, Message
from jichim.plan.xml_check import Broken, Doctype, PastBound, XmlFault, xml_fault

T = TypeVar("T")

SMALL = 1024**2
"""Bytes up to which a part may be packed as tightly as it likes."""
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How encrypted files of office programs begin, and those of their old binary formats."""
_UNREADABLE = (
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
class Bounds:
    """What an archive may hold: parts, bytes unpacked, bytes for each packed one, XML levels and elements."""

    parts: int
    unpacked: int
    ratio: int
    depth: int
    elements: int


@dataclass(frozen=True, slots=True)
class NotZip:
    """The archive cannot be read as one."""

    error: str


@dataclass(frozen=True, slots=True)
class Locked:
    """Some part is encrypted."""


@dataclass(frozen=True, slots=True)
class BadPart:
    """The XML of a part is broken or declares a document type."""

    part: str
    fault: Broken | Doctype


ArchiveFault = NotZip | Locked | PastBound | BadPart


@dataclass(frozen=True, slots=True)
class Refusals:
    """How one kind of file says what is wrong with its archive."""

    locked: Message
    too_large: Message
    """Says `what_ko`, `what_en` and `limit`."""
    doctype: Message
    """Says `part`."""
    broken: Message
    """Says `problem_ko` and `problem_en`."""

    def of(self, name: str, fault: ArchiveFault) -> Diagnostic:
        """The diagnostic for the file of that name."""
        if isinstance(fault, Locked):
            return self.locked.about(name)
        if isinstance(fault, PastBound):
            return self.too_large.about(name, what_ko=fault.ko, what_en=fault.en, limit=fault.limit)
        if isinstance(fault, NotZip):
            ko, en = "zip으로 풀 수 없다", f"it is not a sound zip archive ({fault.error})"
        elif isinstance(fault.fault, Doctype):
            return self.doctype.about(name, part=fault.part)
        else:
            ko = f"`{fault.part}`의 XML이 깨져 있다"
            en = f"the XML of `{fault.part}` is broken ({fault.fault.error})"
        return self.broken.about(name, problem_ko=ko, problem_en=en)


class Archive:
    """The parts of one archive by name, the first of several that share one."""

    def __init__(self, archive: zipfile.ZipFile, bounds: Bounds) -> None:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > bounds.parts:
            raise _RefusedError(PastBound("담긴 파일", "parts", f"{bounds.parts:,}"))
        if any(info.flag_bits & 0x1 for info in infos):
            raise _RefusedError(Locked())
        self.names: Mapping[str, None] = dict.fromkeys(info.filename for info in infos)
        self._infos = {info.filename: info for info in reversed(infos)}
        self._archive, self._bounds, self._left = archive, bounds, bounds.unpacked

    def part(self, name: str, *, xml: bool = True) -> bytes:
        """The content of a part that is there, checked; the archive is given up with the first fault."""
        info = self._infos[name]
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _RefusedError(NotZip(f"compression {info.compress_type} is not known"))
        if info.file_size > self._left:
            raise _RefusedError(self._too_large())
        if info.file_size > SMALL and info.file_size > self._bounds.ratio * max(info.compress_size, 1):
            raise _RefusedError(PastBound("압축률", "times its packed size", str(self._bounds.ratio)))
        with self._archive.open(info) as file:  # the size that it declares may be a lie
            content = file.read(self._left + 1)
        if len(content) > self._left:
            raise _RefusedError(self._too_large())
        self._left -= len(content)
        if xml and (fault := self._fault(content)):
            raise _RefusedError(fault if isinstance(fault, PastBound) else BadPart(name, fault))
        return content

    def _too_large(self) -> PastBound:
        return PastBound("풀어서", "unpacked", f"{self._bounds.unpacked // 1024**2}MB")

    def _fault(self, content: bytes) -> XmlFault | None:
        return xml_fault(content, most_depth=self._bounds.depth, most_elements=self._bounds.elements)


def read_archive(raw: bytes, bounds: Bounds, take: Callable[[Archive], T]) -> T | ArchiveFault:
    """What `take` makes of the parts that it asks for, or why the archive is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return take(Archive(archive, bounds))
    except _RefusedError as refused:
        return refused.fault
    except _UNREADABLE as error:
        return NotZip(str(error))


class _RefusedError(Exception):
    """Ends the reading at the first fault."""

    def __init__(self, fault: ArchiveFault) -> None:
        super().__init__()
        self.fault = fault
