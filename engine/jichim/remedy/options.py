"""Values of the fields of a condition that make it hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jichim.plan.model import NONE, UNPRICED, Conflict
from jichim.policy.model import Compare, Cond, Has
from jichim.remedy.model import Proposal, Value
from jichim.remedy.slots import MOST_SLOTS, Slot
from jichim.remedy.stage import Stage
from jichim.remedy.values import Gap, candidates, examples, solve
from jichim.scenario.model import NewRecord, Said
from jichim.vocabulary.model import Kind as FieldKind

_LISTED = (FieldKind.ITEMS, FieldKind.CHOICE)
"""Kinds of fields that can hold several values."""
_AMOUNTS = (FieldKind.MONEY, FieldKind.COUNT)


@dataclass(frozen=True, slots=True)
class Hints:
    """What a comparison tells of the values that it needs."""

    values: tuple[Any, ...]
    """Of its sides, as far as they are known."""
    gap: Gap


@dataclass(frozen=True, slots=True)
class Manner:
    """What edits may do: `change` lets what is stated become something else."""

    change: bool = True
    none: bool = True
    """Whether it may be stated that there is none of something."""


# ---- which values ------------------------------------------------------------------------------------


def remedies_of(
    cond: Cond,
    slots: Sequence[Slot],
    stage: Stage,
    test: Callable[[Stage], bool],
    *,
    manner: Manner,
    hints: Hints,
) -> Iterator[Stage]:
    """Stages that a value of one slot makes pass; where several are open, values of all of them."""
    slots = [slot for slot in slots if slot.may_change(stage)]
    opened = [slot for slot in slots if slot.is_open]
    made = [slot for slot in slots if _is_made(slot, stage)]
    free = [*opened, *(slot for slot in slots if slot in made and slot not in opened)]
    fixed = [slot for slot in slots if slot not in free] if manner.change else []
    found = False
    for slot in (*free, *fixed):
        for one in _of_slot(cond, slot, stage, test, hints):
            if _allowed(one, manner):
                found = True
                yield one
    if len(fixed) > 1 and not found and not opened and not isinstance(cond, Has):
        yield from _lowered(cond, fixed, stage, test, hints)
    if len(opened) > 1 and not found:
        together = _together(cond, opened, stage, test, hints)
        yield from (one for one in together if _allowed(one, manner))


def _allowed(made: Stage | None, manner: Manner) -> bool:
    """Whether a stage keeps to what edits may do."""
    if made is None or manner.none:
        return made is not None
    return not any(is_none(one) for one in made.proposals)


def is_none(proposal: Proposal) -> bool:
    """Whether a proposal states that there is none of something."""
    return any(said is NONE or said == () for _, said in proposal.edit.says or ())


def _is_made(slot: Slot, stage: Stage) -> bool:
    return any(one.edit.at == slot.at and one.edit.path == slot.path for one in stage.proposals)


def _of_slot(
    cond: Cond, slot: Slot, stage: Stage, test: Callable[[Stage], bool], hints: Hints
) -> Iterator[Stage]:
    condition = _text(cond)
    value: Value
    if isinstance(cond, Has):
        kinds: tuple[tuple[Said | None, Value], ...] = ((_something(slot), "open"), (_nothing(slot), "exact"))
        for some, follows in (*kinds, (None, "exact")):
            made = stage.make(slot.proposal(some, follows))
            if made is not None and test(made):
                yield made
        return
    ordered = isinstance(cond, Compare) and cond.op in ("<", "<=", ">", ">=")
    for said, bound in solve(
        slot.field, lambda said: _tried(slot, said, stage), test, hints.values, hints.gap, ordered=ordered
    ):
        value = "bound" if bound is not None else "example"
        made = stage.make(slot.proposal(said, value, condition, bound))
        if made is not None and test(made):
            yield made
    if isinstance(slot.fact, Conflict):
        for figure in slot.fact.candidates:
            made = stage.make(slot.proposal(figure.value, "exact", condition))
            if made is not None and test(made):
                yield made
    for said in candidates(slot.field, cond, hints.values):
        value = "choice" if slot.field.choices else "exact"
        for one in _beside_stated(slot, said):
            made = stage.make(slot.proposal(one, value))
            if made is not None and test(made):
                yield _least(slot, one, made, stage, test)
                break


def _beside_stated(slot: Slot, said: Said) -> Iterator[Said]:
    """Items beside those that are stated; alone only where that does not do."""
    if slot.field.kind in _LISTED and isinstance(said, tuple) and isinstance(slot.fact, tuple):
        yield tuple(dict.fromkeys((*slot.fact, *said)))
    yield said


def _least(slot: Slot, said: Said, made: Stage, stage: Stage, test: Callable[[Stage], bool]) -> Stage:
    """Without items that were not stated and are not needed, such as one that another one contains."""
    stated = slot.fact if isinstance(slot.fact, tuple) else ()
    if slot.field.kind not in _LISTED or not isinstance(said, tuple) or len(said) < 2:
        return made
    for item in [one for one in said if one not in stated]:
        less = tuple(one for one in said if one is not item)
        fewer = stage.make(slot.proposal(less, "exact")) if less else None  # type: ignore[arg-type]
        if fewer is not None and test(fewer):
            said, made = less, fewer  # type: ignore[assignment]
    return made


def _tried(slot: Slot, said: Said, stage: Stage) -> Stage | None:
    return stage.make(slot.proposal(said, "example"))


def _together(
    cond: Cond, slots: Sequence[Slot], stage: Stage, test: Callable[[Stage], bool], hints: Hints
) -> Iterator[Stage]:
    """Something in every open slot; the last one is chosen so that the condition holds."""
    condition = _text(cond)
    made: Stage | None = stage
    for number, slot in enumerate(slots):
        if made is None:
            return
        yield from _of_slot(cond, slot, made, test, hints)
        filler = _something(slot) if isinstance(cond, Has) else examples(slot.field)
        value: Value = "open" if isinstance(cond, Has) else "example"
        made = made.make(slot.proposal(filler, value, condition if value == "example" else ""))
        if made is not None and test(made):
            yield made
            return
        if number >= MOST_SLOTS:
            return


def _lowered(
    cond: Cond, slots: Sequence[Slot], stage: Stage, test: Callable[[Stage], bool], hints: Hints
) -> Iterator[Stage]:
    """Several stated amounts changed where one is not enough: each to nothing until the last is solved."""
    made: Stage | None = stage
    for slot in slots:
        if made is None or slot.field.kind not in _AMOUNTS:
            continue
        found = list(_of_slot(cond, slot, made, test, hints))
        yield from found
        if found:
            return
        made = made.make(slot.proposal(0, "example", _text(cond)))


def _something(slot: Slot) -> Said:
    """Stated without saying what: a fact whose value is unknown, so that no value decides anything."""
    if slot.field.kind is FieldKind.RECORDS:
        return (NewRecord(slot.field.node or "", "…", ()),)
    return True if slot.field.kind is FieldKind.SECTION else UNPRICED


def _nothing(slot: Slot) -> Said:
    return () if slot.field.kind is FieldKind.RECORDS else NONE


def _text(cond: Cond) -> str:
    span = getattr(cond, "span", None)
    return " ".join(span.text.split()) if span is not None else ""
