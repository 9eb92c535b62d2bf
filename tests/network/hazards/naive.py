"""The network's meaning in a few lines of Python, and an engine that can be watched or made to fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from jichim.network import AllTests, Condition, Firing, Is, IsNot, Production, WorkingFact
from jichim.network.core import load


def holds(condition: Condition, properties: Mapping[str, int]) -> bool:
    if isinstance(condition, Is):
        return properties.get(condition.property) == condition.value
    if isinstance(condition, IsNot):
        return condition.property in properties and properties[condition.property] != condition.value
    results = [holds(part, properties) for part in condition.parts]
    return all(results) if isinstance(condition, AllTests) else any(results)


def expected(productions: Sequence[Production], facts: Iterable[WorkingFact]) -> list[Firing]:
    return sorted(
        Firing(index, fact.id)
        for fact in facts
        for index, production in enumerate(productions)
        if production.group == fact.group and holds(production.condition, fact.properties)
    )


class Watched(SimpleNamespace):
    """The real engine with a list of the calls made, and any function replaced."""

    def __init__(self, **replaced: Callable[..., Any]) -> None:
        real = load()
        self.calls: list[str] = []
        super().__init__(error=real.error)
        for name in (
            "create_ruleset",
            "delete_ruleset",
            "assert_fact",
            "start_action_for_state",
            "complete_and_start_action",
            "delete_state",
        ):
            setattr(self, name, self._watch(name, replaced.get(name, getattr(real, name))))

    def _watch(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self.calls.append(name)
            return function(*arguments)

        return call
