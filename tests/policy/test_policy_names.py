"""What a word stands for: subjects, fields, sections, declared names, and several instruments."""

from __future__ import annotations

import pytest

from jichim.policy.model import (
    Aggregation,
    Compare,
    Cond,
    DefinitionTerm,
    DerivedTerm,
    FieldTerm,
    ForRecords,
    Has,
    ListTerm,
    NameTerm,
    ParameterTerm,
    Policy,
    ReviewDate,
    SharedTerm,
)
from jichim.policy.names import field_at, fields_below, label_path, list_paths, subjects
from jichim.policy.reads import leaves, parts
from policy.programs import HEADER, mistakes, policy_of, resolve_texts, rule, vocabulary


def requirement(policy: Policy, name: str = "R-1") -> Cond:
    return next(one.require for one in policy.rules if one.name == name)


FIELDS = [
    # what is written, the subject, and the canonical path and frame that it means
    ("구축비", "서비스", "build_cost", 1),
    ("build_cost", "서비스", "build_cost", 1),
    ("초기투자비", "서비스", "build_cost", 1),
    ("구축 비용".replace(" ", ""), "서비스", "build_cost", 1),
    ("서비스.구축비", "서비스", "build_cost", 1),
    ("스마트도시서비스.구축비", "서비스", "build_cost", 1),
    ("s.구축비", "서비스 s", "build_cost", 1),
    ("캔버스.핵심자원", "서비스", "canvas.resources", 1),
    ("핵심자원", "서비스", "canvas.resources", 1),
    ("서비스.핵심자원", "서비스", "canvas.resources", 1),
    ("s.핵심자원", "서비스 s", "canvas.resources", 1),
    ("s.캔버스.핵심자원", "서비스 s", "canvas.resources", 1),
    ("제출일", "서비스", "about.submitted", 0),
    ("계획.제출일", "서비스", "about.submitted", 0),
    ("계획.명칭", "서비스", "about.name", 0),
    ("명칭", "계획개요", "about.name", 0),
    ("이름", "서비스", "name", 1),
    ("총사업비", "서비스", "budget", 1),
    ("총사업비", "계획", "funding_plan.total", 0),
    ("재원계획.총사업비", "서비스", "funding_plan.total", 0),
    ("총사업비", "재원계획", "funding_plan.total", 0),
]


@pytest.mark.parametrize(("word", "subject", "path", "frame"), FIELDS)
def test_a_word_means_the_nearest_field(word: str, subject: str, path: str, frame: int) -> None:
    condition = requirement(policy_of(rule(f"{word} 기재", subject=subject)))
    assert isinstance(condition, Has)
    assert isinstance(condition.target, FieldTerm)
    assert (condition.target.path, condition.target.frame) == (path, frame)


def test_lists_are_found_in_a_record_and_in_the_plan() -> None:
    (counted,) = leaves(requirement(policy_of(rule("개수(비용) > 1"))))
    assert isinstance(counted, ListTerm)
    assert (counted.path, counted.frame, counted.element) == ("costs", 1, "cost")
    (counted,) = leaves(requirement(policy_of(rule("개수(서비스) > 1"))))
    assert isinstance(counted, ListTerm)
    assert (counted.path, counted.frame, counted.element) == ("services", 0, "service")


def test_the_record_at_hand_comes_before_the_subject() -> None:
    condition = requirement(policy_of(rule('모든(비용: 항목 = 이름 또는 서비스.이름 = "가")')))
    assert isinstance(condition, ForRecords)
    paths = [(leaf.frame, leaf.path) for leaf in leaves(condition.body) if isinstance(leaf, FieldTerm)]
    assert paths == [(2, "name"), (2, "name"), (1, "name")]


def test_an_aggregate_adds_the_field_after_the_last_dot() -> None:
    condition = requirement(policy_of(rule("합계(수익.연간금액 중 구분 = 이용료) > 0원")))
    assert isinstance(condition, Compare)
    total = condition.left
    assert isinstance(total, Aggregation)
    assert isinstance(total.amount, FieldTerm)
    assert (total.records.path, total.amount.path, total.amount.frame) == ("revenues", "annual_amount", 2)
    assert total.amount.span.text == "연간금액"


def test_aggregates_nest() -> None:
    condition = requirement(
        policy_of(rule("어떤(서비스 중 합계(비용.연간금액) > 3억원: 개수(수익) > 1)", subject="계획"))
    )
    assert isinstance(condition, ForRecords)
    lists = [(leaf.frame, leaf.path) for leaf in leaves(condition) if isinstance(leaf, ListTerm)]
    assert lists == [(0, "services"), (1, "costs"), (1, "revenues")]
    assert [type(part) for part in parts(condition)] == [ForRecords]


