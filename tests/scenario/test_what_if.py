"""What edits change in a review, and through what."""

from __future__ import annotations

from jichim.review import Reviewer
from jichim.scenario import Scenario, WhatIf, what_if
from review.small import policy_of, rule
from scenario.editing import opened, setting, unsetting
from strategies_policy import AS_OF

RULES = (
    "도출 수지 대상 사업\n  경우 손실 적용 벌이 < 운영총액\n  경우 이익 적용 벌이 > 운영총액\n\n"
    + rule("수지 = 이익", number=1)
    + rule("강제여부 기재", number=2)
    + rule("a.지역 != b.지역", "사업 a, 사업 b", 3)
)
SPENDING = {"spending_name": "센서", "phase": "running", "yearly": "2억원/년"}
PLAN = opened(
    {"revenue": "1억원/년", "spendings": [SPENDING], "forced": "예", "region": "동구"},
    {"revenue": "5억원/년", "running_total": "1억원/년", "region": "서구"},
)


def tried(*scenarios: Scenario) -> WhatIf:
    reviewer = Reviewer(policy_of(RULES))
    try:
        result, problems = what_if(PLAN, scenarios, reviewer, as_of=AS_OF)
    finally:
        reviewer.close()
    assert not problems
    return result


def test_only_what_changed_with_its_cause() -> None:
    edits = (setting(PLAN, "사업목록[하나].벌이=9억원/년"), unsetting(PLAN, "사업목록[하나].강제여부"))
    (one,) = tried(Scenario("", edits)).tried
    outcomes = {
        (change.name, change.subject): (change.before, change.after, change.edits)
        for change in one.comparison.of("outcome")
    }
    assert outcomes == {
        ("R1", "하나"): ("not-met", "met", (0,)),
        ("R2", "하나"): ("met", "not-met", (1,)),
    }
    (derived,) = one.comparison.of("derived")
    assert (derived.name, derived.subject, derived.before, derived.after) == ("수지", "하나", "손실", "이익")
    (first, _) = one.comparison.of("outcome")
    assert first.through == (("수지", "손실", "이익"),)


def test_a_total_is_changed_by_the_record_that_was_edited() -> None:
    edits = (setting(PLAN, "사업목록[하나].지출들[센서].연지출=1천만원/년"), setting(PLAN, "예산=1억원"))
    (one,) = tried(Scenario("", edits)).tried
    (change,) = one.comparison.of("outcome")
    assert (change.name, change.before, change.after, change.edits) == ("R1", "not-met", "met", (0,))


def test_a_pair_is_changed_by_either_service() -> None:
    (one,) = tried(Scenario("", (setting(PLAN, "사업목록[둘].지역=동구"),))).tried
    (change,) = one.comparison.of("outcome")
    assert (change.name, change.subject, change.after, change.edits) == ("R3", "둘 + 하나", "not-met", (0,))


def test_nothing_changes_where_nothing_is_read() -> None:
    (one,) = tried(Scenario("", (setting(PLAN, "예산=1억원"),))).tried
    assert one.comparison.changes == ()
    assert one.comparison.before == one.comparison.after


def test_every_scenario_starts_from_the_plan() -> None:
    first = Scenario("먼저", (unsetting(PLAN, "사업목록[하나].강제여부"),))
    second = Scenario("나중", (setting(PLAN, "사업목록[둘].강제여부=예"),))
    tallies = [dict(one.comparison.after) for one in tried(first, second).tried]
    assert [tally["violation"] for tally in tallies] == [3, 1]
    assert dict(tried(first).tried[0].comparison.before)["violation"] == 2


def test_a_request_that_is_answered_and_one_that_appears() -> None:
    (one,) = tried(Scenario("", (unsetting(PLAN, "사업목록[하나].벌이"),))).tried
    (request,) = one.comparison.of("request")
    assert (request.name, request.subject, request.before, request.after) == ("벌이", "하나", None, "asked")
    (change,) = one.comparison.of("outcome")
    assert (change.after, change.cause_after, change.missing) == ("undetermined", "not-stated", ("벌이",))
