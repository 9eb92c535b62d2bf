"""Conditions read for themselves: those on a true value, and those that no statement can satisfy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jichim.network.interpret import Frames, truth
from jichim.network.kleene import FALSE, UNKNOWN, every, negate, some
from jichim.policy.model import (
    AllOf,
    Always,
    AnyOf,
    Compare,
    Cond,
    Constant,
    CriterionTerm,
    DefinitionTerm,
    DerivedTerm,
    FieldTerm,
    ListTerm,
    Not,
    OneOf,
    ParameterTerm,
    ReviewDate,
    Term,
)
from jichim.policy.reads import leaves
from jichim.remedy.goals import Goal, Goals
from jichim.remedy.model import Proposal, SideCondition
from jichim.remedy.regress import frames_at
from jichim.remedy.stage import Stage
from jichim.remedy.whole import Whole
from jichim.review.model import Outcome, Review, RuleOutcome

_MOST = 4


class OpenConditions:
    """Conditions of the level that are open because the value of an edit is open.

    A value that fails one of them is a finding of the level again, which only the true value can tell.
    """

    def __init__(
        self, after: Review, goals: Goals, whole: Whole, named: Mapping[tuple[str, str], Goal]
    ) -> None:
        self._goals = goals
        self._whole = whole
        self._named = named
        self._waiting: dict[str, list[RuleOutcome]] = {}
        """Open outcomes by the field that they miss."""
        for outcome in after.outcomes:
            if outcome.outcome is Outcome.UNDETERMINED and outcome.rule.name in goals.bearing:
                for field in outcome.missing:
                    self._waiting.setdefault(field.path, []).append(outcome)

    def on(self, proposal: Proposal) -> tuple[SideCondition, ...]:
        """Those on the value of one edit."""
        edit = proposal.edit
        if proposal.value not in ("open", "example") or edit.append:
            return ()
        found: list[SideCondition] = []
        for outcome in self._waiting.get(".".join((*(step.path for step in edit.at), edit.path)), ()):
            subject = outcome.subject.name
            if edit.at and edit.at[0].name not in (subject, *subject.split(" + ")):
                continue
            goal = self._named.get((outcome.rule.name, subject))
            stage = self._whole.stage((goal,)) if goal is not None else None
            if goal is None or stage is None:
                continue
            texts = [
                " ".join(cond.span.text.split())  # type: ignore[union-attr]
                for cond in _literals(outcome.rule.require)
                if getattr(cond, "span", None) is not None
                and _mentions(cond, edit.path, self._goals)
                and _is_open(cond, goal, self._goals, stage)
            ]
            text = " / ".join(dict.fromkeys(texts)) or outcome.rule.title
            found.append(SideCondition(outcome.rule.name, subject, edit.label, text))
            if len(found) == _MOST:
                break
        return tuple(found)


def _literals(cond: Cond) -> Iterator[Cond]:
    if isinstance(cond, (AllOf, AnyOf)):
        for part in cond.parts:
            yield from _literals(part)
    elif isinstance(cond, Not):
        yield from _literals(cond.operand)
    else:
        yield cond


def _is_open(cond: Cond, goal: Goal, goals: Goals, stage: Stage) -> bool:
    frames = frames_at(goals.homes(goal), stage)
    return truth(cond, frames, stage.context) == UNKNOWN


def _mentions(cond: Cond | Term, path: str, goals: Goals, depth: int = 0) -> bool:
    judge = goals.ground.judge
    for leaf in leaves(cond):
        if isinstance(leaf, (FieldTerm, ListTerm)) and leaf.path == path:
            return True
        if depth >= _MOST:
            continue
        if isinstance(leaf, DefinitionTerm):
            body = judge.definitions[leaf.name].body
            if _mentions(body, path, goals, depth + 1):
                return True
        if isinstance(leaf, DerivedTerm):
            for reading in judge.derivations[leaf.name].readings:
                if any(_mentions(case.condition, path, goals, depth + 1) for case in reading.cases):
                    return True
    return False


def never_holds(cond: Cond, goal: Goal, goals: Goals, stage: Stage) -> bool:
    """Whether a condition is false whatever the plan states.

    Everything that a plan states is taken as unknown, also whether it is stated; what is false then is
    false for every plan, as strong Kleene logic is monotone.
    """
    return _possible(cond, frames_at(goals.homes(goal), stage), stage) == FALSE


def _possible(cond: Cond, frames: Frames, stage: Stage) -> int:
    if isinstance(cond, AllOf):
        return every(_possible(part, frames, stage) for part in cond.parts)
    if isinstance(cond, AnyOf):
        return some(_possible(part, frames, stage) for part in cond.parts)
    if isinstance(cond, Not):
        return negate(_possible(cond.operand, frames, stage))
    fixed = (Constant, CriterionTerm, ParameterTerm, ReviewDate)
    if isinstance(cond, (Compare, OneOf, Always)) and all(isinstance(one, fixed) for one in leaves(cond)):
        return truth(cond, frames, stage.context)
    return UNKNOWN
