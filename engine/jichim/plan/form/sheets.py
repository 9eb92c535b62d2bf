"""Which sheets the plan form has, from the vocabulary alone: chapters, record lists and their columns.

A chapter sheet has a line for every field of some sections of the plan. A list sheet has a row for every
record of one list and a column for every field; lists inside of records name their owner first.
A field that is added to the vocabulary is in the form without further ado.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jichim.diagnostic import Lang, Text
from jichim.vocabulary.model import Field, Kind, Node, Vocabulary, normalise
from jichim.vocabulary.paths import walk

SEPARATOR = " › "
MOST_NAME = 31
"""Characters that the name of a sheet may have."""

_CHAPTERS = (
    (Text("계획 개요", "plan"), ("about", "principles")),
    (
        Text("현황과 방향", "situation"),
        ("conditions", "city_problems", "direction", "phasing", "spatial"),
    ),
    (Text("서비스계획", "service plan"), ("service_plan",)),
    (Text("기반시설", "infrastructure"), ("infrastructure",)),
    (Text("정보와 보호", "information"), ("information", "protection")),
    (Text("산업과 국제협력", "industry"), ("industry", "international")),
    (Text("추진체계", "organisation"), ("governance", "cooperation")),
    (Text("재원계획", "funding plan"), ("funding_plan",)),
    (Text("성과", "performance"), ("performance", "execution", "annual_plan")),
    (Text("절차", "procedure"), ("procedure", "approval")),
)
"""Sections that are filled in together; one that is not named here gets a sheet of its own."""

_OWN_SHEET = 11
"""A section of a record with this many fields (a canvas) gets a sheet of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A field of the plan itself, or one of its sections."""

    path: str
    """Dotted, from the plan; empty for the plan itself."""
    field: Field | None
    """None for the band that opens a part of the sheet."""


@dataclass(frozen=True, slots=True)
class Chapter:
    name: Text
    title: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    path: str
    """Dotted, from the record."""
    field: Field


@dataclass(frozen=True, slots=True)
class Roll:
    """A list of records: where it stands, and the list in whose records it stands."""

    key: tuple[str, ...]
    """The dotted path of each list from the plan on: `("services", "costs")`."""
    field: Field
    node: Node
    title: str
    """The column by which a row is called and by which it says that there is none."""

    @property
    def owner(self) -> tuple[str, ...]:
        return self.key[:-1]


@dataclass(frozen=True, slots=True)
class ListSheet:
    """The rows of one list; with a `section`, that part of the records which has a sheet of its own."""

    name: Text
    title: Text
    roll: Roll
    section: str
    owners: tuple[Roll, ...]
    """The lists around this one, the outermost first; of a part, the list itself comes last."""
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The sheets in the order in which a plan is written."""

    vocabulary: Vocabulary
    sheets: tuple[Chapter | ListSheet, ...]
    rolls: Mapping[tuple[str, ...], Roll]


def form_of(vocabulary: Vocabulary) -> Form:
    """The form of a vocabulary."""
    return _Forming(vocabulary).form()


def label_of(vocabulary: Vocabulary, node: str, path: str, lang: Lang) -> str:
    """A dotted path in words: `전담조직 › 인력`."""
    words: list[str] = []
    for name in path.split(".") if path else ():
        field = next(one for one in vocabulary.nodes[node].fields if one.name == name)
        words.append(field.label if lang == "ko" else field.name)
        node = field.node or ""
    return SEPARATOR.join(words)


def spelled(name: str) -> str:
    """The name of a row as the rows of other sheets are compared with it."""
    return normalise(" ".join(name.split()))


def owner_header(sheet: ListSheet, owner: Roll, lang: Lang) -> str:
    """The header of the column that names the owner; told apart from a field that is called the same."""
    word = owner.node.label if lang == "ko" else owner.node.name
    return f"{'소속' if lang == 'ko' else 'of'} {word}" if _is_taken(sheet, word) else word


def _is_taken(sheet: ListSheet, word: str) -> bool:
    own = {normalise(spelling) for one in sheet.columns for spelling in (one.field.name, one.field.label)}
    return normalise(word) in own


