"""Totals and their parts: a stated figure against the sum of the records that make it up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from jichim.plan.draft import Draft, contradiction
from jichim.plan.model import NONE, UNPRICED, Candidate, Fact, Place, Record
from jichim.plan.shape import Shape
from jichim.vocabulary.model import Field, Parts, Vocabulary
from jichim.vocabulary.quantity import Interval

Number = int | Fraction


def settle_totals(vocabulary: Vocabulary, shape: Shape, draft: Draft) -> None:
    """Compares every total of a record with the sum of its records, and fills it where it is not stated.

    A sum is complete when every record of the list is known to match or not, and every matching one has an
    amount (`없음` is 0, and what costs nothing costs nothing per year). Then
    - a stated total that the sum cannot be becomes a `Conflict`, the stated figure first, then the sum;
      a range or an approximate figure contradicts only a sum outside of it;
    - a total that is not stated, or stated without its amount, becomes the sum.
    Without a stated total, a list that is none makes the total `NONE`, and matching records of which some
    have no amount make it `UNPRICED`. A list that does not mention a matching record says nothing.
    """
    for path, parts, listed in shape.totals:
        records = draft.lists.get(listed)
        if records is NONE:
            _settle(draft, path, NONE, (0, 0), draft.places[listed])
        elif isinstance(records, tuple):
            _settle_sum(vocabulary, draft, path, parts, shape.flat[listed], records, listed)


def _settle_sum(
    vocabulary: Vocabulary,
    draft: Draft,
    path: str,
    parts: Parts,
    listed: Field,
    records: tuple[Record, ...],
    where: str,
) -> None:
    known = {field.name: field for field in vocabulary.nodes[listed.node or ""].fields}
    matches = [(record, _matches(record, parts, known)) for record in records]
    certain = [record for record, match in matches if match]
    if not certain:
        return
    amounts = [_amount_of(record, parts.amount, known) for record in certain]
    place = certain[0].places.get(parts.amount, draft.places[where])
    if any(match is None for _, match in matches) or None in amounts:
        if path not in draft.facts:
            draft.state(path, UNPRICED, place, "")
        return
    low = sum((each[0] for each in amounts if each), 0)
    high = sum((each[1] for each in amounts if each), 0)
    _settle(draft, path, low if low == high else Interval(low, high), (low, high), place)


def _settle(draft: Draft, path: str, fact: Fact, bounds: tuple[Number, Number], place: Place) -> None:
    stated = draft.facts.get(path)
    if stated is None or stated is UNPRICED:
        draft.facts[path] = fact
        draft.places[path] = place
        draft.written[path] = ""
        return
    stated_bounds = _bounds(stated)
    if stated_bounds is None or (stated_bounds[0] <= bounds[1] and bounds[0] <= stated_bounds[1]):
        return
    figure = 0 if stated is NONE else stated
    total = bounds[0] if bounds[0] == bounds[1] else Interval(*bounds)
    if isinstance(figure, (int, Fraction, Interval)):
        draft.facts[path] = contradiction(
            [
                Candidate(figure, "기재한 총액", draft.places[path]),
                Candidate(total, "내역의 합계", place),
            ]
        )


def _amount_of(record: Record, name: str, fields: Mapping[str, Field]) -> tuple[Number, Number] | None:
    """The amount of a record; a part that costs nothing at all costs nothing per year either."""
    if name not in record.facts:
        for field in fields.values():
            if name in (field.annual, field.unit_price) and _bounds(record.facts.get(field.name)) == (0, 0):
                return 0, 0
    return _bounds(record.facts.get(name))


def _matches(record: Record, parts: Parts, fields: Mapping[str, Field]) -> bool | None:
    """Whether a record is one of the parts; `None` where the plan does not say enough."""
    unknown = False
    for name, wanted in parts.where:
        stated = record.facts.get(name)
        if stated is None or not isinstance(stated, (str, tuple)):
            unknown = unknown or stated is not NONE
            if stated is NONE:
                return False
            continue
        chosen = (stated,) if isinstance(stated, str) else stated
        if not any(wanted in _with_broader(fields.get(name), choice) for choice in chosen):
            return False
    return None if unknown else True


def _with_broader(field: Field | None, name: str) -> set[str]:
    """A choice and the broader ones that it lies within."""
    within = {choice.name: choice.within for choice in field.choices} if field else {}
    names: set[str] = set()
    current: str | None = name
    while current is not None and current not in names:
        names.add(current)
        current = within.get(current)
    return names


def _bounds(fact: Fact | None) -> tuple[Number, Number] | None:
    """The least and greatest amount that a fact can be; `None` where it is unknown or no number."""
    if fact is NONE:
        return 0, 0
    if isinstance(fact, (int, Fraction)) and not isinstance(fact, bool):
        return fact, fact
    if isinstance(fact, Interval) and isinstance(fact.lo, (int, Fraction)):
        return (fact.lo, fact.hi) if isinstance(fact.hi, (int, Fraction)) else None
    return None
