"""What-if for a program: `jichim.whatif/1`."""

from __future__ import annotations

import json

from jichim.scenario.model import Change, Edit
from jichim.scenario.run import Tried, WhatIf
from jichim.version import VERSION

SCHEMA = "jichim.whatif/1"


def what_if_json(result: WhatIf) -> str:
    """Every scenario with its edits and changes; `tally` counts findings by level and open outcomes."""
    document = {
        "schema": SCHEMA,
        "version": VERSION,
        "plan": result.before.plan,
        "file": result.before.file,
        "as_of": result.before.as_of.isoformat(),
        "scenarios": [_scenario(tried) for tried in result.tried],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _scenario(tried: Tried) -> dict[str, object]:
    comparison = tried.comparison
    return {
        "name": tried.scenario.name,
        "edits": [edit_document(edit) for edit in tried.scenario.edits],
        "tally": {"before": dict(comparison.before), "after": dict(comparison.after)},
        "changes": [_change(change) for change in comparison.changes],
    }


def edit_document(edit: Edit) -> dict[str, object]:
    """An edit by its place in the plan; `value` is null where it takes a field out."""
    steps = [f"{step.path}[{step.name}]" for step in edit.at]
    return {
        "path": ".".join((*steps, edit.path)) + ("[+]" if edit.append else ""),
        "label": edit.label + ("[+]" if edit.append else ""),
        "value": None if edit.says is None else edit.written,
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "name": change.name,
        "title": change.title,
        "subject": change.subject,
        "before": change.before,
        "after": change.after,
        "cause_before": change.cause_before,
        "cause_after": change.cause_after,
        "edits": list(change.edits),
        "through": [
            {"name": name, "before": before, "after": after} for name, before, after in change.through
        ],
        "missing": list(change.missing),
    }
