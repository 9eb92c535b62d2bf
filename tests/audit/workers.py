"""Workers that break on plans that say so; in a module of their own, as worker processes import them."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Any

from jichim.audit.model import Reviewed, Settings, Task, Unusable
from jichim.audit.work import Worker
from jichim.review import Reviewer


class Breaking(Worker):
    """Does what the text of a plan says before it reviews it."""

    def _review(self, task: Task) -> Reviewed | Unusable:
        for mark, act in ACTS.items():
            if mark in task.content:
                act()
        return super()._review(task)


class WithoutEngine(Worker):
    """As where durable-rules was never installed, in its own process only."""

    def __init__(self, settings: Settings) -> None:
        sys.modules["durable_rules_engine"] = None  # type: ignore[assignment]
        super().__init__(settings)


class Hungry(Worker):
    """As where the rules alone take more memory than there is."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.held = bytearray(2 * 1024**3)


class Unstartable(Worker):
    def __init__(self, settings: Settings) -> None:  # noqa: ARG002
        raise RuntimeError("this worker never starts")


class Collapsing(Worker):
    """Even an empty plan brings the process down, as a broken engine would."""

    def _review(self, task: Task) -> Reviewed | Unusable:  # noqa: ARG002
        os._exit(3)

    def prove(self) -> None:
        os._exit(3)


class _Mute(Reviewer):
    def in_words(self, *_: object) -> Any:
        raise ZeroDivisionError("a fault of every plan")


class Speechless(Worker):
    """Every plan fails in the words of a review, the empty one too."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._begin_again()

    def _begin_again(self) -> None:
        self.reviewer = _Mute(self.policy)


def _exit() -> None:
    os._exit(3)


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _for_ever() -> None:
    while True:
        time.sleep(1)


def _hold_the_interpreter() -> None:
    """As C code that never lets another thread run."""
    10**10**9


def _all_memory() -> None:
    held = [bytearray(64 * 1024**2)]
    while True:
        held.append(bytearray(64 * 1024**2))


def _fault() -> None:
    raise ZeroDivisionError("a fault of ours")


ACTS = {
    b"#exits": _exit,
    b"#crashes": _crash,
    b"#never-ends": _for_ever,
    b"#holds-the-interpreter": _hold_the_interpreter,
    b"#takes-all-memory": _all_memory,
    b"#faults": _fault,
}
