"""The smallest sets of edits that clear some goals.

Covers of the goals by their ways come first (`cover.py`): where the values that a cover needs can be found,
its edits are a smallest set. Else a best-first search clears one goal at a time. Any set that clears all
goals clears the one that is looked at, and so contains one of the ways to do it (the argument of hitting-set
trees, Reiter 1987): following every way of one goal at a time misses no set among the ways that are known.
A goal that an edit opens is looked at like any other.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from jichim.remedy.budget import Budget
from jichim.remedy.cost import cost, rank
from jichim.remedy.cover import EDIT, Family, Key, Keys, covers
from jichim.remedy.goals import Goal, Goals
from jichim.remedy.model import Proposal
from jichim.remedy.options import is_none
from jichim.remedy.stage import Stage

_MOST_NODES = 400
_MOST_BETTER = 100
"""Nodes of a search for the first set, and of one for a better set than is known."""
MOST_ALTERNATIVES = 6
_MOST_VALUES = 24
_SILENT, _STATED = 1, 2
"""Ranks of edits of what the plan is silent on, and of what it states."""
_MOST_TRIED = 4
"""Ways of one goal that are followed where some set is looked for first."""
_MOST_DEEP = 4
"""How often what an edit opens may open something else there."""


@dataclass(frozen=True, slots=True)
class Found:
    """The smallest sets; empty where there is none. `blockers` are all goals that were looked at."""

    stages: tuple[Stage, ...]
    cut: bool
    blockers: tuple[Goal, ...]
    dropped: tuple[Goal, ...] = ()
    """Goals of the task that the sets leave, where the search was ended by its bound."""


@dataclass(frozen=True, slots=True)
class Task:
    """Goals that are to be cleared together, with what each of their ways edits in the plan as it is."""

    families: tuple[Family, ...]
    """Those with the fewest ways first: what is forced is done before there is a choice."""

    @property
    def goals(self) -> tuple[Goal, ...]:
        return tuple(one.goal for one in self.families)

    def without(self, goals: Sequence[Goal]) -> Task:
        return Task(tuple(one for one in self.families if one.goal not in goals)) if goals else self


def search(task: Task, goals: Goals, start: Stage, budget: Budget, *, none: bool = True) -> Found:
    """Sets of the least number of edits, up to a bound, that clear the goals and open no others.

    The sets begin with the edits of `start`, which are never taken out. Some set is looked for first, one
    goal after the other; the search ends with it where the budget does. Without `none`, no edit states that
    there is none of something.
    """
    goals.budget = budget
    if none:
        covering = _covering(task, goals, start)
        if covering:
            return Found(covering, not goals.narrow.isdisjoint(task.goals), ())
    first, dropped = _one_by_one(task, goals, start, none)
    most = None if dropped else first.size
    tickets = count()
    queue: list[tuple[int, int, int, int, Stage]] = []
    seen: set[object] = set()
    blockers: dict[Goal, None] = {}
    found: list[Stage] = []
    nodes, cut = 0, False
    heapq.heappush(queue, (_hope(task, goals, start), 0, 0, next(tickets), start))
    while queue:
        hope, *_, stage = heapq.heappop(queue)
        if most is not None and hope > most:
            break
        if nodes >= (_MOST_NODES if dropped else _MOST_BETTER) or budget.is_spent:
            cut = True
            break
        nodes += 1
        goal = _waiting(task, goals, stage)
        if goal is None:
            found.append(stage)
            most = stage.size if most is None else min(most, stage.size)
            if len({one.edits() for one in found}) >= MOST_ALTERNATIVES or len(found) >= _MOST_VALUES:
                break
            continue
        blockers[goal] = None
        for made in goals.ways(goal, stage, none=none):
            if made.content in seen:
                continue
            seen.add(made.content)
            hope = max(made.size, _hope(task, goals, made))
            if most is None or hope <= most:
                heapq.heappush(queue, (hope, -made.size, cost(made)[1], next(tickets), made))
    cut = cut or budget.is_spent or not goals.narrow.isdisjoint(task.goals)
    if not found and (cut or not dropped) and first.size > start.size:
        return Found((reduced(first, task.without(dropped), goals, start),), cut, tuple(blockers), dropped)
    return Found(_best([reduced(one, task, goals, start) for one in found]), cut, tuple(blockers))


# ---- along a cover -----------------------------------------------------------------------------------


def _covering(task: Task, goals: Goals, start: Stage) -> tuple[Stage, ...]:
    """Sets of edits that are covers, and so of the least size; none where no cover is known to be one."""
    weights: dict[Key, int] = {}
    for goal in task.goals:
        for way in goals.ways(goal, start):
            for one in start.added(way):
                weights[one.key] = min(weights.get(one.key, EDIT), rank(one))
    given = start.edits()
    open_ = [one for one in task.families if goals.is_open(one.goal, start)]
    families = [one.beyond(given) for one in open_]
    found = covers(families, weights, lambda: goals.budget.is_spent)
    if not found.whole:
        return ()
    stages: list[Stage] = []
    for keys in found.sets:
        stage, dropped = _one_by_one(task, goals, start, True, keys | given)
        if not dropped and stage.size <= start.size + len(keys):
            stage = reduced(stage, task, goals, start)
            stages += [stage, *_other_values(stage, task, goals, start)]
    return _best(stages)


def _other_values(stage: Stage, task: Task, goals: Goals, start: Stage) -> Iterator[Stage]:
    """The same edits with one value that serves as well."""
    for proposal in start.added(stage):
        less = stage.without(proposal)
        if less is None:
            continue
        needing = (goal for goal in task.goals if proposal in goals.bearing_on(goal, stage))
        goal = next((goal for goal in needing if goals.is_open(goal, less)), None)
        for way in goals.ways(goal, less) if goal is not None else ():
            other = [one for one in less.added(way) if one.key == proposal.key and one != proposal]
            if way.size == stage.size and other and _is_clear(other[0], task, goals, way):
                yield way


# ---- what is open --------------------------------------------------------------------------------------


def _waiting(task: Task, goals: Goals, stage: Stage) -> Goal | None:
    """The first goal that is open after the edits: of the task, else another one that the edits bear on."""
    for goal in task.goals:
        if goals.is_open(goal, stage):
            return goal
    own = set(task.goals)
    others = (goal for goal in goals.touched(stage) if goal not in own and goal not in goals.open_before)
    return next((goal for goal in others if goals.is_open(goal, stage)), None)


def _is_clear(proposal: Proposal, task: Task, goals: Goals, stage: Stage) -> bool:
    """Whether nothing on which a proposal bears is open in a stage, of the task or else newly so."""
    own = set(task.goals)
    return not any(
        (goal in own or goal not in goals.open_before) and goals.is_open(goal, stage)
        for goal in goals.bearing_by(proposal)
    )


def _hope(task: Task, goals: Goals, stage: Stage) -> int:
    """No fewer edits than these are made in the end: goals whose ways share nothing each need their own."""
    used: set[Key] = set(stage.edits())
    total = stage.size
    for one in task.families:
        keys = one.keys
        if used.isdisjoint(keys) and goals.is_open(one.goal, stage):
            used |= keys
            total += len(one.ways[0]) if one.ways else 0
    return total


# ---- some set ----------------------------------------------------------------------------------------


def _one_by_one(
    task: Task, goals: Goals, start: Stage, none: bool, within: Keys | None = None
) -> tuple[Stage, tuple[Goal, ...]]:
    """A set that clears one goal after the other and opens none, and the goals that it cannot clear.

    With `within`, nothing else is edited. Where the budget is spent, it follows the ways that are known.
    """
    stage, dropped = start, []
    for goal in task.goals:
        if not goals.is_open(goal, stage):
            continue
        made = None if goals.grace.is_spent else _cleared(goal, goals, stage, none, _MOST_DEEP, within)
        if made is None:
            dropped.append(goal)
        else:
            stage = made
    return stage, tuple(dropped)


def _cleared(
    goal: Goal, goals: Goals, stage: Stage, none: bool, deep: int, within: Keys | None
) -> Stage | None:
    """The stage with a goal clear, and nothing open that was not."""
    ways = goals.ways(goal, stage, none=none)
    if within is not None:
        ways = tuple(way for way in ways if way.edits() <= within)
    for way in ways[:_MOST_TRIED]:
        made: Stage | None = way
        new = [one for one in way.proposals if one not in stage.proposals]
        for other in dict.fromkeys(each for one in new for each in goals.bearing_by(one)):
            if made is None:
                break
            if goals.is_open(other, made) and other != goal and not goals.is_open(other, stage):
                made = _cleared(other, goals, made, none, deep - 1, within) if deep else None
        if made is not None and not goals.is_open(goal, made):
            return made
    return None


def reduced(stage: Stage, task: Task, goals: Goals, start: Stage) -> Stage:
    """The set without edits that it does not need; taking one out can make another one superfluous."""
    before = None
    while before is not stage:
        before = stage
        for proposal in reversed(start.added(stage)):
            less = stage.without(proposal)
            if less is not None and _is_clear(proposal, task, goals, less):
                stage = less
    return stage


def _best(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """Those with the fewest edits, each once.

    What changes or takes out a statement is left out where only stating what is open does as well, and what
    takes one out where changing does.
    """
    if not stages:
        return ()
    least = min(stage.size for stage in stages)
    distinct = {one.content: one for one in sorted(stages, key=cost, reverse=True) if one.size == least}
    # That there is none of something is claimed last: what is true of most plans is that there is some.
    kept = sorted(distinct.values(), key=lambda one: (cost(one), sum(map(is_none, one.proposals))))
    for most in (_SILENT, _STATED):
        gentle = [one for one in kept if all(rank(each) <= most for each in one.proposals)]
        if gentle:
            return tuple(gentle)
    return tuple(kept)
