"""Our count of waiting branches against the engine, on definitions that the network would never write."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jichim.network.alpha import count
from jichim.network.core import load

ROOM = 64
"""Branches that the engine can keep; with one more it fails on the fact, and no rule fires for it."""


def spreading(*levels: int) -> list[list[dict[str, Any]]]:
    """AllTests paths through levels of tests that every fact passes."""
    paths: list[list[dict[str, Any]]] = [[]]
    for width in levels:
        paths = [[*path, {"$gt": {"k": -n - 1}}] for path in paths for n in range(width)]
    return paths


def alternatives(width: int) -> dict[str, Any]:
    return {"$or": [{f"p{n}": 1} for n in range(width)]}


DEFINITIONS = {
    "one choice": lambda width: [[alternatives(width)]],
    "rules side by side": lambda width: [[{f"p{n}": 1}] for n in range(width)],
    "two levels": lambda width: spreading(20, width - 19),
    "a choice below a level": lambda width: [[*path, alternatives(width - 9)] for path in spreading(10)],
    "two choices": lambda width: [[alternatives(30), {"$or": [{f"q{n}": 1} for n in range(width - 29)]}]],
}


@pytest.mark.parametrize("conditions", DEFINITIONS.values(), ids=DEFINITIONS.keys())
def test_the_engine_fails_exactly_where_our_count_passes_its_room(conditions: Any) -> None:
    core = load()
    fact = {"id": 100, "sid": "1", "k": 1, **{f"{name}{n}": 1 for name in "pq" for n in range(70)}}
    for pending in (ROOM - 1, ROOM, ROOM + 1):
        rules = {"e": {"cap": 65535, "all": [{"m": {"k": 1}}]}}
        for number, tests in enumerate(conditions(pending)):
            rules[str(number)] = {"cap": 65535, "all": [{"m": {"$and": [{"k": 1}, *tests]}}]}
        text = json.dumps(rules)
        assert count(text, 0).pending == pending
        handle = core.create_ruleset("hazard", text)
        try:
            if pending > ROOM:
                with pytest.raises(core.error, match="303"):
                    core.assert_fact(handle, json.dumps(fact))
            else:
                assert core.assert_fact(handle, json.dumps(fact))[0] == 0
        finally:
            core.delete_ruleset(handle)


@pytest.mark.parametrize("width", [1, 17, 60])
def test_equalities_on_one_property_wait_one_at_a_time(width: int) -> None:
    rules = {str(n): {"cap": 9, "all": [{"m": {"$and": [{"k": 1}, {"p": n}]}}]} for n in range(width)}
    assert count(json.dumps(rules), 0).pending == 1
    rules["other"] = {"cap": 9, "all": [{"m": {"$and": [{"k": 1}, {"$neq": {"p": 99}}]}}]}
    assert count(json.dumps(rules), 0).pending == 2
