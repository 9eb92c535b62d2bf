"""What a record of a plan says at a path, in one world."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jichim.plan.model import Conflict, Plan, Record
from jichim.policy.model import Binding, Policy
from jichim.vocabulary.model import Kind, normalise


@dataclass(frozen=True)
class World:
    """One choice of a reading for every derivation and of a figure for every contradiction."""

    readings: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[tuple[int, str], int] = field(default_factory=dict)
    """By the identity of the record and the path of the fact."""


class TooManyWorlds(Exception):  # noqa: N818 - a bound of the naive way, not a fault
    """More worlds than it makes sense to try one by one."""


def worlds(policy: Policy, plan: Plan, most: int) -> list[World]:
    """Every choice of readings with every choice of figures, over the whole policy and the whole plan."""
    readings = [(one.name, range(len(one.readings))) for one in policy.derivations]
    figures = [
        ((id(record), path), range(len(fact.candidates)))
        for record in all_records(plan.root)
        for path, fact in record.facts.items()
        if isinstance(fact, Conflict)
    ]
    number = 1
    for _, choices in [*readings, *figures]:
        number *= len(choices)
    if number > most:
        raise TooManyWorlds
    return [
        World(
            dict(zip((name for name, _ in readings), chosen[: len(readings)], strict=True)),
            dict(zip((key for key, _ in figures), chosen[len(readings) :], strict=True)),
        )
        for chosen in itertools.product(*(choices for _, choices in [*readings, *figures]))
    ]


def all_records(record: Record) -> list[Record]:
    """The record and every record below it."""
    found = [record]
    for records in record.lists.values():
        if isinstance(records, tuple):
            found += [inner for each in records for inner in all_records(each)]
    return found


def fact_at(record: Record, path: str, world: World) -> Any:
    """The fact, or None if not mentioned; also what a section that is explicitly none would hold."""
    fact = record.facts.get(path)
    if isinstance(fact, Conflict):
        return fact.candidates[world.figures[id(record), path]].value
    return fact


def subjects(policy: Policy, plan: Plan, bindings: tuple[Binding, ...]) -> list[tuple[Record, ...]]:
    """The records for every way to bind; subjects of one type are a group, in the order of their names."""
    columns = [_candidates(policy, plan, binding) for binding in bindings]
    alike = len({binding.node for binding in bindings}) == 1
    return [
        tuple(sorted(records, key=lambda record: (normalise(record.name), record.name)) if alike else records)
        for chosen in itertools.product(*columns)
        for records in [[record for _, record in chosen]]
        if all(
            position < other
            for (position, first), (other, second) in itertools.combinations(chosen, 2)
            if first.node == second.node
        )
    ]


def _candidates(policy: Policy, plan: Plan, binding: Binding) -> list[tuple[int, Record]]:
    if binding.frame == 0:
        return [(0, plan.root)]
    return [
        (position, record)
        for path, records in plan.root.lists.items()
        if isinstance(records, tuple) and _node_at(policy, path) == binding.node
        for position, record in enumerate(records)
    ]


def _node_at(policy: Policy, path: str) -> str | None:
    """The node type of the records in a list of the root."""
    node = policy.vocabulary.root
    for name in path.split("."):
        found = next(each for each in policy.vocabulary.nodes[node].fields if each.name == name)
        node = found.node or ""
    return node if found.kind is Kind.RECORDS else None
