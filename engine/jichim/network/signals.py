"""The signals of a group for some subjects: what the host computes before the network decides."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.network.codegen import Compiled, Generator
from jichim.network.interpret import Context, Frames
from jichim.network.program import Group, Program
from jichim.policy.model import Cond


class Signals:
    """Truth values of the signals of a program, by property; a group is generated when first asked for."""

    def __init__(self, program: Program) -> None:
        self._generator = Generator(program.definitions)
        self._known: dict[int, tuple[Compiled, int]] = {}

    def of(self, group: Group, items: Sequence[int], frames: Frames, context: Context) -> dict[str, int]:
        """The truth value of every signal that some items of a group need."""
        known = self._known.get(group.id)
        if known is None:
            known = self._known[group.id] = (self._generate(group), (1 << len(group.items)) - 1)
        compiled, every = known
        wanted = every if len(items) == len(group.items) else sum(1 << item for item in items)
        return compiled(frames, context, wanted)

    def _generate(self, group: Group) -> Compiled:
        needed: dict[str, tuple[Cond, int]] = {}
        for item, signals in enumerate(group.signals):
            for signal in signals:
                _, mask = needed.get(signal.property, (signal.condition, 0))
                needed[signal.property] = (signal.condition, mask | 1 << item)
        return self._generator.group([(name, cond, mask) for name, (cond, mask) in needed.items()])
