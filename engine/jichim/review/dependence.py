"""On which choices (readings that disagree, contradictory figures) an item depends for a subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jichim.network.interpret import Frames
from jichim.network.program import Group, Signature
from jichim.plan.model import Plan
from jichim.policy.model import DerivedTerm
from jichim.review.reads import Reads
from jichim.review.verdicts import Derived, Key, Subjects
from jichim.review.worlds import ChoicePoint, Dependent, Figure


class _Open(NamedTuple):
    """What items read that is open, by item; those that read nothing open are left out."""

    terms: Mapping[int, tuple[DerivedTerm, ...]]
    """Derivations whose value depends on a choice."""
    rooted: Mapping[int, tuple[ChoicePoint, ...]]
    """Figures that are read through the root."""


_NOTHING: Mapping[int, tuple[ChoicePoint, ...]] = {}


class Dependence:
    """Of one plan; what depends on the subject alone or on the item alone is worked out once."""

    def __init__(
        self,
        plan: Plan,
        reads: Reads,
        figures: Sequence[Figure],
        subjects: Mapping[Signature, Sequence[Subjects]],
        frames: Mapping[Signature, Sequence[Frames]],
        derived: Mapping[tuple[str, Key], Dependent[Derived]],
    ) -> None:
        self._root = id(plan.root)
        self._reads = reads
        self._figures = figures
        self._subjects = subjects
        self._frames = frames
        self._derived = derived
        self.live: set[str] = set()
        """The derivations so far whose value depends on a choice for some subject."""
        self._known: dict[tuple[int, int], _Open] = {}
        self._contradicted: dict[Signature, list[bool]] = {}

    def of(self, group: Group, subject: int) -> Mapping[int, tuple[ChoicePoint, ...]]:
        """The items of a group that depend on any choice for a subject, each with its choices."""
        if not self._figures and not self.live:
            return _NOTHING
        opened = self._open(group)
        own = self._within(group.signature, subject) if self._figures else False
        if not opened.terms and not own:
            return opened.rooted
        frames = self._frames[group.signature][subject]
        chain = {id(record) for record in self._subjects[group.signature][subject]} if own else set()
        found: dict[int, tuple[ChoicePoint, ...]] = {}
        for item in range(len(group.items)) if own else {**opened.rooted, **opened.terms}:
            terms = opened.terms.get(item, ())
            points = dict.fromkeys(point for term in terms for point in self._points_of_term(term, frames))
            if own:
                touches = self._reads.of_item(group, item)
                for figure in self._figures:
                    if touches.touched(figure, chain, self._root):
                        points[figure.point] = None
            else:
                points.update(dict.fromkeys(opened.rooted.get(item, ())))
            if points:
                found[item] = tuple(points)
        return found

    def _open(self, group: Group) -> _Open:
        """What the items of a group read that is open whoever their subject."""
        key = (group.id, len(self.live))
        known = self._known.get(key)
        if known is None:
            terms: dict[int, tuple[DerivedTerm, ...]] = {}
            rooted: dict[int, tuple[ChoicePoint, ...]] = {}
            for position, item in enumerate(group.items):
                if reads := tuple(term for term in item.reads if term.name in self.live):
                    terms[position] = reads
                touches = self._reads.of_item(group, position) if self._figures else None
                if touches and (
                    points := tuple(
                        one.point for one in self._figures if touches.touched(one, set(), self._root)
                    )
                ):
                    rooted[position] = points
            known = self._known[key] = _Open(terms, rooted)
        return known

    def _within(self, signature: Signature, subject: int) -> bool:
        """Whether a contradiction lies within one of the subjects (the root apart)."""
        known = self._contradicted.get(signature)
        if known is None:
            inside = frozenset().union(*(figure.chain for figure in self._figures)) - {self._root}
            known = self._contradicted[signature] = [
                any(id(record) in inside for record in records) for records in self._subjects[signature]
            ]
        return known[subject]

    def _points_of_term(self, term: DerivedTerm, frames: Frames) -> Iterator[ChoicePoint]:
        if all(index in frames for index in term.frames):
            key = tuple(id(frames[index]) for index in term.frames)
            result = self._derived.get((term.name, key))
            yield from result.points if result is not None else ()
            return
        for (name, _), result in self._derived.items():
            if name == term.name:
                yield from result.points
