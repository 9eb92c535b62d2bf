"""Fields that a comparison or presence reads, and the edits that state them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jichim.network.interpret import elements
from jichim.plan.format import format_value
from jichim.plan.model import NONE, UNPRICED, Conflict, Fact, Place, Record
from jichim.policy.model import (
    Aggregation,
    Cond,
    DefinitionTerm,
    FieldTerm,
    ListTerm,
    SharedTerm,
    Term,
)
from jichim.policy.names import field_at, label_path
from jichim.policy.reads import parts
from jichim.remedy.acts import is_act
from jichim.remedy.model import Bound, Kind, Proposal, Value
from jichim.remedy.stage import Stage
from jichim.scenario.model import Address, Content, Edit, NewRecord, Said
from jichim.scenario.model import Step as Way
from jichim.vocabulary.model import Field
from jichim.vocabulary.model import Kind as FieldKind
from jichim.vocabulary.quantity import Interval

PLACE = Place("remedy")
_MOST_DEPTH = 6
MOST_SLOTS = 12


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of a record of the plan, or a list of it."""

    at: Address
    node: str
    path: str
    field: Field
    label: str
    fact: Fact | tuple[Record, ...] | None
    """What stands there now; the records of a list."""
    pair: tuple[str, ...] = ()
    """For a record about several subjects that is not there yet: their names, and its list."""
    listed: ListTerm | None = None
    names: str = ""
    stated: bool = False
    """Whether the plan as it is states it otherwise, so that an edit changes what is said."""
    happened: bool = False
    """Whether an act that took place, or did not, decides it, so that no edit can change it truly."""

    @staticmethod
    def of(term: FieldTerm, at: Address, stage: Stage) -> Slot:
        record = stage.record(at)
        label = _label(stage, at, record.node, term.path)
        fact = record.facts.get(term.path)
        stated, happened = _is_stated(stage, at, term.path), stage.ground.acts.settle(at, term.path)
        return Slot(at, record.node, term.path, term.field, label, fact, stated=stated, happened=happened)

    @staticmethod
    def of_list(term: ListTerm, at: Address, stage: Stage) -> Slot:
        record = stage.record(at)
        label = _label(stage, at, record.node, term.path)
        listed = record.lists.get(term.path)
        stated, happened = _is_stated(stage, at, term.path), stage.ground.acts.settle(at, term.path)
        return Slot(at, record.node, term.path, term.field, label, listed, stated=stated, happened=happened)

    @staticmethod
    def of_shared(term: SharedTerm, homes: Mapping[int, Address], stage: Stage) -> Slot:
        """The field of the record about several subjects; of a new record where there is none."""
        names = tuple(stage.record(homes[index]).name for index in term.frames)
        listed = stage.root.lists.get(term.records.path)
        wanted = set(names)
        for index, record in enumerate(listed if isinstance(listed, tuple) else ()):
            stated = record.facts.get(term.names)
            if isinstance(stated, tuple) and wanted <= set(stated):
                at = (Way(term.records.path, index, record.name, record.node),)
                label = _label(stage, at, record.node, term.path)
                fact = record.facts.get(term.path)
                so, done = _is_stated(stage, at, term.path), stage.ground.acts.settle(at, term.path)
                return Slot(at, record.node, term.path, term.field, label, fact, stated=so, happened=done)
        label = _label(stage, (), stage.root.node, term.records.path)
        return Slot((), stage.root.node, term.path, term.field, label, None, names, term.records, term.names)

    @property
    def is_open(self) -> bool:
        """Whether the plan leaves it open: silent, without its amount, contradictory or a range."""
        fact = self.fact
        return fact is None or fact is UNPRICED or isinstance(fact, (Conflict, Interval))

    def may_change(self, stage: Stage) -> bool:
        """Whether an edit may state it otherwise; names stay, since everything else goes by them."""
        named = self.stated and self.path == stage.ground.vocabulary.node(self.node).title_field
        return not (self.happened or named)

    def proposal(
        self, said: Said | None, value: Value, condition: str = "", bound: Bound | None = None
    ) -> Proposal:
        if self.listed is not None:
            return self._new_pair(said, value, condition)
        kind: Kind = "remove" if said is None else "change" if self.stated else "state"
        says: Content | None = None if said is None else ((self.path, said),)
        written = "" if said is None else written_value(said, self.field)
        edit = Edit(self.at, self.node, self.path, says, self.label, written, PLACE)
        # What is changed is still to come, or the field would be barred: it is no record of anything done.
        act = kind == "state" and is_act(self.field, said)
        return Proposal(edit, kind, value, bound, condition, act)

    def _new_pair(self, said: Said | None, value: Value, condition: str) -> Proposal:
        assert self.listed is not None
        says: Content = ((self.names, self.pair), *(((self.path, said),) if said is not None else ()))
        new = NewRecord(self.listed.element, " + ".join(self.pair), says)
        shown = written_value(said, self.field) if said is not None else ""
        written = f"{' + '.join(self.pair)}: {self.field.label} {shown}".strip()
        content: Content = ((self.listed.path, (new,)),)
        edit = Edit((), self.node, self.listed.path, content, self.label, written, PLACE, append=True)
        return Proposal(edit, "add", value, None, condition, is_act(self.field, said))


