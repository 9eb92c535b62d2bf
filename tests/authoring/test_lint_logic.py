"""What lint calls impossible does not happen: every state of a small plan, reviewed, against its proofs."""

from __future__ import annotations

import datetime
from functools import lru_cache
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jichim.authoring.lint.logic import FALSE, TRUE, UNKNOWN, implies, possible
from jichim.plan import read_plan
from jichim.plan.model import Plan
from jichim.policy.model import Policy
from jichim.review import review
from jichim.review.model import Outcome
from jichim.source import Source
from policy.programs import policy_of, rule, vocabulary

BITS = {Outcome.MET: TRUE, Outcome.NOT_MET: FALSE, Outcome.UNDETERMINED: UNKNOWN}
COSTS = ("", "없음", "0.5억원", "1억원", "1.5억원", "2억원", "3억원", "1~2억원", "0.5~1.5억원", "0.5~3억원")
STAGES = ("", "계획", "운영", "없음")
FORCED = ("", "예", "아니오")
FIELDS = ("구축비", "단계", "강제서비스")

ATOMS = (
    *(f"구축비 {op} {cost}억원" for op in ("<", "<=", "=", "!=", ">=", ">") for cost in (1, 2)),
    *(f"{field} {state}" for field in FIELDS for state in ("기재", "미기재", "있음", "없음")),
    *(f"단계 {op}" for op in ("= 계획", "!= 계획", "= 운영", "가운데 [계획, 운영]")),
    *(f"강제서비스 {op}" for op in ("= 예", "!= 예", "= 아니오")),
    "구축비 >= 하한",
    "구축비 < 하한",
)
PARAMETER = '기준값 하한 = 2억원\n  근거 "1조"\n'


def conditions() -> st.SearchStrategy[str]:
    def larger(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        joined = st.builds(
            lambda parts, word: "(" + f" {word} ".join(parts) + ")",
            st.lists(part, min_size=2, max_size=3),
            st.sampled_from(("그리고", "또는")),
        )
        return st.one_of(joined, part.map(lambda one: f"아님 ({one})"))

    return st.recursive(st.sampled_from(ATOMS), larger, max_leaves=5)


@lru_cache(maxsize=1)
def every_state() -> Plan:
    """A plan with a service in each state that the fields can be in."""
    lines = ["계획: {명칭: 가}", "서비스:"]
    for number, values in enumerate(product(COSTS, STAGES, FORCED)):
        stated = ", ".join(f"{field}: {value}" for field, value in zip(FIELDS, values, strict=True) if value)
        lines.append(f"- {{이름: 서비스{number}{', ' + stated if stated else ''}}}")
    plan, problems = read_plan(Source("p.yaml", "\n".join(lines)), vocabulary())
    assert plan is not None, problems
    return plan


def both(one: str, other: str) -> Policy:
    return policy_of(PARAMETER, rule(one), rule(other, name="R2"))


def happened(policy: Policy) -> set[tuple[int, int]]:
    """The pairs of truth values that the requirements of both rules had, over all states."""
    found: dict[int, list[int]] = {}
    for outcome in review(every_state(), policy, as_of=datetime.date(2021, 1, 1)).outcomes:
        found.setdefault(outcome.subject.index, []).append(BITS[outcome.outcome])
    return {(one, other) for one, other in found.values()}


@settings(max_examples=60)
@given(conditions(), conditions())
@example("구축비 >= 1억원", "(구축비 >= 1억원 그리고 (구축비 >= 2억원 또는 구축비 < 2억원))")
@example("강제서비스 = 예", "아님 (강제서비스 = 아니오)")
@example("구축비 없음", "구축비 < 1억원")
def test_a_no_is_never_wrong(one: str, other: str) -> None:
    policy = both(one, other)
    first, second = (found.require for found in policy.rules)
    parameters = {found.name: found for found in policy.parameters}
    found = happened(policy)
    called = {
        (a, b) for a, b in product(BITS.values(), repeat=2) if possible([(first, a), (second, b)], parameters)
    }
    assert found <= called
    if implies(first, second, parameters):
        assert {b for a, b in found if a == TRUE} <= {TRUE}
