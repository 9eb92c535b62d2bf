"""Act, decree and guideline together: one fault told once, guards apart, fields with their rules."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest

import jichim
from jichim.policy.model import Policy
from jichim.provisions import load_beside
from jichim.review import Reviewer
from jichim.review.model import Finding, Review

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "in-force" / "usual-gaps.yaml"
INSTRUMENTS = ("act", "decree", "guideline-2025-785")


@cache
def policy() -> Policy:
    loaded, problems = jichim.load_policies(INSTRUMENTS)
    assert loaded is not None, [problem.message for problem in problems]
    return loaded


@cache
def gaps() -> Review:
    beside, problems = load_beside(policy(), INSTRUMENTS)
    assert problems == ()
    plan, _ = jichim.load_plan(SAMPLE)
    assert plan is not None
    reviewer = Reviewer(policy(), beside)
    try:
        return reviewer.review(plan, as_of=datetime.date(2026, 11, 22))
    finally:
        reviewer.close()


def finding(rule: str) -> Finding:
    [found] = [one for one in gaps().findings if one.outcome.rule.name == rule]
    return found


@pytest.mark.parametrize(
    ("rule", "told_at"),
    [
        ("A8-5a", ("G4-1-2a",)),  # 제4조①2 refers to 법 제8조⑤
        ("A24-1", ("G17a", "G18-3-2")),  # both refer to 법 제24조
        ("D12-1-4", ("G5-1-2-바",)),  # refers to 영 제12조①4
        ("D9-1", ("G24-2",)),  # no reference, but the same days
        ("D9-1.2", ("G24-2.2",)),
        ("D15-1", ("G25-1-2",)),  # not G24-4, which asks for more than the list of enclosures
        ("D15-4", ("G26-3",)),
        ("G4-1-2a", ()),
    ],
)
def test_a_fault_is_told_at_the_most_specific_provision(rule: str, told_at: tuple[str, ...]) -> None:
    assert finding(rule).told_at == told_at


def test_what_is_told_elsewhere_is_still_a_finding_and_an_action() -> None:
    rules = {one.outcome.rule.name for one in gaps().findings}
    acted = {action.rule for action in gaps().actions}
    told = {one.outcome.rule.name for one in gaps().findings if one.told_at}
    assert told <= rules & acted
    assert len(gaps().findings) == 67


def test_nothing_is_told_at_a_lighter_level_or_at_what_is_told_elsewhere() -> None:
    order = {one.outcome.rule.name: one for one in gaps().findings}
    levels = ["violation", "evidence", "departure", "recommendation", "advice", "undetermined"]
    for one in gaps().findings:
        for name in one.told_at:
            assert levels.index(order[name].level.value) <= levels.index(one.level.value)
            assert order[name].told_at == ()


@pytest.mark.parametrize(
    ("rule", "name", "heading"),
    [
        ("G4-1-2a", "제4조", "기본원칙"),
        ("G24-2.3", "제24조", "공청회"),
        ("A24-1", "제24조", "스마트도시사업협의회"),
    ],
)
def test_a_rule_in_force_knows_its_article(rule: str, name: str, heading: str) -> None:
    article = gaps().articles[rule]
    assert (article.name, article.heading) == (name, heading)


def test_what_only_guards_read_comes_last_and_is_marked() -> None:
    read = [(one.field.label, one.guard) for one in finding("G4-1-2a").outcome.evidence]
    guards = ["계획 유형", "수립원칙 정비구분", "수립원칙 변경사항"]
    assert read == [("수립원칙 반영한 종합계획", False), *((guard, True) for guard in guards)]


def test_the_values_of_a_pair_name_their_services() -> None:
    read = {
        (one.field.label.split(" ")[-1], one.of): one.value
        for one in finding("G11-3b.2").outcome.evidence
        if one.field.path.endswith("starts_on") or "추진시작일" in one.field.label
    }
    assert read == {
        ("추진시작일", "통합플랫폼"): "2028-01-03",
        ("추진시작일", "항구 안전 감시"): "2027-03-02",
    }


def test_a_requested_field_names_the_rules_that_need_it() -> None:
    [request] = [one for one in gaps().supplements if one.subject.node == "plan"]
    needed = dict(zip((ref.label for ref in request.fields), request.needed_by, strict=True))
    assert needed["계획 용어정의표"] == ("G5-2a",)
    assert needed["수립절차 지방의회 의견청취일"] == ("G25-1a",)
    assert {rule for rules in request.needed_by for rule in rules} == set(request.rules)
