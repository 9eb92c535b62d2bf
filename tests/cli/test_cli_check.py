"""`jichim check`: exit codes, several plans, streams and files; the other rooms are stood in for."""

from __future__ import annotations

import datetime
import io
import json
import os
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from jichim.cli import main
from jichim.diagnostic import Message
from jichim.plan.model import Place, Plan, Record
from jichim.policy.model import Instrument, Policy
from jichim.review import NoReviewDate
from jichim.review.model import Cause, Finding, Level, Outcome, Review
from report import made

BROKEN = Message("P001", "`{word}`를 읽을 수 없다", "cannot read `{word}`", "고친다", "mend it")
WRONG_POLICY = Message("R001", "`{word}`를 알 수 없다", "unknown name `{word}`")


@dataclass
class StandIn:
    policy: Policy
    rooms: Rooms

    def review(self, plan: Plan, *, as_of: object) -> Review:
        return self.rooms.review(plan, as_of=as_of)

    def close(self) -> None:
        pass


@dataclass
class Rooms:
    """What the other rooms answer, and what they were asked."""

    levels: tuple[Level, ...] = ()
    undetermined: bool = False
    instruments: tuple[Instrument, ...] = (made.DRAFT,)
    raises: BaseException | None = None
    asked: dict[str, Any] = field(default_factory=dict)

    def load_policies(self, names: tuple[str, ...], *, drafts: bool) -> tuple[Policy | None, Any]:
        self.asked |= {"names": names, "drafts": drafts}
        if "wrong" in names:
            return None, (WRONG_POLICY.at(made.SPAN, word="규칙"),)
        kept = tuple(one for one in self.instruments if drafts or not one.draft)
        return Policy(made.VOCABULARY, kept, (), (), (), (), (), ()), ()

    def read_plan_file(self, file: str, _vocabulary: object) -> tuple[Plan | None, Any]:
        if self.raises:
            raise self.raises
        name = sys.stdin.read().strip() if file == "-" else Path(file).stem
        if "broken" in name:
            return None, (BROKEN.about(file, word=name),)
        shown = "<stdin>" if file == "-" else file
        return Plan(Record("plan", "plan", 0, {}, {}, {}, {}, Place(shown, 1, 1)), name, shown), ()

    def reviewer(self, policy: Policy) -> StandIn:
        return StandIn(policy, self)

    def review(self, plan: Plan, *, as_of: object) -> Review:
        self.asked["as_of"] = as_of
        if as_of == "submitted" and plan.name == "undated":
            raise NoReviewDate(BROKEN.about(plan.file, word="제출일"))
        outcomes = [made.outcome(f"R-{level.value}", level=level) for level in self.levels]
        findings = [Finding(o, level, "지적 사항") for o, level in zip(outcomes, self.levels, strict=True)]
        if self.undetermined:
            outcomes.append(made.outcome("R-U", Outcome.UNDETERMINED, cause=Cause.NOT_STATED))
        return replace(made.review(outcomes, findings=findings), plan=plan.name, file=plan.file)


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Rooms:
    answers = Rooms()
    monkeypatch.setattr("jichim.policy.load_policies", answers.load_policies)
    monkeypatch.setattr("jichim.plan.read_plan_file", answers.read_plan_file)
    monkeypatch.setattr("jichim.review.Reviewer", answers.reviewer)
    return answers


VIOLATION, RECOMMENDATION, ADVICE = (Level.VIOLATION,), (Level.RECOMMENDATION,), (Level.ADVICE,)


@pytest.mark.parametrize(
    ("levels", "undetermined", "fail_on", "code"),
    [
        ((), False, None, 0),
        (VIOLATION, False, None, 1),
        (RECOMMENDATION, False, None, 0),
        (VIOLATION, False, "violation", 1),
        ((Level.EVIDENCE,), False, "violation", 0),
        ((Level.EVIDENCE,), False, "recommendation", 1),
        ((Level.DEPARTURE,), False, "recommendation", 1),
        (RECOMMENDATION, False, "recommendation", 1),
        (VIOLATION, False, "recommendation", 1),
        (ADVICE, False, "recommendation", 0),
        ((), True, "recommendation", 0),
        ((), True, "undetermined", 1),
        (VIOLATION, False, "undetermined", 1),
        (ADVICE, False, "undetermined", 0),
        (VIOLATION, True, "never", 0),
    ],
)
def test_exit_codes(
    rooms: Rooms, levels: tuple[Level, ...], undetermined: bool, fail_on: str | None, code: int
) -> None:
    rooms.levels, rooms.undetermined = levels, undetermined
    option = ["--fail-on", fail_on] if fail_on else []
    assert main(["check", "a.yaml", *option]) == code


