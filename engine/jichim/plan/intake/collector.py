"""Puts texts into the draft where the reader of plans takes them, and lists what it does not take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jichim.diagnostic import Text
from jichim.plan.intake.document import Cell, Table
from jichim.plan.intake.items import amount_at_end, listed, looks_like_money
from jichim.plan.intake.model import Branch, Left, Reason, Spot, Value
from jichim.plan.layout import layout_of
from jichim.plan.margin import Margin
from jichim.plan.records import RecordReader
from jichim.plan.tree import HIDDEN, ListNode, Tree, is_too_long
from jichim.plan.tree import Scalar as Written
from jichim.plan.values import clean
from jichim.plan.words import State, state_of
from jichim.source import Source
from jichim.vocabulary.model import Field, Kind, Vocabulary, normalise

Located = tuple[str, Spot]
"""A text and where it stands."""

_YEARS = re.compile(r"(\d{4})\s*년?\s*[~∼〜–-]\s*(\d{4})\s*년?(?:\s*\(\s*\d{1,2}\s*(?:개년|년간?)\s*\))?")
_LISTS = (Kind.ITEMS, Kind.RECORDS)


class Collector:
    """The draft while it grows: the root, what was left, and the cells that were used."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.root = Branch(vocabulary.root)
        self.left: list[Left] = []
        self.used: set[tuple[int, int, int]] = set()
        self._named: dict[tuple[int, str], dict[str, Branch]] = {}
        """By the identity of the owner and the field: the records of a list by their names."""

    def use(self, table: Table, cells: Iterable[Cell]) -> None:
        self.used.update((table.number, cell.row, cell.column) for cell in cells)

    def leave(self, reason: Reason, spot: Spot, text: str, why: Text | None = None) -> None:
        self.left.append(Left(reason, spot, visible(text), why))

    def state(
        self, branch: Branch, field: Field, lines: Sequence[tuple[Sequence[str], Spot]], owner: Branch
    ) -> None:
        """States what the lines of some cells say for a field; `owner` holds the record lists it mirrors."""
        if field.kind in _LISTS or (field.kind is Kind.CHOICE and field.many):
            items: list[Located] = []
            for cell_lines, spot in lines:
                found = listed(tuple(cell_lines))
                items += [(item, spot) for item in found.items]
                for note in found.notes:
                    self.leave(Reason.NOTE, spot, note)
            self._state_items(branch, field, items, owner)
            return
        texts = [(" ".join(listed(tuple(cell_lines)).items), spot) for cell_lines, spot in lines]
        texts = [(text, spot) for text, spot in texts if text]
        if texts:
            value = Value(visible(" ".join(text for text, _ in texts)), texts[0][1])
            if not self._state_years(branch, field, value):
                self.state_text(branch, field, value)

    def state_text(self, branch: Branch, field: Field, value: Value) -> bool:
        """States one text for a field; whether it is in the draft then."""
        if state_of(clean(value.text)) is State.EMPTY:
            return False
        before = branch.fields.get(field.name)
        if before is not None:
            same = isinstance(before, Value) and normalise(before.text) == normalise(value.text)
            if not same:
                self.leave(Reason.TWICE, value.spot, value.written or value.text, _named(field))
            return same
        why = self._refusal(branch.node, field, (value.text,))
        if why is not None:
            self.leave(Reason.UNREADABLE, value.spot, value.written or value.text, why)
            return False
        branch.fields[field.name] = value
        return True

    def section(self, branch: Branch, names: Sequence[str]) -> Branch:
        """The section that some field names lead to, made where it is not there yet."""
        for name in names:
            field = next(each for each in self.vocabulary.nodes[branch.node].fields if each.name == name)
            inner = branch.fields.get(name)
            if not isinstance(inner, Branch):
                if isinstance(inner, Value):
                    self.leave(Reason.TWICE, inner.spot, inner.text, _named(field))
                inner = branch.fields[name] = Branch(field.node or "")
            branch = inner
        return branch

    def records(self, branch: Branch, name: str) -> list[Branch]:
        """The records in a list field, to which more may be added."""
        there = branch.fields.get(name)
        if isinstance(there, list) and isinstance(there[0] if there else None, Branch):
            return there  # type: ignore[return-value]  # a list holds values or records, never both
        made: list[Branch] = []
        for each in there if isinstance(there, list) else [there] if isinstance(there, Value) else []:
            if isinstance(each, Value):
                field = next(one for one in self.vocabulary.nodes[branch.node].fields if one.name == name)
                title = self.title(field.node or "")
                made.append(Branch(field.node or "", {title.name: each} if title else {}))
        branch.fields[name] = made
        return made

    def title(self, node: str) -> Field | None:
        """The field that names a record, where it is one of the record itself."""
        name = self.vocabulary.nodes[node].title_field
        return next((field for field in self.vocabulary.nodes[node].fields if field.name == name), None)

    def add_record(self, owner: Branch, name: str, record: Branch) -> None:
        """Adds a record, or what it says more than the record of the same name that is there."""
        title = self.title(record.node)
        records = self.records(owner, name)
        named = record.fields.get(title.name) if title else None
        spelled = normalise(named.text) if isinstance(named, Value) else ""
        known = self._named.setdefault((id(owner), name), {})
        other = known.get(spelled) if spelled else None
        if other is None:
            known[spelled] = record
            records.append(record)
            return
        for key, content in record.fields.items():
            there = other.fields.setdefault(key, content)
            clash = isinstance(content, Value) and isinstance(there, Value) and not _same(content, there)
            if clash and isinstance(content, Value):
                self.leave(Reason.TWICE, content.spot, content.written or content.text)

    def _state_years(self, branch: Branch, field: Field, value: Value) -> bool:
        """States `2020~2024년` for a section with the years of its start and end; whether it did."""
        years = _YEARS.fullmatch(value.text)
        inner = {each.name: each for each in self.vocabulary.nodes[field.node].fields} if field.node else {}
        if years is None or field.kind is not Kind.SECTION or not {"start", "end"} <= set(inner):
            return False
        section = self.section(branch, (field.name,))
        why = Text("기간을 두 해로 나누었다", "the period was parted into its years")
        for name, year in (("start", years[1]), ("end", years[2])):
            self.state_text(section, inner[name], Value(f"{year}년", value.spot, value.text, why))
        return True

    def _state_items(self, branch: Branch, field: Field, items: list[Located], owner: Branch) -> None:
        kept: list[Value] = []
        priced: list[Branch] = []
        texts = [(visible(text), spot) for text, spot in items]
        texts = [(text, spot) for text, spot in texts if text and state_of(clean(text)) is not State.EMPTY]
        for text, spot in texts:
            if len(texts) > 1 and state_of(clean(text)) is State.NONE:
                self.leave(Reason.UNREADABLE, spot, text, _named(field))
                continue
            value = Value(text, spot)
            why = self._refusal(branch.node, field, (text,))
            if why is not None:
                self.leave(Reason.UNREADABLE, spot, text, why)
                continue
            record = self._priced(field, text, spot)
            if record is not None:
                priced.append(record)
                value = next(each for each in record.values())
            elif field.mirrors is not None and looks_like_money(text):
                self.leave(Reason.MONEY_IN_TEXT, spot, text)
            kept.append(value)
        if not kept:
            return
        if field.name in branch.fields:
            for value in kept:
                self.leave(Reason.TWICE, value.spot, value.written or value.text, _named(field))
            return
        why = self._refusal(branch.node, field, [value.text for value in kept])
        if why is not None:
            for value in kept:
                self.leave(Reason.UNREADABLE, value.spot, value.written or value.text, why)
            return
        branch.fields[field.name] = kept if len(kept) > 1 or field.kind in _LISTS else kept[0]
        for record in priced:
            self.add_record(owner, field.mirrors or "", record)

    def _priced(self, field: Field, text: str, spot: Spot) -> Branch | None:
        """The record for an item that ends with an amount of money which the list of records takes."""
        parted = amount_at_end(text) if field.mirrors is not None else None
        if parted is None:
            return None
        target = next((each for each in self._service_fields() if each.name == field.mirrors), None)
        if target is None or target.node is None:
            return None
        title = self.title(target.node)
        money = next(
            (each for each in self.vocabulary.nodes[target.node].fields if each.kind is Kind.MONEY), None
        )
        if title is None or money is None or self._refusal(target.node, money, (parted[1],)) is not None:
            return None
        why = Text("이름과 금액을 나누었다", "the name and the amount were parted")
        name = Value(parted[0], spot, text, why)
        return Branch(target.node, {title.name: name, money.name: Value(parted[1], spot)})

    def _service_fields(self) -> tuple[Field, ...]:
        return self.vocabulary.nodes["service"].fields

    def _refusal(self, node: str, field: Field, texts: Sequence[str]) -> Text | None:
        """Why the reader of plans does not take these texts for a field; None if it does."""
        if any(is_too_long(text) for text in texts):
            return Text("글이 너무 길다", "the text is too long")
        source = Source("", "\n".join((field.label, *texts)))
        offset = len(field.label) + 1
        scalars: list[Written] = []
        for text in texts:
            scalars.append(Written(text, offset, offset + len(text)))
            offset += len(text) + 1
        tree: Tree = (
            scalars[0] if len(scalars) == 1 else ListNode(tuple(scalars), scalars[0].start, offset - 1)
        )
        margin = Margin(source)
        key = Written(field.label, 0, len(field.label))
        layout = layout_of(self.vocabulary)
        RecordReader(layout, margin).read_entry(layout.section(node), key, tree)
        return next((each.message for each in margin.diagnostics() if each.is_error), None)


def visible(text: str) -> str:
    """A text in one line, without characters that cannot be seen."""
    return " ".join(clean(HIDDEN.sub("", text)).split())


def spot_of(table: Table, cell: Cell) -> Spot:
    return Spot(table.number, cell.row + 1, cell.column + 1)


def _same(one: Value, other: Value) -> bool:
    return normalise(one.text) == normalise(other.text)


def _named(field: Field) -> Text:
    return Text(f"`{field.label}`", f"`{field.name}`")
