"""Strong Kleene logic over True, False and None (unknown), from its definition."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None


def conj(parts: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is unknown, else true; true of nothing."""
    known = list(parts)
    if any(part is False for part in known):
        return False
    return None if any(part is None for part in known) else True


def disj(parts: Iterable[Truth]) -> Truth:
    """True if any is true, else unknown if any is unknown, else false; false of nothing."""
    known = list(parts)
    if any(part is True for part in known):
        return True
    return None if any(part is None for part in known) else False


def neg(part: Truth) -> Truth:
    return None if part is None else not part
