"""The architecture as tests: what a room may import, how long a file is, and which words are used."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENGINE = ROOT / "engine" / "jichim"

ROOMS = (
    "source",
    "diagnostic",
    "syntax",
    "vocabulary",
    "policy",
    "plan",
    "assessment",
    "provisions",
    "network",
    "review",
    "scenario",
    "remedy",
    "explain",
    "audit",
    "compare",
    "report",
    "authoring",
    "cli",
)
"""The rooms from left to right; a room imports only rooms to its left."""

FOUNDATIONS = {"collector": (), "particles": (), "resources": (), "version": ()}
"""Modules that every room may import, and the rooms that they may import themselves."""

ONLY_ROOM = {"lark": "syntax", "durable": "network", "durable_rules_engine": "network"}
"""Packages that one room alone touches."""

LONGEST = 400
LONG_FOR_A_REASON = {
    "network/codegen.py": "a method for each kind of condition, in the order of interpret.py",
    "network/interpret.py": "a function for each kind of condition and term; what they mean stands together",
    "plan/messages.py": "the diagnostics of one room stand together, in the order of their codes",
    "policy/model.py": "the contract between policy and all rooms to its right: dataclasses only",
    "syntax/model.py": "the tree: a dataclass for each construct of the language",
}

FORBIDDEN_WORDS = {"alert", "event", "helper", "helpers", "issue", "manager", "util", "utils"}
WORD_OF_A_LIBRARY = {("plan/yaml_reader.py", "event"): "PyYAML calls the parts of its stream events"}


class Import(NamedTuple):
    file: str
    line: int
    room: str
    """The room that imports."""
    module: str
    """What it imports, as a dotted name."""


def modules() -> list[Path]:
    return sorted(ENGINE.rglob("*.py"))


def relative(file: Path) -> str:
    return file.relative_to(ENGINE).as_posix()


def room_of(file: Path) -> str:
    return file.relative_to(ENGINE).parts[0].removesuffix(".py")


def imports_of(file: Path, text: str) -> Iterator[Import]:
    """Every import of a module, inside functions and for type checkers too, and `import_module("…")`."""
    room = room_of(file)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{relative(file)}:{node.lineno}: imports are absolute"
            base = node.module or ""
            found = [f"jichim.{alias.name}" for alias in node.names] if base == "jichim" else [base]
        elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func) and node.args:
            name = node.args[0]
            found = [name.value] if isinstance(name, ast.Constant) else []
        else:
            continue
        for module in found:
            yield Import(relative(file), node.lineno, room, str(module))


def wrong(imported: Import) -> str | None:
    """Why an import is not allowed, if it is not."""
    top, _, rest = imported.module.partition(".")
    if top in ONLY_ROOM and imported.room != ONLY_ROOM[top]:
        return f"only {ONLY_ROOM[top]} imports {top}"
    target = rest.partition(".")[0]
    if top != "jichim" or not target or target == imported.room or target in FOUNDATIONS:
        return None
    if imported.room in FOUNDATIONS:
        return f"{imported.room} imports no room"
    if imported.room == "__init__":
        return None  # the package itself gathers the public API
    if ROOMS.index(target) > ROOMS.index(imported.room):
        return f"{target} is to the right of {imported.room}"
    return None


def test_a_room_imports_only_rooms_to_its_left() -> None:
    found = [imported for file in modules() for imported in imports_of(file, file.read_text("utf-8"))]
    assert len(found) > 300, "the imports were not found"
    assert [f"{each.file}:{each.line}: {why}" for each in found if (why := wrong(each))] == []


def test_every_folder_is_a_room() -> None:
    found = {room_of(file) for file in modules()} - {"__init__"}
    assert found <= {*ROOMS, *FOUNDATIONS}


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("plan/x.py", "from jichim.review import review", "review is to the right of plan"),
        ("plan/x.py", "def f():\n    import jichim.cli.app", "cli is to the right of plan"),
        ("plan/x.py", "from jichim import report", "report is to the right of plan"),
        ("plan/x.py", "import lark.lexer", "only syntax imports lark"),
        ("review/x.py", "importlib.import_module('durable_rules_engine')", "only network imports"),
        ("source.py", "from jichim.diagnostic import Text", "diagnostic is to the right of source"),
        ("version.py", "from jichim.source import Source", "version imports no room"),
    ],
)
def test_the_check_sees_a_wrong_import(file: str, text: str, reason: str) -> None:
    (imported,) = imports_of(ENGINE / file, text)
    assert (wrong(imported) or "").startswith(reason)


def test_no_file_is_long_without_a_reason() -> None:
    lengths = {relative(file): len(file.read_text("utf-8").splitlines()) for file in modules()}
    long = {name for name, length in lengths.items() if length > LONGEST}
    assert long <= set(LONG_FOR_A_REASON), "split these, or give the reason"
    assert set(LONG_FOR_A_REASON) <= set(lengths), "a reason for a file that is gone"


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        relative(file)
        for file in modules()
        if not (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").strip()
    ]
    assert silent == []


def words_of(name: str) -> set[str]:
    """The words of a name in snake_case or CamelCase, lower case."""
    return {word.casefold() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def names_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The names that a module declares: classes, functions and what is assigned at the top of either."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def test_names_keep_to_the_glossary() -> None:
    found = [f"{relative(file)}: file name" for file in modules() if words_of(file.stem) & FORBIDDEN_WORDS]
    for file in modules():
        for line, name in names_of(ast.parse(file.read_text("utf-8"))):
            for word in words_of(name) & FORBIDDEN_WORDS:
                if (relative(file), word) not in WORD_OF_A_LIBRARY:
                    found.append(f"{relative(file)}:{line}: {name}")
    assert found == []


# ---- the whole repository ------------------------------------------------------------------------


def tracked() -> list[Path]:
    """The files of the repository: those git knows, or all that is not ignored where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    skipped = {"build", "dist", "__pycache__"}
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [
        ROOT / path
        for path in files
        if not any(part in skipped or part.endswith(".egg-info") for part in path.parts)
        and (not path.parts[0].startswith(".") or path.parts[0] == ".ci")
    ]


# Written so that this file does not match itself.
MACHINE = re.compile(r"(?<![\w.~-])/(?:home|root|Users|work|opt)/\w{2}" + r"|[A-Za-z]:\\Users\\")
ADDRESS = re.compile(r"[\w.+-]+" + r"@[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|kr|dev)\b")


def test_no_file_names_a_machine_or_a_person() -> None:
    files = [file for file in tracked() if file.exists() and file.name != "LICENSE"]
    assert len(files) > 100, "the files were not found"
    found = []
    for file in files:
        text = file.read_text("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if MACHINE.search(line) or ADDRESS.search(line):
                found.append(f"{file.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


@pytest.mark.parametrize("line", ["see /" + "home/kim/plan", "cd /" + "root/plans", "C:" + "\\Users\\kim"])
def test_the_check_sees_a_machine(line: str) -> None:
    assert MACHINE.search(line)


def test_the_check_sees_an_address() -> None:
    assert ADDRESS.search("write to kim" + "@example.com")
