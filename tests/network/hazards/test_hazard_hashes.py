"""The engine knows names and ids by a 32-bit hash; what collides there must not meet here."""

from __future__ import annotations

import itertools

import pytest

from jichim.network import AllTests, Is, IsNot, Network, Production, WorkingFact
from jichim.network.core import load
from jichim.network.limits import FACTS_PER_STATE, PART_PROPERTIES
from jichim.network.names import distinct, fact_ids, hash32, property_names, session_ids
from network.hazards.naive import expected

COLLIDING_NAMES = [("base_service_data_net", "gross_roam_user_plan")]
COLLIDING_IDS = [("p91913", "p2361012"), ("40189", "797186")]


def test_the_hash_is_the_engines() -> None:
    """Words whose hashes stand in the C sources of durable-rules 2.0.28 (rete.c, state.h)."""
    known = {"id": 926444256, "sid": 3593476751, "$and": 3746487396, "$or": 340911698, "$neq": 2488026869}
    assert {word: hash32(word) for word in known} == known


@pytest.mark.parametrize(("one", "other"), COLLIDING_NAMES + COLLIDING_IDS)
def test_the_pairs_do_collide(one: str, other: str) -> None:
    assert hash32(one) == hash32(other)


@pytest.mark.parametrize(("one", "other"), COLLIDING_NAMES)
def test_the_engine_itself_confuses_colliding_names(one: str, other: str) -> None:
    core = load()
    handle = core.create_ruleset("hazard", f'{{"e":{{"cap":9,"all":[{{"m":{{"{one}":1}}}}]}}}}')
    _, state = core.assert_fact(handle, f'{{"id":100,"sid":"1","{other}":1}}')
    started = core.start_action_for_state(handle, state)
    core.delete_ruleset(handle)
    assert started is not None
    assert other in started[1]


@pytest.mark.parametrize(("one", "other"), [*COLLIDING_NAMES, ("k", "g"), ("id", "sid"), ("$and", "$or")])
def test_properties_with_colliding_or_reserved_names_stay_apart(one: str, other: str) -> None:
    productions = [
        Production("one", 0, Is(one, 1)),
        Production("other", 0, Is(other, 1)),
        Production("both", 0, AllTests((Is(one, 1), IsNot(other, 1)))),
    ]
    facts = [
        WorkingFact(1, 0, {one: 1}),
        WorkingFact(2, 0, {other: 1}),
        WorkingFact(3, 0, {one: 1, other: 2}),
    ]
    with Network(productions) as network, network.session() as session:
        assert session.run(facts) == expected(productions, facts) == [(0, 1), (0, 3), (1, 2), (2, 3)]


def test_facts_with_colliding_ids_are_both_seen() -> None:
    with Network([Production("one", 0, Is("a", 1))]) as network, network.session() as session:
        assert session.run([WorkingFact(40189, 0, {"a": 1}), WorkingFact(797186, 0, {"a": 1})]) == [
            (0, 40189),
            (0, 797186),
        ]


def test_our_own_names_and_ids_never_collide() -> None:
    names = property_names()
    assert len(names) == PART_PROPERTIES == 250
    words = [
        *names,
        "k",
        "g",
        "id",
        "sid",
        *("$" + word for word in ["lt", "gt", "neq", "and", "or", "m", "i", "s", "forward"]),
    ]
    assert len({hash32(word) for word in words}) == len(words)
    assert all(len(name) <= 2 for name in names)
    sessions = list(itertools.islice(session_ids(), 20_000))
    known = [*fact_ids(), *(f"sid-{name}" for name in sessions)]
    assert len(fact_ids()) == FACTS_PER_STATE
    assert not {hash32(name) for name in fact_ids()} & {hash32(f"sid-{name}") for name in sessions}
    assert len(set(known)) == len(known)


def test_a_colliding_candidate_is_passed_over() -> None:
    ((one, other),) = COLLIDING_NAMES
    assert list(distinct([one, other, "c"])) == [one, "c"]
    assert list(distinct([one, "c"], taken=[other])) == ["c"]
