"""From ratings to absolute scores: item → block → standard → total.

Evaluators are combined for each item first (`combine`); a block is the weighted mean of its items, a
standard that of the blocks linked to it, the total that of the standards. Nothing is filled in: a score is
None while any rating below it is missing, and says how many are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import median

from jichim.assessment.model import (
    Assessment,
    Combination,
    Combined,
    Consequence,
    Names,
    Panel,
    Rating,
    Scheme,
    SchemeItem,
    Score,
    SubjectScores,
)
from jichim.assessment.subjects import Rated, rated, section_of
from jichim.plan.model import Plan
from jichim.policy.model import Criterion, Policy

OPERATION = ("stage", "operation")
"""The field and the choice of it by which a service is in operation."""


def assess(panel: Panel, policy: Policy, plan: Plan, schemes: Mapping[str, Scheme]) -> Assessment:
    """The scores of every subject that the criteria of the policy are about, in the order of the plan."""
    given: dict[tuple[str, Names], list[Rating]] = {}
    for rating in panel.ratings:
        given.setdefault((rating.criterion, rating.names), []).append(rating)
    by_subject: dict[tuple[str, str, Names], tuple[Rated, list[Criterion]]] = {}
    # Where drafts are left out, so are the scores that only a draft asks for.
    instruments = {instrument.name for instrument in policy.instruments}
    criteria = [one for one in policy.criteria if one.basis.instrument in instruments]
    for criterion in criteria:
        section = section_of(criterion.bindings, policy.vocabulary)
        for subject in rated(section, plan):
            key = (criterion.basis.instrument, section.node, subject.names)
            by_subject.setdefault(key, (subject, []))[1].append(criterion)
    people = tuple(one.name for one in panel.evaluators)
    subjects = tuple(
        _subject(instrument, node, subject, own, given, people, schemes.get(instrument))
        for (instrument, node, _), (subject, own) in by_subject.items()
        # A pair that nobody rated would only list what is missing for every two services of the plan.
        if len(subject.names) == 1 or any((one.name, subject.names) in given for one in own)
    )
    used = {criterion.basis.instrument for criterion in criteria}
    return Assessment(
        plan.name, panel.evaluators, tuple(schemes[name] for name in sorted(used & set(schemes))), subjects
    )


def combine(values: Sequence[Fraction], how: Combination) -> Fraction | None:
    """One value for those who rated: the exact mean, or the median (of an even number, the middle of two)."""
    if not values:
        return None
    return Fraction(median(values)) if how == "median" else sum(values, Fraction(0)) / len(values)


def _subject(
    instrument: str,
    node: str,
    subject: Rated,
    criteria: Sequence[Criterion],
    given: Mapping[tuple[str, Names], Sequence[Rating]],
    people: Sequence[str],
    scheme: Scheme | None,
) -> SubjectScores:
    links = {item.criterion: item for item in scheme.items} if scheme else {}
    how: Combination = scheme.combination if scheme else "mean"
    items = tuple(
        _combined(one, given.get((one.name, subject.names), ()), people, links.get(one.name), how)
        for one in criteria
    )
    if scheme is None:
        return SubjectScores(instrument, node, subject.names, items, (), (), None, None, ())
    linked = {item.criterion: item for item in items}
    blocks = _blocks(scheme, linked)
    standards = _standards(scheme, blocks, linked)
    total = _total(scheme, standards, linked) if standards else None
    improve = tuple(
        item.criterion
        for item in items
        if scheme.low is not None and item.value is not None and item.value < scheme.low
    )
    consequence = _consequence(scheme, subject, total) if total else None
    return SubjectScores(
        instrument, node, subject.names, items, blocks, standards, total, consequence, improve
    )


def _combined(
    criterion: Criterion,
    ratings: Sequence[Rating],
    people: Sequence[str],
    link: SchemeItem | None,
    how: Combination,
) -> Combined:
    rated_by = {rating.evaluator for rating in ratings}
    item = link.item if link else ", ".join(criterion.basis.items)
    return Combined(
        criterion.name,
        criterion.title,
        item,
        link.block if link else "",
        combine([rating.value for rating in ratings], how),
        tuple(ratings),
        tuple(name for name in people if name not in rated_by),
    )


def _blocks(scheme: Scheme, items: Mapping[str, Combined]) -> tuple[Score, ...]:
    """Blocks with at least one criterion about this kind of subject."""
    found = []
    for block in scheme.blocks:
        parts = [
            (items[link.criterion].value, link.weight)
            for link in scheme.items
            if link.block == block.name and link.criterion in items
        ]
        if parts:
            missing = sum(value is None for value, _ in parts)
            found.append(Score(block.name, block.label, _mean(parts), missing, len(parts)))
    return tuple(found)


def _standards(scheme: Scheme, blocks: Sequence[Score], items: Mapping[str, Combined]) -> tuple[Score, ...]:
    by_name = {block.name: block for block in blocks}
    found = []
    for standard in scheme.standards:
        linked = [one for one in scheme.blocks if standard.name in one.standards and one.name in by_name]
        parts = [(by_name[block.name].value, block.weight) for block in linked]
        if parts:
            missing, of = _counted(scheme, {block.name for block in linked}, items)
            found.append(Score(standard.name, standard.label, _mean(parts), missing, of))
    return tuple(found)


def _total(scheme: Scheme, standards: Sequence[Score], items: Mapping[str, Combined]) -> Score:
    weights = {standard.name: standard.weight for standard in scheme.standards}
    counted = {
        block.name for block in scheme.blocks if set(block.standards) & {one.name for one in standards}
    }
    missing, of = _counted(scheme, counted, items)
    return Score("total", "종합", _mean([(one.value, weights[one.name]) for one in standards]), missing, of)


def _counted(scheme: Scheme, blocks: set[str], items: Mapping[str, Combined]) -> tuple[int, int]:
    """How many ratings of these blocks are missing, of how many; one that counts in two blocks once."""
    names = {link.criterion for link in scheme.items if link.block in blocks and link.criterion in items}
    return sum(items[name].value is None for name in names), len(names)


def _mean(parts: Sequence[tuple[Fraction | None, Fraction]]) -> Fraction | None:
    if any(value is None for value, _ in parts):
        return None
    total = sum((weight for _, weight in parts), Fraction(0))
    return sum((value * weight for value, weight in parts if value is not None), Fraction(0)) / total


def _consequence(scheme: Scheme, subject: Rated, total: Score) -> Consequence | None:
    """What the report attaches to a high or a low score of a service in operation (제4장 2.2)②)."""
    if scheme.high is None or scheme.low is None or len(subject.records) != 1:
        return None
    if subject.records[0].facts.get(OPERATION[0]) != OPERATION[1]:
        return None
    if total.value is None:
        return Consequence.UNDETERMINED
    if total.value >= scheme.high:
        return Consequence.EXPAND
    return Consequence.IMPROVE if total.value < scheme.low else Consequence.BETWEEN
