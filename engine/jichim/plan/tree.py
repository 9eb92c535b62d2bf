"""What the YAML and JSON readers give: texts, lists and mappings with their places, nothing interpreted."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from jichim.source import Source, Span


class Scalar(NamedTuple):
    """A text as written (quotes and escapes resolved); offsets are half-open code points of the source."""

    text: str
    start: int
    end: int


class ListNode(NamedTuple):
    items: tuple[Tree, ...]
    start: int
    end: int


class MapNode(NamedTuple):
    """Entries in the order of the file; keys may repeat, and need not be scalars."""

    entries: tuple[tuple[Tree, Tree], ...]
    start: int
    end: int


Tree = Scalar | ListNode | MapNode

MOST_BYTES = 8 * 1024 * 1024
MOST_NODES = 200_000
MOST_DEPTH = 40
MOST_SCALAR_BYTES = 65_535

# Control characters, lone surrogates and bidirectional controls: a reviewer cannot see what they do.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)


def is_too_long(text: str) -> bool:
    """Whether a scalar passes the bound on its UTF-8 bytes."""
    return len(text) * 4 > MOST_SCALAR_BYTES and len(text.encode("utf-8", "replace")) > MOST_SCALAR_BYTES


class Lines:
    """Line and column of many offsets of one source, with the line starts found once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._starts = [0, *(found.end() for found in re.finditer("\n", source.text))]

    def position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1

    def span(self, tree: Tree) -> Span:
        """The place of a tree; of a list or mapping in block style, its first line."""
        start, end = tree.start, tree.end
        if not isinstance(tree, Scalar):
            line, _ = self.position(start)
            after = self._starts[line] - 1 if line < len(self._starts) else len(self._source.text)
            end = max(start, min(end, after))
        return Span(self._source, start, max(end, start))
