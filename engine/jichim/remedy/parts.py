"""What was solved, in the words of a remedy: parts, steps, the values that serve, what each edit clears."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from jichim.policy.model import Rule
from jichim.remedy.conditions import OpenConditions
from jichim.remedy.cover import Key
from jichim.remedy.goals import Goal, Goals
from jichim.remedy.model import Cleared, Part, Proposal, Step
from jichim.remedy.options import is_none
from jichim.remedy.solver import Solved
from jichim.remedy.stage import Stage
from jichim.remedy.whole import Whole
from jichim.review.findings import LEVELS
from jichim.review.model import Review, RuleOutcome


class Parts:
    """Tells what was solved and what was not."""

    def __init__(
        self,
        goals: Goals,
        start: Stage,
        solved: Sequence[Solved],
        before: Review,
        after: Review,
        named: Mapping[tuple[str, str], Goal],
        left: Collection[Goal],
    ) -> None:
        self._goals = goals
        self._left = left
        self._solved = solved
        self._whole = Whole(goals, start, [each for one in solved for each in one.proposals])
        self._conditions = OpenConditions(after, goals, self._whole, named)
        self._names = {goal: subject for (_, subject), goal in named.items()}
        self._actions = {(one.rule, one.subject.name): one.what for one in before.actions}
        self._drafts = {one.rule.name for one in before.outcomes if one.instrument.draft}

    def parts(self) -> tuple[Part, ...]:
        """A part for every task of which a set of edits was found, in the order of what they clear."""
        order = {goal: number for number, goal in enumerate(self._names)}
        found = [one for one in self._solved if one.proposals]
        found.sort(key=lambda one: min((order[goal] for goal in one.task.goals), default=len(order)))
        return tuple(map(self._part, found))

    def cleared(self, goal: Goal) -> Cleared:
        rule = self._goals.rules[goal.rule]
        action = self._actions.get((rule.name, self._names[goal]), "")
        return _cleared(rule, self._names[goal], action, rule.name in self._drafts)

    @staticmethod
    def of_outcome(outcome: RuleOutcome) -> Cleared:
        return _cleared(outcome.rule, outcome.subject.name, "", outcome.instrument.draft)

    def _part(self, one: Solved) -> Part:
        first = one.proposals
        by_edits: dict[frozenset[Key], list[tuple[Proposal, ...]]] = {
            frozenset(proposal.key for proposal in first): [first]
        }
        for stage in sorted(one.found.stages[1:], key=lambda each: any(map(is_none, each.proposals))):
            made = one.given.added(stage)
            by_edits.setdefault(frozenset(proposal.key for proposal in made), []).append(made)
        sets = [self._steps(members[0], one, members) for members in by_edits.values()]
        otherwise = one.given.added(one.otherwise) if one.otherwise is not None else ()
        return Part(
            tuple(self.cleared(goal) for goal in one.task.goals),
            sets[0],
            tuple(sets[1:]),
            self._steps(otherwise, one, ()),
            one.found.cut,
        )

    def _steps(
        self, proposals: Sequence[Proposal], one: Solved, others: Sequence[Sequence[Proposal]]
    ) -> tuple[Step, ...]:
        """A step for every edit, with the findings that need it; for alternatives those of its task."""
        steps = []
        for proposal in proposals:
            first = proposal in one.proposals
            needing = self._whole.needing(proposal, self._left) if first else ()
            before = self._goals.open_before
            needing = tuple(goal for goal in needing if goal in before) or tuple(
                goal for goal in one.task.goals if goal in self._goals.bearing_by(proposal)
            )
            conditions = self._conditions.on(proposal) if first else ()
            clears = tuple(map(self.cleared, needing or one.task.goals))
            steps.append(Step(proposal, clears, conditions, _values(proposal, proposals, others)))
        return tuple(steps)


def _values(
    proposal: Proposal, own: Sequence[Proposal], others: Sequence[Sequence[Proposal]]
) -> tuple[str, ...]:
    """The values that serve as well, all other edits being the same; the proposed one first."""
    rest = {(one.key, one.edit.says) for one in own if one is not proposal}
    values = [proposal.edit.written]
    for other in others:
        for one in other:
            if one.key == proposal.key and rest == {(e.key, e.edit.says) for e in other if e is not one}:
                values.append(one.edit.written)
    return tuple(dict.fromkeys(values))


def _cleared(rule: Rule, subject: str, action: str, draft: bool) -> Cleared:
    level = LEVELS[rule.duty.duty].value
    return Cleared(rule.name, rule.title, subject, level, "; ".join(rule.basis.citations), action, draft)
