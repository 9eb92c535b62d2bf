"""SARIF 2.1.0 (OASIS, 2020): findings for code scanners, editors and dashboards.

A rule is a reporting descriptor, an instrument a taxonomy. `kind` is `fail` for findings, `open` for what
is undetermined, and with `everything` also `pass` and `notApplicable`. `level` comes from the duty: `error`
for violations of law in force, `warning` for other demands, `note` for recommendations and advice. Plans
that could not be read are tool execution notifications, so that no run looks complete when it is not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from jichim.diagnostic import Diagnostic, Lang, Severity
from jichim.plan.model import Place
from jichim.report.machine.parts import actions_of, clean, fingerprint, results_of, uri
from jichim.report.model import Report, Unusable
from jichim.report.parts import citation
from jichim.report.words import words
from jichim.review.model import Finding, Level, Outcome, Review, RuleOutcome
from jichim.version import VERSION

if TYPE_CHECKING:
    from jichim.policy.model import Policy, Rule
    from jichim.report.layout import Page

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_KINDS = {
    Outcome.MET: "pass",
    Outcome.NOT_MET: "fail",
    Outcome.UNDETERMINED: "open",
    Outcome.NOT_APPLICABLE: "notApplicable",
}
_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}

Json = dict[str, Any]


def render_sarif(report: Report, policy: Policy, page: Page) -> bytes:
    """One run over all plans of the report; UTF-8 JSON."""
    numbers = {rule.name: number for number, rule in enumerate(policy.rules)}
    results = [one for review in report.reviews for one in _results(review, numbers, page)]
    files = dict.fromkeys([one.file for one in report.reviews] + [one.file for one in report.unusable])
    run: Json = {
        "tool": {
            "driver": {
                "name": "jichim",
                "version": VERSION,
                "semanticVersion": VERSION,
                "language": page.lang,
                "rules": [_rule(rule, policy, page.lang) for rule in policy.rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri(file, page)}} for file in files],
        "taxonomies": [
            {
                "name": one.name,
                "shortDescription": {"text": clean(one.title)},
                "properties": {"status": one.status},
            }
            for one in policy.instruments
        ],
        "invocations": [
            {
                "executionSuccessful": not report.unusable,
                "toolExecutionNotifications": [
                    notification for one in report.unusable for notification in _notifications(one, page)
                ],
            }
        ],
        "results": results,
        "properties": {"asOf": [review.as_of.isoformat() for review in report.reviews]},
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _rule(rule: Rule, policy: Policy, lang: Lang) -> Json:
    instrument = policy.instrument(rule.basis.instrument)
    cited = citation(rule.basis)
    made: Json = {
        "id": rule.name,
        "name": rule.name,
        "shortDescription": {"text": clean(rule.title or rule.name)},
        "fullDescription": {"text": clean(f"{instrument.title} {cited} ({rule.duty.phrase})")},
        "help": {"text": clean(_help(rule, cited, lang))},
        "defaultConfiguration": {"level": _rule_level(rule, instrument.draft)},
        "relationships": [{"target": {"id": instrument.name, "toolComponent": {"name": instrument.name}}}],
        "properties": {
            "instrument": instrument.name,
            "citation": cited,
            "duty": rule.duty.label,
            "weight": rule.weight,
            "draft": instrument.draft,
        },
    }
    return made


def _help(rule: Rule, cited: str, lang: Lang) -> str:
    parts = [f"{words(lang).basis}: {cited}"] if cited else []
    if rule.basis.note:
        parts.append(rule.basis.note)
    if rule.evidence_only:
        parts.append(words(lang).evidence_only)
    return "\n".join(parts) or rule.title


def _rule_level(rule: Rule, draft: bool) -> str:
    if rule.duty.duty.value == "must":
        return "warning" if draft else "error"
    return "warning" if rule.duty.duty.value in ("consider", "principle") else "note"


def _results(review: Review, numbers: dict[str, int], page: Page) -> list[Json]:
    actions = actions_of(review)
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for outcome, finding in results_of(review, page):
        subject, rule = outcome.subject, outcome.rule
        key = (rule.name, subject.node, subject.name)
        action = actions.get((rule.name, subject))
        kind = _KINDS[outcome.outcome]
        made: Json = {
            "ruleId": rule.name,
            "ruleIndex": numbers[rule.name],
            "kind": kind,
            "level": _level(finding) if kind == "fail" else "none",
            "message": {"text": clean(_sentence(outcome, finding, page.lang))},
            "locations": [_location(subject.place, f"{subject.label} {subject.name}", page)],
            "partialFingerprints": {"jichim/v1": fingerprint(rule, subject, seen[key])},
            "properties": _properties(outcome, finding),
        }
        seen[key] += 1
        related = [
            {
                "id": number,
                "message": {"text": clean(f"{one.field.label}: {one.value}")},
                **_location(one.at, one.field.label, page),
            }
            for number, one in enumerate(outcome.evidence)
            if one.at is not None
        ]
        if related:
            made["relatedLocations"] = related
        if action is not None:
            made["properties"]["action"] = clean(action.what)
            made["properties"]["by"] = clean(action.who)
            if action.due is not None:
                made["properties"]["due"] = action.due.isoformat()
        found.append(made)
    return found


def _level(finding: Finding | None) -> str:
    if finding is None:
        return "note"
    if finding.level is Level.VIOLATION:
        return "warning" if finding.outcome.instrument.draft else "error"
    return "warning" if finding.level in (Level.EVIDENCE, Level.DEPARTURE) else "note"


def _sentence(outcome: RuleOutcome, finding: Finding | None, lang: Lang) -> str:
    if finding is not None:
        return finding.message or outcome.rule.title
    text = f"{outcome.subject.name}: {outcome.rule.title}: {words(lang).outcomes[outcome.outcome]}"
    if outcome.cause is not None:
        text += f" ({words(lang).causes[outcome.cause]})"
    if outcome.missing:
        text += f" [{', '.join(ref.label for ref in outcome.missing)}]"
    return text


def _properties(outcome: RuleOutcome, finding: Finding | None) -> Json:
    made: Json = {
        "outcome": outcome.outcome.value,
        "subject": clean(outcome.subject.name),
        "subjectKind": outcome.subject.node,
        "draft": outcome.instrument.draft,
        "assumed": bool(outcome.assumptions),
    }
    if finding is not None:
        made["duty"] = finding.level.value
    if outcome.cause is not None:
        made["cause"] = outcome.cause.value
    if outcome.missing:
        made["missing"] = [ref.path for ref in outcome.missing]
    return made


def _location(place: Place, label: str, page: Page) -> Json:
    physical: Json = {"artifactLocation": {"uri": uri(place.file, page)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
    logical: Json = {"name": clean(label)}
    qualified = place.cell or place.path
    if qualified:
        logical["fullyQualifiedName"] = clean(qualified)
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _notifications(unusable: Unusable, page: Page) -> list[Json]:
    found = []
    for one in unusable.diagnostics:
        physical: Json = {"artifactLocation": {"uri": uri(unusable.file, page)}}
        if one.span is not None:
            line, column = one.span.source.position(one.span.start)
            physical["region"] = {"startLine": line, "startColumn": column}
        found.append(
            {
                "descriptor": {"id": one.code},
                "level": _SEVERITIES[one.severity],
                "message": {"text": clean(_told(one, page.lang))},
                "locations": [{"physicalLocation": physical}],
            }
        )
    return found


def _told(diagnostic: Diagnostic, lang: Lang) -> str:
    texts: Sequence[str] = [diagnostic.message.in_(lang)]
    if diagnostic.help is not None:
        texts = [*texts, diagnostic.help.in_(lang)]
    return ". ".join(texts)