@pytest.mark.parametrize("fail_on", ["violation", "never"])
@pytest.mark.usefixtures("rooms")
def test_a_broken_plan_does_not_keep_the_others(fail_on: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a.yaml", "broken.yaml", "c.yaml", "--fail-on", fail_on]) == 2
    out, err = capsys.readouterr()
    assert "a.yaml · 검토 기준일" in out
    assert "c.yaml · 검토 기준일" in out
    assert "검토하지 못한 계획 1건" in out
    assert "broken.yaml: 오류[P001]: `broken`를 읽을 수 없다" in err


@pytest.mark.usefixtures("rooms")
def test_json_holds_every_plan_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a.yaml", "broken.yaml", "c.yaml", "--format", "json", "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert [review["file"] for review in document["reviews"]] == ["a.yaml", "c.yaml"]
    assert [plan["file"] for plan in document["unusable"]] == ["broken.yaml"]
    assert "error[P001]: cannot read `broken`" in err


@pytest.mark.usefixtures("rooms")
def test_only_a_broken_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "broken.yaml"]) == 2
    assert "broken.yaml" in capsys.readouterr().out


@pytest.mark.usefixtures("rooms")
def test_a_plan_from_stdin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("표준"))
    assert main(["check", "-", "b.yaml"]) == 0
    assert "<stdin> · 검토 기준일" in capsys.readouterr().out


