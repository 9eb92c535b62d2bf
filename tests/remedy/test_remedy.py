"""What clears small plans: values from conditions, alternatives, conflicts, and what no edit does."""

from __future__ import annotations

import pytest

from jichim.remedy import Stated, Why
from jichim.remedy.model import Bound
from remedy.finding import found, steps
from review.small import rule
from scenario.editing import of_text, opened

SPENDING = {"spending_name": "센서", "phase": "running", "yearly": "2억원/년"}


@pytest.mark.parametrize(
    ("condition", "service", "wanted"),
    [
        ("지역 기재", {}, ("state", "사업목록[하나].지역", "")),
        ("강제여부 = 예", {"forced": "아니오"}, ("change", "사업목록[하나].강제여부", "예")),
        ("진행단계 = 말기", {"stage": "early"}, ("change", "사업목록[하나].진행단계", "말기")),
        ("벌이 >= 3억원", {"revenue": "1억원/년"}, ("change", "사업목록[하나].벌이", "3억원")),
        ("벌이 > 3억원", {"revenue": "1억원/년"}, ("change", "사업목록[하나].벌이", "3억 1원")),
        ("보급률 <= 20%", {"coverage": "50%"}, ("change", "사업목록[하나].보급률", "20%")),
        ("이용자수 = 7명", {"users": "1명"}, ("change", "사업목록[하나].이용자수", "7명")),
        ("개시일 >= 2025-05-01", {"opened": "2025-01-31"}, ("change", "사업목록[하나].개시일", "2025-05-01")),
        ('자원들 포함 "앱"', {"resources": ["센서"]}, ("change", "사업목록[하나].자원들", "센서, 앱")),
        (
            '자원들 포함 "앱" 그리고 자원들 포함 "망"',
            {"resources": ["센서"]},
            ("change", "사업목록[하나].자원들", "센서, 앱, 망"),
        ),
        ('자원들 포함 ["앱", "망"]', {"resources": ["망"]}, ("change", "사업목록[하나].자원들", "망, 앱")),
        ("설계서.약속 기재", {}, ("state", "사업목록[하나].설계서.약속", "")),
        (
            "어떤(지출들 중 지출구분 = 굴리기)",
            {"spendings": "없음"},
            ("add", "사업목록[하나].지출들", "지출구분 = 굴리기"),
        ),
    ],
)
def test_a_value_follows_from_its_condition(
    condition: str, service: dict[str, object], wanted: tuple[str, str, str]
) -> None:
    remedy = found(rule(condition), opened({"users": "1명", **service}))
    assert remedy.clear
    (part,) = remedy.parts
    assert steps(part) == [wanted]
    assert [one.rule for one in part.steps[0].clears] == ["R1"]


@pytest.mark.parametrize(
    ("condition", "service"),
    [("개시일 >= 2023-05-01", {"opened": "2023-01-31"}), ("개시일 미기재", {"opened": "2023-01-31"})],
)
def test_no_edit_moves_a_day_that_is_past(condition: str, service: dict[str, object]) -> None:
    remedy = found(rule(condition), opened({"users": "1명", **service}))
    (one,) = remedy.unclearable
    assert one.why is Why.ACT
    assert one.acts == (Stated("사업목록[하나].개시일", "2023-01-31"),)
    assert remedy.parts == ()


def test_what_else_a_new_record_needs_is_stated_in_it() -> None:
    rules = rule("어떤(지출들 중 지출구분 = 굴리기)", number=1) + rule("모든(지출들: 연지출 기재)", number=2)
    remedy = found(rules, opened({"spendings": "없음"}))
    assert remedy.clear
    (part,) = remedy.parts
    assert steps(part) == [("add", "사업목록[하나].지출들", "지출구분 = 굴리기, 연지출 = …")]


