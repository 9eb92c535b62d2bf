"""Pairs of records, each named the same way however a plan lists its records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from jichim.plan.model import Record
from jichim.vocabulary.model import normalise


def groups(records: Sequence[Record], size: int) -> Iterator[tuple[Record, ...]]:
    """Every group of so many different records once, in the order of the plan; inside, by their names.

    Which record a plan lists first thus never decides which one a rule calls `a`.
    """
    for group in combinations(records, size):
        yield tuple(sorted(group, key=lambda record: (normalise(record.name), record.name)))
