"""A small instrument whose coverage is known by hand."""

from __future__ import annotations

from jichim.authoring.coverage import Coverage, Explained, cover
from jichim.authoring.coverage.model import ConditionCoverage, DeclarationCoverage
from jichim.policy.model import Policy
from policy.programs import policy_of

GRADE = "도출 견본등급 대상 서비스\n  경우 높음 적용 구축비 > 3억원\n  경우 낮음 적용 구축비 <= 3억원"
STATED = "정의 견본제공 대상 서비스 = 제공자 기재 그리고 제공자 있음"
RULE = """규칙 R-1 "견본"
  근거 "1"
  대상 서비스
  의무 하여야 한다
  적용 단계 = 운영
  요건 견본등급 = 낮음 또는 견본제공
  지적 보통 "{서비스}"
  조치 "고친다"
       담당 계획수립권자
"""
OTHER = """규칙 R-2 "다른 견본"
  근거 "2"
  대상 서비스
  의무 하여야 한다
  요건 모든(비용: 금액 기재)
  지적 보통 "{서비스}"
  조치 "고친다"
       담당 계획수립권자
"""


def policy(*tests: str) -> Policy:
    return policy_of(GRADE, STATED, RULE, OTHER, *tests)


def test(title: str, given: str, *expected: str) -> str:
    return f'시험 "{title}"\n  전제 서비스 이름 = "가" {given}\n' + "".join(
        f"  기대 {one}\n" for one in expected
    )


MET = test("낮다", "단계 = 운영 구축비 = 1억원 제공자 = 없음", "R-1 적합")
NOT_MET = test("높다", "단계 = 운영 구축비 = 9억원 제공자 = 없음", "R-1 부적합")
CLOSED = test("끝났다", "단계 = 종료 구축비 = 9억원", "R-1 해당없음")


def covered(*tests: str, explained: Explained | None = None) -> Coverage:
    return cover(policy(*tests), explained=explained)


def named(found: Coverage, name: str) -> DeclarationCoverage:
    return next(one for one in found.declarations if one.name == name)


def condition(one: DeclarationCoverage, text: str) -> ConditionCoverage:
    return next(each for each in one.conditions if each.text == text)
