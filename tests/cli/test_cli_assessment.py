"""`jichim assess new`, `check --assessment`, `compare` and `rules trace`, through every room."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from wcwidth import wcswidth

from jichim.cli import main

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = str(ROOT / "samples" / "incheon.yaml")
SCHEMA = json.loads((files("jichim.report") / "schema" / "review-1.json").read_text("utf-8"))
EVALUATORS = {"김평가": "4", "이평가": "2"}


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("sheet") / "sheet.yaml"
    assert main(["assess", "new", SAMPLE, "-o", str(target)]) == 0
    return target.read_text("utf-8")


@pytest.fixture
def sheets(blank: str, tmp_path: Path) -> list[str]:
    """Two whole sheets: one rates everything 4, the other everything 2."""
    found = []
    for name, score in EVALUATORS.items():
        file = tmp_path / f"{name}.yaml"
        text = blank.replace("  평가자:", f"  평가자: {name}").replace("점수: ,", f"점수: {score},")
        file.write_text(text, "utf-8")
        found += ["--assessment", str(file)]
    return found


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["check", SAMPLE, "--as-of", "2020-11-01", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    _, out, _ = checked(capsys, "--format", "json", *arguments)
    read: dict[str, Any] = json.loads(out)
    jsonschema.Draft202012Validator(SCHEMA).validate(read)
    return read


def test_the_blank_sheet_holds_the_27_items_and_what_the_plan_states(blank: str) -> None:
    bus = blank.split("  I-MOD:")[1].split("  I-ZET:")[0]
    assert sum(line.strip().startswith("평가-") for line in bus.splitlines()) == 27
    assert "차량제공 기업" in bus
    assert "incheon.yaml:" in bus


def test_scores_reach_the_report_and_the_rules(sheets: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    plain, rated = document(capsys), document(capsys, *sheets)
    assert plain["reviews"][0]["assessment"] is None
    assessment = rated["reviews"][0]["assessment"]
    assert [one["name"] for one in assessment["evaluators"]] == list(EVALUATORS)
    service = next(one for one in assessment["subjects"] if one["subject"] == "I-MOD")
    assert {item["value"] for item in service["items"]} == {3}
    assert {item["spread"] for item in service["items"]} == {2}
    assert [(one["name"], one["value"]) for one in service["standards"]] == [
        ("CR1", 3),
        ("CR2", 3),
        ("CR3", 3),
    ]
    assert len(service["blocks"]) == 11
    assert service["consequence"] is None, "the service is a pilot, not in operation"
    assert {one["name"] for one in assessment["schemes"][0]["assumptions"]} >= {"척도", "가중치", "기준점"}
    causes = [
        sum(outcome["cause"] == "needs-judgement" for outcome in one["reviews"][0]["outcomes"])
        for one in (plain, rated)
    ]
    assert causes[1] <= causes[0]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_text_shows_scores_spread_and_who_is_missing(
    lang: str, sheets: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = checked(capsys, *sheets, "--lang", lang)
    assert all(wcswidth(line) <= 100 for line in out.splitlines())
    assert "김평가, 이평가" in out
    assert "사업구조의 안정성 3" in out
    assert "(2~4)" in out


def test_a_sheet_about_another_plan_is_not_dropped_in_silence(
    sheets: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.yaml"
    text = Path(sheets[1]).read_text("utf-8").replace("인천광역시 스마트도시계획", "나래시 계획")
    other.write_text(text.replace("김평가", "박평가"), "utf-8")
    code, out, err = checked(capsys, *sheets, "--assessment", str(other), "--format", "json")
    assert code == 2
    assert "A013" in err
    read = json.loads(out)
    assert len(read["reviews"]) == 1
    assert [one["file"] for one in read["unusable"]] == [str(other)]


def test_a_wrong_rating_keeps_the_plan_from_being_reviewed_without_it(
    sheets: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(sheets[1])
    file.write_text(file.read_text("utf-8").replace("점수: 4,", "점수: 9,", 1), "utf-8")
    code, out, err = checked(capsys, *sheets, "--format", "json")
    assert (code, json.loads(out)["reviews"]) == (2, [])
    assert err.count("A011") == 1


@pytest.mark.parametrize("content", ["", "[", "평가: {평가자: 김}\n모름: 1\n"])
def test_an_unreadable_sheet_stops_the_run(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(content, "utf-8")
    code, out, err = checked(capsys, "--assessment", str(bad))
    assert (code, out) == (2, "")
    assert "오류[" in err
    code, out, err = checked(capsys, "--assessment", str(tmp_path / "none.yaml"))
    assert (code, out) == (2, "")
    assert "P001" in err


def test_the_result_is_never_written_over_a_sheet(
    sheets: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(sheets[1]).read_text("utf-8")
    code, _, err = checked(capsys, *sheets, "-o", sheets[1])
    assert code == 2
    assert "C004" in err
    assert Path(sheets[1]).read_text("utf-8") == before


def test_a_new_sheet_replaces_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sheet.yaml"
    target.write_text("점수", "utf-8")
    assert main(["assess", "new", SAMPLE, "-o", str(target)]) == 2
    assert "C005" in capsys.readouterr().err
    assert target.read_text("utf-8") == "점수"


def test_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", SAMPLE, "--by", "channel"]) == 0
    out = capsys.readouterr().out
    assert "모바일 앱 2" in out
    assert "분야별" not in out
    target = tmp_path / "c.json"
    assert main(["compare", SAMPLE, SAMPLE, "--format", "json", "-o", str(target)]) == 0
    names = [one["name"] for one in json.loads(target.read_text("utf-8"))["services"]]
    assert names == ["I-MOD", "I-ZET"], "a file given twice counts once"


def test_compare_goes_on_past_a_broken_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("[", "utf-8")
    assert main(["compare", str(broken), SAMPLE]) == 2
    out, err = capsys.readouterr()
    assert "I-MOD" in out
    assert "P007" in err


def test_the_page_of_table_4_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--table-4-1", SAMPLE]) == 0
    out = capsys.readouterr().out
    assert sum(line.startswith("| T") for line in out.splitlines()) == 58


def test_rules_trace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "trace.csv"
    assert main(["rules", "trace", "--policy", "report-2020-3", "--format", "csv", "-o", str(target)]) == 0
    assert len({line.split(",")[1] for line in target.read_text("utf-8").splitlines()[1:]}) == 122
    capsys.readouterr()


def test_scores_of_a_proposal_are_marked(sheets: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = checked(capsys, *sheets)
    [rule] = [line for line in out.splitlines() if "절대평가" in line]
    assert "[제안]" in rule
