"""All edits of a remedy together, looked at through the few of them that bear on a goal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from jichim.remedy.goals import Goal, Goals
from jichim.remedy.model import Proposal
from jichim.remedy.stage import Stage


class Whole:
    """The edits of all tasks, by the goals on which they bear; never changed."""

    def __init__(self, goals: Goals, start: Stage, proposals: Sequence[Proposal]) -> None:
        self._goals = goals
        self._start = start
        self.proposals = tuple({one.key: one for one in proposals}.values())
        self._bearing: dict[Goal, list[int]] = {}
        """Of every goal the positions of the proposals that bear on it."""
        for number, one in enumerate(self.proposals):
            for goal in goals.bearing_by(one):
                self._bearing.setdefault(goal, []).append(number)

    def stage(self, goals: Iterable[Goal], less: Proposal | None = None) -> Stage | None:
        """A stage in which these goals are what they are after all edits (but one)."""
        near = sorted({number for goal in goals for number in self._bearing.get(goal, ())})
        return self._start.make(*(one for number in near if (one := self.proposals[number]) is not less))

    def needing(self, proposal: Proposal, given_up: Collection[Goal]) -> tuple[Goal, ...]:
        """The goals that are open if one edit is not made."""
        found: list[Goal] = []
        for goal in self._goals.bearing_by(proposal):
            if goal in given_up:
                continue
            less = self.stage((goal,), proposal)
            if less is None or self._goals.is_open(goal, less):
                found.append(goal)
        return tuple(found)

    def without(self, proposal: Proposal) -> Whole:
        return Whole(self._goals, self._start, [one for one in self.proposals if one is not proposal])
