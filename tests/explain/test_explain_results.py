"""Results of the sample and of a contradictory plan: what decided them, and where it stands."""

from __future__ import annotations

import datetime

import pytest

import jichim
from explain.asked import (
    AS_OF,
    INCHEON,
    TWO_FIGURES,
    explained,
    explainer,
    incheon,
    plan_of_text,
    proposals,
    steps,
    values,
)
from jichim.diagnostic import render
from jichim.explain import Unexplainable
from jichim.explain.model import ParameterValue, Remark, State, Step, StepKind, Truth, walk
from jichim.review.model import Cause


def test_the_owner_of_i_mod_is_not_stated() -> None:
    found = explained(incheon(), "PSD-OWNER", "I-MOD")
    assert found.result == found.root.value == "not-met"
    (require,) = steps(found.root, StepKind.REQUIRE)
    assert require.truth is Truth.FALSE
    assert require.text.startswith("책임주체기재 그리고 주체하나")
    assert require.at == "report-2020-3/operator.jichim:87:8"
    assert [one.production for one in found.root.fired] == ["PSD-OWNER not-met"]
    (owner,) = {value.state for value in values(found.root, "services.operator")}
    assert owner is State.MISSING
    assert [str(ref.label) for ref in found.missing] == ["운영주체", "운영기관"]


def test_a_value_stands_where_the_plan_writes_it() -> None:
    found = explained(incheon(), "PSD-OWNER", "I-MOD")
    stage = values(found.root, "services.stage")[0]
    assert stage.state is State.STATED
    assert stage.of == "I-MOD"
    assert stage.at is not None
    line = INCHEON.read_text("utf-8").splitlines()[stage.at.line - 1]
    assert line[stage.at.column - 1 :].startswith(stage.text)
    assert stage.text == "시범 운영"


def test_readings_and_figures_that_disagree_are_told_apart() -> None:
    found = explained(plan_of_text(TWO_FIGURES), "운영주체", "새벽버스")
    assert found.result is None
    assert found.cause is Cause.CONTRADICTORY
    worlds = [child for child in found.root.children if isinstance(child, Step)]
    assert [(world.text, world.value) for world in worlds] == [
        ("손실감당: 총이익 기준 · 연간총비용: 기재한 총액 4억원", "공공"),
        ("손실감당: 총이익 기준 · 연간총비용: 내역의 합계 6억원", "재검토"),
        ("손실감당: 순이익 기준 · 연간총비용: 기재한 총액 4억원", "재검토"),
        ("손실감당: 순이익 기준 · 연간총비용: 내역의 합계 6억원", "재검토"),
    ]
    assert [bool(world.children) for world in worlds] == [True, True, False, False]


@pytest.mark.parametrize(("world", "taken", "loss"), [(0, "4억원", "3억원"), (1, "6억원", "5억원")])
def test_each_world_takes_one_figure_and_computes_with_it(world: int, taken: str, loss: str) -> None:
    root = explained(plan_of_text(TWO_FIGURES), "손실감당", "새벽버스").root
    shown = root.children[world]
    assert isinstance(shown, Step)
    (cost,) = set(values(shown, "services.annual_cost"))
    assert cost.state is State.CONTRADICTORY
    assert {figure.text: figure.reason for figure in cost.figures} == {
        "4억원": "기재한 총액",
        "6억원": "내역의 합계",
    }
    assert [figure.text for figure in cost.figures if figure.taken] == [taken]
    losses = {step.value for step in steps(shown, StepKind.TERM) if step.text == "연간총비용 - 서비스수익"}
    assert losses == {loss}


def test_a_rule_that_applies_in_some_worlds_only() -> None:
    found = explained(plan_of_text(TWO_FIGURES.replace("단계: 운영", "단계: 계획")), "PSD-1", "새벽버스")
    outcomes = [child.value for child in found.root.children if isinstance(child, Step)]
    assert outcomes == ["met", "not-applicable", "not-applicable", "not-applicable"]
    met, closed = found.root.children[:2]
    assert isinstance(met, Step)
    assert isinstance(closed, Step)
    parts = [step.kind for step in met.children if isinstance(step, Step)]
    assert parts == [StepKind.WHEN, StepKind.UNLESS, StepKind.REQUIRE]
    shut = [step.kind for step in closed.children if isinstance(step, Step)]
    assert shut == [StepKind.WHEN, StepKind.UNLESS]