@pytest.mark.usefixtures("rooms")
def test_stdin_is_read_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("표준"))
    assert main(["check", "-", "-", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert [d["code"] for d in json.loads(out)["unusable"][0]["diagnostics"]] == ["C008"]
    assert "C008" in err


@pytest.mark.usefixtures("rooms")
def test_a_wrong_policy_prints_no_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a.yaml", "--policy", "wrong", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "rules/made.jichim:1:1: 오류[R001]" in err


def test_policies_and_drafts_reach_the_policy_room(rooms: Rooms) -> None:
    rooms.instruments = (made.LAW, made.DRAFT)
    assert main(["check", "a.yaml", "--policy", "x", "--policy", "y", "--no-drafts"]) == 0
    assert rooms.asked["names"] == ("x", "y")
    assert rooms.asked["drafts"] is False


def test_nothing_left_to_review_against_is_an_error(rooms: Rooms, capsys: pytest.CaptureFixture[str]) -> None:
    rooms.instruments = (made.DRAFT,)
    assert main(["check", "a.yaml", "--no-drafts"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "C007" in err


@pytest.mark.parametrize(
    ("word", "asked"),
    [
        (None, None),
        ("2020-10-31", datetime.date(2020, 10, 31)),
        ("submitted", "submitted"),
        ("제출일", "submitted"),
    ],
)
def test_the_review_date(rooms: Rooms, word: str | None, asked: object) -> None:
    assert main(["check", "a.yaml", *(["--as-of", word] if word else [])]) == 0
    assert rooms.asked["as_of"] == asked


@pytest.mark.parametrize(
    "word", ["", "어제", "2020-02-30", "2020-10", "20.10.31", "2020-10-31T00:00", "0000-01-01"]
)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_bad_date_gets_a_hint(
    rooms: Rooms, word: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "a.yaml", f"--as-of={word}", "--lang", lang]) == 2
    err = capsys.readouterr().err
    assert f"C006]: `{word}`" in err
    assert "`2020-10-31`" in err
    assert "submitted" in err
    assert not rooms.asked


@pytest.mark.usefixtures("rooms")
def test_a_plan_without_the_date_it_was_submitted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "undated.yaml", "b.yaml", "--as-of", "submitted", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert [plan["file"] for plan in json.loads(out)["unusable"]] == ["undated.yaml"]
    assert len(json.loads(out)["reviews"]) == 1
    assert err.count("제출일") == 1


@pytest.mark.usefixtures("rooms")
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_output_file_is_whole(tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "결과.out"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    assert main(["check", "a.yaml", "-o", str(target), "--format", form]) == 0
    assert capsys.readouterr().out == ""
    content = target.read_text("utf-8")
    assert "인천" not in content
    assert ("jichim.review/1" in content) is (form == "json")
    assert os.listdir(tmp_path) == ["결과.out"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.usefixtures("rooms")
def test_a_link_to_the_output_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert main(["check", "a.yaml", "-o", str(tmp_path / "link")]) == 0
    assert (tmp_path / "link").is_symlink()
    assert "검토 기준일" in (tmp_path / "real").read_text("utf-8")


@pytest.mark.usefixtures("rooms")
def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "out.txt"
    target.write_text("old")
    monkeypatch.setattr("os.replace", full)
    assert main(["check", "a.yaml", "-o", str(target)]) == 2
    assert "C003" in capsys.readouterr().err
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing/out.txt", "C001"),
        ("folder", "C002"),
        ("plan.yaml", "C004"),
        ("same.yaml", "C004"),
    ],
)
def test_targets_that_cannot_be_written(
    rooms: Rooms, tmp_path: Path, name: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    plan = tmp_path / "plan.yaml"
    plan.write_text("계획: {}", "utf-8")
    (tmp_path / "same.yaml").symlink_to(plan)
    assert main(["check", str(plan), "-o", str(tmp_path / name)]) == 2
    assert code in capsys.readouterr().err
    assert plan.read_text("utf-8") == "계획: {}"
    assert not rooms.asked, "a target that cannot be written is refused before the work"


@pytest.mark.usefixtures("rooms")
def test_a_name_that_no_file_can_have(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a.yaml", "-o", "a\0b"]) == 2
    assert "C003" in capsys.readouterr().err


@pytest.mark.usefixtures("rooms")
def test_a_device_is_written_in_place() -> None:
    assert main(["check", "a.yaml", "-o", "/dev/null"]) == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    def run(*arguments: str, **environment: str) -> str:
        out = Terminal()
        for name in ("NO_COLOR", "TERM", "COLUMNS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.stdout", out)
        main(["check", "a.yaml", *arguments])
        return out.getvalue()

    return run


@pytest.mark.usefixtures("rooms")
def test_colour_only_on_a_terminal(
    terminal: Callable[..., str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "\x1b[" in terminal()
    assert "\x1b" not in terminal(NO_COLOR="1")
    assert "\x1b[" in terminal(NO_COLOR="")
    assert "\x1b" not in terminal(TERM="dumb")
    assert "\x1b" not in terminal("--format", "json")
    terminal("-o", str(tmp_path / "o.txt"))
    assert "\x1b" not in (tmp_path / "o.txt").read_text("utf-8")
    main(["check", "a.yaml"])
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.usefixtures("rooms")
@pytest.mark.parametrize(("columns", "width"), [("20", 60), ("80", 80), ("300", 110)])
def test_the_width_follows_the_terminal(terminal: Callable[..., str], columns: str, width: int) -> None:
    rules = [line for line in terminal(COLUMNS=columns, NO_COLOR="1").splitlines() if set(line) == {"═"}]
    assert [len(line) for line in rules] == [width]


def test_text_that_the_terminal_cannot_encode_is_escaped(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms.levels = VIOLATION
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert main(["check", "a.yaml"]) == 1
    assert b"\\uc694\\uc57d" in raw.getvalue()  # 요약


def test_json_is_utf8_whatever_the_locale(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms.levels = VIOLATION
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="cp949"))
    assert main(["check", "a.yaml", "--format", "json"]) == 1
    assert json.loads(raw.getvalue().decode("utf-8"))["reviews"][0]["findings"][0]["message"] == "지적 사항"


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 141), (ZeroDivisionError("영"), 70)]
)
def test_no_exception_reaches_the_reader(
    rooms: Rooms,
    error: BaseException,
    code: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("jichim.cli._leave_pipe", lambda: None)
    rooms.raises = error
    assert main(["check", "a.yaml"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert ("ZeroDivisionError: 영" in err) is (code == 70)


def test_debug_shows_where(rooms: Rooms, capsys: pytest.CaptureFixture[str]) -> None:
    rooms.raises = ZeroDivisionError("영")
    assert main(["--debug", "check", "a.yaml"]) == 70
    assert "Traceback" in capsys.readouterr().err
