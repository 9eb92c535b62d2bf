"""Both sides of every limit: the compiler spreads or refuses before the engine sees what it cannot hold."""

from __future__ import annotations

import pytest

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
from jichim.network import session as session_module
from network.hazards.naive import Watched, expected


def every(names: range) -> tuple[Condition, ...]:
    return tuple(Is(f"p{n}", 1) for n in names)


def fact(properties: int, **more: int) -> WorkingFact:
    return WorkingFact(1, 0, {**{f"p{n}": 1 for n in range(properties)}, **more})


def nested(depth: int) -> Condition:
    condition: Condition = Is("p0", 1)
    for level in range(1, depth):
        condition = (AllTests, AnyTest)[level % 2]((Is(f"p{level}", 1), condition))
    return condition


def check(conditions: list[Condition], *facts: WorkingFact) -> list[tuple[str, int, int]]:
    """The network agrees with the naive evaluation; the counters of its rulesets come back."""
    productions = [Production(f"production {n}", 0, condition) for n, condition in enumerate(conditions)]
    with Network(productions) as network:
        with network.session() as session:
            assert session.run(facts) == expected(productions, facts)
        return [counter for ruleset in network.describe() for counter in ruleset.counters]


INSIDE: dict[str, list[Condition]] = {
    "16 alternatives": [AnyTest(every(range(16)))],
    "17 alternatives": [AnyTest(every(range(17)))],
    "64 alternatives": [AnyTest(every(range(64)))],
    "65 alternatives": [AnyTest(every(range(65)))],
    "600 alternatives": [AnyTest(every(range(600)))],
    "64 alternatives behind a test": [AllTests((Is("a", 1), AnyTest(every(range(64)))))],
    "250 tests together": [AllTests(every(range(250)))],
    "1,000 properties in 100 productions": [AllTests(every(range(n, n + 10))) for n in range(0, 1000, 10)],
    "260 productions of different properties": [Is(f"p{n}", 1) for n in range(260)],
    "64 productions that all hold": [Is(f"p{n}", 1) for n in range(64)],
    "65 productions that all hold": [Is(f"p{n}", 1) for n in range(65)],
    "300 equal productions": [Is("p0", 1)] * 300,
    "300 productions without a test": [AllTests(())] * 300,
    "300 productions that share a test": [AllTests((Is("p0", 1), Is(f"p{n}", 1))) for n in range(1, 301)],
    "600 values of one property": [Is("v", n) for n in range(600)],
    "600 values that it is not": [IsNot("v", n) for n in range(600)],
    "601 productions": [IsNot(f"p{n % 40}", n) for n in range(601)],
    "4,097 productions": [AllTests((Is(f"p{n % 60}", 1), IsNot("v", n))) for n in range(4097)],
    "nested 13 deep": [nested(13)],
    "nested 100 deep": [nested(100)],
    "16 choices at once": [AllTests(tuple(AnyTest((Is(f"p{n}", 1), Is(f"p{n + 16}", 2))) for n in range(8)))],
    "alternatives that multiply": [
        AllTests(tuple(AnyTest(every(range(n, n + 4))) for n in range(0, 20, 4))) for _ in range(3)
    ],
    "alternatives of one property": [AnyTest(tuple(Is("v", n) for n in range(100)))] * 5,
    "nothing and everything": [
        AnyTest(()),
        AllTests(()),
        AllTests((AnyTest(()), Is("p0", 1))),
        AnyTest((AllTests(()), Is("q", 1))),
    ],
    "a contradiction": [AllTests((Is("p0", 1), Is("p0", 2))), AllTests((Is("p0", 1), IsNot("p0", 1)))],
    "a name of 70,000 characters": [Is("x" * 70_000, 1), IsNot("x" * 69_999, 1)],
    "largest value": [Is("top", 2**31 - 1), IsNot("top", 2**31 - 1), Is("p0", 2**31 - 1)],
}


