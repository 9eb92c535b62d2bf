"""Terms and conditions as values that are equal where they mean the same, however they are written.

The parts of *and* and *or* are flattened and lose order and repetition, symmetric comparisons and sums
lose their sides, records of aggregates are numbered by depth, and names of what is declared give way to
what they stand for, so that a renamed derivation does not change those who read it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Mapping

from jichim.policy.model import (
    Aggregation,
    AllOf,
    AnyOf,
    Arithmetic,
    Binding,
    Compare,
    CriterionTerm,
    DefinitionTerm,
    DerivedTerm,
    FieldTerm,
    ForRecords,
    ListTerm,
    NameTerm,
    OneOf,
    Overlaps,
    ParameterTerm,
    SharedTerm,
    Type,
    Words,
)
from jichim.vocabulary.quantity import Duration

Identify = Callable[[str, str], Hashable]
"""From the kind and the key of a declaration to what it is on both sides; a field goes by `node:path`."""
_NAMED = {
    ParameterTerm: "parameter",
    DefinitionTerm: "definition",
    DerivedTerm: "derivation",
    CriterionTerm: "criterion",
}
_MIRRORED = {">": "<", ">=": "<="}
_Frames = Mapping[int, Hashable]


def meaning(value: object, identify: Identify) -> Hashable:
    """What a term, condition, text or tuple of them means; equal for equal meanings, sortable by `repr`."""
    return _form(value, identify, {})


def _form(value: object, identify: Identify, frames: _Frames) -> Hashable:
    if isinstance(value, (AllOf, AnyOf)):
        return _joined(value, identify, frames)
    if isinstance(value, Compare):
        left, right = _form(value.left, identify, frames), _form(value.right, identify, frames)
        op = value.op
        if op in _MIRRORED:
            op, left, right = _MIRRORED[op], right, left  # type: ignore[assignment]
        sides = _sorted((left, right)) if op in ("=", "!=") else (left, right)
        return ("Compare", op, *sides)
    if isinstance(value, Overlaps):
        return (
            "Overlaps",
            *_sorted((_form(value.left, identify, frames), _form(value.right, identify, frames))),
        )
    if isinstance(value, Arithmetic):
        sides = (_form(value.left, identify, frames), _form(value.right, identify, frames))
        return ("Arithmetic", value.op, *(_sorted(sides) if value.op in "+*" else sides))
    if isinstance(value, OneOf):
        values = {_form(one, identify, frames) for one in value.values}
        return ("OneOf", _form(value.term, identify, frames), _sorted(values))
    if isinstance(value, (ForRecords, Aggregation)):
        inner = {**frames, value.element: f"record {len(frames)}"}
        parts = [getattr(value, name) for name in ("amount", "where", "body") if hasattr(value, name)]
        held = tuple(_form(part, identify, inner) for part in parts)
        return (type(value).__name__, value.op, _form(value.records, identify, frames), *held)
    if isinstance(value, (ParameterTerm, DefinitionTerm, DerivedTerm, CriterionTerm)):
        kind = _NAMED[type(value)]
        called = value.name
        within = tuple(frames.get(frame, frame) for frame in getattr(value, "frames", ()))
        return (kind, identify(kind, called), within)
    if isinstance(value, (FieldTerm, ListTerm)):
        return (
            "field",
            frames.get(value.frame, value.frame),
            identify("field", f"{value.node}:{value.path}"),
        )
    if isinstance(value, NameTerm):
        return ("name", frames.get(value.frame, value.frame))
    if isinstance(value, SharedTerm):
        within = tuple(frames.get(frame, frame) for frame in value.frames)
        records = identify("field", f"{value.records.node}:{value.records.path}")
        return ("shared", records, value.names, value.path, within)
    if isinstance(value, Type):
        return (value.domain.value, value.unit, identify("derivation", value.owner) if value.owner else None)
    if isinstance(value, Binding):
        return (value.node, value.path)
    if isinstance(value, Words):
        return ("Words", *(_form(part, identify, frames) for part in value.parts))
    if isinstance(value, tuple):
        return tuple(_form(one, identify, frames) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, (type, Duration)):
        compared = [field.name for field in dataclasses.fields(value) if field.compare]
        return (type(value).__name__, *(_form(getattr(value, name), identify, frames) for name in compared))
    return (type(value).__name__, repr(value))


def _joined(value: AllOf | AnyOf, identify: Identify, frames: _Frames) -> Hashable:
    kind = type(value)
    parts: set[Hashable] = set()
    waiting = list(value.parts)
    while waiting:
        part = waiting.pop()
        if isinstance(part, kind):
            waiting += part.parts
        else:
            parts.add(_form(part, identify, frames))
    return next(iter(parts)) if len(parts) == 1 else (kind.__name__, *_sorted(parts))


def _sorted(parts: set[Hashable] | tuple[Hashable, ...]) -> tuple[Hashable, ...]:
    return tuple(sorted(parts, key=repr))
