"""Which fields and derived facts a rule or derivation can read, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jichim.network.compile import applicability
from jichim.policy.model import (
    Cond,
    CriterionTerm,
    DefinitionTerm,
    Derivation,
    DerivedTerm,
    FieldTerm,
    ListTerm,
    Policy,
    Rule,
    SharedTerm,
    Term,
)
from jichim.policy.reads import leaves

Where = tuple[str, str]
"""A node type and a dotted path in its records."""


@dataclass(frozen=True, slots=True)
class Reads:
    """Everything that can bear on a result."""

    fields: frozenset[Where]
    derived: frozenset[str]
    criteria: frozenset[str]
    beyond: bool
    """Whether it looks into lists of the document, and so at records that are not its subject."""

    def touch(self, node: str, path: str) -> bool:
        """Whether a field at or around a path is read, or one inside it."""
        return any(
            where == node and (read == path or read.startswith(f"{path}.") or path.startswith(f"{read}."))
            for where, read in self.fields
        )


class Readers:
    """The reads of every rule and derivation of a policy, worked out once."""

    def __init__(self, policy: Policy) -> None:
        self._definitions = {one.name: one for one in policy.definitions}
        self._derivations = {one.name: one for one in policy.derivations}
        self._known: dict[tuple[str, str], Reads] = {}
        self._conditions: dict[int, tuple[Cond, Reads]] = {}
        """By identity; the condition is kept with its reads so that no other one takes its place."""

    def rule(self, rule: Rule) -> Reads:
        key = ("rule", rule.name)
        if key not in self._known:
            self._known[key] = self._reads((applicability(rule), rule.require))
        return self._known[key]

    def derivation(self, derivation: Derivation) -> Reads:
        key = ("derivation", derivation.name)
        if key not in self._known:
            self._known[key] = self._reads(_conditions(derivation))
        return self._known[key]

    def condition(self, cond: Cond) -> Reads:
        """The reads of a condition of the policy, or of one made from such."""
        known = self._conditions.get(id(cond))
        if known is None:
            known = self._conditions[id(cond)] = (cond, self._reads((cond,)))
        return known[1]

    def _reads(self, conditions: Iterable[Cond]) -> Reads:
        fields: set[Where] = set()
        derived: set[str] = set()
        criteria: set[str] = set()
        seen: set[str] = set()
        beyond = False
        waiting: list[Cond | Term] = list(conditions)
        while waiting:
            for leaf in leaves(waiting.pop()):
                if isinstance(leaf, (FieldTerm, ListTerm)):
                    fields.add((leaf.node, leaf.path))
                    beyond = beyond or (isinstance(leaf, ListTerm) and leaf.frame == 0)
                elif isinstance(leaf, SharedTerm):
                    beyond = True
                    fields |= {
                        (leaf.records.node, leaf.records.path),
                        (leaf.records.element, leaf.names),
                        (leaf.records.element, leaf.path),
                    }
                elif isinstance(leaf, CriterionTerm):
                    criteria.add(leaf.name)
                elif isinstance(leaf, DefinitionTerm) and leaf.name not in seen:
                    seen.add(leaf.name)
                    waiting.append(self._definitions[leaf.name].body)
                elif isinstance(leaf, DerivedTerm) and leaf.name not in derived:
                    derived.add(leaf.name)
                    waiting += _conditions(self._derivations[leaf.name])
        return Reads(frozenset(fields), frozenset(derived), frozenset(criteria), beyond)


def _conditions(derivation: Derivation) -> list[Cond]:
    return [case.condition for reading in derivation.readings for case in reading.cases]
