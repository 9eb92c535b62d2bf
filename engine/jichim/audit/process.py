"""One worker process: it reads batches from a pipe of its own, and answers each before it reads the next.

No lock, queue or thread is shared between processes, so that one that is killed at any point, even in the
middle of an answer, leaves nothing held: its pipe ends, and its caller is told by that. A watchdog ends the
process when a plan takes longer than allowed, even inside C code (`faulthandler`).
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from multiprocessing.reduction import ForkingPickler
from typing import TextIO

from jichim.audit import messages as m
from jichim.audit.model import Problem, Result, Settings, Task
from jichim.audit.problems import problem_of
from jichim.audit.proof import NoReviewsError, digest_of, need_engine, refusal
from jichim.audit.work import Worker

_LONG = 60.0
"""Seconds in which an empty plan is reviewed on any machine, the rules made ready included."""
_MADE = 50_000
"""Objects (about one plan) between two searches for cycles; the usual 700 cost a fifth of the time."""

Make = Callable[[Settings], Worker]


@dataclass(frozen=True, slots=True)
class Start:
    """What a worker process begins with; `digest` is that of the rules when the audit began."""

    settings: Settings
    make: Make
    digest: str
    proves: bool = False
    """Whether it reviews an empty plan before any other."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A batch without results, and why; if it was one plan alone, that is the plan's problem."""

    problem: Problem


Answer = list[Result] | Failed | NoReviewsError
"""To a batch; the first answer is to the start itself, an empty list or why nothing can be reviewed."""


def serve(caller: Connection) -> None:
    """The life of a worker: it ends with its caller, or when the caller closes the pipe.

    `Start` is the first that is read from the pipe, as a process that dies early would leave its caller
    waiting at the arguments of the process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where the mask of signals is not inherited
    threading.Thread(target=_end_with_caller, daemon=True).start()
    # The caller has closed its end, or a batch is too large to be taken.
    with open(os.devnull, "w") as nowhere, suppress(EOFError, OSError, MemoryError):
        start: Start = caller.recv()
        begun = _begin(start, nowhere)
        if isinstance(begun, NoReviewsError):
            caller.send(begun)
            return
        caller.send([])
        while True:
            caller.send_bytes(_answer(begun, caller.recv(), start.settings.seconds, nowhere))


def _begin(start: Start, nowhere: TextIO) -> Worker | NoReviewsError:
    try:
        need_engine()  # before memory is short, which would look as if it were not installed
        if start.settings.memory:
            # The first thread that ends loads what later ones end with; where memory is short, failing to
            # load it would abort the process.
            first = threading.Thread(target=int)
            first.start()
            first.join()
            _bound(start.settings.memory)
        if digest_of(start.settings) != start.digest:
            raise NoReviewsError((m.RULES_CHANGED.about(""),))
        worker = start.make(start.settings)
        if start.proves:
            with _watched(max(_LONG, start.settings.seconds), nowhere):
                worker.prove()
    except Exception as error:
        return refusal(error)
    gc.collect()
    gc.freeze()  # the rules stay for good, so they are not searched for rubbish again and again
    gc.set_threshold(_MADE, 20, 100)
    return worker


def _answer(worker: Worker, tasks: list[Task], seconds: float, nowhere: TextIO) -> memoryview:
    """As it is sent: what cannot be sent is found out here, before the first byte has left."""
    try:
        results: list[Result] = []
        for task in tasks:
            with _watched(seconds, nowhere):
                results.append(worker.review(task))
        return ForkingPickler.dumps(results)
    except NoReviewsError as nothing:
        return ForkingPickler.dumps(nothing)
    except MemoryError:  # the rows themselves were too many to be sent
        return ForkingPickler.dumps(Failed(problem_of(m.OUT_OF_MEMORY.about(""))))
    except Exception as error:
        told = m.FAULT.about("", error=f"{type(error).__name__}: {error}"[:200])
        return ForkingPickler.dumps(Failed(problem_of(told)))


@contextmanager
def _watched(seconds: float, nowhere: TextIO) -> Iterator[None]:
    """The process ends if this takes longer."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _end_with_caller() -> None:
    """A worker must not go on with its plan once its caller was killed."""
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
