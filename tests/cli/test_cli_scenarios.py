"""`whatif`, `remedy` and `ask` as their users run them, on the sample of I-MOD."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import yaml

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
    assert "5가지를 고치면 이 수준(위반·요구 미충족)의 지적이 남지 않는다" in text
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


def json_plan(tmp_path: Path) -> Path:
    """The sample as a JSON file."""
    file = tmp_path / "plan.json"
    read = yaml.load(SAMPLE.read_text("utf-8"), Loader=yaml.BaseLoader)
    file.write_text(json.dumps(read, ensure_ascii=False, indent=1), "utf-8")
    return file


def test_a_json_plan_is_answered_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, target = json_plan(tmp_path), tmp_path / "answered.json"
    monkeypatch.setattr("sys.stdin", io.StringIO("공공\n\n아니오\n.\n"))
    assert main(["ask", str(plan), *ON, "--interactive", "-o", str(target)]) == 0
    before, after = json.loads(plan.read_text("utf-8")), json.loads(target.read_text("utf-8"))
    assert after["서비스"][0].pop("운영주체") == "공공"
    assert after["서비스"][1]["수익"][1].pop("반복") == "아니오"
    assert after == before, "nothing else is another one"


def test_an_edited_plan_that_contradicts_itself_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", str(SAMPLE), *ON, "--set", "서비스[I-MOD].캔버스.비용구조=없음"]) == 2
    assert (
        "오류[H016]: 고친 계획을 읽을 수 없다: `비용구조`는 없다고 하고 `비용`에는 내용이 있다"
        in capsys.readouterr().err
    )


def test_answers_that_would_not_read_back_are_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, target = tmp_path / "plan.yaml", tmp_path / "answered.yaml"
    plan.write_text("계획: {명칭: 시험}\n서비스:\n  - {}\n  - {이름: 가, 분야: 교통, 단계: 운영}\n", "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("공공\n.\n"))
    assert main(["ask", str(plan), *ON, "--interactive", "-o", str(target)]) == 2
    assert "오류[H018]: 답을 계획에 써넣을 수 없다" in capsys.readouterr().err
    assert not target.exists()


def test_the_commands_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    english = [*ON, "--lang", "en"]
    assert main(["remedy", str(SAMPLE), *english]) == 0
    text = out(capsys)
    assert "5 edits leave nothing of this level (violations and unmet demands), " in text
    assert "[state] 성과관리.성과관리방안  whatever is true" in text
    assert "other ways with as many edits  서비스[I-MOD].운영기관 whatever is true" in text
    assert (
        main(["whatif", str(SAMPLE), *english, "--set", COST, "--set", "서비스[I-MOD].서비스수익=1억원/년"])
        == 0
    )
    text = out(capsys)
    assert "경제성  undetermined → 손실" in text
    assert "undetermined (not stated) → not applicable" in text
    assert main(["ask", str(SAMPLE), *english, "--most", "1"]) == 0
    assert "서비스[I-MOD].운영주체" in out(capsys)


def test_what_records_an_act_is_stated_once_done(capsys: pytest.CaptureFixture[str]) -> None:
    on = [
        "--policy",
        "report-2020-3",
        "--as-of",
        "2020-11-30",
        "--until",
        "recommendation",
        "--seconds",
        "600",
    ]
    main(["remedy", str(SAMPLE), *on, "--format", "json"])
    document = json.loads(out(capsys))
    edits = [edit for part in document["parts"] for edit in part["edits"]]
    acts = {edit["path"]: edit["act"] for edit in edits}
    assert acts["performance.measures"] is False
    assert any(acts.values())
    main(["remedy", str(SAMPLE), *on])
    assert "한 뒤에 적는다]" in out(capsys)


@pytest.mark.parametrize("command", ["remedy", "whatif"])
def test_sheets_rate_what_no_field_decides(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.yaml"
    assert main(["assess", "new", str(SAMPLE), "--policy", "report-2020-3", "-o", str(sheet)]) == 0
    text = sheet.read_text("utf-8").replace("  평가자:", "  평가자: 김평가").replace("점수: ,", "점수: 4,")
    sheet.write_text(text, "utf-8")
    more = ["--until", "undetermined", "--seconds", "2"] if command == "remedy" else ["--set", COST]

    def open_ones(*sheets: str) -> int:
        main([command, str(SAMPLE), *ON, *more, "--format", "json", *sheets])
        document = json.loads(out(capsys))
        if command == "whatif":
            return int(document["scenarios"][0]["tally"]["before"]["undetermined"])
        named = [one["clears"] for one in document["parts"]]
        named += [one["findings"] for one in document["unclearable"]]
        return len({(one["rule"], one["subject"]) for each in named for one in each})

    assert open_ones("--assessment", str(sheet)) < open_ones()
    assert main([command, str(SAMPLE), *ON, *more, "--assessment", str(tmp_path / "none.yaml")]) == 2


# ---- filled forms and plans that must not be lost ----------------------------------------------------


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("forms") / "filled.xlsx"
    assert main(["plan", "form", str(SAMPLE), "-o", str(file)]) == 0
    return file


def test_a_filled_form_is_asked_as_its_text_is(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = {}
    for plan in (SAMPLE, filled):
        assert main(["whatif", str(plan), *ON, "--set", COST, "--format", "json"]) == 0
        scenario = json.loads(out(capsys))["scenarios"][0]
        assert main(["ask", str(plan), *ON, "--format", "json"]) == 0
        told[plan] = (scenario["tally"], [one["path"] for one in json.loads(out(capsys))["questions"]])
    assert told[SAMPLE] == told[filled]


def test_answers_about_a_form_become_a_plan_in_text(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.read_bytes()
    target = tmp_path / "answered.yaml"
    monkeypatch.setattr("sys.stdin", io.StringIO("민간\n.\n"))
    assert main(["ask", str(filled), *ON, "-i", "-o", str(target)]) == 0
    assert yaml.safe_load(target.read_text("utf-8"))["서비스"][0]["운영주체"] == "민간"
    assert main(["plan", "validate", str(target)]) == 0
    assert filled.read_bytes() == before


@pytest.mark.parametrize(
    ("more", "code"),
    [(["--in-place"], "C018"), (["-i", "--in-place", "-o", "other.yaml"], "C018"), (["-o", "="], "C004")],
)
def test_questions_never_replace_the_plan(
    more: list[str], code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(SAMPLE.read_bytes())
    assert main(["ask", str(plan), *ON, *(str(plan) if word == "=" else word for word in more)]) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert plan.read_bytes() == SAMPLE.read_bytes()


def test_answers_are_not_written_into_a_form(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = filled.read_bytes()
    assert main(["ask", str(filled), *ON, "-i", "--in-place"]) == 2
    assert "[C019]" in capsys.readouterr().err
    assert filled.read_bytes() == before


@pytest.mark.parametrize("name", ["plan.hwpx", "plan.HWP", "plan.docx", "plan.pdf", "scan.yaml"])
@pytest.mark.parametrize("command", [["whatif", "--set", COST], ["check"], ["remedy"], ["plan", "validate"]])
def test_a_document_is_led_to_the_intake(
    name: str, command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(b"%PDF-1.7" if name.endswith((".pdf", ".yaml")) else b"PK\x03\x04")
    assert main([*command, str(file)]) == 2
    err = capsys.readouterr().err
    assert "[P090]: 계획 파일이 아니라 문서이다" in err
    assert "jichim plan intake" in err


@pytest.mark.parametrize(
    "word", ["2020.11.30", "2020. 11. 30.(월)", "2020년 11월 30일", "２０２０-１１-３０"]
)
def test_a_day_is_read_as_people_write_it(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["ask", str(SAMPLE), "--policy", "report-2020-3", "--format", "json", "--as-of", word]
    assert main(arguments) == 0
    assert json.loads(out(capsys))["as_of"] == "2020-11-30"


@pytest.mark.parametrize(
    "command", [["ask"], ["remedy"], ["whatif", "--set", COST], ["explain"], ["check"], ["check", "--all"]]
)
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--as-of", "1999-01-01"], "오류[W004]: 1999-01-01에는 시행 중인 기준이 없다. 가장 이른 것은"),
        (["--as-of", "2020-10-30", "--policy", "report-2020-3"], "2020-10-31부터 제안이다"),
        (["--policy", "report-2020-3", "--no-drafts"], "오류[C007]"),
    ],
)
def test_a_day_without_law_is_never_everything_fine(
    command: list[str], options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, str(SAMPLE), *options]) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.out == ""
