"""Decision tables: gaps and overlaps, compared with trying every value."""

from __future__ import annotations

import operator
import re
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jichim.policy.model import AllOf, Compare, Constant
from policy.programs import HEADER, mistakes, policy_of, resolve_texts, vocabulary

DERIVED = "도출 등급 대상 서비스\n  경우 높음 적용 구축비 > 3억원\n  경우 낮음 적용 구축비 <= 3억원"
STAGES = ["계획", "실증", "시범", "구축", "운영", "종료"]


def table(*lines: str, hit: str = "") -> str:
    head = f"판정표 결과 대상 서비스\n  판정 {hit}\n" if hit else "판정표 결과 대상 서비스\n"
    return head + "".join(f"  | {line} |\n" for line in lines)


def found(*lines: str, hit: str = "") -> dict[str, list[str]]:
    """The English messages by code."""
    _, diagnostics = resolve_texts(f"{HEADER}{DERIVED}\n{table(*lines, hit=hit)}")
    codes: dict[str, list[str]] = {}
    for one in diagnostics:
        codes.setdefault(one.code, []).append(one.message.en)
    return codes


GAPS = [
    # the rows of a table with one input, and the combinations without a row
    (["등급 | => 결과", "높음 | => 가"], ["등급 = 낮음"]),
    (["등급 | => 결과", "높음, 낮음 | => 가"], []),
    (["등급 | => 결과", "아님 높음 | => 가"], ["등급 = 높음"]),
    (["등급 | => 결과", "- | => 가"], []),
    (["강제서비스 | => 결과", "예 | => 가"], ["강제서비스 = 아니오"]),
    (["강제서비스 | => 결과", "아님 예 | => 가"], ["강제서비스 = 예"]),
    (["단계 | => 결과", "계획, 실증, 시범, 구축 | => 가", '"정식 운영" | => 나'], ["단계 = 종료"]),
    (["단계 | => 결과", "아님 계획, 실증 | => 가", "계획 | => 나"], ["단계 = 실증"]),
    (["운영인력 | => 결과", "< 3명 | => 가", "> 3명 | => 나"], ["운영인력 = 3명"]),
    (["운영인력 | => 결과", "<= 3명 | => 가", ">= 5명 | => 나"], ["3명 < 운영인력 < 5명"]),
    (["운영인력 | => 결과", "<= 3명 | => 가", ">= 4명 | => 나"], []),
    (["운영인력 | => 결과", "0명 | => 가", "> 0명 | => 나"], []),
    (["구축비 | => 결과", "<= 3억원 | => 가", ">= 300,000,001원 | => 나"], []),
    (
        ["구축비 | => 결과", "<= 3억원 | => 가", "> 0.3조원 | => 나"],
        ["3억원 < 구축비 < 0.3조원", "구축비 = 0.3조원"],
    ),
    (["구축비 | => 결과", "3억원 | => 가", "< 300,000천원 | => 나", "> 3억원 | => 다"], []),
    (["운영개시일 | => 결과", "<= 2020-12-31 | => 가", ">= 2021-01-01 | => 나"], []),
    (["운영개시일 | => 결과", "< 2020-12-31 | => 가", ">= 2021-01-01 | => 나"], ["운영개시일 = 2020-12-31"]),
    (["구축비 | => 결과", "아님 3억원 | => 가"], ["구축비 = 3억원"]),
    (["구축비 | => 결과", "아님 3억원, 5억원 | => 가", "5억원 | => 나"], ["구축비 = 3억원"]),
    (
        ["사업유형 | => 결과", "공모사업 | => 가"],
        [
            f"사업유형 = {name}"
            for name in ("지자체 사업", "국가시범도시", "실증사업", "민간제안사업", "그 밖의 사업")
        ],
    ),
]


