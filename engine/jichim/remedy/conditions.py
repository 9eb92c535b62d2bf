"""Conditions read for themselves: those on a true value, and those that no statement can satisfy."""

from __future__ import annotations

from collections.abc import Iterator

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
from jichim.review.model import Outcome, Review

_MOST = 4


def side_conditions(
    proposal: Proposal, after: Review, goals: Goals, stage: Stage
) -> tuple[SideCondition, ...]:
    """Conditions of the level that are open because the value of an edit is open.

    A value that fails one of them is a finding of the level again, which only the true value can tell.
    """
    if proposal.value not in ("open", "example") or proposal.edit.append:
        return ()
    edit = proposal.edit
    wanted = ".".join((*(step.path for step in edit.at), edit.path))
    found: list[SideCondition] = []
    subjects = {edit.at[0].name} if edit.at else None
    for outcome in after.outcomes:
        if outcome.outcome is not Outcome.UNDETERMINED or outcome.rule.name not in goals.bearing:
            continue
        if subjects is not None and not subjects & {outcome.subject.name, *outcome.subject.name.split(" + ")}:
            continue
        if not any(field.path == wanted for field in outcome.missing):
            continue
        goal = _goal(outcome.rule.name, outcome.subject.name, goals)
        if goal is None:
            continue
        texts = [
            " ".join(cond.span.text.split())  # type: ignore[union-attr]
            for cond in _literals(goals.rules[goal.rule].require)
            if _is_open(cond, goal, goals, stage) and getattr(cond, "span", None) is not None
            if _mentions(cond, edit.path, goals)
        ]
        text = " / ".join(dict.fromkeys(texts)) or outcome.rule.title
        found.append(SideCondition(outcome.rule.name, outcome.subject.name, edit.label, text))
    return tuple(found[:_MOST])


def _goal(rule: str, subject: str, goals: Goals) -> Goal | None:
    for goal in goals.of(goals.rules[rule]):
        name = " + ".join(at[-1].name for at in goal.at if at) or "plan"
        if name == subject:
            return goal
    return None


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
