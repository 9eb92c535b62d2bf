"""The records of a plan that rules can be about, and groups of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from jichim.plan.model import Plan, Record
from jichim.vocabulary.model import normalise


def records_of(plan: Plan, node: str | None = None) -> Iterator[Record]:
    """The records directly below the root, of one node type if given, in the order of the plan."""
    for records in plan.root.lists.values():
        if isinstance(records, tuple):
            yield from (record for record in records if node is None or record.node == node)


def groups(records: Sequence[Record], size: int) -> Iterator[tuple[Record, ...]]:
    """Every group of so many different records once, in the order of the plan; inside, by their names.

    Which record a plan lists first thus never decides which one a rule calls `a`.
    """
    for group in combinations(records, size):
        yield tuple(sorted(group, key=lambda record: (normalise(record.name), record.name)))
