"""`jichim rules fmt` and `jichim rules new`: files are laid out and begun."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jichim.authoring.formatting import format_source
from jichim.authoring.scaffold import Wanted, scaffold
from jichim.cli import main
from jichim.policy import shipped_vocabulary
from jichim.resources import folder
from jichim.source import Source

UNTIDY = "기준값   a = 1   # 옆\n근거 제1조\n"
TIDY = "기준값 a = 1  # 옆\n  근거   제1조\n"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (UNTIDY, TIDY),
        (UNTIDY.replace("\n", "\r\n"), TIDY),
        ("\ufeff" + UNTIDY, TIDY),
        ("parameter a = 1 cites 제1조", "parameter a = 1\n  cites     제1조\n"),
        ("", ""),
    ],
)
def test_a_file_keeps_its_language(written: str, printed: str) -> None:
    assert format_source(Source("x", written)).text == printed


def test_keywords_are_translated_there_and_back() -> None:
    english = format_source(Source("x", UNTIDY), "en").text
    assert english == "parameter a = 1  # 옆\n  cites     제1조\n"
    assert format_source(Source("x", english), "ko").text == TIDY


def test_a_file_with_errors_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.jichim", tmp_path / "bad.jichim"
    good.write_text(UNTIDY, "utf-8")
    bad.write_text("기준값 a =\n규칙   B\n", "utf-8")
    assert main(["rules", "fmt", str(tmp_path)]) == 2
    assert good.read_text("utf-8") == TIDY
    assert bad.read_text("utf-8") == "기준값 a =\n규칙   B\n"
    assert capsys.readouterr().out == "파일 2개 가운데 1개를 고쳤다\n"


def test_check_and_diff_write_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.jichim"
    file.write_text(UNTIDY, "utf-8")
    assert main(["rules", "fmt", "--check", str(file)]) == 1
    assert main(["rules", "fmt", "--diff", str(file)]) == 1
    assert "-근거 제1조\n+기준값 a = 1  # 옆\n+  근거   제1조\n" in capsys.readouterr().out
    assert file.read_text("utf-8") == UNTIDY
    assert main(["rules", "fmt", str(file)]) == 0
    before = os.stat(file).st_mtime_ns
    assert main(["rules", "fmt", str(file)]) == 0
    assert os.stat(file).st_mtime_ns == before, "a tidy file is not written again"
    assert main(["rules", "fmt", "--check", str(file)]) == 0


def test_what_is_no_policy_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "fmt", str(tmp_path)]) == 2
    (tmp_path / "a.jichim").write_bytes(b"\xff\xfe\x00")
    assert main(["rules", "fmt", str(tmp_path)]) == 2
    err = capsys.readouterr().err
    assert "T060" in err
    assert "T061" in err


def test_the_shipped_packs_are_laid_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "fmt", "--check", str(folder("rules"))]) == 0, capsys.readouterr().out


# ---- a new rule ----------------------------------------------------------------------------------


@pytest.mark.parametrize("subject", ["", "계획", "서비스", "service"])
@pytest.mark.parametrize("duty", ["하여야 한다", "할 수 있다"])
def test_a_new_rule_loads_and_its_test_passes(
    subject: str, duty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = str(tmp_path / "우리기준")
    options = ["--subject", subject, "--duty", duty, "--cites", '기준 "제2조" 항목 가', "--item", "X-1"]
    assert main(["rules", "new", "A-1", "--policy", here, *options]) == 0
    assert main(["rules", "lint", here]) == 0
    assert main(["rules", "new", "A-2", "--policy", here, "--file", "A-1.jichim"]) == 0
    capsys.readouterr()
    assert main(["rules", "test", "--policy", here]) == 0
    assert capsys.readouterr().out == "시험 2건 통과\n"
    assert main(["rules", "fmt", "--check", here]) == 0
    assert [path.name for path in Path(here).iterdir()] == ["A-1.jichim"]


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (Wanted("A 1"), ["T063"]),
        (Wanted("규칙"), ["T063"]),
        (Wanted("../x"), ["T063"]),
        (Wanted("A-1", taken=frozenset({"a1"})), ["T062"]),
        (Wanted("A-1", subject="자동차", duty="없는 말"), ["T065", "T064"]),
        (Wanted("A-1", items=("x y",)), ["T063"]),
    ],
)
def test_what_cannot_be_begun(wanted: Wanted, codes: list[str]) -> None:
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    text, problems = scaffold(wanted, vocabulary)
    assert text is None
    assert [one.code for one in problems] == codes


@pytest.mark.parametrize(
    ("folder_given", "options", "code"),
    [
        ("가/나/다", (), "C001"),
        ("기준", ("--file", "../밖.jichim"), "C028"),
        ("기준", ("--file", "하위/../../밖.jichim"), "C028"),
        ("기준", ("--file", "/tmp/밖.jichim"), "C028"),
        ("기준", ("--file", "규칙.txt"), "C028"),
        ("기준", ("--file", ""), "C028"),
        ("기준", ("--file", "a\0.jichim"), "C003"),
    ],
)
def test_only_the_folder_itself_is_made_and_written_in(
    folder_given: str,
    options: tuple[str, ...],
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "new", "A-1", "--policy", folder_given, *options]) == 2
    assert f"오류[{code}]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "기준").mkdir()
    (tmp_path / "밖").mkdir()
    (tmp_path / "기준" / "길").symlink_to(tmp_path / "밖")
    here = str(tmp_path / "기준")
    assert main(["rules", "new", "A-1", "--policy", here, "--file", "길/A-1.jichim"]) == 2
    assert list((tmp_path / "밖").iterdir()) == []
    assert main(["rules", "new", "A-1", "--policy", here, "--file", "하위/A-1.jichim"]) == 0


def test_a_taken_name_writes_nothing(tmp_path: Path) -> None:
    assert main(["rules", "new", "A-1", "--policy", str(tmp_path)]) == 0
    before = (tmp_path / "A-1.jichim").read_text("utf-8")
    assert main(["rules", "new", "a-1", "--policy", str(tmp_path), "--file", "A-1.jichim"]) == 2
    assert (tmp_path / "A-1.jichim").read_text("utf-8") == before
