"""Which acts a condition reads: why no edit of the plan makes it hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jichim.policy.model import (
    Aggregation,
    Binding,
    Cond,
    DefinitionTerm,
    DerivedTerm,
    FieldTerm,
    ForRecords,
    ListTerm,
    Term,
)
from jichim.policy.reads import parts
from jichim.remedy.kept import Homes
from jichim.remedy.model import Stated
from jichim.remedy.slots import Slot, written_value
from jichim.remedy.stage import Stage
from jichim.scenario.model import Step
from jichim.vocabulary.model import Kind

_MOST_DEPTH = 6
_MOST_SHOWN = 4


def acts_read(cond: Cond, homes: Homes, stage: Stage) -> tuple[Stated, ...]:
    """What the plan states of acts among all that a condition reads; none where it reads no act."""
    found = {slot.label: slot for slot in _slots(cond, homes, stage, 0) if _tells(slot)}
    return tuple(Stated(label, _value(slot, stage)) for label, slot in list(found.items())[:_MOST_SHOWN])


def _tells(slot: Slot) -> bool:
    """Whether a field states an act; that a section is there states none."""
    return slot.happened and slot.stated and not (slot.field.kind is Kind.SECTION and slot.fact is True)


def _value(slot: Slot, stage: Stage) -> str:
    written = stage.record(slot.at).written.get(slot.path)
    return written or written_value(slot.fact, slot.field)  # type: ignore[arg-type]


def _slots(node: Cond | Term, homes: Homes, stage: Stage, depth: int) -> Iterator[Slot]:
    """The fields that a condition reads, through definitions, derived facts and records."""
    if depth > _MOST_DEPTH:
        return
    judge = stage.ground.judge
    for part in parts(node):
        if isinstance(part, FieldTerm) and part.frame in homes:
            yield Slot.of(part, homes[part.frame], stage)
        elif isinstance(part, ListTerm) and part.frame in homes:
            yield Slot.of_list(part, homes[part.frame], stage)
        elif isinstance(part, DefinitionTerm):
            definition = judge.definitions[part.name]
            inner = _inside(definition.bindings, part.frames, homes)
            yield from _slots(definition.body, inner, stage, depth + 1)
        elif isinstance(part, DerivedTerm):
            derivation = judge.derivations[part.name]
            inner = _inside(derivation.bindings, part.frames, homes)
            for reading in derivation.readings:
                for case in reading.cases:
                    yield from _slots(case.condition, inner, stage, depth + 1)
        elif isinstance(part, (ForRecords, Aggregation)) and part.records.frame in homes:
            yield from _of_records(part, homes, stage, depth)


def _of_records(part: ForRecords | Aggregation, homes: Homes, stage: Stage, depth: int) -> Iterator[Slot]:
    at = homes[part.records.frame]
    yield Slot.of_list(part.records, at, stage)
    listed = stage.record(at).lists.get(part.records.path)
    inside = (part.where, part.body if isinstance(part, ForRecords) else part.amount)
    for index, record in enumerate(listed if isinstance(listed, tuple) else ()):
        step = Step(part.records.path, index, record.name, record.node)
        for node in inside:
            if node is not None:
                yield from _slots(node, {**homes, part.element: (*at, step)}, stage, depth + 1)


def _inside(bindings: Sequence[Binding], frames: Sequence[int], homes: Homes) -> Homes:
    """Where the subjects of a definition or a derivation stand."""
    named = zip(bindings, frames, strict=True)
    return {0: homes[0], **{one.frame: homes[index] for one, index in named if index in homes}}
