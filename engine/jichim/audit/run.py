"""The audit itself: every plan that is given gets exactly one row, whatever happens to it or to us."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from jichim.audit import messages as m
from jichim.audit.archive import read_member
from jichim.audit.gather import Gathered
from jichim.audit.model import Entry, Result, Settings, Task, Totals, Unusable
from jichim.audit.pool import review_apart, review_here
from jichim.audit.problems import problem_of
from jichim.audit.store import Store, StoreError
from jichim.audit.write import Row, Writer, ruleset_of
from jichim.plan.files import SUFFIXES
from jichim.plan.tree import MOST_BYTES
from jichim.policy.load import load_policies, rules_digest
from jichim.version import VERSION

_ROWS = 64
"""Plans in one transaction: at most so many are reviewed again after a fall."""

Progress = Callable[[int, int], None]
"""Called with the plans that are done and those that were given."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The run in the store and what became of its plans."""

    run: int
    totals: Totals


def run_audit(
    gathered: Gathered,
    settings: Settings,
    store: Store,
    *,
    jobs: int = 1,
    resume: bool = False,
    progress: Progress | None = None,
) -> Finished:
    """Review every entry into the store; `StoreError` if it cannot be written, with all before it intact.

    Plans whose text, rules and date are in the store already are not reviewed again. A run that was
    broken off leaves its rows; with `resume` the last such run goes on with the entries it has not written.
    """
    policy, _ = load_policies(settings.policies, drafts=settings.drafts)
    assert policy is not None, "the rules were loaded before"
    ruleset = ruleset_of(store, policy, digest_of(settings))
    asked = str(settings.as_of)
    run = (
        _resumed(store, settings, ruleset, asked)
        if resume
        else _begun(store, settings, ruleset, asked, gathered)
    )
    with store.reading() as connection:
        rows = connection.execute("SELECT name FROM entry WHERE run = ?", (run,))
        written = {str(name) for (name,) in rows.fetchall()}
        waiting = [(number, one) for number, one in enumerate(gathered.entries) if one.name not in written]
        done, given = len(written), len(written) + len(waiting)
        if resume:  # what was reviewed before the break was given, even if it is gone by now
            connection.execute("UPDATE run SET given = ? WHERE id = ?", (given, run))
    writer = Writer(store, run, ruleset, asked)
    batch: list[Row] = []
    if progress is not None:
        progress(done, given)
    for row in _rows(waiting, settings, jobs, _known(store, ruleset, asked)):
        batch.append(row)
        done += 1
        if len(batch) >= _ROWS:
            writer.write(batch)
            batch.clear()
        if progress is not None:
            progress(done, given)
    writer.write(batch)
    return Finished(run, _closed(store, run, given, gathered))


def digest_of(settings: Settings) -> str:
    """Of everything but the plan that decides a result: rules, vocabulary, engine, drafts."""
    return rules_digest(settings.policies, f"{VERSION} drafts={settings.drafts}")


def read_entry(entry: Entry) -> bytes | Unusable:
    """The bytes of an entry, at most one more than a plan may have."""
    try:
        if entry.member:
            return read_member(entry.path, entry.member, entry.index)
        with open(entry.path, "rb") as file:
            if entry.offset < 0:
                return file.read(MOST_BYTES + 1)
            file.seek(entry.offset)
            return file.read(min(entry.length, MOST_BYTES + 1))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return Unusable(0, (problem_of(m.UNREADABLE.about("", reason=reason)),))


def _rows(
    waiting: Sequence[tuple[int, Entry]], settings: Settings, jobs: int, known: Callable[[str], int | None]
) -> Iterator[Row]:
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
            if (stored := known(key)) is not None:
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
    name = (entry.member or entry.path).lower()
    suffix = next((one for one in SUFFIXES if name.endswith(one)), "")
    kind = entry.format or suffix
    return f"{hashlib.sha256(content).hexdigest()}{kind}"


def _known(store: Store, ruleset: int, asked: str) -> Callable[[str], int | None]:
    query = "SELECT id FROM review WHERE ruleset = ? AND content = ? AND asked = ?"

    def find(content: str) -> int | None:
        with store.reading() as connection:
            found = connection.execute(query, (ruleset, content, asked)).fetchone()
        return None if found is None else int(found[0])

    return find


def _begun(store: Store, settings: Settings, ruleset: int, asked: str, gathered: Gathered) -> int:
    with store.writing() as connection:
        run = connection.execute(
            "INSERT INTO run VALUES (NULL, ?, ?, ?, ?, ?, NULL, ?, ?, ?)",
            (
                ruleset,
                VERSION,
                asked,
                _options(settings),
                _now(),
                len(gathered.entries),
                gathered.repeated,
                json.dumps(dict(gathered.passed_over), ensure_ascii=False),
            ),
        ).lastrowid
    assert run is not None
    return run


def _resumed(store: Store, settings: Settings, ruleset: int, asked: str) -> int:
    """The last run that was not finished, if it was started with the same rules, date and options."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT id, ruleset, as_of, options FROM run WHERE finished IS NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
    if found is None:
        raise StoreError(m.NOTHING_TO_RESUME.about("", path=store.path))
    run, its_ruleset, its_date, its_options = found
    now = {"rules": ruleset, "as-of": asked, "options": _options(settings)}
    then = {"rules": its_ruleset, "as-of": its_date, "options": its_options}
    other = [name for name in now if now[name] != then[name]]
    if other:
        raise StoreError(m.OTHER_SETTINGS.about("", run=run, difference=", ".join(other)))
    return int(run)


def _closed(store: Store, run: int, given: int, gathered: Gathered) -> Totals:
    """The totals from the store itself; they must add up before the run counts as finished."""
    with store.writing() as connection:
        reviewed, unusable, reused = connection.execute(
            "SELECT count(review), count(problems), coalesce(sum(reused), 0) FROM entry WHERE run = ?", (run,)
        ).fetchone()
        if reviewed + unusable != given:
            raise LostPlanError(f"{given} plans were given, {reviewed} reviewed and {unusable} unusable")
        connection.execute("UPDATE run SET finished = ? WHERE id = ?", (_now(), run))
    return Totals(given, reviewed, unusable, reused, gathered.repeated, gathered.passed_over)


class LostPlanError(Exception):
    """The rows of a run do not add up to the plans that were given: a fault of ours."""


def _options(settings: Settings) -> str:
    chosen = {name: value for name, value in asdict(settings).items() if name in ("policies", "drafts")}
    return json.dumps(chosen, ensure_ascii=False, sort_keys=True)


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
