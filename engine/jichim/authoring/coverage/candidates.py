"""Plans near those of the tests: each differs from one of them in one or two of the fields that are read.

A plan is a document of canonical names, as `RuleTest.content` holds it. The values that are tried are those
that other tests give the field, those that the rules compare it with and their neighbours, none, and nothing.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from jichim.policy.model import (
    Binding,
    Cond,
    Constant,
    DefinitionTerm,
    DerivedTerm,
    FieldTerm,
    ListTerm,
    ParameterTerm,
    Policy,
    RuleTest,
    SharedTerm,
    Term,
)
from jichim.policy.names import list_paths
from jichim.policy.reads import leaves
from jichim.vocabulary.model import Field, Kind, Vocabulary
from jichim.vocabulary.paths import flatten

Content = dict[str, Any]
Owned = tuple[str, str]
"""A node type and a dotted path of its records."""
NONE = "없음"
_NOTHING = object()
_MOST_VALUES = 8
_DAYS = (-400, -30, -1, 1, 30, 400)


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of one record of a plan, by the keys and positions that lead to the record."""

    record: tuple[str | int, ...]
    owned: Owned


class Candidates:
    """The plans that are worth trying for one policy; its tests give values and starting points."""

    def __init__(self, policy: Policy, tests: Iterable[RuleTest]) -> None:
        self.policy = policy
        self.vocabulary: Vocabulary = policy.vocabulary
        self.fields: Mapping[str, Mapping[str, Field]] = {
            name: flatten(self.vocabulary.nodes, name) for name in self.vocabulary.nodes
        }
        self.bodies: dict[str, list[Cond | Term]] = {one.name: [one.body] for one in policy.definitions}
        for derivation in policy.derivations:
            cases = [case.condition for reading in derivation.readings for case in reading.cases]
            self.bodies.setdefault(derivation.name, []).extend(cases)
        self.parameters = {one.name: one for one in policy.parameters}
        self.given: dict[Owned, list[Any]] = {}
        for test in tests:
            for record, slot in self._stated(dict(test.content), self.vocabulary.root, ()):
                known = self.given.setdefault(slot.owned, [])
                value = _at(record, slot.owned[1])
                if value not in known:
                    known.append(value)

    def bare(self, bindings: Iterable[Binding]) -> Content:
        """A plan with a subject for each binding, which says nothing but its name."""
        lists = list_paths(self.vocabulary)
        content: Content = {}
        for number, one in enumerate(bindings, 1):
            if one.node in lists:
                *sections, last = lists[one.node].split(".")
                holder = content
                for name in sections:
                    holder = holder.setdefault(name, {})
                holder.setdefault(last, []).append(self._named(one.node, f"보기{number}"))
        return content

    def _named(self, node: str, name: str) -> Content:
        """A record that says nothing but its name."""
        title = self.vocabulary.node(node).title_field
        return {} if title is None else _edited({}, Slot((), (node, title)), name)

    def near(self, bases: Sequence[Content], read: Sequence[Cond | Term]) -> Iterator[Content]:
        """The bases as they are, then with one edit, then with two; no plan twice."""
        owned, constants = self._reads(read)
        seen: list[Content] = []

        def fresh(content: Content) -> bool:
            if content in seen:
                return False
            seen.append(content)
            return True

        yield from (base for base in bases if fresh(base))
        once: list[Content] = []
        for edited in _in_turns([self._each(base, owned, constants) for base in bases]):
            if fresh(edited):
                once.append(edited)
                yield edited
        yield from filter(fresh, _in_turns([self._each(one, owned, constants) for one in once]))

    def _each(
        self, base: Content, owned: Mapping[Owned, None], constants: Sequence[str]
    ) -> Iterator[Content]:
        return (_edited(base, slot, value) for slot, value in self._edits(base, owned, constants))

    def smaller(self, content: Content) -> Iterator[Content]:
        """The plan without one of the things that it states, each in turn."""
        for _, slot in self._stated(content, self.vocabulary.root, ()):
            yield _edited(content, slot, _NOTHING)
        for name, records in content.items():
            if isinstance(records, list) and len(records) > 1:
                for number in range(len(records)):
                    yield {**content, name: records[:number] + records[number + 1 :]}

    def _stated(
        self, record: Content, node: str, at: tuple[str | int, ...]
    ) -> Iterator[tuple[Content, Slot]]:
        """Every field that a record and those inside of it state."""
        for path, field in self.fields[node].items():
            value = _at(record, path)
            if value is _NOTHING or (field.kind is Kind.SECTION and isinstance(value, dict)):
                continue
            yield record, Slot(at, (node, path))
            if field.kind is Kind.RECORDS and isinstance(value, list) and field.node:
                for number, inner in enumerate(value):
                    if isinstance(inner, dict):
                        yield from self._stated(inner, field.node, (*at, *path.split("."), number))

    def _records(
        self, record: Content, node: str, at: tuple[str | int, ...]
    ) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        yield node, at
        for path, field in self.fields[node].items():
            value = _at(record, path)
            if field.kind is Kind.RECORDS and isinstance(value, list) and field.node:
                for number, inner in enumerate(value):
                    if isinstance(inner, dict):
                        yield from self._records(inner, field.node, (*at, *path.split("."), number))

    def _reads(self, read: Sequence[Cond | Term]) -> tuple[dict[Owned, None], list[str]]:
        """The fields behind some conditions, and the values that these compare, as they are written."""
        owned: dict[Owned, None] = {}
        constants: dict[str, None] = {}
        waiting, done = list(read), set()
        while waiting:
            node = waiting.pop(0)
            for leaf in leaves(node):
                if isinstance(leaf, (FieldTerm, ListTerm)):
                    owned[leaf.node, leaf.path] = None
                elif isinstance(leaf, SharedTerm):
                    owned[leaf.records.node, leaf.records.path] = None
                elif isinstance(leaf, (DefinitionTerm, DerivedTerm)) and leaf.name not in done:
                    done.add(leaf.name)
                    waiting += self.bodies.get(leaf.name, [])
                elif isinstance(leaf, ParameterTerm) and leaf.name in self.parameters:
                    values = [version.value for version in self.parameters[leaf.name].versions]
                    constants |= dict.fromkeys(word for value in values for word in _written(value))
            constants |= dict.fromkeys(word for one in _constants(node) for word in _written(one))
        return owned, [one for one in constants if one]

    def _edits(
        self, base: Content, owned: Mapping[Owned, None], constants: Sequence[str]
    ) -> Iterator[tuple[Slot, Any]]:
        for node, at in self._records(base, self.vocabulary.root, ()):
            record = _record(base, at)
            for owner, path in owned:
                field = self.fields.get(node, {}).get(path)
                if owner == node and field is not None:
                    held = _at(record, path)
                    slot = Slot(at, (node, path))
                    for value in self._values(slot.owned, field, held, constants):
                        yield slot, value

    def _values(self, owned: Owned, field: Field, held: Any, constants: Sequence[str]) -> Iterator[Any]:
        tried = [held]
        records = [[self._named(str(field.node), "보기")]] if field.kind is Kind.RECORDS else []
        known = self.given.get(owned, [])[:_MOST_VALUES]
        for value in (*_plain(field, held, constants), *records, *known):
            if value not in tried:
                tried.append(value)
                yield value


