"""When two cases are shown to exclude each other, and when that is refused."""

from __future__ import annotations

import pytest

from jichim.policy.exclusive import check_cases, exclusive
from jichim.policy.model import Derivation
from policy.programs import HEADER, policy_of, resolve_texts, rule

OTHERS = """기준값 하한 = 8%
  가정 "시험"
정의 큰 대상 서비스 = 구축비 > 3억원
도출 등급 대상 서비스
  경우 높음 적용 구축비 > 3억원
  경우 낮음 적용 구축비 <= 3억원"""

EXCLUSIVE = [
    ("구축비 < 총비용", "구축비 > 총비용"),
    ("구축비 < 총비용", "총비용 <= 구축비"),
    ("구축비 = 총비용", "총비용 != 구축비"),
    ("구축비 - 총수익 >= 총비용", "구축비 - 총수익 < 총비용"),
    ("구축비 < 3억원", "구축비 >= 3억원"),
    ("구축비 < 3억원", "5억원 <= 구축비"),
    ("구축비 = 3억원", "구축비 = 4억원"),
    ("구축비 = 3억원", "구축비 > 300,000천원"),
    ("운영인력 <= 3", "운영인력 > 3명"),
    ("구축비 / 총비용 < 하한", "구축비 / 총비용 >= 하한"),
    ("운영개시일 < 2020-01-01", "운영개시일 > 2020-12-31"),
    ("검토일 - 제출일 < 30일", "검토일 - 제출일 > 2개월"),
    ("단계 = 운영", "단계 = 종료"),
    ("단계 = 운영", "단계 != 운영"),
    ("단계 = 운영", "아님 (단계 = 운영)"),
    ("단계 가운데 [운영, 종료]", "단계 가운데 [계획, 실증]"),
    ("단계 가운데 [운영, 종료]", "단계 = 계획"),
    ("단계 가운데 [운영, 종료]", "아님 단계 가운데 [종료, 운영]"),
    ("사업유형 = 스마트시티 챌린지".replace("스마트시티 챌린지", "챌린지"), "사업유형 != 공모사업"),
    ("운영주체 = 공공", "운영주체 = 민간"),
    ("등급 = 높음", "등급 = 낮음"),
    ('이름 = "가"', ' 이름 = "나"'),
    ("강제서비스", "아님 강제서비스"),
    ("강제서비스 = 예", "강제서비스 = 아니오"),
    ("큰", "아님 큰"),
    ("구축비 기재", "구축비 미기재"),
    ("구축비 있음", "구축비 없음"),
    ("구축비 미기재", "구축비 > 3억원"),
    ("비용 없음", "어떤(비용 중 구분 = 운영)"),
    ("비용 미기재", "어떤(비용 중 구분 = 운영)"),
    ("구축비 > 1원 그리고 단계 = 운영", "단계 = 종료 그리고 총비용 > 1원"),
    ("단계 = 운영 또는 단계 = 종료", "단계 = 계획 또는 단계 = 실증"),
    ("구축비 > 1원 또는 단계 = 운영", "아님 (구축비 > 1원 또는 단계 = 운영)"),
    ("구축비 > 1원 또는 단계 = 운영", "구축비 <= 1원 그리고 단계 = 종료"),
]

MAY_BOTH_HOLD = [
    ("구축비 <= 3억원", "구축비 >= 3억원"),
    ("구축비 > 3억원", "구축비 > 5억원"),
    ("구축비 < 5억원", "구축비 > 3억원"),
    ("구축비 > 3억원", "총비용 < 3억원"),
    ("구축비 != 3억원", "구축비 != 4억원"),
    ("운영인력 = 3", "운영인력 = 3명"),
    ("검토일 - 제출일 <= 30일", "검토일 - 제출일 >= 1개월"),
    ("단계 != 운영", "단계 != 종료"),
    ("사업유형 = 챌린지", "사업유형 = 공모사업"),
    ("사업유형 = 공모사업", "사업유형 != 챌린지"),
    ("분야 = 의료", '분야 = "보건·의료·복지"'),
    ("분야 포함 교통", "분야 포함 행정"),
    ("단계 가운데 [운영, 종료]", "단계 가운데 [계획, 종료]"),
    ('이름 = "가 나"', '이름 = "가나"'),
    ("구축비 기재", "구축비 없음"),
    ("구축비 미기재", "총비용 > 3억원"),
    ("구축비 미기재", "구축비 미기재 또는 총비용 > 3억원"),
    ("비용 기재", "어떤(비용 중 구분 = 운영)"),
    ("큰", "구축비 <= 3억원"),
    ("구축비 > 1원 또는 단계 = 운영", "구축비 <= 1원 또는 단계 = 종료"),
]


