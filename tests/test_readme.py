"""README.md kept true: its commands run, its output is what they print, its links lead somewhere.

The command that installs is executed by `.ci/run`, and `.ci/run` is the command that runs the tests.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from jichim.cli import main
from jichim.source import Source
from jichim.syntax import parse
from readme_blocks import README, SETUP, TESTS, blocks, commands

ROOT = README.parent
TEXT = README.read_text("utf-8")
POLICY_FILE = "our-city.jichim"
"""The file that the README calls its policy."""
SHOWN = [command for command in commands(TEXT) if command.text not in ("", TESTS)]
RUN = [command for command in SHOWN if not command.text.startswith(SETUP)]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what the commands of the README name."""
    for name in ("samples", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (policy,) = (block.text for block in blocks(TEXT) if block.language == "jichim")
    (tmp_path / POLICY_FILE).write_text(policy, "utf-8")
    return tmp_path


def arguments(text: str) -> list[str]:
    """The words of a command after `jichim`, with `*` expanded as a shell does."""
    name, *words = shlex.split(text)
    assert name == "jichim", f"neither jichim nor a command that .ci/run executes: {text}"
    found: list[str] = []
    for word in words:
        expanded = sorted(str(path) for path in Path().glob(word)) if "*" in word else []
        found += expanded or [word]
    return found


def in_order(pieces: Sequence[str], text: str) -> str | None:
    """The first piece that does not follow the ones before it as whole lines, if any."""
    position = 0
    lines = "\n" + text
    for piece in pieces:
        found = lines.find("\n" + piece, position)
        if found < 0:
            return piece
        position = found + len(piece)
    return None


@pytest.mark.slow
def test_the_commands_do_what_the_readme_says(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One after the other in one folder, as a reader would: files that one writes are there for the next."""
    monkeypatch.chdir(checkout)
    for command in RUN:
        code = main(arguments(command.text))
        printed = capsys.readouterr()
        assert code == command.exit_code, f"{command.text}\n{printed.err}"
        pieces = [
            piece.strip("\n") for piece in re.split(r"(?m)^…$", "\n".join(command.output)) if piece.strip()
        ]
        assert in_order([piece + "\n" for piece in pieces], printed.out) is None, command.text


def test_the_readme_shows_output_of_the_main_command() -> None:
    shown = [command for command in RUN if command.output]
    assert any(command.text.startswith("jichim check samples/") for command in shown)
    assert all(len(command.output) > 5 for command in shown)


def test_output_out_of_order_is_seen() -> None:
    assert in_order(["a\n", "c\n"], "a\nb\nc\n") is None
    assert in_order(["c\n", "a\n"], "a\nb\nc\n") == "a\n"
    assert in_order(["b"], "ab\n") == "b"


def test_the_readme_has_one_command_to_set_up_and_one_to_test() -> None:
    all_commands = [command.text for command in commands(TEXT)]
    assert sum(text.startswith(SETUP) for text in all_commands) == 1
    assert all_commands.count(TESTS) == 1
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100, "not executable"
    assert "readme_blocks.py setup" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_policy_of_the_readme_parses() -> None:
    (policy,) = (block.text for block in blocks(TEXT) if block.language == "jichim")
    _, diagnostics = parse(Source(POLICY_FILE, policy))
    assert diagnostics == ()


DOCUMENTS = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") or part in ("build", "dist") for part in path.relative_to(ROOT).parts)
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files(document: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", document.read_text("utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose)
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (document.parent / target).exists()] == []
