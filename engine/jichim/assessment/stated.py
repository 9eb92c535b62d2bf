"""What a plan states on a criterion: the fields of its block, and those that rules of the same items read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jichim.assessment.model import Scheme
from jichim.plan import format_value
from jichim.plan.model import Marker, Place, Record
from jichim.policy.model import (
    Criterion,
    Definition,
    DefinitionTerm,
    Derivation,
    FieldTerm,
    ListTerm,
    Policy,
    Rule,
)
from jichim.policy.names import fields_below, label_path
from jichim.policy.reads import leaves
from jichim.vocabulary.model import Field, Kind, Vocabulary, normalise

MOST_VALUES = 12
"""Values shown of one field; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One field: its label, and each value with its place; no values where the plan does not mention it."""

    label: str
    values: tuple[tuple[str, Place], ...]
    left_out: int = 0


def fields_of(criterion: Criterion, policy: Policy, scheme: Scheme | None) -> tuple[str, ...]:
    """Dotted paths from the record of the subject, the block first, then in order of the rules."""
    binding = criterion.bindings[0]
    node = binding.node if not binding.path else policy.vocabulary.root
    found: dict[str, None] = {}
    link = next((one for one in scheme.items if one.criterion == criterion.name), None) if scheme else None
    if link is not None:
        found |= dict.fromkeys(_of_block(policy.vocabulary, node, link.block))
    items = {*criterion.basis.items, link.item if link else ""} - {""}
    definitions = {one.name: one for one in policy.definitions}
    clauses: tuple[Rule | Derivation, ...] = (*policy.rules, *policy.derivations)
    for clause in clauses:
        if items & set(clause.basis.items):
            found |= dict.fromkeys(_read(clause, node, policy, definitions))
    return tuple(found)


def statements(record: Record, paths: Sequence[str], vocabulary: Vocabulary) -> tuple[Statement, ...]:
    """What a record says on these fields; a field that repeats another in the plan stands once."""
    known = dict(fields_below(vocabulary, record.node))
    found = []
    mirrored = {
        f"{path.rpartition('.')[0]}.{field.mirrors}".lstrip(".")
        for path, field in known.items()
        if field.mirrors and path in paths
    }
    for path in paths:
        field = known.get(path)
        if field is None or (field.mirrors and path not in record.facts):
            continue
        if path in mirrored and path not in record.lists:
            continue
        found.append(_statement(record, path, field, vocabulary))
    return tuple(found)


def _statement(record: Record, path: str, field: Field, vocabulary: Vocabulary) -> Statement:
    label = label_path(vocabulary, record.node, path).replace(".", " ")
    records = record.lists.get(path)
    if isinstance(records, tuple):
        values = [(_summary(one, vocabulary), one.place) for one in records]
        return Statement(label, tuple(values[:MOST_VALUES]), max(0, len(values) - MOST_VALUES))
    if isinstance(records, Marker):
        return Statement(label, (("없음", record.places.get(path, record.place)),))
    fact = record.facts.get(path)
    if fact is None:
        return Statement(label, ())
    place = record.places.get(path, record.place)
    if isinstance(fact, tuple) and field.kind is Kind.ITEMS:
        shown = tuple((word, place) for word in fact[:MOST_VALUES])
        return Statement(label, shown, max(0, len(fact) - MOST_VALUES))
    return Statement(label, ((format_value(fact, field), place),))


def _summary(record: Record, vocabulary: Vocabulary) -> str:
    """`차량 임대비 (구분: 운영, 금액: 3억원)`."""
    node = vocabulary.node(record.node)
    details = ", ".join(
        f"{field.label}: {format_value(record.facts[field.name], field)}"
        for field in node.fields
        if field.name in record.facts and field.name != node.title_field
    )
    return f"{record.name} ({details})" if details else record.name


def _of_block(vocabulary: Vocabulary, node: str, block: str) -> Iterator[str]:
    """The field called like the block wherever it stands below the subject (`canvas.partners`, `costs`)."""
    for path, field in fields_below(vocabulary, node):
        if normalise(block) in {normalise(word) for word in (field.name, field.label, *field.aliases)}:
            yield path


def _read(
    clause: Rule | Derivation, node: str, policy: Policy, definitions: dict[str, Definition]
) -> Iterator[str]:
    """The fields of the subject that a rule or derivation reads itself or through definitions."""
    own = {binding.frame for binding in clause.bindings if binding.node == node}
    if node == policy.vocabulary.root:
        own.add(0)
    conditions = (
        (clause.when, clause.unless, clause.require)
        if isinstance(clause, Rule)
        else tuple(case.condition for reading in clause.readings for case in reading.cases)
    )
    for condition in conditions:
        yield from _leaves(condition, own, definitions)


def _leaves(condition: object, own: set[int], definitions: dict[str, Definition]) -> Iterator[str]:
    for leaf in leaves(condition):  # type: ignore[arg-type]
        if isinstance(leaf, (FieldTerm, ListTerm)) and leaf.frame in own:
            yield leaf.path
        elif isinstance(leaf, DefinitionTerm):
            inner = definitions[leaf.name]
            frames = {
                binding.frame
                for binding, index in zip(inner.bindings, leaf.frames, strict=True)
                if index in own
            }
            yield from _leaves(inner.body, frames, definitions)