def cases(first: str, second: str) -> Derivation:
    text = f"도출 결과 대상 서비스\n  경우 하나 적용 {first}\n  경우 둘 적용 {second}\n"
    policy, _ = resolve_texts(f"{HEADER}{OTHERS}\n{text}")
    return next(one for one in policy.derivations if one.name == "결과")


@pytest.mark.parametrize(("first", "second"), EXCLUSIVE)
def test_contradicting_conditions_are_exclusive(first: str, second: str) -> None:
    one, other = (case.condition for case in cases(first, second).readings[0].cases)
    assert exclusive(one, other)
    assert exclusive(other, one)


@pytest.mark.parametrize(("first", "second"), MAY_BOTH_HOLD)
def test_what_may_hold_together_is_not(first: str, second: str) -> None:
    one, other = (case.condition for case in cases(first, second).readings[0].cases)
    assert not exclusive(one, other)
    assert not exclusive(other, one)


def test_otherwise_excludes_every_other_case() -> None:
    conditions = [f"구축비 > {n}억원 또는 총비용 > {n}억원 또는 단계 = 운영" for n in range(6)]
    body = "".join(f"  경우 {'가나다라마바'[n]} 적용 {text}\n" for n, text in enumerate(conditions))
    policy, diagnostics = resolve_texts(
        f"{HEADER}도출 결과 대상 서비스\n  판정 유일\n{body}  경우 끝 그밖에\n"
    )
    (found,) = policy.derivations
    assert found.values == ("가", "나", "다", "라", "마", "바", "끝")
    assert diagnostics
    assert not any("`끝`" in one.message.en for one in diagnostics)


@pytest.mark.parametrize("hit", ["우선", "모두"])
def test_a_hit_policy_allows_what_overlaps(hit: str) -> None:
    text = f"도출 결과 대상 서비스\n  판정 {hit}\n  경우 하나 적용 구축비 > 1원\n  경우 둘 적용 구축비 > 2원"
    (found,) = policy_of(text, rule("결과 = 하나")).derivations
    assert not check_cases(found)


def test_cases_of_one_value_may_overlap() -> None:
    text = "도출 결과 대상 서비스\n  경우 하나 적용 구축비 > 1원\n  경우 하나 적용 총비용 > 2원"
    (found,) = policy_of(text).derivations
    assert found.values == ("하나",)


def test_too_many_alternatives_are_refused_quickly() -> None:
    wide = " 그리고 ".join(f"(구축비 > {n}원 또는 총비용 > {n}원)" for n in range(1, 30))
    one, other = (case.condition for case in cases(wide, wide).readings[0].cases)
    assert not exclusive(one, other)


def test_readings_keep_their_cases() -> None:
    text = """도출 감당 대상 서비스
  해석 "총액"
    경우 예 적용 구축비 >= 총비용
    경우 아니오 적용 구축비 < 총비용
  해석 "순액"
    경우 예 적용 구축비 - 총수익 >= 총비용
    경우 아니오 그밖에"""
    (found,) = policy_of(text).derivations
    assert [reading.title for reading in found.readings] == ["총액", "순액"]
    assert [[case.value for case in reading.cases] for reading in found.readings] == [["예", "아니오"]] * 2
    assert (found.hit, found.decision, found.stratum) == ("unique", False, 0)
