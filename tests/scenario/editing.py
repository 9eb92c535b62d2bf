"""Edits of small plans, shared by the tests of the room."""

from __future__ import annotations

import json
from typing import Any

from jichim.scenario import Edit, OpenPlan, open_plan, read_set, read_unset
from jichim.source import Source
from strategies_plan import vocabulary


def opened(*services: dict[str, Any], **rest: Any) -> OpenPlan:
    """A plan of services called 하나, 둘, 셋, open for edits."""
    names = ("하나", "둘", "셋")[: len(services)]
    named = [{"service_name": name, **service} for name, service in zip(names, services, strict=True)]
    text = json.dumps({"plan_name": "시험 계획", "services": named, **rest}, ensure_ascii=False)
    return of_text(text, "plan.json")


def of_text(text: str, name: str = "plan.yaml") -> OpenPlan:
    found, problems = open_plan(Source(name, text), vocabulary())
    assert found is not None, problems
    return found


def setting(plan: OpenPlan, argument: str) -> Edit:
    edit, problems = read_set(argument, plan.plan.root, vocabulary())
    assert edit is not None, problems
    return edit


def unsetting(plan: OpenPlan, argument: str) -> Edit:
    edit, problems = read_unset(argument, plan.plan.root, vocabulary())
    assert edit is not None, problems
    return edit
