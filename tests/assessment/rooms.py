"""A small instrument with criteria, a scheme and a plan, for the tests of the assessment room."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jichim.assessment import Assessment, Scheme, Sheet, assess, read_scheme, read_sheet, settle
from jichim.diagnostic import Diagnostic
from jichim.plan import read_plan
from jichim.plan.model import Plan
from jichim.policy import load_policies
from jichim.policy.model import Policy
from jichim.source import Source

HERE = Path(__file__).parent / "fixture"
NAME = "made"

PLAN = """
계획: {명칭: 가온시 스마트도시계획}
서비스:
  - 이름: 가온버스
    단계: 운영
    캔버스: {핵심 파트너: [차량 회사, 앱 회사]}
    비용:
      - {항목: 차량 임차료, 구분: 운영, 금액: 3억원/년}
  - {이름: 가온주차, 단계: 계획, 비용: 없음}
"""

SCHEME = """
scale: 1~5
combine: {rule: mean, assumed: 출처에 없다}
items:
- {criterion: 경험, item: EI01.1, block: partners}
- {criterion: 역할, item: EI01.2, block: partners}
- {criterion: 산출, item: EI08.1, block: costs}
blocks:
- {name: partners, label: 핵심 파트너, criteria: [CR1, CR2]}
- {name: costs, label: 비용구조, criteria: [CR2]}
criteria:
- {id: CR1, label: 신뢰성}
- {id: CR2, label: 안정성}
thresholds: {high: 4, low: 3, assumed: 출처에 없다}
"""


@lru_cache(maxsize=1)
def policy() -> Policy:
    loaded, diagnostics = load_policies([str(HERE)])
    assert loaded is not None, diagnostics
    return loaded


def plan(text: str = PLAN) -> Plan:
    read, diagnostics = read_plan(Source("가온.yaml", text), policy().vocabulary)
    assert read is not None, diagnostics
    return read


def scheme(text: str = SCHEME) -> Scheme:
    read, diagnostics = read_scheme(Source("assessment.yaml", text), NAME, policy())
    assert read is not None, diagnostics
    return read


def schemes(text: str = SCHEME) -> Mapping[str, Scheme]:
    return {NAME: scheme(text)}


def sheet(text: str, evaluator: str = "김평가") -> Sheet:
    """A sheet from the part below its head."""
    head = f"평가: {{평가자: {evaluator}}}\n"
    read, diagnostics = read_sheet(Source(f"{evaluator}.yaml", head + text), policy())
    assert read is not None, diagnostics
    return read


def settled(*sheets: Sheet) -> Assessment:
    panel, diagnostics = settle(sheets, policy(), plan(), schemes())
    assert panel is not None, diagnostics
    return assess(panel, policy(), plan(), schemes())


def marked(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    """Code and underlined text of each."""
    return [(each.code, each.span.text if each.span else "") for each in diagnostics]
