"""The network room: productions and working facts in, firings out.

In: `Production`s over small integers (`model`). Out: a `Firing` for every production and fact that it
holds for. Guaranteed from here on: the firings are complete and exact, or an error was raised; the
order of productions and facts changes nothing; nothing of one session reaches another.

This is the only room that imports durable-rules, and it keeps to the part of it that is known to
answer correctly (`limits`). A condition passes `condition` (one normal form), `spread` (rules that fit
the engine), `definition` (where they go and the text that the engine reads), `alpha` (the engine's
tree, counted before it is built), `ruleset` (calls of the engine) and `session` (what others use).
"""

from __future__ import annotations

from jichim.network.describe import ProductionDescription, RulesetDescription
from jichim.network.errors import (
    ContractError,
    EngineError,
    EngineUnavailableError,
    LimitError,
    LostFactError,
    NetworkError,
    SessionError,
)
from jichim.network.model import AllTests, AnyTest, Condition, Firing, Is, IsNot, Production, WorkingFact
from jichim.network.session import Network, Session

__all__ = [
    "AllTests",
    "AnyTest",
    "Condition",
    "ContractError",
    "EngineError",
    "EngineUnavailableError",
    "Firing",
    "Is",
    "IsNot",
    "LimitError",
    "LostFactError",
    "Network",
    "NetworkError",
    "Production",
    "ProductionDescription",
    "RulesetDescription",
    "Session",
    "SessionError",
    "WorkingFact",
]