def test_a_subject_alone_is_its_name() -> None:
    condition = requirement(policy_of(rule("a != b", subject="서비스 a, 서비스 b")))
    assert isinstance(condition, Compare)
    assert isinstance(condition.left, NameTerm)
    assert isinstance(condition.right, NameTerm)
    assert (condition.left.frame, condition.right.frame) == (1, 2)


def test_the_day_of_the_review() -> None:
    for word in ("검토일", "review_date"):
        condition = requirement(policy_of(rule(f"{word} - 제출일 < 30일")))
        assert any(isinstance(leaf, ReviewDate) for leaf in leaves(condition))


def test_a_field_of_a_pair() -> None:
    condition = requirement(
        policy_of(rule("공동활용계획(a, b) = 예 그리고 공동자원(a, b) 기재", subject="서비스 a, 서비스 b"))
    )
    found = [leaf for leaf in leaves(condition) if isinstance(leaf, SharedTerm)]
    assert [(leaf.path, leaf.names, leaf.frames) for leaf in found] == [
        ("agreed", "services", (1, 2)),
        ("resource", "services", (1, 2)),
    ]


# ---- declared names ------------------------------------------------------------------------------

DERIVED = "도출 등급 대상 서비스\n  경우 높음 적용 구축비 > 3억원\n  경우 낮음 적용 구축비 <= 3억원"


def test_a_declared_name_comes_before_a_field_and_a_dot_means_the_field() -> None:
    policy = policy_of(
        "정의 운영인력 대상 서비스 = 구축비 > 1원", rule("운영인력 그리고 서비스.운영인력 기재")
    )
    kinds = [type(leaf) for leaf in leaves(requirement(policy))]
    assert kinds == [DefinitionTerm, FieldTerm]


def test_a_subject_before_the_dot_qualifies_a_declared_name() -> None:
    policy = policy_of(DERIVED, rule("a.등급 = 높음 그리고 b.등급 = 낮음", subject="서비스 a, 서비스 b"))
    frames = [leaf.frames for leaf in leaves(requirement(policy)) if isinstance(leaf, DerivedTerm)]
    assert frames == [(1,), (2,)]


def test_in_an_aggregate_a_derivation_is_about_the_record_at_hand() -> None:
    policy = policy_of(DERIVED, rule("개수(서비스 중 등급 = 높음) > 1", subject="계획"))
    (found,) = (leaf for leaf in leaves(requirement(policy)) if isinstance(leaf, DerivedTerm))
    assert found.frames == (1,)
    policy = policy_of(DERIVED, rule("개수(서비스 중 등급 = 높음) > 1 그리고 등급 = 낮음"))
    frames = [leaf.frames for leaf in leaves(requirement(policy)) if isinstance(leaf, DerivedTerm)]
    assert frames == [(2,), (1,)]


def test_a_name_of_the_plan_can_be_used_by_every_subject() -> None:
    policy = policy_of(
        "정의 큰계획 = 총사업비 > 100억원", rule("큰계획"), rule("큰계획", subject="계획", name="R-2")
    )
    for name in ("R-1", "R-2"):
        (found,) = leaves(requirement(policy, name))
        assert isinstance(found, DefinitionTerm)
        assert len(found.frames) == len(policy.definitions[0].bindings) == 1
        assert found.frames == (0,)


def test_a_name_of_a_pair_takes_its_subjects_in_order() -> None:
    pair = "정의 겹치는 대상 서비스 x, 서비스 y = x.핵심자원 겹침 y.핵심자원"
    policy = policy_of(pair, rule("겹치는 그리고 겹치는(b, a)", subject="서비스 a, 서비스 b"))
    frames = [leaf.frames for leaf in leaves(requirement(policy)) if isinstance(leaf, DefinitionTerm)]
    assert frames == [(1, 2), (2, 1)]


def test_rule_names_that_differ_in_hyphens_are_two_rules() -> None:
    policy = policy_of(rule("구축비 기재", name="T-1-11"), rule("구축비 기재", name="T-11-1"))
    assert [one.name for one in policy.rules] == ["T-1-11", "T-11-1"]
    assert mistakes(rule("구축비 기재", name="t-1"), rule("구축비 기재", name="T-1")) == [("R010", "T-1")]


# ---- several instruments -------------------------------------------------------------------------

OTHER = '정책 나\n  제목 "나"\n  상태 시행\n'
THIRD = '정책 다\n  제목 "다"\n  상태 시행\n'


