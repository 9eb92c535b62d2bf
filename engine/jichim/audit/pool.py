"""Worker processes that a plan can bring down without harm to any other.

Tasks go out in small batches to the processes of `concurrent.futures`. When a process dies, everything that
was under way is reviewed again, each plan alone; the one that brings its process down again is listed, the
others get their reviews. A watchdog inside each worker ends it when a plan takes longer than allowed, even
inside C code (`faulthandler`), so slow and crashing plans are told apart by the clock.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import wait as wait_for
from typing import TextIO

from jichim.audit import messages as m
from jichim.audit.model import Result, Settings, Task, Unusable
from jichim.audit.problems import problem_of
from jichim.audit.work import Worker

BATCH = 8
_WAITING = 3
"""Batches that are out for each process: enough to keep it busy, few enough to bound memory."""


_MADE = 50_000
"""Objects (about one plan) between two searches for cycles; the usual 700 cost a fifth of the time."""

Make = Callable[[Settings], Worker]


def review_here(tasks: Iterable[Task], settings: Settings, make: Make = Worker) -> Iterator[Result]:
    """The results in the order of the tasks, in this process: no watchdog, no bound on memory."""
    worker = make(settings)
    try:
        for task in tasks:
            yield worker.review(task)
    finally:
        worker.close()


def review_apart(
    tasks: Iterable[Task], settings: Settings, jobs: int, make: Make = Worker
) -> Iterator[Result]:
    """One result for every task, in the order in which they are done; only some batches are held at once."""
    queue = iter(tasks)
    out: dict[Future[list[Result]], list[Task]] = {}
    pool = _pool(settings, jobs, make)
    try:
        while True:
            lost: list[Task] = []
            while not lost and len(out) < jobs * _WAITING and (batch := list(islice(queue, BATCH))):
                try:
                    out[pool.submit(_review, batch)] = batch
                except BrokenProcessPool:
                    lost += batch
            if not out and not lost:
                return
            # A broken pool fails everything that is out, so all of it is looked at.
            done = list(out) if lost else wait(out, return_when=FIRST_COMPLETED).done
            for future in done:
                batch = out.pop(future)
                try:
                    results = future.result()
                except Exception:  # the process died, or could not give its results back
                    lost += batch
                else:
                    yield from results
            if lost:
                for future, batch in out.items():
                    try:
                        results = future.result()
                    except Exception:
                        lost += batch
                    else:
                        yield from results
                out.clear()
                pool.shutdown(wait=False)
                yield from _alone(lost, settings, make)
                pool = _pool(settings, jobs, make)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(tasks: Sequence[Task], settings: Settings, make: Make) -> Iterator[Result]:
    """Each of these in turn; what brings its process down is the culprit."""
    pool = _ready(settings, make)
    try:
        for task in tasks:
            begun = time.monotonic()
            try:
                results = pool.submit(_review, [task]).result()
            except BrokenProcessPool:
                slow = time.monotonic() - begun >= settings.seconds
                too_slow = m.TOO_SLOW.about("", seconds=settings.seconds)
                told = too_slow if slow else m.WORKER_LOST.about("")
                results = [Unusable(task.number, (problem_of(told),))]
                pool.shutdown(wait=False)
                pool = _ready(settings, make)
            except MemoryError:  # the rows themselves were too many to be sent
                results = [Unusable(task.number, (problem_of(m.OUT_OF_MEMORY.about("")),))]
            except Exception as error:
                fault = m.FAULT.about("", error=f"{type(error).__name__}: {error}"[:200])
                results = [Unusable(task.number, (problem_of(fault),))]
            yield from results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


class NoWorkersError(Exception):
    """Worker processes cannot even start here: no plan is to blame."""


def _ready(settings: Settings, make: Make) -> ProcessPoolExecutor:
    """A pool of one process that has begun."""
    pool = _pool(settings, 1, make)
    try:
        pool.submit(_review, []).result()
    except BrokenProcessPool as error:
        raise NoWorkersError("no worker process could be started") from error
    return pool


# ---- inside a worker -----------------------------------------------------------------------------


class _Process:
    """The state of a worker process."""

    worker: Worker
    seconds: float
    nowhere: TextIO


def _pool(settings: Settings, jobs: int, make: Make) -> ProcessPoolExecutor:
    """Fresh interpreters: nothing of the caller (threads, the engine, open files) is copied into them."""
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin, (settings, make))


def _begin(settings: Settings, make: Make) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's interrupt is for the caller alone
    threading.Thread(target=_end_with_caller, daemon=True).start()
    if settings.memory:
        _bound(settings.memory)
    _Process.nowhere = open(os.devnull, "w")  # noqa: SIM115 - held as long as the process
    _Process.seconds = settings.seconds
    _Process.worker = make(settings)
    gc.collect()
    gc.freeze()  # the rules stay for good, so they are not searched for rubbish again and again
    gc.set_threshold(_MADE, 20, 100)


def _review(tasks: list[Task]) -> list[Result]:
    results: list[Result] = []
    for task in tasks:
        faulthandler.dump_traceback_later(_Process.seconds, exit=True, file=_Process.nowhere)
        try:
            results.append(_Process.worker.review(task))
        finally:
            faulthandler.cancel_dump_traceback_later()
    return results


def _end_with_caller() -> None:
    """A worker whose caller was killed must not linger."""
    caller = multiprocessing.parent_process()
    if caller is not None:
        wait_for([caller.sentinel])
        os._exit(1)


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # no such bound on this system
        return
    with suppress(ValueError, OSError):  # a lower bound is in force already
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
