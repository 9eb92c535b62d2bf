"""The formatter and the parser undo each other, in both languages, for every tree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jichim.source import Source
from jichim.syntax import model, parse, print_expr, print_file
from strategies_syntax import expressions, files

LANGS = ("ko", "en")


def reparsed(text: str) -> model.PolicyFile:
    tree, diagnostics = parse(Source("printed", text))
    assert not diagnostics, (diagnostics, text)
    return tree


@settings(max_examples=150, deadline=None)
@given(files, st.sampled_from(LANGS))
def test_printing_loses_nothing_and_is_stable(tree: model.PolicyFile, lang: str) -> None:
    text = print_file(tree, lang)
    again = reparsed(text)
    assert again == tree
    assert print_file(again, lang) == text


@settings(max_examples=80, deadline=None)
@given(files)
def test_translating_there_and_back_loses_nothing(tree: model.PolicyFile) -> None:
    korean = print_file(tree, "ko")
    english = print_file(reparsed(korean), "en")
    assert print_file(reparsed(english), "ko") == korean


@settings(max_examples=200, deadline=None)
@given(expressions, st.sampled_from(LANGS))
def test_an_expression_is_one_line_that_reads_back(expr: model.Expr, lang: str) -> None:
    text = print_expr(expr, lang)
    assert "\n" not in text
    (define,) = reparsed(f"정의 x = {text}").declarations
    assert isinstance(define, model.Define)
    assert define.value == expr


PARENTHESES = [
    ("(a 그리고 b) 또는 c", "a 그리고 b 또는 c"),
    ("a 그리고 (b 또는 c)", "a 그리고 (b 또는 c)"),
    ("a + (b - c)", "a + (b - c)"),
    ("(a + b) - c", "a + b - c"),
    ("(a + b) * c", "(a + b) * c"),
    ("-(a)", "-a"),
    ("-(a + b)", "-(a + b)"),
    ("아님 (a = b)", "아님 a = b"),
    ("(아님 a) = b", "(아님 a) = b"),
    ("(a = b) = c", "(a = b) = c"),
    ("((a 기재))", "a 기재"),
]


@pytest.mark.parametrize(("written", "printed"), PARENTHESES)
def test_only_needed_parentheses_are_printed(written: str, printed: str) -> None:
    (define,) = reparsed(f"정의 x = {written}").declarations
    assert isinstance(define, model.Define)
    assert print_expr(define.value) == printed
