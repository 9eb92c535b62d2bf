"""Zip files as untrusted input: bounded before anything is unpacked, and nothing is ever written to disk."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache

from jichim.audit import messages as m
from jichim.audit.model import Entry
from jichim.audit.problems import problem_of
from jichim.plan.tree import MOST_BYTES

MOST_MEMBERS = 100_000
MOST_UNPACKED = 4 * 1024**3
MOST_RATIO = 200
"""A text that shrinks to less than a two-hundredth is taken for a bomb once it is larger than `SMALL`."""
SMALL = 64 * 1024
_TAKEN = (".yaml", ".yml", ".json", ".xlsx")
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, NotImplementedError)


def members(path: str) -> Iterator[Entry]:
    """The plans in a zip file; one that is refused is an entry with its reason, so that it is counted."""
    try:
        infos = [info for info in _opened(path, _stamp(path)).infolist() if not info.is_dir()]
    except _BROKEN as error:
        yield Entry(path, path, problem=problem_of(m.NOT_AN_ARCHIVE.about("", path=path, reason=error)))
        return
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        limits = {"most_files": MOST_MEMBERS, "most_bytes": MOST_UNPACKED // 1024**2}
        yield Entry(path, path, problem=problem_of(m.ARCHIVE_TOO_LARGE.about("", path=path, **limits)))
        return
    some = False
    for info in infos:
        base = info.filename.rpartition("/")[2]
        if base.startswith((".", "~$")) or info.filename.startswith("__MACOSX/"):
            continue
        nested = base.lower().endswith(".zip")
        if not nested and not base.lower().endswith(_TAKEN):
            continue
        some = True
        reason = _refused(info, nested)
        problem = problem_of(m.MEMBER_REFUSED.about("", reason=reason)) if reason else None
        yield Entry(f"{path}!{info.filename}", path, member=info.filename, problem=problem)
    if not some:
        empty = m.NOT_AN_ARCHIVE.about("", path=path, reason="계획 파일이 없다 / no plan in it")
        yield Entry(path, path, problem=problem_of(empty))


def read_member(path: str, name: str) -> bytes:
    """The bytes of a member, at most one more than a plan may have; `OSError` or `ValueError` if broken."""
    try:
        with _opened(path, _stamp(path)).open(name) as member:
            return member.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, NotImplementedError) as error:
        raise ValueError(str(error)) from error


def _refused(info: zipfile.ZipInfo, nested: bool) -> str:
    """Why a member is not read; empty if it is."""
    if nested:
        return "zip 안의 zip은 풀지 않는다 / an archive in an archive is not unpacked"
    if info.flag_bits & 0x1:
        return "암호가 걸려 있다 / it is encrypted"
    if info.file_size > MOST_BYTES:
        return f"{MOST_BYTES // 1024**2} MiB를 넘는다 / larger than {MOST_BYTES // 1024**2} MiB"
    if info.file_size > SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
        return "지나치게 많이 압축되어 있다 / compressed far more than text is"
    return ""


def _stamp(path: str) -> int:
    return os.stat(path).st_mtime_ns


@lru_cache(maxsize=4)
def _opened(path: str, stamp: int) -> zipfile.ZipFile:  # noqa: ARG001 - a changed file is opened anew
    return zipfile.ZipFile(path)
