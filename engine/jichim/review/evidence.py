"""What an outcome read in the plan, and what it rests on that no source gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jichim.network.interpret import Frames, definition_frames, elements
from jichim.plan.model import NONE, Record
from jichim.policy.model import (
    Aggregation,
    Cond,
    Definition,
    DefinitionTerm,
    Derivation,
    DerivedTerm,
    FieldTerm,
    ForRecords,
    ListTerm,
    Parameter,
    ParameterTerm,
    SharedTerm,
    Term,
)
from jichim.policy.reads import Leaf, Parts, leaves
from jichim.review.fields import FieldNames, Owners, definition_owners
from jichim.review.model import Assumption, Evidence, FieldRef

_MOST_ELEMENTS = 12
"""How many records of a list are cited for one outcome; more would hide what matters."""


@dataclass(slots=True)
class _Found:
    """What was read so far, by record and path; what the requirement reads is no evidence of a guard."""

    values: dict[tuple[int, str], Evidence]
    guard: bool
    """Whether a guard is being read."""


class EvidenceReader:
    """Collects the stated values that conditions read."""

    def __init__(
        self,
        names: FieldNames,
        definitions: Mapping[str, Definition],
        derivations: Mapping[str, Derivation],
        parts: Parts,
    ) -> None:
        self.names = names
        self.parts = parts
        self.definitions = definitions
        self.derivations = derivations

    def of(
        self, required: Iterable[Cond], guards: Iterable[Cond], frames: Frames, owners: Owners
    ) -> tuple[Evidence, ...]:
        """What the requirement reads, then what is read only to know whether the rule applies."""
        found = _Found({}, guard=False)
        for condition in required:
            self._collect(condition, frames, owners, found, set())
        found.guard = True
        for condition in guards:
            self._collect(condition, frames, owners, found, set())
        return tuple(found.values.values())

    def _collect(
        self,
        node: Cond | Term,
        frames: Frames,
        owners: Owners,
        found: _Found,
        seen: set[object],
    ) -> None:
        for part in self.parts.of(node):
            if isinstance(part, FieldTerm):
                self._field(part, frames, owners, found)
            elif isinstance(part, ListTerm):
                self._list(part, frames, owners, found)
            elif isinstance(part, SharedTerm):
                self._list(part.records, frames, owners, found)
            elif isinstance(part, (ForRecords, Aggregation)):
                self._elements(part, frames, owners, found, seen)
            elif isinstance(part, DefinitionTerm):
                definition = self.definitions[part.name]
                inner = definition_frames(definition, part, frames)
                self._collect(
                    definition.body, inner, definition_owners(definition, part, owners), found, seen
                )
            elif isinstance(part, DerivedTerm) and all(index in frames for index in part.frames):
                self._derived(part, frames, owners, found, seen)

    def _derived(
        self,
        term: DerivedTerm,
        frames: Frames,
        owners: Owners,
        found: _Found,
        seen: set[object],
    ) -> None:
        derivation = self.derivations[term.name]
        key = (term.name, tuple(id(frames[index]) for index in term.frames))
        if key in seen:
            return
        seen.add(key)
        inner = {0: frames[0]}
        inner_owners = {0: owners[0]}
        for binding, index in zip(derivation.bindings, term.frames, strict=True):
            inner[binding.frame], inner_owners[binding.frame] = frames[index], owners[index]
        for reading in derivation.readings:
            for case in reading.cases:
                self._collect(case.condition, inner, inner_owners, found, seen)

    def _elements(
        self,
        part: ForRecords | Aggregation,
        frames: Frames,
        owners: Owners,
        found: _Found,
        seen: set[object],
    ) -> None:
        members = elements(part.records, frames) or ()
        if not members:
            self._list(part.records, frames, owners, found)
        inner_owners = {**owners, part.element: self.names.element(owners[part.records.frame], part.records)}
        inside: list[Cond | Term | None] = [part.where]
        inside.append(part.body if isinstance(part, ForRecords) else part.amount)
        for member in members[:_MOST_ELEMENTS]:
            for node in inside:
                if node is not None:
                    self._collect(node, {**frames, part.element: member}, inner_owners, found, seen)

    def _list(self, term: ListTerm, frames: Frames, owners: Owners, found: _Found) -> None:
        record = frames[term.frame]
        members = record.lists.get(term.path)
        if members is None:
            return
        ref = self.names.ref(owners[term.frame], term.node, term.path)
        if isinstance(members, tuple) and members:
            shown = ", ".join(member.name for member in members[:4])
            text = f"{len(members)}건({shown}{' …' if len(members) > 4 else ''})"
            place = record.places.get(term.path) or members[0].place
        else:
            text, place = "없음", record.places.get(term.path) or record.place
        of = _holder(record, frames)
        found.values.setdefault((id(record), term.path), Evidence(ref, text, place, found.guard, of))

    def _field(
        self,
        term: FieldTerm,
        frames: Frames,
        owners: Owners,
        found: _Found,
    ) -> None:
        path, record, owner = term.path, frames[term.frame], owners[term.frame]
        fact = record.facts.get(path)
        if fact is None or (id(record), path) in found.values:
            return
        written = record.written.get(path) or ("없음" if fact is NONE else "")
        ref = self.names.ref(owner, term.node, path)
        if owner.record is not record and record.name:
            ref = FieldRef(ref.path, f"{ref.label} ({record.name})")
        at, of = record.places.get(path), _holder(record, frames)
        found.values[id(record), path] = Evidence(ref, written, at, found.guard, of)


def _holder(record: Record, frames: Frames) -> str:
    """The name of a record that is not the plan itself."""
    return "" if record is frames[0] else record.name


def assumptions_of(
    conditions: Sequence[Cond | Term],
    definitions: Mapping[str, Definition],
    derivations: Mapping[str, Derivation],
    parameters: Mapping[str, Parameter],
) -> tuple[Assumption, ...]:
    """Everything marked as assumed that some conditions read, directly or through others."""
    found: dict[str, Assumption] = {}
    seen: set[str] = set()
    waiting = [leaf for condition in conditions for leaf in leaves(condition)]
    while waiting:
        leaf = waiting.pop()
        name = getattr(leaf, "name", "")
        if name in seen:
            continue
        for basis, inner in _sources(leaf, definitions, derivations, parameters):
            seen.add(name)
            if basis is not None:
                found.setdefault(name, Assumption(name, basis))
            waiting += inner
    return tuple(found[name] for name in sorted(found))


def _sources(
    leaf: Leaf,
    definitions: Mapping[str, Definition],
    derivations: Mapping[str, Derivation],
    parameters: Mapping[str, Parameter],
) -> Iterator[tuple[str | None, list[Leaf]]]:
    if isinstance(leaf, DefinitionTerm):
        definition = definitions[leaf.name]
        yield definition.basis.assumed, list(leaves(definition.body))
    elif isinstance(leaf, DerivedTerm):
        derivation = derivations[leaf.name]
        conditions = [case.condition for reading in derivation.readings for case in reading.cases]
        yield derivation.basis.assumed, [inner for condition in conditions for inner in leaves(condition)]
    elif isinstance(leaf, ParameterTerm):
        for version in parameters[leaf.name].versions:
            yield version.basis.assumed, []
