"""The engine's tree of tests, counted from the text of a definition before the engine reads it.

This is a model of what durable-rules 2.0.28 builds from a definition of our subset: equal tests below
one node are one node, and the alternatives of a choice meet in a node that is always followed. It is
made from the text and not from the layout, so that a fault of the layout cannot pass unseen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jichim.network import limits


@dataclass(frozen=True, slots=True)
class Counters:
    """The most that any node, rule or fact of a ruleset comes to."""

    rules: int
    children: int
    joins: int
    ends: int
    pending: int
    groups: int
    properties: int

    def excess(self) -> tuple[str, ...]:
        """The counters that are past their limit; empty for a definition that the engine can hold."""
        return tuple(
            f"{name} {used} > {limit}" for name, used, limit in self.against_limits() if used > limit
        )

    def against_limits(self) -> tuple[tuple[str, int, int], ...]:
        """Every counter with its name, what is used, and the limit."""
        return (
            ("rules", self.rules, limits.RULES_PER_RULESET),
            ("children", self.children, limits.NODE_CHILDREN),
            ("joins", self.joins, limits.NODE_JOINS),
            ("ends", self.ends, limits.NODE_RULES),
            ("pending", self.pending, limits.PENDING),
            ("groups", self.groups, limits.RULE_GROUPS),
            ("properties", self.properties, limits.PART_PROPERTIES),
        )


_Key = tuple[str, str, int]


@dataclass(eq=False, slots=True)
class _Node:
    children: dict[_Key, _Node] = field(default_factory=dict)
    joins: list[_Node] = field(default_factory=list)
    ends: int = 0
    pending: int = 0

    def pushed(self) -> int:
        """The children that one fact can pass at once; a property has one value."""
        by_name: dict[str, tuple[set[int], set[int], int]] = {}
        for operator, name, value in self.children:
            equal, unequal, others = by_name.setdefault(name, (set(), set(), 0))
            if operator == "$eq":
                equal.add(value)
            elif operator == "$neq":
                unequal.add(value)
            else:
                by_name[name] = equal, unequal, others + 1
        return len(self.joins) + sum(
            others + len(unequal) + bool(equal - unequal) for equal, unequal, others in by_name.values()
        )


def count(text: str, properties: int) -> Counters:
    """The counters of a definition; `properties` is the most that a fact brings along."""
    root, rules = _Node(), json.loads(text)
    groups = 0
    for rule in rules.values():
        (condition,) = rule["all"]
        _add(root, condition["m"]).ends += 1
        groups = max(groups, _groups(condition["m"]))
    nodes = list(_bottom_up(root))
    for node in nodes:
        below = [each.pending for each in (*node.children.values(), *node.joins)]
        pushed = node.pushed()
        node.pending = max(pushed, pushed - 1 + max(below, default=0))
    return Counters(
        rules=len(rules) - 1,
        children=max(len(node.children) for node in nodes),
        joins=max(len(node.joins) for node in nodes),
        ends=max(node.ends for node in nodes),
        pending=root.pending,
        groups=groups,
        properties=properties,
    )


def _add(node: _Node, condition: Mapping[str, Any]) -> _Node:
    """The node where a condition ends that starts at the given one."""
    ((name, value),) = condition.items()
    if name == "$and":
        for part in value:
            node = _add(node, part)
        return node
    if name == "$or":
        end = _Node()
        for part in value:
            _add(node, part).joins.append(end)
        return end
    if name in ("$neq", "$gt"):
        ((inner, number),) = value.items()
        return node.children.setdefault((name, inner, number), _Node())
    return node.children.setdefault(("$eq", name, value), _Node())


def _groups(condition: Mapping[str, Any]) -> int:
    ((name, value),) = condition.items()
    return 1 + sum(map(_groups, value)) if name in ("$and", "$or") else 0


def _bottom_up(root: _Node) -> Iterator[_Node]:
    """Every node once, after all the nodes below it."""
    seen: set[int] = set()
    waiting = [(root, False)]
    while waiting:
        node, done = waiting.pop()
        if done:
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            waiting.append((node, True))
            waiting.extend((each, False) for each in (*node.children.values(), *node.joins))
