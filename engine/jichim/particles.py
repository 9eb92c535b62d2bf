"""Korean particles that follow the word before them: `은/는`, `이/가`, `을/를`, `과/와`, `(으)로`, `이라/라`.

A template writes both forms after a place, as Korean documents do (`{name}은(는)`); `fill` keeps the one that
the filled-in word takes. How a word sounds is told from its last character: a syllable of Hangul shows its
final consonant, a digit is read in Sino-Korean, a Latin letter tells only where its name and its usual sound
at the end of a word agree. Where nothing tells, both forms stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from string import Formatter


class Ending(Enum):
    """How a word ends, as far as particles ask."""

    VOWEL = "vowel"
    RIEUL = "rieul"
    CONSONANT = "consonant"


_PAIRS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "와(과)": ("과", "와"),
    "(이)라": ("이라", "라"),
    "(으)로": ("으로", "로"),
}
"""What a template writes: the form after a consonant, the form after a vowel."""
_PAIR = re.compile("|".join(map(re.escape, _PAIRS)))
_CLOSERS = "`'\"]}>’”」』〉》"
_ASIDE = re.compile(r"(?<=\S)\s*\([^()]*\)$")
"""What stands in brackets is not read aloud: `항목(제목)` takes the particle of 항목."""
_FIRST, _SYLLABLES, _FINALS, _RIEUL = 0xAC00, 11172, 28, 8
_SOUNDS = {
    **dict.fromkeys("036", Ending.CONSONANT),
    **dict.fromkeys("178", Ending.RIEUL),
    **dict.fromkeys("2459", Ending.VOWEL),
    **dict.fromkeys("mn", Ending.CONSONANT),
    **dict.fromkeys("%adfhijosuvwxyz", Ending.VOWEL),
    "l": Ending.RIEUL,
}
"""Digits as they are read (영 일 이 삼 …), `%` as 퍼센트 or 프로, letters whose name and sound agree."""


def ending(word: str) -> Ending | None:
    """How a word ends, past closing quotes and an aside in brackets; None where that cannot be told."""
    bare = _ASIDE.sub("", unicodedata.normalize("NFC", word).rstrip(_CLOSERS)).rstrip(_CLOSERS)
    if not bare:
        return None
    syllable = ord(bare[-1]) - _FIRST
    if not 0 <= syllable < _SYLLABLES:
        return _SOUNDS.get(bare[-1].casefold())
    final = syllable % _FINALS
    return Ending.VOWEL if not final else Ending.RIEUL if final == _RIEUL else Ending.CONSONANT


def particle(pair: str, word: str) -> str:
    """The form of a pair such as `은(는)` that a word takes; the pair itself where that cannot be told."""
    sound = ending(word)
    if sound is None:
        return pair
    closed, opened = _PAIRS[pair]
    is_open = sound is Ending.VOWEL or (sound is Ending.RIEUL and pair == "(으)로")
    return opened if is_open else closed


def fill(template: str, words: Mapping[str, object]) -> str:
    """A template with its `{name}` places filled, as by `str.format`, and its particles chosen.

    Only particles of the template are chosen: what is filled in stays as it is. A missing word is a
    `KeyError`.
    """
    filled = ""
    formatter = Formatter()
    for literal, name, form, conversion in formatter.parse(template):
        filled = _joined(filled, literal)
        if name is not None:
            value, _ = formatter.get_field(name, (), words)
            filled += formatter.format_field(formatter.convert_field(value, conversion), form or "")
    return filled


def _joined(so_far: str, literal: str) -> str:
    """What is written so far and the next piece of the template, with the particles of the piece chosen."""
    start = 0
    for found in _PAIR.finditer(literal):
        so_far += literal[start : found.start()]
        so_far += particle(found[0], so_far)
        start = found.end()
    return so_far + literal[start:]
