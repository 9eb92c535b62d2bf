"""The same audit on a Dask cluster: workers read and review, the caller alone writes the store.

Each worker process compiles the rules once, in a plugin that Dask sets up again wherever a worker starts.
Workers with another jichim or other rules end the audit, before anything is written if they are there from
the beginning. Dask moves what a dead worker had to others; a batch that brings workers down again and again
is reviewed plan by plan, so that the culprit is listed and the others get their reviews.
"""

from __future__ import annotations

import asyncio
import faulthandler
import os
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from distributed import Client, KilledWorker, LocalCluster, WorkerPlugin, as_completed, get_worker

from jichim.audit import messages as m
from jichim.audit.model import Entry, Result, Settings, Task, Unusable
from jichim.audit.problems import problem_of
from jichim.audit.process import Make
from jichim.audit.proof import NoReviewsError, digest_of
from jichim.audit.rows import Known, Waiting, content_key, read_entry
from jichim.audit.work import Worker
from jichim.audit.write import Row
from jichim.version import VERSION

BATCH = 8
_WAITING = 3
"""Batches that are out for each thread of the cluster."""

Answer = tuple[int, str | None, Result | None]
"""Position, `content_key`, and the result; neither result nor fault where the store knows the key."""

_CONNECT = 5
"""Seconds in which a scheduler must answer."""
_WAIT = 60
"""Seconds in which a cluster must have a worker: some start them when they are asked for."""


class OtherRulesError(Exception):
    """A worker has other rules, or another version, than the caller."""


class OtherVersionError(OtherRulesError):
    """Workers with another version of jichim, by address; an empty version where it is not installed."""

    def __init__(self, versions: Mapping[str, str]) -> None:
        super().__init__(versions)
        self.versions = dict(versions)


class Reviewing(WorkerPlugin):  # type: ignore[misc]
    """What one run needs in every worker process."""

    def __init__(self, settings: Settings, digest: str, known: frozenset[str], make: Make) -> None:
        self.name = f"jichim-audit-{uuid.uuid4().hex}"
        self.settings = settings
        self.digest = digest
        self.known = known
        self.make = make

    def setup(self, worker: Any) -> None:  # noqa: ARG002 - as Dask calls it
        self.lock = threading.Lock()
        self.worker: Worker | None = None

    def teardown(self, worker: Any) -> None:  # noqa: ARG002
        with self.lock:
            if self.worker is not None:
                self.worker.close()

    def review(self, number: int, entry: Entry) -> Answer:
        """One plan; threads of one process take turns, as they share the rules and the watchdog."""
        content = read_entry(entry)
        if isinstance(content, Unusable):
            return number, None, Unusable(number, content.problems)
        key = content_key(entry, content)
        if key in self.known:
            return number, key, None
        with self.lock, open(os.devnull, "w") as nowhere:
            worker = self._ready()
            faulthandler.dump_traceback_later(self.settings.seconds, exit=True, file=nowhere)
            try:
                return number, key, worker.review(Task(number, entry.name, content, entry.format))
            finally:
                faulthandler.cancel_dump_traceback_later()

    def prove(self) -> None:
        """`NoReviewsError` if not even an empty plan can be reviewed there."""
        with self.lock:
            self._ready().prove()

    def _ready(self) -> Worker:
        if self.worker is None:
            if digest_of(self.settings) != self.digest:
                raise OtherRulesError
            self.worker = self.make(self.settings)
        return self.worker


def prove(plugin: str) -> None:
    """Run by a worker of the cluster: review an empty plan."""
    get_worker().plugins[plugin].prove()


def review_batch(plugin: str, batch: Sequence[tuple[int, Entry]]) -> list[Answer]:
    """Run by a worker of the cluster."""
    reviewing: Reviewing = get_worker().plugins[plugin]
    return [reviewing.review(number, entry) for number, entry in batch]