def _plain(field: Field, held: Any, constants: Sequence[str]) -> Iterator[Any]:
    """Values of a kind: nothing, none, what is compared, and what lies beside it."""
    yield _NOTHING
    if field.kind is not Kind.DATE:
        yield NONE
    if field.kind is Kind.YESNO:
        yield from ("예", "아니오")
    elif field.kind is Kind.CHOICE:
        spelled = {word for one in field.choices for word in (one.name, one.label, *one.aliases)}
        yield from (one for one in constants if one in spelled)
        yield from (one.label for one in field.choices[:_MOST_VALUES])
    elif field.kind in (Kind.TEXT, Kind.ITEMS):
        words = [field.example or "보기", *constants]
        yield from ([one] if field.kind is Kind.ITEMS else one for one in words)
        if field.kind is Kind.ITEMS:
            yield list(constants)
            whole = held if isinstance(held, list) and len(held) > 1 else list(constants)
            yield from (whole[:number] + whole[number + 1 :] for number in range(len(whole)))
    elif field.kind is Kind.DATE:
        with suppress(TypeError, ValueError):
            day = datetime.date.fromisoformat(held if isinstance(held, str) else field.example)
            yield day.isoformat()
            yield from ((day + datetime.timedelta(days)).isoformat() for days in _DAYS)
    elif field.kind not in (Kind.SECTION, Kind.RECORDS):
        yield from constants
        unit = {Kind.MONEY: "원", Kind.COUNT: field.unit or ""}.get(field.kind)
        for one in constants if unit is not None else ():
            digits = one.removesuffix(unit or "").replace(",", "")
            if digits.isdecimal():
                yield from (f"{int(digits) + step}{unit}" for step in (-1, 1) if int(digits) + step >= 0)
        if field.example:
            yield field.example


def _constants(node: object) -> Iterator[Constant]:
    """Every constant of a condition or term."""
    if isinstance(node, Constant):
        yield node
    elif isinstance(node, tuple):
        for one in node:
            yield from _constants(one)
    elif hasattr(node, "__dataclass_fields__") and not isinstance(node, (FieldTerm, ListTerm)):
        for name in node.__dataclass_fields__:
            if name not in ("span", "type", "field"):
                yield from _constants(getattr(node, name))


def _written(constant: Constant) -> Iterator[str]:
    """A constant as a plan would write it; each of several choices or texts."""
    if isinstance(constant.value, tuple):
        yield from constant.value
    else:
        yield constant.span.text.strip().strip('"')


T = TypeVar("T")


def _in_turns(found: Sequence[Iterator[T]]) -> Iterator[T]:
    """One of each in turn, so that none takes all the time."""
    waiting = list(found)
    while waiting:
        for one in list(waiting):
            try:
                yield next(one)
            except StopIteration:
                waiting.remove(one)


def _record(content: Content, at: Sequence[str | int]) -> Any:
    found: Any = content
    for step in at:
        found = found[step]
    return found


def _at(record: Mapping[str, Any], path: str) -> Any:
    found: Any = record
    for name in path.split("."):
        if not isinstance(found, dict) or name not in found:
            return _NOTHING
        found = found[name]
    return found


def _edited(content: Content, slot: Slot, value: Any) -> Content:
    """A copy with another value of one field; sections that this leaves empty are left out."""
    edited = copy.deepcopy(content)
    record = _record(edited, slot.record)
    *sections, last = slot.owned[1].split(".")
    held = [record]
    for name in sections:
        inner = held[-1].get(name)
        if not isinstance(inner, dict):
            inner = held[-1][name] = {}
        held.append(inner)
    if value is not _NOTHING:
        held[-1][last] = value
        return edited
    held[-1].pop(last, None)
    for above, name in reversed(list(zip(held, sections, strict=False))):
        if not above[name]:
            del above[name]
    return edited
