"""Assessment sheets in an impact: each version takes the ratings of its own criteria."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from jichim.cli import main
from jichim.cli.progress import progress_bar

FIXTURE = Path(__file__).resolve().parents[1] / "assessment" / "fixture" / "made.jichim"
PLAN = "계획: {{명칭: {0}시}}\n서비스:\n- {{이름: 버스, 단계: 운영, 비용: 없음}}\n"
SHEET = "평가: {{계획: {0}시, 평가자: 김평가}}\n서비스:\n  버스:\n    {1}: {{점수: {2}, 의견: 없음}}\n"


@pytest.fixture
def given(tmp_path: Path) -> list[str]:
    """Two versions, of which the new one asks for more and has another criterion, and two plans."""
    old, new, plans = tmp_path / "old", tmp_path / "new", tmp_path / "plans"
    for folder in (old, new, plans):
        folder.mkdir()
    text = FIXTURE.read_text("utf-8")
    shutil.copy(FIXTURE, old)
    assert text.count("경험 >= 3") == text.count("평가항목 산출") == 1
    (new / "made.jichim").write_text(
        text.replace("경험 >= 3", "경험 >= 4").replace("평가항목 산출", "평가항목 비용산출"), "utf-8"
    )
    for name in ("가", "나"):
        (plans / f"{name}.yaml").write_text(PLAN.format(name), "utf-8")
    return ["rules", "impact", str(old), str(new), str(plans), "--as-of", "2021-01-01"]


def sheet(folder: Path, plan: str, criterion: str, score: str) -> list[str]:
    file = folder / f"sheet-{plan}-{criterion}.yaml"
    file.write_text(SHEET.format(plan, criterion, score), "utf-8")
    return ["--assessment", str(file)]


def test_without_a_rating_nothing_shifts(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(given) == 0
    assert "이 계획들이 시험하지 못한 것: 요건이 정해진 적이 없다" in " ".join(
        capsys.readouterr().out.split()
    )


@pytest.mark.parametrize("jobs", [[], pytest.param(["--jobs", "1"], marks=pytest.mark.slow)])
def test_a_rating_decides_which_plan_shifts(
    given: list[str], jobs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = [*sheet(tmp_path, "가", "경험", "3"), *sheet(tmp_path, "나", "경험", "5")]
    assert main([*given, *sheets, *jobs, "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [Path(one).name for one in document["assessments"]] == ["sheet-가-경험.yaml", "sheet-나-경험.yaml"]
    (plan,) = document["plans"]
    (shift,) = plan["shifts"]
    assert (plan["name"], shift["name"], shift["old"], shift["new"]) == ("가시", "R1", "met", "not-met")
    assert shift["reasons"][0]["condition"] == "경험 >= 4"


def test_the_text_counts_the_sheets(
    given: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*given, *sheet(tmp_path, "가", "경험", "3"), "--lang", "en"]) == 1
    assert "with 1 assessment sheets" in capsys.readouterr().out


@pytest.mark.parametrize("criterion", ["산출", "비용산출"])
def test_a_criterion_of_one_version_is_no_mistake(given: list[str], tmp_path: Path, criterion: str) -> None:
    assert main([*given, *sheet(tmp_path, "가", criterion, "3")]) == 0


@pytest.mark.parametrize(
    ("plan", "criterion", "score", "code"),
    [("가", "경헙", "3", "A007"), ("다", "경험", "3", "A013"), ("가", "경험", "9", "A011")],
)
def test_a_sheet_that_cannot_be_used_stops_or_is_told(
    given: list[str],
    tmp_path: Path,
    plan: str,
    criterion: str,
    score: str,
    code: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ended = main([*given, *sheet(tmp_path, plan, criterion, score)])
    told = capsys.readouterr()
    assert code in told.out + told.err
    # A score off the scale costs the plan that it is about; a sheet of no use stops the run.
    assert ended == (0 if code == "A011" else 2)


def test_the_bar_is_for_terminals_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_bar(2, "ko") as told:
        told(1)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with progress_bar(2, "ko") as told:
        told(1)
        told(2)
    assert "2/2" in capsys.readouterr().err
