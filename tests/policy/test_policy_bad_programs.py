"""Each file of `programs/bad` lists in its head what must be underlined, and nothing else may be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jichim.diagnostic import Message, render
from jichim.policy import messages
from policy.programs import BAD, resolve_files

FILES = sorted(BAD.iterdir())
EXPECT = re.compile(r"# expect (R\d{3}) `(.*)`$", re.MULTILINE)
ABOUT_FILES = {"R018", "R021", "R022", "R029"}
"""What no single file shows: two headers of a folder, and what cannot be read; see `test_policy_load`."""


def expected_of(path: Path) -> list[tuple[str, str]]:
    return [(code, underlined) for code, underlined in EXPECT.findall(path.read_text("utf-8"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_exactly_the_mistakes_are_underlined(path: Path) -> None:
    _, diagnostics = resolve_files(path)
    found = [(one.code, one.span.text if one.span else "") for one in diagnostics]
    assert sorted(found) == sorted(expected_of(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_diagnostic_helps_in_both_languages(path: Path) -> None:
    for diagnostic in resolve_files(path)[1]:
        assert diagnostic.help is not None
        for text in (diagnostic.message, diagnostic.help):
            assert text.ko
            assert text.en
            assert not re.search(r"\{\w+\}$|None|: $", text.ko + text.en)
        assert re.search(r"[가-힣]", diagnostic.message.ko)
        assert not diagnostic.message.en.endswith(".")
        for lang in ("ko", "en"):
            assert diagnostic.code in render(diagnostic, lang)


def test_every_code_has_a_bad_program() -> None:
    declared = [one.code for one in vars(messages).values() if isinstance(one, Message)]
    assert len(declared) == len(set(declared))
    shown = {code for path in FILES for code, _ in expected_of(path)}
    assert set(declared) - ABOUT_FILES == shown


HINTS = [
    ("unknown_name", "R001", "did you mean `구축비`"),
    ("unknown_field_of_a_record", "R001", "did you mean `금액`"),
    ("subtraction_without_spaces", "R001", "write spaces around `-`"),
    ("ambiguous_field", "R002", "such as `"),
    ("unknown_choice", "R006", "did you mean `운영`?"),
    ("unknown_derived_value", "R006", "known words: `높음`, `낮음`"),
    ("unknown_subject", "R008", "did you mean `서비스`"),
    ("unknown_duty", "R011", "`하여야 한다`?"),
    ("unknown_expected", "R020", "did you mean `R-1`?"),
]


@pytest.mark.parametrize(("program", "code", "hint"), HINTS)
def test_hints_name_what_was_meant(program: str, code: str, hint: str) -> None:
    _, diagnostics = resolve_files(BAD / f"{program}.jichim")
    helps = [one.help.en for one in diagnostics if one.code == code and one.help]
    assert any(hint in text for text in helps), helps


RELATED = [
    ("declared_twice", "R010", "R-1"),
    ("overlap_in_a_table", "R016", "| < 5명    | 예 | => 가 |"),
    ("cases_overlap", "R014", "경우 높음 적용 구축비 >= 3억원"),
    ("periods_overlap", "R019", "기준값 하한 = 8%\n  시행 2020-01-01 부터"),
    ("subject_twice", "R010", "서비스"),
    ("field_given_twice", "R040", "채널"),
    ("derivations_in_a_circle", "R013", "다"),
]


@pytest.mark.parametrize(("program", "code", "place"), RELATED)
def test_the_other_place_is_shown_too(program: str, code: str, place: str) -> None:
    _, diagnostics = resolve_files(BAD / f"{program}.jichim")
    shown = [related.span.text for one in diagnostics if one.code == code for related in one.related]
    assert place in shown


CYCLES = [
    ("derivations_in_a_circle", "가 → 나 → 다 → 가"),
    ("derivation_in_itself", "홀로 → 홀로"),
    ("circle_through_an_aggregate", "많음 → 중요 → 많음"),
    ("definitions_in_a_circle", "가 → 나 → 다 → 가"),
]


@pytest.mark.parametrize(("program", "cycle"), CYCLES)
def test_the_whole_cycle_is_shown(program: str, cycle: str) -> None:
    _, (diagnostic,) = resolve_files(BAD / f"{program}.jichim")
    assert diagnostic.message.en.endswith(f": {cycle}")
