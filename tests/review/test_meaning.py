"""Questions of meaning with one answer each, as the reference evaluator and the review both give it."""

from __future__ import annotations

from typing import Any

import pytest

from jichim.plan import Plan
from reference.outcomes import reference_review
from review.small import outcomes, plan_of, policy_of, reviewed, rule
from strategies_policy import AS_OF

M, N, U, A = "met", "not-met", "undetermined", "not-applicable"


def both(declarations: str, plan: Plan) -> list[str]:
    """The outcomes, after the reference has given the same."""
    found = outcomes(declarations, plan)
    wanted = reference_review(policy_of(declarations), plan, AS_OF)
    assert found == [wanted.outcome(key) for key in wanted.outcomes]
    return found


SPENDING = [{"spending_name": "앱", "yearly": "1억원/년"}, {"spending_name": "차량", "yearly": "미산정"}]
MAYBE = [
    {"spending_name": "앱", "phase": "running", "yearly": "2억원/년"},
    {"spending_name": "차량", "yearly": "-1억원/년"},
]

CASES: list[tuple[str, dict[str, Any], str]] = [
    # the three states of a field
    ("벌이 = 0원", {"revenue": "없음"}, M),
    ("벌이 = 0원", {}, U),
    ("벌이 >= 0원", {"revenue": "미산정"}, U),
    ("벌이 기재", {"revenue": "미산정"}, M),
    ("벌이 있음", {}, U),
    ("벌이 있음", {"revenue": "없음"}, N),
    ("벌이 없음", {"revenue": "미산정"}, N),
    ("강제여부 = 아니오", {"forced": "없음"}, M),
    ('지역 = "동구"', {"region": "없음"}, N),
    ('지역 != "동구"', {"region": "없음"}, M),
    ("개시일 >= 2024-01-01", {"opened": "없음"}, U),
    ("개시일 = 2024-01-01", {"opened": "없음"}, U),
    ("약속 기재", {"sheet": "없음"}, N),
    # broader and narrower choices
    ("부문 = 돌봄", {"sector": "dental"}, M),
    ("부문 = 치과", {"sector": "care"}, U),
    ("부문 = 치과", {"sector": "transit"}, N),
    ("부문 != 치과", {"sector": "care"}, U),
    ("부문 가운데 [진료, 이동]", {"sector": "dental"}, M),
    ("주제들 = 생활", {"topics": ["life", "safety"]}, N),
    ("주제들 = 생활", {"topics": ["life", "housing"]}, M),
    ("주제들 포함 생활", {"topics": ["housing", "safety"]}, M),
    ("주제들 포함 주거", {"topics": ["life"]}, U),
    ("주제들 겹침 [주거, 안전]", {"topics": ["water"]}, M),
    # texts and items
    ('지역 = "남구"', {"region": "남 구"}, M),
    ('자원들 포함 "센서"', {"resources": ["고정 센서"]}, M),
    ('자원들 포함 ["센서", "앱"]', {"resources": ["고정 센서"]}, N),
    ('자원들 겹침 ["센서", "앱"]', {"resources": ["고정 센서"]}, M),
    ("자원들 겹침 도구들", {"resources": ["고정 센서"], "sheet": {"tools": ["센서"]}}, N),
    # ranges
    ("벌이 > 1억원", {"revenue": "1~2억원/년"}, U),
    ("벌이 >= 1억원", {"revenue": "1~2억원/년"}, M),
    ("벌이 = 3억원", {"revenue": "1~2억원/년"}, N),
    ("벌이 - 벌이 = 0원", {"revenue": "1~2억원/년"}, U),
    # durations are compared as far as every calendar agrees
    ("수명 = 1년", {"lifetime": "12개월"}, M),
    ("수명 > 27일", {"lifetime": "1개월"}, M),
    ("수명 > 28일", {"lifetime": "1개월"}, U),
    ("수명 >= 28일", {"lifetime": "1개월"}, M),
    ("수명 <= 62일", {"lifetime": "2개월"}, M),
    ("수명 - 1개월 <= 31일", {"lifetime": "2개월"}, M),
    ("개시일 + 1개월 = 2023-02-28", {"opened": "2023-01-31"}, M),
    # aggregates and quantifiers
    ("개수(지출들) = 0", {"spendings": "없음"}, M),
    ("개수(지출들) = 0", {}, U),
    ("개수(지출들 중 거듭 = 예) <= 2", {"spendings": SPENDING}, M),
    ("개수(지출들 중 거듭 = 예) = 2", {"spendings": SPENDING}, U),
    ("합계(지출들.연지출) >= 1억원", {"spendings": SPENDING}, M),
    ("합계(지출들.연지출) <= 2억원", {"spendings": SPENDING}, U),
    ("합계(지출들.연지출) / 2 >= 0.5억원", {"spendings": SPENDING}, M),
    ("합계(지출들.연지출) - 합계(지출들.연지출) <= 0원", {"spendings": SPENDING}, U),
    ("합계(지출들.연지출 중 지출구분 = 굴리기) >= 2억원", {"spendings": MAYBE}, U),
    ("합계(지출들.연지출 중 지출구분 = 굴리기) >= 1억원", {"spendings": MAYBE}, M),
    ("평균(지출들.연지출) >= 0원", {"spendings": SPENDING}, U),
    ("최대(지출들.연지출) >= 1억원", {"spendings": SPENDING}, U),
    ("최대(지출들.연지출) >= 0원", {"spendings": "없음"}, U),
    ("모든(지출들: 연지출 기재)", {"spendings": "없음"}, M),
    ("어떤(지출들 중 거듭 = 예)", {"spendings": "없음"}, N),
    ("모든(지출들: 연지출 >= 1억원)", {"spendings": SPENDING}, U),
    ("어떤(지출들 중 연지출 >= 1억원)", {"spendings": SPENDING}, M),
    ("최대(사업목록.수명) = 400일", {"lifetime": "400일"}, M),
    ("합계(사업목록.수명) > 399일", {"lifetime": "400일"}, M),
    # arithmetic
    ("벌이 / 이용자수 >= 0원", {"revenue": "1억원/년", "users": "0명"}, U),
    ("벌이 / 이용자수 = 1억원", {"revenue": "1억원/년", "users": "1명"}, M),
    ("벌이 / 이용자수 >= 0원", {"revenue": "1억원/년", "users": "없음"}, U),
]


