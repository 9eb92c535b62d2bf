"""Lines for a terminal: columns of Hangul, wrapping at spaces, tones, and untrusted text made harmless."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from jichim.diagnostic import Lang
from jichim.plan.model import Place

Tone = Literal["plain", "strong", "faint", "heading", "draft", "severe", "ask", "mild", "open", "good"]

_CODES: dict[Tone, str] = {
    "plain": "",
    "strong": "1",
    "faint": "2",
    "heading": "1;34",
    "draft": "36",
    "severe": "1;31",
    "ask": "33",
    "mild": "36",
    "open": "35",
    "good": "32",
}

NO_BREAK = "\u00a0"
"""A space at which a line does not break; written as a plain space."""


class Run(NamedTuple):
    """A piece of text in one tone."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Page:
    """Where a text report goes: `width` in columns, `colour` only where a terminal shows it.

    `folder` is the working directory: absolute paths below it are shown relative to it.
    `everything` also lists the outcomes that are otherwise only counted.
    """

    width: int = 100
    colour: bool = False
    lang: Lang = "ko"
    folder: str = ""
    everything: bool = False
    template: bytes = b""
    """A file of the user to write a document into, where a format takes one."""

    def flow(self, runs: Iterable[Run | str], first: str = "", rest: str | None = None) -> list[str]:
        """Lines of at most `width` columns, broken at spaces; `first` and `rest` are blank or short leads.

        A word that alone is wider than a line is broken between characters; nothing else is.
        """
        following = " " * columns(first) if rest is None else rest
        lines: list[str] = []
        pieces: list[Run] = [Run(first)] if first else []
        used = start = columns(first)
        for gap, word in _words(runs):
            size = sum(columns(piece.text) for piece in word)
            if used > start and used + gap + size > self.width:
                lines.append(self._line(pieces))
                pieces, used = [Run(following)], columns(following)
                start = used
            elif used > start:
                pieces.append(Run(" " * gap, word[0].tone if pieces[-1].tone == word[0].tone else "plain"))
                used += gap
            for piece in word if used + size <= self.width else _characters(word):
                if used + (more := columns(piece.text)) > self.width and used > start:
                    lines.append(self._line(pieces))
                    pieces, used = [Run(following)], columns(following)
                    start = used
                pieces.append(piece)
                used += more
        if used > start or not lines:
            lines.append(self._line(pieces))
        return lines

    def rule(self, char: str = "─") -> str:
        return self.paint(char * self.width, "faint")

    def paint(self, text: str, tone: Tone) -> str:
        code = _CODES[tone]
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code and text.strip() else text

    def path(self, file: str) -> str:
        """The path as a person types it: relative to the working directory if that is shorter."""
        if self.folder and os.path.isabs(file):
            try:
                relative = os.path.relpath(file, self.folder)
            except ValueError:  # another drive
                return printable(file)
            file = min(file, relative, key=len)
        return printable(file)

    def place(self, place: Place) -> str:
        return printable(str(place)).replace(printable(place.file), self.path(place.file), 1)

    def _line(self, pieces: list[Run]) -> str:
        merged: list[Run] = []
        for piece in pieces:
            if merged and merged[-1].tone == piece.tone:
                merged[-1] = Run(merged[-1].text + piece.text, piece.tone)
            else:
                merged.append(piece)
        return "".join(self.paint(r.text.replace(NO_BREAK, " "), r.tone) for r in merged).rstrip(" ")


def _words(runs: Iterable[Run | str]) -> Iterator[tuple[int, list[Run]]]:
    """Words with the spaces before each; a word may change its tone in the middle."""
    word: list[Run] = []
    gap = 0
    for run in runs:
        text, tone = Run(run) if isinstance(run, str) else run
        for position, part in enumerate(text.split(" ")):
            if position:
                if word:
                    yield gap, word
                    word, gap = [], 0
                gap += 1
            if part:
                word.append(Run(part, tone))
    if word:
        yield gap, word


def _characters(word: list[Run]) -> Iterator[Run]:
    """The word in pieces that may be parted: each character with the combining marks after it."""
    for text, tone in word:
        cluster = ""
        for char in text:
            if cluster and _char_columns(char):
                yield Run(cluster, tone)
                cluster = ""
            cluster += char
        yield Run(cluster, tone)


def columns(text: str) -> int:
    """Terminal columns of a text without control characters: Hangul and Hanja take two."""
    return len(text) if text.isascii() else sum(map(_char_columns, text))


def pad(text: str, width: int, *, right: bool = False) -> str:
    blank = " " * max(0, width - columns(text))
    return blank + text if right else text + blank


# Ranges that Korean reports are made of; for the rest wcwidth, whose import takes as long as a review.
_NARROW = ((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x2010, 0x2027), (0x2190, 0x21FF), (0x2460, 0x257F))
_WIDE = ((0x3000, 0x3029), (0x3131, 0x3163), (0x3200, 0x321E), (0x3300, 0x33FF), (0x4E00, 0x9FFF))
_WIDE_TOO = ((0xAC00, 0xD7A3), (0xFF01, 0xFF60))


@lru_cache(maxsize=8192)
def _char_columns(char: str) -> int:
    code = ord(char)
    if any(low <= code <= high for low, high in _NARROW):
        return 1
    if any(low <= code <= high for low, high in (*_WIDE, *_WIDE_TOO)):
        return 2
    from wcwidth import wcwidth

    return max(0, wcwidth(char))


def printable(text: str) -> str:
    """One line of untrusted text: white space becomes one space, what could steer a terminal is spelled out.

    Control characters, overrides of the writing direction, invisible characters and lone surrogates are
    shown as escapes (`\\x1b`, `\\u202e`).
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " if c.isspace() else _escape(c) for c in text)
    return " ".join(text.split())


def _escape(char: str) -> str:
    if unicodedata.category(char)[0] == "Z":
        return " "
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def shorten(text: str, limit: int) -> str:
    """The text, cut with `…` where it is longer than `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
