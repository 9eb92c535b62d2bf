"""The few ways in which the network raises; each error carries its diagnostics in both languages."""

from __future__ import annotations

from jichim.diagnostic import Diagnostic, render


class NetworkError(Exception):
    """The network cannot be built, or a result of it cannot be trusted."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(render(each, lang) for each in diagnostics for lang in ("ko", "en")))

    def __reduce__(self) -> tuple[type[NetworkError], tuple[Diagnostic, ...]]:
        """So that one raised in a worker process can be told by its caller."""
        return type(self), self.diagnostics


class EngineUnavailableError(NetworkError, ImportError):
    """durable-rules cannot be imported here; nothing else of the package needs it."""


class LimitError(NetworkError):
    """A production cannot be brought inside the limits; one diagnostic for each, nothing was created."""


class ContractError(NetworkError):
    """A production or a fact is not one that the contract allows; nothing was given to the engine."""


class SessionError(NetworkError):
    """A session or a network is used after it was closed or has failed."""


class EngineError(NetworkError):
    """The engine refused a definition or a fact, or fired what cannot fire."""


class LostFactError(EngineError):
    """A fact was given to the engine and not seen by it: a result would be incomplete."""
