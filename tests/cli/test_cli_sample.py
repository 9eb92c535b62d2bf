"""`jichim check` on the shipped sample, through every room."""

from __future__ import annotations

import io
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from wcwidth import wcswidth

from jichim.cli import main

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "incheon.yaml"
SCHEMA = json.loads((files("jichim.report") / "schema" / "review-1.json").read_text("utf-8"))

REPORT = ("--policy", "report-2020-3", "--as-of", "2020-11-30")
"""What the sample was written for: the proposals of the report, as of the month after them."""


def checked(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 1) -> str:
    assert main(["check", *arguments]) == code
    return capsys.readouterr().out


def document(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 1) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(checked(capsys, *arguments, "--format", "json", code=code))
    jsonschema.Draft202012Validator(SCHEMA).validate(read)
    return read


def test_the_json_of_the_sample_satisfies_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    [review] = document(capsys, str(SAMPLE), *REPORT)["reviews"]
    assert review["plan"] == "인천광역시 스마트도시계획"
    assert {o["subject"] for o in review["outcomes"]} >= {"I-MOD", "I-ZET", "plan"}
    assert review["counts"]["total"] == len(review["outcomes"])
    stages = [e for o in review["outcomes"] for e in o["evidence"] if e["field"] == "services.stage"]
    written = SAMPLE.read_text("utf-8").splitlines()
    assert stages
    for stage in stages:
        line, column = map(int, stage["at"].rsplit(":", 2)[1:])
        assert written[line - 1][column - 1 :].startswith(stage["value"])


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_text_of_the_sample(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = checked(capsys, str(SAMPLE), *REPORT, "--lang", lang, "--all")
    assert "I-MOD" in text
    assert all(wcswidth(line) <= 100 for line in text.splitlines())
    for word in ("위반", "위법", "violation", "illegal"):
        assert word not in text, "the report's instruments are drafts"


def test_every_rule_of_the_sample_is_in_the_full_text(capsys: pytest.CaptureFixture[str]) -> None:
    rules = {o["rule"] for o in document(capsys, str(SAMPLE), *REPORT)["reviews"][0]["outcomes"]}
    text = checked(capsys, str(SAMPLE), *REPORT, "--all")
    assert [rule for rule in sorted(rules) if rule not in text] == []


def test_stdin_and_file_give_one_result(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = SAMPLE.read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
    piped = document(capsys, "-", *REPORT)["reviews"][0]
    assert piped["file"] == "<stdin>"
    assert piped["counts"] == document(capsys, str(SAMPLE), *REPORT)["reviews"][0]["counts"]


def test_a_plan_that_states_nothing_and_a_broken_one_beside_the_sample(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, broken = tmp_path / "empty.yaml", tmp_path / "broken.yaml"
    empty.write_text("계획: {명칭: 빈 계획}\n서비스:\n  - 이름: 아무 서비스\n", "utf-8")
    broken.write_text("서비스: [\n", "utf-8")
    text = checked(capsys, str(empty), str(broken), str(SAMPLE), *REPORT, code=2)
    assert "검토하지 못한 계획 1건" in text
    request = text.split("\n보완요청  ", 1)[1].split("\n\n")[0]
    assert len(request.splitlines()) <= 16
    read = document(capsys, str(empty), str(broken), str(SAMPLE), *REPORT, code=2)
    assert [plan["file"] for plan in read["unusable"]] == [str(broken)]
    assert len(read["reviews"]) == 2


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_date_before_any_instrument_is_refused(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = (str(SAMPLE), "--policy", "report-2020-3", "--as-of", "2019-01-01", "--format", form)
    assert main(["check", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("오류[W004]: 2019-01-01에는 시행 중인 기준이 없다. 가장 이른 것은 ")
    assert "(report-2020-3)이고 2020-10-31부터 제안이다" in err
    assert main(["check", *arguments, "--lang", "en", "--fail-on", "never"]) == 2
    assert "nothing is in force on 2019-01-01: the earliest is" in capsys.readouterr().err


def test_a_plan_submitted_before_any_instrument_is_unusable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early, late = tmp_path / "early.yaml", tmp_path / "late.yaml"
    early.write_text("계획: {명칭: 이른 계획, 제출일: 2019-01-01}\n", "utf-8")
    late.write_text("계획: {명칭: 늦은 계획, 제출일: 2020-12-01}\n", "utf-8")
    arguments = (str(early), str(late), "--policy", "report-2020-3", "--as-of", "submitted")
    read = document(capsys, *arguments, code=2)
    assert [review["as_of"] for review in read["reviews"]] == ["2020-12-01"]
    assert [(one["file"], [d["code"] for d in one["diagnostics"]]) for one in read["unusable"]] == [
        (str(early), ["W004"])
    ]


def test_what_does_not_apply_yet_is_named_with_its_day(capsys: pytest.CaptureFixture[str]) -> None:
    policies = ("--policy", "report-2020-3", "--policy", "guideline-2025-785")
    text = checked(capsys, str(SAMPLE), *policies, "--as-of", "2020-11-30")
    assert "스마트도시계획수립지침 · 2025-12-19부터 · 검토 기준일에 시행 중이 아니어서 적용하지 않음" in text
    assert "검토 기준일에 시행 중인 기준은 없고 제안만 검토하였다." in text
    assert "승인신청 점검표" not in text, "the guideline is not in force yet"


def test_the_plan_states_its_date_in_its_particulars(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("계획: {명칭: 날짜 없는 계획}\n", "utf-8")
    assert main(["check", str(plan), "--policy", "report-2020-3", "--as-of", "submitted"]) == 2
    assert "W001" in capsys.readouterr().err
