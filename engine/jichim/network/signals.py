"""The signals of a group for some subjects: what the host computes before the network decides."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.network.interpret import Context, Frames, truth
from jichim.network.program import Group, Program


class Signals:
    """Truth values of the signals of a program, by property."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def of(self, group: Group, items: Sequence[int], frames: Frames, context: Context) -> dict[str, int]:
        """The truth value of every signal that some items of a group need."""
        properties: dict[str, int] = {}
        for item in items:
            for signal in group.signals[item]:
                if signal.property not in properties:
                    properties[signal.property] = truth(signal.condition, frames, context)
        return properties
