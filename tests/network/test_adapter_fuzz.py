"""The engine against a naive evaluation, on random productions and facts."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from jichim.network import (
    AllTests,
    AnyTest,
    Condition,
    Is,
    IsNot,
    LimitError,
    Network,
    Production,
    WorkingFact,
)
from network.hazards.naive import expected

pytestmark = pytest.mark.slow

NAMES = st.sampled_from([f"rule {n} applies" for n in range(7)] + ["k", "g", "id", "sid", "$and", "all"])
VALUES = st.integers(0, 3)
TESTS: st.SearchStrategy[Condition] = st.one_of(st.builds(Is, NAMES, VALUES), st.builds(IsNot, NAMES, VALUES))


def _combine(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(inner, max_size=5).map(tuple)
    return st.one_of(st.builds(AllTests, parts), st.builds(AnyTest, parts))


CONDITIONS = st.recursive(TESTS, _combine, max_leaves=25)
PRODUCTIONS = st.lists(st.tuples(st.integers(0, 3), CONDITIONS), min_size=1, max_size=25).map(
    lambda pairs: [Production(f"p{i}", group, condition) for i, (group, condition) in enumerate(pairs)]
)
FACTS = st.lists(st.tuples(st.integers(0, 4), st.dictionaries(NAMES, VALUES, max_size=13)), max_size=12).map(
    lambda pairs: [WorkingFact(7 * i + 3, group, values) for i, (group, values) in enumerate(pairs)]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PRODUCTIONS, FACTS, st.randoms(use_true_random=False))
def test_firings_are_those_of_a_naive_evaluation_in_any_order_and_any_batches(
    productions: list[Production], facts: list[WorkingFact], order: random.Random
) -> None:
    want = expected(productions, facts)
    with Network(productions) as network:
        with network.session() as session:
            assert session.run(facts) == want
        shuffled = order.sample(facts, len(facts))
        cut = order.randint(0, len(facts))
        with network.session() as session:
            batches = session.run(shuffled[:cut]) + session.run(shuffled[cut:])
        assert sorted(batches) == want
    renumbered = order.sample(range(len(productions)), len(productions))
    with Network([productions[old] for old in renumbered]) as network, network.session() as session:
        assert sorted((renumbered[new], fact) for new, fact in session.run(facts)) == want


def _condition(order: random.Random, depth: int, names: list[str], true: dict[str, int]) -> Condition:
    """A condition that is likely to hold for the values given, so that many branches wait at once."""
    if depth == 0 or order.random() < 0.3:
        name = order.choice(names)
        if order.random() < 0.5:
            return Is(name, true[name] if order.random() < 0.8 else 9)
        return IsNot(name, 9 if order.random() < 0.8 else true[name])
    parts = tuple(_condition(order, depth - 1, names, true) for _ in range(order.choice((1, 2, 3, 5, 18))))
    return order.choice((AllTests, AnyTest))(parts)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([1, 5, 40, 300]), st.sampled_from([3, 30, 260]))
def test_crowded_networks_where_nearly_everything_holds(
    order: random.Random, rules: int, properties: int
) -> None:
    names = [f"p{n}" for n in range(properties)]
    true = {name: order.randint(0, 3) for name in names}
    conditions = [_condition(order, 2, names, true) for _ in range(rules)]
    productions = [Production(f"p{i}", i % 2, condition) for i, condition in enumerate(conditions)]
    facts = [
        WorkingFact(i, i % 2, true if i < 4 else {n: order.randint(0, 3) for n in names}) for i in range(8)
    ]
    try:
        network = Network(productions)
    except LimitError:
        reject()  # what does not fit is refused before the engine sees it; see test_adapter_limits
    with network, network.session() as session:
        assert session.run(facts) == expected(productions, facts)
