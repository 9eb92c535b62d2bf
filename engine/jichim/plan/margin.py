"""Where the readers write their diagnostics: bounded, each once, with the place of a tree."""

from __future__ import annotations

from functools import lru_cache

from jichim.diagnostic import Diagnostic, Message, Related, Severity, Text
from jichim.plan import messages as m
from jichim.plan.tree import Lines, Tree
from jichim.source import Source

_MOST = 200
_LONGEST_QUOTE = 60


class Margin:
    """The diagnostics of one plan, and the empty values, which are summed up in a single note."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = Lines(source)
        self._errors: dict[Diagnostic, None] = {}
        self._notes: dict[Diagnostic, None] = {}
        self._empty: dict[int, Tree] = {}

    @property
    def is_full(self) -> bool:
        """No more errors are taken; callers may then skip what only serves a message."""
        return len(self._errors) >= _MOST

    def report(self, message: Message, tree: Tree, *, first: Tree | None = None, **words: str | int) -> None:
        """Reports at a tree; `first` is an earlier place that it clashes with."""
        if len(self._of(message.severity)) >= _MOST:
            return
        related = (
            [Related(self.lines.span(first), Text("먼저 적은 곳", "first stated here"))] if first else []
        )
        self.add(message.at(self.lines.span(tree), related=related, **words))

    def add(self, diagnostic: Diagnostic) -> None:
        found = self._of(diagnostic.severity)
        if len(found) < _MOST:
            found[diagnostic] = None

    def _of(self, severity: Severity) -> dict[Diagnostic, None]:
        return self._errors if severity is Severity.ERROR else self._notes

    def empty(self, tree: Tree) -> None:
        self._empty[tree.start] = tree

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything in the order of the text, those that have no place first."""
        found = [*self._errors, *self._notes]
        if self.is_full:
            found.append(m.MORE_MISTAKES.about(self.source.name, limit=_MOST))
        if len(self._notes) >= _MOST:
            found.append(m.MORE_NOTES.about(self.source.name, limit=_MOST))
        if self._empty:
            span = self.lines.span(min(self._empty.values(), key=lambda tree: tree.start))
            found.append(m.EMPTY_VALUES.at(span, count=len(self._empty)))
        return tuple(sorted(found, key=lambda each: each.span.start if each.span else -1))


def quote(text: str) -> str:
    """A text of the user in a message: one line, not too long."""
    return _quoted(text) if len(text) <= _LONGEST_QUOTE else _quote(text)


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"


_quoted = lru_cache(maxsize=4096)(_quote)
"""Keys are quoted for every place, and recur in every record."""
