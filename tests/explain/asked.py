"""What the tests of explanations ask about: shipped proposals, the sample, a plan that contradicts itself."""

from __future__ import annotations

import datetime
from functools import lru_cache
from pathlib import Path

from jichim.explain import Explainer, Explanation
from jichim.explain.model import PlanValue, Step, StepKind, walk
from jichim.plan import Plan, read_plan
from jichim.policy import Policy, load_policies
from jichim.review import Reviewer
from jichim.source import Source

AS_OF = datetime.date(2020, 11, 30)
INCHEON = Path(__file__).resolve().parents[2] / "samples" / "incheon.yaml"
TWO_FIGURES = """계획: {명칭: 두 수치 계획, 유형: 스마트도시계획}
서비스:
  - 이름: 새벽버스
    분야: 교통
    단계: 운영
    서비스수익: 1억원/년
    연간총비용: 4억원/년
    비용:
      - {항목: 차량 임차료, 구분: 운영, 연간금액: 3억원/년}
      - {항목: 기사 인건비, 구분: 인건비, 연간금액: 3억원/년}
    사회이익액: 4억원/년
    사회비용액: 2억원/년
    운영주체: 공공
"""
"""Costs 4 as stated and 6 as itemised; a loss of 3 (or 5), benefits of 4 gross and 2 net."""


@lru_cache(maxsize=1)
def proposals() -> Policy:
    policy, problems = load_policies(["report-2020-3"])
    assert policy is not None, problems
    return policy


def plan_of_text(text: str, name: str = "plan.yaml") -> Plan:
    plan, problems = read_plan(Source(name, text), proposals().vocabulary)
    assert plan is not None, problems
    return plan


@lru_cache(maxsize=1)
def _reviewer() -> Reviewer:
    return Reviewer(proposals())


def explainer(plan: Plan, as_of: datetime.date = AS_OF) -> Explainer:
    return Explainer(_reviewer().assembly(plan, as_of=as_of))


def incheon() -> Plan:
    return plan_of_text(INCHEON.read_text("utf-8"), "incheon.yaml")


def explained(
    plan: Plan, name: str, subject: str | None = None, expect: str | None = None, as_of: datetime.date = AS_OF
) -> Explanation:
    """The one explanation that is asked for."""
    (found,) = explainer(plan, as_of).explain(name, subject, expect=expect)
    return found


def steps(root: Step, kind: StepKind) -> list[Step]:
    return [node for node in walk(root) if isinstance(node, Step) and node.kind is kind]


def values(root: Step, field: str) -> list[PlanValue]:
    return [node for node in walk(root) if isinstance(node, PlanValue) and node.field.path == field]
