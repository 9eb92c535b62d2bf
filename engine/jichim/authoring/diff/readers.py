"""Which rules read a parameter, criterion, definition or derivation, directly or through others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from jichim.authoring.diff.declared import Declared, Item
from jichim.policy.model import (
    Cond,
    CriterionTerm,
    Definition,
    DefinitionTerm,
    Derivation,
    DerivedTerm,
    ParameterTerm,
    Policy,
    Rule,
    Term,
)
from jichim.policy.reads import leaves

_Name = tuple[str, str]
"""Kind and key."""


def rules_that_read(policy: Policy) -> Callable[[Item], tuple[str, ...]]:
    """From a declaration of the policy to the rules that rest on it, in the order of the policy.

    Of an instrument these are none: all of its rules are its own.
    """
    inner: dict[_Name, frozenset[_Name]] = {}
    for definition in policy.definitions:
        inner["definition", definition.name] = conditions_read(definition)
    for derivation in policy.derivations:
        inner["derivation", derivation.name] = conditions_read(derivation)
    whole: dict[_Name, frozenset[_Name]] = {}

    def below(names: Iterable[_Name]) -> frozenset[_Name]:
        """These names and all that they rest on; definitions and derivations have no cycles."""
        found: set[_Name] = set()
        for name in names:
            if name not in whole:
                whole[name] = frozenset({name}) | below(inner.get(name, ()))
            found |= whole[name]
        return frozenset(found)

    reads = {rule.name: below(conditions_read(rule)) for rule in policy.rules}

    def readers(item: Item) -> tuple[str, ...]:
        return tuple(rule for rule, names in reads.items() if (item.kind, item.key) in names)

    return readers


def conditions_read(declared: Declared) -> frozenset[_Name]:
    """What the conditions of a declaration read themselves, by kind and key; nothing if it has none."""
    nodes: list[Cond | Term] = []
    if isinstance(declared, Definition):
        nodes = [declared.body]
    elif isinstance(declared, Derivation):
        nodes = [case.condition for reading in declared.readings for case in reading.cases]
    elif isinstance(declared, Rule):
        nodes = [declared.when, declared.unless, declared.require]
    return frozenset(_named(nodes))


def _named(nodes: Iterable[Cond | Term]) -> Iterator[_Name]:
    for node in nodes:
        for leaf in leaves(node):
            if isinstance(leaf, ParameterTerm):
                yield "parameter", leaf.name
            elif isinstance(leaf, CriterionTerm):
                yield "criterion", leaf.name
            elif isinstance(leaf, DefinitionTerm):
                yield "definition", leaf.name
            elif isinstance(leaf, DerivedTerm):
                yield "derivation", leaf.name
