"""From what was observed to what is covered: every declaration of a policy with its goals and conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from jichim.authoring.coverage import reach
from jichim.authoring.coverage.explained import Explained
from jichim.authoring.coverage.mcdc import leaves_open, witness
from jichim.authoring.coverage.model import (
    Clause,
    ConditionCoverage,
    Coverage,
    DecisionCoverage,
    DeclarationCoverage,
    Goal,
    Shown,
)
from jichim.authoring.coverage.observe import Decided, Observed, Observer, Seen, is_condition, nested
from jichim.authoring.rule_tests import runs
from jichim.explain.trace import wording
from jichim.network.kleene import FALSE, TRUE, UNKNOWN, Truth
from jichim.policy.model import Always, Cond, Definition, Derivation, Policy, Rule, RuleTest
from jichim.policy.names import written_name
from jichim.review.model import Outcome
from jichim.source import Span


def cover(
    policy: Policy, tests: Sequence[RuleTest] | None = None, explained: Explained | None = None
) -> Coverage:
    """What the passed tests (those of the policy unless others are given) cover, in the order of the policy.

    `explained` are the gaps for which a reason is given.
    """
    observed, number, failed = watched(policy, policy.tests if tests is None else tests)
    return Coverage(_Measuring(policy, observed, explained or Explained()).declarations(), number, failed)


def watched(policy: Policy, tests: Sequence[RuleTest]) -> tuple[Observed, int, int]:
    """What the tests that pass evaluate, how many tests there are, and how many do not pass."""
    observed = Observed()
    observer = Observer(observed)
    number = failed = 0
    for run in runs(policy, tests):
        number += 1
        if not run.result.passed or run.assembly is None:
            failed += 1
            continue
        asked: list[tuple[Rule | Derivation, int]] = []
        for one in run.asked:
            declared, target = one.target.declared, one.target
            if isinstance(declared, Derivation):
                asked.append((declared, target.position))
            elif target.number is not None:  # it is in force on the day of the test
                asked.append((declared, target.position))
                seen = Seen(run.result.test, target.subject.name)
                observed.outcomes.setdefault((declared.name, one.got), seen)
        observer.watch(run.result.test, run.assembly, asked)
    return observed, number, failed


class _Measuring:
    def __init__(self, policy: Policy, observed: Observed, explained: Explained) -> None:
        self.policy = policy
        self.observed = observed
        self.explained = explained
        self.definitions: Mapping[str, Definition] = {one.name: one for one in policy.definitions}

    def declarations(self) -> tuple[DeclarationCoverage, ...]:
        tables: dict[Span, list[Derivation]] = {}
        for one in self.policy.derivations:
            tables.setdefault(one.span, []).append(one)
        return (
            *(self._definition(one) for one in self.policy.definitions if is_condition(one)),
            *(self._derivation(outputs) for outputs in tables.values()),
            *(self._rule(one) for one in self.policy.rules),
        )

    def _rule(self, rule: Rule) -> DeclarationCoverage:
        guard = self.observed.applicability(rule)
        goals = []
        found = {one: self.observed.outcomes.get((rule.name, one.value)) for one in Outcome}
        missing = any(seen is None for seen in found.values())
        possible = reach.outcomes(guard, rule.require, self.definitions) if missing else frozenset()
        for outcome, seen in found.items():
            reason = self.explained.goal(rule.name, outcome.value)
            reachable = seen is not None or outcome.value in possible
            goals.append(Goal(outcome.value, rule.span, seen, reachable, reason))
        decisions = [] if isinstance(guard, Always) else [*self._decisions("applies", guard, rule.name)]
        decisions += self._decisions("require", rule.require, rule.name)
        return DeclarationCoverage(
            "rule", rule.name, rule.title, rule.basis.instrument, rule.span, tuple(goals), tuple(decisions)
        )

    def _derivation(self, outputs: Sequence[Derivation]) -> DeclarationCoverage:
        """A derivation, or a table with all of its outputs: its rows are the same for each."""
        first = outputs[0]
        name = ", ".join(written_name(one.name) for one in outputs)
        goals: dict[Span, Goal] = {}
        decisions: list[DecisionCoverage] = []
        for one in outputs:
            for reading in one.readings:
                for number, case in enumerate(reading.cases, start=1):
                    seen = self.observed.cases.get(id(case))
                    known = goals.get(case.span)
                    word = f"{number}" if first.decision else case.value
                    word = f"{reading.title}: {word}" if reading.title else word
                    if known is None or known.seen is None:
                        reason = self.explained.goal(written_name(one.name), word)
                        goals[case.span] = Goal(word, case.span, seen, True, reason)
                    if one is first:
                        decisions += self._decisions("case", case.condition, written_name(one.name))
        kind: Literal["table", "derivation"] = "table" if first.decision else "derivation"
        return DeclarationCoverage(
            kind,
            name,
            first.title,
            first.basis.instrument,
            first.span,
            tuple(goals.values()),
            tuple(decisions),
        )

    def _definition(self, one: Definition) -> DeclarationCoverage:
        name = written_name(one.name)
        decisions = self._decisions("body", one.body, name)  # type: ignore[arg-type]
        return DeclarationCoverage(
            "definition", name, name, one.basis.instrument, one.span, (), tuple(decisions)
        )

    def _decisions(self, clause: Clause, cond: Cond, name: str) -> Iterator[DecisionCoverage]:
        """A decision, and those on records inside of its conditions."""
        decided = self.observed.decision(cond)
        if not decided.conditions or cond.span is None:
            return
        yield DecisionCoverage(clause, cond.span, tuple(self._conditions(decided, name)))
        for one in decided.conditions:
            for inner, below in nested(one):
                yield from self._decisions(inner, below, name)  # type: ignore[arg-type]

    def _conditions(self, decided: Decided, name: str) -> Iterator[ConditionCoverage]:
        vectors = list(decided.vectors)
        where = list(decided.vectors.values())
        for number, condition in enumerate(decided.conditions):
            seen: dict[Truth, Seen] = {}
            for vector, at in decided.vectors.items():
                seen.setdefault(vector[number], at)
            found = witness(decided.shape, vectors, number)
            waiting = next(
                (where[at] for at, one in enumerate(vectors) if leaves_open(decided.shape, one, number)), None
            )
            possible = reach.truths(condition, self.definitions)
            if UNKNOWN in seen and UNKNOWN not in possible:
                possible |= {UNKNOWN}
            text = wording(condition)
            yield ConditionCoverage(
                text=text,
                span=condition.span or decided.cond.span,  # type: ignore[arg-type]
                seen={value: seen[value] for value in (TRUE, FALSE, UNKNOWN) if value in seen},
                possible=possible,
                decides=Shown(where[found.true], where[found.false], found.alone) if found else None,
                leaves_open=waiting,
                explained=self.explained.condition(name, text),
            )
