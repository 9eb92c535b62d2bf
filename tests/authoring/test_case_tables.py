"""Tables of cases: each row a plan, what it must come to, and mistakes at their cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring import coverage_made as made
from jichim.authoring import run_tests
from jichim.authoring.case_tables import load_cases, read_cases
from jichim.authoring.selection import select, untested
from jichim.policy import load_policies
from jichim.source import Source

KOREAN = """표:
  - 제목: 구축비의 크기
    대상: 서비스
    공통: {제공자: 없음, 이름: 셔틀}
    전제: [단계, 구축비]
    기대: [R-1, 견본등급]
    행:
      - [운영, 1억원, 적합, 낮음]
      - [종료, 9억원, 해당없음, 높음]
      - [운영, ~, 판단불가, 판단불가]
      - [운영, 9억원, 적합, ~]
"""
ENGLISH = """tables:
  - {title: big, subject: service, given: [stage, build_cost], expect: [R-1], rows: [[운영, 9억원, met]]}
"""


def read(text: str) -> tuple[list[tuple[str, bool]], list[tuple[str, str]]]:
    """Each case with whether it passed, and each diagnostic with the text that it underlines."""
    policy = made.policy()
    tests, problems = read_cases(Source("a.cases.yaml", text), policy)
    results = run_tests(policy, tests)
    told = [(one.code, one.span.text if one.span else "") for one in problems]
    return [(one.test.title, one.passed) for one in results], told


def test_each_row_is_a_test() -> None:
    found, told = read(KOREAN)
    assert not told
    assert found == [
        ("구축비의 크기 · 1", True),
        ("구축비의 크기 · 2", True),
        ("구축비의 크기 · 3", True),
        ("구축비의 크기 · 4", False),
    ]


def test_keys_in_english() -> None:
    assert read(ENGLISH) == ([("big · 1", False)], [])


def test_a_failure_says_which_cell() -> None:
    policy = made.policy()
    tests, _ = read_cases(Source("a.cases.yaml", KOREAN), policy)
    (failure,) = run_tests(policy, tests)[3].failures
    assert failure.expectation.span.text == "적합"
    assert failure.expectation.span.line == 11
    assert (failure.expected, failure.got) == ("met", ("not-met",))


def test_sections_are_joined_with_dots_and_a_plan_needs_no_subject() -> None:
    policy = made.policy()
    text = "tables: [{given: [계획.명칭, 계획.유형], expect: [R-1], rows: [[시험 계획, 공모사업, 적합]]}]"
    (test,), problems = read_cases(Source("a.cases.yaml", text), policy)
    assert not problems
    assert test.content == {"계획": {"명칭": "시험 계획", "유형": "공모사업"}}


@pytest.mark.parametrize(
    ("old", "new", "code", "underlined"),
    [
        ("[운영, 1억원, 적합, 낮음]", "[운영, 1억원, 적합]", "T157", "[운영, 1억원, 적합]"),
        ("R-1, 견본", "R-11, 견본", "T158", "R-11"),
        ("적합, 낮음", "맞음, 낮음", "T159", "맞음"),
        ("적합, 낮음", "적합, 중간", "T159", "중간"),
        ("대상: 서비스", "대상: 서비쓰", "T160", "서비쓰"),
        ("공통:", "공통점:", "T155", "공통점"),
        ("제목: 구축비의 크기", "기준일: 어제", "T156", "어제"),
    ],
)
def test_mistakes_are_told_where_they_stand(old: str, new: str, code: str, underlined: str) -> None:
    assert old in KOREAN
    assert (code, underlined) in read(KOREAN.replace(old, new, 1))[1]


def test_a_plan_that_cannot_be_read_is_told_at_the_row() -> None:
    policy = made.policy()
    tests, problems = read_cases(Source("a.cases.yaml", KOREAN.replace("1억원", "많이", 1)), policy)
    assert not problems
    result = run_tests(policy, tests)[0]
    assert not result.passed
    assert [one.span.text for one in result.diagnostics if one.span] == ["[운영, 많이, 적합, 낮음]"]


def test_hostile_tables_are_only_told(tmp_path: Path) -> None:
    for text in (
        "",
        "표: 3",
        "- 1",
        "표: [[1]]",
        "표: [{기대: [R-1], 행: [[{가: 나}]]}]",
        "a: &a [*a]",
        "\x00",
    ):
        tests, problems = read_cases(Source("a.cases.yaml", text), made.policy())
        assert not tests
        assert problems, text
    del tmp_path


def test_tables_beside_the_rules_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "우리시"
    folder.mkdir()
    head = '정책 우리시\n  제목 "가"\n  상태 시행\n'
    text = head + "\n".join((made.GRADE, made.STATED, made.RULE))
    (folder / "a.jichim").write_text(text, encoding="utf-8")
    (folder / "a.cases.yaml").write_text(KOREAN, encoding="utf-8")
    lone = tmp_path / "b.jichim"
    lone.write_text(text, encoding="utf-8")
    (tmp_path / "b.cases.yaml").write_text(KOREAN, encoding="utf-8")
    for name in (str(folder), str(lone)):
        policy, problems = load_policies((name,))
        assert policy is not None, problems
        tests, wrong = load_cases(policy, (name,))
        assert (len(tests), wrong) == (4, ())
        assert {one.instrument for one in tests} == {"우리시"}


# ---- selection -------------------------------------------------------------------------------------


def test_tests_are_selected_by_what_they_expect() -> None:
    other = made.test("다른", "비용 = 없음", "R-2 적합", "견본등급 판단불가")
    policy = made.policy(made.MET, other)

    def titles(*names: str) -> list[str]:
        return [one.title for one in select(policy, policy.tests, names)[0]]

    assert titles() == ["낮다", "다른"]
    assert titles("r-1") == ["낮다"]
    assert titles("견본등급") == ["다른"]
    assert titles("R-*") == ["낮다", "다른"]
    chosen, (problem,) = select(policy, policy.tests, ("R-11",))
    assert (chosen, problem.code) == ((), "T154")
    assert "`R-1`" in (problem.help.ko if problem.help else "")


def test_an_instrument_without_tests_is_told() -> None:
    (told,) = untested(made.policy(), ())
    assert told.code == "T152"
    assert told.message.ko == "기준 `가`에는 규칙이 2개 있으나 시험이 하나도 없다"
    policy = made.policy(made.MET)
    assert untested(policy, policy.tests) == ()
    only = made.policy(made.test("도출만", "구축비 = 1억원", "견본등급 = 낮음"))
    assert [one.code for one in untested(only, only.tests)] == ["T152"]
