"""The network of a policy, compiled once, and sessions in which facts are matched with it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import repeat
from threading import Lock
from types import TracebackType
from typing import NamedTuple

from jichim.network.core import load
from jichim.network.describe import RulesetDescription, describe
from jichim.network.errors import ContractError, SessionError
from jichim.network.facts import Members
from jichim.network.layout import lay_out
from jichim.network.messages import DUPLICATE_FACT, NOT_USABLE
from jichim.network.model import Firing, Production, WorkingFact
from jichim.network.names import session_ids
from jichim.network.ruleset import Ruleset

_FIRING = partial(tuple.__new__, Firing)
"""Makes a firing of a pair, without the detour over a function of Python for each."""


class _Place(NamedTuple):
    """Where facts of a group go: a ruleset that holds rules of it, and how they are written there."""

    ruleset: int
    members: Members


class Network:
    """Productions compiled for the engine. Building checks everything; the engine is asked on first use.

    Raises `LimitError` with a diagnostic for every production that cannot be brought inside the
    limits, `ContractError` for productions outside the contract, and `EngineUnavailableError`.
    Threads take turns. A forked child may go on with the network of its parent; it makes its own
    rulesets. `close` gives the engine's memory back.
    """

    def __init__(self, productions: Sequence[Production]) -> None:
        self._productions = tuple(productions)
        self._definitions, self._once = lay_out(self._productions)
        core, sessions = load(), session_ids()
        self._rulesets = [Ruleset(definition, core, sessions) for definition in self._definitions]
        self._rules = [[rule.production for rule in each.rules] for each in self._definitions]
        self._places: dict[int, list[_Place]] = {}
        for index, definition in enumerate(self._definitions):
            for number, part in enumerate(definition.parts, start=1):
                self._places.setdefault(part.group, []).append(_Place(index, Members(number, part)))
        self._lock = Lock()
        self._process = os.getpid()
        self._open = True

    def session(self) -> Session:
        """A new session, which sees no facts but its own."""
        return Session(self)

    def describe(self) -> tuple[RulesetDescription, ...]:
        """Every ruleset with its productions and counters, in order; nothing is created for it."""
        return describe(self._productions, self._rulesets)

    def close(self) -> None:
        """Deletes the rulesets. Sessions of the network cannot be used after it; closing again is nothing."""
        self._open = False
        self._adopt()
        with self._lock:
            for ruleset in self._rulesets:
                ruleset.drop()

    def __enter__(self) -> Network:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _adopt(self) -> None:
        """In a forked child: leaves the parent's rulesets alone and a lock that nobody will release."""
        if self._process != os.getpid():
            self._process = os.getpid()
            self._lock = Lock()
            for ruleset in self._rulesets:
                ruleset.forget()

    def _fire(self, facts: Sequence[WorkingFact]) -> list[Firing]:
        queues: dict[int, list[tuple[int, str]]] = {}
        for fact in facts:
            for place in self._places.get(fact.group, ()):
                queues.setdefault(place.ruleset, []).append((fact.id, place.members.of(fact)))
        fired: dict[int, list[int]] = {}
        self._adopt()
        with self._lock:
            if not self._open:
                raise SessionError(NOT_USABLE.about("", what="network"))
            for index, queue in queues.items():
                rules = self._rules[index]
                for rule, matched in self._rulesets[index].fire(queue):
                    fired.setdefault(rules[rule], []).extend(matched)
        firings: list[Firing] = []
        for production in sorted(fired):
            known = fired[production] if self._once[production] else set(fired[production])
            firings += map(_FIRING, zip(repeat(production), sorted(known)))
        return firings


class Session:
    """Facts of one review against the network. Fact ids are unique over the session.

    The engine holds nothing for a session between two runs. After any exception the session is over.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._known: set[int] = set()
        self._open = True

    def run(self, facts: Iterable[WorkingFact]) -> list[Firing]:
        """Every production that holds for one of these facts, once each, sorted.

        Whatever earlier runs of the session were given has no part in it. A fact of a group without
        productions fires nothing. Raises `ContractError` for a fact outside the contract,
        `LostFactError` where the engine did not see a fact, `EngineError` where it misbehaves.
        """
        if not self._open:
            raise SessionError(NOT_USABLE.about("", what="session"))
        self._open = False
        batch = tuple(facts)
        for fact in batch:
            if fact.id in self._known:
                raise ContractError(DUPLICATE_FACT.about("", fact=fact.id))
            self._known.add(fact.id)
        fired = self._network._fire(batch)
        self._open = True
        return fired

    def close(self) -> None:
        """Ends the session; it cannot be used after it."""
        self._open = False

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
