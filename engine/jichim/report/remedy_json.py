"""A remedy for a program: `jichim.remedy/1`."""

from __future__ import annotations

import json

from jichim.remedy.model import Cleared, Part, Remedy, Step
from jichim.report.whatif_json import edit_document
from jichim.version import VERSION

SCHEMA = "jichim.remedy/1"


def remedy_json(remedy: Remedy) -> str:
    """Every part with its set of edits and alternatives; `confirmed` is the review of the edited plan."""
    document = {
        "schema": SCHEMA,
        "version": VERSION,
        "plan": remedy.before.plan,
        "file": remedy.before.file,
        "as_of": remedy.before.as_of.isoformat(),
        "until": remedy.until,
        "clear": remedy.clear,
        "confirmed": {"left": remedy.left},
        "parts": [_part(part) for part in remedy.parts],
        "unclearable": [
            {
                "why": one.why.value,
                "acts": [{"label": each.label, "value": each.value} for each in one.acts],
                "findings": [_cleared(each) for each in one.findings],
            }
            for one in remedy.unclearable
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _part(part: Part) -> dict[str, object]:
    return {
        "clears": [_cleared(one) for one in part.clears],
        "edits": [_step(step) for step in part.steps],
        "alternatives": [[_step(step) for step in steps] for steps in part.alternatives],
        "otherwise": [_step(step) for step in part.otherwise],
        "best_found": part.cut,
    }


def _step(step: Step) -> dict[str, object]:
    proposal = step.proposal
    bound = proposal.bound
    document = edit_document(proposal.edit)
    document["value"] = proposal.edit.written or None
    return {
        **document,
        "kind": proposal.kind,
        "value_is": proposal.value,
        "act": proposal.act,
        "values": list(step.values),
        "bound": {"op": bound.op, "value": bound.value} if bound is not None else None,
        "condition": proposal.condition or None,
        "clears": [{"rule": one.rule, "subject": one.subject} for one in step.clears],
        "conditions": [
            {"rule": one.rule, "subject": one.subject, "condition": one.condition} for one in step.conditions
        ],
    }


def _cleared(one: Cleared) -> dict[str, object]:
    return {
        "rule": one.rule,
        "title": one.title,
        "subject": one.subject,
        "level": one.level,
        "draft": one.draft,
        "citation": one.citation,
        "action": one.action or None,
    }