def test_a_result_that_is_the_same_in_all_worlds_says_so() -> None:
    text = TWO_FIGURES.replace("서비스수익: 1억원/년", "서비스수익: 9억원/년")
    fact = explained(plan_of_text(text), "경제성", "새벽버스").root
    assert fact.value == "이익"
    rule = explained(plan_of_text(TWO_FIGURES), "COST-LABOUR", "새벽버스").root
    assert rule.remark is None  # reads no figure


def test_a_parameter_shows_its_value_and_since_when() -> None:
    text = TWO_FIGURES.replace(
        "    분야: 교통\n", "    분야: 교통\n    구축비: 10억원\n    연간유지관리비: 0.5억원/년\n"
    )
    found = explained(plan_of_text(text), "COST-MAINT", "새벽버스")
    assert found.result == "not-met"
    (parameter,) = {node for node in walk(found.root) if isinstance(node, ParameterValue)}
    assert (parameter.name, parameter.text) == ("유지관리비_하한", "8%")
    assert parameter.period.start == datetime.date(2020, 10, 31)
    assert parameter.citations == ("3장 3절 1)② 운영자금 확보의 어려움; 부록 3 1)④",)
    (bound,) = steps(found.root, StepKind.TERM)
    assert (bound.text, bound.value) == ("구축비 * 유지관리비_하한", "8,000만원")


def test_a_provision_that_was_not_proposed_yet() -> None:
    found = explained(incheon(), "PSD-OWNER", "I-MOD", "met", datetime.date(2019, 1, 1))
    assert found.result == "not-applicable"
    assert found.root.remark is Remark.NOT_IN_FORCE
    assert found.root.children == ()
    assert found.why_not is not None
    assert found.why_not.barrier is not None
    assert found.why_not.barrier.kind == "not-in-force"
    assert found.why_not.barrier.period is not None
    assert found.why_not.barrier.period.start == datetime.date(2020, 10, 31)


def test_the_case_that_no_row_covers_is_named() -> None:
    text = TWO_FIGURES.replace("서비스수익: 1억원/년", "서비스수익: 6억원/년").replace(
        "연간총비용: 4억원/년", "연간총비용: 6억원/년"
    )
    fact = explained(plan_of_text(text), "경제성", "새벽버스").root
    assert fact.value is None
    assert fact.remark is Remark.NO_CASE
    assert {step.truth for step in fact.children if isinstance(step, Step)} == {Truth.FALSE}


# ---- why not -------------------------------------------------------------------------------------


def test_why_i_mod_does_not_satisfy_the_proposal() -> None:
    answer = explained(incheon(), "PSD-OWNER", "I-MOD", "적합").why_not
    assert answer is not None
    assert (answer.expected, answer.got, answer.reached) == ("met", "not-met", False)
    assert [[(one.text, one.wanted) for one in way] for way in answer.nearest] == [
        [("서비스.운영주체 있음", Truth.TRUE)],
        [("운영기관 있음", Truth.TRUE)],
    ]
    assert not answer.cut


def test_the_proviso_that_took_a_rule_out() -> None:
    text = TWO_FIGURES.replace("단계: 운영", "단계: 종료")
    answer = explained(plan_of_text(text), "PSD-OWNER", "새벽버스", "not-met").why_not
    assert answer is not None
    assert answer.barrier is not None
    assert (answer.barrier.kind, answer.barrier.truth) == ("unless", Truth.TRUE)
    assert answer.barrier.text == "단계 기재 그리고 단계 = 종료"
    assert ("단계 = 종료", Truth.FALSE) in [(one.text, one.wanted) for one in answer.nearest[0]]


def test_a_result_that_is_expected_already() -> None:
    answer = explained(plan_of_text(TWO_FIGURES), "PSD-OWNER", "새벽버스", "met").why_not
    assert answer is not None
    assert answer.reached
    assert answer.nearest == ()


