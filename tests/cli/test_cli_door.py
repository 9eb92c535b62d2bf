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
    [
        ["check"],
        ["check", "a.yaml", "--lang", "fr"],
        ["check", "a.yaml", "--format", "xml"],
        ["audit"],
        ["--no-such"],
        ["check", "a.yaml", "--fail-on", "advice"],
    ],
)
def test_wrong_use_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Usage: jichim" in err


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
