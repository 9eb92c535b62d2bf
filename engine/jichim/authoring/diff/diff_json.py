"""The difference as JSON for programs."""

from __future__ import annotations

import json

from jichim.authoring.diff.model import Clause, Entry, RulesDiff

SCHEMA = "jichim-rules-diff-1"


def diff_json(diff: RulesDiff) -> str:
    """The entries with their changed clauses; `decides` says whether reviews can come out otherwise."""
    document = {
        "schema": SCHEMA,
        "old": diff.old,
        "new": diff.new,
        "changes": [_entry(entry) for entry in diff.entries],
        "unchanged": dict(diff.unchanged),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "change": entry.how,
        "name": entry.name,
        "old_name": entry.old_name,
        "title": entry.title,
        "instrument": entry.instrument,
        "decides": entry.decides,
        "rules": list(entry.rests),
        "stale": [
            {"value": value, "rule": rule, "clause": aspect.value} for value, rule, aspect in entry.stale
        ],
        "clauses": [_clause(clause) for clause in entry.changed],
    }


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "clause": clause.aspect.value,
        "old": clause.old,
        "new": clause.new,
        "decides": clause.decides,
    }
