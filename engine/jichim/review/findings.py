"""From outcomes to what people do with them: findings, actions, supplement requests."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from jichim.network.kleene import arithmetic
from jichim.policy.model import DutyClass
from jichim.review.blame import Blame
from jichim.review.fields import FieldNames
from jichim.review.model import (
    Action,
    Cause,
    FieldRef,
    Finding,
    Level,
    Outcome,
    RuleOutcome,
    Subject,
    Supplement,
)

LEVELS = {
    DutyClass.MUST: Level.VIOLATION,
    DutyClass.CONSIDER: Level.EVIDENCE,
    DutyClass.PRINCIPLE: Level.DEPARTURE,
    DutyClass.ENDEAVOUR: Level.RECOMMENDATION,
    DutyClass.SHOULD: Level.RECOMMENDATION,
    DutyClass.MAY: Level.ADVICE,
}
_ORDER = {level: position for position, level in enumerate(Level)}
_WEIGHTS = {"major": 0, "moderate": 1, "minor": 2}
_FORCES = {"strict": 0, "plain": 1, "soft": 2, None: 3}
_CAUSES = {
    Cause.CONTRADICTORY: "계획서의 수치가 서로 달라 판단할 수 없다",
    Cause.NOT_DECIDED: "근거 조문이 이 경우를 정하지 않았거나 해석에 따라 결과가 다르다",
    Cause.JUDGEMENT: "평가자의 판단이 필요하다",
}


def level_of(outcome: RuleOutcome) -> Level | None:
    """What an outcome asks for; None if nobody has to look at it as a finding."""
    if outcome.outcome is Outcome.NOT_MET:
        return LEVELS[outcome.rule.duty.duty]
    if outcome.outcome is Outcome.UNDETERMINED and outcome.cause is not Cause.NOT_STATED:
        return Level.UNDETERMINED
    return None


def undetermined_message(outcome: RuleOutcome) -> str:
    assert outcome.cause is not None
    return f"{outcome.rule.title}: {_CAUSES[outcome.cause]}"


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Law before drafts, then by level, weight and force, then in the order of the plan."""

    def key(pair: tuple[int, Finding]) -> tuple[object, ...]:
        position, finding = pair
        rule = finding.outcome.rule
        return (
            finding.outcome.instrument.draft,
            _ORDER[finding.level],
            _WEIGHTS[rule.weight],
            _FORCES[rule.duty.force],
            finding.outcome.subject.index,
            position,
        )

    return tuple(finding for _, finding in sorted(enumerate(findings), key=key))


def action_of(finding: Finding, what: str, clears: Sequence[FieldRef], as_of: datetime.date) -> Action:
    """The required action of a finding, with its deadline counted from the review date."""
    rule = finding.outcome.rule
    due = arithmetic("+", as_of, rule.within) if rule.within is not None else None
    return Action(
        rule=rule.name,
        subject=finding.outcome.subject,
        level=finding.level,
        draft=finding.outcome.instrument.draft,
        who=rule.by,
        what=what,
        within=str(rule.within) if rule.within is not None else "",
        due=due if isinstance(due, datetime.date) else None,
        clears=tuple(clears),
        citation="; ".join(rule.basis.citations),
    )


def supplements(
    open_results: Sequence[tuple[str, Blame]],
    subject_of: Mapping[int, Subject],
    names: FieldNames,
) -> tuple[Supplement, ...]:
    """One request for each subject with everything that it must state, in the order of the vocabulary.

    `open_results` are the names of rules and decisions that are undetermined because something is not
    stated, each with what is missing. A section or list that is missing as a whole stands for its fields.
    """
    fields: dict[int, dict[FieldRef, dict[str, None]]] = {}
    rules: dict[int, dict[str, None]] = {}
    for name, blame in open_results:
        for record, ref in blame.missing:
            fields.setdefault(record, {}).setdefault(ref, {})[name] = None
            rules.setdefault(record, {})[name] = None
    ordered = sorted(fields, key=lambda record: subject_of[record].index)
    found = []
    for record in ordered:
        asked = _without_parts(sorted(fields[record], key=names.position))
        needed = tuple(_needed_by(ref, fields[record], rules[record]) for ref in asked)
        found.append(Supplement(subject_of[record], asked, tuple(rules[record]), needed))
    return tuple(found)


def _needed_by(
    asked: FieldRef, fields: Mapping[FieldRef, Mapping[str, None]], rules: Iterable[str]
) -> tuple[str, ...]:
    """Those of the rules that need a field, or a part of it where it is a section."""
    within = f"{asked.path}."
    needing = {
        name
        for ref, names in fields.items()
        if ref.path == asked.path or ref.path.startswith(within)
        for name in names
    }
    return tuple(name for name in rules if name in needing)


def _without_parts(fields: Sequence[FieldRef]) -> tuple[FieldRef, ...]:
    """Fields of a section or list that is itself requested are left out."""
    asked = {field.path for field in fields}
    return tuple(
        field
        for field in fields
        if not any(".".join(field.path.split(".")[:n]) in asked for n in range(1, field.path.count(".") + 1))
    )
