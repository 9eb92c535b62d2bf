"""Korean numerals with Arabic digits: `1,234.5`, `2천5백만`, `1조 4,876억`, `15백만`, and `1.2 billion`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class Flaw(Enum):
    """What is wrong with the number or the unit of a text that should be a quantity."""

    NOT_A_NUMBER = "not a number"
    TOO_LARGE = "too many digits"
    BAD_COMMAS = "thousands are not grouped by three"
    BAD_SCALES = "the scales do not fall"
    UNKNOWN_UNIT = "no such unit"


@dataclass(frozen=True, slots=True)
class Numeral:
    """An exact number and what is needed to read it with its surroundings."""

    value: Fraction
    last_digit: tuple[int, int]
    """The weight of the last significant digit as written, over a power of ten."""
    scale_word: str
    """The scale of the last part as written: `억` of `3억`, `천` of `3만 5천`."""
    is_simple: bool
    """A single number with at most one scale: `3.5억`, not `3억 5천만`."""
    is_large: bool
    """Written with 억 or more, which by itself says money in Korean."""

    @property
    def half_unit(self) -> Fraction:
        """Half a unit of the last significant digit: 0.05억 for `2.2억`, 5 for `70`."""
        return Fraction(self.last_digit[0], self.last_digit[1] * 2)

    @property
    def is_bare(self) -> bool:
        """Digits only, no scale."""
        return self.is_simple and not self.scale_word


_SMALL = {"": 1, "십": 10, "백": 100, "천": 1_000}
_BIG = {"": 1, "만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
_ENGLISH = {"thousand": "천", "million": "백만", "billion": "십억", "trillion": "조"}
_ENGLISH_SCALE = re.compile(r"(?<=\d)(" + "|".join(_ENGLISH) + ")")
_AMOUNT = re.compile(r"[-+−△▲]?((?:\d[\d,]*(?:\.\d+)?[십백천]?[만억조경]?|[십백천][만억조경]?)+)")
_TERM = re.compile(r"(\d[\d,]*(?:\.\d+)?)?([십백천]?)([만억조경]?)")
_GROUPED = re.compile(r"\d+|\d{1,3}(?:,\d{3})+")
_MOST_DIGITS = 30


def read_numeral(text: str) -> tuple[Numeral, str] | Flaw:
    """The number at the start of a text without spaces, and the rest of the text.

    `-`, `△` and `▲` in front mean negative. Scales must fall (`2억 5천만`, not `5천만 2억`), each part
    must be smaller than the scale before it, and only the last part may have decimals. Without a unit, a
    last part without a scale (`3억 5000`) is refused: it could be counted in 만 or in ones.
    """
    text = _ENGLISH_SCALE.sub(lambda found: _ENGLISH[found[1]], text)
    found = _AMOUNT.match(text)
    if not found or not found[1][0].isdigit():
        return Flaw.NOT_A_NUMBER
    amount = found[1]
    if any(c.isdigit() and not c.isascii() for c in amount):
        return Flaw.NOT_A_NUMBER
    if sum(c.isdigit() for c in amount) > _MOST_DIGITS:
        return Flaw.TOO_LARGE
    terms = [term for term in _TERM.findall(amount) if any(term)]
    number, small, big = terms[-1]
    decimals = len(number.partition(".")[2])
    total = _sum(terms, decimals)
    if isinstance(total, Flaw):
        return total
    sign = -1 if text[0] in "-−△▲" else 1
    value = Fraction(sign * total, 10**decimals)
    last_digit = (_weight(number or "1", decimals) * _SMALL[small] * _BIG[big], 10**decimals)
    is_large = any(term[2] in ("억", "조", "경") for term in terms)
    if is_large and len(terms) > 1 and not small + big and found.end() == len(text):
        # `3억 5000` without a unit is said for 3억 5000만: not ours to choose either.
        return Flaw.BAD_SCALES
    return Numeral(value, last_digit, small + big, len(terms) == 1, is_large), text[found.end() :]


def _sum(terms: list[tuple[str, str, str]], decimals: int) -> int | Flaw:
    """The sum of the terms, counted in units of `10**-decimals` so that it is whole."""
    one = 10**decimals
    total = section = 0
    ceiling: int | None = None
    section_ceiling: int | None = None
    for position, (number, small, big) in enumerate(terms):
        is_last = position + 1 == len(terms)
        whole, _, rest = number.partition(".")
        if number and not _GROUPED.fullmatch(whole):
            return Flaw.BAD_COMMAS
        if rest and not is_last:
            return Flaw.BAD_SCALES
        part = (int(whole.replace(",", "") or 1) * one + int(rest or 0)) * _SMALL[small]
        if section_ceiling is not None and part >= section_ceiling:
            return Flaw.BAD_SCALES
        section += part
        section_ceiling = _SMALL[small] * one
        if small and not big and is_last and ceiling is not None and ceiling > _BIG["만"] * one:
            # `2억 5천` is said for 2억 5천만 and written for 2억 5천원: not ours to choose.
            return Flaw.BAD_SCALES
        if big or is_last:
            if ceiling is not None and section * _BIG[big] >= ceiling:
                return Flaw.BAD_SCALES
            total += section * _BIG[big]
            section, section_ceiling, ceiling = 0, None, _BIG[big] * one
    return total


def _weight(number: str, decimals: int) -> int:
    """The weight of the last significant digit: 10 for `70`, 1 for `0`, `5` and every decimal."""
    digits = number.replace(",", "")
    if decimals or not digits.strip("0"):
        return 1
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))
