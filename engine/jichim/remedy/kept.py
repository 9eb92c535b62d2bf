"""Ways of conditions, found once for all rules and branches of a search that ask for them."""

from __future__ import annotations

from collections.abc import Mapping

from jichim.policy.model import Cond
from jichim.remedy.model import Proposal
from jichim.remedy.options import Manner
from jichim.remedy.stage import Stage
from jichim.scenario.model import Address

Homes = Mapping[int, Address]
"""Where the record of each frame stands in the plan."""


class Kept:
    """Ways of conditions that were found once, for every stage in which nothing that they read differs.

    Rules share conditions through their derived facts, and the branches of one search through what they
    have not touched: so most conditions are asked for many times.
    """

    def __init__(self) -> None:
        self.ways: dict[tuple[object, ...], tuple[tuple[Proposal, ...], ...]] = {}
        self._bearing: dict[tuple[int, str, str], bool] = {}

    def key(self, cond: Cond, homes: Homes, stage: Stage, want: bool, manner: Manner) -> tuple[object, ...]:
        """What the ways of a condition depend on."""
        reads = stage.ground.judge.readers.condition(cond)
        tops = {at[0] for at in homes.values() if at}
        bearing = tuple(
            one
            for one in stage.proposals
            if (reads.beyond or not one.edit.at or one.edit.at[0] in tops)
            and self._bears(cond, one.edit.node, one.edit.path, stage)
        )
        room = None if stage.most is None else stage.most - stage.size
        return (id(cond), tuple(homes.items()), want, manner, room, stage.content_of(bearing))

    def _bears(self, cond: Cond, node: str, path: str, stage: Stage) -> bool:
        key = (id(cond), node, path)
        known = self._bearing.get(key)
        if known is None:
            reads = stage.ground.judge.readers.condition(cond)
            follows = stage.ground.follows.of(node, path)
            known = self._bearing[key] = any(reads.touch(*where) for where in follows)
        return known
