"""A record while its cells are collected from several sheets, and the tree that it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from jichim.plan.margin import quote
from jichim.plan.tree import ListNode, MapNode, Scalar, Tree
from jichim.plan.values import clean
from jichim.plan.words import State, state_of, yes_or_no
from jichim.vocabulary.model import Field, Node, Vocabulary

Contradicted = Callable[[Field, Scalar, str], None]
"""Told of a section that says none, or another title, above fields with content."""


@dataclass(slots=True)
class Branch:
    """What is written for a record or section; `stated` is its own cell (`없음`, `있음`, a title)."""

    node: Node
    declared: Field | None = None
    stated: Scalar | None = None
    entries: list[tuple[Scalar, Tree]] = field(default_factory=list)
    parts: dict[str, Branch] = field(default_factory=dict)

    def at(self, path: str, vocabulary: Vocabulary) -> Branch:
        """The branch of a section below this one, by dotted path; itself for the empty path."""
        branch = self
        for name in path.split(".") if path else ():
            known = branch.parts.get(name)
            if known is None:
                declared = next(one for one in branch.node.fields if one.name == name)
                known = branch.parts[name] = Branch(vocabulary.nodes[declared.node or ""], declared)
            branch = known
        return branch

    def add(self, key: str, value: Tree) -> None:
        """Puts a value below a key; a mistake about the key is shown at the value."""
        self.entries.append((Scalar(key, value.start, value.end), value))

    def tree(self, contradicted: Contradicted) -> Tree | None:
        """The section's own cell, or a mapping of its fields; None where nothing is written."""
        entries = list(self.entries)
        for part in self.parts.values():
            inner = part.tree(contradicted)
            if inner is not None and part.declared is not None:
                entries.append((Scalar(part.declared.label, inner.start, inner.end), inner))
        if not entries:
            return self.stated
        if self.stated is not None and self.declared is not None:
            entries += self._title(self.stated, self.declared, contradicted)
        return MapNode(
            tuple(entries),
            min(value.start for _, value in entries),
            max(value.end for _, value in entries),
        )

    def _title(self, stated: Scalar, field: Field, contradicted: Contradicted) -> list[tuple[Scalar, Tree]]:
        """The section's own cell above filled fields: its title, unless it says only that there is one."""
        text = clean(stated.text)
        state = state_of(text)
        if state in (State.EMPTY, State.UNDECIDED) or yes_or_no(text):
            return []
        title = next((one for one in self.node.fields if one.name == self.node.title_field), None)
        if state is State.NONE or yes_or_no(text) is False or title is None:
            contradicted(field, stated, quote(text))
            return []
        written = [value for key, value in self.entries if key.text == title.label]
        if not written:
            return [(Scalar(title.label, stated.start, stated.end), stated)]
        if not isinstance(written[0], Scalar) or clean(written[0].text) != text:
            contradicted(field, stated, quote(text))
        return []


def list_of(children: list[Tree]) -> ListNode:
    """The list of some trees; there is at least one."""
    return ListNode(tuple(children), children[0].start, max(child.end for child in children))
