"""Columns, wrapping and neutralised texts."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from jichim.plan.model import Place
from jichim.report.layout import _NARROW, _WIDE, _WIDE_TOO, NO_BREAK, Page, Run, columns, pad, printable

KOREAN = st.text(st.sampled_from("가나다라 마바사abc 12,.()·①「」→漢字ｗ"), max_size=200)


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("", 0),
        ("abc", 3),
        ("한글", 4),
        ("가a", 3),
        ("①②", 2),
        ("「가」", 6),
        ("漢字", 4),
        ("…", 1),
        ("한", 2),
        ("😀", 2),
    ],
)
def test_columns(text: str, wide: int) -> None:
    assert columns(text) == wide


@pytest.mark.parametrize(("low", "high"), [*_NARROW, *_WIDE, *_WIDE_TOO])
def test_the_ranges_agree_with_wcwidth(low: int, high: int) -> None:
    for code in range(low, high + 1):
        if unicodedata.category(chr(code)) not in ("Cn", "Cf"):
            assert columns(chr(code)) == wcwidth(chr(code)), hex(code)


@given(KOREAN, st.integers(12, 60), st.integers(0, 6))
def test_no_line_is_wider_than_the_page(text: str, width: int, indent: int) -> None:
    lines = Page(width=width).flow([Run(text)], " " * indent)
    assert all(wcswidth(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(KOREAN, st.integers(40, 90))
def test_words_are_kept_whole_where_they_fit(text: str, width: int) -> None:
    words = [word for word in text.split(" ") if word]
    if all(columns(word) <= width - 4 for word in words):
        lines = Page(width=width).flow([Run(text)], "  ", "    ")
        assert [word for line in lines for word in line.split()] == words


@given(KOREAN, st.integers(20, 60))
def test_colour_changes_nothing_but_colour(text: str, width: int) -> None:
    runs = [Run(text[::2], "severe"), Run(text[1::2], "strong")]
    coloured = Page(width=width, colour=True).flow(runs)
    bare = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in coloured]
    assert bare == Page(width=width).flow(runs)


def test_a_particle_stays_with_its_noun() -> None:
    lines = Page(width=20).flow(["스마트도시담당관이 계획을 수립하여야 한다"])
    assert lines == ["스마트도시담당관이", "계획을 수립하여야", "한다"]


def test_following_lines_hang() -> None:
    assert Page(width=12).flow(["가나 다라 마바"], "ab ") == ["ab 가나 다라", "   마바"]


def test_no_break_keeps_a_badge_together() -> None:
    lines = Page(width=14).flow(["가나다라", Run(f" [위반{NO_BREAK}중대]")])
    assert lines == ["가나다라", "[위반 중대]"]


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31m빨강", "\\x1b[31m빨강"),
        ("가\u202e나", "가\\u202e나"),
        ("가\u2066나\u2069", "가\\u2066나\\u2069"),
        ("가\u200b나", "가\\u200b나"),
        ("\x00\x07\x7f\x9b", "\\x00\\x07\\x7f\\x9b"),
        ("줄\n바꿈\r\n탭\t끝", "줄 바꿈 탭 끝"),
        ("가\u2028나\u00a0다\u3000라", "가 나 다 라"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("  보통   글  ", "보통 글"),
    ],
)
def test_printable(hostile: str, harmless: str) -> None:
    assert printable(hostile) == harmless


@given(st.text())
def test_printable_text_is_printable(text: str) -> None:
    assert printable(text).isprintable()
    printable(text).encode("utf-8")


@pytest.mark.parametrize(
    ("file", "folder", "shown"),
    [
        ("/home/a/plans/x.yaml", "/home/a", "plans/x.yaml"),
        ("plans/x.yaml", "/home/a", "plans/x.yaml"),
        ("/x.yaml", "/home/a/b/c", "/x.yaml"),
        ("<stdin>", "/home/a", "<stdin>"),
        ("/home/a/x.yaml", "", "/home/a/x.yaml"),
    ],
)
def test_paths_are_shown_as_typed(file: str, folder: str, shown: str) -> None:
    page = Page(folder=folder)
    assert page.path(file) == shown
    assert page.place(Place(file, 3, 7)) == f"{shown}:3:7"
    assert page.place(Place(file, cell="계획서!B3")) == f"{shown}!계획서!B3"


def test_pad_counts_columns() -> None:
    assert pad("가", 4) == "가  "
    assert pad("가", 4, right=True) == "  가"
    assert pad("가나다", 4) == "가나다"
