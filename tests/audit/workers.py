"""Workers that break on plans that say so; in a module of their own, as worker processes import them."""

from __future__ import annotations

import os
import signal
import time

from jichim.audit.model import Reviewed, Task, Unusable
from jichim.audit.work import Worker


class Breaking(Worker):
    """Does what the text of a plan says before it reviews it."""

    def _review(self, task: Task) -> Reviewed | Unusable:
        for mark, act in ACTS.items():
            if mark in task.content:
                act()
        return super()._review(task)


def _exit() -> None:
    os._exit(3)


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _for_ever() -> None:
    while True:
        time.sleep(1)


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
    b"#takes-all-memory": _all_memory,
    b"#faults": _fault,
}
