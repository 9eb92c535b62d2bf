"""From entries to rows: what is read, looked up in the store, and reviewed if it is new."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from jichim.audit import messages as m
from jichim.audit.archive import read_member
from jichim.audit.model import Entry, Result, Settings, Task, Unusable
from jichim.audit.pool import review_apart, review_here
from jichim.audit.problems import problem_of
from jichim.audit.remote import is_remote, read
from jichim.audit.store import Store
from jichim.audit.write import Row
from jichim.diagnostic import reason_of
from jichim.plan.tree import MOST_BYTES

Waiting = Sequence[tuple[int, Entry]]
"""The entries without a row, with their positions."""
_THESE_RULES = "ruleset = (SELECT id FROM ruleset WHERE digest = ?)"


@dataclass(frozen=True, slots=True)
class Known:
    """The reviews that the store has for some rules and date, by what was reviewed (`content_key`)."""

    store: Store
    rules: str
    """The digest of the rules, which the store may not know yet."""
    asked: str

    def review(self, key: str) -> int | None:
        query = f"SELECT id FROM review WHERE {_THESE_RULES} AND content = ? AND asked = ?"
        with self.store.reading() as connection:
            found = connection.execute(query, (self.rules, key, self.asked)).fetchone()
        return None if found is None else int(found[0])

    def keys(self) -> frozenset[str]:
        """All of them, for those who cannot ask the store."""
        query = f"SELECT content FROM review WHERE {_THESE_RULES} AND asked = ?"
        with self.store.reading() as connection:
            return frozenset(str(key) for (key,) in connection.execute(query, (self.rules, self.asked)))


MakeRows = Callable[[Waiting, Settings, Known], Generator[Row, None, None]]
"""One row for every entry, in any order; closing it ends what is at work."""


def read_entry(entry: Entry) -> bytes | Unusable:
    """The bytes of an entry, at most one more than a plan may have."""
    try:
        if entry.member:
            return read_member(entry.path, entry.member, entry.index)
        if is_remote(entry.path):
            return read(entry.path, MOST_BYTES + 1)
        with open(entry.path, "rb") as file:
            if entry.offset < 0:
                return file.read(MOST_BYTES + 1)
            file.seek(entry.offset)
            return file.read(min(entry.length, MOST_BYTES + 1))
    except (OSError, ValueError) as error:
        return Unusable(0, (problem_of(m.UNREADABLE.about("", reason=reason_of(error))),))


def rows_here(waiting: Waiting, settings: Settings, known: Known, *, jobs: int) -> Generator[Row, None, None]:
    """One row for every entry; those that need no review come while others are being reviewed."""
    entries: dict[int, tuple[Entry, str]] = {}
    ready: list[Row] = []

    def tasks() -> Iterator[Task]:
        for number, entry in waiting:
            if entry.problem is not None:
                ready.append(Row(entry, number, None, Unusable(number, (entry.problem,))))
                continue
            content = read_entry(entry)
            if isinstance(content, Unusable):
                ready.append(Row(entry, number, None, replace(content, number=number)))
                continue
            key = content_key(entry, content)
            if (stored := known.review(key)) is not None:
                ready.append(Row(entry, number, key, None, stored))
                continue
            entries[number] = (entry, key)
            yield Task(number, entry.name, content, entry.format)

    def drained() -> Iterator[Row]:
        while ready:
            yield ready.pop()

    results: Iterator[Result] = (
        review_apart(tasks(), settings, jobs) if jobs > 0 else review_here(tasks(), settings)
    )
    for result in results:
        yield from drained()
        entry, key = entries.pop(result.number)
        yield Row(entry, result.number, key, result)
    yield from drained()


def content_key(entry: Entry, content: bytes) -> str:
    """Equal keys are read in the same way: the bytes, and what the name says about their format."""
    return f"{hashlib.sha256(content).hexdigest()}{entry.format or ''}"
