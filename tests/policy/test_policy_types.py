"""Which kinds may be compared and combined: every kind with every other one, and units."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jichim.policy.model import Compare, Constant, Domain, Has, IsTrue, Not, OneOf
from jichim.policy.typing_rules import describe
from jichim.vocabulary.quantity import Duration, Interval
from policy.programs import mistakes, policy_of, rule

DERIVED = "도출 등급 대상 서비스\n  경우 높음 적용 구축비 > 3억원\n  경우 낮음 적용 구축비 <= 3억원"

VALUES = {
    "money": "구축비",
    "won": "3억원",
    "people": "운영인력",
    "five people": "5명",
    "things": "5건",
    "number": "5",
    "counted": "개수(비용)",
    "ratio": "8%",
    "date": "운영개시일",
    "day": "2020-10-31",
    "length": "30일",
    "text": "이름",
    "quoted": '"가"',
    "texts": "대상지역",
    "choice": "단계",
    "choices": "분야",
    "truth": "강제서비스",
    "symbol": "등급",
}

EQUAL = {
    frozenset(pair)
    for pair in [
        ("money", "won"),
        ("people", "five people"),
        ("people", "number"),
        ("people", "counted"),
        ("five people", "number"),
        ("five people", "counted"),
        ("things", "number"),
        ("things", "counted"),
        ("number", "counted"),
        ("number", "ratio"),
        ("counted", "ratio"),
        ("date", "day"),
        ("text", "quoted"),
        ("symbol", "choice"),
        ("symbol", "choices"),
    ]
} | {frozenset([name]) for name in VALUES}
ORDERED = {
    "money",
    "won",
    "people",
    "five people",
    "things",
    "number",
    "counted",
    "ratio",
    "date",
    "day",
    "length",
}
CHOSEN = {"choice", "choices", "symbol"}
"""Beside these a bare word is read as one of their values, and reported as none of them."""
BARE = {"money", "people", "date", "text", "texts", "truth"}


def written(name: str, op: str, other: str) -> str:
    return f"{VALUES[name]} {op} {VALUES[other]}"


def expected(left: str, right: str) -> list[tuple[str, str]]:
    if frozenset([left, right]) in EQUAL:
        return []
    for one, other in ((left, right), (right, left)):
        if one in CHOSEN and other == "quoted":
            return [("R006", VALUES["quoted"])]
    if left in CHOSEN and right in BARE:
        return [("R006", VALUES[right])]
    return [("R003", written(left, "=", right))]


@pytest.mark.parametrize("left", VALUES)
@pytest.mark.parametrize("right", VALUES)
def test_only_equal_kinds_and_units_are_compared(left: str, right: str) -> None:
    assert mistakes(DERIVED, rule(written(left, "=", right))) == expected(left, right)
    in_order = frozenset([left, right]) in EQUAL and {left, right} <= ORDERED
    assert (not mistakes(DERIVED, rule(written(left, "<", right)))) == in_order


ARITHMETIC = [
    # left, operator, right, and what the result may be compared with; None if there is no result
    ("구축비", "+", "3억원", "1원"),
    ("구축비", "-", "총비용", "0"),
    ("구축비", "+", "5", None),
    ("구축비", "*", "2", "1원"),
    ("2", "*", "구축비", "1원"),
    ("8%", "*", "구축비", "1원"),
    ("구축비", "*", "운영연수", "1원"),
    ("구축비", "*", "총비용", None),
    ("구축비", "/", "총비용", "8%"),
    ("구축비", "/", "운영인력", "1원"),
    ("구축비", "/", "2", "1원"),
    ("구축비", "/", "30일", None),
    ("2", "/", "구축비", None),
    ("운영인력", "+", "3명", "1명"),
    ("운영인력", "+", "3", "1명"),
    ("3", "+", "운영인력", "1명"),
    ("운영인력", "+", "3건", None),
    ("운영인력", "*", "2", "1명"),
    ("운영인력", "/", "2", "1명"),
    ("운영인력", "/", "수혜자수", "8%"),
    ("개수(비용)", "*", "2", "1명"),
    ("개수(비용)", "+", "1", "1명"),
    ("개수(비용)", "/", "개수(수익)", "50%"),
    ("8%", "+", "2%", "1%"),
    ("8%", "+", "1", "1%"),
    ("8%", "*", "50%", "1%"),
    ("운영개시일", "+", "30일", "2020-10-31"),
    ("운영개시일", "-", "6개월", "2020-10-31"),
    ("운영개시일", "-", "지원종료일", "30일"),
    ("운영개시일", "+", "지원종료일", None),
    ("운영개시일", "+", "3", None),
    ("30일", "+", "1개월", "1년"),
    ("30일", "*", "2", "1년"),
    ("이름", "+", '"가"', None),
    ("단계", "+", "단계", None),
    ("강제서비스", "+", "강제서비스", None),
]


@pytest.mark.parametrize(("left", "op", "right", "beside"), ARITHMETIC)
def test_what_arithmetic_gives(left: str, op: str, right: str, beside: str | None) -> None:
    expression = f"{left} {op} {right}"
    found = mistakes(rule(f"({expression}) > {beside or '1원'}"))
    assert found == ([] if beside else [("R003", f"({expression})")])


COLLECTIONS = [
    ('대상지역 포함 "영종"', True),
    ('대상지역 포함 ["영종", "송도"]', True),
    ("대상지역 겹침 핵심자원", True),
    ('이름 포함 "버스"', True),
    ("이름 겹침 이름", False),
    ("분야 포함 교통", True),
    ("분야 포함 [교통, 행정]", True),
    ("분야 겹침 [교통, 행정]", True),
    ("분야 포함 단계", False),
    ("대상지역 포함 단계", False),
    ("등급 포함 높음", True),
    ("등급 겹침 높음", False),
    ("구축비 포함 3억원", False),
    ("비용 포함 구축비", None),
]


@pytest.mark.parametrize(("expression", "allowed"), COLLECTIONS)
def test_what_can_contain_what(expression: str, allowed: bool | None) -> None:
    found = mistakes(DERIVED, rule(expression))
    if allowed is None:
        assert found == [("R005", "비용")]
    else:
        assert found == ([] if allowed else [("R003", expression)])


def test_constants_are_read_exactly() -> None:
    amounts = {
        "구축비 > 0.4억원": 40_000_000,
        "구축비 > 15,170,914천원": 15_170_914_000,
        "연간총비용 > 1,000만원/월": 120_000_000,
        "연간총비용 > 3억원/분기": 1_200_000_000,
        "연간총비용 > 3억원/년": 300_000_000,
        "연간총비용 > 1~2억원/월": Interval(1_200_000_000, 2_400_000_000),
        "구축비 / 총비용 > 8%": Fraction(8, 100),
        "구축비 > 0": 0,
        "구축비 > -3억원": -300_000_000,
        "검토일 - 제출일 > 1년": Duration(12, 0),
    }
    for text, value in amounts.items():
        condition = policy_of(rule(text)).rules[0].require
        assert isinstance(condition, Compare)
        assert isinstance(condition.right, Constant)
        assert condition.right.value == value, text


def test_a_constant_on_the_left_is_turned_to_the_right() -> None:
    for text, op in (
        ("0 < 구축비", ">"),
        ("3억원 >= 구축비", "<="),
        ("운영 = 단계", "="),
        ('"가" != 이름', "!="),
    ):
        condition = policy_of(rule(text)).rules[0].require
        assert isinstance(condition, Compare)
        assert condition.op == op
        assert isinstance(condition.right, Constant)


def test_comparisons_with_yes_and_no() -> None:
    def required(text: str) -> object:
        return policy_of(ANSWER, rule(text)).rules[0].require

    for text in ("강제서비스", "강제서비스 = 예", "강제서비스 != 아니오", "예 = 강제서비스"):
        assert isinstance(required(text), IsTrue), text
    for text in ("강제서비스 = 아니오", "강제서비스 != 예"):
        assert isinstance(required(text), Not), text
    derived = required("감당 != 예")
    assert isinstance(derived, Compare)
    assert isinstance(derived.right, Constant)
    assert (derived.op, derived.right.value) == ("!=", "예")


ANSWER = """도출 감당 대상 서비스
  경우 예 적용 구축비 > 3억원
  경우 아니오 적용 구축비 < 3억원
  경우 모름 적용 구축비 = 3억원"""


def test_comparisons_with_none() -> None:
    none = policy_of(rule("구축비 = 없음")).rules[0].require
    assert isinstance(none, Has)
    assert none.op == "none"
    assert isinstance(policy_of(rule("구축비 != 없음")).rules[0].require, Not)
    assert mistakes(rule("구축비 < 없음")) == [("R005", "없음")]
    named = "도출 상태값 대상 서비스\n  경우 없음 적용 구축비 = 0\n  경우 있다 적용 구축비 > 0"
    compared = policy_of(named, rule("상태값 = 없음")).rules[0].require
    assert isinstance(compared, Compare)
    assert isinstance(compared.right, Constant)
    assert compared.right.value == "없음"


def test_choices_are_read_by_any_of_their_spellings() -> None:
    for word in ("시범", "pilot", '"시범 운영"', "시범운영"):
        condition = policy_of(rule(f"단계 = {word}")).rules[0].require
        assert isinstance(condition, Compare)
        assert isinstance(condition.right, Constant)
        assert condition.right.value == "pilot"
    listed = policy_of(rule('단계 가운데 [계획, "시범 운영"]')).rules[0].require
    assert isinstance(listed, OneOf)
    assert [one.value for one in listed.values if isinstance(one, Constant)] == ["planning", "pilot"]


def test_kinds_have_names_in_both_languages() -> None:
    policy = policy_of(DERIVED, rule("등급 = 높음 그리고 단계 = 운영 그리고 운영인력 > 3명"))
    conditions = policy.rules[0].require.parts  # type: ignore[union-attr]
    named = [(describe(one.left.type).ko, describe(one.left.type).en) for one in conditions]  # type: ignore[union-attr]
    assert named == [
        ("`등급`의 도출값", "a derived value of `등급`"),
        ("`단계`의 선택값", "a choice of `stage`"),
        ("개수(명)", "a count of 명"),
    ]
    assert all(describe(one.left.type) for one in conditions)  # type: ignore[union-attr]
    assert len(Domain) == len({domain.value for domain in Domain})
