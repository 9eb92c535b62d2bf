from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jichim.vocabulary.format import format_money, format_number
from jichim.vocabulary.numeral import Flaw
from jichim.vocabulary.quantity import Duration, Interval, Measured, Misread, parse_quantity, read_quantity

EOK = 100_000_000


def value(text: str) -> object:
    measured = read_quantity(text)
    assert isinstance(measured, Measured), (text, measured)
    return measured.value


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("1원", 1),
        ("0.1억", 10_000_000),
        ("0.4억원", 40_000_000),
        ("12.4억원", 1_240_000_000),
        ("0.00000001억원", 1),
        ("1조 4,876억원", 1_487_600_000_000),
        ("2억 5천만원", 250_000_000),
        ("2억 5,000만 원", 250_000_000),
        ("3억 5,000원", 300_005_000),
        ("2천5백만원", 25_000_000),
        ("3만 5천원", 35_000),
        ("15,170,914천원", 15_170_914_000),
        ("15백만원", 15_000_000),
        ("5천만원", 50_000_000),
        ("5조", 5_000_000_000_000),
        ("１２억원", 1_200_000_000),
        ("KRW 1,000", 1_000),
        ("1,000 won", 1_000),
        ("₩1,000", 1_000),
        ("1.2 billion KRW", 1_200_000_000),
        ("3 million won", 3_000_000),
        ("△3억원", -300_000_000),
        ("-3억원", -300_000_000),
    ],
)
def test_money_is_exact(text: str, won: int) -> None:
    assert read_quantity(text) == Measured("money", "원", won, None, False)
    assert type(value(text)) is int


