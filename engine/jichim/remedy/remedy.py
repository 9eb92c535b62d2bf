"""The public entry of the room: a plan, a policy and a level to a remedy that a review has confirmed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jichim.plan.normal import Completer
from jichim.policy.model import Rule
from jichim.remedy.components import connected
from jichim.remedy.conditions import never_holds, side_conditions
from jichim.remedy.goals import TARGETS, Budget, Goal, Goals
from jichim.remedy.ground import Ground
from jichim.remedy.judge import Judge, Ratings, Setting
from jichim.remedy.model import Cleared, Part, Proposal, Remedy, Step, Unclearable, Until, Why
from jichim.remedy.search import Found, Key, Task, search
from jichim.remedy.slots import is_none
from jichim.remedy.stage import Stage
from jichim.review import Reviewer
from jichim.review.findings import LEVELS
from jichim.review.model import Action, Cause, Outcome, Review, RuleOutcome
from jichim.review.reviewer import AsOf
from jichim.scenario.apply import edited
from jichim.scenario.opened import OpenPlan
from jichim.scenario.reads import Readers

SECONDS = 20.0
"""How long a search may take before the best that was found is reported as such."""
_MOST_ROUNDS = 6
_SEARCHING = 0.7
"""How much of the time is for the search; the reviews that confirm it take the rest."""
_SHARE = 3
"""How many even shares of the time that is left the ways of one goal may take."""
_LEAST = 0.02
"""Seconds that the ways of one goal may take at the least."""


def remedy(
    opened: OpenPlan,
    reviewer: Reviewer,
    *,
    until: Until = "violation",
    as_of: AsOf = None,
    ratings: Ratings | None = None,
    seconds: float = SECONDS,
) -> Remedy:
    """The smallest sets of edits after which a plan has no finding of a level, as far as edits can do that.

    `violation` means unsatisfied duties, `recommendation` also evidence, departures and recommendations,
    `undetermined` also every open outcome; advice never counts. Independent findings are solved apart.
    Values are open where anything true will do. What is returned was confirmed by a review of the edited
    plan; a search past `seconds` ends with the best sets found, marked as cut.
    """
    before = reviewer.review(opened.plan, as_of=as_of, ratings=ratings)
    setting = Setting(reviewer.policy, before.as_of, ratings or {})
    ground = Ground(
        opened,
        Judge(setting, Readers(reviewer.policy)),
        Completer(reviewer.policy.vocabulary, opened.written),
    )
    return _Search(ground, reviewer, before, until, seconds).remedy()


@dataclass(slots=True)
class _Solved:
    task: Task
    found: Found
    otherwise: Stage | None = None
    """Where a set states that there is none of something: what to state where there is some."""


class _Search:
    def __init__(
        self, ground: Ground, reviewer: Reviewer, before: Review, until: Until, seconds: float
    ) -> None:
        self.ground = ground
        self.reviewer = reviewer
        self.before = before
        self.until: Until = until
        self.start = Stage.start(ground)
        self.ends = time.monotonic() + _SEARCHING * seconds
        self.budget = Budget(self.ends)
        self.goals = Goals(ground, until, Budget.of(seconds / 2))
        self.unclearable: list[Unclearable] = []
        self.given_up: set[Goal] = set()
        self.causes: dict[Goal, Cause | None] = {}
        self.subjects: dict[Goal, str] = {}
        self.actions = _actions(before)
        self._named_goals: dict[tuple[str, str], Goal] = {}
        """The goals of the plan as it is, by the rule and the name of the subject."""

    def remedy(self) -> Remedy:
        targets = self._targets(self.before)
        self.goals.open_before = frozenset(targets)
        tasks = sorted(self._tasks(targets), key=lambda task: len(task.goals))
        solved: list[_Solved] = []
        for number, task in enumerate(tasks):
            # A hard task must not take the time of the others: each may use twice its even share.
            rest = self.ends - time.monotonic()
            self.budget = Budget.of(2 * rest / (len(tasks) - number + 1))
            solved += self._solve(task)
        self.budget = Budget(self.ends)
        after, left = self.before, targets
        for _ in range(_MOST_ROUNDS):
            after = self._reviewed(solved)
            left = [goal for goal in self._targets(after) if goal not in self.given_up]
            if not left:
                break
            solved = self._again(solved, left)
        else:
            self._give_up(left, Why.NOT_FOUND)
        fewer = self._needed(solved)
        if sum(one.found.stages[0].size for one in fewer) < sum(
            one.found.stages[0].size for one in solved if one.found.stages
        ):
            solved, after = fewer, self._reviewed(fewer)
        parts = tuple(self._part(one, after) for one in solved if one.found.stages)
        still, new = self._targets(after), self._new(after)
        added = tuple(Unclearable((_of_outcome(one),), Why.ADDED) for one in new)
        unclearable = (*self._unclearable(still), *added)
        return Remedy(self.until, self.before, after, parts, unclearable, len(still) + len(new))

    def _unclearable(self, still: Sequence[Goal]) -> tuple[Unclearable, ...]:
        """What was given up and is left: the edits for others may have cleared it all the same."""
        left = {(goal.rule, self.subjects.get(goal)) for goal in still}
        kept: list[Unclearable] = []
        for one in self.unclearable:
            findings = tuple(each for each in one.findings if (each.rule, each.subject) in left)
            if one.why is Why.CONFLICT:
                kept.append(one)
            elif findings:
                kept.append(Unclearable(findings, one.why))
        return tuple(kept)

    # ---- what to clear -----------------------------------------------------------------------------

    def _targets(self, review: Review) -> list[Goal]:
        """What a review leaves open of the level, in its own words and not in those of the judge."""
        if not self._named_goals:
            waiting = {name: iter(self.goals.of(rule)) for name, rule in self.goals.bearing.items()}
            for outcome in review.outcomes:
                if outcome.rule.name in waiting:
                    goal = next(waiting[outcome.rule.name])
                    self._named_goals[outcome.rule.name, outcome.subject.name] = goal
                    self.subjects[goal] = outcome.subject.name
        found: list[Goal] = []
        for outcome in review.outcomes:
            known = self._named_goals.get((outcome.rule.name, outcome.subject.name))
            if known is not None and self._counts(outcome):
                found.append(known)
                self.causes.setdefault(known, outcome.cause)
        return found

    def _new(self, after: Review) -> list[RuleOutcome]:
        """What is open of subjects that the edits add, such as a new record with rules of its own."""
        return [
            one
            for one in after.outcomes
            if one.rule.name in self.goals.bearing
            and (one.rule.name, one.subject.name) not in self._named_goals
            and self._counts(one)
        ]

    def _counts(self, outcome: RuleOutcome) -> bool:
        if outcome.outcome is Outcome.UNDETERMINED:
            return self.until == "undetermined"
        return outcome.outcome is Outcome.NOT_MET and LEVELS[outcome.rule.duty.duty] in TARGETS[self.until]

    def _tasks(self, targets: Sequence[Goal]) -> list[Task]:
        """Goals whose ways share an edit together, all others apart; those without a way are given up."""
        sizes: list[tuple[Goal, int, frozenset[Key]]] = []
        half = self.budget.half()
        # What is not met comes before what is only open, in case the time does not suffice for all.
        ordered = sorted(targets, key=lambda goal: self.causes.get(goal) is not None)
        for number, goal in enumerate(ordered):
            if half.is_spent:
                self._give_up([goal], Why.NOT_FOUND)
                continue
            # One goal with many ways must not take the time of the others, of which most need little.
            rest = max(0.0, half.until - time.monotonic())
            self.goals.budget = Budget.of(max(_LEAST, _SHARE * rest / (len(targets) - number)))
            ways = self.goals.ways(goal, self.start)
            if not ways:
                late = self.goals.budget.is_spent
                self._give_up([goal], Why.NOT_FOUND if late else self._why(goal))
                continue
            keys = frozenset(key for made in ways for key in made.edits())
            sizes.append((goal, min(made.size for made in ways), keys))
        sizes.sort(key=lambda one: len(one[2]))
        return connected(sizes)

    def _why(self, goal: Goal) -> Why:
        cause = self.causes.get(goal)
        if cause is Cause.JUDGEMENT:
            return Why.JUDGEMENT
        reads = self.ground.judge.readers.rule(self.goals.rules[goal.rule])
        if reads.criteria and cause is Cause.NOT_STATED:
            return Why.JUDGEMENT
        if cause is Cause.NOT_DECIDED:
            return Why.PROVISION
        require = self.ground.judge.conditions(self.goals.rules[goal.rule])[1]
        return Why.WORLD if never_holds(require, goal, self.goals, self.start) else Why.NO_WAY

    def _give_up(self, goals: Iterable[Goal], why: Why) -> None:
        members = tuple(goals)
        self.given_up.update(members)
        self.unclearable.append(Unclearable(tuple(self._cleared(goal) for goal in members), why))

    def _give_up_each(self, goals: Iterable[Goal], why: Why) -> None:
        for goal in goals:
            self._give_up([goal], why)

    # ---- solving -----------------------------------------------------------------------------------

    def _solve(self, task: Task) -> list[_Solved]:
        """The task solved; where its goals exclude each other, without the least of them."""
        while task.goals:
            found = search(task, self.goals, self.start, self.budget)
            if found.stages:
                self._give_up_each(found.dropped, Why.NOT_FOUND)
                task = task.without(found.dropped)
                return [_Solved(task, found, self._otherwise(task, found))]
            if found.cut:
                self._give_up(task.goals, Why.NOT_FOUND)
                return []
            conflict = self._conflict(task)
            if self.budget.is_spent:
                self._give_up(task.goals, Why.NOT_FOUND)
                return []
            outside = [goal for goal in found.blockers if goal not in task.goals]
            self._give_up([*conflict, *outside], Why.CONFLICT)
            self.given_up.difference_update([*conflict[:-1], *outside])
            dropped = conflict[-1]
            task = task.without([dropped])
        return []

    def _otherwise(self, task: Task, found: Found) -> Stage | None:
        if any(not any(map(is_none, stage.proposals)) for stage in found.stages):
            return None
        if self.budget.is_spent:
            return None
        stages = search(task, self.goals, self.start, self.budget, none=False).stages
        return stages[0] if stages else None

    def _conflict(self, task: Task) -> list[Goal]:
        """Goals of a task that cannot be cleared together, each of them needed for that."""
        needed = list(task.sizes)
        for one in task.sizes:
            if len(needed) > 1:
                fewer = [each for each in needed if each is not one]
                less = search(Task.of(fewer), self.goals, self.start, self.budget)
                if not less.stages or less.dropped:
                    needed = fewer
        return [goal for goal, _, _ in needed]

    def _again(self, solved: Sequence[_Solved], left: Sequence[Goal]) -> list[_Solved]:
        """Tasks whose edits bear on what is left, together with it; the others stay as they are."""
        bearing: list[_Solved] = []
        kept: list[_Solved] = []
        for one in solved:
            touched = set(self.goals.touched(one.found.stages[0])) if one.found.stages else set()
            (bearing if touched & set(left) else kept).append(one)
        known = {goal for one in bearing for goal in one.task.goals}
        sizes = [size for one in bearing for size in one.task.sizes]
        for goal in left:
            if goal not in known:
                ways = self.goals.ways(goal, self.start)
                keys = frozenset(key for made in ways for key in made.edits())
                sizes.append((goal, min((made.size for made in ways), default=0), keys))
        if not bearing:
            self._give_up(left, Why.NOT_FOUND)
            return list(solved)
        return [*kept, *self._solve(Task.of(sizes))]

    def _needed(self, solved: list[_Solved]) -> list[_Solved]:
        """Without edits that the edits of other parts make superfluous; the parts concerned become one."""
        solved = [one for one in solved if one.found.stages]
        first = [one.found.stages[0] for one in solved]
        whole = self.start.make(*(proposal for stage in first for proposal in stage.proposals))
        if whole is None:
            return solved
        for proposal in reversed(whole.proposals):
            bearing = self.goals.bearing_by(proposal)
            owner = next(one for one in solved if proposal in one.found.stages[0].proposals)
            near = {each for goal in bearing for each in self.goals.bearing_on(goal, whole)}
            if near <= set(owner.found.stages[0].proposals) and not owner.found.cut:
                continue  # a set of its own, of which every edit is needed
            less = whole.without(proposal)
            if less is None or any(
                self.goals.is_open(goal, less) for goal in bearing if goal not in self.given_up
            ):
                continue
            joined = [one for one in solved if one is owner or near & set(one.found.stages[0].proposals)]
            rest = (each for one in joined for each in one.found.stages[0].proposals if each is not proposal)
            stage = self.start.make(*rest)
            if stage is None:
                continue
            whole = less
            found = Found((stage,), True, ())
            task = Task.of([size for one in joined for size in one.task.sizes])
            solved = [*(one for one in solved if one not in joined), _Solved(task, found)]
        return solved

    def _reviewed(self, solved: Sequence[_Solved]) -> Review:
        """The whole plan with the first set of every part, reviewed by the engine."""
        edits = [
            proposal.edit for one in solved if one.found.stages for proposal in one.found.stages[0].proposals
        ]
        plan, _ = edited(self.ground.opened, edits)
        if plan is None or not edits:
            return self.before
        return self.reviewer.review(plan, as_of=self.before.as_of, ratings=self.ground.judge.setting.ratings)

    # ---- words -------------------------------------------------------------------------------------

    def _part(self, one: _Solved, after: Review) -> Part:
        by_edits: dict[frozenset[Key], list[Stage]] = {}
        for stage in sorted(one.found.stages, key=lambda each: any(map(is_none, each.proposals))):
            by_edits.setdefault(stage.edits(), []).append(stage)
        chosen = one.found.stages[0]
        sets = [(members[0] if chosen not in members else chosen, members) for members in by_edits.values()]
        sets.sort(key=lambda each: each[0] is not chosen)
        steps = [
            self._steps(first, one.task, after if first is chosen else None, members)
            for first, members in sets
        ]
        otherwise = self._steps(one.otherwise, one.task, None, ()) if one.otherwise is not None else ()
        goals = tuple(self._cleared(goal) for goal in one.task.goals)
        return Part(goals, steps[0], tuple(steps[1:]), otherwise, one.found.cut)

    def _steps(
        self, stage: Stage, task: Task, after: Review | None, others: Sequence[Stage]
    ) -> tuple[Step, ...]:
        steps = []
        for proposal in stage.proposals:
            less = stage.without(proposal)
            needing: list[Goal] = []
            if less is not None:
                bearing = set(self.goals.bearing_by(proposal))
                needing = [goal for goal in task.goals if goal in bearing and self.goals.is_open(goal, less)]
            conditions = side_conditions(proposal, after, self.goals, stage) if after is not None else ()
            clears = tuple(self._cleared(goal) for goal in needing or task.goals)
            steps.append(Step(proposal, clears, conditions, _values(proposal, stage, others)))
        return tuple(steps)

    def _cleared(self, goal: Goal) -> Cleared:
        rule = self.goals.rules[goal.rule]
        name = self.subjects.get(goal) or self._named(goal)
        level = LEVELS[rule.duty.duty].value
        action = self.actions.get((rule.name, name))
        return Cleared(
            rule.name, rule.title, name, level, _citation(rule), action.what if action is not None else ""
        )

    def _named(self, goal: Goal) -> str:
        return " + ".join(at[-1].name for at in goal.at if at) or "plan"


def _values(proposal: Proposal, stage: Stage, others: Sequence[Stage]) -> tuple[str, ...]:
    """The values that serve as well, all other edits being the same; the proposed one first."""
    rest = stage.content - {(*proposal.key, proposal.edit.says)}
    values = [proposal.edit.written]
    for other in others:
        for one in other.proposals:
            if one.key == proposal.key and other.content - {(*one.key, one.edit.says)} == rest:
                values.append(one.edit.written)
    return tuple(dict.fromkeys(values))


def _of_outcome(outcome: RuleOutcome) -> Cleared:
    rule = outcome.rule
    level = LEVELS[rule.duty.duty].value
    return Cleared(rule.name, rule.title, outcome.subject.name, level, _citation(rule), "")


def _actions(review: Review) -> dict[tuple[str, str], Action]:
    return {(action.rule, action.subject.name): action for action in review.actions}


def _citation(rule: Rule) -> str:
    return "; ".join(rule.basis.citations)