def test_a_bound_is_said_as_a_bound() -> None:
    (part,) = found(
        rule("벌이 >= 운영총액 * 2"), opened({"revenue": "1억원/년", "spendings": [SPENDING]})
    ).parts
    shown = {step.proposal.edit.label: step.proposal.bound for step in part.steps}
    assert shown == {"사업목록[하나].벌이": Bound(">=", "4억원")}
    assert part.steps[0].proposal.condition == "벌이 >= 운영총액 * 2"
    others = {
        step.proposal.edit.label: step.proposal.bound for steps_ in part.alternatives for step in steps_
    }
    assert others["사업목록[하나].지출들[센서].연지출"] == Bound("<=", "5,000만원")


def test_items_for_one_rule_are_kept_for_another() -> None:
    items = ("앱", "망", "센서")
    rules = "".join(
        rule(f'자원들 포함 "{item}"', number=number) for number, item in enumerate(items, start=1)
    )
    remedy = found(rules, opened({"resources": ["센서"]}))
    assert remedy.clear, "no conflict: a list can hold all of them"
    (part,) = remedy.parts
    assert steps(part) == [("change", "사업목록[하나].자원들", "센서, 앱, 망")]


def test_every_choice_that_serves_is_named() -> None:
    (part,) = found(rule("진행단계 != 초기"), opened({"stage": "early"})).parts
    assert part.steps[0].values == ("중기", "말기", "없음")


def test_shared_edits_make_the_set_smaller() -> None:
    rules = rule("지역 기재 또는 강제여부 기재", number=1) + rule("강제여부 기재 또는 자원들 기재", number=2)
    (part,) = found(rules, opened({"users": "1명"})).parts
    assert steps(part) == [("state", "사업목록[하나].강제여부", "")]
    assert {one.rule for one in part.steps[0].clears} == {"R1", "R2"}


def test_alternatives_of_the_same_size() -> None:
    (part,) = found(rule("지역 기재 또는 자원들 기재"), opened({"users": "1명"})).parts
    sets = [
        steps(part),
        *([(s.proposal.kind, s.proposal.edit.label, "") for s in one] for one in part.alternatives),
    ]
    assert sorted(one[0][1] for one in sets) == ["사업목록[하나].자원들", "사업목록[하나].지역"]


def test_where_none_is_the_smallest_it_says_what_else() -> None:
    rules = rule("지출들 기재 그리고 모든(지출들: 연지출 기재)")
    (part,) = found(rules, opened({"users": "1명"})).parts
    assert steps(part) == [("state", "사업목록[하나].지출들", "없음")]
    assert part.otherwise
    assert all(step.proposal.edit.written != "없음" for step in part.otherwise)


def test_through_derived_facts_and_a_table() -> None:
    declared = (
        "도출 수지 대상 사업\n  경우 손실 적용 벌이 < 운영총액\n  경우 이익 적용 벌이 > 운영총액\n\n"
        '판정표 형태 대상 사업\n  근거 "시험"\n  | 수지 | 강제여부 | => 형태 |\n'
        "  | 이익 | - | => 민간 |\n  | 손실 | 예 | => 공공 |\n  | 손실 | 아니오 | => 재검토 |\n\n"
    )
    plan = opened({"revenue": "1억원/년", "running_total": "3억원/년", "forced": "아니오"})
    remedy = found(declared + rule("형태 != 재검토"), plan)
    assert remedy.clear
    (part,) = remedy.parts
    every = [part.steps, *part.alternatives]
    labels = {one[0].proposal.edit.label for one in every}
    assert all(len(one) == 1 for one in every)
    assert labels == {"사업목록[하나].강제여부", "사업목록[하나].벌이", "사업목록[하나].운영총액"}


def test_a_pair_and_what_is_said_about_it() -> None:
    plan = opened({"region": "동구"}, {"region": "동구"})
    rules = rule("공동(a, b) = 예", "사업 a, 사업 b")
    remedy = found(rules, plan, "undetermined")
    assert remedy.clear
    (part,) = remedy.parts
    assert steps(part) == [("add", "공유목록", "둘 + 하나: 공동 예")]


