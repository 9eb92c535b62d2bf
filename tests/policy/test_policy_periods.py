"""Instruments, parameters and rules in time; drafts."""

from __future__ import annotations

import datetime

import pytest

from jichim.policy import keep_instruments, without_drafts
from jichim.policy.model import Period
from policy.programs import mistakes, policy_of, resolve_texts, rule

DAY = datetime.date


def test_versions_of_a_parameter_follow_each_other_in_time() -> None:
    policy = policy_of(
        '기준값 하한 = 10%\n  시행 2022-01-01 부터\n  근거 "3조"',
        '기준값 하한 = 8%\n  시행 2020-01-01 부터 2020-12-31 까지\n  근거 "1조"',
        '기준값 하한 = 9%\n  시행 2021-01-01 부터 2021-12-31 까지\n  가정 "어림"',
    )
    (found,) = policy.parameters
    assert [version.value.span.text for version in found.versions] == ["8%", "9%", "10%"]
    shown = {
        day: version.value.span.text if (version := found.at(day)) else None
        for day in (DAY(2019, 12, 31), DAY(2020, 1, 1), DAY(2020, 12, 31), DAY(2021, 1, 1), DAY(2030, 1, 1))
    }
    assert list(shown.values()) == [None, "8%", "8%", "9%", "10%"]
    assert [version.basis.assumed for version in found.versions] == [None, "어림", None]
    assert [version.basis.citations for version in found.versions] == [("1조",), (), ("3조",)]


OVERLAPPING = [
    ("", ""),
    ("2020-01-01 부터", "2021-01-01 부터"),
    ("2020-01-01 부터 2020-12-31 까지", "2020-12-31 부터"),
    ("2020-12-31 까지", "2020-06-01 까지"),
]
APART = [
    ("2020-01-01 부터 2020-12-31 까지", "2021-01-01 부터"),
    ("2020-12-31 까지", "2021-01-01 부터"),
]


def versions(first: str, second: str) -> list[str]:
    return [
        f"기준값 하한 = {n}%" + (f"\n  시행 {period}" if period else "")
        for n, period in enumerate((first, second))
    ]


@pytest.mark.parametrize(("first", "second"), OVERLAPPING)
def test_one_day_has_one_value(first: str, second: str) -> None:
    assert mistakes(*versions(first, second)) == [("R019", "하한")]
    assert mistakes(*versions(second, first)) == [("R019", "하한")]


@pytest.mark.parametrize(("first", "second"), APART)
def test_periods_that_touch_do_not_overlap(first: str, second: str) -> None:
    assert not mistakes(*versions(first, second))
    assert not mistakes(*versions(second, first))


HEADERS = [
    ("상태 초안\n  제안 2020-10-31", "draft", Period(DAY(2020, 10, 31), None)),
    (
        "상태 초안\n  제안 2020-10-31\n  시행 2022-01-01 부터 2023-01-01 까지",
        "draft",
        Period(DAY(2020, 10, 31), DAY(2023, 1, 1)),
    ),
    ("상태 초안", "draft", Period(None, None)),
    ("상태 시행\n  시행 2021-01-01 부터", "effective", Period(DAY(2021, 1, 1), None)),
    ("상태 시행\n  제안 2020-10-31\n  시행 2021-01-01 부터", "effective", Period(DAY(2021, 1, 1), None)),
    (
        "상태 폐지\n  시행 2010-01-01 부터 2019-12-31 까지",
        "repealed",
        Period(DAY(2010, 1, 1), DAY(2019, 12, 31)),
    ),
]


@pytest.mark.parametrize(("header", "status", "period"), HEADERS)
def test_when_an_instrument_holds(header: str, status: str, period: Period) -> None:
    policy, diagnostics = resolve_texts(f'정책 가\n  제목 "가 지침"\n  {header}\n  출처 "보고서"\n')
    assert not diagnostics
    (found,) = policy.instruments
    assert (found.name, found.title, found.status, found.period, found.source) == (
        "가",
        "가 지침",
        status,
        period,
        "보고서",
    )
    assert found.draft == (status == "draft")
    assert policy.instrument("가") is found


def test_both_days_of_a_period_belong_to_it() -> None:
    period = Period(DAY(2020, 1, 1), DAY(2020, 12, 31))
    assert [
        period.holds(day) for day in (DAY(2019, 12, 31), DAY(2020, 1, 1), DAY(2020, 12, 31), DAY(2021, 1, 1))
    ] == [
        False,
        True,
        True,
        False,
    ]


def test_rules_have_periods_of_their_own() -> None:
    policy = policy_of(
        rule("구축비 기재", more='  시행 2020-01-01 부터 2020-12-31 까지\n  항목 T4-2.a, PSD\n  해설 "말"\n')
    )
    basis = policy.rules[0].basis
    assert basis.period == Period(DAY(2020, 1, 1), DAY(2020, 12, 31))
    assert (basis.instrument, basis.citations, basis.items, basis.note) == (
        "가",
        ("1조",),
        ("T4-2.a", "PSD"),
        "말",
    )


DRAFT = '정책 초\n  제목 "초안"\n  상태 초안\n  제안 2020-10-31\n'
LAW = '정책 법\n  제목 "법"\n  상태 시행\n'
TABLE = "판정표 결과 대상 서비스\n  | 강제서비스 | => 결과 |\n  | 예 | => 가 |\n  | 아니오 | => 나 |\n"
TEST = '시험 "하나"\n  전제 서비스 구축비 = 1원\n  기대 {} 적합\n'


def test_drafts_can_be_left_out_but_what_rules_rest_on_stays() -> None:
    policy, diagnostics = resolve_texts(
        f"{DRAFT}{TABLE}{rule('구축비 기재', name='D-1')}{TEST.format('D-1')}",
        f"{LAW}{rule('결과 = 가', name='L-1')}{TEST.format('L-1')}",
    )
    assert not diagnostics
    kept = without_drafts(policy)
    assert [one.name for one in kept.instruments] == ["법"]
    assert [one.name for one in kept.rules] == ["L-1"]
    assert [test.instrument for test in kept.tests] == ["법"]
    assert [(one.name, one.decision) for one in kept.derivations] == [("결과", False)]
    only = keep_instruments(policy, ["초"])
    assert [one.name for one in only.rules] == ["D-1"]
    assert [(one.name, one.decision) for one in only.derivations] == [("결과", True)]
    assert keep_instruments(policy, ["초", "법"]) == policy