@pytest.mark.parametrize(("condition", "service", "wanted"), CASES, ids=[f"{c} | {s}" for c, s, _ in CASES])
def test_a_condition_of_one_service(condition: str, service: dict[str, Any], wanted: str) -> None:
    assert both(rule(condition), plan_of(service)) == [wanted]


PAIRS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("a.부문 = b.부문", {"sector": "care"}, {"sector": "care"}, M),
    ("a.부문 = b.부문", {"sector": "care"}, {"sector": "dental"}, U),
    ("a.부문 = b.부문", {"sector": "clinic"}, {"sector": "transit"}, N),
    ("a.부문 = b.부문", {"sector": "없음"}, {"sector": "없음"}, N),
    ("a.부문 = b.부문", {"sector": "없음"}, {}, U),
    ("a.주제들 겹침 b.주제들", {"topics": ["life"]}, {"topics": ["housing", "water"]}, U),
    ("a.주제들 겹침 b.주제들", {"topics": ["water"]}, {"topics": ["housing", "water"]}, M),
    ("a.주제들 겹침 b.주제들", {"topics": "없음"}, {}, U),
    ("a.지역 = b.지역", {"region": "남구"}, {"region": "남 구"}, M),
]


@pytest.mark.parametrize(("condition", "one", "other", "wanted"), PAIRS)
def test_a_condition_of_a_pair_from_either_side(
    condition: str, one: dict[str, Any], other: dict[str, Any], wanted: str
) -> None:
    declared = rule(condition, "사업 a, 사업 b")
    assert both(declared, plan_of(one, other)) == both(declared, plan_of(other, one)) == [wanted]


@pytest.mark.parametrize(
    ("sharings", "wanted"),
    [
        ({}, U),
        ({"sharings": "없음"}, N),
        ({"sharings": [{"partners": ["하나", "둘"], "joint": "예"}]}, M),
        ({"sharings": [{"partners": ["하나", "셋"], "joint": "예"}]}, U),
    ],
)
def test_a_field_that_two_share(sharings: dict[str, Any], wanted: str) -> None:
    assert both(rule("공동(a, b) = 예", "사업 a, 사업 b"), plan_of({}, {}, **sharings)) == [wanted]


COLLECTED = "도출 표시 대상 사업\n  판정 모두\n  경우 갑 적용 강제여부\n  경우 을·병 적용 벌이 >= 1억원\n\n"


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ("표시 포함 갑", M),
        ("표시 포함 을", M),
        ("표시 포함 을·병", M),
        ("표시 = 갑", N),
        ("표시 기재", M),
    ],
)
def test_what_a_collected_value_contains(condition: str, wanted: str) -> None:
    plan = plan_of({"forced": "예", "revenue": "1억원/년"})
    assert both(COLLECTED + rule(condition), plan) == [wanted]


