"""expectations-in-force.yaml and edits-in-force.yaml as values, and plans made from the samples."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import jichim
from jichim.diagnostic import Severity
from jichim.plan import read_plan
from jichim.plan.model import Plan
from jichim.policy import shipped_vocabulary
from jichim.review import Reviewer
from jichim.review.model import Review
from jichim.source import Source

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "samples" / "in-force"
INSTRUMENTS = ("guideline-2025-785", "act", "decree")
PLANS = {"good": "good-submission.yaml", "gaps": "usual-gaps.yaml"}
REST = "*"

Outcomes = Mapping[tuple[str, str], str]
"""The outcome of each rule, by the name of the rule and of its subject (`plan` for the whole plan)."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the good sample, and the outcomes that it must change."""

    name: str
    remove: tuple[str, ...]
    put: Mapping[str, Any]
    expected: Outcomes


@cache
def expectations() -> Mapping[str, Any]:
    read: Mapping[str, Any] = yaml.safe_load((HERE / "expectations-in-force.yaml").read_text("utf-8"))
    return read


def as_of() -> datetime.date:
    day = expectations()["as_of"]
    assert isinstance(day, datetime.date)
    return day


def expected(rule: str, subject: str, sample: str) -> str | None:
    """What a rule must say about a subject of a sample; `None` where nothing is expected of it."""
    entry = expectations()["rules"].get(rule)
    if entry is None:
        return None
    said = entry[sample]
    found: str = said if isinstance(said, str) else said.get(subject, said[REST])
    return found


@cache
def edits() -> tuple[Edit, ...]:
    entries = yaml.safe_load((HERE / "edits-in-force.yaml").read_text("utf-8"))["edits"]
    return tuple(
        Edit(
            entry["name"],
            tuple(entry.get("remove", ())),
            entry.get("set", {}),
            {_key(written): outcome for written, outcome in entry["expect"].items()},
        )
        for entry in entries
    )


def edited(edit: Edit) -> Plan:
    """The good sample with a change."""
    document = copy.deepcopy(_document())
    for path in edit.remove:
        within, key = _find(document, path)
        del within[key]
    for path, value in edit.put.items():
        within, key = _find(document, path)
        within[key] = value
    return plan_of(document, edit.name)


def plan_of(document: Mapping[str, Any], name: str) -> Plan:
    return read(Source(f"{name}.yaml", yaml.safe_dump(document, allow_unicode=True, sort_keys=False)))


def read(source: Source) -> Plan:
    """A plan that has neither errors nor warnings."""
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    plan, problems = read_plan(source, vocabulary)
    assert [p.message for p in problems if p.severity in (Severity.ERROR, Severity.WARNING)] == []
    assert plan is not None
    return plan


@cache
def sample(name: str) -> Review:
    return review(read(Source(PLANS[name], (SAMPLES / PLANS[name]).read_text("utf-8"))))


def review(plan: Plan, day: datetime.date | None = None) -> Review:
    """The review of a plan as of a day, or of the day of the expectations."""
    return _reviewer().review(plan, as_of=day or as_of())


def outcomes(reviewed: Review) -> Outcomes:
    return {(o.rule.name, whom(o.subject.name)): o.outcome.value for o in reviewed.outcomes}


def whom(subject: str) -> str:
    """A pair is the same whichever of its two services is named first."""
    return " + ".join(sorted(subject.split(" + ")))


@cache
def _reviewer() -> Reviewer:
    policy, problems = jichim.load_policies(INSTRUMENTS)
    assert policy is not None, [problem.message for problem in problems]
    return Reviewer(policy)


@cache
def _document() -> Mapping[str, Any]:
    read_yaml: Mapping[str, Any] = yaml.safe_load((SAMPLES / PLANS["good"]).read_text("utf-8"))
    return read_yaml


def _find(document: Any, path: str) -> tuple[Any, Any]:
    """The container of the last step of a path, and the step as its key or index."""
    *before, last = path.split("/")
    within = document
    for step in before:
        within = within[_step(within, step)]
    return within, _step(within, last)


def _step(within: Any, step: str) -> Any:
    if isinstance(within, dict):
        return step
    if step.isdigit():
        return int(step)
    [index] = [i for i, record in enumerate(within) if next(iter(record.values())) == step]
    return index


def _key(written: str) -> tuple[str, str]:
    rule, _, subject = written.partition(" @ ")
    return (rule, whom(subject) if subject else "plan")
