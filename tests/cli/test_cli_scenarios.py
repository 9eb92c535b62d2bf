"""`whatif`, `remedy` and `ask` as their users run them, on the sample of I-MOD."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from jichim.cli import main

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "incheon.yaml"
ON = ["--policy", "report-2020-3", "--as-of", "2020-11-30"]
COST = "서비스[I-MOD].연간총비용=3억원/년"


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_what_if_shows_only_what_changed(capsys: pytest.CaptureFixture[str]) -> None:
    income = "서비스[I-MOD].서비스수익=1억원/년"
    assert main(["whatif", str(SAMPLE), *ON, "--set", COST, "--set", income]) == 0
    text = out(capsys)
    assert "경제성  판단불가 → 손실" in text
    assert "PSD-3  사회적 비용이 큰 수익 서비스의 재검토  판단불가 (미기재) → 해당없음" in text
    assert "I-ZET" not in text


def test_scenarios_of_a_file_make_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "s.yaml"
    file.write_text("공공:\n  서비스[I-MOD].운영주체: 공공\n그대로:\n  서비스[I-MOD].비고: 미기재\n", "utf-8")
    assert main(["whatif", str(SAMPLE), *ON, "--scenarios", str(file)]) == 2
    file.write_text("공공:\n  서비스[I-MOD].운영주체: 공공\n민간:\n  서비스[I-MOD].운영주체: 민간\n", "utf-8")
    assert main(["whatif", str(SAMPLE), *ON, "--scenarios", str(file), "--format", "json"]) == 0
    document = json.loads(out(capsys))
    assert [one["name"] for one in document["scenarios"]] == ["공공", "민간"]
    tally = document["scenarios"][0]["tally"]
    assert (tally["before"]["violation"], tally["after"]["violation"]) == (5, 4)


@pytest.mark.parametrize("arguments", [[], ["--set", "구축비=3억원"], ["--as-of", "어제", "--set", COST]])
def test_what_if_refuses(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", str(SAMPLE), "--policy", "report-2020-3", *arguments]) == 2
    assert "오류[" in capsys.readouterr().err


def test_a_remedy_of_the_sample(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remedy", str(SAMPLE), *ON]) == 0
    text = out(capsys)
    assert "5가지를 고치면 이 수준(요구 미충족)의 지적이 남지 않는다" in text
    assert "[적는다] 성과관리.성과관리방안  사실대로" in text
    assert "같은 수로 푸는 다른 길  서비스[I-MOD].운영기관 사실대로" in text


def test_a_remedy_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remedy", str(SAMPLE), *ON, "--format", "json"]) == 0
    document = json.loads(out(capsys))
    assert document["clear"]
    assert document["confirmed"] == {"left": 0}
    owner = next(part for part in document["parts"] if part["clears"][0]["subject"] == "I-MOD")
    assert owner["edits"][0]["path"] == "services[I-MOD].operator"
    assert set(owner["edits"][0]["values"]) == {"공공", "민관협업", "SPC", "민간"}


def test_questions_as_a_checklist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "질문.md"
    assert main(["ask", str(SAMPLE), *ON, "-o", str(target)]) == 0
    text = target.read_text("utf-8")
    assert text.startswith("# 인천광역시 스마트도시계획: 물을 것")
    assert "- [ ] 1. **서비스\\[I-MOD\\].운영주체**" in text
    assert main(["ask", str(SAMPLE), *ON, "--most", "2", "--format", "json"]) == 0
    first = json.loads(out(capsys))["questions"][0]
    assert (first["path"], first["settled"]) == ("서비스[I-MOD].운영주체", 5)


def test_the_answered_plan_keeps_its_comments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "answered.yaml"
    monkeypatch.setattr("sys.stdin", io.StringIO("3명\n공공\n\n아니오\n.\n"))
    assert main(["ask", str(SAMPLE), *ON, "--interactive", "-o", str(target)]) == 0
    assert "P030" in capsys.readouterr().err, "an answer that no plan could give is refused"
    before, after = SAMPLE.read_text("utf-8").splitlines(), target.read_text("utf-8").splitlines()
    (changed,) = [line for line in before if line not in after]
    assert "무료(포인트제)" in changed, "only the record in braces that got an answer"
    assert "    운영주체: 공공" in after
    assert main(["plan", "validate", str(target)]) == 0


def test_answers_never_go_over_the_plan_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(SAMPLE.read_text("utf-8"), "utf-8")
    assert main(["ask", str(plan), *ON, "-i"]) == 2
    assert "H019" in capsys.readouterr().err
    assert main(["ask", str(plan), *ON, "-i", "-o", str(plan)]) == 2
    assert plan.read_text("utf-8") == SAMPLE.read_text("utf-8")