def add_record(records: ListTerm, at: Address, stage: Stage, says: Content, condition: str = "") -> Proposal:
    """A new record of a list that states something."""
    owner = stage.record(at)
    vocabulary = stage.ground.vocabulary
    listed = owner.lists.get(records.path)
    number = len(listed) + 1 if isinstance(listed, tuple) else 1
    node = vocabulary.node(records.element)
    sections = {
        path.rpartition(".")[0]: True for path, _ in says if "." in path
    }  # sections in which something is stated
    content: Content = (*sections.items(), *dict(says).items())
    new = NewRecord(records.element, f"{node.label} {number}", content)
    shown = ", ".join(
        f"{field.label} = {written_value(said, field)}"
        for path, said in says
        if (field := field_at(vocabulary, records.element, path)) is not None
    )
    label = _label(stage, at, owner.node, records.path)
    edit = Edit(at, owner.node, records.path, ((records.path, (new,)),), label, shown, PLACE, append=True)
    act = is_act(records.field, (new,)) or any(
        is_act(field, said)
        for path, said in says
        if (field := field_at(vocabulary, records.element, path)) is not None
    )
    return Proposal(edit, "add", "exact" if says else "open", None, condition, act)


def written_value(said: Said, field: Field) -> str:
    """A value in the words of a plan; empty where any true value will do."""
    if said is UNPRICED or (said is True and field.kind is FieldKind.SECTION):
        return ""
    if said == () or said is NONE:
        return "없음"
    if isinstance(said, tuple) and isinstance(said[0], NewRecord):
        return ""
    return format_value(said, field)


def _is_stated(stage: Stage, at: Address, path: str) -> bool:
    """Whether the plan as it is gives a definite value; what is contradictory or a range is still open."""
    record = stage.ground.opened.plan.root
    for step in at:
        listed = record.lists.get(step.path)
        if not isinstance(listed, tuple) or step.index >= len(listed):
            return False
        record = listed[step.index]
    fact = record.facts.get(path, record.lists.get(path))
    return not (fact is None or fact is UNPRICED or isinstance(fact, (Conflict, Interval)))


def _label(stage: Stage, at: Address, node: str, path: str) -> str:
    vocabulary = stage.ground.vocabulary
    parts_: list[str] = []
    owner = stage.root.node
    for step in at:
        parts_.append(f"{label_path(vocabulary, owner, step.path)}[{step.name}]")
        owner = step.node
    return ".".join((*parts_, label_path(vocabulary, node, path)))


# ---- which slots -----------------------------------------------------------------------------------


def slots_of(
    cond: Cond | Term, homes: Mapping[int, Address], stage: Stage, depth: int = 0
) -> tuple[Slot, ...]:
    """The fields that a condition reads without derived facts, those of records in aggregates too."""
    found: dict[tuple[object, ...], Slot] = {}
    for part in parts(cond):
        for slot in _slots(part, homes, stage, depth):
            found.setdefault((slot.at, slot.path, slot.pair), slot)
    return tuple(found.values())[:MOST_SLOTS]


def _slots(part: Any, homes: Mapping[int, Address], stage: Stage, depth: int) -> Iterator[Slot]:
    if isinstance(part, FieldTerm) and part.frame in homes:
        yield Slot.of(part, homes[part.frame], stage)
        yield from _parts_of(part, homes[part.frame], stage)
    elif isinstance(part, ListTerm) and part.frame in homes:
        yield Slot.of_list(part, homes[part.frame], stage)
    elif isinstance(part, SharedTerm) and all(index in homes for index in part.frames):
        yield Slot.of_shared(part, homes, stage)
    elif isinstance(part, DefinitionTerm) and depth < _MOST_DEPTH:
        definition = stage.ground.judge.definitions[part.name]
        inner = {0: homes[0]}
        for binding, index in zip(definition.bindings, part.frames, strict=True):
            if index not in homes:
                return
            inner[binding.frame] = homes[index]
        yield from slots_of(definition.body, inner, stage, depth + 1)
    elif isinstance(part, Aggregation) and part.records.frame in homes:
        at = homes[part.records.frame]
        owner = stage.record(at)
        for index, record in enumerate(elements(part.records, {part.records.frame: owner}) or ()):
            inside = {**homes, part.element: (*at, Way(part.records.path, index, record.name, record.node))}
            for node in (part.where, part.amount):
                if node is not None:
                    yield from slots_of(node, inside, stage, depth + 1)


def _parts_of(term: FieldTerm, at: Address, stage: Stage) -> Iterator[Slot]:
    """The amounts that make up a total."""
    sums = term.field.parts
    if sums is None:
        return
    record = stage.record(at)
    steps = term.path.split(".")[:-1]
    for depth in range(len(steps), -1, -1):
        path = ".".join([*steps[:depth], sums.records])
        listed = record.lists.get(path)
        for index, one in enumerate(listed if isinstance(listed, tuple) else ()):
            inner = (*at, Way(path, index, one.name, one.node))
            field = field_at(stage.ground.vocabulary, one.node, sums.amount)
            label = _label(stage, inner, one.node, sums.amount)
            stated = _is_stated(stage, inner, sums.amount)
            yield Slot(inner, one.node, sums.amount, field, label, one.facts.get(sums.amount), stated=stated)
