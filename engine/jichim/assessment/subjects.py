"""What criteria are about: the sections of a sheet and the subjects of a plan, by the names people use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jichim.assessment.model import Names
from jichim.plan.model import Plan, Record
from jichim.plan.subjects import groups, records_of
from jichim.policy.model import Binding, Criterion
from jichim.policy.names import fields_below
from jichim.vocabulary.model import Kind, Vocabulary, normalise


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A section of a sheet: the plan itself, the records of one type, or pairs of them."""

    label: str
    name: str
    """In English."""
    node: str
    size: int
    """0 for the plan itself, 1 for records, 2 for pairs."""
    words: frozenset[str]
    """Normalised spellings."""


@dataclass(frozen=True, slots=True)
class Rated:
    """Something of a plan that can be rated."""

    title: str
    """As a sheet calls it: `I-MOD`, or `I-MOD + I-ZET` for a pair."""
    names: Names
    records: tuple[Record, ...]


def section_of(bindings: Sequence[Binding], vocabulary: Vocabulary) -> SheetSection:
    """The section in which criteria with these subjects are rated."""
    if len(bindings) == 1 and (bindings[0].path or bindings[0].node == vocabulary.root):
        node = vocabulary.node(vocabulary.root)
        return _section(node.name, node.label, node.name, 0, (node.name, node.label, *node.aliases))
    node = vocabulary.node(bindings[0].node)
    words = [node.name, node.label, *node.aliases]
    for _, found in fields_below(vocabulary, vocabulary.root):
        if found.kind is Kind.RECORDS and found.node == node.name:
            words += [found.name, found.label, *found.aliases]
    if len(bindings) == 1:
        return _section(node.name, node.label, node.name, 1, words)
    pairs = [f"{word} {suffix}" for word in words for suffix in ("쌍", "pair", "pairs")]
    return _section(node.name, f"{node.label} 쌍", f"{node.name} pairs", 2, pairs)


def sections(criteria: Sequence[Criterion], vocabulary: Vocabulary) -> tuple[SheetSection, ...]:
    """The sections that the criteria of a policy need, the plan first, then in order of first use."""
    found = dict.fromkeys(section_of(criterion.bindings, vocabulary) for criterion in criteria)
    return tuple(sorted(found, key=lambda section: section.size > 0))


def rated(section: SheetSection, plan: Plan) -> tuple[Rated, ...]:
    """The subjects of a section in the order of the plan."""
    if section.size == 0:
        return (Rated(plan.name, (plan.root.name,), (plan.root,)),)
    records = tuple(records_of(plan, section.node))
    if section.size == 1:
        return tuple(Rated(record.name, (record.name,), (record,)) for record in records)
    return tuple(
        Rated(f"{first.name} + {second.name}", (first.name, second.name), (first, second))
        for first, second in groups(records, 2)
    )


def spellings(section: SheetSection, subject: Rated) -> tuple[str, ...]:
    """The normalised names under which a sheet may rate a subject; a pair goes by either order."""
    if section.size < 2:
        return (spelling(subject.title),)
    return tuple(spelling(" + ".join(names)) for names in (subject.names, subject.names[::-1]))


def spelling(name: str) -> str:
    """A name as it is compared, in one line as a sheet gives it."""
    return normalise(" ".join(name.split()))


def _section(node: str, label: str, name: str, size: int, words: Sequence[str]) -> SheetSection:
    return SheetSection(label, name, node, size, frozenset(map(normalise, words)))
