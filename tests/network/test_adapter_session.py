"""Sessions: what they see, what they leave behind, and what ends them."""

from __future__ import annotations

import os
import sys
from threading import Thread
from types import MappingProxyType
from typing import Any

import pytest

from jichim.network import (
    AllTests,
    AnyTest,
    ContractError,
    EngineError,
    EngineUnavailableError,
    Is,
    IsNot,
    LostFactError,
    Network,
    Production,
    SessionError,
    WorkingFact,
)
from jichim.network import core as core_module
from jichim.network import session as session_module
from network.hazards.naive import Watched

PRODUCTIONS = [
    Production("met", 0, Is("requirement", 1)),
    Production("not met", 0, Is("requirement", 2)),
    Production("finding", 1, AllTests((Is("outcome", 2), IsNot("duty", 3)))),
    Production("either", 1, AnyTest((Is("outcome", 2), Is("duty", 1)))),
]


def watched(monkeypatch: pytest.MonkeyPatch, **replaced: Any) -> tuple[Network, Watched]:
    engine = Watched(**replaced)
    monkeypatch.setattr(session_module, "load", lambda: engine)
    return Network(PRODUCTIONS), engine


def outcome(number: int) -> WorkingFact:
    return WorkingFact(number, 0, {"requirement": 2})


def test_a_run_gives_the_firings_of_its_own_facts_only() -> None:
    with Network(PRODUCTIONS) as network, network.session() as session:
        assert session.run([outcome(1), WorkingFact(2, 0, {"requirement": 1})]) == [(0, 2), (1, 1)]
        assert session.run([]) == []
        assert session.run([WorkingFact(3, 1, {"outcome": 2, "duty": 1})]) == [(2, 3), (3, 3)]
        assert session.run([WorkingFact(4, 0, {"requirement": 3}), WorkingFact(5, 9, {"x": 1})]) == []
        first = session.run([WorkingFact(6, 0, MappingProxyType({"requirement": 1}))])[0]
        assert (first.production, first.fact) == (0, 6)


def test_sessions_do_not_see_the_facts_of_others() -> None:
    with Network(PRODUCTIONS) as network:
        with network.session() as one, network.session() as two:
            assert one.run([outcome(1)]) == [(1, 1)]
            assert two.run([WorkingFact(1, 0, {"requirement": 1})]) == [(0, 1)]
            assert one.run([outcome(2)]) == [(1, 2)]
        with network.session() as three:
            assert three.run([WorkingFact(2, 0, {})]) == []


def test_a_network_without_productions_fires_nothing() -> None:
    with Network([]) as network, network.session() as session:
        assert session.run([outcome(1)]) == []
        assert network.describe() == ()


def test_sessions_that_never_ran_or_never_fired_end_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    network, engine = watched(monkeypatch)
    with network.session():
        pass
    with network.session() as session:
        session.run([])
    assert engine.calls == []
    with network.session() as session:
        assert session.run([WorkingFact(1, 0, {})]) == []
    assert engine.calls.count("delete_state") == 1
    network.close()


def test_only_the_rulesets_that_hold_the_group_are_made_and_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Watched()
    monkeypatch.setattr(session_module, "load", lambda: engine)
    productions = [Production(f"{group} {n}", group, Is("a", n)) for group in range(9) for n in range(64)]
    with Network(productions) as network:
        with network.session() as session:
            session.run([WorkingFact(1, 4, {"a": 5}), WorkingFact(2, 99, {"a": 5})])
        assert engine.calls.count("create_ruleset") == 1
        assert engine.calls.count("assert_fact") == 1
        with network.session() as session:
            session.run([WorkingFact(1, 4, {"a": 5})])
        assert engine.calls.count("create_ruleset") == 1


def test_closing_deletes_every_ruleset_once(monkeypatch: pytest.MonkeyPatch) -> None:
    network, engine = watched(monkeypatch)
    session = network.session()
    session.run([outcome(1)])
    network.close()
    network.close()
    assert engine.calls.count("delete_ruleset") == engine.calls.count("create_ruleset") == 1
    with pytest.raises(SessionError):
        session.run([outcome(2)])
    with pytest.raises(SessionError), network.session() as late:
        late.run([outcome(1)])


def test_a_closed_session_is_refused() -> None:
    with Network(PRODUCTIONS) as network:
        with network.session() as session:
            pass
        with pytest.raises(SessionError):
            session.run([outcome(1)])