def rows_on_dask(
    waiting: Waiting,
    settings: Settings,
    known: Known,
    *,
    address: str = "",
    jobs: int = 2,
    make: Make = Worker,
) -> Generator[Row, None, None]:
    """One row for every entry, reviewed by the cluster at an address, or by a local one of `jobs` workers.

    Paths must lead to the same files from every worker. `OSError` if there is no cluster, `OtherRulesError`
    if it has another jichim or other rules, `NoReviewsError` if it can review nothing.
    """
    entries = dict(waiting)
    asked = ((number, entry) for number, entry in waiting if entry.problem is None)
    with _client(address, jobs) as client:
        _check_workers(client)
        plugin = Reviewing(settings, digest_of(settings), known.keys(), make)
        client.register_plugin(plugin)
        try:
            for number, entry in waiting:
                if entry.problem is not None:
                    yield Row(entry, number, None, Unusable(number, (entry.problem,)))
            for number, key, result in _answers(client, plugin.name, asked, settings):
                stored = known.review(key) if result is None and key is not None else None
                yield Row(entries[number], number, key, result, stored)
        finally:
            client.unregister_worker_plugin(plugin.name)


def _answers(
    client: Any, plugin: str, asked: Iterator[tuple[int, Entry]], settings: Settings
) -> Iterator[Answer]:
    most = max(2, sum(client.nthreads().values())) * _WAITING
    out: dict[Any, list[tuple[int, Entry]]] = {}
    running = as_completed(loop=client.loop)
    alone: deque[tuple[int, Entry]] = deque()

    def submit() -> None:
        while len(out) < most and (batch := list(islice(asked, BATCH))):
            future = client.submit(review_batch, plugin, batch, pure=False)
            out[future] = batch
            running.add(future)

    submit()
    while out:
        future = next(running)
        batch = out.pop(future)
        try:
            answers = future.result()
        except (OtherRulesError, NoReviewsError):
            raise
        except Exception:  # it brought its workers down, or could not be sent back
            alone.extend(batch)
        else:
            yield from answers
        future.release()
        submit()
    if alone:
        _prove(client, plugin)
    for number, entry in alone:
        yield _alone(client, plugin, number, entry, settings)


def _alone(client: Any, plugin: str, number: int, entry: Entry, settings: Settings) -> Answer:
    begun = time.monotonic()
    try:
        (answer,) = client.submit(review_batch, plugin, [(number, entry)], pure=False).result()
        return answer  # type: ignore[no-any-return]
    except (OtherRulesError, NoReviewsError):
        raise
    except KilledWorker:
        slow = time.monotonic() - begun >= settings.seconds
        told = m.TOO_SLOW.about("", seconds=settings.seconds) if slow else m.WORKER_LOST.about("")
    except Exception as error:
        told = m.FAULT.about("", error=f"{type(error).__name__}: {error}"[:200])
    return number, None, Unusable(number, (problem_of(told),))


def _prove(client: Any, plugin: str) -> None:
    """`NoReviewsError` if not even an empty plan is reviewed: then no plan is to blame for lost workers."""
    try:
        client.submit(prove, plugin, pure=False).result()
    except KilledWorker as error:
        raise NoReviewsError((m.NO_WORKERS.about("--runner"),)) from error


def _check_workers(client: Any) -> None:
    """That there is a worker, and that all have this jichim."""
    try:
        client.wait_for_workers(1, timeout=_WAIT)
    except asyncio.TimeoutError as error:  # of its own before Python 3.11
        raise OSError(f"no worker within {_WAIT} seconds") from error
    # A worker that is just dying has no answer; the one in its place is asked for its rules later.
    found: dict[str, str] = client.run(_version_there(), on_error="ignore")
    if other := {worker: version for worker, version in found.items() if version != VERSION}:
        raise OtherVersionError(other)


def _version_there() -> Callable[[], str]:
    """Asks a worker that may have no jichim: functions within others are sent as code, not by name."""

    def version() -> str:
        try:
            from jichim import version as installed
        except ImportError:
            return ""
        return installed.VERSION

    return version


@contextmanager
def _client(address: str, jobs: int) -> Iterator[Any]:
    if address:
        with Client(address, set_as_default=False, timeout=_CONNECT) as client:
            yield client
        return
    with (
        LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client