def test_each_instrument_sees_its_own_name() -> None:
    texts = [
        f"{HEADER}기준값 하한 = 8%\n{rule('서비스.운영인력 * 하한 > 1명')}",
        f"{OTHER}기준값 하한 = 9%\n{rule('서비스.운영인력 * 하한 > 1명', name='R-2')}",
    ]
    for order in (texts, texts[::-1]):
        policy, diagnostics = resolve_texts(*order)
        assert not diagnostics
        assert sorted(one.name for one in policy.parameters) == ["가:하한", "나:하한"]
        for name, key in (("R-1", "가:하한"), ("R-2", "나:하한")):
            found = [
                leaf.name for leaf in leaves(requirement(policy, name)) if isinstance(leaf, ParameterTerm)
            ]
            assert found == [key]


def test_a_name_of_the_only_other_instrument_is_seen() -> None:
    policy, diagnostics = resolve_texts(f"{HEADER}기준값 하한 = 3억원\n", f"{OTHER}{rule('구축비 > 하한')}")
    assert not diagnostics
    assert [leaf.name for leaf in leaves(requirement(policy)) if isinstance(leaf, ParameterTerm)] == ["하한"]


def test_a_field_comes_before_a_name_of_another_instrument() -> None:
    policy, diagnostics = resolve_texts(f"{HEADER}기준값 구축비 = 3억원\n", f"{OTHER}{rule('구축비 > 1원')}")
    assert not diagnostics
    assert [type(leaf) for leaf in leaves(requirement(policy))] == [FieldTerm]


def test_a_name_of_two_others_must_be_qualified() -> None:
    declared = (f"{HEADER}기준값 하한 = 3억원\n", f"{OTHER}기준값 하한 = 4억원\n")
    _, (diagnostic,) = resolve_texts(*declared, f"{THIRD}{rule('구축비 > 하한')}")
    assert (diagnostic.code, diagnostic.span and diagnostic.span.text) == ("R002", "하한")
    assert diagnostic.message.en == "`하한` exists in several places: `가.하한`, `나.하한`"
    policy, diagnostics = resolve_texts(*declared, f"{THIRD}{rule('구축비 > 나.하한')}")
    assert not diagnostics
    assert [leaf.name for leaf in leaves(requirement(policy)) if isinstance(leaf, ParameterTerm)] == [
        "나:하한"
    ]


def test_keys_never_show_in_messages() -> None:
    wrong = rule("등급 = 중간 그리고 등급 > 3", name="R-2")
    cycle = "도출 홀로 대상 서비스\n  경우 예 적용 홀로 = 아니오\n  경우 아니오 적용 홀로 = 예\n"
    overlap = "도출 겹침이 대상 서비스\n  경우 하나 적용 구축비 > 1원\n  경우 둘 적용 구축비 > 2원\n"
    body = f"{DERIVED}\n{cycle}{overlap}정의 돌이 대상 서비스 = 돌이\n"
    _, diagnostics = resolve_texts(f"{HEADER}{body}{wrong}", f"{OTHER}{body}")
    assert {one.code for one in diagnostics} == {"R006", "R003", "R013", "R014", "R023"}
    for one in diagnostics:
        texts = [one.message.ko, one.message.en, *([one.help.ko, one.help.en] if one.help else [])]
        assert not any("가:" in text or "나:" in text for text in texts)


def test_two_instruments_of_one_name_are_refused() -> None:
    _, diagnostics = resolve_texts(f"{HEADER}", f"{HEADER}{rule('구축비 기재')}")
    assert [(one.code, one.span and one.span.text) for one in diagnostics] == [("R010", "가")]


def test_a_rule_of_two_instruments_is_reported_with_both_places() -> None:
    text = rule("구축비 기재")
    _, (diagnostic,) = resolve_texts(f"{HEADER}{text}", f"{OTHER}{text}")
    assert diagnostic.code == "R010"
    assert diagnostic.span is not None
    (related,) = diagnostic.related
    assert (related.span.source.name, diagnostic.span.source.name) == ("0.jichim", "1.jichim")
    assert related.span.text == diagnostic.span.text == "R-1"


# ---- the vocabulary's paths ----------------------------------------------------------------------


def test_paths_of_fields() -> None:
    words = vocabulary()
    paths = dict(fields_below(words, "service"))
    assert paths["canvas.resources"].label == "핵심 자원"
    assert all(field_at(words, "service", path) is found for path, found in paths.items())
    assert label_path(words, "service", "canvas.resources") == "캔버스.핵심 자원"
    assert list_paths(words)["service"] == "services"
    assert subjects(words)["서비스"] == ("service", "")
    assert subjects(words)["계획"] == ("plan", "")
    assert subjects(words)["재원계획"] == ("funding_plan", "funding_plan")


def test_constants_are_no_leaves() -> None:
    condition = requirement(policy_of(rule("단계 가운데 [운영, 종료]")))
    assert [type(leaf) for leaf in leaves(condition)] == [FieldTerm]
    assert [type(part) for part in parts(condition)] == [FieldTerm]