def test_what_a_decision_needs_is_followed_through_derived_facts() -> None:
    answer = explained(plan_of_text(TWO_FIGURES), "운영주체", "새벽버스", "공공").why_not
    assert answer is not None
    asked = {one.text for one in answer.nearest[0]}
    assert asked == {
        "사회이익액 >= 연간총비용 - 서비스수익",
        "사회이익액 - 사회비용액 >= 연간총비용 - 서비스수익",
    }


def test_missing_facts_are_counted_over_the_whole_review() -> None:
    asked = explainer(incheon())
    facts = list(asked.ranking().values())
    assert [fact.alone for fact in facts] == sorted((fact.alone for fact in facts), reverse=True)
    waiting = {
        (ref.path, one.subject.name): 0
        for one in asked.assembly.review().outcomes
        if one.cause is Cause.NOT_STATED
        for ref in one.missing
    }
    review = asked.assembly.review()
    for one in (*review.outcomes, *review.decisions):
        if one.cause is Cause.NOT_STATED:
            for ref in one.missing:
                waiting[ref.path, one.subject.name] = waiting.get((ref.path, one.subject.name), 0) + 1
    named = {(fact.field.path, fact.of): fact for fact in facts}
    owner = named["services.operator", "I-MOD"]
    assert owner.waiting == waiting["services.operator", "I-MOD"] == 5
    assert set(owner.names) == {
        one.rule.name
        for one in review.outcomes
        if one.subject.name == "I-MOD"
        and one.cause is Cause.NOT_STATED
        and any(ref.path == "services.operator" for ref in one.missing)
    }


# ---- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "subject", "expect", "code", "said"),
    [
        ("psd-ownr", None, None, "E001", "`PSD-OWNER`"),
        ("책임지는 주체", None, None, "E001", "`PSD-OWNER`"),
        ("완전히 다른 말", None, None, "E001", "jichim explain"),
        ("PSD-OWNER", "I-MODE", None, "E002", "`I-MOD`"),
        ("PSD-OWNER", "I-MOD", "applicable", "E004", "`met`, `not-met`"),
        ("운영주체", "I-MOD", "시청", "E004", "`재검토`, `공공`, `공공·민관협업·민간`, `민간`"),
    ],
)
def test_a_wrong_name_is_answered_with_near_ones(
    name: str, subject: str | None, expect: str | None, code: str, said: str
) -> None:
    with pytest.raises(Unexplainable) as caught:
        explainer(incheon()).explain(name, subject, expect=expect)
    assert caught.value.diagnostic.code == code
    assert said in render(caught.value.diagnostic)


def test_a_plan_without_subjects_is_no_fault() -> None:
    with pytest.raises(Unexplainable) as caught:
        explainer(plan_of_text("계획: {명칭: 빈 계획}\n")).explain("PSD-OWNER")
    assert caught.value.diagnostic.code == "E003"


@pytest.mark.parametrize("word", ["I-MOD + I-ZET", "i-zet, i-mod"])
def test_a_pair_is_named_in_any_order(word: str) -> None:
    pairs = [rule.name for rule in proposals().rules if len(rule.bindings) == 2]
    (found,) = explainer(incheon()).explain(pairs[0], word)
    assert found.subject.name == "I-MOD + I-ZET"


def test_all_subjects_are_explained_where_none_is_named() -> None:
    found = explainer(incheon()).explain("psd-owner")
    assert [one.subject.name for one in found] == ["I-MOD", "I-ZET"]


def test_everything_is_listed() -> None:
    contents = explainer(incheon()).contents()
    policy = proposals()
    assert len(contents) == len(policy.rules) + len(policy.derivations)
    owner = next(one for one in contents if one.name == "PSD-OWNER")
    assert (owner.kind, owner.label, dict(owner.results)) == ("rule", "서비스", {"not-met": 2})


def test_the_public_entry() -> None:
    (found,) = jichim.explain_plan(incheon(), proposals(), "PSD-OWNER", "I-MOD", expect="met", as_of=AS_OF)
    assert found.result == "not-met"
    assert found.why_not is not None
