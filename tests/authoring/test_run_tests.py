"""Running the tests of a policy: what passes, and what a failure says."""

from __future__ import annotations

from jichim.authoring import TestResult, run_tests
from jichim.authoring.rule_tests import failures
from policy.programs import HEADER, policy_of, resolve_texts, rule

DERIVED = "도출 견본등급 대상 서비스\n  경우 높음 적용 구축비 > 3억원\n  경우 낮음 적용 구축비 <= 3억원"


def results(*lines: str, declarations: tuple[str, ...] = ()) -> tuple[TestResult, ...]:
    text = '시험 "하나"\n' + "".join(f"  {line}\n" for line in lines)
    return run_tests(policy_of(DERIVED, rule("구축비 <= 5억원"), *declarations, text))


def told(result: TestResult) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.expectation.name, one.expected, one.got) for one in result.failures]


def test_what_holds_passes() -> None:
    (found,) = results("전제 서비스 구축비 = 4억원", "기대 R-1 적합", "기대 견본등급 = 높음")
    assert found.passed
    assert (told(found), failures([found])) == ([], 0)


def test_a_failure_tells_what_was_expected_and_what_came() -> None:
    (found,) = results(
        "전제 서비스 구축비 = 9억원", "기대 R-1 적합", "기대 견본등급 = 낮음", "기대 견본등급 = 높음"
    )
    assert not found.passed
    assert told(found) == [("R-1", "met", ("not-met",)), ("견본등급", "낮음", ("높음",))]
    assert failures([found]) == 1


def test_what_is_not_stated_is_undetermined() -> None:
    (found,) = results('전제 서비스 이름 = "가"', "기대 R-1 판단불가", "기대 견본등급 판단불가")
    assert found.passed
    (found,) = results('전제 서비스 이름 = "가"', "기대 견본등급 = 높음")
    assert told(found) == [("견본등급", "높음", ("undetermined",))]


def test_every_subject_must_show_it_unless_one_is_named() -> None:
    given = ('전제 서비스 이름 = "가" 구축비 = 4억원', '전제 서비스 이름 = "나" 구축비 = 9억원')
    (found,) = results(*given, "기대 R-1 적합")
    assert told(found) == [("R-1", "met", ("not-met",))]
    (found,) = results(*given, '기대 R-1 "가" 적합', '기대 R-1 "나" 부적합', '기대 견본등급 "나" = 높음')
    assert found.passed


def test_a_subject_that_does_not_exist_fails() -> None:
    (found,) = results('전제 서비스 이름 = "가" 구축비 = 4억원', '기대 R-1 "다" 적합')
    assert told(found) == [("R-1", "met", ())]
    (found,) = results("전제 계획 제출일 = 2020-10-15", "기대 R-1 적합")
    assert told(found) == [("R-1", "met", ())]


def test_a_given_value_that_cannot_be_read_fails() -> None:
    (found,) = results('전제 서비스 이름 = "가" 구축비 = "많음"', "기대 R-1 판단불가")
    assert not found.passed
    assert [one.code[0] for one in found.diagnostics if one.is_error] == ["P"]
    (found,) = results("전제 서비스 단계 = 없는단계", "기대 R-1 판단불가")
    assert not found.passed


def test_a_test_runs_on_its_day_or_on_the_first_of_its_instrument() -> None:
    versions = (
        "기준값 견본한도 = 5억원\n  시행 2020-12-31 까지\n"
        "기준값 견본한도 = 1억원\n  시행 2021-01-01 부터\n" + rule("구축비 <= 견본한도")
    )
    header = '정책 가\n  제목 "가"\n  상태 시행\n  시행 2020-03-01 부터\n'
    given = "  전제 서비스 구축비 = 4억원\n"
    policy, diagnostics = resolve_texts(
        f'{header}{versions}시험 "첫날"\n{given}  기대 R-1 적합\n'
        f'시험 "뒤"\n  기준일 2021-06-01\n{given}  기대 R-1 부적합\n'
    )
    assert not diagnostics
    assert [(one.test.title, told(one)) for one in run_tests(policy)] == [("첫날", []), ("뒤", [])]


def test_tests_come_in_order_and_do_not_touch_each_other() -> None:
    texts = "".join(
        f'시험 "{n}"\n  전제 서비스 구축비 = {n}억원\n  기대 R-1 {"적합" if n <= 5 else "부적합"}\n'
        for n in (9, 1, 5, 6)
    )
    policy, _ = resolve_texts(f"{HEADER}{rule('구축비 <= 5억원')}{texts}")
    found = run_tests(policy)
    assert [one.test.title for one in found] == ["9", "1", "5", "6"]
    assert all(one.passed for one in found)
    assert run_tests(policy) == found