def test_a_contradiction_and_two_readings() -> None:
    declared = (
        '도출 감당 대상 사업\n  해석 "총액"\n'
        "    경우 예 적용 벌이 >= 운영총액\n    경우 아니오 적용 벌이 < 운영총액\n"
        '  해석 "두 배"\n    경우 예 적용 벌이 >= 운영총액 * 2\n    경우 아니오 적용 벌이 < 운영총액 * 2\n\n'
    )
    plan = opened({"revenue": "3억원/년", "running_total": "1억원/년", "spendings": [SPENDING]})
    remedy = found(declared + rule("감당 = 예"), plan, "undetermined")
    assert [one.outcome.value for one in remedy.before.outcomes] == ["undetermined"]
    assert remedy.clear
    (part,) = remedy.parts
    sets = [part.steps, *part.alternatives]
    assert all(len(one) == 1 for one in sets)
    bounds = {one[0].proposal.edit.label: one[0].proposal.bound for one in sets}
    assert bounds["사업목록[하나].벌이"] == Bound(">=", "4억원"), "with either figure and either reading"
    assert bounds["사업목록[하나].지출들[센서].연지출"] == Bound("<=", "1억 5,000만원")


def test_conflicting_requirements_are_named() -> None:
    rules = rule("강제여부 = 예", number=1) + rule("강제여부 = 아니오", number=2)
    remedy = found(rules, opened({"forced": "예"}))
    assert not remedy.clear
    assert remedy.left == 1
    (one,) = remedy.unclearable
    assert one.why is Why.CONFLICT
    assert {each.rule for each in one.findings} == {"R1", "R2"}


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("검토일 < 2000-01-01", Why.WORLD),
        ("아님 (검토일 >= 2000-01-01) 그리고 지역 기재", Why.WORLD),
        ("벌이 >= 1억원 그리고 벌이 < 1억원", Why.NO_WAY),
    ],
)
def test_what_no_statement_can_clear_is_told_from_what_was_not_found(condition: str, why: Why) -> None:
    remedy = found(rule(condition), opened({"revenue": "1억원/년"}))
    assert [one.why for one in remedy.unclearable] == [why]
    assert remedy.left == 1
    assert remedy.parts == ()


def test_a_judgement_is_left_to_the_evaluator() -> None:
    declared = '평가항목 평가 "좋은가"\n  근거 "시험"\n  대상 사업\n  척도 1~5\n  질문 "좋은가"\n\n'
    remedy = found(declared + rule("평가 >= 3"), opened({"users": "1명"}), "undetermined")
    assert [one.why for one in remedy.unclearable] == [Why.JUDGEMENT]


def test_a_provision_is_satisfied_and_not_evaded() -> None:
    text = rule("지역 기재").replace("  요건", "  단서 진행단계 = 말기\n  요건")
    (part,) = found(text, opened({"stage": "early"})).parts
    assert steps(part) == [("state", "사업목록[하나].지역", "")]
    assert part.alternatives == ()


def test_the_true_value_may_have_conditions() -> None:
    rules = rule("벌이 기재", number=1) + rule("벌이 미기재 또는 벌이 >= 2억원", number=2)
    (part,) = found(rules, opened({"users": "1명"})).parts
    (step,) = part.steps
    assert step.proposal.value == "open"
    assert [(one.rule, one.condition) for one in step.conditions] == [("R2", "벌이 >= 2억원")]


def test_an_edit_that_opens_another_rule_is_followed() -> None:
    second = rule("자원들 기재", number=2).replace("  요건", "  적용 강제여부 = 예\n  요건")
    remedy = found(rule("강제여부 = 예") + second, opened({"users": "1명", "forced": "아니오"}))
    assert remedy.clear
    (part,) = remedy.parts
    assert [one[1] for one in steps(part)] == ["사업목록[하나].강제여부", "사업목록[하나].자원들"]


def test_a_clear_plan_needs_nothing() -> None:
    remedy = found(rule("지역 기재"), of_text("계획명: 시험\n사업목록: [{사업명: 하나, 지역: 동구}]\n"))
    assert remedy.clear
    assert remedy.parts == ()
    assert remedy.unclearable == ()
