"""A record while it is read or completed."""

from __future__ import annotations

from dataclasses import dataclass, field

from jichim.plan.margin import quote
from jichim.plan.model import NONE, Candidate, Conflict, Fact, Marker, Place, Record


@dataclass(slots=True)
class Draft:
    """The mappings of a `Record`, open to change."""

    facts: dict[str, Fact] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[Record, ...] | Marker] = field(default_factory=dict)

    @staticmethod
    def of(record: Record) -> Draft:
        return Draft(dict(record.facts), dict(record.places), dict(record.written), dict(record.lists))

    @property
    def is_empty(self) -> bool:
        return not self.facts and not self.lists

    def state(self, path: str, fact: Fact, place: Place, written: str) -> None:
        """Adds a fact; a second, different figure (a monthly amount beside a yearly one) contradicts it."""
        before = self.facts.get(path)
        if before is None:
            self.facts[path], self.places[path], self.written[path] = fact, place, written
        elif before != fact:
            figures = [
                *candidates(before, self.places[path], self.written[path]),
                *candidates(fact, place, written),
            ]
            self.facts[path] = contradiction(figures)
            self.written[path] = f"{self.written[path]}, {written}"


def candidates(fact: Fact, place: Place | None, written: str) -> list[Candidate]:
    """What a fact says as one figure of a contradiction; an explicit none is the figure 0."""
    if isinstance(fact, Conflict):
        return list(fact.candidates)
    if isinstance(fact, Marker):
        return [Candidate(0, f"`{quote(written)}`", place)] if fact is NONE else []
    return [Candidate(fact, f"`{quote(written)}`", place)]


def contradiction(figures: list[Candidate]) -> Fact:
    """The conflict of the distinct figures in their order, or the one figure where all agree."""
    distinct: list[Candidate] = []
    for figure in figures:
        if all(figure.value != other.value for other in distinct):
            distinct.append(figure)
    return Conflict(tuple(distinct)) if len(distinct) > 1 else distinct[0].value
