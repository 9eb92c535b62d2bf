"""The smallest sets of edits that clear some goals: best-first search, clearing one goal at a time.

Any set that clears all goals clears the one that is looked at, and so contains one of the ways to do it (the
argument of hitting-set trees, Reiter 1987): following every way of one goal at a time misses no set among the
ways that are known. A goal that an edit opens is looked at like any other.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from jichim.remedy.goals import Budget, Goal, Goals
from jichim.remedy.regress import cost
from jichim.remedy.stage import Stage

MOST_NODES = 160
MOST_ALTERNATIVES = 6
_MOST_GREEDY = 80
_MOST_VALUES = 24
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The smallest sets; empty where there is none. `blockers` are all goals that were looked at."""

    stages: tuple[Stage, ...]
    cut: bool
    blockers: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Goals that are to be cleared together, with the ways that each has in the plan as it is."""

    goals: tuple[Goal, ...]
    sizes: tuple[tuple[Goal, int, frozenset[Key]], ...]
    """Of each goal the fewest edits that clear it alone, and everything that its ways edit."""


def search(task: Task, goals: Goals, start: Stage, budget: Budget, *, none: bool = True) -> Found:
    """All sets of the least number of edits, up to a bound, that clear the goals and open no others.

    Half of the budget is kept for finding any set where the search has to end without one.
    Without `none`, no edit states that there is none of something.
    """
    reserved, budget = budget, budget.half()
    goals.budget = budget
    tickets = count()
    queue: list[tuple[int, int, int, int, Stage]] = []
    seen: set[object] = set()
    blockers: dict[Goal, None] = {}
    found: list[Stage] = []
    nodes, cut = 0, False
    heapq.heappush(queue, (_hope(task, start), 0, 0, next(tickets), start))
    while queue:
        *_, stage = heapq.heappop(queue)
        if found and (stage.size, 0) > (found[0].size, 0):
            break
        if nodes >= MOST_NODES or budget.is_spent:
            cut = True
            break
        nodes += 1
        goal = _waiting(task, goals, stage)
        if goal is None:
            found.append(stage)
            if len({one.edits() for one in found}) >= MOST_ALTERNATIVES or len(found) >= _MOST_VALUES:
                break
            continue
        ways = goals.ways(goal, stage, none=none)
        blockers[goal] = None
        for made in ways:
            if made.content in seen:
                continue
            seen.add(made.content)
            size, rank = cost(made)
            heapq.heappush(queue, (max(size, _hope(task, made)), rank, -len(task.goals), next(tickets), made))
    if not found and cut:
        goals.budget = reserved
        greedy = _greedy(task, goals, start, none)
        found = [greedy] if greedy is not None else []
    smallest = [reduced(one, task, goals) for one in found]
    return Found(_best(smallest), cut, tuple(blockers))


def _waiting(task: Task, goals: Goals, stage: Stage) -> Goal | None:
    """The first goal that is open after the edits: of the task, else another one that the edits bear on."""
    for goal in task.goals:
        if goals.is_open(goal, stage):
            return goal
    own = set(task.goals)
    others = (goal for goal in goals.touched(stage) if goal not in own and goal not in goals.open_before)
    return next((goal for goal in others if goals.is_open(goal, stage)), None)


def _hope(task: Task, stage: Stage) -> int:
    """No fewer edits than these are made in the end: goals whose ways share nothing each need their own."""
    used: set[Key] = set(stage.edits())
    total = stage.size
    for _, size, keys in task.sizes:
        if not keys & used:
            used |= keys
            total += size
    return total


def _greedy(task: Task, goals: Goals, start: Stage, none: bool) -> Stage | None:
    """Some set, taking the first way each time: what there is when the search has to end."""
    stage = start
    for _ in range(_MOST_GREEDY):
        goal = _waiting(task, goals, stage)
        if goal is None:
            return stage
        ways = goals.ways(goal, stage, none=none)
        if not ways:
            return None
        stage = ways[0]
    return None


def reduced(stage: Stage, task: Task, goals: Goals) -> Stage:
    """The set without edits that it does not need."""
    for proposal in reversed(stage.proposals):
        less = stage.without(proposal)
        if less is not None and _waiting(task, goals, less) is None:
            stage = less
    return stage


def _best(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """Those with the fewest edits, each once.

    What changes or takes out a statement is left out where only stating what is open does as well.
    """
    if not stages:
        return ()
    least = min(stage.size for stage in stages)
    distinct = {one.content: one for one in sorted(stages, key=cost, reverse=True) if one.size == least}
    kept = sorted(distinct.values(), key=cost)
    for kinds in (("state", "add"), ("state", "add", "change")):
        gentle = [one for one in kept if all(each.kind in kinds for each in one.proposals)]
        if gentle:
            return tuple(gentle)
    return tuple(kept)
