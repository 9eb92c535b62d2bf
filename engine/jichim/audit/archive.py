"""Zip files as untrusted input: bounded before anything is unpacked, and nothing is ever written to disk."""

from __future__ import annotations

import lzma
import os
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from jichim.audit import messages as m
from jichim.audit.model import Entry
from jichim.audit.problems import problem_of, storable
from jichim.plan.tree import MOST_BYTES

MOST_MEMBERS = 100_000
MOST_UNPACKED = 4 * 1024**3
MOST_RATIO = 200
"""A text that shrinks to less than a two-hundredth is taken for a bomb once it is larger than `SMALL`."""
SMALL = 64 * 1024
_UTF8 = 0x800
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    RuntimeError,
)
"""What `zipfile` and what it unpacks with raise for broken archives."""


def members(path: str, kinds: Sequence[str], other: Counter[str]) -> Iterator[Entry]:
    """The plans in a zip file; one that is refused is an entry with its reason, so that it is counted.

    `kinds` are the suffixes of plans; members of other kinds are counted in `other` by theirs.
    """
    try:
        infos = _opened(path, _stamp(path)).infolist()
    except _BROKEN as error:
        yield Entry(path, path, problem=problem_of(m.NOT_AN_ARCHIVE.about("", path=path, reason=error)))
        return
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        limits = {"most_files": MOST_MEMBERS, "most_bytes": MOST_UNPACKED // 1024**2}
        yield Entry(path, path, problem=problem_of(m.ARCHIVE_TOO_LARGE.about("", path=path, **limits)))
        return
    some = False
    for index, info in enumerate(infos):
        if info.is_dir():
            continue
        base = info.filename.rpartition("/")[2]
        if base.startswith((".", "~$")) or info.filename.startswith("__MACOSX/"):
            continue
        nested = base.lower().endswith(".zip")
        if not nested and not base.lower().endswith(tuple(kinds)):
            other[storable(PurePosixPath(base).suffix.lower() or base)] += 1
            continue
        some = True
        reason = _refused(info, nested)
        words = {"reason_ko": reason[0], "reason_en": reason[1]} if reason else {}
        problem = problem_of(m.MEMBER_REFUSED.about("", **words)) if words else None
        yield Entry(f"{path}!{_name(info)}", path, member=info.filename, index=index, problem=problem)
    if not some:
        empty = m.NOT_AN_ARCHIVE.about("", path=path, reason="계획 파일이 없다 / no plan in it")
        yield Entry(path, path, problem=problem_of(empty))


def read_member(path: str, name: str, index: int) -> bytes:
    """The bytes of a member, at most one more than a plan may have; `OSError` or `ValueError` if broken."""
    try:
        archive = _opened(path, _stamp(path))
        info = archive.infolist()[index]
        if info.filename != name:
            raise ValueError("the archive has changed")
        with archive.open(info) as member:
            return member.read(MOST_BYTES + 1)
    except OSError:
        raise
    except _BROKEN as error:
        raise ValueError(str(error) or type(error).__name__) from error


def _name(info: zipfile.ZipInfo) -> str:
    """The name as people know it: archives without the mark of UTF-8 come from Windows, in CP949."""
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("cp949")
    except UnicodeError:
        return info.filename


def _refused(info: zipfile.ZipInfo, nested: bool) -> tuple[str, str] | None:
    """Why a member is not read, in Korean and English; None if it is."""
    if nested:
        return "zip 안의 zip은 풀지 않는다", "an archive in an archive is not unpacked"
    if info.flag_bits & _ENCRYPTED:
        return "암호가 걸려 있다", "it is encrypted"
    if info.file_size > MOST_BYTES:
        return f"{MOST_BYTES // 1024**2} MiB를 넘는다", f"larger than {MOST_BYTES // 1024**2} MiB"
    if info.file_size > SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
        return "지나치게 많이 압축되어 있다", "compressed far more than text is"
    return None


def _stamp(path: str) -> int:
    return os.stat(path).st_mtime_ns


@lru_cache(maxsize=4)
def _opened(path: str, stamp: int) -> zipfile.ZipFile:  # noqa: ARG001 - a changed file is opened anew
    return zipfile.ZipFile(path)
