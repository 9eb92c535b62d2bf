"""The command line as a process: help, version, wrong use, the door, closed pipes, and what it imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jichim.cli import main
from jichim.version import VERSION

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, door: bool = False) -> subprocess.CompletedProcess[str]:
    start = (
        [str(ROOT / "cli.py")]
        if door
        else ["-c", "import sys; from jichim.cli import main; sys.exit(main())"]
    )
    path = os.pathsep.join([] if door else [str(ROOT / "engine")])
    return subprocess.run(
        [sys.executable, *start, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def test_the_door_works_in_a_bare_tree() -> None:
    result = run("--version", door=True)
    assert (result.returncode, result.stdout.strip()) == (0, f"jichim {VERSION}")


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["check"],
        ["plan"],
        ["plan", "new"],
        ["plan", "validate"],
        ["vocab"],
        ["policies"],
        ["rules"],
        ["rules", "test"],
        ["rules", "network"],
    ],
)
def test_every_command_has_help_in_both_languages(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--help"]) == 0
    text = capsys.readouterr().out
    assert "Usage: jichim" in text
    assert any("가" <= char <= "힣" for char in text)
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize(
    "arguments",
    [[], ["audit"], ["plan"], ["rules"]],
)
def test_a_group_alone_shows_its_commands(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(arguments)
    shown = "".join(capsys.readouterr())  # which stream and code it is depends on the version of click
    assert "사용법 / Usage: jichim" in shown
    assert "명령 / Commands:" in shown
    assert "--help  이 도움말을 보인다 / show this help" in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "오류[C022]: `PLAN`을 적지 않았다"),
        (["audit", "run", "x"], "오류[C022]: `--out`을(를) 적지 않았다"),
        (["check", "a", "--lang", "fr"], "  = 도움말: 다음 가운데 하나를 적는다: `ko`, `en`"),
        (["check", "a", "--fail-on", "상"], "오류[C023]: `상`은 `--fail-on`에 쓸 수 있는 값이 아니다"),
        (["audit", "summary", "a", "--run", "x"], "  = 도움말: 수를 적는다"),
        (["audit", "run", "x", "--out", "y", "--jobs", "0"], "  = 도움말: 1 이상의 수를 적는다"),
        (["remedy", "x", "--seconds", "9999"], "  = 도움말: 0.1부터 600까지의 수를 적는다"),
        (["--no-such"], "오류[C020]: `--no-such`라는 옵션은 없다"),
        (["check", "a", "--formt", "x"], "  = 도움말: 혹시 `--format`"),
        (["검토"], "오류[C021]: `검토`라는 명령은 없다"),
        (["rules", "tset"], "  = 도움말: 혹시 `test`"),
        (["check", "a", "--format"], "오류[C024]: `--format` 뒤에 값이 없다"),
        (["check", "a", "--all=1"], "오류[C027]: `--all`에는 값을 붙이지 않는다"),
        (["policies", "b", "c d"], "오류[C025]: `b c d`를 쓸 데가 없다"),
        (["plan", "form", "x", "--example"], "PLAN, --example, --check 가운데 하나만 준다\n"),
    ],
)
def test_wrong_use_is_told_in_both_languages(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    english = err[err.index("error[C0") :]
    assert "  = help: " in english
    assert not any("가" <= char <= "힣" for char in english.replace("`상`", "").replace("`검토`", ""))


def test_wrong_use_is_told_in_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["check", "--lang", "en"], ["check", "--lang=en", "--no-such"]):
        assert main(arguments) == 2
        assert capsys.readouterr().err.startswith("error[C02")
    assert main(["check", "--lang", "ko"]) == 2
    assert "error" not in capsys.readouterr().err


def test_other_pythons_are_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in ((3, 9, 1), (3, 13, 0)):
        monkeypatch.setattr("sys.version_info", version)
        assert main(["--version"]) == 2
        assert "3.10" in capsys.readouterr().err


def test_a_closed_pipe_is_silent() -> None:
    code = (
        "import sys; from jichim.cli import main, output; import jichim.cli.app as app\n"
        "import click\n"
        "@app.app.command('flood')\n"
        "def flood():\n"
        "    while True: output.put('x' * 9999)\n"
        "app.COMMANDS['flood'] = '__main__:flood'\n"
        "sys.exit(main(['flood']))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "engine")},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(20) == 141


@pytest.mark.parametrize(("closed", "code"), [("<&-", 2), (">&-", 2), ("2>&-", 2), ("<&- >&- 2>&-", 2)])
def test_closed_streams_are_no_fault(closed: str, code: int) -> None:
    """Started without standard streams, as some schedulers do, a command does its work."""
    command = f"{sys.executable} {ROOT / 'cli.py'} check - {closed}"
    result = subprocess.run(
        ["bash", "-c", command], stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == code
    assert "내부 오류" not in result.stderr
    if "2>&-" not in closed:
        assert "오류[P010]" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
@pytest.mark.parametrize("arguments", [["vocab"], ["check", "--help"], ["vocab", "--lang", "en"]])
def test_a_full_disk_behind_standard_output_is_told(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert result.returncode == 2
    assert result.stderr.startswith("결과를 다 쓰지 못했다")
    assert "the result was not written to its end" in result.stderr


def test_the_start_imports_no_room() -> None:
    heavy = ["lark", "yaml", "wcwidth", "durable_rules_engine", "jichim.policy", "jichim.review"]
    code = (
        "import sys; from jichim.cli import main; main(['--version'])\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "engine")},
        check=True,
    )
    assert result.stdout.splitlines()[-1] == "[]"
