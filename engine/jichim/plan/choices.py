"""Choices as written: one, or several with `또는`, `/`, `,` or `·` between, which labels may hold too."""

from __future__ import annotations

import re

from jichim.plan import messages as m
from jichim.plan.layout import Entry, nearest
from jichim.plan.margin import Margin, quote
from jichim.plan.tree import Scalar
from jichim.vocabulary.model import normalise

_SEPARATOR = re.compile(r"\s+(?:또는|및|혹은|or|and)\s+|\s*[,/·ㆍ・;、]\s*")
_LONGEST = 500
_MOST_LISTED = 12


def read_choices(entry: Entry, scalar: Scalar, text: str, margin: Margin) -> tuple[str, ...] | None:
    """The canonical names of the choices that a text names; `None` and a diagnostic where one is unknown.

    The longest known label wins, so that `보건·의료·복지, 교통` is two choices and not four.
    """
    whole = entry.choices.get(normalise(text)) if len(text) <= _LONGEST else None
    if whole is not None:
        return (whole.name,)
    words = _SEPARATOR.split(text) if entry.field.many and len(text) <= _LONGEST else [text]
    names: list[str] = []
    position = 0
    while position < len(words):
        for end in range(len(words), position, -1):
            choice = entry.choices.get(normalise("".join(words[position:end])))
            if choice is not None:
                names.append(choice.name)
                position = end
                break
        else:
            _unknown(entry, scalar, words[position] or text, margin)
            return None
    return tuple(dict.fromkeys(names))


def names_several(entry: Entry, text: str) -> bool:
    """Whether a text for a single choice names more than one known choice."""
    words = _SEPARATOR.split(text) if len(text) <= _LONGEST else []
    return len(words) > 1 and all(normalise(word) in entry.choices for word in words)


def _unknown(entry: Entry, scalar: Scalar, word: str, margin: Margin) -> None:
    if margin.is_full:
        return
    field = entry.field
    if not field.many and names_several(entry, word):
        margin.report(m.SEVERAL_CHOICES, scalar, label=field.label, name=field.name)
        return
    near = list(dict.fromkeys(entry.choices[found] for found in nearest(word, entry.choices)))
    if near:
        ko = "혹시 " + ", ".join(f"`{choice.label}`" for choice in near) + "?"
        en = "did you mean " + ", ".join(f"`{choice.name}` ({choice.label})" for choice in near) + "?"
    else:
        listed = field.choices[:_MOST_LISTED]
        more = ", …" if len(field.choices) > _MOST_LISTED else ""
        ko = "쓸 수 있는 값: " + ", ".join(f"`{choice.label}`" for choice in listed) + more
        en = "use one of " + ", ".join(f"`{choice.name}`" for choice in listed) + more
    margin.report(
        m.UNKNOWN_CHOICE,
        scalar,
        label=field.label,
        name=field.name,
        written=quote(word),
        hint_ko=ko,
        hint_en=en,
    )