@pytest.mark.parametrize(("lines", "gaps"), GAPS)
def test_gaps_are_found(lines: list[str], gaps: list[str]) -> None:
    codes = found(*lines)
    assert set(codes) == ({"R015"} if gaps else set())
    if gaps:
        counted = re.search(r"has (\d+) combinations without a row \(for example (.*)\)$", codes["R015"][0])
        assert counted
        assert (int(counted[1]), counted[2]) == (len(gaps), gaps[0])


OVERLAPS = [
    (["등급 | => 결과", "높음 | => 가", "- | => 나"], "등급 = 높음"),
    (
        ["등급 | 강제서비스 | => 결과", "높음 | - | => 가", "- | 예 | => 나", "낮음 | 아니오 | => 다"],
        "등급 = 높음, 강제서비스 = 예",
    ),
    (["운영인력 | => 결과", "<= 3명 | => 가", ">= 3명 | => 나"], "운영인력 = 3명"),
    (["운영인력 | => 결과", "< 5명 | => 가", "> 3명 | => 나"], "3명 < 운영인력 < 5명"),
    (
        ["사업유형 | => 결과", "챌린지 | => 가", "공모사업 | => 나", "아님 공모사업 | => 다"],
        "사업유형 = 스마트시티 챌린지",
    ),
]


@pytest.mark.parametrize(("lines", "example"), OVERLAPS)
def test_overlaps_are_found(lines: list[str], example: str) -> None:
    codes = found(*lines)
    assert set(codes) == {"R016"}
    assert codes["R016"][0].endswith(f"(for example {example})")
    for hit in ("우선", "모두"):
        assert not found(*lines, hit=hit)


def test_each_pair_of_rows_is_reported_once() -> None:
    lines = ["등급 | => 결과", "높음 | => 가", "높음 | => 나", "낮음 | => 다", "낮음 | => 라"]
    assert len(found(*lines)["R016"]) == 2


def test_a_parameter_cuts_the_line_too() -> None:
    limit = (
        "기준값 하한 = 3명\n  시행 2020-01-01 부터 2020-12-31 까지\n기준값 하한 = 4명\n  시행 2021-01-01 부터"
    )
    assert not mistakes(limit, table("운영인력 | => 결과", "< 하한 | => 가", ">= 하한 | => 나"))
    gap = mistakes(limit, table("운영인력 | => 결과", "< 하한 | => 가", "> 하한 | => 나"))
    assert gap == [("R015", "결과")]
    mixed = mistakes(limit, table("운영인력 | => 결과", "< 하한 | => 가", ">= 5명 | => 나"))
    assert mixed == [("R028", "운영인력"), ("R014", "| >= 5명 | => 나 |")]


def test_what_cannot_be_enumerated_is_said_and_proved() -> None:
    apart = table("운영주체 | => 결과", "공공 | => 가", "민간 | => 나")
    assert mistakes(apart) == [("R028", "운영주체")]
    months = table("검토일 | => 결과", "- | => 가")
    assert not mistakes(months)
    length = "정의 걸린날 대상 서비스 = 검토일 - 운영개시일"
    assert mistakes(length, table("걸린날 | => 결과", "< 30일 | => 가", ">= 1개월 | => 나")) == [
        ("R028", "걸린날"),
        ("R014", "| >= 1개월 | => 나 |"),
    ]
    assert not mistakes(length, table("걸린날 | => 결과", "< 6개월 | => 가", ">= 0.5년 | => 나"))


def test_a_derivation_with_several_values_at_once_is_not_enumerated() -> None:
    several = (
        "도출 등급 대상 서비스\n  판정 모두\n  경우 높음 적용 구축비 > 3억원\n  경우 큼 적용 구축비 > 5억원"
    )
    assert mistakes(several, table("등급 | => 결과", "높음 | => 가", "큼 | => 나")) == [("R028", "등급")]


