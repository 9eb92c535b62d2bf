"""Which of two sets of edits is the better one: the smaller, then the gentler."""

from __future__ import annotations

from jichim.remedy.model import Proposal
from jichim.remedy.stage import Stage

_RANKS = {"state": 0, "add": 1, "change": 2, "remove": 4}


def cost(stage: Stage) -> tuple[int, int]:
    """The number of edits, then how gentle they are: less is better."""
    return stage.size, sum(map(rank, stage.proposals))


def rank(proposal: Proposal) -> int:
    """How far an edit goes beyond saying what the plan is silent on."""
    return _RANKS[proposal.kind]
