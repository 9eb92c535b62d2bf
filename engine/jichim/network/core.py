"""The C module of durable-rules, found and typed; nothing else in jichim imports the package."""

from __future__ import annotations

import importlib
import sys
from typing import Protocol, cast

from jichim.network.errors import EngineUnavailableError
from jichim.network.messages import ENGINE_MISSING


class Core(Protocol):
    """The functions of the C module that are safe to call, with what they return.

    Texts are JSON. Every function raises `error` of the C module on a code that it does not return.
    """

    error: type[Exception]

    def create_ruleset(self, name: str, definition: str, /) -> int: ...

    def delete_ruleset(self, handle: int, /) -> None: ...

    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """A code (0 seen, 1 matched by no rule, 2 id known already) and the place of the state."""

    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None:
        """The fact that stands for the state, and the first firings; None when there are none."""

    def complete_and_start_action(self, handle: int, state: int, /) -> str | None:
        """The next firings, all of one rule; None when there are no more."""

    def delete_state(self, handle: int, session: str, /) -> None:
        """Reads memory that was never written unless an action of the state was started before."""


def load() -> Core:
    """The C module, or an `EngineUnavailableError` that says what is missing."""
    version = sys.version_info
    if version >= (3, 13):
        raise EngineUnavailableError(ENGINE_MISSING.about("", reason=f"Python {version[0]}.{version[1]}"))
    try:
        return cast(Core, importlib.import_module("durable_rules_engine"))
    except ImportError as error:
        raise EngineUnavailableError(ENGINE_MISSING.about("", reason=error)) from error
