"""A check, and what a run of the checks found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jichim.authoring.lint.pack import Pack
from jichim.diagnostic import Diagnostic, Message, Text


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it reports and why, with a rule text that it reports and one that it does not.

    The page of a check is made from this. `bad` and `good` are policy files without a header; `marked` is
    the text that the diagnostic of `bad` underlines.
    """

    message: Message
    name: str
    about: Text
    bad: str
    marked: str
    good: str
    run: Callable[[Pack], Iterator[Diagnostic]]
    beside: str = ""
    """The provisions.yaml that stands beside both texts, if the check looks at it."""

    @property
    def code(self) -> str:
        return self.message.code


@dataclass(frozen=True, slots=True)
class Waiver:
    """`# lint: L003 reason`: the finding with this code about this declaration is meant to be so."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class LintFinding:
    diagnostic: Diagnostic
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class LintReport:
    """Findings in the order of the files and places; `waived` ones have a reason and do not count."""

    findings: tuple[LintFinding, ...]

    @property
    def open(self) -> tuple[Diagnostic, ...]:
        return tuple(one.diagnostic for one in self.findings if one.waiver is None)

    @property
    def waived(self) -> tuple[LintFinding, ...]:
        return tuple(one for one in self.findings if one.waiver is not None)
