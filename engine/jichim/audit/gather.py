"""From paths to the plans under them, each named once; nothing is read further than its list of contents.

Folders are walked in the order of names, hidden files and links to folders are passed over. Files of
other kinds in folders are counted, never silently skipped; a file that is named itself is always a plan.
"""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jichim.audit import messages as m
from jichim.audit.archive import members
from jichim.audit.model import Entry, Problem
from jichim.audit.problems import problem_of
from jichim.diagnostic import Diagnostic

ONE_PLAN = (".yaml", ".yml", ".json", ".xlsx")
LINES = (".jsonl", ".ndjson")
ARCHIVES = (".zip",)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The entries in the order given, and what was not taken."""

    entries: tuple[Entry, ...]
    repeated: int
    passed_over: tuple[tuple[str, int], ...]
    """Files in folders that are no plans, by suffix."""


def gather(
    paths: Sequence[str], suffixes: Sequence[str] = ONE_PLAN
) -> tuple[Gathered, tuple[Diagnostic, ...]]:
    """Every plan under some paths or patterns; a path that leads nowhere is a diagnostic.

    `suffixes` are those of files that hold one plan.
    """
    kinds = tuple(suffixes)
    found: dict[str, Entry] = {}
    seen: set[tuple[str, str, int]] = set()
    other: Counter[str] = Counter()
    problems: list[Diagnostic] = []
    repeated = 0
    for given in paths:
        files = list(_files(given, kinds, other))
        if not files:
            missing = not os.path.exists(given)
            if missing:
                problems.append(m.NOT_FOUND.about(given, path=given))
        for file in files:
            for entry in _entries(file):
                identity = (os.path.realpath(entry.path), entry.member, entry.offset)
                if identity in seen:
                    repeated += 1
                    continue
                seen.add(identity)
                found[_unique(entry.name, found)] = entry
    if not found and not problems:
        problems.append(m.NOTHING_GIVEN.about(", ".join(paths)))
    entries = tuple(
        entry if name == entry.name else Entry(name, entry.path, entry.member, entry.offset, entry.length)
        for name, entry in found.items()
    )
    return Gathered(entries, repeated, tuple(sorted(other.items()))), tuple(problems)


def _files(given: str, kinds: Sequence[str], other: Counter[str]) -> Iterator[str]:
    if os.path.isdir(given):
        yield from _below(given, kinds, other)
    elif os.path.exists(given):
        yield given
    elif glob.has_magic(given):
        for match in sorted(glob.glob(given, recursive=True)):
            if os.path.isdir(match):
                yield from _below(match, kinds, other)
            else:
                yield match


def _below(folder: str, kinds: Sequence[str], other: Counter[str]) -> Iterator[str]:
    taken = (*kinds, *LINES, *ARCHIVES)
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith((".", "~$")):
                continue
            if name.lower().endswith(taken):
                yield os.path.join(where, name)
            else:
                other[Path(name).suffix.lower() or name] += 1


def _entries(path: str) -> Iterable[Entry]:
    name = path.lower()
    if name.endswith(LINES):
        return _lines(path)
    if name.endswith(ARCHIVES):
        return members(path)
    return (Entry(path, path),)


def _lines(path: str) -> Iterator[Entry]:
    """The lines of a JSON lines file that hold anything, by their numbers and places in bytes."""
    try:
        with open(path, "rb") as file:
            offset, some = 0, False
            for number, line in enumerate(file, 1):
                if line.strip(b" \t\r\n\xef\xbb\xbf"):
                    some = True
                    yield Entry(f"{path}#{number}", path, offset=offset, length=len(line))
                offset += len(line)
            if not some:
                yield Entry(path, path)
    except OSError as error:
        yield Entry(path, path, problem=_unreadable(error))


def _unreadable(error: OSError) -> Problem:
    return problem_of(m.UNREADABLE.about("", reason=error.strerror or error))


def _unique(name: str, taken: dict[str, Entry]) -> str:
    """An archive may hold two members of one name."""
    if name not in taken:
        return name
    number = 2
    while f"{name}~{number}" in taken:
        number += 1
    return f"{name}~{number}"