class _Forming:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.rolls: dict[tuple[str, ...], Roll] = {}
        self.taken: dict[str, None] = {}
        self.labels: dict[str, int] = {}

    def form(self) -> Form:
        nodes, root = self.vocabulary.nodes, self.vocabulary.root
        self._count_labels(root)
        sheets: list[Chapter | ListSheet] = []
        for name, fields in self._chapters():
            sheets.append(self._chapter(name, fields))
            for field in fields:
                inner = walk(nodes, field.node or "", f"{field.name}.") if field.kind is Kind.SECTION else ()
                for path, _, one in inner:
                    if one.kind is Kind.RECORDS:
                        sheets += self._lists((path,), one)
        for field in nodes[root].fields:
            if field.kind is Kind.RECORDS:
                sheets += self._lists((field.name,), field)
        return Form(self.vocabulary, tuple(sheets), self.rolls)

    def _chapters(self) -> Iterator[tuple[Text, list[Field]]]:
        """The sections of the plan in groups, each where its first section stands in the vocabulary."""
        root = self.vocabulary.nodes[self.vocabulary.root]
        plain = [one for one in root.fields if one.kind not in (Kind.SECTION, Kind.RECORDS)]
        if plain:
            yield self._name(root.label, root.name), plain
        group_of = {name: number for number, (_, names) in enumerate(_CHAPTERS) for name in names}
        sections = {one.name: one for one in root.fields if one.kind is Kind.SECTION}
        done: set[str] = set()
        for name, field in sections.items():
            if name in done:
                continue
            if name in group_of:
                title, names = _CHAPTERS[group_of[name]]
                fields = [sections[one] for one in names if one in sections]
                yield self._name(title.ko, title.en), fields
            else:
                fields = [field]
                yield self._name(field.label, field.name), fields
            done |= {one.name for one in fields}

    def _chapter(self, name: Text, fields: list[Field]) -> Chapter:
        nodes = self.vocabulary.nodes
        lines: list[Line] = []
        if fields[0].kind is not Kind.SECTION:
            lines.append(Line("", None))
        for field in fields:
            lines += (
                self._lines(field.name, field) if field.kind is Kind.SECTION else [Line(field.name, field)]
            )
        labels = [one.label for one in fields] if fields[0].kind is Kind.SECTION else [name.ko]
        names = (
            [one.name for one in fields]
            if fields[0].kind is Kind.SECTION
            else [nodes[self.vocabulary.root].name]
        )
        return Chapter(name, Text(" · ".join(labels), " · ".join(names)), tuple(lines))

    def _lines(self, path: str, section: Field) -> Iterator[Line]:
        """The section, its own fields, then the sections in it: no field stands below another band."""
        yield Line(path, section)
        fields = self.vocabulary.nodes[section.node or ""].fields
        for field in fields:
            if field.kind is not Kind.SECTION:
                yield Line(f"{path}.{field.name}", field)
        for field in fields:
            if field.kind is Kind.SECTION:
                yield from self._lines(f"{path}.{field.name}", field)

    def _lists(self, key: tuple[str, ...], field: Field) -> Iterator[ListSheet]:
        """The sheets of a list, of the parts of its records that have their own, and of the lists in them."""
        nodes = self.vocabulary.nodes
        node = nodes[field.node or ""]
        flat = [Column(path, one) for path, _, one in walk(nodes, node.name)]
        values = [one for one in flat if one.field.kind is not Kind.RECORDS]
        simple = [one for one in values if one.field.kind is not Kind.SECTION]
        title = node.title_field or simple[0].path
        roll = self.rolls[key] = Roll(key, field, node, title)
        owners = tuple(self.rolls[key[: depth + 1]] for depth in range(len(key) - 1))
        apart = [one for one in values if self._has_sheet(one)]
        within = [one for one in values if not any(_is_in(one.path, part.path) for part in apart)]
        # What is called first stands first; without it, a row could not be told from an empty one.
        within.sort(key=lambda one: one.path != title)
        label, english = self._list_label(key, field)
        described = Text(field.label, field.name)
        yield ListSheet(self._name(label, english), described, roll, "", owners, tuple(within))
        for part in apart:
            columns = tuple(one for one in values if _is_in(one.path, part.path))
            name = self._name(part.field.label, part.field.name)
            yield ListSheet(
                name, Text(part.field.label, part.field.name), roll, part.path, (*owners, roll), columns
            )
        for one in flat:
            if one.field.kind is Kind.RECORDS and one.field.node not in {
                each.node.name for each in (*owners, roll)
            }:
                yield from self._lists((*key, one.path), one.field)

    def _has_sheet(self, column: Column) -> bool:
        if column.field.kind is not Kind.SECTION or "." in column.path:
            return False
        return len(self.vocabulary.nodes[column.field.node or ""].fields) >= _OWN_SHEET

    def _list_label(self, key: tuple[str, ...], field: Field) -> tuple[str, str]:
        """The label of a list, after that of what it stands in where another list is called the same."""
        if self.labels[normalise(field.label)] == 1:
            return field.label, field.name
        around, name = self.vocabulary.root, (key[-1].rpartition(".")[0] or (key[-2] if len(key) > 1 else ""))
        if "." not in key[-1] and len(key) > 1:
            node = self.rolls[key[:-1]].node
            return f"{node.label} {field.label}", f"{node.name} {field.name}"
        label = label_of(self.vocabulary, around, name, "ko").rpartition(SEPARATOR)[2]
        return f"{label} {field.label}", f"{name.rpartition('.')[2]} {field.name}"

    def _count_labels(self, node: str) -> None:
        for _, _, field in walk(self.vocabulary.nodes, node):
            if field.kind is Kind.RECORDS:
                label = normalise(field.label)
                self.labels[label] = self.labels.get(label, 0) + 1
                self._count_labels(field.node or "")

    def _name(self, ko: str, en: str) -> Text:
        return Text(self._free(ko), self._free(en))

    def _free(self, word: str) -> str:
        """A name that a sheet can have and no other sheet has, in either language."""
        clean = re.sub(r"[\[\]:*?/\\']", " ", word).strip()[:MOST_NAME]
        name, number = clean, 1
        while normalise(name) in self.taken:
            number += 1
            name = f"{clean[: MOST_NAME - 4]} {number}"
        self.taken[normalise(name)] = None
        return name


def _is_in(path: str, section: str) -> bool:
    return path == section or path.startswith(f"{section}.")


_last: Form | None = None


def known_form(vocabulary: Vocabulary) -> Form:
    """The form of a vocabulary; the one used last is kept, since an audit reads many forms."""
    global _last
    if _last is None or _last.vocabulary is not vocabulary:
        _last = form_of(vocabulary)
    return _last