@pytest.mark.parametrize("conditions", INSIDE.values(), ids=INSIDE.keys())
def test_conditions_at_and_past_a_limit_of_the_engine_are_spread(conditions: list[Condition]) -> None:
    full = fact(1000, a=1, v=7, top=2**31 - 1)
    empty = WorkingFact(2, 0, {})
    other = WorkingFact(
        3, 0, {"x" * 70_000: 1, "x" * 69_999: 2, **{f"p{n}": n % 3 for n in range(400)}, "a": 1, "v": 599}
    )
    for name, used, limit in check(conditions, full, empty, other):
        assert used <= limit, name


PAST: dict[str, tuple[Condition, str]] = {
    "251 tests together": (AllTests(every(range(251))), "N005"),
    "nested 101 deep": (nested(101), "N002"),
    "nested past the stack of Python": (nested(50_000), "N002"),
    "20,000 alternatives": (AnyTest(every(range(20_000))), "N003"),
    "16,001 alternatives": (AnyTest(every(range(16_001))), "N004"),
    "alternatives that multiply past the bound": (
        AllTests(tuple(AnyTest(every(range(n, n + 8))) for n in range(0, 64, 8))),
        "N004",
    ),
}


@pytest.mark.parametrize(("condition", "code"), PAST.values(), ids=PAST.keys())
def test_what_cannot_be_spread_is_refused_by_name_before_the_engine_sees_it(
    condition: Condition, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Watched()
    monkeypatch.setattr(session_module, "load", lambda: engine)
    productions = [Production("fine", 0, Is("a", 1)), Production("SUS-11-1 not-met", 0, condition)]
    with pytest.raises(LimitError) as error:
        Network(productions)
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == code
    assert "`SUS-11-1 not-met`" in diagnostic.message.ko
    assert "`SUS-11-1 not-met`" in diagnostic.message.en
    assert engine.calls == []


def test_every_production_past_a_limit_is_named() -> None:
    wide = AllTests(every(range(251)))
    with pytest.raises(LimitError) as error:
        Network([Production("one", 0, wide), Production("two", 0, Is("a", 1)), Production("three", 0, wide)])
    named = [each.message.en.split("`")[1] for each in error.value.diagnostics]
    assert named == ["one", "three"]


@pytest.mark.parametrize(("productions", "rulesets"), [(256, 1), (257, 2), (600, 3), (601, 3), (1025, 5)])
def test_a_large_group_is_split_over_rulesets(productions: int, rulesets: int) -> None:
    with Network([Production(f"p{n}", 5, Is("a", n)) for n in range(productions)]) as network:
        described = network.describe()
        assert len(described) == rulesets
        assert sum(len(ruleset.productions) for ruleset in described) == productions
        with network.session() as session:
            assert session.run([WorkingFact(9, 5, {"a": productions - 1})]) == [(productions - 1, 9)]


@pytest.mark.parametrize("count", [254, 255, 1000, 5000])
def test_a_fact_may_have_more_properties_than_the_engine_can_hold(count: int) -> None:
    check([Is("p0", 1), Is(f"p{count - 1}", 1), IsNot("p5", 1)], fact(count))


@pytest.mark.parametrize("facts", [1, 255, 256, 257, 1025])
def test_more_facts_than_one_state_takes(facts: int) -> None:
    check([Is("v", 1), IsNot("v", 2)], *(WorkingFact(n, 0, {"v": n % 3}) for n in range(facts)))


def test_twenty_thousand_productions() -> None:
    productions = [
        Production(
            f"rule {rule} {kind}", rule // 50, AllTests((Is(f"applies {rule}", 1), Is(f"met {rule}", kind)))
        )
        for rule in range(5000)
        for kind in range(4)
    ]
    facts = [
        WorkingFact(
            group,
            group,
            {f"{what} {rule}": rule % n for rule in range(50 * group, 50 * group + 50) for what, n in WHAT},
        )
        for group in range(100)
    ]
    with Network(productions) as network, network.session() as session:
        fired = session.run(facts)
    assert len(fired) == 2500
    assert {(productions[p].name, f) for p, f in fired} == {
        (f"rule {rule} {rule % 4}", rule // 50) for rule in range(1, 5000, 2)
    }


WHAT = (("applies", 2), ("met", 4))
