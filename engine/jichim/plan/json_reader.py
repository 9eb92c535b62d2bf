"""JSON text as a `Tree`: strict RFC 8259 with the place of every value, bounded like YAML, no recursion."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from jichim.diagnostic import Diagnostic, Message
from jichim.particles import particle
from jichim.plan import messages as m
from jichim.plan.tree import (
    HIDDEN,
    MOST_DEPTH,
    MOST_NODES,
    MOST_SCALAR_BYTES,
    ListNode,
    MapNode,
    Scalar,
    Tree,
    is_too_long,
)
from jichim.source import Source, Span


def read_json(source: Source) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """The value of a JSON text; `None` where the text cannot be read as a whole.

    Numbers, `true`, `false` and `null` stay the texts that they are.
    """
    reading = _Reading(source)
    try:
        root = reading.run()
    except _ReadingError:
        root = None
    return root, tuple(reading.diagnostics)


_TOKEN = re.compile(
    r"""[ \t\r\n]*(?:
        ([{}\[\],:])
      | ("[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*")
      | ([^\s{}\[\],:"]+)
    )""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORDS = {"true", "false", "null"}


class _ReadingError(Exception):
    """Reading cannot go on; what is wrong has been reported."""


@dataclass(slots=True)
class _Open:
    is_map: bool
    start: int
    children: list[Tree] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    source: Source
    diagnostics: list[Diagnostic] = field(default_factory=list)
    count: int = 0

    def run(self) -> Tree:
        """A pushdown automaton: `expected` says what may come next inside the innermost open bracket."""
        text = self.source.text
        stack: list[_Open] = []
        expected = "value"
        position = 0
        while True:
            found = _TOKEN.match(text, position)
            if found is None:
                position = _skip_space(text, position)
                raise self.unexpected(text, position, position + 1, expected)
            start, end = found.span(found.lastindex or 0)
            position = end
            mark = found[1]
            if mark is None:
                if expected not in _OPENING:
                    raise self.unexpected(text, start, end, expected)
                tree: Tree = self.scalar(text, start, end, expected)
            elif mark in ("{", "["):
                if expected not in ("value", "value or ]"):
                    raise self.unexpected(text, start, end, expected)
                if len(stack) >= MOST_DEPTH:
                    raise self.stop(m.TOO_DEEP, start, end, limit=MOST_DEPTH)
                stack.append(_Open(mark == "{", start))
                expected = "key or }" if mark == "{" else "value or ]"
                continue
            elif mark in ("}", "]"):
                if not stack or expected not in _CLOSING or (mark == "}") != stack[-1].is_map:
                    raise self.unexpected(text, start, end, expected)
                tree = _close(stack.pop(), end)
            elif mark == ",":
                if expected != "comma":
                    raise self.unexpected(text, start, end, expected)
                expected = "key" if stack[-1].is_map else "value"
                continue
            else:
                if expected != "colon":
                    raise self.unexpected(text, start, end, expected)
                expected = "value"
                continue
            self.count += 1
            if self.count > MOST_NODES:
                raise self.stop(m.TOO_MANY, start, end, limit=f"{MOST_NODES:,}")
            if not stack:
                rest = _skip_space(text, position)
                if rest < len(text):
                    raise self.unexpected(text, rest, rest + 1, "end")
                return tree
            is_key = expected in ("key", "key or }") and isinstance(tree, Scalar)
            top = stack[-1]
            top.children.append(tree)
            # Most often the next mark follows at once; a match of its own would take as long as a value.
            if text.startswith(":" if is_key else ",", position):
                position += 1
                expected = "key" if top.is_map and not is_key else "value"
            else:
                expected = "colon" if is_key else "comma"

    def scalar(self, text: str, start: int, end: int, expected: str) -> Scalar:
        raw = text[start:end]
        if raw[0] != '"':
            if expected in ("key", "key or }"):
                raise self.unexpected(text, start, end, expected)
            if raw not in _WORDS and not _NUMBER.fullmatch(raw):
                raise self.unexpected(text, start, end, "value")
            value = raw
        elif "\\" in raw:
            try:
                value = json.loads(raw)
            except ValueError as error:
                raise self.syntax(start, end, "문자열의 `\\` 표기가 잘못되었다", str(error)) from None
            hidden = HIDDEN.search(value)
            if hidden:
                self.report(m.HIDDEN_CHARACTER, start, end, code=f"{ord(hidden[0]):04X}")
        else:
            value = raw[1:-1]
        if is_too_long(value):
            self.report(m.TEXT_TOO_LONG, start, end, limit=f"{MOST_SCALAR_BYTES:,}")
        return Scalar(value, start, end)

    def unexpected(self, text: str, start: int, end: int, expected: str) -> _ReadingError:
        found = text[start:end]
        if not found:
            return self.syntax(start, start, "내용이 끝나기 전에 글이 끝났다", "the text ends too early")
        if expected in ("key", "value") and found in ("}", "]"):
            ko, en = f"`{found}` 앞에 쉼표나 빠진 값이 있다", f"a comma or a missing value before `{found}`"
            return self.syntax(start, end, ko, en)
        if found.lstrip("-+") in ("NaN", "Infinity", "inf", "nan"):
            ko = f"`{found}`{particle('은(는)', found)} 수가 아니다"
            return self.syntax(start, end, ko, f"`{found}` is not a number")
        if found == '"':
            return self.syntax(
                start, end, "문자열이 그 줄에서 닫히지 않았다", "a string is not closed on its line"
            )
        if found[0] == "'":
            return self.syntax(start, end, '문자열은 `"`로 감싼다', 'strings are quoted with `"`')
        if found[0] in "/#":
            return self.syntax(start, end, "JSON에는 주석을 쓸 수 없다", "JSON has no comments")
        ko, en = _EXPECTED[expected]
        shown = found[:40]
        return self.syntax(start, end, f"`{shown}` 자리에는 {ko}", f"{en} instead of `{shown}`")

    def syntax(self, start: int, end: int, ko: str, en: str) -> _ReadingError:
        return self.stop(m.NOT_JSON, start, end, problem_ko=ko, problem_en=en)

    def report(self, message: Message, start: int, end: int, **words: str | int) -> None:
        span = Span(self.source, start, end)
        self.diagnostics.append(message.at(span, related=(), **words))

    def stop(self, message: Message, start: int, end: int, **words: str | int) -> _ReadingError:
        self.report(message, start, end, **words)
        return _ReadingError()


_OPENING = ("value", "value or ]", "key", "key or }")
_CLOSING = ("comma", "value or ]", "key or }")
_EXPECTED = {
    "value": ("값이 와야 한다(글은 따옴표로 감싼다)", "a value is needed (texts are quoted)"),
    "value or ]": ("값이나 `]`이 와야 한다", "a value or `]` is needed"),
    "key": ("따옴표로 감싼 키가 와야 한다", "a quoted key is needed"),
    "key or }": ("따옴표로 감싼 키나 `}`이 와야 한다", "a quoted key or `}` is needed"),
    "colon": ("쌍점(`:`)이 와야 한다", "`:` is needed"),
    "comma": ("`,`나 닫는 괄호가 와야 한다", "`,` or a closing bracket is needed"),
    "end": ("글이 끝나야 한다", "the end of the text is needed"),
}


def _skip_space(text: str, position: int) -> int:
    found = re.compile(r"[ \t\r\n]*").match(text, position)
    return found.end() if found else position


def _close(top: _Open, end: int) -> Tree:
    if not top.is_map:
        return ListNode(tuple(top.children), top.start, end)
    entries = tuple(zip(top.children[::2], top.children[1::2], strict=True))
    return MapNode(entries, top.start, end)
