"""From a tree to records: keys to fields, sections to dotted paths, lists to records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jichim.particles import particle
from jichim.plan import messages as m
from jichim.plan.draft import Draft
from jichim.plan.layout import Entry, Layout, Section
from jichim.plan.margin import Margin, quote
from jichim.plan.model import NONE, Fact, Marker, Place, Record
from jichim.plan.tree import ListNode, MapNode, Scalar, Tree
from jichim.plan.values import clean, misshaped, read_value, state_fact
from jichim.plan.words import State, state_of, yes_or_no
from jichim.source import Span
from jichim.vocabulary.model import Field, Kind, normalise

_MOST_LISTED = 15


class RecordReader:
    """Reads the records of one plan; mistakes go to the margin."""

    items: dict[Place, Mapping[str, Place]]
    """By the place of an items field: the place of each item."""

    def __init__(self, layout: Layout, margin: Margin) -> None:
        self._layout = layout
        self._margin = margin
        self._file = margin.source.name
        self.items = {}
        self._placed: list[tuple[Place, Tree]] = []
        self._trees: dict[Place, Tree] = {}

    def read_root(self, tree: MapNode) -> Record:
        """The whole plan; it may be empty (a skeleton that nobody has filled in yet)."""
        section, draft = self._layout.section(self._layout.vocabulary.root), Draft()
        self._fields(section, tree, draft, "")
        return self._finish(section, draft, self._place(tree, ""), 0)

    def read_entry(self, section: Section, key: Scalar, value: Tree, where: str = "") -> Draft:
        """What one key and its value state in a section; nothing if they are wrong, which is reported."""
        draft = Draft()
        self._fields(section, MapNode(((key, value),), key.start, value.end), draft, where)
        return draft

    def _read(self, section: Section, tree: MapNode, where: str, index: int) -> Record | None:
        """The record that a mapping writes; `None` where all of its fields are empty."""
        draft = Draft()
        self._fields(section, tree, draft, where)
        if draft.is_empty:
            return None
        return self._finish(section, draft, self._place(tree, where), index)

    def _finish(self, section: Section, draft: Draft, place: Place, index: int) -> Record:
        node = section.node
        title = draft.facts.get(node.title_field) if node.title_field else None
        name = title if isinstance(title, str) else f"{node.label} {index + 1}"
        return Record(node.name, name, index, draft.facts, draft.places, draft.written, draft.lists, place)

    def _fields(self, section: Section, tree: MapNode, draft: Draft, where: str) -> None:
        seen: dict[str, Scalar] = {}
        for key, value in tree.entries:
            if not isinstance(key, Scalar):
                self._margin.report(m.KEY_NOT_TEXT, key)
                continue
            if key.text == "<<":
                continue
            entry = section.find(key.text) or section.find(clean(key.text))
            if entry is None:
                self._unknown(section, key)
                continue
            first = seen.setdefault(entry.path, key)
            if first is not key:
                words = {"label": entry.field.label, "name": entry.field.name}
                self._margin.report(m.STATED_TWICE, key, first=first, **words)
                continue
            inner = f"{where}.{quote(key.text)}" if where else quote(key.text)
            if entry.field.kind is Kind.SECTION:
                self._section(entry, value, draft, inner)
            elif entry.field.kind is Kind.RECORDS:
                self._records(entry, value, draft, inner)
            else:
                self._value(section, entry, value, draft, inner)

    def _value(self, section: Section, entry: Entry, tree: Tree, draft: Draft, where: str) -> None:
        stated = read_value(entry, tree, self._margin)
        if stated is None:
            return
        target, fact = stated
        place = self._place(tree, where)
        draft.state(section.by_name[target].path, fact, place, _as_written(tree))
        if entry.field.mirrors is not None and isinstance(tree, ListNode):
            self.items[place] = {
                clean(item.text): self._place(item, f"{where}[{position}]")
                for position, item in reversed(list(enumerate(tree.items)))
                if isinstance(item, Scalar)
            }

    def _section(self, entry: Entry, tree: Tree, draft: Draft, where: str) -> None:
        section = self._layout.section(entry.field.node or "", entry.path + ".")
        place = self._place(tree, where)
        mentioned: Fact | None = None
        if isinstance(tree, MapNode):
            before = len(draft.facts) + len(draft.lists)
            self._fields(section, tree, draft, where)
            if len(draft.facts) + len(draft.lists) > before:
                mentioned = True
            elif not tree.entries:
                self._margin.empty(tree)
        elif isinstance(tree, ListNode):
            if tree.items:
                expected = ("`키: 값`의 묶음", "a mapping")
                misshaped(entry.field, tree, expected, self._margin, _fields_of(section))
            else:
                mentioned = NONE
        else:
            mentioned = self._section_text(entry, section, tree, draft, where)
        if mentioned is not None:
            draft.state(entry.path, mentioned, place, _as_written(tree))

    def _section_text(
        self, entry: Entry, section: Section, tree: Scalar, draft: Draft, where: str
    ) -> Fact | None:
        """A section written as one text: none, there is one (`있음`), or its title."""
        text = clean(tree.text)
        state = state_of(text)
        if state not in (State.VALUE, State.UNPRICED):
            stated = state_fact(entry.field, tree, text, state, self._margin)
            return stated[1] if stated else None
        answer = yes_or_no(text)
        if answer is not None:
            return True if answer else NONE
        if section.node.title_field is None:
            expected = ("`키: 값`의 묶음", "a mapping")
            misshaped(entry.field, tree, expected, self._margin, _fields_of(section))
            return None
        self._title(section, entry.path + ".", tree, draft, where)
        return True

    def _title(self, section: Section, prefix: str, tree: Scalar, draft: Draft, where: str) -> None:
        """States the title field, and the sections that lead to it."""
        place, text = self._place(tree, where), clean(tree.text)
        names = (section.node.title_field or "").split(".")
        for depth in range(1, len(names)):
            draft.state(prefix + ".".join(names[:depth]), True, place, text)
        draft.state(prefix + ".".join(names), text, place, text)

    def _records(self, entry: Entry, tree: Tree, draft: Draft, where: str) -> None:
        section = self._layout.section(entry.field.node or "")
        if isinstance(tree, Scalar):
            state = state_of(clean(tree.text))
            if state not in (State.VALUE, State.UNPRICED):
                stated = state_fact(entry.field, tree, clean(tree.text), state, self._margin)
                if stated is not None:
                    self._list(draft, entry, NONE, tree, where)
                return
        children = tree.items if isinstance(tree, ListNode) else (tree,)
        if not children:
            self._list(draft, entry, NONE, tree, where)
            return
        records: list[Record] = []
        none: Scalar | None = None
        for position, child in enumerate(children):
            inner = f"{where}[{position}]" if isinstance(tree, ListNode) else where
            if isinstance(child, Scalar) and state_of(clean(child.text)) is State.NONE:
                none = child
                continue
            record = self._record(entry.field, section, child, inner, len(records))
            if record is not None:
                records.append(record)
        if none is not None and len(children) > 1:
            self._margin.report(m.NONE_BESIDE_ITEMS, none, written=quote(none.text))
        elif none is not None:
            self._list(draft, entry, NONE, tree, where)
        elif records:
            self._list(draft, entry, self._named_apart(section, records), tree, where)

    def _record(self, field: Field, section: Section, tree: Tree, where: str, index: int) -> Record | None:
        if isinstance(tree, MapNode):
            if not tree.entries:
                self._margin.empty(tree)
            return self._read(section, tree, where, index)
        text = clean(tree.text) if isinstance(tree, Scalar) else ""
        if not isinstance(tree, Scalar) or section.node.title_field is None or yes_or_no(text) is not None:
            expected = (f"{section.node.label}의 목록", f"a list of `{section.node.name}` mappings")
            misshaped(field, tree, expected, self._margin, _fields_of(section))
            return None
        state = state_of(text)
        if state not in (State.VALUE, State.UNPRICED):
            state_fact(field, tree, text, state, self._margin)
            return None
        draft = Draft()
        self._title(section, "", tree, draft, where)
        return self._finish(section, draft, self._place(tree, where), index)

    def _list(
        self, draft: Draft, entry: Entry, value: tuple[Record, ...] | Marker, tree: Tree, where: str
    ) -> None:
        draft.lists[entry.path] = value
        draft.places[entry.path] = self._place(tree, where)
        if isinstance(value, Marker):
            draft.written[entry.path] = _as_written(tree)

    def _named_apart(self, section: Section, records: list[Record]) -> tuple[Record, ...]:
        """The records with `#2`, `#3` behind a name that another one has already."""
        taken: dict[str, int] = {}
        named: list[Record] = []
        for record in records:
            name, spelled = record.name, normalise(record.name)
            number = taken.get(spelled, 0) + 1
            while number > 1 and normalise(name := f"{record.name}#{number}") in taken:
                number += 1
            taken[spelled] = number
            taken.setdefault(normalise(name), 1)
            if number > 1:
                span = self.span(record.places.get(section.node.title_field or "", record.place))
                words = {"label": section.node.label, "written": quote(record.name), "new": quote(name)}
                self._margin.add(m.SAME_NAME.at(span, related=(), **words))
            named.append(record if number == 1 else replace(record, name=name))
        return tuple(named)

    def _place(self, tree: Tree, where: str) -> Place:
        cell = self._margin.source.cell(tree.start)
        line, column = (0, 0) if cell else self._margin.lines.position(tree.start)
        place = Place(self._file, line, column, where, cell)
        self._placed.append((place, tree))
        return place

    def span(self, place: Place) -> Span:
        """The text at a place that this reader gave; of a block list or mapping, its first line."""
        # Only mistakes are looked up: most plans never need the places in order.
        self._trees.update(self._placed)
        self._placed.clear()
        return self._margin.lines.span(self._trees[place])

    def _unknown(self, section: Section, key: Scalar) -> None:
        if self._margin.is_full:
            return
        near = section.near(key.text)
        homes = [home for home in self._layout.homes(key.text) if home[0] is not section.node]
        if near:
            ko = "혹시 " + ", ".join(f"`{label}`" for label in near) + "?"
            en = "did you mean " + ", ".join(f"`{label}`" for label in near) + "?"
        else:
            ko, en = _fields_of(section)
        if homes:
            named = ", ".join(f"`{node.label}`의 `{found.label}`" for node, found in homes[:3])
            said = ", ".join(f"`{found.name}` of `{node.name}`" for node, found in homes[:3])
            ko = f"{named}{particle('(으)로', named)} 쓰는 이름이다" + (f"; {ko}" if near else "")
            en = f"this name belongs to {said}" + (f"; {en}" if near else "")
        self._margin.report(
            m.UNKNOWN_KEY, key, where=section.node.label, key=quote(key.text), hint_ko=ko, hint_en=en
        )


def _as_written(tree: Tree) -> str:
    """The value as evidence shows it: the text, or the texts of a list; nothing for a mapping."""
    if isinstance(tree, Scalar):
        return clean(tree.text)
    if isinstance(tree, ListNode):
        return ", ".join(clean(item.text) for item in tree.items if isinstance(item, Scalar))
    return ""


def _fields_of(section: Section) -> tuple[str, str]:
    """A help that lists the fields of a section, in both languages."""
    fields = section.node.fields[:_MOST_LISTED]
    more = ", …" if len(section.node.fields) > _MOST_LISTED else ""
    ko = "쓸 수 있는 필드: " + ", ".join(f"`{each.label}`" for each in fields) + more
    en = "known fields: " + ", ".join(f"`{each.name}`" for each in fields) + more
    return ko, en
