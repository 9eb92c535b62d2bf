"""What can go wrong with an explanation: a fault of ours, or a question that has no answer."""

from __future__ import annotations

from jichim.diagnostic import Diagnostic


class DerivationError(Exception):
    """The derivation does not agree with what the network recorded; it must not be shown."""


class Unexplainable(Exception):  # noqa: N818 - a condition of the question, carried as a diagnostic
    """The review holds no such result; `diagnostic` says what it does hold."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message.en)
        self.diagnostic = diagnostic
