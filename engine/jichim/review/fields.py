"""Fields as people and programs call them, and the records whose fields are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jichim.plan.model import Record
from jichim.policy.model import ROOT_FRAME, Definition, DefinitionTerm, ListTerm
from jichim.policy.names import label_path, list_paths
from jichim.review.model import FieldRef
from jichim.vocabulary.model import Vocabulary


class Owner(NamedTuple):
    """Where the fields of a frame belong: the subject that a person would ask, and the way from it."""

    record: Record
    """The record directly below the root, or the root."""
    path: str
    """From the document: `services.costs.`, or empty for the root."""
    label: str
    """From the owner: `비용 `, or empty."""


class FieldNames:
    """The `FieldRef` of every field, and the order of the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._lists = list_paths(vocabulary)
        self._known: dict[tuple[str, str, str, str], FieldRef] = {}
        self._inside: dict[tuple[str, str, str, str, bool], tuple[str, str]] = {}
        self._positions: dict[FieldRef, tuple[int, ...]] = {}
        self._order: dict[str, int] = {}

    def owner(self, record: Record) -> Owner:
        """The owner of a subject's own fields."""
        path = self._lists.get(record.node)
        return Owner(record, f"{path}." if path else "", "")

    def element(self, owner: Owner, term: ListTerm) -> Owner:
        """The owner of the fields of a record in a list of another owner's."""
        key = (owner.path, owner.label, term.node, term.path, term.frame == ROOT_FRAME)
        inside = self._inside.get(key)
        if inside is None:
            label = label_path(self._vocabulary, term.node, term.path).replace(".", " ")
            if term.frame == ROOT_FRAME and not owner.path:
                inside = f"{term.path}.", f"{label} "
            else:
                inside = f"{owner.path}{term.path}.", f"{owner.label}{label} "
            self._inside[key] = inside
        return Owner(owner.record, *inside)

    def ref(self, owner: Owner, node: str, path: str) -> FieldRef:
        key = (owner.path, owner.label, node, path)
        found = self._known.get(key)
        if found is None:
            label = label_path(self._vocabulary, node, path).replace(".", " ")
            found = self._known[key] = FieldRef(f"{owner.path}{path}", f"{owner.label}{label}")
        return found

    def position(self, ref: FieldRef) -> tuple[int, ...]:
        """The place of a field in the order of the vocabulary."""
        found = self._positions.get(ref)
        if found is None:
            if not self._order:
                self._number(self._vocabulary.root, "")
            steps = ref.path.split(".")
            sections = (".".join(steps[: n + 1]) for n in range(len(steps)))
            found = tuple(self._order.get(section, len(self._order)) for section in sections)
            self._positions[ref] = found
        return found

    def _number(self, node: str, prefix: str, depth: int = 0) -> None:
        for found in self._vocabulary.node(node).fields:
            self._order[f"{prefix}{found.name}"] = len(self._order)
            if found.node is not None and depth < 8:
                self._number(found.node, f"{prefix}{found.name}.", depth + 1)


Owners = Mapping[int, Owner]


def definition_owners(definition: Definition, term: DefinitionTerm, owners: Owners) -> dict[int, Owner]:
    """The owners of a definition's own frames, from those of the place where it is used."""
    inner = {ROOT_FRAME: owners[ROOT_FRAME]}
    for binding, index in zip(definition.bindings, term.frames, strict=True):
        inner[binding.frame] = owners[index]
    return inner
