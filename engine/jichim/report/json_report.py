"""The report for a program: `jichim.review/1`, described by `schema/review-1.json` and docs/review-json.md.

One outcome, finding, action … stands on one line, so that the document can be read, searched and compared
line by line, and is still written by the C encoder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from jichim.diagnostic import Diagnostic, Text
from jichim.policy.model import Instrument
from jichim.report.json_checklist import checklist_document, in_force_document
from jichim.report.model import Report, Unusable
from jichim.report.parts import citation
from jichim.review.model import (
    Action,
    Alternative,
    Article,
    Assumption,
    Decision,
    Evidence,
    Finding,
    FiredCondition,
    Outcome,
    PolicyUse,
    Review,
    RuleOutcome,
    Subject,
    Supplement,
)

if TYPE_CHECKING:
    from jichim.assessment.model import Assessment
from jichim.version import VERSION

SCHEMA = "jichim.review/1"

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_SURROGATE = re.compile("[\ud800-\udfff]")


def render_json(report: Report) -> str:
    """The document with its line breaks; encodes to UTF-8 always (a lone surrogate becomes U+FFFD)."""
    reviews = ",\n".join(_object(review_document(*pair)) for pair in report.assessed())
    unusable = _lines(_unusable(plan) for plan in report.unusable)
    head = f'"schema": {_encode(SCHEMA)},\n"version": {_encode(VERSION)}'
    text = f'{{\n{head},\n"reviews": [{reviews}],\n"unusable": {unusable}\n}}\n'
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _assessed(assessment: Assessment | None) -> dict[str, object] | None:
    if assessment is None:
        return None
    from jichim.report.json_assessment import assessment_document  # few reviews come with sheets

    return assessment_document(assessment)


def review_document(review: Review, assessment: Assessment | None = None) -> dict[str, object]:
    """One review in the shape of the schema: plain dicts, lists, strings, numbers, booleans and None."""
    actions = {(action.rule, action.subject): action for action in review.actions}
    return {
        "plan": review.plan,
        "file": review.file,
        "as_of": review.as_of.isoformat(),
        "policies": [_policy(use) for use in review.policies],
        "outcomes": [_outcome(outcome) for outcome in review.outcomes],
        "decisions": [_decision(decision) for decision in review.decisions],
        "findings": [
            _finding(
                finding,
                actions.get((finding.outcome.rule.name, finding.outcome.subject)),
                review.articles.get(finding.outcome.rule.name),
            )
            for finding in review.findings
        ],
        "actions": [_action(action) for action in review.actions],
        "supplements": [_supplement(supplement) for supplement in review.supplements],
        "counts": {
            **{outcome.value: review.counts.get(outcome, 0) for outcome in Outcome},
            "total": len(review.outcomes),
        },
        "notes": list(review.notes),
        "assessment": _assessed(assessment),
        "checklists": [checklist_document(one) for one in review.checklists],
    }


def _object(document: Mapping[str, object]) -> str:
    """An object with a line for each member, and for each element of a member that is a list."""
    members = ",\n".join(
        f"{_encode(key)}: {_lines(value) if isinstance(value, list) else _encode(value)}"
        for key, value in document.items()
    )
    return f"{{\n{members}\n}}"


def _lines(items: Iterable[object]) -> str:
    lines = ",\n  ".join(map(_encode, items))
    return f"[\n  {lines}\n]" if lines else "[]"


def _policy(use: PolicyUse) -> dict[str, object]:
    instrument: Instrument = use.instrument
    return {
        "name": instrument.name,
        "title": instrument.title,
        "status": instrument.status,
        "applied": use.applied,
        "period": {"start": _date(instrument.period.start), "end": _date(instrument.period.end)},
        "promulgated": _date(instrument.promulgated),
        "rules": use.rules,
    }


def _outcome(outcome: RuleOutcome) -> dict[str, object]:
    rule = outcome.rule
    return {
        "rule": rule.name,
        "title": rule.title,
        "items": rule.basis.items,
        "policy": outcome.instrument.name,
        **_subject(outcome.subject),
        "outcome": outcome.outcome.value,
        "cause": outcome.cause.value if outcome.cause else None,
        "duty": rule.duty.duty.value,
        "force": rule.duty.force,
        "weight": rule.weight,
        "draft": outcome.instrument.draft,
        "assumed": bool(outcome.assumptions),
        "assumptions": [_assumption(assumption) for assumption in outcome.assumptions],
        "evidence_only": rule.evidence_only,
        "citation": citation(rule.basis),
        "missing": [ref.path for ref in outcome.missing],
        "missing_labels": [ref.label for ref in outcome.missing],
        "evidence": [_evidence(evidence) for evidence in outcome.evidence],
        "alternatives": [_alternative(option, "result") for option in outcome.alternatives],
        "firings": [_firing(firing) for firing in outcome.firings],
    }


def _decision(decision: Decision) -> dict[str, object]:
    derivation = decision.derivation
    return {
        "name": derivation.name,
        "title": derivation.title,
        "items": derivation.basis.items,
        "policy": decision.instrument.name,
        **_subject(decision.subject),
        "value": decision.value,
        "cause": decision.cause.value if decision.cause else None,
        "readings": [_alternative(option, "value") for option in decision.alternatives],
        "inputs": dict(decision.inputs),
        "missing": [ref.path for ref in decision.missing],
        "missing_labels": [ref.label for ref in decision.missing],
        "draft": decision.instrument.draft,
        "assumed": bool(decision.assumptions),
        "assumptions": [_assumption(assumption) for assumption in decision.assumptions],
        "citation": citation(derivation.basis),
        "firings": [_firing(firing) for firing in decision.firings],
    }


def _finding(finding: Finding, action: Action | None, article: Article | None) -> dict[str, object]:
    outcome = finding.outcome
    return {
        "rule": outcome.rule.name,
        "title": outcome.rule.title,
        "policy": outcome.instrument.name,
        **_subject(outcome.subject),
        "level": finding.level.value,
        "weight": outcome.rule.weight,
        "message": finding.message,
        "citation": citation(outcome.rule.basis),
        "draft": outcome.instrument.draft,
        "action": _task(action) if action else None,
        "in_force": [in_force_document(one) for one in finding.in_force],
        "same_as": list(finding.same_as),
        "told_at": list(finding.told_at),
        "article": {"name": article.name, "heading": article.heading} if article else None,
    }


def _action(action: Action) -> dict[str, object]:
    return {
        "rule": action.rule,
        **_subject(action.subject),
        **_task(action),
        "level": action.level.value,
        "draft": action.draft,
        "citation": action.citation,
    }


def _task(action: Action) -> dict[str, object]:
    return {
        "who": action.who,
        "what": action.what,
        "within": action.within,
        "due": _date(action.due),
        "clears": [ref.path for ref in action.clears],
    }


def _supplement(supplement: Supplement) -> dict[str, object]:
    needed = supplement.needed_by or ((),) * len(supplement.fields)
    return {
        **_subject(supplement.subject),
        "fields": [
            {"path": ref.path, "label": ref.label, "rules": rules}
            for ref, rules in zip(supplement.fields, needed, strict=True)
        ],
        "rules": supplement.rules,
    }


def _subject(subject: Subject) -> dict[str, object]:
    """Names of subjects may repeat in a plan; the index tells them apart."""
    return {"subject": subject.name, "subject_kind": subject.node, "subject_index": subject.index}


def _evidence(evidence: Evidence) -> dict[str, object]:
    return {
        "field": evidence.field.path,
        "label": evidence.field.label,
        "value": evidence.value,
        "at": str(evidence.at) if evidence.at else None,
        "guard": evidence.guard,
        "of": evidence.of,
    }


def _alternative(option: Alternative, result: str) -> dict[str, object]:
    return {"choices": option.choices, result: option.result}


def _assumption(assumption: Assumption) -> dict[str, object]:
    return {"name": assumption.name, "reason": assumption.reason}


def _firing(firing: FiredCondition) -> dict[str, object]:
    return {"production": firing.production, "subject": firing.subject, "stratum": firing.stratum}


def _unusable(plan: Unusable) -> dict[str, object]:
    return {"file": plan.file, "diagnostics": [_diagnostic(diagnostic) for diagnostic in plan.diagnostics]}


def _diagnostic(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": _text(diagnostic.message),
        "at": str(diagnostic.span) if diagnostic.span else diagnostic.where or None,
        "help": _text(diagnostic.help) if diagnostic.help else None,
    }


def _text(text: Text) -> dict[str, object]:
    return {"ko": text.ko, "en": text.en}


def _date(day: date | None) -> str | None:
    return day.isoformat() if day else None
