"""The two plans under the guideline in force show exactly what the provisions say, and a change of the good
one changes exactly the outcomes that it must."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import yaml
from in_force import (
    PLANS,
    SAMPLES,
    Edit,
    Outcomes,
    edited,
    edits,
    expectations,
    expected,
    outcomes,
    plan_of,
    review,
    sample,
)

from jichim.review.model import Outcome

NAMED_ONLY = {"계획": {"명칭": "가람시 스마트도시계획"}}
MET_BY_NONE = {
    *("G7-2-5", "G7-2-6", "G7-2-7", "G7-2-8", "G7-2-9"),  # that there is none is what was found out
    *("G13-7-4", "G13-7-4-가", "G13-7-4-나a", "G13-7-4-나b"),  # examined, with none as the result
    *("G8-2b", "G8-5b", "G14-4", "G14-7", "G15-4"),  # considered, with none as the conclusion
    "G19-4-2",  # residents bear no cost
}
"""Rules that an explicit none answers."""


def documents(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((SAMPLES / PLANS[name]).read_text("utf-8"))
    return read


def counted(of: Outcomes) -> Counter[str]:
    return Counter(of.values())


def met(of: Outcomes) -> set[str]:
    return {rule for (rule, _), outcome in of.items() if outcome == "met"}


@pytest.mark.parametrize("name", PLANS)
def test_a_sample_says_in_its_first_line_that_it_is_made_up(name: str) -> None:
    assert (SAMPLES / PLANS[name]).read_text("utf-8").startswith("# 지어낸 계획이다.")


@pytest.mark.parametrize("name", PLANS)
def test_every_rule_says_what_the_provision_says(name: str) -> None:
    found = outcomes(sample(name))
    assert found == {(rule, subject): expected(rule, subject, name) for rule, subject in found}


@pytest.mark.parametrize("name", PLANS)
def test_every_expectation_is_of_a_rule_and_of_a_subject_that_was_reviewed(name: str) -> None:
    found = outcomes(sample(name))
    assert set(expectations()["rules"]) == {rule for rule, _ in found}
    named = {
        (rule, subject)
        for rule, entry in expectations()["rules"].items()
        if isinstance(entry[name], dict)
        for subject in entry[name]
        if subject != "*"
    }
    assert named - set(found) == set()


def test_an_expectation_names_the_provision_of_its_rule() -> None:
    cited = {o.rule.name: " ".join(o.rule.basis.citations) for o in sample("good").outcomes}
    rules = expectations()["rules"].items()
    addresses = {
        rule: entry["at"].removeprefix("법 ").removeprefix("영 ").split(" ")[0] for rule, entry in rules
    }
    assert [rule for rule, address in addresses.items() if address not in cited[rule]] == []


def test_what_differs_from_met_says_why() -> None:
    silent = [
        rule
        for rule, entry in expectations()["rules"].items()
        if (entry["good"], entry["gaps"]) != ("met", "met") and not entry.get("why_ko")
    ]
    assert silent == []


def test_the_good_plan_breaks_no_provision_and_leaves_none_open() -> None:
    assert set(counted(outcomes(sample("good")))) == {"met", "not-applicable"}


def test_the_gaps_are_many_and_of_every_chapter() -> None:
    broken = {rule for (rule, _), outcome in outcomes(sample("gaps")).items() if outcome == "not-met"}
    assert len(broken) >= 25
    articles = {rule.removeprefix("G").split("-")[0].rstrip("ab") for rule in broken if rule.startswith("G")}
    assert articles == {str(number) for number in range(4, 27)} - {"15", "16", "21", "22"}


def test_every_provision_that_is_not_met_has_a_finding_and_an_action() -> None:
    reviewed = sample("gaps")
    broken = {(o.rule.name, o.subject.name) for o in reviewed.outcomes if o.outcome is Outcome.NOT_MET}
    found = {(f.outcome.rule.name, f.outcome.subject.name) for f in reviewed.findings}
    told = {(action.rule, action.subject.name) for action in reviewed.actions}
    assert broken - found == set()
    assert broken - told == set()


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            "G8-6",
            "기존 서비스의 평가와 수준 자체진단에 따른 개선 계획이 없다(도시문제 수준 자체진단결과: 없음)",
        ),
        ("G10-3a.2", "단계별 소요재원의 합(130억원)이 총사업비(150억원)와 다르다"),
        (
            "G23-1",
            "도시계획, 기획, 예산, 집행, 스마트도시 부서 가운데 계획을 세우며 협의하지 않은 부서가 있다",
        ),
    ],
)
def test_a_finding_says_what_is_wrong_in_words_of_the_plan(rule: str, message: str) -> None:
    assert [f.message for f in sample("gaps").findings if f.outcome.rule.name == rule] == [message]


def test_no_finding_speaks_of_a_field_without_naming_it() -> None:
    assert [
        f.message for f in sample("gaps").findings if "해당 항목" in f.message or "미상" in f.message
    ] == []


def test_no_second_month_is_granted_to_what_is_overdue() -> None:
    assert [action.due for action in sample("gaps").actions if action.rule in ("G26-3", "D15-4")] == [
        None,
        None,
    ]


@pytest.mark.parametrize("edit", edits(), ids=lambda edit: edit.name)
def test_a_change_changes_exactly_what_it_must(edit: Edit) -> None:
    before, after = outcomes(sample("good")), outcomes(review(edited(edit)))
    assert {key: after[key] for key in after if before.get(key) != after[key]} == edit.expected
    assert set(before) - set(after) == set()


def test_no_change_is_listed_twice() -> None:
    assert [name for name, count in Counter(edit.name for edit in edits()).items() if count > 1] == []


def test_a_plan_that_states_only_its_name_meets_nothing() -> None:
    silent = outcomes(review(plan_of(NAMED_ONLY, "named")))
    assert counted(silent)["met"] == 0
    assert counted(silent)["not-met"] > 150


def test_a_plan_whose_chapters_are_none_meets_nothing() -> None:
    chapters = {chapter: "없음" for chapter in documents("good") if chapter != "계획"}
    assert met(outcomes(review(plan_of({**chapters, **NAMED_ONLY}, "no chapters")))) == set()


def test_a_plan_where_every_field_is_none_meets_only_what_none_answers() -> None:
    everything = outcomes(review(plan_of(nothing(documents("good")), "nothing")))
    assert met(everything) == MET_BY_NONE


def test_a_plan_of_another_type_is_asked_nothing() -> None:
    other = documents("good")
    other["계획"]["유형"] = "공모사업계획"
    assert set(counted(outcomes(review(plan_of(other, "other type"))))) == {"not-applicable"}


def nothing(document: dict[str, Any]) -> dict[str, Any]:
    """The same sections with an explicit none in every field."""
    return {key: nothing(value) if isinstance(value, dict) else "없음" for key, value in document.items()}
