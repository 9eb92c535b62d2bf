"""Explanations for a program: `jichim.explain/1`, described by `schema/explain-1.json` and docs/explain.md.

A derivation is a graph: its nodes stand in one list, each before those that it rests on, and name them by
their position. What several steps rest on stands there once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from jichim.explain.explainer import Explainable
from jichim.explain.model import (
    Change,
    Explanation,
    Judgement,
    Leaf,
    MissingFact,
    Node,
    ParameterValue,
    PlanValue,
    Step,
    WhyNot,
    walk,
)
from jichim.plan.model import Place
from jichim.policy.model import Period
from jichim.review.model import FieldRef
from jichim.version import VERSION

SCHEMA = "jichim.explain/1"
_SURROGATE = re.compile("[\ud800-\udfff]")


def explanations_json(explanations: Sequence[Explanation]) -> str:
    """The document; encodes to UTF-8 always (a lone surrogate becomes U+FFFD)."""
    return _written({"explanations": [_explanation(one) for one in explanations]})


def contents_json(found: Sequence[Explainable]) -> str:
    """What can be explained, in the same document with no explanation in it."""
    contents = [
        {
            "kind": one.kind,
            "name": one.name,
            "title": one.title,
            "about": one.label,
            "results": dict(one.results),
        }
        for one in found
    ]
    return _written({"explanations": [], "contents": contents})


def _written(members: dict[str, object]) -> str:
    text = json.dumps(
        {"schema": SCHEMA, "version": VERSION, **members}, ensure_ascii=False, allow_nan=False, indent=1
    )
    return _SURROGATE.sub("\ufffd", text) + "\n"


def _explanation(one: Explanation) -> dict[str, object]:
    nodes = list(walk(one.root))
    numbers = {id(node): number for number, node in enumerate(nodes)}
    return {
        "plan": one.plan,
        "file": one.file,
        "as_of": one.as_of.isoformat(),
        "kind": one.kind,
        "name": one.name,
        "title": one.title,
        "instrument": {"name": one.instrument.name, "status": one.instrument.status},
        "citations": list(one.basis.citations),
        "items": list(one.basis.items),
        "duty": one.duty.label if one.duty is not None else None,
        "subject": {"type": one.subject.node, "label": one.subject.label, "name": one.subject.name},
        "result": one.result,
        "cause": one.cause.value if one.cause is not None else None,
        "missing": [_field(ref) for ref in one.missing],
        "alternatives": [{"choices": list(each.choices), "result": each.result} for each in one.alternatives],
        "assumptions": [{"name": each.name, "reason": each.reason} for each in one.assumptions],
        "nodes": [_node(node, numbers) for node in nodes],
        "why_not": _why_not(one.why_not) if one.why_not is not None else None,
    }


def _node(node: Node, numbers: dict[int, int]) -> dict[str, object]:
    if not isinstance(node, Step):
        return _leaf(node)
    return {
        "node": "step",
        "kind": node.kind.value,
        "text": node.text,
        "truth": node.truth.value if node.truth is not None else None,
        "value": node.value,
        "decisive": node.decisive,
        "of": node.of,
        "rule_at": node.at,
        "fired": [{"production": one.production, "stratum": one.stratum} for one in node.fired],
        "remark": node.remark.value if node.remark is not None else None,
        "omitted": node.omitted,
        "children": [numbers[id(child)] for child in node.children],
    }


def _leaf(leaf: Leaf) -> dict[str, object]:
    if isinstance(leaf, PlanValue):
        return {
            "node": "plan-value",
            "field": _field(leaf.field),
            "of": leaf.of,
            "state": leaf.state.value,
            "text": leaf.text,
            "at": _place(leaf.at),
            "figures": [
                {"text": one.text, "reason": one.reason, "at": _place(one.at), "taken": one.taken}
                for one in leaf.figures
            ],
        }
    if isinstance(leaf, ParameterValue):
        return {
            "node": "parameter",
            "name": leaf.name,
            "text": leaf.text or None,
            "period": _period(leaf.period),
            "citations": list(leaf.citations),
            "assumed": leaf.assumed,
        }
    if isinstance(leaf, Judgement):
        return {
            "node": "judgement",
            "name": leaf.criterion,
            "title": leaf.title,
            "of": leaf.of,
            "rating": leaf.rating,
        }
    return {"node": "review-date", "day": leaf.day.isoformat()}


def _why_not(answer: WhyNot) -> dict[str, object]:
    barrier = answer.barrier
    return {
        "expected": answer.expected,
        "got": answer.got,
        "barrier": None
        if barrier is None
        else {
            "kind": barrier.kind,
            "text": barrier.text,
            "truth": barrier.truth.value if barrier.truth is not None else None,
            "period": _period(barrier.period) if barrier.period is not None else None,
        },
        "nearest": [[_change(change) for change in way] for way in answer.nearest],
        "cut": answer.cut,
        "missing": [_missing(fact) for fact in answer.missing],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "text": change.text,
        "of": change.of,
        "now": change.now.value,
        "wanted": change.wanted.value,
        "rule_at": change.at,
        "reads": [_leaf(leaf) for leaf in change.reads],
    }


def _missing(fact: MissingFact) -> dict[str, object]:
    return {
        "field": _field(fact.field),
        "of": fact.of,
        "waiting": fact.waiting,
        "alone": fact.alone,
        "names": list(fact.names),
    }


def _field(ref: FieldRef) -> dict[str, object]:
    return {"path": ref.path, "label": ref.label}


def _place(place: Place | None) -> str | None:
    return str(place) if place is not None else None


def _period(held: Period) -> dict[str, object]:
    return {
        "from": held.start.isoformat() if held.start is not None else None,
        "until": held.end.isoformat() if held.end is not None else None,
    }
