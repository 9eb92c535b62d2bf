"""Each file of `programs/bad_syntax` lists in its head what must be underlined, and nothing else may be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jichim.diagnostic import Message, render
from jichim.source import Source
from jichim.syntax import messages, parse

FOLDER = Path(__file__).parents[1] / "programs" / "bad_syntax"
FILES = sorted(FOLDER.glob("*.jichim"))
EXPECT = re.compile(r"# expect (S\d{3}) `(.*)`$", re.MULTILINE)


def expected_of(text: str) -> list[tuple[str, str]]:
    return [(code, underlined) for code, underlined in EXPECT.findall(text)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_exactly_the_mistakes_are_underlined(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    _, diagnostics = parse(Source(path.name, text))
    found = [(d.code, d.span.text if d.span else "") for d in diagnostics]
    assert sorted(found) == sorted(expected_of(text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_diagnostic_can_be_rendered(path: Path, lang: str) -> None:
    _, diagnostics = parse(Source(path.name, path.read_text(encoding="utf-8")))
    for diagnostic in diagnostics:
        shown = render(diagnostic, lang)  # type: ignore[arg-type]
        assert diagnostic.code in shown
        assert not re.search(r"\{\w*\}", diagnostic.message.en + diagnostic.message.ko)


def test_every_code_but_the_bounds_has_a_bad_program() -> None:
    declared = {m.code for m in vars(messages).values() if isinstance(m, Message)}
    shown = {code for path in FILES for code, _ in expected_of(path.read_text(encoding="utf-8"))}
    assert {code for code in declared if code < "S030"} == shown


def test_codes_are_unique() -> None:
    codes = [m.code for m in vars(messages).values() if isinstance(m, Message)]
    assert len(codes) == len(set(codes))


HINTS = [
    ("규칙 A\n  적용 a == 1", "write `=`"),
    ("규칙 A\n  적용 a = 1 && b = 2", "write `and`"),
    ('규칙 A\n  지젹 중대 "x"', "did you mean `지적`?"),
    ('rule A\n  finding majr "x"', "did you mean `major`?"),
    ("규칙 A\n  요건 항목 기재", "if it is meant as a name, put it in backticks: `` `항목` ``"),
    ("규칙 A\n  조치 다시 낸다", 'put the text in `"` quotes: `조치 "다시…"`'),
    ('규칚 A "제목"', "did you mean `규칙`?"),
]


@pytest.mark.parametrize(("text", "hint"), HINTS)
def test_hints_say_what_to_write(text: str, hint: str) -> None:
    _, diagnostics = parse(Source("hint", text))
    assert [d.help.en for d in diagnostics if d.help] == [hint]


def test_an_open_bracket_is_shown() -> None:
    _, (diagnostic,) = parse(Source("x", '규칙 A\n  요건 (a 기재\n  조치 "x"'))
    assert [related.span.text for related in diagnostic.related] == ["("]


def test_the_first_of_two_clauses_is_shown() -> None:
    _, (diagnostic,) = parse(Source("x", '규칙 A\n  조치 "하나"\n  조치 "둘"'))
    (related,) = diagnostic.related
    assert (related.span.line, related.span.text) == (2, "조치")


def test_expectations_are_few_and_in_words() -> None:
    _, (diagnostic,) = parse(Source("x", '규칙 A\n  적용\n  조치 "x"'))
    assert diagnostic.message.en == "found `조치` where an expression was expected"
    assert diagnostic.message.ko == "`조치`는 여기에 올 수 없다. 올 수 있는 것: 식"


def test_a_broken_declaration_does_not_hide_its_neighbours() -> None:
    text = "기준값 가 = 1\n규칙 A\n  요건 ) (\n기준값 나 = 2\n"
    tree, diagnostics = parse(Source("x", text))
    assert [d.span.text for d in tree.declarations] == ["기준값 가 = 1", "기준값 나 = 2"]
    assert [d.code for d in diagnostics] == ["S010"]
