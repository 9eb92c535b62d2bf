"""The fenced blocks of a Markdown text, and the commands in them; `python readme_blocks.py setup` prints one.

Standard library only: `.ci/run` calls it before anything is installed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

README = Path(__file__).resolve().parents[1] / "README.md"
SETUP = "python3 -m venv "
"""How the command starts that installs jichim and checks a sample; `.ci/run` executes it."""
TESTS = "bash .ci/run"
"""The command that runs all tests; whoever reads this test's result has executed it."""

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    language: str
    """The first word after the opening fence."""
    marks: tuple[str, ...]
    """The other words after it."""
    text: str
    line: int
    """The line of the opening fence, from 1."""


class Command(NamedTuple):
    text: str
    exit_code: int
    """As its comment says (`# exit 1`); 0 without one."""
    output: tuple[str, ...]
    """The lines shown below it; a line `…` stands for lines left out."""


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a Markdown text, in its order."""
    for match in _FENCE.finditer(text):
        language, *marks = match["info"].split() or [""]
        yield Block(language, tuple(marks), match["body"], text.count("\n", 0, match.start()) + 1)


def commands(text: str) -> Iterator[Command]:
    """The commands of the `sh` blocks and of the `console` blocks (after `$ `), in the order of the text."""
    for block in blocks(text):
        if block.language == "sh":
            for line in block.text.splitlines():
                if line.strip():
                    yield _command(line, ())
        elif block.language == "console":
            for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
                line, *output = part.splitlines()
                yield _command(line, tuple(output))


def _command(line: str, output: tuple[str, ...]) -> Command:
    text, _, comment = line.partition("#")
    stated = re.match(r"\s*exit (\d+)", comment)
    return Command(text.strip(), int(stated[1]) if stated else 0, output)


if __name__ == "__main__":
    if sys.argv[1:] != ["setup"]:
        sys.exit("usage: python readme_blocks.py setup")
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(next(each.text for each in commands(README.read_text("utf-8")) if each.text.startswith(SETUP)))
