"""The commands beside `check`: plan, vocab, policies, rules."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest
from wcwidth import wcswidth

from jichim.authoring import TestResult
from jichim.authoring.rule_tests import Failure
from jichim.cli import main
from jichim.diagnostic import Message
from jichim.policy.model import Basis, Expectation, Period, Policy, RuleTest
from report import made


def test_a_new_plan_is_a_valid_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for lang in ("ko", "en"):
        target = tmp_path / f"{lang}.yaml"
        assert main(["plan", "new", "--lang", lang, "-o", str(target)]) == 0
        assert main(["plan", "validate", str(target)]) == 0
        assert f"{target}: 형식에 이상 없음" in capsys.readouterr().out


def test_a_filled_plan_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "plan.yaml"
    target.write_text("계획: {명칭: 채운 계획}\n", "utf-8")
    assert main(["plan", "new", "-o", str(target)]) == 2
    assert "C005" in capsys.readouterr().err
    assert "채운 계획" in target.read_text("utf-8")
    assert main(["plan", "new", "-o", str(target), "--force"]) == 0
    assert "채운 계획" not in target.read_text("utf-8")


def test_validate_names_good_and_bad_plans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("계획: {명칭: 좋은 계획}\n", "utf-8")
    bad.write_text("계획: {명칭: [\n", "utf-8")
    assert main(["plan", "validate", str(bad), str(good), str(tmp_path / "none.yaml")]) == 2
    out, err = capsys.readouterr()
    assert out == f"{good}: 형식에 이상 없음\n"
    assert "bad.yaml" in err
    assert "none.yaml" in err


def test_vocab_lists_everything_in_the_width_of_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("서비스 (service)") for line in lines)
    assert max(map(wcswidth, lines)) <= 100


def test_vocab_searches_in_either_language(capsys: pytest.CaptureFixture[str]) -> None:
    for query in ("인력", "staff"):
        assert main(["vocab", query]) == 0
        assert "staff  수 (명)" in capsys.readouterr().out


def test_vocab_of_one_node(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", "--node", "Service", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("service (서비스)")
    assert "\n\n" not in out


def test_vocab_says_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", "--node", "우주선"]) == 2
    err = capsys.readouterr().err
    assert "C009]: `우주선`" in err
    assert "`서비스`" in err
    assert main(["vocab", "쀍쀍쀍쀍"]) == 1
    assert "C010]: `쀍쀍쀍쀍`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "day", "line"),
    [
        ("ko", "2017-12-31", "  2017-03-21 공포 · 2017-12-31에 적용하지 않음"),
        ("ko", "2018-01-01", "  2017-03-21 공포 · 2018-01-01에 적용"),
        ("en", "2031-01-01", "  promulgated 2017-03-21 · does not apply on 2031-01-01"),
    ],
)
def test_policies_on_a_day(
    lang: str, day: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    law = replace(made.LAW, promulgated=datetime.date(2017, 3, 21))
    own = replace(made.rule("R-2"), basis=Basis("act", period=Period(datetime.date(2027, 1, 1))))
    policy = Policy(made.VOCABULARY, (law,), (), (), (), (), (own,), ())
    monkeypatch.setattr("jichim.policy.load_policies", lambda: (policy, ()))
    assert main(["policies", "--as-of", day, "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == line
    assert (
        lines[3]
        == {
            "ko": "  시행이 따로 정해진 규칙 1개: 2027-01-01부터 R-2",
            "en": "  1 rules with a period of their own: from 2027-01-01 R-2",
        }[lang]
    )


@pytest.mark.parametrize("word", ["", "어제", "2026-02-30", "2026-02", "submitted"])
def test_policies_on_no_day(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policies", f"--as-of={word}"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"C017]: `{word}`" in err


def test_policies_show_status_and_period(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = Policy(made.VOCABULARY, (made.DRAFT, made.LAW), (), (), (), (), (made.rule("R-1"),), ())
    monkeypatch.setattr("jichim.policy.load_policies", lambda: (policy, ()))
    assert main(["policies"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "act",
        "  [시행] 스마트도시 조성 및 산업진흥 등에 관한 법률 · 2018-01-01부터 2030-12-31까지 · 규칙 0개",
        "  법률",
        "report-2020-3",
        "  [초안] 제안: 스마트도시계획 수립지침 개정(안) · 2020-10-31 제안 · 규칙 1개",
        "  AURI 기본연구보고서 2020-3",
    ]


@pytest.mark.parametrize(
    ("got", "shown"), [(("met",), "적합"), ((), "그런 대상이 없음")], ids=["wrong", "no subject"]
)
@pytest.mark.parametrize(("failing", "code"), [(False, 0), (True, 1)])
def test_rule_tests_print_what_failed(
    failing: bool,
    code: int,
    got: tuple[str, ...],
    shown: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    expectation = Expectation("REV-1", ("I-MOD",), "not-met", None, made.SPAN)
    test = RuleTest("보조금뿐인 매출", "report-2020-3", None, {}, (expectation,), made.SPAN)
    wrong = (Failure(expectation, "not-met", got),)
    results = (TestResult(test, wrong if failing else (), ()), TestResult(test, (), ()))
    monkeypatch.setattr("jichim.authoring.run_tests", lambda _policy, _tests: results)
    policy = Policy(made.VOCABULARY, (made.DRAFT,), (), (), (), (), (), (test,))
    monkeypatch.setattr("jichim.policy.load_policies", lambda _names: (policy, ()))
    assert main(["rules", "test"]) == code
    *lines, last = capsys.readouterr().out.splitlines()
    assert last == ("시험 2건 가운데 1건 실패" if failing else "시험 2건 통과")
    assert lines == (
        [
            "rules/made.jichim:1:1: 보조금뿐인 매출",
            "  rules/made.jichim:1:1: REV-1 I-MOD",
            "    기대  부적합",
            f"    결과  {shown}",
        ]
        if failing
        else []
    )


def test_the_plan_of_a_rule_test_that_cannot_be_read_fails_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    test = RuleTest("읽을 수 없는 전제", "report-2020-3", None, {}, (), made.SPAN)
    unreadable = Message("P009", "`{word}`를 읽을 수 없다", "cannot read `{word}`").about("시험", word="전제")
    results = (TestResult(test, (), (unreadable,)),)
    monkeypatch.setattr("jichim.authoring.run_tests", lambda _policy, _tests: results)
    policy = Policy(made.VOCABULARY, (made.DRAFT,), (), (), (), (), (), (test,))
    monkeypatch.setattr("jichim.policy.load_policies", lambda _names: (policy, ()))
    assert main(["rules", "test", "--lang", "en"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == ["rules/made.jichim:1:1: 읽을 수 없는 전제", "1 of 1 tests failed"]
    assert "error[P009]: cannot read `전제`" in err


def test_the_network_of_a_policy_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "network"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("ruleset 1:")
    assert len(lines) > 1
    assert main(["rules", "network", "--policy", str(tmp_path / "none.jichim")]) == 2


def test_a_name_of_a_file_never_reaches_the_terminal_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "\x1b[31m빨강\n.yaml"
    plan.write_text("계획: {명칭: 가}\n", "utf-8")
    assert main(["plan", "validate", str(plan)]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/\\x1b[31m빨강 .yaml: 형식에 이상 없음\n"


def test_several_words_are_looked_up_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", "구축비"]) == 0
    together = capsys.readouterr().out
    assert "build_cost" in together
    assert main(["vocab", "구축", "비"]) == 0
    assert capsys.readouterr().out == together


def test_a_plan_that_is_given_twice_is_reviewed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("계획: {명칭: 가}\n", "utf-8")
    arguments = [
        "check",
        "a.yaml",
        "./a.yaml",
        "--policy",
        "act",
        "--as-of",
        "2026-01-01",
        "--format",
        "json",
    ]
    main(arguments)
    assert len(json.loads(capsys.readouterr().out)["reviews"]) == 1


def test_nothing_is_compared_where_nothing_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "nowhere.yaml"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "오류[P001]: 파일을 읽을 수 없다: 그런 파일이나 폴더가 없다" in err
