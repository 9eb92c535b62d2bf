"""Which names the declarations of a policy read."""

from __future__ import annotations

from collections.abc import Iterator

from jichim.policy.model import (
    Cond,
    CriterionTerm,
    DefinitionTerm,
    DerivedTerm,
    ListTerm,
    ParameterTerm,
    Policy,
    Rule,
    Term,
)
from jichim.policy.reads import leaves


def names_read(policy: Policy) -> frozenset[str]:
    """Every definition, derivation, criterion and parameter that another declaration reads or shows."""
    found: set[str] = set()
    for owner, node in _nodes(policy):
        for leaf in leaves(node):
            named = isinstance(leaf, (DefinitionTerm, DerivedTerm, CriterionTerm, ParameterTerm))
            if named and leaf.name != owner:  # type: ignore[union-attr]
                found.add(leaf.name)  # type: ignore[union-attr]
    return frozenset(found)


def _nodes(policy: Policy) -> Iterator[tuple[str, Cond | Term | ListTerm | None]]:
    for rule in policy.rules:
        for node in rule_nodes(rule):
            yield rule.name, node
    for derivation in policy.derivations:
        for reading in derivation.readings:
            for case in reading.cases:
                yield derivation.name, case.condition
    for definition in policy.definitions:
        yield definition.name, definition.body


def rule_nodes(rule: Rule) -> Iterator[Cond | Term | ListTerm | None]:
    """What a rule reads: its conditions and the places of its texts."""
    yield from (rule.when, rule.unless, rule.require)
    for words in (rule.finding, rule.action):
        for part in words.parts if words else ():
            if not isinstance(part, str):
                yield part
