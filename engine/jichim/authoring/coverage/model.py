"""What the tests of a policy cover: per declaration its outcomes, cases and conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from jichim.authoring.coverage.observe import Seen
from jichim.diagnostic import Text
from jichim.network.kleene import FALSE, TRUE, Truth
from jichim.source import Span


class Measure(str, Enum):
    OUTCOMES = "outcomes"
    """Outcomes of rules that a passed test expects, of those that are not shown to be unreachable."""
    CASES = "cases"
    """Cases of derivations that gave the value."""
    ROWS = "rows"
    """Rows of decision tables that gave the value."""
    VALUES = "values"
    """Truth values that conditions had: true, false and, where that is possible, unknown."""
    DECIDES = "decides"
    """Conditions that were shown to decide on their own (masking MC/DC)."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing to cover: where it was seen first, or why it need not be."""

    name: str
    """An outcome, the value of a case, or the number of a row."""
    span: Span
    seen: Seen | None
    reachable: bool = True
    explained: Text | None = None

    @property
    def is_gap(self) -> bool:
        return self.seen is None and self.reachable and self.explained is None


@dataclass(frozen=True, slots=True)
class Shown:
    """The two evaluations that show that a condition decides; see `mcdc.Witness`."""

    true: Seen
    false: Seen
    alone: bool


@dataclass(frozen=True, slots=True)
class ConditionCoverage:
    """`seen` holds each truth value that the condition had; `possible` those that it can have at all."""

    text: str
    span: Span
    seen: Mapping[Truth, Seen]
    possible: frozenset[Truth]
    decides: Shown | None
    leaves_open: Seen | None
    """An evaluation in which the result was unknown for want of this condition."""
    explained: Text | None = None

    @property
    def level(self) -> Literal["decides", "both", "one", "never"]:
        """How far it is tested: shown to decide, true and false, one of the two, or not at all."""
        if self.decides is not None:
            return "decides"
        held = {TRUE, FALSE} & self.possible
        return "both" if held <= set(self.seen) and self.seen else "one" if self.seen else "never"


Clause = Literal["applies", "require", "body", "case", "where", "every", "some"]


@dataclass(frozen=True, slots=True)
class DecisionCoverage:
    """One decision: a clause of a declaration, or what is asked of each record of a list inside of one."""

    clause: Clause
    span: Span
    conditions: tuple[ConditionCoverage, ...]


@dataclass(frozen=True, slots=True)
class DeclarationCoverage:
    kind: Literal["rule", "derivation", "table", "definition"]
    name: str
    title: str
    instrument: str
    span: Span
    goals: tuple[Goal, ...]
    """Outcomes of a rule, cases of a derivation, rows of a table; a definition has none."""
    decisions: tuple[DecisionCoverage, ...]

    @property
    def conditions(self) -> Iterator[ConditionCoverage]:
        return (condition for decision in self.decisions for condition in decision.conditions)


@dataclass(frozen=True, slots=True)
class Share:
    """How many were covered of how many; `explained` ones count in neither."""

    covered: int
    total: int
    explained: int = 0

    @property
    def percent(self) -> float:
        return 100.0 * self.covered / self.total if self.total else 100.0


@dataclass(frozen=True, slots=True)
class Coverage:
    declarations: tuple[DeclarationCoverage, ...]
    tests: int
    failed: int
    """Tests that did not pass; what they evaluate is not counted."""

    def shares(self, instrument: str | None = None) -> Mapping[Measure, Share]:
        """The shares of one instrument or of all."""
        chosen = [one for one in self.declarations if instrument in (None, one.instrument)]
        return {measure: _share(chosen, measure) for measure in Measure}


_GOALS = {Measure.OUTCOMES: "rule", Measure.CASES: "derivation", Measure.ROWS: "table"}


def _share(declarations: list[DeclarationCoverage], measure: Measure) -> Share:
    if measure in _GOALS:
        goals = [goal for one in declarations if one.kind == _GOALS[measure] for goal in one.goals]
        open_ = [goal for goal in goals if goal.seen is not None or goal.is_gap]
        covered = sum(goal.seen is not None for goal in open_)
        explained = sum(goal.seen is None and goal.explained is not None for goal in goals)
        return Share(covered, len(open_), explained)
    conditions = [condition for one in declarations for condition in one.conditions]
    if measure is Measure.VALUES:
        wanted = [one for one in conditions if one.explained is None]
        covered = sum(len(one.possible & set(one.seen)) for one in wanted)
        total = sum(len(one.possible) for one in wanted)
        return Share(covered, total, len(conditions) - len(wanted))
    deciding = [one for one in conditions if {TRUE, FALSE} <= one.possible]
    wanted = [one for one in deciding if one.decides is not None or one.explained is None]
    return Share(sum(one.decides is not None for one in wanted), len(wanted), len(deciding) - len(wanted))
