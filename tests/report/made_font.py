"""A font made for tests: every Hangul syllable and a few more characters, each drawn as a box.

PDF tests rest on it, so that they need no font of the machine that they run on.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

HANGUL = range(0xAC00, 0xD7A4)
LATIN = range(0x20, 0x7F)
MARKS = tuple(map(ord, "·→※①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮「」–—…‘’“”ㆍ×"))


def write_font(file: Path, family: str, codes: Iterable[int]) -> Path:
    """A TrueType file with the characters of `codes`, upright, one weight."""
    names = {code: f"u{code:05X}" for code in dict.fromkeys(codes)}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(corner)
    pen.closePath()
    builder.setupGlyf(dict.fromkeys(order, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (900, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    full = f"{family} Regular"
    builder.setupNameTable(
        {"familyName": family, "styleName": "Regular", "fullName": full, "psName": full.replace(" ", "-")}
    )
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.save(file)
    return file
