"""How an opinion looks, in every format: sizes in points, widths in millimetres, colours, fonts by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jichim.report.layout import Tone

PAGE = (210, 297)
"""A4."""
MARGIN = 20
TEXT_WIDTH = PAGE[0] - 2 * MARGIN
INK = "1A1A1A"
ACCENT = "1F3864"
BAND = "E8EDF4"
RULE = "8C96A6"


@dataclass(frozen=True, slots=True)
class Type:
    """How a run of text is set; `colour` is RRGGBB."""

    size: float
    bold: bool = False
    colour: str = INK


TITLE = Type(24, True, ACCENT)
SUBTITLE = Type(11, False, "595959")
PLAN_NAME = Type(16, True)
HEADINGS: Mapping[int, Type] = {
    1: Type(14, True, ACCENT),
    2: Type(11.5, True, INK),
    3: Type(10, True, "404040"),
}
BODY = Type(10)
LEAD = Type(9.5, False, "404040")
NOTE = Type(9, False, "404040")
CELL = Type(8.5)
HEAD = Type(8.5, True)

TONES: Mapping[Tone, tuple[bool, str]] = {
    "plain": (False, INK),
    "strong": (True, INK),
    "heading": (True, ACCENT),
    "faint": (False, "595959"),
    "draft": (False, "1F5C99"),
    "severe": (True, "B00020"),
    "ask": (True, "8A5000"),
    "mild": (False, "1F5C99"),
    "open": (True, "6B2FA0"),
    "good": (True, "1E6B3A"),
}
"""Weight and colour of a tone; what it means is always said in words as well."""
