"""Addresses of provisions: how they are written, what lies within what, and where texts cite them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jichim.provisions import Address, Documents, citations_in, parse_address

OWN = "guideline"
DOCUMENTS = Documents({"법": "act", "스마트도시법": "act", "영": "decree", "수립지침": OWN})


@pytest.mark.parametrize(
    ("text", "address", "instrument"),
    [
        ("제20조", Address(20), OWN),
        ("제20조③", Address(20, paragraph=3), OWN),
        ("제20조제3항", Address(20, paragraph=3), OWN),
        ("수립지침 제20조④ 후단", Address(20, paragraph=4, part="후단"), OWN),
        ("제4조①1 단서", Address(4, paragraph=1, item=1, part="단서"), OWN),
        ("제5조①2가", Address(5, paragraph=1, item=2, subitem="가"), OWN),
        ("제5조제1항제2호가목", Address(5, paragraph=1, item=2, subitem="가"), OWN),
        ("법 제8조①9의2", Address(8, paragraph=1, item=9, item_of=2), "act"),
        ("법 제8조제1항제9호의2", Address(8, paragraph=1, item=9, item_of=2), "act"),
        ("스마트도시법 제19조의4①", Address(19, 4, 1), "act"),
        ("영 제28조1", Address(28, item=1), "decree"),
        ("제12조⑪", Address(12, paragraph=11), OWN),
    ],
)
def test_an_address(text: str, address: Address, instrument: str) -> None:
    assert parse_address(text, DOCUMENTS, OWN) == (address, instrument)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20조",
        "제조",
        "4-2-1(1)⑪ 전단",
        "제20조③ 그리고",
        "전자정부법 제36조",
        "제20조③ 1/2",
        "제20조, 제21조",
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert parse_address(text, DOCUMENTS, OWN) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("수립지침 제20조③ 1/2", ["guideline 제20조③"]),
        ("수립지침 제1조·제4조①", ["guideline 제1조", "guideline 제4조①"]),
        ("법 제9조ㆍ제5조②", ["act 제9조", "act 제5조②"]),
        ("제5조①1다; 법 제8조①2; 제9조", ["guideline 제5조①1다", "act 제8조①2", "guideline 제9조"]),
        ("예외: 법 제8조제2항ㆍ영 제13조(승인)", ["act 제8조②", "decree 제13조"]),
        ("영 제12조제1항제1호ㆍ제2호", ["decree 제12조①1", "decree 제12조①2"]),
        ("제5조제1항제1호가목ㆍ나목", ["guideline 제5조①1가", "guideline 제5조①1나"]),
        ("제26조②~④", ["guideline 제26조②", "guideline 제26조③", "guideline 제26조④"]),
        ("제12조~제14조", ["guideline 제12조", "guideline 제13조", "guideline 제14조"]),
        ("전자정부법 제36조제1항ㆍ제67조", ["None 제36조①", "None 제67조"]),
        ("'영 제62조'는 없다", []),
        ("제15조②가 정한 것", ["guideline 제15조②"]),
        ("4장 2절 3)", []),
    ],
)
def test_the_addresses_of_a_text(text: str, found: list[str]) -> None:
    cited = citations_in(text, DOCUMENTS, OWN)
    assert [f"{one.instrument} {one.address}" for one in cited] == found


@pytest.mark.parametrize(
    ("wide", "narrow", "covers"),
    [
        ("제25조①", "제25조①2", True),
        ("제25조①", "제25조① 단서", True),
        ("제25조", "제25조②", True),
        ("제20조④ 후단", "제20조④ 후단", True),
        ("제20조④ 후단", "제20조④ 전단", False),
        ("제20조④", "제20조", False),
        ("제20조③ 전단", "제20조③", False),
        ("제25조① 본문", "제25조①1", False),
        ("제8조①9", "제8조①9의2", False),
        ("제9조", "제9조의2", False),
        ("제28조1", "제28조2", False),
        ("제5조①1가", "제5조①1나", False),
    ],
)
def test_what_lies_within_what(wide: str, narrow: str, covers: bool) -> None:
    one, other = (parse_address(text, DOCUMENTS, OWN) for text in (wide, narrow))
    assert one is not None
    assert other is not None
    assert one[0].covers(other[0]) is covers


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    item = draw(st.integers(0, 30))
    return Address(
        draw(st.integers(1, 199)),
        draw(st.integers(0, 9)),
        draw(st.integers(0, 35)),
        item,
        draw(st.integers(2, 9)) if item and draw(st.booleans()) else 0,
        draw(st.sampled_from(("", "가", "나", "하"))) if item else "",
        draw(st.sampled_from(("", "본문", "단서", "전단", "후단"))),
    )


@given(addresses())
def test_what_is_written_is_read_again(address: Address) -> None:
    assert parse_address(str(address), DOCUMENTS, OWN) == (address, OWN)
    assert address.covers(address)
    assert Address(address.article, address.article_of).covers(address)


@given(st.text(max_size=200))
def test_any_text_is_searched(text: str) -> None:
    citations_in(text, DOCUMENTS, OWN)


def test_a_long_text_is_searched_quickly() -> None:
    assert len(citations_in("제1조①~" * 20_000, DOCUMENTS, OWN)) >= 20_000
