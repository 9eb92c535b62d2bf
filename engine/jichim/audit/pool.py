"""Worker processes that a plan can bring down without harm to any other.

Tasks go out in small batches, one to a process at a time, over a pipe that no other process has (see
`process`). When a process dies, its batch is reviewed again, each plan alone; the one that brings its process
down again is listed, the others get their reviews. Slow and crashing plans are told apart by the clock. No
worker outlives its caller, nor the iterator that it works for.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from multiprocessing.connection import wait

from jichim.audit import messages as m
from jichim.audit.model import Result, Settings, Task, Unusable
from jichim.audit.problems import problem_of
from jichim.audit.process import Answer, Failed, Make, Start, serve
from jichim.audit.proof import NoReviewsError, digest_of
from jichim.audit.work import Worker

BATCH = 8
_AHEAD = 2
"""Batches of results that may wait for each process: enough to keep it busy, few enough to bound memory."""
_STARTS = 5
"""Processes that may die one after the other before any has begun; then none will."""
_GRACE = 5.0
"""Seconds in which a process without work ends by itself."""


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
    made: deque[Result] = deque()
    lost: list[Task] = []
    start = Start(settings, make, digest_of(settings))
    pool = Pool(start, jobs)
    try:
        while True:
            # The pool is looked after before each result is handed out, as its taker may be slow.
            if len(made) < jobs * BATCH * _AHEAD:
                while not lost and pool.has_room() and (batch := list(islice(queue, BATCH))):
                    pool.give(batch)
                for given, answer in pool.answers(wait_for_one=not made):
                    if isinstance(answer, Failed):
                        lost += given
                    else:
                        made += answer
            if made:
                yield made.popleft()
            elif pool.is_idle():
                if not lost:
                    pool.close()
                    return
                yield from _alone(lost, start)
                lost.clear()
    finally:
        pool.end()


def _alone(tasks: Sequence[Task], start: Start) -> Iterator[Result]:
    """Each of these in turn, with nothing else at work; what brings its process down is the culprit."""
    pool = Pool(replace(start, proves=True), 1)
    try:
        for task in tasks:
            pool.give([task])
            while not (answers := pool.answers(wait_for_one=True)):
                pass
            for _, answer in answers:
                if isinstance(answer, Failed):
                    yield Unusable(task.number, (answer.problem,))
                else:
                    yield from answer
        pool.close()
    finally:
        pool.end()


class _Process:
    """A worker as its caller sees it: it has one batch at most, which is sent only while it waits for one."""

    def __init__(self) -> None:
        # Fresh interpreters: nothing of the caller (threads, the engine, open files) is copied into them.
        context = multiprocessing.get_context("spawn")
        self.pipe, its_end = context.Pipe()
        try:
            self.process = context.Process(target=serve, args=(its_end,), daemon=True)
            self.process.start()
        except BaseException:
            self.pipe.close()
            raise
        finally:
            its_end.close()  # the worker has the only one, so that the pipe ends with it
        self.has_begun = False
        self.batch: list[Task] = []
        self.since = 0.0

    def send(self, what: Start | list[Task]) -> None:
        self.since = time.monotonic()
        with suppress(OSError):  # it has died, which the next look at it tells
            self.pipe.send(what)

    def answer(self) -> Answer | None:
        """What it has sent; None once it has died without an answer."""
        try:
            return self.pipe.recv() if self.pipe.poll() else None
        except (EOFError, OSError):
            return None

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


class Pool:
    """At most `jobs` processes, which begin as they are needed."""

    def __init__(self, start: Start, jobs: int) -> None:
        self._start = start
        self._jobs = jobs
        self._idle: list[_Process] = []
        self._busy: list[_Process] = []
        self._died_early = 0

    def has_room(self) -> bool:
        return len(self._busy) < self._jobs

    def is_idle(self) -> bool:
        return not self._busy

    def give(self, batch: list[Task]) -> None:
        """To a process that waits, or to a new one once it has begun; there must be room."""
        if self._idle:
            process = self._idle.pop()
            self._busy.append(process)
            process.batch = batch
            process.send(batch)
        else:
            self._begin(batch)

    def answers(self, *, wait_for_one: bool) -> list[tuple[list[Task], list[Result] | Failed]]:
        """Batches that were answered, or lost with their processes; there may be none even after a wait.

        `NoReviewsError` if a process says so, or if processes die before they have begun.
        """
        if not self._busy:
            return []
        told = set(
            wait(
                [it for one in self._busy for it in (one.pipe, one.process.sentinel)],
                None if wait_for_one else 0,
            )
        )
        found: list[tuple[list[Task], list[Result] | Failed]] = []
        for process in [one for one in self._busy if {one.pipe, one.process.sentinel} & told]:
            answer = process.answer()
            if isinstance(answer, NoReviewsError):
                raise answer
            if answer is None:
                self._busy.remove(process)
                process.kill()
                if process.has_begun:
                    found.append((process.batch, self._died(process)))
                else:
                    self._begin_again(process.batch)
            elif process.has_begun:
                self._busy.remove(process)
                self._idle.append(process)
                found.append((process.batch, answer))
            else:
                process.has_begun = True
                self._died_early = 0
                process.send(process.batch)
        return found

    def close(self) -> None:
        """End processes that have nothing left to do."""
        for process in self._idle:
            process.pipe.close()
        for process in self._idle:
            process.process.join(_GRACE)
        self.end()

    def end(self) -> None:
        """End all processes at once, whatever they are at: they share nothing that could be left held."""
        while processes := self._busy or self._idle:
            processes.pop().kill()

    def _begin(self, batch: list[Task]) -> None:
        try:
            with _uninterrupted():
                process = _Process()
                process.batch = batch
                self._busy.append(process)
        except OSError as error:  # too many processes or open files
            raise NoReviewsError((m.NO_WORKERS.about("--jobs"),)) from error
        process.send(self._start)

    def _begin_again(self, batch: list[Task]) -> None:
        """A process that dies before it was given its batch says nothing about the plans of it."""
        self._died_early += 1
        if self._died_early >= _STARTS:
            raise NoReviewsError((m.NO_WORKERS.about("--memory"),))
        self._begin(batch)

    def _died(self, process: _Process) -> Failed:
        seconds = self._start.settings.seconds
        slow = time.monotonic() - process.since >= seconds
        return Failed(problem_of(m.TOO_SLOW.about("", seconds=seconds) if slow else m.WORKER_LOST.about("")))


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
