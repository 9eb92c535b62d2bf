"""The JSON report against its schema, its counts, and texts that try to break it."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jichim.diagnostic import Message
from jichim.report import Report, Unusable, render_json
from jichim.review.model import Finding, Level
from jichim.version import VERSION
from report import made
from steps import at_most

SCHEMA = json.loads((files("jichim.report") / "schema" / "review-1.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
BROKEN = Message("P001", "`{word}`를 읽을 수 없다", "cannot read `{word}`", "고친다", "mend it")


def document(report: Report) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(render_json(report).encode("utf-8"))
    VALIDATOR.validate(read)
    return read


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_version_is_that_of_the_package() -> None:
    root = Path(__file__).resolve().parents[2]
    assert f'\nversion = "{VERSION}"\n' in (root / "pyproject.toml").read_text("utf-8")


def test_a_review_with_everything_satisfies_the_schema() -> None:
    review = document(Report((made.incheon(),)))["reviews"][0]
    assert review["as_of"] == "2020-11-22"
    assert [policy["status"] for policy in review["policies"]] == ["draft", "effective"]
    first = review["outcomes"][0]
    assert (first["duty"], first["force"], first["weight"]) == ("must", "strict", "major")
    assert first["items"] == ["T4-2.a"]
    assert first["evidence"][0] == {
        "field": "services.stage",
        "label": "서비스 단계",
        "value": "운영",
        "at": "samples/incheon.yaml:31:9",
        "guard": False,
        "of": "",
    }
    assert first["assumed"] is True
    assert first["draft"] is True


def test_counts_are_those_of_the_outcomes() -> None:
    review = document(Report((made.incheon(),)))["reviews"][0]
    kinds = [outcome["outcome"] for outcome in review["outcomes"]]
    assert review["counts"] == {
        "met": kinds.count("met"),
        "not-met": kinds.count("not-met"),
        "undetermined": kinds.count("undetermined"),
        "not-applicable": kinds.count("not-applicable"),
        "total": len(kinds),
    }


def test_readings_of_an_undetermined_decision() -> None:
    review = document(Report((made.incheon(),)))["reviews"][0]
    decided, split, unstated = review["decisions"]
    assert (decided["value"], decided["cause"]) == ("공공", None)
    assert [(r["choices"], r["value"]) for r in split["readings"]] == [
        (["손실감당: 총이익 기준"], "공공"),
        (["손실감당: 순이익 기준"], "재검토"),
    ]
    assert unstated["missing"] == ["services.build_cost", "services.costs.amount"]
    assert decided["inputs"] == {"경제성": "손실", "사회성": "순이익", "손실감당": "예"}


def test_a_finding_carries_its_action() -> None:
    review = document(Report((made.incheon(),)))["reviews"][0]
    actions = {finding["rule"]: finding["action"] for finding in review["findings"]}
    assert actions["SUS-11-1"]["due"] == "2020-12-22"
    assert actions["ACT-8"] is None


def test_unusable_plans_are_listed() -> None:
    plan = Unusable("b.yaml", (BROKEN.at(made.SPAN, word="x"), BROKEN.about("b.yaml", word="y")))
    read = document(Report((made.review(),), (plan,)))
    assert len(read["reviews"]) == 1
    [unusable] = read["unusable"]
    assert unusable["file"] == "b.yaml"
    assert unusable["diagnostics"][0]["at"] == "rules/made.jichim:1:1"
    assert unusable["diagnostics"][1]["at"] == "b.yaml"
    assert unusable["diagnostics"][0]["message"] == {"ko": "`x`를 읽을 수 없다", "en": "cannot read `x`"}


@pytest.mark.parametrize("extra", ["draft", "surprise"])
def test_the_schema_is_strict(extra: str) -> None:
    read = json.loads(render_json(Report((made.incheon(),))))
    outcome = read["reviews"][0]["outcomes"][0]
    if extra in outcome:
        del outcome[extra]
    else:
        outcome[extra] = 1
    assert not VALIDATOR.is_valid(read)


@given(st.text(st.characters(categories=["L", "N", "P", "Z", "C", "S"]), max_size=40))
def test_any_text_gives_a_valid_document(text: str) -> None:
    outcome = made.outcome("R", read=(made.evidence(made.STAGE, text),), title=text)
    review = made.review([outcome], findings=[Finding(outcome, Level.VIOLATION, text)], plan=text)
    read = document(Report((replace(review, notes=(text,)),)))["reviews"][0]
    expected = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    assert read["plan"] == expected
    assert read["outcomes"][0]["evidence"][0]["value"] == expected


def test_lone_surrogates_become_replacement_characters() -> None:
    read = document(Report((made.review(plan="a\ud800b\udcffc"),)))
    assert read["reviews"][0]["plan"] == "a\ufffdb\ufffdc"


def test_one_outcome_on_one_line() -> None:
    lines = render_json(Report((made.large(40),))).splitlines()
    assert sum('"outcome": ' in line for line in lines) == 40


def test_a_large_review_takes_bounded_work() -> None:
    report = Report((made.large(1200),))
    with at_most(calls=5_000_000):
        render_json(report)
