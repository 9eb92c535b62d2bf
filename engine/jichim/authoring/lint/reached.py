"""Which fields a rule reads, through all definitions and derivations."""

from __future__ import annotations

from collections.abc import Iterable

from jichim.policy.model import (
    Cond,
    DefinitionTerm,
    DerivedTerm,
    FieldTerm,
    ListTerm,
    Policy,
    Rule,
    SharedTerm,
    Term,
)
from jichim.policy.reads import leaves

Fields = frozenset[tuple[str, str]]
"""Node types with dotted paths."""


class Reached:
    """The fields behind every definition and derivation of a policy, worked out once each."""

    def __init__(self, policy: Policy) -> None:
        self._bodies: dict[str, list[Cond | Term]] = {one.name: [one.body] for one in policy.definitions}
        for derivation in policy.derivations:
            cases = [case.condition for reading in derivation.readings for case in reading.cases]
            self._bodies.setdefault(derivation.name, []).extend(cases)
        self._known: dict[str, Fields] = {}

    def of_rule(self, rule: Rule) -> Fields:
        return self.of((rule.when, rule.unless, rule.require))

    def of(self, nodes: Iterable[Cond | Term | ListTerm | None]) -> Fields:
        found: set[tuple[str, str]] = set()
        for node in nodes:
            for leaf in leaves(node):
                if isinstance(leaf, (FieldTerm, ListTerm)):
                    found.add((leaf.node, leaf.path))
                    if leaf.field.parts is not None:  # a total may be summed up from its records
                        before = leaf.path.rpartition(".")
                        found.add((leaf.node, f"{before[0]}{before[1]}{leaf.field.parts.records}"))
                elif isinstance(leaf, SharedTerm):
                    found.add((leaf.records.node, leaf.records.path))
                elif isinstance(leaf, (DefinitionTerm, DerivedTerm)):
                    found |= self._behind(leaf.name)
        return frozenset(found)

    def _behind(self, name: str) -> Fields:
        if name not in self._known:
            self._known[name] = frozenset()  # cycles are refused when a policy is loaded
            self._known[name] = self.of(self._bodies.get(name, ()))
        return self._known[name]
