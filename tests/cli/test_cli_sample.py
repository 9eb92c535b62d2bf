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


def checked(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 1) -> str:
    assert main(["check", *arguments]) == code
    return capsys.readouterr().out


def document(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 1) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(checked(capsys, *arguments, "--format", "json", code=code))
    jsonschema.Draft202012Validator(SCHEMA).validate(read)
    return read


def test_the_json_of_the_sample_satisfies_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    [review] = document(capsys, str(SAMPLE))["reviews"]
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
    text = checked(capsys, str(SAMPLE), "--policy", "report-2020-3", "--lang", lang, "--all")
    assert "I-MOD" in text
    assert all(wcswidth(line) <= 100 for line in text.splitlines())
    for word in ("위반", "위법", "violation", "illegal"):
        assert word not in text, "the report's instruments are drafts"


def test_every_rule_of_the_sample_is_in_the_full_text(capsys: pytest.CaptureFixture[str]) -> None:
    rules = {o["rule"] for o in document(capsys, str(SAMPLE))["reviews"][0]["outcomes"]}
    text = checked(capsys, str(SAMPLE), "--all")
    assert [rule for rule in sorted(rules) if rule not in text] == []


def test_stdin_and_file_give_one_result(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = SAMPLE.read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
    piped = document(capsys, "-")["reviews"][0]
    assert piped["file"] == "<stdin>"
    assert piped["counts"] == document(capsys, str(SAMPLE))["reviews"][0]["counts"]


def test_a_plan_that_states_nothing_and_a_broken_one_beside_the_sample(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, broken = tmp_path / "empty.yaml", tmp_path / "broken.yaml"
    empty.write_text("계획: {명칭: 빈 계획}\n서비스:\n  - 이름: 아무 서비스\n", "utf-8")
    broken.write_text("서비스: [\n", "utf-8")
    text = checked(capsys, str(empty), str(broken), str(SAMPLE), code=2)
    assert "검토하지 못한 계획 1건" in text
    request = text.split("\n보완요청  ", 1)[1].split("\n\n")[0]
    assert len(request.splitlines()) <= 16
    read = document(capsys, str(empty), str(broken), str(SAMPLE), code=2)
    assert [plan["file"] for plan in read["unusable"]] == [str(broken)]
    assert len(read["reviews"]) == 2


def test_the_date_before_the_proposal(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = (str(SAMPLE), "--policy", "report-2020-3", "--as-of", "2019-01-01")
    [review] = document(capsys, *arguments, code=0)["reviews"]
    assert [policy["applied"] for policy in review["policies"]] == [False]
    assert {outcome["outcome"] for outcome in review["outcomes"]} == {"not-applicable"}
    assert review["counts"]["not-applicable"] == review["counts"]["total"] == len(review["outcomes"])
    assert main(["check", *arguments]) == 0
    out, err = capsys.readouterr()
    assert "아무것도 검토하지 않았다" in out
    assert "지적 없음" not in out
    assert "주의[C011]" in err
