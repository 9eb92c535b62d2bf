"""How one plan is read for two versions of the rules that do not have the same vocabulary.

Rules are reviewed with their own vocabulary. A plan may state a field that a version did not have yet, or
use its later name; it is no worse a plan for that under that version, whose rules never look there. So each
version reads plans with its own vocabulary, widened by the spellings, values and fields of the other one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jichim.authoring.diff.vocabularies import match_fields
from jichim.plan.model import Plan, Record
from jichim.vocabulary.model import Choice, Field, Kind, Node, Vocabulary, normalise
from jichim.vocabulary.paths import walk


def widened(own: Vocabulary, other: Vocabulary, *, later: bool) -> Vocabulary:
    """A vocabulary that reads what plans write in another one too; `later` says that the other is newer.

    What both have means what `own` says. A spelling stays with the field of `own` that has it.
    """
    if own == other:
        return own
    nodes = {
        name: _widened(own.nodes[name], other.nodes[name], later) if name in own.nodes and name in other.nodes
        else own.nodes.get(name) or other.nodes[name]
        for name in dict.fromkeys((*own.nodes, *other.nodes))
    }  # fmt: skip
    return Vocabulary(own.root, nodes)


def lacking(plan: Plan, own: Vocabulary, reading: Vocabulary) -> tuple[str, ...]:
    """The fields that a plan, read with a widened vocabulary, states and its own one does not have."""
    if own == reading:
        return ()
    known = {(name, path) for name in own.nodes for path, _, _ in walk(own.nodes, name)}
    labels = {
        (name, path): f"{owner.label}.{field.label}"
        for name in reading.nodes
        for path, owner, field in walk(reading.nodes, name)
    }
    found = {
        labels[record.node, path]
        for record in _records(plan.root)
        for path in (*record.facts, *record.lists)
        if (record.node, path) in labels and (record.node, path) not in known
    }
    return tuple(sorted(found))


def _records(record: Record) -> Iterator[Record]:
    yield record
    for records in record.lists.values():
        if isinstance(records, tuple):
            for one in records:
                yield from _records(one)


def _widened(own: Node, other: Node, later: bool) -> Node:
    found = match_fields(own.fields, other.fields) if later else match_fields(other.fields, own.fields)
    pairs = {(one if later else two).name: (two if later else one) for one, two in found.pairs}
    foreign = found.added if later else found.removed
    taken = {normalise(word) for field in own.fields for word in _words(field)}
    fields = []
    for field in own.fields:
        partner = pairs.get(field.name)
        more = [word for word in _words(partner) if normalise(word) not in taken] if partner else []
        taken |= {normalise(word) for word in more}
        aliases = (*field.aliases, *more)
        fields.append(replace(field, aliases=aliases, choices=_choices(field, partner)))
    names = {field.name for field in fields}
    for field in foreign:
        if not taken & {normalise(word) for word in _words(field)}:
            taken |= {normalise(word) for word in _words(field)}
            fields.append(_alone(field, names))
    return replace(own, fields=tuple(fields))


def _choices(field: Field, partner: Field | None) -> tuple[Choice, ...]:
    """Those of the field with the spellings of both sides, and those that only the other side has."""
    if partner is None or field.kind is not Kind.CHOICE or partner.kind is not Kind.CHOICE:
        return field.choices
    taken = {normalise(word) for one in field.choices for word in (one.name, one.label, *one.aliases)}
    same = {one.name: one for one in partner.choices}
    own = []
    for one in field.choices:
        other = same.get(one.name, one)
        more = [word for word in (other.label, *other.aliases) if normalise(word) not in taken]
        taken |= {normalise(word) for word in more}
        own.append(replace(one, aliases=(*one.aliases, *more)))
    names = {one.name for one in own}
    for one in partner.choices:
        if not taken & {normalise(word) for word in (one.name, one.label, *one.aliases)}:
            within = one.within if one.within in names else None
            own.append(replace(one, within=within, recognise=()))
    return tuple(own)


def _alone(field: Field, names: set[str]) -> Field:
    """A field of the other side; what it counts with need not be here."""
    annual, unit_price, mirrors = (
        name if name in names else None for name in (field.annual, field.unit_price, field.mirrors)
    )
    return replace(field, annual=annual, unit_price=unit_price, mirrors=mirrors, parts=None)


def _words(field: Field) -> tuple[str, ...]:
    return (field.name, field.label, *field.aliases)
