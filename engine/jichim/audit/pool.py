"""Worker processes that a plan can bring down without harm to any other.

Tasks go out in small batches to the processes of `concurrent.futures`. When a process dies, everything that
was under way is reviewed again, each plan alone; the one that brings its process down again is listed, the
others get their reviews. A watchdog inside each worker ends it when a plan takes longer than allowed, even
inside C code (`faulthandler`), so slow and crashing plans are told apart by the clock. No worker outlives its
caller, nor the iterator that it works for.
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
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from typing import TextIO

from jichim.audit import messages as m
from jichim.audit.model import Result, Settings, Task, Unusable
from jichim.audit.problems import problem_of
from jichim.audit.proof import NoReviewsError, digest_of, refusal
from jichim.audit.work import Worker

BATCH = 8
_WAITING = 3
"""Batches that are out for each process: enough to keep it busy, few enough to bound memory."""
_LONG = 60.0
"""Seconds in which an empty plan is reviewed on any machine, the rules made ready included."""
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
    """One result for every task, in the order in which they are done; only some batches are held at once.

    `NoReviewsError` if workers cannot start or not even review an empty plan. Closing the iterator ends them.
    """
    queue = iter(tasks)
    out: dict[Future[list[Result]], list[Task]] = {}
    start = Start(settings, make, digest_of(settings))
    pool = Pool(start, jobs)
    try:
        while True:
            lost: list[Task] = []
            while not lost and len(out) < jobs * _WAITING and (batch := list(islice(queue, BATCH))):
                try:
                    out[pool.submit(batch)] = batch
                except BrokenProcessPool:
                    lost += batch
            if not out and not lost:
                pool.close()
                return
            # A broken pool fails everything that is out, so all of it is looked at.
            done = list(out) if lost else wait(out, return_when=FIRST_COMPLETED).done
            yield from _results(done, out, lost)
            if lost:
                yield from _results(list(out), out, lost)
                pool.end()
                yield from _alone(lost, start)
                pool = Pool(start, jobs)
    finally:
        pool.end()


def _results(
    done: Iterable[Future[list[Result]]], out: dict[Future[list[Result]], list[Task]], lost: list[Task]
) -> Iterator[Result]:
    """What these futures gave; the tasks of those that gave nothing are added to `lost`."""
    for future in done:
        batch = out.pop(future)
        try:
            results = future.result()
        except NoReviewsError:
            raise
        except Exception:  # the process died, or could not give its results back
            lost += batch
        else:
            yield from results


def _alone(tasks: Sequence[Task], start: Start) -> Iterator[Result]:
    """Each of these in turn; what brings its process down is the culprit."""
    pool = _proved(start)
    try:
        for task in tasks:
            begun = time.monotonic()
            try:
                results = pool.submit([task]).result()
            except NoReviewsError:
                raise
            except BrokenProcessPool:
                slow = time.monotonic() - begun >= start.settings.seconds
                too_slow = m.TOO_SLOW.about("", seconds=start.settings.seconds)
                told = too_slow if slow else m.WORKER_LOST.about("")
                results = [Unusable(task.number, (problem_of(told),))]
                pool.end()
                pool = _proved(start)
            except MemoryError:  # the rows themselves were too many to be sent
                results = [Unusable(task.number, (problem_of(m.OUT_OF_MEMORY.about("")),))]
            except Exception as error:
                fault = m.FAULT.about("", error=f"{type(error).__name__}: {error}"[:200])
                results = [Unusable(task.number, (problem_of(fault),))]
            yield from results
        pool.close()
    finally:
        pool.end()


def _proved(start: Start) -> Pool:
    """One process that has reviewed an empty plan; `NoReviewsError` if even that brings it down."""
    pool = Pool(start, 1)
    try:
        pool.prove()
    except BaseException as error:
        pool.end()
        if isinstance(error, BrokenProcessPool):
            raise NoReviewsError((m.NO_WORKERS.about("--memory"),)) from error
        raise
    return pool


@dataclass(frozen=True, slots=True)
class Start:
    """What a worker process begins with; `digest` is that of the rules when the audit began."""

    settings: Settings
    make: Make
    digest: str


class Pool:
    """Processes that begin as they are needed."""

    def __init__(self, start: Start, jobs: int) -> None:
        # Fresh interpreters: nothing of the caller (threads, the engine, open files) is copied into them.
        context = multiprocessing.get_context("spawn")
        leash, self._leash = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(jobs, context, _begin, (start, leash))

    def submit(self, tasks: list[Task]) -> Future[list[Result]]:
        with _uninterrupted():
            return self._pool.submit(_review, tasks)

    def prove(self) -> None:
        with _uninterrupted():
            proof = self._pool.submit(_prove)
        proof.result()

    def close(self) -> None:
        """Wait for processes that have nothing left to do."""
        self._pool.shutdown()

    def end(self) -> None:
        """End them after the plan that each is at, at most: they go on emptying their queue, since a process
        that ends in the middle of a batch can leave the thread that fills the queue waiting for ever.
        """
        self._leash.close()
        self._pool.shutdown(cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that begin in here never hear the terminal's interrupt, which is for the caller alone."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# ---- inside a worker -----------------------------------------------------------------------------


class _Process:
    """The state of a worker process."""

    worker: Worker
    settings: Settings
    nowhere: TextIO
    let_go: bool = False
    """Nobody waits for its results any more."""
    refused: NoReviewsError | None = None
    """Why it cannot review anything; said in answer to the first tasks, as a start has no answer."""


def _begin(start: Start, leash: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where the mask of signals is not inherited
    threading.Thread(target=_end_with_caller, args=(leash,), daemon=True).start()
    if start.settings.memory:
        # The first thread that ends loads what later ones end with; where memory is short, failing to load
        # it would abort the process.
        first = threading.Thread(target=int)
        first.start()
        first.join()
        _bound(start.settings.memory)
    _Process.nowhere = open(os.devnull, "w")  # noqa: SIM115 - held as long as the process
    _Process.settings = start.settings
    try:
        if digest_of(start.settings) != start.digest:
            raise NoReviewsError((m.RULES_CHANGED.about(""),))
        _Process.worker = start.make(start.settings)
    except Exception as error:
        _Process.refused = refusal(error)
        return
    gc.collect()
    gc.freeze()  # the rules stay for good, so they are not searched for rubbish again and again
    gc.set_threshold(_MADE, 20, 100)


def _review(tasks: list[Task]) -> list[Result]:
    results: list[Result] = []
    if _Process.refused is not None:
        raise _Process.refused
    for task in tasks:
        if _Process.let_go:
            break
        with _watched(_Process.settings.seconds):
            results.append(_Process.worker.review(task))
    return results


def _prove() -> None:
    if _Process.refused is not None:
        raise _Process.refused
    with _watched(max(_LONG, _Process.settings.seconds)):
        _Process.worker.prove()


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """The process ends if this takes longer."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=_Process.nowhere)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _end_with_caller(leash: Connection) -> None:
    """A worker must not linger once its caller was killed, nor go on once it has let go of the leash."""
    caller = multiprocessing.parent_process()
    if caller is None:
        return
    if caller.sentinel not in wait_for([caller.sentinel, leash]):
        _Process.let_go = True
        wait_for([caller.sentinel])
    os._exit(1)


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # no such bound on this system
        return
    with suppress(ValueError, OSError):  # a lower bound is in force already
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
