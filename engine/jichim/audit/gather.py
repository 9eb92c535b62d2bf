"""From paths to the plans under them, each named once; nothing is read further than its list of contents.

Folders are walked in the order of names; hidden files are left out. Files of other kinds in folders and
archives, and links to folders, are counted; what cannot be read is an entry with its reason. A file that is
named itself is always a plan.
"""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jichim.audit import messages as m
from jichim.audit.archive import members
from jichim.audit.model import Entry, Problem
from jichim.audit.problems import problem_of, storable
from jichim.audit.remote import entries, is_remote
from jichim.diagnostic import Diagnostic, reason_of
from jichim.plan.files import FORMATS
from jichim.plan.tree import MOST_BYTES

LINES = (".jsonl", ".ndjson")
ARCHIVES = (".zip",)
LINK = "symlink"
"""What links to folders are counted as; they are not followed, since they may lead in circles."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The entries in the order given, and what was not taken."""

    entries: tuple[Entry, ...]
    repeated: int
    passed_over: tuple[tuple[str, int], ...]
    """Files in folders and archives that are no plans, by suffix."""


def gather(
    paths: Sequence[str], suffixes: Sequence[str] = tuple(FORMATS)
) -> tuple[Gathered, tuple[Diagnostic, ...]]:
    """Every plan under some paths or patterns; a path that leads nowhere is a diagnostic.

    `suffixes` are those of files that hold one plan. Every entry has a name of its own that a store can
    hold.
    """
    kinds = tuple(suffixes)
    found: dict[str, Entry] = {}
    seen: set[tuple[str, int, int]] = set()
    other: Counter[str] = Counter()
    problems: list[Diagnostic] = []
    repeated = 0
    for given in paths:
        something = False
        for file in _files(given, kinds, other):
            something = True
            for entry in _entries(file, kinds, other):
                place = entry.path if is_remote(entry.path) else os.path.realpath(entry.path)
                identity = (place, entry.index, entry.offset)
                if identity in seen:
                    repeated += 1
                    continue
                seen.add(identity)
                name = _unique(storable(entry.name), found)
                found[name] = entry if name == entry.name else replace(entry, name=name)
        if not something and not os.path.exists(given):
            problems.append(m.NOT_FOUND.about(storable(given), path=storable(given)))
    if not found and not problems:
        problems.append(m.NOTHING_GIVEN.about(", ".join(map(storable, paths))))
    return Gathered(tuple(found.values()), repeated, tuple(sorted(other.items()))), tuple(problems)


def _files(given: str, kinds: Sequence[str], other: Counter[str]) -> Iterator[str | Entry]:
    """Paths of files; an entry where a folder cannot be looked into."""
    if is_remote(given):
        yield from entries(given, kinds, other, suffix_of)
    elif os.path.isdir(given):
        yield from _below(given, kinds, other)
    elif os.path.exists(given):
        yield given
    elif glob.has_magic(given):
        for match in sorted(glob.glob(given, recursive=True)):
            if os.path.isdir(match):
                yield from _below(match, kinds, other)
            else:
                yield match


def _below(folder: str, kinds: Sequence[str], other: Counter[str]) -> Iterator[str | Entry]:
    taken = (*kinds, *LINES, *ARCHIVES)
    closed: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=closed.append):
        links = {name for name in folders if os.path.islink(os.path.join(where, name))}
        if links:
            other[LINK] += len(links)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in sorted(files):
            if name.startswith((".", "~$")):
                continue
            if name.lower().endswith(taken):
                yield os.path.join(where, name)
            else:
                other[suffix_of(name)] += 1
    for error in closed:
        path = str(error.filename or folder)
        yield Entry(path, path, problem=_unreadable(error))


def suffix_of(name: str) -> str:
    """What a file that is no plan is counted under."""
    return storable(Path(name).suffix.lower() or name)


def _entries(file: str | Entry, kinds: Sequence[str], other: Counter[str]) -> Iterable[Entry]:
    if isinstance(file, Entry):
        return (file,)
    problem = _not_a_file(file)
    if problem is not None:
        return (Entry(file, file, problem=problem),)
    name = file.lower()
    if name.endswith(LINES):
        return _lines(file)
    if name.endswith(ARCHIVES):
        return members(file, kinds, other)
    return (Entry(file, file),)


def _not_a_file(path: str) -> Problem | None:
    """Pipes and devices may never end, so they are not opened at all."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return problem_of(m.UNREADABLE.about("", reason="보통 파일이 아니다 / not a regular file"))
    except (OSError, ValueError) as error:
        return _unreadable(error)
    return None


def _lines(path: str) -> Iterator[Entry]:
    """The lines of a JSON lines file that hold anything, by their numbers and places in bytes."""
    some = False
    try:
        with open(path, "rb") as file:
            offset = number = 0
            while line := file.readline(MOST_BYTES + 1):
                number += 1
                length, blank = len(line), _is_blank(line)
                while not line.endswith(b"\n") and (line := file.readline(MOST_BYTES + 1)):
                    length += len(line)  # a line of any length is passed in pieces
                    blank = blank and _is_blank(line)
                if not blank:
                    some = True
                    yield Entry(f"{path}#{number}", path, offset=offset, length=length)
                offset += length
    except OSError as error:
        yield Entry(path, path, problem=_unreadable(error))
        return
    if not some:
        yield Entry(path, path)


def _is_blank(line: bytes) -> bool:
    return not line.strip(b" \t\r\n\xef\xbb\xbf")


def _unreadable(error: OSError | ValueError) -> Problem:
    return problem_of(m.UNREADABLE.about("", reason=reason_of(error)))


def _unique(name: str, taken: dict[str, Entry]) -> str:
    """An archive may hold two members of one name, and names that no store can hold may become equal."""
    if name not in taken:
        return name
    number = 2
    while f"{name}~{number}" in taken:
        number += 1
    return f"{name}~{number}"