WRONG_FACTS: list[tuple[list[WorkingFact], str]] = [
    ([outcome(1), outcome(1)], "N009"),
    ([WorkingFact(1, 0, {"requirement": -1})], "N006"),
    ([WorkingFact(1, 0, {"requirement": 2**31})], "N006"),
    ([WorkingFact(1, 0, {"requirement": 1.5})], "N006"),  # type: ignore[dict-item]
    ([WorkingFact(1, 0, {"requirement": float("nan")})], "N006"),  # type: ignore[dict-item]
    ([WorkingFact(1, 0, {"requirement": float("inf")})], "N006"),  # type: ignore[dict-item]
    ([WorkingFact(1, 0, {"requirement": "1"})], "N006"),  # type: ignore[dict-item]
    ([WorkingFact(1, 0, {"requirement": None})], "N006"),  # type: ignore[dict-item]
    ([WorkingFact(1, 0, {"지표": 1})], "N007"),
    ([WorkingFact(1, 0, {"": 1})], "N007"),
]


@pytest.mark.parametrize(("facts", "code"), WRONG_FACTS)
def test_facts_outside_the_contract_never_reach_the_engine(
    facts: list[WorkingFact], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, engine = watched(monkeypatch)
    with network.session() as session:
        with pytest.raises(ContractError) as error:
            session.run(facts)
        assert [each.code for each in error.value.diagnostics] == [code]
        with pytest.raises(SessionError):
            session.run([outcome(2)])
    assert engine.calls == []


def test_an_id_of_an_earlier_run_is_refused() -> None:
    with Network(PRODUCTIONS) as network, network.session() as session:
        session.run([outcome(1)])
        with pytest.raises(ContractError, match="N009"):
            session.run([outcome(1)])


@pytest.mark.parametrize(
    ("productions", "code"),
    [
        ([Production("a", 0, Is("x", 1)), Production("a", 1, Is("x", 1))], "N008"),
        ([Production("a", -1, Is("x", 1))], "N006"),
        ([Production("a", 0, AllTests((AnyTest((Is("x", 2**31),)),)))], "N006"),
        ([Production("a", 0, IsNot("x", -1))], "N006"),
        ([Production("a", 0, Is("규칙", 1))], "N007"),
        ([Production("a", 0, Is("", 1))], "N007"),
    ],
)
def test_productions_outside_the_contract_are_refused(productions: list[Production], code: str) -> None:
    with pytest.raises(ContractError) as error:
        Network(productions)
    assert [each.code for each in error.value.diagnostics] == [code]


def _forgets_the_second_fact() -> Any:
    real, told = core_module.load(), [0]

    def assert_fact(handle: int, text: str) -> tuple[int, int]:
        told[0] += 1
        return (0, 1) if told[0] == 2 else real.assert_fact(handle, text)

    return assert_fact


def _answers(code: int, which: int) -> Any:
    real, told = core_module.load(), [0]

    def assert_fact(handle: int, text: str) -> tuple[int, int]:
        told[0] += 1
        answer = real.assert_fact(handle, text)
        return (code, answer[1]) if told[0] == which else answer

    return assert_fact


def _repeats_an_id() -> Any:
    real = core_module.load()

    def assert_fact(handle: int, text: str) -> tuple[int, int]:
        return real.assert_fact(handle, text.replace('"id":101', '"id":100'))

    return assert_fact


@pytest.mark.parametrize(
    ("assert_fact", "lost"),
    [(_forgets_the_second_fact(), 12), (_answers(1, 1), 11), (_answers(2, 3), 13), (_repeats_an_id(), 12)],
    ids=["dropped in silence", "code 1", "code 2", "duplicate"],
)
def test_a_lost_fact_is_never_a_shorter_result(
    assert_fact: Any, lost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, engine = watched(monkeypatch, assert_fact=assert_fact)
    with network.session() as session:
        with pytest.raises(LostFactError) as error:
            session.run([outcome(11), outcome(12), outcome(13)])
        assert f"`{lost}`" in error.value.diagnostics[0].message.en
        with pytest.raises(SessionError):
            session.run([outcome(14)])
    assert engine.calls.count("delete_ruleset") == 1
    with network.session() as session:
        assert session.run([outcome(11)]) == [(1, 11)]
    network.close()


def _fails_at(name: str, call: int) -> Any:
    real, calls = core_module.load(), [0]

    def function(*arguments: Any) -> Any:
        calls[0] += 1
        if calls[0] == call:
            raise real.error("error code: 303")
        return getattr(real, name)(*arguments)

    return function


@pytest.mark.parametrize("call", [1, 2, 3])
@pytest.mark.parametrize(
    "name", ["create_ruleset", "assert_fact", "start_action_for_state", "complete_and_start_action"]
)
def test_a_failure_of_the_engine_leaves_nothing_behind(
    name: str, call: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, engine = watched(monkeypatch, **{name: _fails_at(name, call)})
    facts = [outcome(n) for n in range(3)] + [WorkingFact(n, 0, {"requirement": 1}) for n in range(3, 6)]
    failed = 0
    for _ in range(5):
        with network.session() as session:
            try:
                fired = session.run(facts)
            except EngineError as error:
                failed += "303" in error.diagnostics[0].message.en
            else:
                assert fired == [(0, 3), (0, 4), (0, 5), (1, 0), (1, 1), (1, 2)]
    network.close()
    assert failed == (0 if name == "create_ruleset" and call > 1 else 1)
    assert engine.calls.count("delete_ruleset") == engine.calls.count("create_ruleset") - (
        name == "create_ruleset" and call == 1
    )


@pytest.mark.parametrize(
    ("batch", "reason"),
    [
        ('{"99":[{"m":{"id":100}}]}', "99"),
        ('{"0":[{"m":{"id":999,"k":1}}]}', "999"),
        ('{"0":[{"m":{"id":100,"k":1}}]}', "`0`"),
        ('{"0":[]}', "`0`"),
        ('{"e":[]}', "`e`"),
    ],
)
def test_a_batch_that_is_not_as_it_must_be_is_refused(
    batch: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, _ = watched(monkeypatch, complete_and_start_action=lambda *_: batch)
    with pytest.raises(EngineError) as error, network.session() as session:
        session.run([outcome(1)])
    assert reason in error.value.diagnostics[0].message.en
    network.close()


def test_a_rule_that_fires_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    real, first = core_module.load(), []

    def again(handle: int, state: int) -> str | None:
        first.append(first[0] if first else real.complete_and_start_action(handle, state))
        return first[0]

    network, _ = watched(monkeypatch, complete_and_start_action=again)
    with pytest.raises(EngineError, match="for ever"), network.session() as session:
        session.run([outcome(1)])
    assert len(first) < 20
    network.close()


def test_threads_take_turns() -> None:
    with Network(PRODUCTIONS) as network:
        results: list[list[tuple[int, int]]] = []

        def work(number: int) -> None:
            for round_ in range(30):
                with network.session() as session:
                    results.append(list(session.run([outcome(1000 * number + round_)])))

        threads = [Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(results) == sorted([(1, 1000 * number + n)] for number in range(4) for n in range(30))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_a_forked_child_goes_on_by_itself() -> None:
    with Network(PRODUCTIONS) as network, network.session() as session:
        session.run([outcome(1)])
        network._lock.acquire()
        child = os.fork()
        if child == 0:  # pragma: no cover (the child is not measured)
            try:
                fine = session.run([outcome(2)]) == [(1, 2)]
                network.close()
            except BaseException:
                fine = False
            os._exit(0 if fine else 1)
        network._lock.release()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert session.run([outcome(2)]) == [(1, 2)]


def test_a_missing_engine_is_explained_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    with pytest.raises(EngineUnavailableError) as error:
        Network(PRODUCTIONS)
    assert "불러올 수 없다" in str(error.value)
    assert "cannot be imported" in str(error.value)
    assert "durable-rules==2.0.28" in str(error.value)


def test_a_python_that_the_engine_does_not_build_for_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 13, 0, "final", 0))
    with pytest.raises(EngineUnavailableError, match=r"Python 3\.13"):
        core_module.load()


def test_describing_creates_nothing_and_says_what_fires(monkeypatch: pytest.MonkeyPatch) -> None:
    network, engine = watched(monkeypatch)
    (ruleset,) = network.describe()
    assert engine.calls == []
    assert ruleset.groups == (0, 1)
    assert [(each.name, each.condition) for each in ruleset.productions] == [
        ("met", "requirement = 1"),
        ("not met", "requirement = 2"),
        ("finding", "outcome = 2 and duty != 3"),
        ("either", "outcome = 2 or duty = 1"),
    ]
    assert {name: used for name, used, _ in ruleset.counters}["rules"] == 4
    assert "finding" in "\n".join(ruleset.lines())
