"""Plans of kinds that the rules in force were not written with get the outcomes that the law gives them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from functools import cache
from typing import Any

import pytest
import yaml
from in_force import HERE, plan_of, review

Expected = dict[str, str]
"""The outcome of each rule, of the plan or of every service that it looks at."""


@cache
def plans() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load((HERE / "plans-in-force.yaml").read_text("utf-8"))["plans"])


def expected(entry: dict[str, Any]) -> Expected:
    return {rule: outcome for outcome, rules in entry["expect"].items() for rule in rules}


@pytest.mark.parametrize("entry", plans(), ids=lambda entry: entry["name"])
def test_a_plan_gets_what_the_provisions_give_it(entry: dict[str, Any]) -> None:
    day: datetime.date = entry["as_of"]
    found = defaultdict(set)
    for one in review(plan_of(entry["plan"], entry["name"]), day).outcomes:
        found[one.rule.name].add(one.outcome.value)
    wanted = expected(entry)
    assert {rule: found[rule] for rule in wanted} == {rule: {outcome} for rule, outcome in wanted.items()}


@pytest.mark.parametrize("entry", plans(), ids=lambda entry: entry["name"])
def test_no_rule_is_expected_to_have_two_outcomes(entry: dict[str, Any]) -> None:
    assert len(expected(entry)) == sum(map(len, entry["expect"].values()))
