"""Which edits clear which goals: the work divided, done part by part, and put together again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jichim.remedy.acts_read import acts_read
from jichim.remedy.budget import Budget
from jichim.remedy.conditions import never_holds
from jichim.remedy.cover import Family, forced, linked
from jichim.remedy.goals import Goal, Goals
from jichim.remedy.growth import gathered
from jichim.remedy.model import Proposal, Stated, Why
from jichim.remedy.options import is_none
from jichim.remedy.search import Found, Task, search
from jichim.remedy.stage import Stage
from jichim.remedy.whole import Whole
from jichim.review.model import Cause

_FOR_WAYS = 0.65
"""How much of the time the ways of all goals may take before any is followed."""
_SHARE = 3
"""How many even shares of the time that is left the ways of one goal may take."""
_LEAST = 0.02
"""Seconds that the ways of one goal may take at the least."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A task with the sets of edits that clear it beside the edits of `given`, which other tasks make."""

    task: Task
    found: Found
    given: Stage
    otherwise: Stage | None = None
    """Where a set states that there is none of something: what to state where there is some."""

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The edits of the first set."""
        return self.given.added(self.found.stages[0])


class Solver:
    """Solves goals within a budget; what it gives up stands in `failed` with the reason."""

    def __init__(self, goals: Goals, start: Stage, causes: Mapping[Goal, Cause | None]) -> None:
        self.goals = goals
        self.start = start
        self.causes = causes
        self.whole = goals.budget
        self.failed: list[tuple[tuple[Goal, ...], Why]] = []
        self.given_up: set[Goal] = set()
        self._budget = goals.budget

    def solve(self, targets: Sequence[Goal]) -> list[Solved]:
        """The goals that can be cleared, task by task.

        Edits that are needed whatever is chosen elsewhere come first. What they do not clear falls into
        tasks that share no other edit, and each is solved on its own beside them.
        """
        families = self._families(targets)
        fixed = forced(families)
        sure = [
            Family.of(one.goal, (way for way in one.ways if way <= fixed))
            for one in families
            if any(way <= fixed for way in one.ways)
        ]
        solved = self._each([(one, self.start) for one in linked(sure)])
        made = frozenset(proposal.key for one in solved for proposal in one.proposals)
        settled = {one.goal for one in sure}
        open_ = [one.beyond(made) for one in families if one.goal not in settled]
        return solved + self._each([(one, self._beside(one, solved)) for one in linked(open_)])

    def again(self, solved: Sequence[Solved], left: Sequence[Goal]) -> list[Solved]:
        """Tasks whose edits bear on what is left, together with it; the others stay as they are."""
        wanted = set(left)
        bearing: list[Solved] = []
        kept: list[Solved] = []
        for one in solved:
            touched = {goal for proposal in one.proposals for goal in self.goals.bearing_by(proposal)}
            (bearing if touched & wanted else kept).append(one)
        if not bearing:
            self.give_up(left, Why.NOT_FOUND)
            return list(solved)
        known = [family for one in bearing for family in one.task.families]
        families = tuple(
            self._family(goal) for goal in dict.fromkeys((*(family.goal for family in known), *left))
        )
        return [*kept, *self._each([(families, self._beside(families, kept))])]

    def needed(self, solved: Sequence[Solved]) -> list[Solved]:
        """Without edits that the edits of other tasks make superfluous."""
        found = list(solved)
        whole = Whole(self.goals, self.start, [each for one in found for each in one.proposals])
        for number, one in enumerate(found):
            for proposal in one.proposals:
                if self._is_late() or whole.needing(proposal, self.given_up):
                    continue
                whole = whole.without(proposal)
                less = found[number].found.stages[0].without(proposal)
                if less is not None:
                    # A way that was not known clears something: the set is small, perhaps not the smallest.
                    found[number] = replace(found[number], found=Found((less,), True, ()), otherwise=None)
        return [one for one in found if one.proposals]

    def give_up(self, goals: Iterable[Goal], why: Why) -> None:
        members = tuple(goals)
        self.given_up.update(members)
        self.failed.append((members, why))

    # ---- tasks -------------------------------------------------------------------------------------

    def _families(self, targets: Sequence[Goal]) -> list[Family]:
        """What the ways of every goal edit; goals without a way are given up."""
        budget = self.whole.share(_FOR_WAYS)
        found: dict[Goal, Family] = {}
        # What is not met comes before what is only open, in case the time does not suffice for all.
        ordered = sorted(targets, key=lambda goal: self.causes.get(goal) is not None)
        self.goals.widen = False
        late = self._search_ways(ordered, budget, found, fair=True)
        for goal in self._search_ways(late, budget, found, fair=False):
            self.give_up([goal], Why.NOT_FOUND)
        for goal in [goal for goal, family in found.items() if not family.ways]:
            del found[goal]
            self.give_up([goal], self._why(goal))
        self.goals.widen = True
        self.goals.narrow = frozenset(self._search_ways(list(found), budget, found, fair=True))
        self.goals.widen = not budget.is_spent
        return sorted(found.values(), key=lambda one: len(one.keys))

    def _search_ways(
        self, waiting: Sequence[Goal], budget: Budget, found: dict[Goal, Family], *, fair: bool
    ) -> list[Goal]:
        """Notes the ways of goals; gives back those whose ways were not all found in time.

        With `fair`, one goal with many ways does not take the time of the others, of which most need little.
        """
        late: list[Goal] = []
        for number, goal in enumerate(waiting):
            if budget.is_spent:
                return [*late, *waiting[number:]]
            most = max(_LEAST, _SHARE * budget.rest / (len(waiting) - number))
            self.goals.budget = budget.of(most) if fair else budget
            family = self._family(goal)
            if family.ways if goal not in found else not self.goals.budget.is_spent:
                found[goal] = family
            elif self.goals.budget.is_spent:
                late.append(goal)
            else:
                found[goal] = family
        return late

    def _family(self, goal: Goal) -> Family:
        return Family.of(goal, (made.edits() for made in self.goals.ways(goal, self.start)))

    def _why(self, goal: Goal) -> Why:
        cause = self.causes.get(goal)
        if cause is Cause.JUDGEMENT:
            return Why.JUDGEMENT
        judge = self.goals.ground.judge
        rule = self.goals.rules[goal.rule]
        if judge.readers.rule(rule).criteria and cause is Cause.NOT_STATED:
            return Why.JUDGEMENT
        if cause is Cause.NOT_DECIDED:
            return Why.PROVISION
        require = judge.conditions(rule)[1]
        if never_holds(require, goal, self.goals, self.start):
            return Why.WORLD
        return Why.ACT if self.acts(goal) else Why.NO_WAY

    def acts(self, goal: Goal) -> tuple[Stated, ...]:
        """What the plan states of the acts on which a requirement rests."""
        require = self.goals.ground.judge.conditions(self.goals.rules[goal.rule])[1]
        return acts_read(require, self.goals.homes(goal), self.start)

    def _beside(self, families: Sequence[Family], solved: Sequence[Solved]) -> Stage:
        """The plan with the edits of other tasks that bear on some goals."""
        proposals = [each for one in solved for each in one.proposals]
        return Whole(self.goals, self.start, proposals).stage(one.goal for one in families) or self.start

    def _each(self, tasks: Sequence[tuple[tuple[Family, ...], Stage]]) -> list[Solved]:
        solved: list[Solved] = []
        ordered = sorted(tasks, key=lambda one: len(one[0]))
        for number, (families, given) in enumerate(ordered):
            # A hard task must not take the time of the others: each may use twice its even share.
            self._budget = self.whole.share(2 / (len(ordered) - number + 1))
            one = self._one(Task(families), given)
            if one is not None:
                solved.append(one)
        return solved

    # ---- one task ----------------------------------------------------------------------------------

    def _one(self, task: Task, given: Stage) -> Solved | None:
        """The task solved; where its goals exclude each other, without the least of them."""
        while task.families:
            found = search(task, self.goals, given, self._budget)
            if found.stages:
                for goal in found.dropped:
                    self.give_up([goal], Why.NOT_FOUND)
                task = task.without(found.dropped)
                found = replace(found, stages=tuple(gathered(one, given) for one in found.stages))
                return Solved(task, found, given, self._otherwise(task, found, given))
            if found.cut:
                self.give_up(task.goals, Why.NOT_FOUND)
                return None
            conflict = self._conflict(task, given)
            if self._budget.is_spent:
                self.give_up(task.goals, Why.NOT_FOUND)
                return None
            outside = [goal for goal in found.blockers if goal not in task.goals]
            self.give_up([*conflict, *outside], Why.CONFLICT)
            self.given_up.difference_update([*conflict[:-1], *outside])
            task = task.without([conflict[-1]])
        return None

    def _otherwise(self, task: Task, found: Found, given: Stage) -> Stage | None:
        if any(not any(map(is_none, given.added(stage))) for stage in found.stages):
            return None
        if self._budget.is_spent:
            return None
        stages = search(task, self.goals, given, self._budget, none=False).stages
        return gathered(stages[0], given) if stages else None

    def _conflict(self, task: Task, given: Stage) -> list[Goal]:
        """Goals of a task that cannot be cleared together, each of them needed for that (QuickXplain's aim,
        Junker 2004, by deletion: conflicts are small)."""
        needed = task
        for goal in task.goals:
            if len(needed.families) > 1:
                fewer = needed.without([goal])
                less = search(fewer, self.goals, given, self._budget)
                if not less.stages or less.dropped:
                    needed = fewer
        return list(needed.goals)

    def _is_late(self) -> bool:
        return self.goals.grace.is_spent