def test_a_definition_of_the_plan_is_read_by_a_rule_on_a_service() -> None:
    declared = "정의 크다 = 예산 > 1억원\n\n도출 등급\n  경우 갑 적용 크다\n  경우 을 그밖에\n\n"
    assert both(declared + rule("크다 그리고 등급 = 갑"), plan_of({}, budget="2억원")) == [M]


def test_a_definition_is_stated_when_all_that_it_reads_is() -> None:
    declared = (
        "도출 등급 대상 사업\n  경우 갑 적용 벌이 > 1억원\n  경우 을 적용 벌이 <= 1억원\n\n"
        "정의 드는돈 대상 사업 = 합계(지출들.연지출 중 지출구분 = 굴리기)\n\n"
        "정의 좋다 대상 사업 = 등급 = 갑 또는 강제여부\n\n"
    )
    declared += rule("드는돈 기재") + rule("좋다 기재", number=2)
    assert both(declared, plan_of({"spendings": SPENDING, "forced": "예"})) == [M, N]
    assert both(declared, plan_of({"forced": "예", "revenue": "1억원/년"})) == [N, M]


READINGS = (
    "도출 등급 대상 사업\n"
    '  해석 "가"\n    경우 갑 적용 벌이 > 1억원\n    경우 을 적용 벌이 <= 1억원\n'
    '  해석 "나"\n    경우 갑 적용 벌이 > 2억원\n    경우 을 적용 벌이 <= 2억원\n\n'
)


@pytest.mark.parametrize(("revenue", "wanted"), [("1억원/년", N), ("2억원/년", U), ("3억원/년", M)])
def test_one_answer_only_where_all_readings_agree(revenue: str, wanted: str) -> None:
    assert both(READINGS + rule("등급 = 갑"), plan_of({"revenue": revenue})) == [wanted]


def test_a_reading_is_the_same_for_both_services_of_a_pair() -> None:
    """Under either reading both are of one grade, though which grade depends on the reading."""
    plan = plan_of({"revenue": "2억원/년"}, {"revenue": "2억원/년"})
    assert both(READINGS + rule("a.등급 = b.등급", "사업 a, 사업 b"), plan) == [M]


CONTRADICTORY = {
    "running_total": "4억원/년",
    "spendings": [{"spending_name": "앱", "phase": "running", "yearly": "2억원/년"}],
}


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ("운영총액 > 1억원", M),
        ("운영총액 > 3억원", U),
        ("운영총액 = 4억원 또는 운영총액 = 2억원", M),
        ("합계(지출들.연지출) = 2억원", M),
    ],
)
def test_one_answer_only_where_all_figures_agree(condition: str, wanted: str) -> None:
    assert both(rule(condition), plan_of(CONTRADICTORY)) == [wanted]


def _many(number: int) -> str:
    return "".join(READINGS.replace("등급", f"등급{n}") for n in range(number))


@pytest.mark.parametrize("clause", ["요건", "적용", "단서"])
def test_past_the_bound_of_worlds_a_result_is_undetermined(clause: str) -> None:
    """Seven derivations of two readings are 128 worlds; the bound is 64."""
    condition = " 그리고 ".join(f"등급{n} = 갑" for n in range(7))
    declared = rule("이용자수 >= 0명", number=2)
    declared += (
        rule(condition)
        if clause == "요건"
        else rule("벌이 기재").replace("  요건", f"  {clause} {condition}\n  요건")
    )
    assert outcomes(_many(7) + declared, plan_of({"revenue": "2억원/년", "users": "1명"})) == [M, U]


def test_alternatives_name_every_result_that_a_world_gives() -> None:
    (outcome,) = reviewed(READINGS + rule("등급 = 갑"), plan_of({"revenue": "2억원/년"})).outcomes
    assert [(one.choices, one.result) for one in outcome.alternatives] == [
        (("등급: 가",), "적합"),
        (("등급: 나",), "부적합"),
    ]


@pytest.mark.parametrize(
    ("period", "wanted"),
    [("2024-06-15 부터", M), ("2024-06-16 부터", A), ("2024-06-15 까지", M), ("2024-06-14 까지", A)],
)
def test_a_provision_that_is_not_in_force_does_not_apply(period: str, wanted: str) -> None:
    declared = rule("벌이 >= 1억원").replace("  의무", f"  시행 {period}\n  의무")
    assert both(declared, plan_of({"revenue": "1억원/년"})) == [wanted]


def test_a_section_is_called_alike_in_either_language() -> None:
    found = [
        reviewed(rule("직원수 >= 1명", word), plan_of({}, office={"staff": "3명"}))
        for word in ("전담실", "office")
    ]
    assert [review.outcomes[0].subject.name for review in found] == ["전담실", "전담실"]
