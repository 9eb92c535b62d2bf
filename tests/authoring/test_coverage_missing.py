"""Tests that would close gaps: what is written can be pasted, passes, and shows what it is said to show."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from authoring.coverage_made import MET, NOT_MET, policy
from jichim.authoring import run_tests
from jichim.authoring.case_tables import load_cases
from jichim.authoring.coverage import Closing, Explained, closings, cover, load_explained
from jichim.authoring.coverage.as_missing import missing_text
from jichim.authoring.coverage.model import Measure
from jichim.cli import main
from jichim.network.kleene import FALSE, TRUE
from jichim.policy import Policy, load_policies
from policy.programs import policy_of, resolve_texts, rule

ROOT = Path(__file__).resolve().parents[2]


def found(policy: Policy, *names: str) -> list[Closing]:
    return list(closings(policy, policy.tests, Explained(), frozenset(names)))


def test_every_gap_of_a_small_instrument_is_closed() -> None:
    made = policy(MET, NOT_MET)
    pasted = policy(MET, NOT_MET, *(one.text for one in found(made)))
    assert all(one.passed for one in run_tests(pasted))
    before, after = cover(made).shares(), cover(pasted).shares()
    assert before[Measure.OUTCOMES].percent < 50
    assert after[Measure.OUTCOMES].percent == 100
    assert after[Measure.DECIDES].percent > before[Measure.DECIDES].percent
    left = [(gap.name, gap.condition) for one in found(pasted) for gap in one.gaps]
    # It is asked by no derivation of its own, and its rule shows it where the grade is high.
    assert left == []


@pytest.mark.parametrize(
    ("require", "start", "gap", "expected"),
    [
        ("제공자 있음 그리고 수혜자 있음", "판단불가", ("수혜자 있음", FALSE), "R-1 부적합"),
        ("구축비 >= 5억원", "판단불가", ("구축비 >= 5억원", TRUE), "R-1 적합"),
        ("강제서비스 = 예 또는 단계 = 운영", "판단불가", ("단계 = 운영", TRUE), "R-1 적합"),
        ("모든(비용: 금액 기재)", "부적합", ("금액 기재", TRUE), "R-1 적합"),
        ('대상지역 포함 ["가", "나"]', "판단불가", ('대상지역 포함 ["가", "나"]', TRUE), "R-1 적합"),
    ],
)
def test_the_test_for_one_condition(require: str, start: str, gap: tuple[str, int], expected: str) -> None:
    test = f'시험 "가"\n  전제 서비스 이름 = "가"  비용 = [{{비목 = "가"}}]\n  기대 R-1 {start}\n'
    made = policy_of(rule(require), test)
    assert all(one.passed for one in run_tests(made))
    (text,) = [one.text for one in found(made) for each in one.gaps if (each.condition, each.truth) == gap]
    assert expected in text


def test_what_is_tied_is_told_with_the_line_that_explains_it() -> None:
    made = policy_of(
        rule("제공자 미기재 또는 제공자 기재"), '시험 "가"\n  전제 서비스 이름 = "가"\n  기대 R-1 적합\n'
    )
    reasons = {(gap.condition, gap.truth): one.reason for one in found(made) for gap in one.gaps}
    assert reasons["제공자 미기재", FALSE] == "tied"
    assert reasons["제공자 기재", FALSE] == "tied"
    text = missing_text(found(made), "ko")
    assert '#   coverage.yaml: - {name: R-1, condition: "제공자 미기재", ko: …, en: …}' in text
    assert "other conditions tie it" in missing_text(found(made), "en")


def test_an_outcome_that_no_test_expects() -> None:
    made = policy_of(rule("제공자 기재"), '시험 "가"\n  전제 서비스 이름 = "가"\n  기대 R-1 부적합\n')
    (one,) = found(made)
    assert [gap.condition for gap in one.gaps] == ["met", "제공자 기재"]
    assert one.text == ('시험 "R-1: 적합"\n  전제 서비스  제공자 = 없음\n  기대 R-1 적합\n')


def test_nothing_is_written_where_nothing_is_missing() -> None:
    made = policy_of(
        rule("제공자 기재"),
        '시험 "가"\n  전제 서비스 이름 = "가"\n  기대 R-1 부적합\n',
        '시험 "나"\n  전제 서비스 제공자 = "가"\n  기대 R-1 적합\n',
    )
    assert found(made) == []
    assert missing_text([], "ko") == "# 빈틈이 없다\n"


def test_a_pair_names_its_subjects() -> None:
    overlapping = rule("a.대상지역 겹침 b.대상지역", subject="서비스 a, 서비스 b")
    apart = (
        '시험 "가"\n  전제 서비스 이름 = "가" 대상지역 = ["영종"]\n  전제 서비스 이름 = "나"\n'
        '  대상지역 = ["송도"]\n  전제 서비스 이름 = "다" 대상지역 = ["청라"]\n  기대 R-1 부적합\n'
    )
    texts = [one.text for one in found(policy_of(overlapping, apart)) if one.text]
    assert any(one.count("전제 서비스") == 2 for one in texts)
    pasted = policy_of(overlapping, apart, *texts)
    assert all(one.passed for one in run_tests(pasted))


@pytest.mark.slow
def test_what_is_written_for_a_shipped_instrument_holds(tmp_path: Path) -> None:
    """Pasted into an article of the decree, every test passes and what it closed is not missing."""
    shutil.copytree(ROOT / "rules" / "decree", tmp_path / "decree")
    names = [str(tmp_path / "decree")]

    def closed() -> tuple[Policy, list[Closing]]:
        loaded, problems = load_policies(names)
        assert loaded is not None, problems
        cases, _ = load_cases(loaded, names)
        explained, _ = load_explained(loaded, names)
        names_of = frozenset(one.name for one in loaded.rules if one.name.startswith("D13"))
        return loaded, list(closings(loaded, (*loaded.tests, *cases), explained, names_of))

    _, before = closed()
    texts = [one.text for one in before if one.text]
    (tmp_path / "decree" / "missing.jichim").write_text("\n".join(texts), "utf-8")
    pasted, after = closed()
    assert texts
    assert all(one.passed for one in run_tests(pasted))
    gone = {gap for one in before if one.text for gap in one.gaps}
    assert gone.isdisjoint(gap for one in after for gap in one.gaps)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = '정책 지침\n  제목 "지침"\n  상태 시행\n  시행 2020-01-01 부터\n'
    text = header + rule("제공자 기재") + '\n시험 "가"\n  전제 서비스 이름 = "가"\n  기대 R-1 부적합\n'
    assert not resolve_texts(text)[1]
    (tmp_path / "r.jichim").write_text(text, "utf-8")
    given = ["rules", "coverage", "--policy", str(tmp_path), "--missing"]
    assert main(given) == 0
    told = capsys.readouterr().out
    assert "# 보임: R-1 적합\n# 보임: R-1 요건: 제공자 기재 – 참일 때 결과를 가름\n시험 " in told
    assert main([*given, "--rule", "R-*", "--lang", "en"]) == 0
    assert "# shows: R-1 require: 제공자 기재 – decides where it is true\n" in capsys.readouterr().out
    assert main([*given, "--rule", "없음"]) == 2
    (tmp_path / "more.jichim").write_text(told, "utf-8")
    assert main(["rules", "test", "--policy", str(tmp_path)]) == 0
    assert main(["rules", "coverage", "--policy", str(tmp_path), "--min", "100"]) == 0