@pytest.mark.parametrize(
    ("text", "per", "won"),
    [
        ("0.4억원/년", "year", 40_000_000),
        ("연 0.4억원", "year", 40_000_000),
        ("매년 3억원", "year", 3 * EOK),
        ("연간 3억원", "year", 3 * EOK),
        ("연평균 3억원", "year", 3 * EOK),
        ("월평균 10,000원", "month", 10_000),
        ("3억원/년(추정)", "year", 3 * EOK),
        ("3억원/년 (부가세 포함)", "year", 3 * EOK),
        ("월 10,000원", "month", 10_000),
        ("10,000원/월", "month", 10_000),
        ("3억원(연)", "year", 3 * EOK),
        ("3억원 (연간)", "year", 3 * EOK),
        ("3억원(매년)", "year", 3 * EOK),
        ("3억원(월)", "month", 3 * EOK),
        ("3억원(월평균)", "month", 3 * EOK),
        ("3억원(분기)", "quarter", 3 * EOK),
        ("분기 3억원", "quarter", 3 * EOK),
        ("3만원/일", "day", 30_000),
        ("2,000원/시간", "use:시간", 2_000),
        ("시간당 2,000원", "use:시간", 2_000),
        ("1인당 3,000원", "use:인", 3_000),
        ("1,250원/1회", "use:회", 1_250),
        ("2,000 KRW per hour", "use:hour", 2_000),
    ],
)
def test_amounts_for_a_period_or_a_use(text: str, per: str, won: int) -> None:
    assert read_quantity(text) == Measured("money", "원", won, per, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8%", Fraction(8, 100)),
        ("8.5퍼센트", Fraction(85, 1000)),
        ("８％", Fraction(8, 100)),
        ("0.1%", Fraction(1, 1000)),
        ("30일", Duration(days=30)),
        ("3개월", Duration(months=3)),
        ("3년", Duration(months=36)),
        ("5개년", Duration(months=60)),
        ("2주", Duration(days=14)),
        ("0.5년", Duration(months=6)),
        ("1년 6개월", Duration(months=18)),
        ("2개월 10일", Duration(2, 10)),
        ("6 months", Duration(months=6)),
        ("18명", 18),
        ("총 18명", 18),
        ("정원 18명", 18),
        ("18명(팀장 1명 포함)", 18),
        ("1,518개소", 1518),
        ("5만 명", 50_000),
        ("010", 10),
        ("0.08", Fraction(8, 100)),
    ],
)
def test_other_dimensions(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("2~3년", Duration(months=24), Duration(months=36)),
        ("8~10%", Fraction(8, 100), Fraction(10, 100)),
        ("2~3억원", 2 * EOK, 3 * EOK),
        ("5천만원∼1억원", EOK // 2, EOK),
        ("500~800원", 500, 800),
        ("6개월~1년", Duration(months=6), Duration(months=12)),
        ("2~3만 명", 20_000, 30_000),
    ],
)
def test_ranges_include_both_ends(text: str, lo: object, hi: object) -> None:
    assert value(text) == Interval(lo, hi)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("약 2.2조원", 2_150_000_000_000, 2_250_000_000_000),
        ("2.2조원 내외", 2_150_000_000_000, 2_250_000_000_000),
        ("2.2조원 수준", 2_150_000_000_000, 2_250_000_000_000),
        ("총 약 2.2조원(예상)", 2_150_000_000_000, 2_250_000_000_000),
        ("약 2.20조원", 2_195_000_000_000, 2_205_000_000_000),
        ("약 1조 4,876억원", 1_487_550_000_000, 1_487_650_000_000),
        ("about 70", 65, 75),
        ("70명 정도", 65, 75),
        ("약 3명", 3, 3),
        ("약 8%", Fraction(75, 1000), Fraction(85, 1000)),
        ("약 3년", Duration(months=30), Duration(months=42)),
        ("약 3개월", Duration(2, 15), Duration(3, 15)),
        ("약 1주", Duration(days=3), Duration(days=11)),
        ("약 1년 6개월", Duration(17, 15), Duration(18, 15)),
        ("약 2~3억원", 150_000_000, 350_000_000),
    ],
)
def test_approximations_span_half_a_unit_of_the_last_significant_digit(
    text: str, lo: object, hi: object
) -> None:
    measured = read_quantity(text)
    assert isinstance(measured, Measured)
    assert (measured.value, measured.approximate) == (Interval(lo, hi), True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("0.000000001억원", Misread.FRACTION_OF_WON),
        ("0.5원", Misread.FRACTION_OF_WON),
        ("0.3~1.7원", Misread.FRACTION_OF_WON),
        ("0.3개월", Misread.FRACTION_OF_DAY),
        ("10억원 이상", Misread.BOUND_ONLY),
        ("3년 이내", Misread.BOUND_ONLY),
        ("최소 18명", Misread.BOUND_ONLY),
        ("최대3억원", Misread.BOUND_ONLY),
        ("적어도 2년", Misread.BOUND_ONLY),
        ("at least 18 people", Misread.BOUND_ONLY),
        ("18명~", Misread.BOUND_ONLY),
        ("~18명", Misread.BOUND_ONLY),
        ("10여 명", Misread.VAGUE),
        ("18~20여명", Misread.VAGUE),
        ("3억여 원", Misread.VAGUE),
        ("2년여", Misread.VAGUE),
        ("10명 남짓", Misread.VAGUE),
        ("3억원 가까이", Misread.VAGUE),
        ("18명 (과장 1)", Misread.REMARK),
        ("18명(별도 2명)", Misread.REMARK),
        ("3~2년", Misread.REVERSED),
        ("3억~2억원", Misread.REVERSED),
        ("3년~6%", Misread.MIXED),
        ("2~3억 5천만원", Misread.MIXED),
        ("5천만 2억", Flaw.BAD_SCALES),
        ("1조 14,876억원", Flaw.BAD_SCALES),
        ("2억 5천", Flaw.BAD_SCALES),
        ("3억5000", Flaw.BAD_SCALES),  # said for 3억 5000만, written for 300,005,000
        ("3억 5,000", Flaw.BAD_SCALES),
        ("약 1조 4,876", Flaw.BAD_SCALES),
        ("1.5억 3천만원", Flaw.BAD_SCALES),
        ("1,51명", Flaw.BAD_COMMAS),
        ("9" * 31 + "원", Flaw.TOO_LARGE),
        ("9" * 100_000 + "원", Flaw.NOT_A_NUMBER),
        ("1 000원", Flaw.NOT_A_NUMBER),
        ("1~2~3년", Flaw.NOT_A_NUMBER),
        ("천만원", Flaw.NOT_A_NUMBER),
        ("٣명", Flaw.NOT_A_NUMBER),
        ("", Flaw.NOT_A_NUMBER),
        ("~", Flaw.NOT_A_NUMBER),
        ("1e3", Flaw.UNKNOWN_UNIT),
        ("0x10", Flaw.UNKNOWN_UNIT),
        ("12:30", Flaw.UNKNOWN_UNIT),
        ("2020-10-15", Flaw.UNKNOWN_UNIT),
        ("1/3", Flaw.UNKNOWN_UNIT),
        ("3억원(최대)", Misread.REMARK),
        ("3억원(5년간)", Misread.REMARK),
        ("3억원(주)", Misread.REMARK),  # a week, or a company
        ("총", Flaw.NOT_A_NUMBER),
        ("(추정)", Flaw.NOT_A_NUMBER),
    ],
)
def test_what_is_not_a_quantity_says_why(text: str, flaw: object) -> None:
    assert read_quantity(text) is flaw
    assert parse_quantity(text) is None


@given(st.integers(min_value=0, max_value=10**18))
def test_formatted_money_reads_back(won: int) -> None:
    assert value(format_money(won)) == won


@given(st.integers(0, 10**9), st.integers(0, 8))
def test_decimals_of_eok_are_exact(digits: int, decimals: int) -> None:
    text = format_number(Fraction(digits, 10**decimals)) + "억원"
    assert value(text) == digits * EOK // 10**decimals


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    read_quantity(text)


@given(st.text(alphabet="0123456789.,~억만천백조원명%년월일/약 -당", max_size=20))
def test_no_text_of_quantity_letters_raises(text: str) -> None:
    measured = parse_quantity(text)
    if measured is not None and isinstance(measured.value, Interval):
        assert measured.dimension == "duration" or measured.value.lo <= measured.value.hi  # type: ignore[operator]
