"""The fewest edits that contain a way to clear every goal: minimal hitting sets over ways (Reiter 1987).

Only what is edited counts here, not what it then says. So no set of edits is smaller than a cover, and a
search that keeps to one reaches it unless two goals want different values of one field: the division of
work of implicit hitting sets (Davies and Bacchus 2011).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from jichim.remedy.goals import Goal

Key = tuple[object, ...]
"""What is edited: the key of a proposal."""
Keys = frozenset[Key]
EDIT = 10_000
"""The weight of one edit; how gentle it is decides between sets of one size and never outweighs one."""
MOST_COVERS = 8
_MOST_NODES = 3_000


@dataclass(frozen=True, slots=True)
class Family:
    """A goal with what each of its ways edits; no way edits all that another one does, and more."""

    goal: Goal
    ways: tuple[Keys, ...]

    @staticmethod
    def of(goal: Goal, ways: Iterable[Keys]) -> Family:
        kept: list[Keys] = []
        for way in sorted(dict.fromkeys(ways), key=len):
            if not any(one <= way for one in kept):
                kept.append(way)
        return Family(goal, tuple(kept))

    def beyond(self, given: Keys) -> Family:
        """The same where some edits are made anyway; satisfied where one of its ways is then empty."""
        if all(given.isdisjoint(way) for way in self.ways):
            return self
        return Family.of(self.goal, (way - given for way in self.ways))

    @property
    def is_satisfied(self) -> bool:
        return bool(self.ways) and not self.ways[0]

    @property
    def keys(self) -> Keys:
        return frozenset().union(*self.ways)


@dataclass(frozen=True, slots=True)
class Covers:
    """The lightest covers, best first. With `whole`, none is lighter, and no set of edits is smaller."""

    sets: tuple[Keys, ...]
    whole: bool


def forced(families: Sequence[Family]) -> Keys:
    """Edits that are in every cover: those that all ways of a goal share, given those of other goals."""
    found: Keys = frozenset()
    waiting = list(families)
    while True:
        shared = frozenset().union(*(frozenset.intersection(*one.ways) for one in waiting if one.ways))
        if not shared:
            return found
        found |= shared
        waiting = [one for each in waiting if not (one := each.beyond(shared)).is_satisfied]


def linked(families: Sequence[Family]) -> list[tuple[Family, ...]]:
    """Components of families that share an edit (union-find over the edits), in the order given."""
    owner: dict[Key, int] = {}
    parent = list(range(len(families)))

    def find(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for number, family in enumerate(families):
        for key in family.keys:
            parent[find(number)] = find(owner.setdefault(key, number))
    members: dict[int, list[Family]] = {}
    for number, family in enumerate(families):
        members.setdefault(find(number), []).append(family)
    return [tuple(each) for each in members.values()]


def covers(families: Sequence[Family], weights: Mapping[Key, int], is_late: Callable[[], bool]) -> Covers:
    """Covers of the least number of edits, the gentlest first: best-first branch and bound over the ways."""
    start = _without_implied([one for one in families if not one.is_satisfied])

    def weight(keys: Keys) -> int:
        return sum(EDIT + weights.get(key, 0) for key in keys)

    def at_least(waiting: Sequence[Family]) -> int:
        """Families that share no edit each need their own."""
        used: set[Key] = set()
        total = 0
        for one in waiting:
            keys = one.keys
            if used.isdisjoint(keys):
                used |= keys
                total += min(weight(way) for way in one.ways)
        return total

    tickets = count()
    queue: list[tuple[int, int, int, Keys, list[Family]]] = [
        (at_least(start), len(start), next(tickets), frozenset(), start)
    ]
    seen: set[Keys] = set()
    found: list[Keys] = []
    for _ in range(_MOST_NODES):
        if not queue or len(found) == MOST_COVERS:
            break
        hope, _waiting, _ticket, made, waiting = heapq.heappop(queue)
        if found and hope // EDIT > len(found[0]):
            break
        if is_late():
            return Covers(tuple(found) or (_greedy(start, weight),), False)
        if not waiting:
            found.append(made)
            continue
        first = min(waiting, key=lambda one: len(one.ways))
        for way in first.ways:
            now = made | way
            if now in seen:
                continue
            seen.add(now)
            rest = [one for each in waiting if not (one := each.beyond(way)).is_satisfied]
            heapq.heappush(queue, (weight(now) + at_least(rest), len(rest), next(tickets), now, rest))
    return Covers(tuple(found), True) if found else Covers((_greedy(start, weight),), False)


def _greedy(families: Sequence[Family], weight: Callable[[Keys], int]) -> Keys:
    """Some cover: of one goal after the other the way that is lightest beside what is taken."""
    made: Keys = frozenset()
    for family in families:
        rests: list[Keys] = [frozenset(way - made) for way in family.ways]
        made = made.union(sorted(rests, key=weight)[0])
    return made


def _without_implied(families: Sequence[Family]) -> list[Family]:
    """Without goals that are clear whenever another one is: each way of that one contains one of theirs."""
    kept: list[Family] = []
    for one in sorted(families, key=lambda each: (len(each.ways), sum(map(len, each.ways)))):
        if not any(_implies(other, one) for other in kept):
            kept.append(one)
    return kept


def _implies(one: Family, other: Family) -> bool:
    return all(any(mine <= way for mine in other.ways) for way in one.ways)
