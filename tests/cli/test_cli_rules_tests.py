"""`jichim rules test` and `jichim rules coverage` at the command line: formats, files, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jichim.cli import main

POLICY = """정책 우리시
  제목 "우리시 기준"
  상태 시행
  시행 2024-01-01 부터
  출처 "우리시"

규칙 OUR-1 "구축비"
  근거 "우리시 1"
  대상 서비스
  의무 하여야 한다
  요건 구축비 <= 5억원
  지적 중대 "{서비스}"
  조치 "줄인다"
       담당 계획수립권자
"""
GOOD = '\n시험 "작다"\n  전제 서비스 구축비 = 1억원\n  기대 OUR-1 적합\n'
WRONG = '\n시험 "크다"\n  전제 서비스 구축비 = 9억원\n  기대 OUR-1 적합\n'
CASES = "표: [{대상: 서비스, 전제: [구축비], 기대: [OUR-1], 행: [[9억원, 부적합], [~, 판단불가]]}]\n"


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "city").mkdir()
    return tmp_path / "city"


def run(*arguments: str) -> int:
    return main(["rules", *arguments])


def write(city: Path, text: str, cases: str = "") -> None:
    (city / "a.jichim").write_text(text, encoding="utf-8")
    if cases:
        (city / "a.cases.yaml").write_text(cases, encoding="utf-8")


def test_tests_and_cases_run_together(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(city, POLICY + GOOD, CASES)
    assert run("test", "--policy", "city") == 0
    assert capsys.readouterr().out == "시험 3건 통과\n"


def test_a_failure_ends_with_1(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(city, POLICY + GOOD + WRONG)
    assert run("test", "--policy", "city", "--lang", "en") == 1
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "city/a.jichim:20:1: 크다"
    assert "expected  met" in out
    assert "false  구축비 <= 5억원" in out


def test_rules_without_tests_end_with_1(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(city, POLICY)
    assert run("test", "--policy", "city") == 1
    assert "[T152]" in capsys.readouterr().err


def test_cases_can_be_given(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(city, POLICY)
    (city.parent / "more.yaml").write_text(CASES, encoding="utf-8")
    assert run("test", "--policy", "city", "--cases", "more.yaml") == 0
    assert capsys.readouterr().out == "시험 2건 통과\n"


def test_junit_and_json_to_a_file(city: Path) -> None:
    write(city, POLICY + WRONG)
    assert run("test", "--policy", "city", "--format", "junit", "-o", "t.xml") == 1
    assert ET.parse("t.xml").getroot().get("failures") == "1"
    assert run("test", "--policy", "city", "--format", "json", "-o", "t.json") == 1
    assert json.loads(Path("t.json").read_text(encoding="utf-8"))["failed"] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("test", "--policy", "city", "--rule", "NOPE"), 2),
        (("test", "--policy", "city", "--rule", "OUR-*"), 0),
        (("test", "--policy", "nowhere"), 2),
        (("test", "--policy", "city", "-o", "city"), 2),
        (("coverage", "--policy", "city"), 0),
        (("coverage", "--policy", "city", "--min", "100"), 1),
        (("coverage", "--policy", "city", "--min", "outcomes=30"), 0),
        (("coverage", "--policy", "city", "--min", "outcomes=40"), 1),
        (("coverage", "--policy", "city", "--min", "nothing=40"), 2),
        (("coverage", "--policy", "city", "--min", "101"), 2),
        (("coverage", "--policy", "city", "-o", "missing/c.html"), 2),
    ],
)
def test_exit_codes(city: Path, arguments: tuple[str, ...], code: int) -> None:
    write(city, POLICY + GOOD)
    assert run(*arguments) == code


def test_coverage_in_three_formats(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(city, POLICY + GOOD, CASES)
    assert run("coverage", "--policy", "city", "--min", "100") == 0
    assert "빈틈이 없다" in capsys.readouterr().out
    assert run("coverage", "--policy", "city", "--format", "json", "-o", "c.json") == 0
    shares = json.loads(Path("c.json").read_text(encoding="utf-8"))["shares"]
    assert shares["outcomes"] == {"covered": 3, "total": 3, "explained": 0}
    assert shares["decides"] == {"covered": 1, "total": 1, "explained": 0}
    assert run("coverage", "--policy", "city", "--format", "html", "-o", "c.html", "--lang", "en") == 0
    page = Path("c.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "shown to decide on its own" in page


def test_a_stale_reason_ends_with_1(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(city, POLICY + GOOD)
    text = "gaps: [{name: OUR-1, outcome: met, ko: 낡은 까닭}]\n"
    (city / "coverage.yaml").write_text(text, encoding="utf-8")
    assert run("coverage", "--policy", "city") == 1
    assert "[T151]" in capsys.readouterr().err


def test_a_failed_test_ends_coverage_with_1(city: Path) -> None:
    write(city, POLICY + GOOD + WRONG)
    assert run("coverage", "--policy", "city") == 1
