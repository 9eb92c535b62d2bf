"""OSCAL assessment results (NIST, model 1.1.2): for compliance tools that collect results of many sources.

A review is a result, a rule a control, an outcome a finding with an observation that holds its evidence.
What is undetermined is `not-satisfied` with the reason `other` and its cause in the remarks: OSCAL has no
third state, and an open question must never read as satisfied. Not applicable outcomes are left out.
Identifiers are version 5 UUIDs of what they name and dates are those of the review, so equal reviews give
equal bytes.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any

from jichim.report.machine.parts import actions_of, clean, uri
from jichim.report.model import Report
from jichim.report.parts import citation
from jichim.report.words import words
from jichim.review.model import Outcome, Review, RuleOutcome
from jichim.version import VERSION

if TYPE_CHECKING:
    from jichim.policy.model import Policy
    from jichim.report.layout import Page

_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:jichim:review")
_OSCAL = "1.1.2"

Json = dict[str, Any]


def render_oscal(report: Report, policy: Policy, page: Page) -> bytes:
    """The `assessment-results` document; plans that could not be read stand in its remarks."""
    days = [review.as_of.isoformat() for review in report.reviews]
    latest = f"{max(days)}T00:00:00Z" if days else "1970-01-01T00:00:00Z"
    names = "\n".join([*(review.file for review in report.reviews), *(one.file for one in report.unusable)])
    made: Json = {
        "uuid": _uuid("document", names, *days),
        "metadata": {
            "title": "jichim",
            "last-modified": latest,
            "version": VERSION,
            "oscal-version": _OSCAL,
        },
        "import-ap": {"href": "#", "remarks": "; ".join(clean(one.title) for one in policy.instruments)},
        "results": [_result(review, page) for review in report.reviews] or [_nothing(latest)],
    }
    if report.unusable:
        told = [
            f"{page.path(one.file)}: [{d.code}] {d.message.in_(page.lang)}"
            for one in report.unusable
            for d in one.diagnostics
        ]
        made["metadata"]["remarks"] = clean("\n".join(told))
    document = {"assessment-results": made}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _result(review: Review, page: Page) -> Json:
    findings = {id(one.outcome): one for one in review.findings}
    actions = actions_of(review)
    seen: Counter[tuple[str, str, str]] = Counter()
    observations: list[Json] = []
    made: list[Json] = []
    start = f"{review.as_of.isoformat()}T00:00:00Z"
    for outcome in review.outcomes:
        if outcome.outcome is Outcome.NOT_APPLICABLE:
            continue
        rule, subject = outcome.rule, outcome.subject
        key = (rule.name, subject.node, subject.name)
        identity = (review.file, rule.basis.instrument, *key, str(seen[key]))
        seen[key] += 1
        observation = _uuid("observation", *identity)
        title = clean(f"{rule.title or rule.name} [{subject.name}]")
        finding = findings.get(id(outcome))
        observations.append(
            {
                "uuid": observation,
                "title": title,
                "description": clean(finding.message if finding else title),
                "methods": ["EXAMINE"],
                "types": ["finding"],
                "relevant-evidence": _evidence(outcome, page),
                "collected": start,
            }
        )
        action = actions.get((rule.name, subject))
        one: Json = {
            "uuid": _uuid("finding", *identity),
            "title": title,
            "description": clean(f"{outcome.instrument.title} {citation(rule.basis)} ({rule.duty.phrase})"),
            "props": [
                {"name": "duty", "ns": "urn:jichim", "value": rule.duty.label},
                {"name": "outcome", "ns": "urn:jichim", "value": outcome.outcome.value},
                {"name": "draft", "ns": "urn:jichim", "value": str(outcome.instrument.draft).lower()},
            ],
            "target": {
                "type": "objective-id",
                "target-id": rule.name,
                "status": _status(outcome, page),
            },
            "related-observations": [{"observation-uuid": observation}],
        }
        if action is not None:
            one["remarks"] = clean(f"{words(page.lang).act}: {action.what} ({action.who})")
        made.append(one)
    controls = list(dict.fromkeys(one["target"]["target-id"] for one in made))
    return {
        "uuid": _uuid("result", review.file, review.as_of.isoformat()),
        "title": clean(review.plan),
        "description": clean(page.path(review.file)),
        "start": start,
        "reviewed-controls": {
            "control-selections": [{"include-controls": [{"control-id": one} for one in controls]}]
            if controls
            else [{"include-all": {}}]
        },
        **({"observations": observations, "findings": made} if made else {}),
    }


def _status(outcome: RuleOutcome, page: Page) -> Json:
    if outcome.outcome is Outcome.MET:
        return {"state": "satisfied", "reason": "pass"}
    if outcome.outcome is Outcome.NOT_MET:
        return {"state": "not-satisfied", "reason": "fail"}
    text = words(page.lang)
    cause = text.causes[outcome.cause] if outcome.cause else text.cannot_decide
    fields = ", ".join(ref.label for ref in outcome.missing)
    remarks = f"{text.cannot_decide}: {cause}" + (f" ({fields})" if fields else "")
    return {"state": "not-satisfied", "reason": "other", "remarks": clean(remarks)}


def _evidence(outcome: RuleOutcome, page: Page) -> list[Json]:
    """What was read and where; the subject itself where nothing was."""
    found = [
        {
            "href": uri(one.at.file, page) if one.at is not None else uri(outcome.subject.place.file, page),
            "description": clean(
                f"{one.field.label}: {one.value}" + (f" ({page.place(one.at)})" if one.at is not None else "")
            ),
        }
        for one in outcome.evidence
    ]
    place = outcome.subject.place
    return found or [{"href": uri(place.file, page), "description": clean(page.place(place))}]


def _nothing(start: str) -> Json:
    """The model wants one result at least."""
    return {
        "uuid": _uuid("result", "nothing"),
        "title": "no plan was reviewed",
        "description": "no plan was reviewed",
        "start": start,
        "reviewed-controls": {"control-selections": [{"include-all": {}}]},
    }


def _uuid(*parts: str) -> str:
    return str(uuid.uuid5(_OURS, "\0".join(parts).encode("utf-8", "replace").decode()))
