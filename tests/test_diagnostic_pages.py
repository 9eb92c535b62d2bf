"""A page for each diagnostic code: made from its message and an example that causes it."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


make_pages = load(ROOT / "docs" / "make_pages.py")
MESSAGES = list(make_pages.messages())
BY_ROOM = {room: make_pages.examples(room) for room in make_pages.ROOMS}
EXAMPLES = {code: example for found in BY_ROOM.values() for code, example in found.items()}
SHOWN = [code for code, example in EXAMPLES.items() if example.bad]


def test_codes_are_unique_across_rooms() -> None:
    assert [code for code, n in Counter(message.code for _, message in MESSAGES).items() if n > 1] == []
    letters = {
        room: {message.code[0] for where, message in MESSAGES if where == room} for room, _ in MESSAGES
    }
    assert all(len(found) == 1 for found in letters.values()), letters


def test_every_room_with_messages_is_known() -> None:
    rooms = {path.parent.name for path in (ROOT / "engine" / "jichim").glob("*/messages.py")}
    assert rooms == set(make_pages.ROOMS)


def test_every_code_has_an_example_and_no_other() -> None:
    assert {message.code for _, message in MESSAGES} == set(EXAMPLES)


@pytest.mark.parametrize(("room", "message"), MESSAGES, ids=[message.code for _, message in MESSAGES])
def test_the_page_of_a_code(room: str, message: make_pages.Message) -> None:  # type: ignore[name-defined]
    """Its title shows the template, and the page is what `docs/make_pages.py` makes."""
    text = (make_pages.PAGES / f"{message.code}.md").read_text("utf-8")
    assert text.splitlines()[0] == f"# {message.code} · {message.ko}"
    assert message.en in text
    entry = make_pages.Entry(room, message, EXAMPLES[message.code])
    assert text == make_pages.page(entry), "run `python docs/make_pages.py`"


def test_there_is_no_page_without_a_code() -> None:
    pages = {path.name for path in make_pages.PAGES.glob("*.md")}
    assert pages == {"README.md", *(f"{message.code}.md" for _, message in MESSAGES)}
    assert (make_pages.PAGES / "README.md").read_text("utf-8") == make_pages.index(make_pages.entries())


@pytest.mark.slow
@pytest.mark.parametrize("code", SHOWN)
def test_the_example_put_right_is_without_errors(code: str) -> None:
    example = EXAMPLES[code]
    korean, _, errors = make_pages.diagnose(example.kind, example.good, ["ko"])
    assert f"[{code}]" not in korean
    assert errors == frozenset()


@pytest.mark.parametrize(("room", "message"), MESSAGES, ids=[message.code for _, message in MESSAGES])
def test_the_form_of_a_message(room: str, message: make_pages.Message) -> None:  # type: ignore[name-defined]
    for text in (message.ko, message.en, message.help_ko, message.help_en):
        assert not text.endswith("."), f"{room}: a full stop"
    assert message.en[:1] == message.en[:1].lower() or message.en.startswith(("YAML", "JSON"))
    assert bool(message.help_ko) == bool(message.help_en)


def test_every_message_is_used() -> None:
    used = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for path in (ROOT / "engine" / "jichim").rglob("*.py")
        if path.name != "messages.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.Attribute, ast.Name))
    }
    unused = []
    for room in make_pages.ROOMS:
        declared = vars(importlib.import_module(f"jichim.{room}.messages"))
        unused += [
            f"{room}: {name} ({value.code})"
            for name, value in declared.items()
            if isinstance(value, make_pages.Message) and name not in used
        ]
    assert unused == []
