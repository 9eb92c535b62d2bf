"""Diagnostics as values: a stable code, a place, one sentence and a help, in Korean and English.

A room declares its diagnostics as `Message` constants in its `messages.py` and makes one with
`MESSAGE.at(span, name=…)`. Rendering (the line with a caret) happens once, here, for every room.
Findings about a plan are not diagnostics: those are results of a review.
"""

from __future__ import annotations

import errno
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Literal

from jichim.particles import fill
from jichim.source import Span

Lang = Literal["ko", "en"]


class Severity(str, Enum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages."""

    ko: str
    en: str

    def in_(self, lang: Lang) -> str:
        return self.ko if lang == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a reader must see to understand the diagnostic."""

    span: Span
    message: Text


@dataclass(frozen=True, slots=True)
class Diagnostic:
    code: str
    severity: Severity
    span: Span | None
    message: Text
    help: Text | None = None
    related: tuple[Related, ...] = ()
    where: str = ""
    """The place in words when there is no span (a file that could not be read)."""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Message:
    """The template of one kind of diagnostic; `{name}` places are filled by `at` and `about`.

    A word that is a `Text` is written in the language of the template. Templates are lower case without a
    full stop; the user's words stand in backticks. A Korean template writes both forms of a particle after
    a place (`{name}은(는)`); see `particles.fill`.
    """

    code: str
    ko: str
    en: str
    help_ko: str = ""
    help_en: str = ""
    severity: Severity = Severity.ERROR

    def at(self, span: Span, *, related: Iterable[Related] = (), **words: object) -> Diagnostic:
        return self._make(span, "", tuple(related), words)

    def about(self, where: str, **words: object) -> Diagnostic:
        """The diagnostic for something that has a name but no text, such as a missing file."""
        return self._make(None, where, (), words)

    def _make(
        self, span: Span | None, where: str, related: tuple[Related, ...], words: dict[str, object]
    ) -> Diagnostic:
        ko, en = _in(words, "ko"), _in(words, "en")
        help_text = Text(fill(self.help_ko, ko), self.help_en.format(**en)) if self.help_ko else None
        return Diagnostic(
            self.code,
            self.severity,
            span,
            Text(fill(self.ko, ko), self.en.format(**en)),
            help_text,
            related,
            where,
        )


def _in(words: dict[str, object], lang: Lang) -> dict[str, object]:
    return {name: word.in_(lang) if isinstance(word, Text) else word for name, word in words.items()}


_REFUSALS = {
    errno.ENOENT: "그런 파일이나 폴더가 없다",
    errno.EACCES: "권한이 없다",
    errno.EPERM: "권한이 없다",
    errno.EROFS: "읽기만 할 수 있는 곳이다",
    errno.EEXIST: "같은 이름의 파일이 이미 있다",
    errno.EISDIR: "폴더이다",
    errno.ENOTDIR: "경로의 앞부분이 폴더가 아니라 파일이다",
    errno.ENOSPC: "남은 공간이 없다",
    errno.EDQUOT: "쓸 수 있는 공간을 다 썼다",
    errno.EFBIG: "파일이 너무 크다",
    errno.EIO: "저장 장치가 응답하지 않는다",
    errno.EBUSY: "다른 프로그램이 쓰고 있다",
    errno.ETXTBSY: "다른 프로그램이 쓰고 있다",
    errno.ELOOP: "링크가 서로를 가리킨다",
    errno.ENAMETOOLONG: "이름이 너무 길다",
    errno.EMFILE: "한꺼번에 연 파일이 너무 많다",
    errno.EINVAL: "이름이나 위치를 쓸 수 없다",
}


def reason_of(error: OSError | ValueError) -> Text:
    """Why the file system or a decoder refused, in both languages; what has no Korean is passed on."""
    if isinstance(error, UnicodeDecodeError):
        words = {"number": error.start + 1, "encoding": error.encoding.upper()}
        ko = fill("{number}번째 바이트가 {encoding}이(가) 아니다", words)
        return Text(ko, f"byte {error.start + 1} is not {error.encoding.upper()}")
    if isinstance(error, OSError):
        said = error.strerror or str(error)
        return Text(_REFUSALS.get(error.errno or 0, said), said)
    if "null" in str(error) or isinstance(error, UnicodeError):
        return Text("파일 이름에 쓸 수 없는 문자가 있다", "the name has a character that no file can have")
    return Text(str(error), str(error))


def did_you_mean(word: str, known: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """The known words nearest to an unknown one, best first (Ratcliff & Obershelp, by difflib)."""
    return tuple(get_close_matches(word, sorted(set(known)), n=limit, cutoff=0.5))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.is_error for diagnostic in diagnostics)


_SEVERITY_KO = {Severity.ERROR: "오류", Severity.WARNING: "주의", Severity.NOTE: "참고"}
_LINE_LIMIT = 160


def render(diagnostic: Diagnostic, lang: Lang = "ko") -> str:
    """The diagnostic as a person reads it: place, sentence, the line with a caret, help."""
    severity = _SEVERITY_KO[diagnostic.severity] if lang == "ko" else diagnostic.severity.value
    place = str(diagnostic.span) if diagnostic.span else diagnostic.where
    head = f"{severity}[{diagnostic.code}]: {diagnostic.message.in_(lang)}"
    lines = [f"{place}: {head}" if place else head]
    if diagnostic.span:
        lines += _excerpt(diagnostic.span)
    for related in diagnostic.related:
        lines.append(f"  {related.span}: {related.message.in_(lang)}")
        lines += _excerpt(related.span)
    if diagnostic.help:
        lines.append(f"  = {'도움말' if lang == 'ko' else 'help'}: {diagnostic.help.in_(lang)}")
    return "\n".join(_printable(line) for line in lines)


def _excerpt(span: Span) -> list[str]:
    line, column = span.source.position(span.start)
    text = span.source.line(line)
    if not text.strip() or column > _LINE_LIMIT:
        return []
    shown = text[:_LINE_LIMIT]
    length = max(1, min(span.end - span.start, len(shown) - column + 1))
    before, marked = shown[: column - 1], shown[column - 1 : column - 1 + length]
    gutter = f"{span.source.cell(span.start) or line:>5} | "
    blank = " " * (_columns(gutter) - 2) + "| "
    return [
        gutter + shown.replace("\t", " "),
        blank + " " * _columns(before) + "^" * max(1, _columns(marked)),
    ]


def _columns(text: str) -> int:
    """Terminal columns: wide (Hangul, Hanja) characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _printable(line: str) -> str:
    """Control characters of untrusted text are shown, never sent to the terminal."""
    return "".join(c if c == "\t" or unicodedata.category(c)[0] != "C" else f"\\x{ord(c):02x}" for c in line)
