"""Tests that would close the gaps: for each, a plan near those of the tests under which the rules show it.

A gap is an outcome that no test expects, or a condition that no test shows to decide with one of its truth
values. Plans are searched among `Candidates` and every one is reviewed, so what a test is said to show it
does show; what the rules answer there is written as the expectation, for the analyst to hold against the
provision. What the bound on plans leaves unfound is told with the reason that can be given.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from jichim.authoring.coverage import reach
from jichim.authoring.coverage.as_test import text_of_test
from jichim.authoring.coverage.candidates import Candidates, Content
from jichim.authoring.coverage.explained import Explained
from jichim.authoring.coverage.mcdc import decides
from jichim.authoring.coverage.measure import watched
from jichim.authoring.coverage.model import Clause
from jichim.authoring.coverage.observe import Decided, Observed, Observer, nested
from jichim.authoring.lint.logic import FALSE as MAY_BE_FALSE
from jichim.authoring.lint.logic import TRUE as MAY_BE_TRUE
from jichim.authoring.lint.logic import UNKNOWN as MAY_BE_UNKNOWN
from jichim.authoring.lint.logic import possible
from jichim.explain.trace import wording
from jichim.network.compile import signature_of
from jichim.network.kleene import FALSE, TRUE, UNKNOWN, Truth
from jichim.plan import read_plan
from jichim.policy.model import Always, Cond, Derivation, Policy, Rule, RuleTest
from jichim.policy.names import written_name
from jichim.review import Reviewer
from jichim.review.assembly import Assembly
from jichim.review.model import Outcome
from jichim.review.outcomes import OUTCOMES
from jichim.source import Source

MOST_PLANS = 600
"""Plans that are reviewed for one rule or derivation."""
MOST_BASES = 10
MOST_CONDITIONS = 12
"""Past this it is not worked out whether a condition can decide at all."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that no test shows of a rule or derivation: an outcome, or that a condition decides."""

    name: str
    clause: Clause | Literal[""]
    """Which decision the condition belongs to; empty for an outcome."""
    condition: str
    """Its text, as it is written; or the outcome."""
    truth: Truth | None
    """The truth value with which the condition is to decide; None for an outcome."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A test that closes gaps; without a text they are told with the reason why none was found.

    *tied* is a proof: whatever a plan says, the condition never decides with that truth value.
    """

    gaps: tuple[Gap, ...]
    text: str
    reason: Literal["", "tied", "not-found"] = ""


_Key = tuple[int, int, Truth] | str
"""The decision (by identity), the number of the condition and its truth value; or an outcome."""


def closings(
    policy: Policy, tests: Sequence[RuleTest], explained: Explained, names: frozenset[str] = frozenset()
) -> Iterator[Closing]:
    """Tests for the gaps of the named rules and derivations (all without names), in the order of the policy.

    Explained gaps need none. Each test passes with the rules as they are.
    """
    everything: list[Rule | Derivation] = [*policy.rules, *policy.derivations]
    declarations = [one for one in everything if not names or written_name(one.name) in names]
    # A rule is evaluated for the tests that ask about it alone, a derivation for those of its readers too.
    rules = {one.name for one in declarations}
    asking = [one for one in tests if any(each.name in rules for each in one.expectations)]
    all_rules = all(isinstance(one, Rule) for one in declarations)
    observed, _, _ = watched(policy, asking if all_rules else tests)
    candidates = Candidates(policy, tests)
    for declared in declarations:
        yield from _Search(policy, tests, explained, observed, candidates, declared).run()


