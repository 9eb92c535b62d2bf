"""A review as rows: what an audit keeps of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jichim.audit.model import (
    DecisionRow,
    FindingRow,
    OutcomeRow,
    Reviewed,
    SubjectRow,
    SupplementRow,
)
from jichim.audit.problems import problem_of, storable
from jichim.diagnostic import Diagnostic
from jichim.plan.model import NONE, Place, Plan, Record
from jichim.plan.subjects import records_of
from jichim.review.model import Action, Evidence, Outcome, Review
from jichim.review.verdicts import Verdicts
from jichim.vocabulary.model import Vocabulary

LETTERS = "?AMNU"
"""By outcome code: 0 would be an outcome that never fired, which the review refuses to count."""
_LONGEST_EVIDENCE = 300


def rows_of(
    number: int,
    plan: Plan,
    verdicts: Verdicts,
    review: Review,
    warnings: Sequence[Diagnostic],
    vocabulary: Vocabulary,
) -> Reviewed:
    """The rows of one reviewed plan; places are `line:column` in it, never a path."""
    actions: dict[tuple[str, int, str], Action] = {
        (one.rule, one.subject.index, one.subject.name): one for one in review.actions
    }
    causes: dict[str, Counter[str]] = {}
    found: list[FindingRow] = []
    for finding in review.findings:
        outcome = finding.outcome
        subject = outcome.subject
        action = actions.get((outcome.rule.name, subject.index, subject.name))
        found.append(
            FindingRow(
                outcome.rule.name,
                subject.index + 1,
                storable(subject.name),
                finding.level.value,
                storable(finding.message),
                storable(_evidence(outcome.evidence)),
                storable(action.what) if action else "",
                storable(action.who) if action else "",
                action.due if action else None,
            )
        )
    for one in review.undetermined:
        if one.cause is not None:
            causes.setdefault(one.rule.name, Counter())[one.cause.value] += 1
    outcomes = tuple(_outcomes(verdicts, causes))
    decided = review.counts[Outcome.MET], review.counts[Outcome.NOT_MET], review.counts[Outcome.UNDETERMINED]
    title = vocabulary.nodes[vocabulary.root].title_field
    return Reviewed(
        number=number,
        plan=storable(plan.name) if title is not None and title in plan.root.facts else None,
        city=_stated(plan.root, "about.city"),
        as_of=review.as_of,
        subjects=tuple(_subjects(plan, vocabulary)),
        outcomes=outcomes,
        findings=tuple(found),
        decisions=tuple(
            DecisionRow(
                one.derivation.name,
                one.derivation.title or one.derivation.name,
                one.subject.index + 1,
                storable(one.subject.name),
                None if one.value is None else storable(one.value),
                one.cause.value if one.cause else None,
            )
            for one in review.decisions
        ),
        supplements=tuple(
            SupplementRow(one.subject.index + 1, field.path, field.label)
            for one in review.supplements
            for field in one.fields
        ),
        # Rules that are not in force have no row, so they are not among those that do not apply either.
        counts=(*decided, sum(len(one.codes) for one in outcomes) - sum(decided)),
        warnings=tuple(problem_of(one) for one in warnings),
    )


def _outcomes(verdicts: Verdicts, causes: dict[str, Counter[str]]) -> list[OutcomeRow]:
    rows = []
    for signature, rules in verdicts.program.rules.items():
        codes = verdicts.codes[signature]
        for position, rule in enumerate(rules):
            letters = "".join(LETTERS[row[position]] for row in codes)
            counted = causes.get(rule.name)
            rows.append(OutcomeRow(rule.name, letters, tuple(sorted(counted.items())) if counted else ()))
    return rows


def _subjects(plan: Plan, vocabulary: Vocabulary) -> list[SubjectRow]:
    """The plan as number 0, then its records in order: the numbers that findings name."""
    root = vocabulary.node(vocabulary.root)
    named = root.title_field is not None and root.title_field in plan.root.facts
    rows = [SubjectRow(0, vocabulary.root, root.label, storable(plan.name) if named else "", "1:1")]
    for number, record in enumerate(records_of(plan), 1):
        rows.append(
            SubjectRow(
                number,
                record.node,
                vocabulary.node(record.node).label,
                storable(record.name),
                record.place.cell or f"{record.place.line}:{record.place.column}",
                _stated(record, "field") or "",
                _stated(record, "stage") or "",
            )
        )
    return rows


def _stated(record: Record, path: str) -> str | None:
    """A text or choice as stored; several choices are separated by spaces."""
    fact = record.facts.get(path)
    if isinstance(fact, str):
        return storable(fact)
    if isinstance(fact, tuple):
        return storable(" ".join(fact))
    return "" if fact is NONE else None


def _at(place: Place | None) -> str:
    if place is None or not (place.cell or place.line):
        return ""
    return f" ({place.cell or f'{place.line}:{place.column}'})"


def _evidence(found: Sequence[Evidence]) -> str:
    parts = []
    for one in found:
        parts.append(f"{one.field.label}: {one.value}{_at(one.at)}")
    text = "; ".join(parts)
    return text if len(text) <= _LONGEST_EVIDENCE else text[: _LONGEST_EVIDENCE - 1] + "…"
