"""Korean particles after words of every kind of ending."""

from __future__ import annotations

import unicodedata

import pytest

from jichim.diagnostic import Message
from jichim.particles import Ending, ending, fill, particle


@pytest.mark.parametrize(
    ("word", "sound"),
    [
        ("계획", Ending.CONSONANT),
        ("서비스", Ending.VOWEL),
        ("제출일", Ending.RIEUL),
        ("`구축비`", Ending.VOWEL),
        ("「수립지침」", Ending.CONSONANT),
        ("항목(비용)", Ending.CONSONANT),  # the aside is not read aloud
        ("(비용)", None),
        ("`제9조`, `제10항`", Ending.CONSONANT),
        ("10", Ending.CONSONANT),  # 십
        ("2026", Ending.CONSONANT),  # 육
        ("11", Ending.RIEUL),  # 일
        ("2025", Ending.VOWEL),  # 오
        ("8%", Ending.VOWEL),  # 퍼센트
        ("plan.xlsx", Ending.VOWEL),
        ("review.json", Ending.CONSONANT),
        ("plan.yaml", Ending.RIEUL),
        ("PSD-OWNER", None),  # 오너, or the letter 알
        ("web", None),
        ("", None),
        ("``", None),
    ],
)
def test_how_a_word_ends(word: str, sound: Ending | None) -> None:
    assert ending(word) is sound
    assert ending(unicodedata.normalize("NFD", word)) is sound  # as some systems name files


@pytest.mark.parametrize(
    ("pair", "closed", "open_", "rieul"),
    [
        ("은(는)", "은", "는", "은"),
        ("이(가)", "이", "가", "이"),
        ("을(를)", "을", "를", "을"),
        ("과(와)", "과", "와", "과"),
        ("와(과)", "과", "와", "과"),
        ("(이)라", "이라", "라", "이라"),
        ("(으)로", "으로", "로", "로"),
    ],
)
def test_the_form_follows_the_ending(pair: str, closed: str, open_: str, rieul: str) -> None:
    assert [particle(pair, word) for word in ("금액", "날짜", "기간별")] == [closed, open_, rieul]
    assert particle(pair, "met") == pair


def test_particles_of_the_template_are_chosen_and_those_of_the_words_stay() -> None:
    words = {"name": "구축비", "written": "값은(는)", "unit": "원"}
    template = "`{name}`은(는) {{a}} `{written}`을(를) {unit}(으)로 적는다"
    assert fill(template, words) == "`구축비`는 {a} `값은(는)`을 원으로 적는다"
    assert fill("`:`이(가) 없다: {n:>3}", {"n": 7}) == "`:`이(가) 없다:   7"


def test_a_diagnostic_reads_as_korean() -> None:
    ko, help_ko = "`{name}`(이)라는 것은 없다", "`{name}`을(를) 지운다"
    message = Message("X001", ko, "no `{name}`", help_ko, "delete it")
    told = message.about("", name="비용")
    assert told.help is not None
    assert (told.message.ko, told.help.ko) == ("`비용`이라는 것은 없다", "`비용`을 지운다")
