"""Which fields an item can read: so that a contradiction taints only what depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jichim.network.program import Group, GuardItem, Program, ReadingItem, RuleItem
from jichim.policy.model import Cond, Definition, DefinitionTerm, FieldTerm, ListTerm, SharedTerm
from jichim.policy.reads import leaves
from jichim.review.worlds import Figure


@dataclass(frozen=True, slots=True)
class Touches:
    """The fields that an item reads, by node type and path, and through which records."""

    fields: frozenset[tuple[str, str]]
    through_root: frozenset[tuple[str, str]]
    """Those that it reads from the root or from any record below it."""

    def touched(self, figure: Figure, subjects: set[int], root: int) -> bool:
        """Whether a contradictory field can bear on the item for some subjects."""
        field = (figure.record.node, figure.path)
        if field in self.through_root or (field in self.fields and id(figure.record) == root):
            return True
        return field in self.fields and bool(figure.chain & (subjects - {root}))


class Reads:
    """The touches of every item of a program, worked out when first asked for."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known: dict[tuple[int, int], Touches] = {}

    def of_item(self, group: Group, position: int) -> Touches:
        key = (group.id, position)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._touches(group, position)
        return found

    def _touches(self, group: Group, position: int) -> Touches:
        item = group.items[position]
        conditions: list[Cond]
        if isinstance(item, ReadingItem):
            conditions = [case.condition for case in item.derivation.readings[item.reading].cases]
        elif isinstance(item, GuardItem):
            conditions = [item.condition]
        else:
            assert isinstance(item, RuleItem)
            conditions = [self._program.rules[group.signature][item.rule].require]
        fields: set[tuple[str, str]] = set()
        rooted: set[tuple[str, str]] = set()
        for condition in conditions:
            _collect(condition, self._program.definitions, fields, rooted, set())
        return Touches(frozenset(fields), frozenset(rooted))


def _collect(
    node: object,
    definitions: Mapping[str, Definition],
    fields: set[tuple[str, str]],
    rooted: set[tuple[str, str]],
    seen: set[str],
) -> None:
    """Over-approximates: whatever reads any list of the root counts as reading through the root."""
    found = list(leaves(node))  # type: ignore[arg-type]
    from_root = any(isinstance(leaf, (ListTerm, SharedTerm)) and _frame(leaf) == 0 for leaf in found)
    for leaf in found:
        if isinstance(leaf, FieldTerm):
            fields.add((leaf.node, leaf.path))
            if from_root:
                rooted.add((leaf.node, leaf.path))
        elif isinstance(leaf, SharedTerm):
            rooted.add((leaf.records.element, leaf.path))
        elif isinstance(leaf, DefinitionTerm):
            if from_root and leaf.name not in seen:
                inner: set[tuple[str, str]] = set()
                _collect(definitions[leaf.name].body, definitions, inner, rooted, seen | {leaf.name})
                rooted |= inner
            _collect(definitions[leaf.name].body, definitions, fields, rooted, seen | {leaf.name})


def _frame(leaf: ListTerm | SharedTerm) -> int:
    return leaf.frame if isinstance(leaf, ListTerm) else 0
