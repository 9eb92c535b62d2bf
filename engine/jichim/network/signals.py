"""The properties of working facts: what the host computes before the network decides."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jichim.network.codegen import Compiled, Generator
from jichim.network.interpret import Context, Frames
from jichim.network.kleene import UNKNOWN
from jichim.network.program import FIRST_VALUE, Group, Program
from jichim.policy.model import Cond, DerivedTerm


class Signals:
    """Truth values of signals and codes of derived facts; a group is generated when first asked for."""

    def __init__(self, program: Program) -> None:
        self._generator = Generator(program.definitions)
        self._codes: dict[str, dict[str | None, int]] = {
            name: {None: UNKNOWN} | {value: code for code, value in enumerate(one.values, FIRST_VALUE)}
            for name, one in program.derivations.items()
        }
        self._compiled: dict[int, Compiled] = {}

    def of(
        self,
        group: Group,
        items: tuple[int, ...],
        frames: Frames,
        context: Context,
        definitions: dict[int, Any],
    ) -> dict[str, int]:
        """The properties that some items of a group need, in an order that depends on the items alone.

        `definitions` is a dict of the caller's for these frames and this context, empty at first: it keeps
        what definitions amount to, so that each is computed once for all groups. One that reads a derived
        fact may be asked for only when that fact is settled, as the strata see to.
        """
        compiled = self._compiled.get(group.id)
        if compiled is None:
            compiled = self._compiled[group.id] = self._generate(group)
        return compiled(frames, context, definitions, _mask(items))

    def _generate(self, group: Group) -> Compiled:
        signals: dict[str, tuple[Cond, int]] = {}
        derived: dict[str, tuple[DerivedTerm, int]] = {}
        for item, (own, inputs) in enumerate(zip(group.signals, group.derived, strict=True)):
            for signal in own:
                _, mask = signals.get(signal.property, (signal.condition, 0))
                signals[signal.property] = (signal.condition, mask | 1 << item)
            for one in inputs:
                _, mask = derived.get(one.property, (one.term, 0))
                derived[one.property] = (one.term, mask | 1 << item)
        return self._generator.group(
            [(name, cond, mask) for name, (cond, mask) in signals.items()],
            [(name, term, self._codes[term.name], mask) for name, (term, mask) in derived.items()],
        )


@lru_cache(maxsize=4096)
def _mask(items: tuple[int, ...]) -> int:
    """Some items as bits; subjects that are open for the same items are many."""
    return sum(1 << item for item in items)
