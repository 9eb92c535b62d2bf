"""One fault that two instruments in force find is told once: at the more specific one; pure.

The guideline says in detail what the act and the decree ask for, so that a plan which lacks one thing breaks
two or three provisions. Two findings show the same fault if they ask for a field of the same subject and the
more specific provision refers to the other; where none refers to it, if the fields of one are among those of
the other. A finding never steps back behind one of a lower level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from jichim.policy.model import Policy
from jichim.provisions import Beside, Citation, Provision, citations_in
from jichim.review.articles import address_of, addresses
from jichim.review.counterparts import asked_fields, overlap
from jichim.review.model import Finding, Level, Review

_ORDER = {level: position for position, level in enumerate(Level)}


def with_same_faults(review: Review, policy: Policy, beside: Beside) -> Review:
    """The review whose findings in force name those that tell the same fault; in the same order."""
    law = [f for f in review.findings if not f.outcome.instrument.draft and f.level is not Level.UNDETERMINED]
    if not beside.lists or len({f.outcome.instrument.name for f in law}) < 2:
        return review
    told = _Telling(review, policy, beside).told(law)
    return replace(
        review,
        findings=tuple(replace(f, told_at=told[id(f)]) if told.get(id(f)) else f for f in review.findings),
    )


class _Telling:
    def __init__(self, review: Review, policy: Policy, beside: Beside) -> None:
        self.root = policy.vocabulary.root
        self.beside = beside
        self.asked = asked_fields(review)
        self.places = addresses(beside)
        self.provisions = {
            (listed.instrument, one.id): one for listed in beside.lists for one in listed.provisions
        }
        self.refers = _references(beside)

    def told(self, law: Sequence[Finding]) -> Mapping[int, tuple[str, ...]]:
        """By finding: the rules at which it is told; the most specific come first to be told in full."""
        found: dict[int, tuple[str, ...]] = {}
        instruments = sorted({f.outcome.instrument.name for f in law}, key=self._generality)
        for finding in sorted(law, key=lambda f: instruments.index(f.outcome.instrument.name)):
            near = [(self._nearness(finding, other), other) for other in law]
            nearest = max((degree for degree, _ in near), default=0)
            same = [
                name
                for degree, other in near
                if degree and degree == nearest
                for name in found.get(id(other)) or (other.outcome.rule.name,)
            ]
            found[id(finding)] = tuple(dict.fromkeys(same))
        return found

    def _generality(self, instrument: str) -> tuple[int, str]:
        """How many instruments rest on one: none on the guideline."""
        names = {listed.instrument for listed in self.beside.lists}
        return sum(self._rests_on(other, instrument) for other in names), instrument

    def _rests_on(self, one: str, other: str) -> bool:
        """An implementing instrument refers to what it implements more often than the other way round."""
        return self.refers[one, other] > self.refers[other, one]

    def _nearness(self, general: Finding, specific: Finding) -> int:
        """How surely both show one fault; 0 if they do not, so that only the surest are taken."""
        first, second = general.outcome, specific.outcome
        if not self._rests_on(second.instrument.name, first.instrument.name):
            return 0
        if _ORDER[specific.level] > _ORDER[general.level]:
            return 0
        if first.subject != second.subject and self.root not in (first.subject.node, second.subject.node):
            return 0
        fields = self.asked[first.rule.name, first.subject]
        others = self.asked[second.rule.name, second.subject]
        if not any(overlap(one, other) for one in fields for other in others):
            return 0
        if referred := self._reference(specific, general):
            return 1 + referred
        return int(fields <= others or others <= fields)

    def _reference(self, specific: Finding, general: Finding) -> int:
        """2 where the provision of one refers to just that of the other, 1 to what holds it or lies in it."""
        target = address_of(general.outcome.rule, self.places, self.beside)
        own, wanted = specific.outcome.rule.basis, general.outcome.instrument.name
        provisions = [self.provisions.get((own.instrument, item)) for item in own.items]
        cited = [
            one.address
            for provision in provisions
            if provision is not None
            for one in _cited(provision, self.beside, own.instrument)
            if one.instrument == wanted
        ]
        if target is None:
            return 0
        return 2 if target in cited else int(any(one.covers(target) or target.covers(one) for one in cited))


def _references(beside: Beside) -> Counter[tuple[str, str]]:
    """How many references lead from one instrument to another."""
    return Counter(
        (listed.instrument, one.instrument)
        for listed in beside.lists
        for provision in listed.provisions
        for one in _cited(provision, beside, listed.instrument)
        if one.instrument is not None
    )


def _cited(provision: Provision, beside: Beside, own: str) -> Iterator[Citation]:
    for text, _ in provision.refs:
        yield from citations_in(text, beside.documents, own)
