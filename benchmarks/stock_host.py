"""The same productions and working facts on a stock durable-rules Host, as its documentation shows it.

The facts are those that our review asserts, recorded beforehand, so the Host is spared the evaluation of
conditions on plan records and the strata; what is timed is assert, match and action, a session per plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from durable.engine import Host

from jichim.network import AllTests, AnyTest, Condition, Firing, Is, IsNot, Production, Session, WorkingFact


class Recorder:
    """Stands in for a network and keeps the working facts of each session that it passes on."""

    def __init__(self, network: Any) -> None:
        self.network = network
        self.facts: list[WorkingFact] = []

    def session(self) -> Recorder:
        self._session: Session = self.network.session()
        return self

    def __enter__(self) -> Recorder:
        self._session.__enter__()
        return self

    def __exit__(self, *failure: Any) -> None:
        self._session.__exit__(*failure)

    def run(self, facts: Iterable[WorkingFact]) -> list[Firing]:
        known = list(facts)
        self.facts += known
        return self._session.run(known)


class _QuietHost(Host):
    """A Host without its timer threads, which this work does not use."""

    def _run(self) -> None:
        pass


class StockHost:
    """One ruleset for each group of productions; every firing runs a Python action."""

    def __init__(self, productions: Iterable[Production]) -> None:
        self.fired = 0
        rulesets: dict[str, dict[str, Any]] = {}
        for number, production in enumerate(productions):
            rules = rulesets.setdefault(f"g{production.group}", {})
            rules[f"r{number}"] = {"all": [{"m": _condition(production.condition)}], "run": self._count}
        self.host = _QuietHost(rulesets)
        self.sessions = 0

    def run(self, facts: Iterable[WorkingFact]) -> int:
        """How many rules fired for the facts of one plan."""
        self.fired = 0
        self.sessions += 1
        used = set()
        for fact in facts:
            name = f"g{fact.group}"
            used.add(name)
            self.host.assert_fact(
                name, {"id": str(fact.id), "sid": str(self.sessions), "k": 1, **fact.properties}
            )
        for name in used:
            self.host.delete_state(name, str(self.sessions))
        return self.fired

    def _count(self, _context: Any) -> None:
        self.fired += 1


def _condition(condition: Condition) -> dict[str, Any]:
    return {"$and": [{"k": 1}, _inner(condition)]}


def _inner(condition: Condition) -> dict[str, Any]:
    if isinstance(condition, Is):
        return {condition.property: condition.value}
    if isinstance(condition, IsNot):
        return {"$and": [{"$ex": {condition.property: 1}}, {"$neq": {condition.property: condition.value}}]}
    parts = [_inner(part) for part in condition.parts]
    if len(parts) == 1:
        return parts[0]
    assert isinstance(condition, (AllTests, AnyTest))
    return {"$and" if isinstance(condition, AllTests) else "$or": parts}
