"""The audit itself: every plan that is given gets exactly one row, whatever happens to it or to us."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain, islice

from jichim.audit import messages as m
from jichim.audit.gather import Gathered
from jichim.audit.model import Settings, Totals
from jichim.audit.proof import digest_of
from jichim.audit.rows import Known, MakeRows, rows_here
from jichim.audit.store import Store, StoreError
from jichim.audit.write import Row, Writer, ruleset_of
from jichim.policy.load import load_policies
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
    rows: MakeRows | None = None,
) -> Finished:
    """Review every entry into the store; `StoreError` if it cannot be written, with all before it intact.

    `NoReviewsError` if no plan at all can be reviewed; then no run was begun, or it can be resumed later, as
    after `InterruptedRunError`.

    Plans whose text, rules and date are in the store already are not reviewed again. A run that was
    broken off leaves its rows; with `resume` the last such run goes on with the entries it has not written.
    `rows` reviews elsewhere than in `jobs` processes of this machine (0: in this process).
    """
    policy, _ = load_policies(settings.policies, drafts=settings.drafts)
    assert policy is not None, "the rules were loaded before"
    digest, asked = digest_of(settings), str(settings.as_of)
    run = _resumed(store, settings, digest, asked) if resume else None
    written = _written(store, run)
    waiting = [(number, one) for number, one in enumerate(gathered.entries) if one.name not in written]
    make = rows if rows is not None else partial(rows_here, jobs=jobs)
    with closing(make(waiting, settings, Known(store, digest, asked))) as made:
        first = list(islice(made, 1))  # what fails before any row leaves nothing behind
        ruleset = ruleset_of(store, policy, digest)
        done, given = len(written), len(written) + len(waiting)
        if run is None:
            run = _begun(store, settings, ruleset, asked, gathered)
        else:  # what was reviewed before the break was given, even if it is gone by now
            with store.writing() as connection:
                connection.execute("UPDATE run SET given = ? WHERE id = ?", (given, run))
        writer = Writer(store, run, ruleset, asked)
        batch: list[Row] = []
        if progress is not None:
            progress(done, given)
        try:
            for row in chain(first, made):
                batch.append(row)
                done += 1
                if len(batch) >= _ROWS:
                    writer.write(batch)
                    batch.clear()
                if progress is not None:
                    progress(done, given)
            writer.write(batch)
            return Finished(run, _closed(store, run, given, gathered))
        except KeyboardInterrupt as stop:
            writer.write(batch)  # a plan that was just written stays written once
            raise InterruptedRunError(run, len(_written(store, run)), given) from stop


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


def _written(store: Store, run: int | None) -> set[str]:
    """The names of the plans that a run has already."""
    with store.reading() as connection:
        found = connection.execute("SELECT name FROM entry WHERE run = ?", (run,))
        return {str(name) for (name,) in found}


def _resumed(store: Store, settings: Settings, digest: str, asked: str) -> int:
    """The last run that was not finished, if it was started with the same rules, date and options."""
    with store.reading() as connection:
        found = connection.execute(
            """SELECT run.id, digest, as_of, options FROM run JOIN ruleset ON ruleset.id = ruleset
               WHERE finished IS NULL ORDER BY run.id DESC LIMIT 1"""
        ).fetchone()
    if found is None:
        raise StoreError(m.NOTHING_TO_RESUME.about("", path=store.path))
    run, its_rules, its_date, its_options = found
    now = {"rules": digest, "as-of": asked, "options": _options(settings)}
    then = {"rules": its_rules, "as-of": its_date, "options": its_options}
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


class InterruptedRunError(KeyboardInterrupt):
    """Someone stopped a run, which can be resumed: `done` of the `given` plans are in the store."""

    def __init__(self, run: int, done: int, given: int) -> None:
        super().__init__(run, done, given)
        self.run, self.done, self.given = run, done, given


class LostPlanError(Exception):
    """The rows of a run do not add up to the plans that were given: a fault of ours."""


def _options(settings: Settings) -> str:
    chosen = {name: value for name, value in asdict(settings).items() if name in ("policies", "drafts")}
    return json.dumps(chosen, ensure_ascii=False, sort_keys=True)


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
