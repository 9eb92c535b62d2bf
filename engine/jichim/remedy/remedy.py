"""The public entry of the room: a plan, a policy and a level to a remedy that a review has confirmed."""

from __future__ import annotations

import time
from collections.abc import Sequence

from jichim.plan.normal import Completer
from jichim.remedy.budget import Budget, Clock
from jichim.remedy.goals import TARGETS, Goal, Goals
from jichim.remedy.ground import Ground
from jichim.remedy.judge import Judge, Ratings, Setting
from jichim.remedy.model import Remedy, Unclearable, Until, Why
from jichim.remedy.parts import Parts
from jichim.remedy.solver import Solved, Solver
from jichim.remedy.stage import Stage
from jichim.review import Reviewer
from jichim.review.findings import LEVELS
from jichim.review.model import Cause, Outcome, Review, RuleOutcome
from jichim.review.reviewer import AsOf
from jichim.scenario.apply import edited
from jichim.scenario.opened import OpenPlan
from jichim.scenario.reads import Readers

SECONDS = 20.0
"""How long a remedy may take before the best that was found is reported as such."""
_MOST_ROUNDS = 6
_SEARCHING = 0.85
"""How much of the time before the last review is for the search; what is known by then is put together
in the rest."""
_REVIEWS = 0.8
"""Reviews of the plan for which time is kept back, to confirm the edits; the first one also prepares
the rules, which takes as long again."""
_WORDING = 0.1
"""How much of all time is kept back to put what was found into words."""


def remedy(
    opened: OpenPlan,
    reviewer: Reviewer,
    *,
    until: Until = "violation",
    as_of: AsOf = None,
    ratings: Ratings | None = None,
    seconds: float = SECONDS,
    clock: Clock = time.monotonic,
) -> Remedy:
    """The smallest sets of edits after which a plan has no finding of a level, as far as edits can do that.

    `violation` means unsatisfied duties, `recommendation` also evidence, departures and recommendations,
    `undetermined` also every open outcome; advice never counts. Independent findings are solved apart.
    Values are open where anything true will do. What is returned was confirmed by a review of the edited
    plan. `seconds` of the clock after the review of the plan as it is, it ends with the best sets found,
    marked as cut; only the review of the edited plan, which nothing can do without, may take longer.
    """
    begun = clock()
    before = reviewer.review(opened.plan, as_of=as_of, ratings=ratings)
    review = clock() - begun
    whole = Budget(clock() + seconds, clock)
    setting = Setting(reviewer.policy, before.as_of, ratings or {})
    ground = Ground(
        opened,
        Judge(setting, Readers(reviewer.policy)),
        Completer(reviewer.policy.vocabulary, opened.written),
    )
    last = Budget(whole.until - _REVIEWS * review - _WORDING * seconds, clock)
    return _Search(ground, reviewer, before, until, last).remedy()


class _Search:
    def __init__(
        self,
        ground: Ground,
        reviewer: Reviewer,
        before: Review,
        until: Until,
        last: Budget,
    ) -> None:
        self.ground = ground
        self.reviewer = reviewer
        self.before = before
        self.until: Until = until
        self.last = last
        """Until when another review can begin that is over in time."""
        self.goals = Goals(ground, until, last.share(_SEARCHING))
        self.goals.grace = last
        self.causes: dict[Goal, Cause | None] = {}

        self.named: dict[tuple[str, str], Goal] = {}
        """The goals of the plan as it is, by the rule and the name of the subject."""
        self.solver = Solver(self.goals, Stage.start(ground), self.causes)

    def remedy(self) -> Remedy:
        self._name_goals()
        targets = self._targets(self.before)
        self.goals.open_before = frozenset(targets)
        solved = self.solver.needed(self.solver.solve(targets))
        after = self.before
        for _ in range(_MOST_ROUNDS):
            after = self._reviewed(solved)
            left = [goal for goal in self._targets(after) if goal not in self.solver.given_up]
            if not left:
                break
            if self.last.is_spent:
                self.solver.give_up(left, Why.NOT_FOUND)
                break
            solved = self.solver.needed(self.solver.again(solved, left))
        else:
            self.solver.give_up(left, Why.NOT_FOUND)
        still, new = self._targets(after), self._new(after)
        parts = Parts(self.goals, self.solver.start, solved, self.before, after, self.named, set(still))
        added = tuple(Unclearable((parts.of_outcome(one),), Why.ADDED) for one in new)
        unclearable = (*self._unclearable(still, parts), *added)
        return Remedy(self.until, self.before, after, parts.parts(), unclearable, len(still) + len(new))

    def _unclearable(self, still: Sequence[Goal], parts: Parts) -> tuple[Unclearable, ...]:
        """What was given up and is left: the edits for others may have cleared it all the same."""
        left = set(still)
        kept: list[Unclearable] = []
        for goals, why in self.solver.failed:
            if why is Why.CONFLICT and not left.isdisjoint(goals):
                kept.append(Unclearable(tuple(map(parts.cleared, goals)), why))
            elif found := [goal for goal in goals if goal in left]:
                acts = self.solver.acts(found[0]) if why is Why.ACT else ()
                kept.append(Unclearable(tuple(map(parts.cleared, found)), why, acts))
        return tuple(kept)

    # ---- what to clear -----------------------------------------------------------------------------

    def _name_goals(self) -> None:
        waiting = {name: iter(self.goals.of(rule)) for name, rule in self.goals.bearing.items()}
        for outcome in self.before.outcomes:
            if outcome.rule.name in waiting:
                goal = next(waiting[outcome.rule.name])
                self.named[outcome.rule.name, outcome.subject.name] = goal

    def _targets(self, review: Review) -> list[Goal]:
        """What a review leaves open of the level, in its own words and not in those of the judge."""
        found: list[Goal] = []
        for outcome in review.outcomes:
            known = self.named.get((outcome.rule.name, outcome.subject.name))
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
            and (one.rule.name, one.subject.name) not in self.named
            and self._counts(one)
        ]

    def _counts(self, outcome: RuleOutcome) -> bool:
        if outcome.outcome is Outcome.UNDETERMINED:
            return self.until == "undetermined"
        return outcome.outcome is Outcome.NOT_MET and LEVELS[outcome.rule.duty.duty] in TARGETS[self.until]

    def _reviewed(self, solved: Sequence[Solved]) -> Review:
        """The whole plan with the first set of every part, reviewed by the engine."""
        edits = [proposal.edit for one in solved for proposal in one.proposals]
        plan, _ = edited(self.ground.opened, edits)
        if plan is None or not edits:
            return self.before
        return self.reviewer.review(plan, as_of=self.before.as_of, ratings=self.ground.judge.setting.ratings)
