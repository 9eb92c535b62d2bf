"""Which rules read a parameter, criterion, definition or derivation, directly or through others."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jichim.authoring.diff.declared import Item
from jichim.policy.model import (
    Cond,
    CriterionTerm,
    DefinitionTerm,
    DerivedTerm,
    ParameterTerm,
    Policy,
    Term,
)
from jichim.policy.reads import leaves

_Name = tuple[str, str]
"""Kind and key."""


def rules_that_read(policy: Policy) -> Callable[[Item], tuple[str, ...]]:
    """From a declaration of the policy to the rules that rest on it, in the order of the policy.

    Of an instrument these are none: all of its rules are its own.
    """
    inner: dict[_Name, set[_Name]] = {}
    for definition in policy.definitions:
        inner["definition", definition.name] = _read([definition.body])
    for derivation in policy.derivations:
        conditions = [case.condition for reading in derivation.readings for case in reading.cases]
        inner["derivation", derivation.name] = _read(conditions)
    whole: dict[_Name, frozenset[_Name]] = {}

    def below(names: Iterable[_Name]) -> frozenset[_Name]:
        """These names and all that they rest on; definitions and derivations have no cycles."""
        found: set[_Name] = set()
        for name in names:
            if name not in whole:
                whole[name] = frozenset({name}) | below(inner.get(name, ()))
            found |= whole[name]
        return frozenset(found)

    reads = {rule.name: below(_read([rule.when, rule.unless, rule.require])) for rule in policy.rules}

    def readers(item: Item) -> tuple[str, ...]:
        return tuple(rule for rule, names in reads.items() if (item.kind, item.key) in names)

    return readers


def _read(nodes: Iterable[Cond | Term]) -> set[_Name]:
    found: set[_Name] = set()
    for node in nodes:
        for leaf in leaves(node):
            if isinstance(leaf, ParameterTerm):
                found.add(("parameter", leaf.name))
            elif isinstance(leaf, CriterionTerm):
                found.add(("criterion", leaf.name))
            elif isinstance(leaf, DefinitionTerm):
                found.add(("definition", leaf.name))
            elif isinstance(leaf, DerivedTerm):
                found.add(("derivation", leaf.name))
    return found
