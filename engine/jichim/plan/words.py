"""Words that say something about a value instead of giving one, and the words for yes and no."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from jichim.vocabulary.model import normalise


class State(Enum):
    EMPTY = "empty"
    """Nothing is written, or a filler: `-`, `~`, `null`."""
    NONE = "none"
    UNDECIDED = "undecided"
    UNPRICED = "unpriced"
    """Stated, with an amount that is not known."""
    VALUE = "value"


_STATES = {
    **dict.fromkeys(("", "~", "null"), State.EMPTY),
    **dict.fromkeys(("없음", "none", "해당없음", "해당사항없음", "無"), State.NONE),
    **dict.fromkeys(
        ("미정", "tbd", "추후결정", "추후확정", "추후협의", "협의중", "미확정", "undecided"), State.UNDECIDED
    ),
    **dict.fromkeys(("미산정", "산정불가", "산출불가", "금액미상", "미상", "unpriced"), State.UNPRICED),
}
_YES_NO = {
    **dict.fromkeys(("예", "네", "yes", "y", "true", "o", "○", "있음", "유", "해당"), True),
    **dict.fromkeys(("아니오", "아니요", "no", "n", "false", "x", "×", "무", "아님", "비해당"), False),
}
_LONGEST = 24


def state_of(text: str) -> State:
    """What a whole scalar says; anything that is not one of the words is a value."""
    return _short_state(text) if len(text) <= _LONGEST else State.VALUE


@lru_cache(maxsize=4096)
def _short_state(text: str) -> State:
    return _STATES.get(normalise(text), State.VALUE)


def yes_or_no(text: str) -> bool | None:
    return _YES_NO.get(normalise(text)) if len(text) <= _LONGEST else None
