"""Writes a page for each diagnostic code, from its message and an example: `python docs/make_pages.py`.

It also renews the output that the README shows.

The messages are those of the rooms, the examples stand in `docs/examples/ROOM.yaml`. An example is a text
that causes the diagnostic (`bad`), how to put it right (`good`), and what kind of text it is (`kind`):

- `policy` (the default for the rooms syntax, policy): a policy file of a folder whose header is given,
  unless it has one of its own
- `policies`: all policy files of a folder
- `plan`, `plan.json`: a plan, read with the vocabulary that ships
- `vocabulary`: a vocabulary file
- `command`: a command, run in a folder with the samples

or, where no short text causes it, a description of when it appears (`when_ko`, `when_en`). The tests run
every example and compare the pages with what this script makes.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from jichim.cli import main as command_line
from jichim.diagnostic import Diagnostic, Lang, Message, Severity, render
from jichim.plan import read_plan
from jichim.policy import InstrumentFiles, resolve, shipped_vocabulary
from jichim.policy.endings import shipped_endings
from jichim.source import Source
from jichim.syntax import parse
from jichim.vocabulary import read_vocabulary

DOCS = Path(__file__).resolve().parent
PAGES = DOCS / "diagnostics"
EXAMPLES = DOCS / "examples"

ROOMS = (
    "syntax",
    "vocabulary",
    "policy",
    "plan",
    "assessment",
    "provisions",
    "network",
    "review",
    "explain",
    "scenario",
    "audit",
    "compare",
    "report",
    "authoring",
    "cli",
)
KINDS = {
    "syntax": "policy",
    "policy": "policy",
    "vocabulary": "vocabulary",
    "plan": "plan",
    "scenario": "command",
    "audit": "command",
    "report": "command",
    "cli": "command",
}
FENCES = {
    "policy": "jichim",
    "policies": "jichim",
    "plan": "yaml",
    "plan.json": "json",
    "vocabulary": "yaml",
    "command": "sh",
}
SEVERITIES = {
    Severity.ERROR: "오류 · error",
    Severity.WARNING: "주의 · warning",
    Severity.NOTE: "참고 · note",
}
ABOUT = {
    "syntax": "정책 파일의 글 · the text of a policy file",
    "vocabulary": "어휘 파일 · a vocabulary file",
    "policy": "정책의 뜻 · the meaning of a policy",
    "plan": "계획 파일 · a plan file",
    "assessment": "평가표 · an assessment sheet",
    "provisions": "조문 목록 · lists beside the rules",
    "explain": "설명 · an explanation",
    "scenario": "계획을 고쳐 보는 것 · edits of a plan",
    "report": "보고서와 의견서 · reports and opinions",
    "network": "규칙망 · the network",
    "review": "검토 · a review",
    "audit": "감사 · an audit",
    "compare": "견주는 표 · a table to compare with",
    "authoring": "추적표 · the trace of an instrument",
    "cli": "명령 · a command",
}
LANGUAGES: tuple[Lang, ...] = ("ko", "en")
HEADER = '정책 보기\n  제목 "보기"\n  상태 시행\n  시행 2020-01-01 부터\n  출처 "만들어 낸 보기"\n'


@dataclass(frozen=True, slots=True)
class Example:
    """What a page says about a code besides its message."""

    ko: str
    en: str
    kind: str = ""
    bad: str = ""
    good: str = ""
    when_ko: str = ""
    when_en: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    room: str
    message: Message
    example: Example


def messages() -> Iterator[tuple[str, Message]]:
    """Every message of every room with its room, in the order of the rooms and codes."""
    for room in ROOMS:
        module = importlib.import_module(f"jichim.{room}.messages")
        found = [value for value in vars(module).values() if isinstance(value, Message)]
        for message in sorted(found, key=lambda message: message.code):
            yield room, message


def examples(room: str) -> Mapping[str, Example]:
    """The examples of a room by code."""
    written = yaml.safe_load((EXAMPLES / f"{room}.yaml").read_text("utf-8")) or {}
    return {code: Example(**{"kind": KINDS.get(room, ""), **parts}) for code, parts in written.items()}


def entries() -> tuple[Entry, ...]:
    """Every message with its example; LookupError names the codes that have none."""
    by_room = {room: examples(room) for room in ROOMS}
    missing = [message.code for room, message in messages() if message.code not in by_room[room]]
    if missing:
        raise LookupError(f"write an example in docs/examples for {', '.join(missing)}")
    return tuple(Entry(room, message, by_room[room][message.code]) for room, message in messages())


# ---- running an example ----------------------------------------------------------------------------


def diagnose(kind: str, text: str, languages: Sequence[Lang] = LANGUAGES) -> tuple[str, str, frozenset[str]]:
    """What a text causes, rendered in Korean and in English, and the codes of the errors in it.

    A command is run once for each language; for those that are not wanted nothing is rendered.
    """
    if kind == "command":
        said = {lang: _run(f"{text} --lang {lang}")[1] for lang in languages}
        return said.get("ko", ""), said.get("en", ""), frozenset()
    found = _diagnostics(kind, text)
    errors = frozenset(each.code for each in found if each.is_error)
    korean, english = ("\n".join(render(each, lang) for each in found) for lang in LANGUAGES)
    return korean, english, errors


def _diagnostics(kind: str, text: str) -> tuple[Diagnostic, ...]:
    if kind == "vocabulary":
        return read_vocabulary([Source("vocabulary.yaml", text)])[1]
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    if kind.startswith("plan"):
        return read_plan(Source("plan.json" if kind == "plan.json" else "plan.yaml", text), vocabulary)[1]
    tree, problems = parse(Source("rules.jichim", text))
    if problems:
        return problems
    header = (
        ()
        if kind == "policies" or text.startswith("정책 ")
        else (parse(Source("instrument.jichim", HEADER))[0],)
    )
    return resolve([InstrumentFiles("보기", (*header, tree))], vocabulary, shipped_endings())[1]


def _run(line: str) -> tuple[str, str]:
    """Standard output and error of a command, run in a folder with the samples."""
    here = Path.cwd()
    out, err = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(DOCS.parent / "samples", Path(folder) / "samples")
        os.chdir(folder)
        try:
            with contextlib.redirect_stderr(err), contextlib.redirect_stdout(out):
                command_line(shlex.split(line, comments=True)[1:])
        finally:
            os.chdir(here)
    return out.getvalue(), err.getvalue().rstrip("\n")


def shown(code: str, rendered: str) -> str:
    """Of rendered diagnostics, the first with a code."""
    lines = rendered.splitlines()
    heads = [number for number, line in enumerate(lines) if "]: " in line and not line.startswith(" ")]
    for start, end in zip(heads, [*heads, len(lines)][1:], strict=False):
        if f"[{code}]: " in lines[start]:
            return "\n".join(lines[start:end])
    raise LookupError(f"the example of {code} does not cause it:\n{rendered}")


# ---- pages -----------------------------------------------------------------------------------------


def page(entry: Entry) -> str:
    """The page of a code."""
    message, example = entry.message, entry.example
    parts = [
        f"# {message.code} · {message.ko}",
        message.en,
        f"{SEVERITIES[message.severity]} | {ABOUT[entry.room]}",
        example.ko,
        f"*{example.en}*",
    ]
    if example.bad:
        fence = FENCES[example.kind]
        ko, en, _ = diagnose(example.kind, example.bad)
        parts += [
            "## 이럴 때 · Seen in",
            _block(fence, example.bad),
            _block("text", shown(message.code, ko)),
            _block("text", shown(message.code, en)),
            "## 이렇게 고친다 · Put it right",
            _block(fence, example.good),
        ]
    else:
        parts += ["## 이럴 때 · Seen when", example.when_ko, f"*{example.when_en}*"]
        if message.help_ko:
            parts += ["## 이렇게 고친다 · Put it right", message.help_ko, f"*{message.help_en}*"]
    return "\n\n".join(parts) + "\n"


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def index(found: tuple[Entry, ...]) -> str:
    """The page that lists all codes."""
    parts = [
        "# 진단 · Diagnostics",
        "입력에 잘못이 있으면 번호와 자리, 고치는 법이 나온다. 번호의 뜻은 바뀌지 않는다. 계획의 내용에 대한 "
        "지적은 진단이 아니다.",
        "*What is wrong with an input is reported with a code, its place and a help. Codes keep their "
        "meaning. Findings about the content of a plan are not diagnostics.*",
    ]
    for room in ROOMS:
        rows = [
            f"| [{e.message.code}]({e.message.code}.md) | {e.message.ko} |" for e in found if e.room == room
        ]
        parts += [f"## {ABOUT[room]}", "\n".join(["| | |", "|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


def pages() -> dict[str, str]:
    """The text of every page by file name."""
    found = entries()
    return {"README.md": index(found), **{f"{each.message.code}.md": page(each) for each in found}}


def renewed(readme: str) -> str:
    """The README with what its commands print now.

    In a `console` block, a line `…` stands for lines left out; each piece between such lines keeps its first
    line and its length.
    """
    return re.sub(
        r"(?<=^```console\n)\$ .*?(?=^```$)", _block_renewed, readme, flags=re.MULTILINE | re.DOTALL
    )


def _block_renewed(block: re.Match[str]) -> str:
    command, *shown_lines = block[0].splitlines()
    printed = _run(command.removeprefix("$ "))[0].splitlines()
    lines = [command]
    source = iter(())
    for number, line in enumerate(shown_lines):
        if line != "…" and (number == 0 or shown_lines[number - 1] == "…"):
            printed = printed[printed.index(line) :]
            source = iter(printed)
        lines.append("…" if line == "…" else next(source))
    return "\n".join(lines) + "\n"


def main() -> None:
    readme = DOCS.parent / "README.md"
    readme.write_text(renewed(readme.read_text("utf-8")), "utf-8")
    made = pages()
    PAGES.mkdir(exist_ok=True)
    for old in PAGES.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (PAGES / name).write_text(text, "utf-8")
    sys.stdout.write(f"{len(made)} pages\n")


if __name__ == "__main__":
    main()
