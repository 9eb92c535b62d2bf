"""Coverage for programs: one JSON document, version 1."""

from __future__ import annotations

import json
from typing import Any

from jichim.authoring.coverage.model import (
    ConditionCoverage,
    Coverage,
    DecisionCoverage,
    DeclarationCoverage,
    Goal,
    Share,
)
from jichim.authoring.coverage.observe import Seen
from jichim.authoring.coverage.words import EN
from jichim.source import Span

VERSION = 1


def coverage_json(coverage: Coverage) -> str:
    """Shares for all and for each instrument, then every declaration; keys in English, names as written."""
    instruments = dict.fromkeys(one.instrument for one in coverage.declarations)
    document = {
        "schema": "jichim/coverage",
        "version": VERSION,
        "tests": coverage.tests,
        "failed": coverage.failed,
        "shares": _shares(coverage, None),
        "instruments": {name: _shares(coverage, name) for name in instruments},
        "declarations": [_declaration(one) for one in coverage.declarations],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _shares(coverage: Coverage, instrument: str | None) -> dict[str, Any]:
    return {measure.value: _share(share) for measure, share in coverage.shares(instrument).items()}


def _share(share: Share) -> dict[str, int]:
    return {"covered": share.covered, "total": share.total, "explained": share.explained}


def _declaration(one: DeclarationCoverage) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "title": one.title,
        "instrument": one.instrument,
        "at": _at(one.span),
        "goals": [_goal(goal) for goal in one.goals],
        "decisions": [_decision(decision) for decision in one.decisions],
    }


def _goal(goal: Goal) -> dict[str, Any]:
    reason = goal.explained
    return {
        "name": goal.name,
        "at": _at(goal.span),
        "seen": _seen(goal.seen),
        "reachable": goal.reachable,
        "explained": {"ko": reason.ko, "en": reason.en} if reason is not None else None,
    }


def _decision(decision: DecisionCoverage) -> dict[str, Any]:
    return {
        "clause": decision.clause,
        "at": _at(decision.span),
        "conditions": [_condition(one) for one in decision.conditions],
    }


def _condition(one: ConditionCoverage) -> dict[str, Any]:
    shown = one.decides
    reason = one.explained
    return {
        "text": one.text,
        "at": _at(one.span),
        "possible": [word for value, word in EN.truths.items() if value in one.possible],
        "seen": {EN.truths[value]: _seen(seen) for value, seen in one.seen.items()},
        "decides": None
        if shown is None
        else {"true": _seen(shown.true), "false": _seen(shown.false), "alone": shown.alone},
        "leaves_open": _seen(one.leaves_open),
        "explained": {"ko": reason.ko, "en": reason.en} if reason is not None else None,
    }


def _seen(seen: Seen | None) -> dict[str, str] | None:
    if seen is None:
        return None
    return {"test": seen.test.title, "at": _at(seen.test.span), "subject": seen.subject}


def _at(span: Span) -> str:
    return str(span)
