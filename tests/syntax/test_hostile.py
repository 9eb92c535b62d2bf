"""No text makes the parser raise, recurse without bound or take long."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jichim.source import Source
from jichim.syntax import model, parse, print_file
from jichim.syntax.bounds import MAX_CHARACTERS, MAX_DEPTH, MAX_MISTAKES
from jichim.syntax.lexicon import lexicon
from steps import at_most
from strategies_syntax import files

_WORDS = sorted(word for words in lexicon().spellings.values() for word in words)
_SIGNS = [
    "=",
    "=>",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "|",
    "\n|",
    ",",
    ":",
    "-",
    "~",
    "#",
    '"',
    "`",
    "\\",
    "\n",
    "3%",
    "a",
]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from([*_WORDS, *_SIGNS]), max_size=40).map(" ".join)))
def test_any_text_is_parsed(text: str) -> None:
    tree, diagnostics = parse(Source("x", text))
    for diagnostic in diagnostics:
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
    if not diagnostics:
        assert parse(Source("y", print_file(tree)))[0] == tree


@settings(max_examples=100, deadline=None)
@given(files, st.data())
def test_a_damaged_file_is_parsed(tree: model.PolicyFile, data: st.DataObject) -> None:
    text = print_file(tree)
    cut = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(cut, min(len(text), cut + 5)))
    parse(Source("x", text[:cut] + data.draw(st.sampled_from(["", *_SIGNS])) + text[end:]))


HOSTILE = {
    "brackets": ("정의 x = " + "(" * 90_000, "S032"),
    "lists": ("기준값 x = " + "[" * 50_000 + "]" * 50_000, "S032"),
    "not": ("정의 x = " + "not " * 30_000 + "a", "S032"),
    "and": ("정의 x = a" + " and a" * 20_000, "S032"),
    "mistakes": ("규칙 A\n" + "요건 a b\n" * 20_000, "S010"),
    "open brackets": ("규칙 A\n" + "요건 (\n" * 20_000, "S032"),
    "control characters": (" \0" * 100_000, "S001"),
    "quotes": ('"' * 500_000, "S031"),
    "citations": ("규칙 A " + "근거 항목 a " * 20_000, "S010"),
    "one word": ("a-" * 300_000, "S015"),
    "number": ("정의 x = " + "123," * 200_000, "S010"),
    "keywords": ("규칙 " * 60_000, "S012"),
    "too long": ("#" * (MAX_CHARACTERS + 1), "S030"),
}


@pytest.mark.parametrize(("text", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_end_in_a_diagnostic_with_bounded_work(text: str, code: str) -> None:
    with at_most(calls=20_000_000):
        _, diagnostics = parse(Source("x", text))
    assert len(diagnostics) <= MAX_MISTAKES + 1
    assert diagnostics[0].code == code


@pytest.mark.parametrize(
    ("template", "levels"),
    [("({})", 0), ("[{}]", 1), ("아님 ({})", 1), ("-({})", 1), ("어떤(b: {})", 1), ("{} 그리고 b", 1)],
)
def test_the_limit_of_depth(template: str, levels: int) -> None:
    def nested(times: int) -> str:
        text = "a"
        for _ in range(times):
            text = template.replace("{}", text)
        return f"정의 x = {text}"

    inside = MAX_DEPTH - levels
    tree, diagnostics = parse(Source("x", nested(inside)))
    assert not diagnostics
    assert parse(Source("y", print_file(tree)))[0] == tree
    _, (diagnostic,) = parse(Source("x", nested(MAX_DEPTH + 1)))
    assert diagnostic.code == "S032"


@pytest.mark.parametrize(
    "template", ["개수(b 중 {})", "모든(b: {})", "모든(b 중 {}: c)", "[{}]", "-({})", "c = ({})"]
)
def test_a_long_chain_inside_an_expression_is_too_deep(template: str) -> None:
    chain = " + ".join("a" * (MAX_DEPTH + 1))
    _, (diagnostic,) = parse(Source("x", "규칙 A\n  요건 " + template.replace("{}", chain)))
    assert diagnostic.code == "S032"


def test_a_large_file_is_parsed_with_bounded_work() -> None:
    rule = """규칙 R-{0} "구성요소 검토"
  근거 수립지침 4-2-1(1) 전단 [표 4-2]  항목 T4-2.a
  대상 서비스
  의무 하도록 한다
  적용 단계 가운데 [계획, 실증, 시범]
  단서 강제서비스 = 예
  요건 제공자 기재 그리고 수혜자 기재 그리고 (구축비 기재 또는 합계(비용.금액 중 구분 = 운영) > 0원)
  지적 중대 "구성요소에 대한 검토가 없다"
  조치 "작성하여 다시 제출한다" 담당 계획수립권자 기한 30일 해소 제공자, 수혜자
"""
    text = "\n".join(rule.format(number) for number in range(600))
    with at_most(calls=20_000_000):
        tree, diagnostics = parse(Source("x", text))
    assert (len(tree.declarations), diagnostics) == (600, ())