class _Search:
    """The gaps of one rule or derivation."""

    def __init__(
        self,
        policy: Policy,
        tests: Sequence[RuleTest],
        explained: Explained,
        observed: Observed,
        candidates: Candidates,
        declared: Rule | Derivation,
    ) -> None:
        self.policy = policy
        self.declared = declared
        self.explained = explained
        self.observed = observed
        self.candidates = candidates
        self.parameters = {one.name: one for one in policy.parameters}
        alone = (declared,) if isinstance(declared, Rule) else ()
        self.reviewer = Reviewer(replace(policy, rules=alone))
        self.tests = [one for one in tests if any(each.name == declared.name for each in one.expectations)]
        # Most tests run on the first day of their instrument; where none does, on that of the first.
        days = [one.as_of or self._first_day() for one in self.tests]
        self.day = self._first_day() if self._first_day() in days or not days else days[0]

    def run(self) -> Iterator[Closing]:
        wanted = dict(self._gaps())
        if not wanted:
            return
        try:
            yield from self._found(wanted)
        finally:
            self.reviewer.close()
        for key, gap in wanted.items():
            yield Closing((gap,), "", "tied" if self._is_tied(key) else "not-found")

    def _found(self, wanted: dict[_Key, Gap]) -> Iterator[Closing]:
        """Tests, each of which closes some of what is wanted; that is taken out."""
        bases: list[Content] = []
        for test in sorted(self.tests, key=lambda one: len(json.dumps(one.content, ensure_ascii=False))):
            if (test.as_of or self._first_day()) == self.day and dict(test.content) not in bases:
                bases.append(dict(test.content))
        plans = self.candidates.near(
            bases[:MOST_BASES] or [self.candidates.bare(self.declared.bindings)], self._read()
        )
        for number, content in enumerate(plans):
            if number >= MOST_PLANS or not wanted:
                return
            closed = self._shows(content) & wanted.keys()
            if not closed:
                continue
            content = self._smallest(content, closed)
            gaps = tuple(wanted.pop(key) for key in list(wanted) if key in closed)
            text = self._text(gaps, content)
            if text is not None:
                yield Closing(gaps, text)

    def _smallest(self, content: Content, closed: set[_Key]) -> Content:
        """A plan that states no more than it takes to close the same gaps."""
        again = True
        while again:
            again = False
            for smaller in self.candidates.smaller(content):
                if closed <= self._shows(smaller):
                    content, again = smaller, True
                    break
        return content

    def _gaps(self) -> Iterator[tuple[_Key, Gap]]:
        name = written_name(self.declared.name)
        if isinstance(self.declared, Rule):
            guard = self.observed.applicability(self.declared)
            definitions = {one.name: one for one in self.policy.definitions}
            can_be = reach.outcomes(guard, self.declared.require, definitions)
            for outcome in Outcome:
                seen = (self.declared.name, outcome.value) in self.observed.outcomes
                explained = self.explained.goal(self.declared.name, outcome.value)
                if not seen and explained is None and outcome.value in can_be:
                    yield outcome.value, Gap(name, "", outcome.value, None)
        for clause, cond in self._decisions():
            decided = self.observed.decision(cond)
            for number, one in enumerate(decided.conditions):
                text = wording(one)
                if self.explained.condition(name, text) is not None:
                    continue
                for truth in (TRUE, FALSE):
                    if not any(
                        vector[number] == truth and decides(decided.shape, vector, number)
                        for vector in decided.vectors
                    ):
                        yield (id(cond), number, truth), Gap(name, clause, text, truth)

    def _decisions(self) -> Iterator[tuple[Clause, Cond]]:
        """The decisions of the declaration, and those on records inside of them."""
        waiting: list[tuple[Clause, Cond]] = []
        if isinstance(self.declared, Rule):
            guard = self.observed.applicability(self.declared)
            waiting = [] if isinstance(guard, Always) else [("applies", guard)]
            waiting.append(("require", self.declared.require))
        else:
            cases = [case for reading in self.declared.readings for case in reading.cases]
            waiting = [("case", case.condition) for case in cases]
        while waiting:
            clause, cond = waiting.pop(0)
            yield clause, cond
            for one in self.observed.decision(cond).conditions:
                waiting += nested(one)  # type: ignore[arg-type]

    def _read(self) -> list[Cond]:
        if isinstance(self.declared, Rule):
            return [self.declared.when, self.declared.unless, self.declared.require]
        return [case.condition for reading in self.declared.readings for case in reading.cases]

    def _shows(self, content: Content) -> set[_Key]:
        """What of the declaration a plan shows."""
        assembly = self._assembly(content)
        if assembly is None:
            return set()
        test = RuleTest("", self.declared.basis.instrument, None, content, (), self.declared.span)
        signature = signature_of(self.declared.bindings, assembly.root)
        number = len(assembly.verdicts.subjects.get(signature, ()))
        # The guards are shared, so that a decision is the same object here as in what tests showed.
        observed = Observed(guards=self.observed.guards)
        Observer(observed).watch(test, assembly, [(self.declared, position) for position in range(number)])
        found: set[_Key] = {
            (id(cond), place, vector[place])
            for _, cond in self._decisions()
            for decided in [observed.decision(cond)]
            for vector in decided.vectors
            for place in range(len(decided.conditions))
            if decides(decided.shape, vector, place)
        }
        return found | {outcome for _, outcome in self._outcomes(assembly)}

    def _assembly(self, content: Content) -> Assembly | None:
        source = Source("plan", json.dumps(content, ensure_ascii=False))
        plan, _ = read_plan(source, self.policy.vocabulary, format="json")
        return None if plan is None else self.reviewer.assembly(plan, as_of=self.day)

    def _outcomes(self, assembly: Assembly) -> Iterator[tuple[str, str]]:
        """Each subject by name with what the declaration comes to."""
        signature = signature_of(self.declared.bindings, assembly.root)
        for position, records in enumerate(assembly.verdicts.subjects.get(signature, ())):
            name = assembly.about(self.declared.bindings, records).name
            if isinstance(self.declared, Derivation):
                settled = assembly.verdicts.derived_for(self.declared.name, records).settled
                valued = settled is not None and settled.status == "value"
                yield name, f"= {settled.value}" if settled is not None and valued else "undetermined"
            elif assembly.verdicts.program.rules.get(signature):
                yield name, OUTCOMES[assembly.verdicts.codes[signature][position][0]].value

    def _text(self, gaps: Sequence[Gap], content: Content) -> str | None:
        assembly = self._assembly(content)
        if assembly is None:
            return None
        name = written_name(self.declared.name)
        found = list(self._outcomes(assembly))
        lines = [
            f"{name} {_subjects(subject) if len(found) > 1 else ''} {_WORDS.get(came, came)}"
            for subject, came in found
        ]
        first = gaps[0]
        what = _WORDS.get(first.condition, first.condition)
        if first.truth is not None:
            what += f" {_TRUTHS[first.truth]}일 때"
        day = self.day.isoformat() if self.day != self._first_day() else ""
        return text_of_test(f"{name}: {what}", content, iter(lines), self.policy.vocabulary, day)

    def _first_day(self) -> datetime.date:
        instrument = self.policy.instrument(self.declared.basis.instrument)
        return instrument.period.start or datetime.date(2000, 1, 1)

    def _is_tied(self, key: _Key) -> bool:
        """Whether it is shown that the condition cannot decide with that truth value."""
        if isinstance(key, str):
            return False
        which, number, truth = key
        decided = next(self.observed.decision(cond) for _, cond in self._decisions() if id(cond) == which)
        count = len(decided.conditions)
        if count > MOST_CONDITIONS:
            return False
        return not any(self._can_be(decided, vector) for vector in _vectors(decided, number, truth))

    def _can_be(self, decided: Decided, vector: tuple[Truth, ...]) -> bool:
        wanted = [(cond, _MASKS[value]) for cond, value in zip(decided.conditions, vector, strict=True)]
        return possible(wanted, self.parameters)


_MASKS = {TRUE: MAY_BE_TRUE, FALSE: MAY_BE_FALSE, UNKNOWN: MAY_BE_UNKNOWN}
_WORDS = {"met": "적합", "not-met": "부적합", "undetermined": "판단불가", "not-applicable": "해당없음"}
_TRUTHS = {TRUE: "참", FALSE: "거짓"}


def _subjects(name: str) -> str:
    return ", ".join(f'"{one}"' for one in name.split(" + "))


def _vectors(decided: Decided, number: int, truth: Truth) -> Iterator[tuple[Truth, ...]]:
    """Every combination in which a condition decides with a truth value; those without unknowns first."""
    count = len(decided.conditions)
    sets: tuple[tuple[Truth, ...], ...] = ((TRUE, FALSE), (TRUE, FALSE, UNKNOWN))
    for values in sets:
        if len(values) ** (count - 1) > 6000:
            return
        for others in product(values, repeat=count - 1):
            vector = (*others[:number], truth, *others[number:])
            if decides(decided.shape, vector, number):
                yield vector
