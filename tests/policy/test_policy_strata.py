"""The order of definitions and the strata of derivations; cycles in full."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jichim.policy.model import DefinitionTerm
from jichim.policy.reads import leaves
from jichim.policy.strata import topological
from policy.programs import mistakes, policy_of, rule


def derived(name: str, condition: str) -> str:
    return f"도출 {name} 대상 서비스\n  경우 예 적용 {condition}\n  경우 아니오 적용 아님 ({condition})"


def test_a_chain_in_any_order() -> None:
    chain = [derived(f"단{n}", f"단{n - 1} = 예" if n else "구축비 > 1원") for n in range(6)]
    for order in (chain, chain[::-1], chain[3:] + chain[:3]):
        policy = policy_of(*order, rule("단5 = 예"), rule("구축비 > 1원", name="R-2"))
        assert [(one.name, one.stratum) for one in policy.derivations] == [(f"단{n}", n) for n in range(6)]
        assert {one.name: one.stratum for one in policy.rules} == {"R-1": 6, "R-2": 0}


def test_a_definition_carries_the_stratum_of_what_it_reads() -> None:
    policy = policy_of(
        "정의 위 대상 서비스 = 중간 그리고 구축비 기재",
        "정의 중간 대상 서비스 = 아래 = 예",
        derived("아래", "구축비 > 1원"),
        derived("끝", "위"),
        rule("위"),
    )
    assert {one.name: one.stratum for one in policy.derivations} == {"아래": 0, "끝": 1}
    assert policy.rules[0].stratum == 1
    assert [one.name for one in policy.definitions] == ["중간", "위"]


def test_an_aggregate_of_a_derivation_is_above_it() -> None:
    policy = policy_of(
        derived("등급", "구축비 > 1원"), "도출 많음\n  경우 예 적용 개수(서비스 중 등급 = 예) > 1\n"
    )
    assert {one.name: one.stratum for one in policy.derivations} == {"등급": 0, "많음": 1}


def test_several_cycles_are_several_reports() -> None:
    found = mistakes(
        derived("가", "나 = 예"),
        derived("나", "가 = 예"),
        derived("다", "다 = 예"),
        derived("라", "다 = 예 그리고 가 = 예"),
        rule("라 = 예"),
    )
    assert found == [("R013", "가"), ("R013", "다")]


def test_definitions_out_of_order_have_their_types() -> None:
    texts = [
        "정의 넷 대상 서비스 = 셋 > 2억원",
        "정의 셋 대상 서비스 = 둘 * 2",
        "정의 둘 대상 서비스 = 하나 + 1억원",
        "정의 하나 대상 서비스 = 구축비",
    ]
    for order in (texts, texts[::-1]):
        policy = policy_of(*order, rule("넷"))
        assert [one.name for one in policy.definitions] == ["하나", "둘", "셋", "넷"]
        assert [one.type.domain.value for one in policy.definitions] == ["money", "money", "money", "truth"]


def test_a_long_chain_of_definitions() -> None:
    chain = [f"정의 값{n} 대상 서비스 = {f'값{n - 1} + 1원' if n else '구축비'}" for n in range(1500)]
    policy = policy_of(*reversed(chain))
    assert [one.name for one in policy.definitions] == [f"값{n}" for n in range(1500)]


def test_a_name_that_is_a_choice_where_it_stands_is_no_use() -> None:
    policy = policy_of(
        "정의 운영 대상 서비스 = 단계 = 운영", "정의 계획함 대상 서비스 = 아님 운영", rule("계획함")
    )
    assert [one.name for one in policy.definitions] == ["운영", "계획함"]
    assert not [leaf for leaf in leaves(policy.definitions[0].body) if isinstance(leaf, DefinitionTerm)]


def test_a_field_behind_a_dot_is_no_use() -> None:
    policy = policy_of("정의 구축비 대상 서비스 = 서비스.구축비 + 1원", rule("구축비 > 2원"))
    assert [one.name for one in policy.definitions] == ["구축비"]


@pytest.mark.parametrize("name", ["가", "나"])
def test_what_uses_a_cycle_is_not_reported(name: str) -> None:
    found = mistakes(
        "정의 가 대상 서비스 = 나",
        "정의 나 대상 서비스 = 가",
        f"정의 다 대상 서비스 = {name} 그리고 없는것 기재",
        rule(f"다 그리고 {name} = 예"),
    )
    assert found == [("R023", "가"), ("R001", "없는것")]


@given(st.dictionaries(st.integers(0, 12), st.lists(st.integers(0, 12), max_size=4), max_size=13))
def test_every_name_is_ordered_or_rests_on_a_cycle(graph: dict[int, list[int]]) -> None:
    uses = {str(name): [str(used) for used in used if used in graph] for name, used in graph.items()}
    order, cycles = topological(uses)
    for position, name in enumerate(order):
        assert set(uses[name]) <= set(order[:position])
    for cycle in cycles:
        assert all(after in uses[name] for name, after in zip(cycle, [*cycle[1:], cycle[0]], strict=True))
        assert cycle[0] == min(cycle)
    members = [name for cycle in cycles for name in cycle]
    assert len(members) == len(set(members))
    rest = set(uses) - set(order)
    assert bool(rest) == bool(cycles)
    assert all(set(uses[name]) & rest for name in rest)
