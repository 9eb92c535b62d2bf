"""Files that are neither plans nor policies (sheets, schemes, traces), read key by key with their places."""

from __future__ import annotations

from collections.abc import Iterator

from jichim.plan.tree import Lines, ListNode, MapNode, Scalar, Tree
from jichim.source import Source, Span


class Outline:
    """Access to the tree of one file."""

    def __init__(self, source: Source) -> None:
        self._lines = Lines(source)

    def span(self, tree: Tree) -> Span:
        return self._lines.span(tree)

    def entries(self, tree: Tree | None) -> Iterator[tuple[Scalar, Tree]]:
        """The entries of a mapping whose keys are texts; nothing for any other tree."""
        if isinstance(tree, MapNode):
            for key, value in tree.entries:
                if isinstance(key, Scalar):
                    yield key, value

    def get(self, tree: Tree | None, *names: str) -> Tree | None:
        """The value of the first entry with one of these keys."""
        return next((value for key, value in self.entries(tree) if key.text in names), None)

    def text(self, tree: Tree | None) -> str:
        """The text of a scalar in one line; empty for anything else."""
        return " ".join(tree.text.split()) if isinstance(tree, Scalar) else ""

    def items(self, tree: Tree | None) -> tuple[Tree, ...]:
        """The elements of a list; a lone value counts as a list of one, nothing as none."""
        if tree is None:
            return ()
        return tree.items if isinstance(tree, ListNode) else (tree,)

    def texts(self, tree: Tree | None) -> tuple[str, ...]:
        return tuple(filter(None, map(self.text, self.items(tree))))
