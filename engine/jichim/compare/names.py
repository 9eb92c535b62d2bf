"""When two bare names mean one thing; near is not same."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from jichim.vocabulary.naming import LONGEST
from jichim.vocabulary.naming import bare_name as key

Likeness = Literal["same", "near", "different"]

NEAR = 0.75
"""From this similarity on (Ratcliff & Obershelp) a person is asked; assumed, no source gives one."""


@lru_cache(maxsize=65536)
def likeness(first: str, second: str) -> Likeness:
    """Of two keys: the same, near enough to ask a person, or different."""
    if first == second:
        return "same"
    short, long = sorted((first, second), key=len)
    if len(long) > LONGEST or len(short) < 2:
        return "different"
    if short in long:
        return "near"
    # Cheap where many names are compared: most pairs differ in length or share few characters.
    if 2 * len(short) < NEAR * (len(short) + len(long)) or len(set(short) & set(long)) * 2 < len(set(short)):
        return "different"
    return "near" if SequenceMatcher(None, first, second, autojunk=False).ratio() >= NEAR else "different"


__all__ = ["LONGEST", "NEAR", "Likeness", "key", "likeness"]
