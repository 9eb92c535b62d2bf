"""On which choices (readings that disagree, contradictory figures) an item depends for a subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jichim.network.interpret import Frames
from jichim.network.program import Group, Signature
from jichim.plan.model import Plan
from jichim.policy.model import DerivedTerm
from jichim.review.reads import Reads
from jichim.review.verdicts import Derived, Key, Subjects
from jichim.review.worlds import ChoicePoint, Dependent, Figure


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
        self._known: dict[tuple[int, int, int], tuple[tuple[DerivedTerm, ...], tuple[ChoicePoint, ...]]] = {}
        self._contradicted: dict[Signature, list[bool]] = {}

    @property
    def is_settled(self) -> bool:
        """Whether nothing depends on any choice."""
        return not self._figures and not self.live

    def points(self, group: Group, item: int, subject: int) -> tuple[ChoicePoint, ...]:
        """The choices on which an item depends for a subject."""
        terms, rooted = self._open(group, item)
        own = self._within(group.signature, subject) if self._figures else False
        if not terms and not own:
            return rooted
        found: dict[ChoicePoint, None] = {}
        if terms:
            frames = self._frames[group.signature][subject]
            for term in terms:
                for point in self._points_of_term(term, frames):
                    found[point] = None
        if not own:
            return tuple(dict.fromkeys((*found, *rooted)))
        chain = {id(record) for record in self._subjects[group.signature][subject]}
        touches = self._reads.of_item(group, item)
        for figure in self._figures:
            if touches.touched(figure, chain, self._root):
                found[figure.point] = None
        return tuple(found)

    def _open(self, group: Group, item: int) -> tuple[tuple[DerivedTerm, ...], tuple[ChoicePoint, ...]]:
        """What an item reads that is open whoever its subject: derivations, and figures through the root."""
        key = (group.id, item, len(self.live))
        known = self._known.get(key)
        if known is None:
            terms = tuple(term for term in group.items[item].reads if term.name in self.live)
            points: tuple[ChoicePoint, ...] = ()
            if self._figures:
                touches, root = self._reads.of_item(group, item), self._root
                points = tuple(one.point for one in self._figures if touches.touched(one, set(), root))
            known = self._known[key] = (terms, points)
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
