"""Cost as a figure that is the same on every machine: calls of functions, instead of seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooManyStepsError(AssertionError):
    """What was bounded went on past its bound."""


@contextmanager
def at_most(calls: int) -> Iterator[None]:
    """Fails, at once, when the block has called more functions of Python or C than `calls`.

    Only this thread is counted. Time inside of one C function, such as a regular expression, is not seen.
    """
    made = 0

    def count(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001
        nonlocal made
        if event in {"call", "c_call"}:
            made += 1
            if made > calls:
                sys.setprofile(None)
                raise TooManyStepsError(f"more than {calls:,} calls")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
