"""One ruleset alive in the engine: facts in, firings out, nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jichim.network import alpha, limits
from jichim.network.core import Core
from jichim.network.definition import Definition, most_firings, write
from jichim.network.errors import EngineError, LostFactError
from jichim.network.messages import ENGINE_FAULT, LOST_FACT
from jichim.network.names import ALWAYS, ECHO, fact_ids

_FACT: Final = '{"id":'
_ID: Final = 3
# A batch reads `{"<rule>":[{"m":<fact>},{"m":<fact>}]}`, with each fact as it was sent.
_FIRST: Final = len('":[{"m":') + len(_FACT)
_BETWEEN: Final = len('},{"m":')
_BEYOND: Final = _BETWEEN + len(_FACT) - len("}]}")

Queue = Sequence[tuple[int, str]]
"""Facts for one ruleset: the id of the fact, and its properties as JSON members, each after a comma."""

Sent = dict[str, tuple[int, int]]
"""By the id that the engine knows: the fact, and the length of its text."""


class Ruleset:
    """A definition and, from its first use to `drop`, the ruleset that the engine made of it."""

    def __init__(self, definition: Definition, core: Core, sessions: Iterator[str]) -> None:
        self.definition = definition
        self._core = core
        self._sessions = sessions
        self._handle: int | None = None
        self._text = write(definition)
        self._numbers = {str(number): number for number, _ in enumerate(definition.rules)}
        self._most_firings = most_firings(definition)

    def counters(self) -> alpha.Counters:
        """How near the definition comes to the limits."""
        return alpha.count(self._text, max((len(part.names) for part in self.definition.parts), default=0))

    def fire(self, queue: Queue) -> list[tuple[int, list[int]]]:
        """Pairs of a rule and the facts that it fires for; a pair of both may come more than once.

        Rules are numbered as the definition does. Raises `LostFactError` unless the engine confirms
        every fact, and `EngineError` where it answers in any other unexpected way.
        """
        fired: list[tuple[int, list[int]]] = []
        for start in range(0, len(queue), limits.FACTS_PER_STATE):
            fired += self._fire(queue[start : start + limits.FACTS_PER_STATE])
        return fired

    def drop(self) -> None:
        """Deletes the ruleset in the engine; it is made again when it is used again."""
        handle, self._handle = self._handle, None
        if handle is not None:
            self._core.delete_ruleset(handle)

    def forget(self) -> None:
        """Leaves the ruleset to the process that made it (after a fork)."""
        self._handle = None

    def _created(self) -> int:
        if self._handle is None:
            excess = self.counters().excess()
            if excess:
                raise _fault(f"definition past the limits, {', '.join(excess)}")
            try:
                self._handle = self._core.create_ruleset("network", self._text)
            except self._core.error as error:
                raise _fault(error) from error
        return self._handle

    def _fire(self, queue: Queue) -> list[tuple[int, list[int]]]:
        """The firings for as many facts as one state takes; the state lives only in here."""
        handle, session = self._created(), next(self._sessions)
        state = _State(self._core, handle, session)
        finished = False
        try:
            fired = list(self._drain(state, state.tell(queue)))
            finished = True
            return fired
        except self._core.error as error:
            raise _fault(error) from error
        finally:
            if not state.end() or not finished:
                self.drop()

    def _drain(self, state: _State, sent: Sent) -> Iterator[tuple[int, list[int]]]:
        numbers, budget, echoed = self._numbers, self._most_firings * len(sent), False
        for text in state.batches():
            rule = text[2 : text.index('"', 2)]
            if rule == ECHO and not echoed:
                _confirm(text, sent)
                echoed = True
                continue
            facts = _facts(text, rule, sent)
            budget -= len(facts)
            if budget < 0 or rule not in numbers:
                raise _fault(f"rule `{rule}` is not known or fires for ever")
            yield numbers[rule], facts
        if not echoed:
            raise LostFactError(LOST_FACT.about("", count=len(sent), fact=min(sent.values())[0]))


def _facts(text: str, rule: str, sent: Sent) -> list[int]:
    """The facts of a batch. We know how long each is, so there is no need to search for the next."""
    found: list[int] = []
    at = 2 + len(rule) + _FIRST
    end = len(text)
    try:
        while at < end:
            fact, length = sent[text[at : at + _ID]]
            found.append(fact)
            at += length + _BETWEEN
    except KeyError as error:
        raise _fault(f"rule `{rule}` fired for an unknown fact {error}") from error
    if at != end + _BEYOND:
        raise _fault(f"rule `{rule}` fired for a fact that is not as it was sent")
    return found


def _confirm(text: str, sent: Sent) -> None:
    """The echo must hold every fact once; facts of one id (in several parts) are told apart by ours."""
    echoed = _facts(text, ECHO, {ours: (int(ours), length) for ours, (_, length) in sent.items()})
    lost = [sent[ours][0] for ours in sent.keys() - set(map(str, echoed))]
    if lost:
        raise LostFactError(LOST_FACT.about("", count=len(lost), fact=min(lost)))
    if len(echoed) != len(sent):
        raise _fault("a fact was confirmed twice")


class _State:
    """The state that the engine keeps for one session of one ruleset."""

    def __init__(self, core: Core, handle: int, session: str) -> None:
        self._core = core
        self._handle = handle
        self._session = session
        self._place: int | None = None
        self._started = False

    def tell(self, queue: Queue) -> Sent:
        """Asserts every fact under an id of ours; each must be taken."""
        assert_fact, handle = self._core.assert_fact, self._handle
        tail = f',"{ALWAYS}":1,"sid":"{self._session}"}}'
        sent: Sent = {}
        for ours, (fact, members) in zip(fact_ids(), queue, strict=False):
            text = f"{_FACT}{ours}{members}{tail}"
            code, self._place = assert_fact(handle, text)
            if code != 0:
                raise LostFactError(LOST_FACT.about("", count=1, fact=fact))
            sent[ours] = fact, len(text)
        return sent

    def batches(self) -> Iterator[str]:
        """What fired, one rule at a time, as the engine writes it."""
        assert self._place is not None
        more, handle, place = self._core.complete_and_start_action, self._handle, self._place
        text = self._start()
        while text:
            yield text
            text = more(handle, place)

    def end(self) -> bool:
        """Deletes the state; False where that is not safe and the whole ruleset must go.

        The engine frees what the last started action holds, which is rubbish before the first one.
        """
        try:
            if not self._started and self._place is not None:
                self._start()
            if self._started:
                self._core.delete_state(self._handle, self._session)
        except self._core.error:
            return False
        return self._started

    def _start(self) -> str | None:
        assert self._place is not None
        started = self._core.start_action_for_state(self._handle, self._place)
        self._started = self._started or started is not None
        return started[1] if started else None


def _fault(reason: object) -> EngineError:
    return EngineError(ENGINE_FAULT.about("", reason=reason))
