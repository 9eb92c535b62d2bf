"""What the cells of a form hold for a plan: its tree, as written, spread over chapters and rows.

The texts of the plan are kept as they are (`3억원/년`, `미정`), so that the form says what the plan says, and
nothing that was derived from it is written as if the plan had stated it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jichim.diagnostic import Lang
from jichim.plan.form.lines import to_lines
from jichim.plan.form.sheets import Form, Roll, spelled
from jichim.plan.layout import Layout, Section, layout_of
from jichim.plan.tree import ListNode, MapNode, Scalar, Tree
from jichim.plan.values import clean
from jichim.plan.words import State, state_of
from jichim.vocabulary.model import Kind

NONE, UNDECIDED = "없음", "미정"
"""Both are read in either language."""


@dataclass(slots=True)
class FilledRow:
    """A record: the owners that its row names, outermost first, and its cells by dotted path."""

    owners: tuple[str, ...]
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Filling:
    """`chapters` by dotted path from the plan; rows by the key of their list, in the order of the plan."""

    chapters: dict[str, str] = field(default_factory=dict)
    rows: dict[tuple[str, ...], list[FilledRow]] = field(default_factory=dict)
    called: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    """What other sheets call each row: its title, with `#2` behind one that is taken, or its number."""


def fill(form: Form, tree: MapNode, lang: Lang = "ko") -> Filling:
    """The cells for the tree of a plan that was read without errors."""
    return _Filler(form, lang).plan(tree)


def example(form: Form, lang: Lang = "ko") -> Filling:
    """Every cell with the example of its field; one row in every list."""
    filling = Filling()
    vocabulary = form.vocabulary
    layout = layout_of(vocabulary)

    def put(section: Section, cells: dict[str, str]) -> Iterator[str]:
        for one in section.by_name.values():
            if one.field.kind is Kind.SECTION:
                yield from put(layout.section(one.field.node or "", one.path + "."), cells)
            elif one.field.kind is Kind.RECORDS:
                yield one.path
            elif one.field.example:
                cells[one.path] = one.field.example

    for _ in put(layout.section(vocabulary.root), filling.chapters):
        pass
    for key, roll in form.rolls.items():
        owners = []
        for depth in range(1, len(key)):
            owners.append(filling.called[key[:depth]][0])
        row = FilledRow(tuple(owners))
        for _ in put(layout.section(roll.node.name), row.cells):
            pass
        filling.rows[key] = [row]
        filling.called[key] = [row.cells.get(roll.title) or _numbered(roll, 0, lang)]
    return filling


class _Filler:
    def __init__(self, form: Form, lang: Lang) -> None:
        self.form = form
        self.lang = lang
        self.layout: Layout = layout_of(form.vocabulary)
        self.filling = Filling()
        self.names: dict[tuple[str, ...], set[str]] = {}

    def plan(self, tree: MapNode) -> Filling:
        lists = self._section(self.layout.section(self.form.vocabulary.root), tree, self.filling.chapters)
        for path, value in lists:
            self._rows(self.form.rolls[(path,)], value, ())
        return self.filling

    def _section(self, section: Section, tree: MapNode, cells: dict[str, str]) -> list[tuple[str, Tree]]:
        """The fields of a section into the cells of its record; gives the lists in it."""
        lists: list[tuple[str, Tree]] = []
        for name, value in tree.entries:
            entry = (
                (section.find(name.text) or section.find(clean(name.text)))
                if isinstance(name, Scalar)
                else None
            )
            if entry is None:
                continue
            if entry.field.kind is Kind.RECORDS:
                lists.append((entry.path, value))
            elif entry.field.kind is Kind.SECTION and isinstance(value, MapNode):
                inner = self.layout.section(entry.field.node or "", entry.path + ".")
                lists += self._section(inner, value, cells)
            elif text := _text(value, entry.field.kind is Kind.ITEMS):
                cells[entry.path] = text
        return lists

    def _rows(self, roll: Roll, tree: Tree, owners: tuple[str, ...]) -> None:
        rows = self.filling.rows.setdefault(roll.key, [])
        children = tree.items if isinstance(tree, ListNode) else (tree,)
        if not children:
            rows.append(FilledRow(owners, {roll.title: NONE}))
        for child in children:
            row = FilledRow(owners)
            lists: list[tuple[str, Tree]] = []
            if isinstance(child, MapNode):
                lists = self._section(self.layout.section(roll.node.name), child, row.cells)
            elif text := _text(child, False):
                row.cells[roll.title] = text
            if not row.cells and lists:
                row.cells[roll.title] = UNDECIDED  # a row that other sheets name must hold something
            if not row.cells:
                continue
            rows.append(row)
            name = self._name(roll, row, len(rows) - 1)
            self.filling.called.setdefault(roll.key, []).append(name)
            for path, value in lists:
                key = (*roll.key, path)
                self._rows(self.form.rolls[key], value, (*owners, name))

    def _name(self, roll: Roll, row: FilledRow, index: int) -> str:
        title = row.cells.get(roll.title, "")
        if state_of(title) is not State.VALUE:
            return _numbered(roll, index, self.lang)
        taken = self.names.setdefault(roll.key, set())
        name, number = title, 1
        while spelled(name) in taken:
            number += 1
            name = f"{title}#{number}"
        taken.add(spelled(name))
        return name


def _numbered(roll: Roll, index: int, lang: Lang) -> str:
    return f"{roll.node.label if lang == 'ko' else roll.node.name} {index + 1}"


def _text(tree: Tree, several: bool) -> str:
    """A value as one cell; empty where it says nothing."""
    if isinstance(tree, ListNode):
        texts = [clean(item.text) for item in tree.items if isinstance(item, Scalar)]
        return to_lines([text for text in texts if state_of(text) is not State.EMPTY]) if texts else NONE
    if not isinstance(tree, Scalar):
        return ""
    text = clean(tree.text)
    if state_of(text) is State.EMPTY:
        return ""
    return to_lines([text]) if several else text
