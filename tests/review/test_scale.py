"""Policies that are wide or large: tables whose rows multiply, thousands of rules, many subjects."""

from __future__ import annotations

import datetime
import itertools
import json

import pytest

from jichim.plan import read_plan
from jichim.plan.model import Plan
from jichim.policy import InstrumentFiles, Policy, resolve, shipped_vocabulary
from jichim.policy.endings import shipped_endings
from jichim.review import Reviewer, TooManySubjects
from jichim.source import Source
from jichim.syntax import parse

DAY = datetime.date(2021, 1, 1)
HEAD = '정책 큼\n  제목 "큰 규범"\n  상태 시행\n  시행 2020-01-01 부터\n'
FIELDS = ("구축비", "연간총비용", "서비스수익", "사회이익액")
SIZES = ("작음", "중간", "큼")
AMOUNTS = {"작음": "0.5억원", "중간": "2억원", "큼": "7억원"}


def policy_of(text: str) -> Policy:
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    tree, wrong = parse(Source("large.jichim", HEAD + text))
    policy, unresolved = resolve([InstrumentFiles("large", (tree,))], vocabulary, shipped_endings())
    assert [one for one in (*wrong, *unresolved) if one.is_error] == []
    return policy


def plan_of(services: list[dict[str, object]]) -> Plan:
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    document = json.dumps({"계획": {"명칭": "큰 계획"}, "서비스": services}, ensure_ascii=False)
    plan, problems = read_plan(Source("large.json", document), vocabulary, format="json")
    assert plan is not None, problems
    return plan


def sizes_of(number: int, field: str) -> str:
    cases = (
        f"  경우 작음 적용 {field} < 1억원\n"
        f"  경우 중간 적용 {field} >= 1억원 그리고 {field} < 5억원\n"
        f"  경우 큼 적용 {field} >= 5억원\n"
    )
    return f"\n도출 크기{number} 대상 서비스\n{cases}"


def test_a_table_whose_rows_multiply_past_the_engine() -> None:
    """81 rows over four derived facts: to say that none holds would take 4 to the power of 81 tests."""
    combinations = list(itertools.product(SIZES, repeat=4))
    rows = [f"  | {' | '.join(row)} | => 등급{n} |\n" for n, row in enumerate(combinations)]
    header = '\n판정표 등급 대상 서비스\n  근거 "견본"\n  | 크기0 | 크기1 | 크기2 | 크기3 | => 등급 |\n'
    policy = policy_of("".join(sizes_of(n, f) for n, f in enumerate(FIELDS)) + header + "".join(rows))
    services: list[dict[str, object]] = [
        {
            "이름": f"s{n}",
            **{
                field: AMOUNTS[size] + ("/년" if field != "구축비" else "")
                for field, size in zip(FIELDS, row, strict=True)
            },
        }
        for n, row in enumerate(combinations)
    ]
    services.append({"이름": "silent", "구축비": "2억원"})
    review = Reviewer(policy).review(plan_of(services), as_of=DAY)
    found = {decision.subject.name: decision.value for decision in review.decisions}
    assert found == {f"s{n}": f"등급{n}" for n in range(81)} | {"silent": None}


@pytest.mark.slow
def test_five_thousand_rules() -> None:
    rules = "".join(
        f'\n규칙 M-{n} "측정 {n}"\n  근거 "견본"\n  대상 서비스\n  의무 하여야 한다\n'
        f'  적용 단계 = {"계획" if n % 2 else "운영"}\n  요건 구축비 >= {n}억원\n  지적 "{{서비스}}"\n'
        for n in range(5000)
    )
    plan = plan_of([{"이름": "가", "단계": "계획", "구축비": "2500억원"}, {"이름": "나", "단계": "운영"}])
    review = Reviewer(policy_of(rules)).review(plan, as_of=DAY)
    counts = {outcome.value: number for outcome, number in review.counts.items()}
    # 가 is asked the 2,500 odd ones, of which those up to 2,499 hold; 나 states no cost for the even ones.
    assert counts == {"met": 1250, "not-met": 1250, "undetermined": 2500, "not-applicable": 5000}


PAIRS = """
규칙 P-1 "같은 이름"
  근거 "견본"
  대상 서비스 a, 서비스 b
  의무 하여야 한다
  적용 a.단계 = b.단계
  요건 a.구축비 >= b.구축비
  지적 "{a}"
"""


def test_every_pair_of_a_hundred_services() -> None:
    services: list[dict[str, object]] = [
        {"이름": f"s{n:02}", "단계": "계획", "구축비": f"{n}억원"} for n in range(100)
    ]
    review = Reviewer(policy_of(PAIRS)).review(plan_of(services), as_of=DAY)
    assert sum(review.counts.values()) == 100 * 99 // 2
    assert {outcome.value: n for outcome, n in review.counts.items() if n} == {"not-met": 4950}


def test_pairs_past_any_plan_are_refused() -> None:
    services: list[dict[str, object]] = [{"이름": f"s{n}"} for n in range(1001)]
    with pytest.raises(TooManySubjects) as caught:
        Reviewer(policy_of(PAIRS)).review(plan_of(services), as_of=DAY)
    assert caught.value.diagnostic.code == "W002"
    assert "1002001" in caught.value.diagnostic.message.en
