"""How long a search may take, by a clock that its caller gives: tests need none that runs by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]
"""Seconds since some moment; never less than the last time."""


@dataclass(frozen=True, slots=True)
class Budget:
    """When something has to end, in seconds of a clock."""

    until: float
    clock: Clock = time.monotonic

    @property
    def rest(self) -> float:
        """The seconds that are left; none once it is spent."""
        return max(0.0, self.until - self.clock())

    @property
    def is_spent(self) -> bool:
        return self.clock() > self.until

    def share(self, part: float) -> Budget:
        """A part of what is left, from now."""
        return self.of(part * self.rest)

    def of(self, seconds: float) -> Budget:
        """So many seconds from now, but no longer than this one."""
        now = self.clock()
        return Budget(min(self.until, now + seconds), self.clock)
