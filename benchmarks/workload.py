"""The work that is measured: generated policies of any size and plans of any number of services.

The rules are of the kinds that the shipped ones are: applicability by stage, field or an amount, then
presence, comparisons, aggregates and quantifiers over cost and revenue records, derived facts in two
strata, one of them in two readings, a decision table, and rules on the plan. Everything follows from a seed.
"""

from __future__ import annotations

import json
import random
from typing import Any

from jichim.plan import read_plan
from jichim.plan.model import Plan
from jichim.policy import Policy, resolve
from jichim.policy.endings import shipped_endings
from jichim.policy.load import shipped_vocabulary
from jichim.policy.model import InstrumentFiles
from jichim.source import Source
from jichim.syntax import parse

_HEAD = """정책 benchmark
  제목 "측정용 규칙"
  상태 시행
  시행 2020-01-01 부터

도출 재정상태 대상 서비스
  경우 적자 적용 합계(수익.연간금액 중 구분 = 이용료) < 합계(비용.연간금액)
  경우 흑자 적용 합계(수익.연간금액 중 구분 = 이용료) > 합계(비용.연간금액)

도출 사회영향 대상 서비스
  경우 이로움 적용 합계(사회이익.연간금액) > 합계(사회비용.연간금액)
  경우 해로움 적용 합계(사회이익.연간금액) < 합계(사회비용.연간금액)

도출 감당 대상 서비스
  해석 "총액"
    경우 예 적용 합계(사회이익.연간금액) >= 합계(비용.연간금액)
    경우 아니오 적용 합계(사회이익.연간금액) < 합계(비용.연간금액)
  해석 "순액"
    경우 예 적용 합계(사회이익.연간금액) - 합계(사회비용.연간금액) >= 합계(비용.연간금액)
    경우 아니오 적용 합계(사회이익.연간금액) - 합계(사회비용.연간금액) < 합계(비용.연간금액)

판정표 운영형태 대상 서비스
  근거 "측정용"
  | 재정상태 | 사회영향 | 감당   | => 운영형태 |
  | 적자     | 이로움   | 예     | => 공공     |
  | 적자     | 이로움   | 아니오 | => 재검토   |
  | 적자     | 해로움   | -      | => 재검토   |
  | 흑자     | 이로움   | -      | => 모두     |
  | 흑자     | 해로움   | -      | => 민간     |
"""

_STAGES = ["계획", "실증", "구축", "운영"]
_FIELDS = ["교통", "행정", "교육", "물류", "주거", "근로·고용", "시설물 관리", "방범·방재"]
_BLOCKS = ["핵심파트너", "핵심활동", "핵심자원", "가치제안", "고객관계", "고객분할", "비용구조", "매출구조"]
_REQUIREMENTS = [
    "{block} 기재 그리고 {block} 있음",
    "{block} 기재 또는 {other} 기재",
    "개수(비용 중 구분 = 인건비) >= {small}",
    "합계(비용.연간금액) <= {money}억원",
    "합계(수익.연간금액 중 반복 = 예) >= {money}억원",
    "어떤(수익 중 반복 = 예)",
    "모든(비용: 연간금액 기재)",
    "운영형태 = 공공 또는 운영형태 = 모두",
    "아님 (재정상태 = 적자) 또는 감당 = 예",
    "개수(수익 중 구분 = 보조금) < {small}",
]


def policy_text(rules: int, *, concerned: int | None = None, seed: int = 1) -> str:
    """A policy of so many rules; rules past `concerned` are about a field that no plan here has."""
    chance = random.Random(seed)
    concerned = rules if concerned is None else concerned
    parts = [_HEAD]
    for number in range(rules):
        words = {
            "block": chance.choice(_BLOCKS),
            "other": chance.choice(_BLOCKS),
            "small": chance.randint(1, 3),
            "money": chance.randint(1, 40),
        }
        requirement = _REQUIREMENTS[number % len(_REQUIREMENTS)].format(**words)
        if number >= concerned:
            when = f"분야 = 관광 그리고 구축비 > {number // 20}억원"
        else:
            when = [
                f"단계 = {chance.choice(_STAGES)}",
                f"분야 가운데 [{', '.join(chance.sample(_FIELDS[:4], 2))}]",
                f"단계 가운데 [{', '.join(chance.sample(_STAGES, 2))}]"
                f" 그리고 분야 = {chance.choice(_FIELDS[:4])}",
                "이름 기재",
            ][number % 4]
        parts.append(
            f'\n규칙 M-{number} "측정 {number}"\n  근거 "측정용"\n  대상 서비스\n  의무 하여야 한다\n'
            f'  적용 {when}\n  요건 {requirement}\n  지적 "{{서비스}}: 맞지 않다"\n'
        )
    return "".join(parts)


def policy(rules: int, *, concerned: int | None = None) -> Policy:
    """The resolved policy; a mistake in the generated text is a fault of this module."""
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    tree, wrong = parse(Source("benchmark.jichim", policy_text(rules, concerned=concerned)))
    resolved, unresolved = resolve([InstrumentFiles("benchmark", (tree,))], vocabulary, shipped_endings())
    mistakes = [one for one in (*wrong, *unresolved) if one.is_error]
    assert not mistakes, mistakes[:3]
    return resolved


def plan_text(services: int, *, seed: int = 1) -> str:
    """A plan as JSON text: most services complete, some silent on costs, benefits or blocks."""
    chance = random.Random(seed)
    return json.dumps(
        {
            "계획": {"명칭": f"측정 계획 {seed}", "제출일": "2020-10-15"},
            "서비스": [_service(number, chance) for number in range(services)],
        },
        ensure_ascii=False,
        indent=1,
    )


def _service(number: int, chance: random.Random) -> dict[str, Any]:
    service: dict[str, Any] = {
        "이름": f"서비스 {number}",
        "단계": chance.choice(_STAGES),
        "분야": chance.choice(_FIELDS[:4]),
        "캔버스": {block: [f"{block} 가", f"{block} 나"] for block in _BLOCKS[:6] if chance.random() < 0.8},
        "비용": [
            {
                "항목": f"비용 {n}",
                "구분": chance.choice(["인건비", "유지관리"]),
                "연간금액": f"{chance.randint(1, 9)}억원/년",
            }
            for n in range(chance.randint(1, 5))
        ],
        "수익": [
            {
                "항목": f"수익 {n}",
                "구분": chance.choice(["이용료", "보조금", "지방재정"]),
                "반복": chance.choice(["예", "아니오"]),
                "연간금액": f"{chance.randint(1, 12)}억원/년",
            }
            for n in range(chance.randint(1, 4))
        ],
    }
    if chance.random() < 0.7:
        service["사회이익"] = [{"내용": "교통사고 감소", "연간금액": f"{chance.randint(1, 30)}억원/년"}]
    if chance.random() < 0.5:
        service["사회비용"] = [{"내용": "불편 민원", "연간금액": f"{chance.randint(1, 9)}억원/년"}]
    return service


def plan(services: int = 20, *, seed: int = 1) -> Plan:
    """The plan read; a mistake in the generated text is a fault of this module."""
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    found, wrong = read_plan(
        Source(f"plan-{seed}.json", plan_text(services, seed=seed)), vocabulary, format="json"
    )
    assert found is not None, wrong[:3]
    return found
