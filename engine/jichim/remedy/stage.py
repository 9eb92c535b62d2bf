"""A plan with proposals made: what a search goes through, made cheaply from the one before it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

from jichim.network.interpret import Context
from jichim.network.kleene import bounds
from jichim.plan.model import Candidate, Plan, Record
from jichim.remedy.ground import Ground
from jichim.remedy.model import Proposal
from jichim.review.worlds import Figure, substitute
from jichim.scenario.model import Address
from jichim.vocabulary.quantity import Interval

_MOST_TURNS = 2
"""How often one value may be replaced in a search: two conditions may push it back and forth forever."""


class GoneError(Exception):
    """An edit took away the record that a condition is about: that way leads nowhere."""


class Stage:
    """The plan after some proposals; never changed."""

    __slots__ = ("_context", "_figures", "_plan", "_ranged", "ground", "most", "proposals", "turns")

    def __init__(
        self,
        ground: Ground,
        proposals: tuple[Proposal, ...],
        plan: Plan,
        turns: dict[object, int],
        *,
        clean: bool = False,
        most: int | None = None,
    ) -> None:
        self.ground = ground
        self.proposals = proposals
        self._plan = plan
        self._figures: tuple[Figure, ...] | None = () if clean else None
        self.turns = turns
        self.most = most
        """How many proposals this stage and those made from it may have; None where that is open."""
        self._context: Context | None = None
        self._ranged: Record | None = None

    @staticmethod
    def start(ground: Ground) -> Stage:
        return Stage(ground, (), ground.base, {})

    @property
    def plan(self) -> Plan:
        return self._plan

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The contradictions of the plan."""
        if self._figures is None:
            self._figures = self.ground.figures(self._plan)
        return self._figures

    @property
    def root(self) -> Record:
        return self._plan.root

    @property
    def context(self) -> Context:
        """What conditions are evaluated in."""
        if self._context is None:
            self._context = self.ground.judge.settled(self.ranged)
        return self._context

    @property
    def ranged(self) -> Record:
        """The document with a range in the place of contradictory figures: what holds for all of them."""
        if self._ranged is None:
            chosen = [(figure, 0) for one in self.figures if (figure := _as_range(one)) is not None]
            self._ranged = substitute(self._plan, chosen).root if chosen else self._plan.root
        return self._ranged

    @property
    def size(self) -> int:
        return len(self.proposals)

    def record(self, at: Address, *, ranged: bool = False) -> Record:
        """The record at an address; raises `GoneError` where an edit took its list away."""
        record = self.ranged if ranged else self._plan.root
        for step in at:
            listed = record.lists.get(step.path)
            if not isinstance(listed, tuple) or step.index >= len(listed):
                raise GoneError
            record = listed[step.index]
        return record

    def edits(self) -> frozenset[tuple[object, ...]]:
        return frozenset(proposal.key for proposal in self.proposals)

    @property
    def content(self) -> frozenset[int]:
        """What the proposals state, however they were come by."""
        return self.content_of(self.proposals)

    def content_of(self, proposals: tuple[Proposal, ...]) -> frozenset[int]:
        """Some proposals as numbers; two have one number if they state the same."""
        return frozenset(self.ground.number(one) for one in proposals)

    def make(self, *more: Proposal) -> Stage | None:
        """The plan with more proposals; one about the same thing takes the place of the earlier one.

        None where that would go back and forth, leaves no plan that can be read, or is more than may be.
        """
        made = {proposal.key: proposal for proposal in self.proposals}
        turns = dict(self.turns)
        for proposal in more:
            before = made.get(proposal.key)
            if before is not None and before != proposal and not _only_grows(before, proposal):
                turns[proposal.key] = turns.get(proposal.key, 0) + 1
                if turns[proposal.key] > _MOST_TURNS:
                    return None
            made[proposal.key] = proposal
        if self.most is not None and len(made) > self.most:
            return None
        if len(made) == self.size + len(more):
            plan = self.ground.also(self._plan, tuple(proposal.edit for proposal in more))
            if plan is not None:
                clean = not self.figures
                return Stage(self.ground, tuple(made.values()), plan, turns, clean=clean, most=self.most)
        return self._with(tuple(made.values()), turns)

    def added(self, later: Stage) -> tuple[Proposal, ...]:
        """What a stage that was made from this one proposes besides or instead."""
        own = set(self.proposals)
        return tuple(one for one in later.proposals if one not in own)

    def within(self, more: int | None) -> Stage:
        """The same, to which at most so many proposals may be added."""
        most = None if more is None else self.size + more
        made = Stage(self.ground, self.proposals, self._plan, self.turns, most=most)
        made._figures, made._context, made._ranged = self._figures, self._context, self._ranged
        return made

    def without(self, proposal: Proposal) -> Stage | None:
        """The plan with one proposal less."""
        return self._with(tuple(one for one in self.proposals if one is not proposal), dict(self.turns))

    def _with(self, proposals: tuple[Proposal, ...], turns: dict[object, int]) -> Stage | None:
        made = self.ground.edited(tuple(proposal.edit for proposal in proposals))
        return (
            None
            if made is None
            else Stage(self.ground, proposals, made[0], turns, clean=made[1], most=self.most)
        )


def _as_range(figure: Figure) -> Figure | None:
    """Contradictory numbers or dates as one range; None for what has no order."""
    values = [one.value for one in figure.candidates]
    ends = [end for value in values for end in bounds(value)]
    if not all(isinstance(end, (int, Fraction, datetime.date)) for end in ends):
        return None
    whole = Candidate(Interval(min(ends), max(ends)), "", None)
    return replace(figure, candidates=(whole,))


def _only_grows(before: Proposal, now: Proposal) -> bool:
    """Whether a proposal says all that one about the same thing said, and more: no step back."""
    one, other = before.edit.says, now.edit.says
    if one is None or other is None or len(one) != 1 or len(other) != 1 or one[0][0] != other[0][0]:
        return False
    said, says = one[0][1], other[0][1]
    return isinstance(said, tuple) and isinstance(says, tuple) and set(said) < set(says)