def test_every_output_is_a_derivation() -> None:
    policy = policy_of(
        DERIVED,
        '판정표 두결과 "제목" \n  근거 "1조"\n  대상 서비스\n  | 등급 | => 주체 | 시점 |\n'
        "  | 높음 | => 공공·민간 | 1년 |\n  | 낮음 | => 없음 | 예 |\n",
    )
    tables = {one.name: one for one in policy.derivations if one.decision}
    assert {name: one.values for name, one in tables.items()} == {
        "주체": ("공공·민간", "없음"),
        "시점": ("1년", "예"),
    }
    assert {(one.title, one.stratum, one.basis.citations) for one in tables.values()} == {
        ("제목", 1, ("1조",))
    }


def test_cells_become_conditions() -> None:
    text = table("단계 | 운영인력 | => 결과", "아님 운영, 종료 | - | => 가", hit="우선")
    policy, (gap,) = resolve_texts(f"{HEADER}{text}")
    assert gap.message.en.endswith("has 2 combinations without a row (for example 단계 = 운영)")
    (made,) = policy.derivations
    condition = made.readings[0].cases[0].condition
    assert isinstance(condition, AllOf)
    (denied,) = condition.parts
    assert isinstance(denied, AllOf)
    assert [
        (one.op, one.right.value)
        for one in denied.parts
        if isinstance(one, Compare) and isinstance(one.right, Constant)
    ] == [
        ("!=", "operation"),
        ("!=", "ended"),
    ]


# ---- against trying every value ------------------------------------------------------------------

OPS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
COLUMNS: dict[str, list[Any]] = {
    "등급": ["높음", "낮음"],
    "강제서비스": ["예", "아니오"],
    "단계": STAGES,
    "구축비": [n / 2 for n in range(-1, 14)],
}


def cell_for(column: str) -> st.SearchStrategy[str]:
    if column == "구축비":
        amount = st.integers(0, 6).map(lambda n: f"{n}억원")
        compared = st.tuples(st.sampled_from(list(OPS)), amount).map(" ".join)
        listed = st.lists(amount, min_size=1, max_size=2, unique=True).map(", ".join)
    else:
        compared = st.nothing()
        listed = st.lists(st.sampled_from(COLUMNS[column]), min_size=1, max_size=3, unique=True).map(
            ", ".join
        )
    return st.one_of(st.just("-"), compared, listed, listed.map(lambda text: f"아님 {text}"))


def holds(cell: str, value: Any) -> bool:
    if cell == "-":
        return True
    denied = cell.startswith("아님 ")
    op, _, rest = cell.partition(" ")
    if op in OPS:
        return bool(OPS[op](value, int(rest[:-2])))
    alternatives: list[Any] = cell.removeprefix("아님 ").split(", ")
    if not isinstance(value, str):
        alternatives = [int(text[:-2]) for text in alternatives]
    return (value in alternatives) != denied


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    columns = draw(st.lists(st.sampled_from(list(COLUMNS)), min_size=1, max_size=3, unique=True))
    rows = draw(st.lists(st.tuples(*(cell_for(column) for column in columns)), min_size=1, max_size=4))
    return columns, [list(row) for row in rows]


@settings(max_examples=120, deadline=None)
@given(tables())
def test_the_search_agrees_with_trying_every_value(drawn: tuple[list[str], list[list[str]]]) -> None:
    columns, rows = drawn
    lines = [
        f"{' | '.join(columns)} | => 결과",
        *(f"{' | '.join(row)} | => 값{n}" for n, row in enumerate(rows)),
    ]
    codes = found(*lines)
    gap = False
    pairs: set[tuple[int, int]] = set()
    for values in product(*(COLUMNS[column] for column in columns)):
        hits = [
            number
            for number, row in enumerate(rows)
            if all(holds(cell, value) for cell, value in zip(row, values, strict=True))
        ]
        gap = gap or not hits
        pairs.update((hits[0], later) for later in hits[1:])
    assert ("R015" in codes) == gap
    assert len(codes.get("R016", [])) == len(pairs)
    assert set(codes) <= {"R015", "R016"}


def test_choices_of_the_example_are_those_of_the_vocabulary() -> None:
    field = vocabulary().field("service", "단계")
    assert field is not None
    assert [choice.label for choice in field.choices] == STAGES
