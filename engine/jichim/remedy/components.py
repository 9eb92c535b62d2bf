"""Parts of a search that share no edit can be searched apart."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.remedy.goals import Goal
from jichim.remedy.search import Key, Task


def connected(sizes: Sequence[tuple[Goal, int, frozenset[Key]]]) -> list[Task]:
    """Components of goals whose ways share an edit (union-find over the edits)."""
    owner: dict[Key, int] = {}
    parent = list(range(len(sizes)))

    def find(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for number, (_, _, keys) in enumerate(sizes):
        for key in keys:
            other = owner.setdefault(key, number)
            parent[find(number)] = find(other)
    members: dict[int, list[tuple[Goal, int, frozenset[Key]]]] = {}
    for number, one in enumerate(sizes):
        members.setdefault(find(number), []).append(one)
    return [Task.of(each) for each in members.values()]
