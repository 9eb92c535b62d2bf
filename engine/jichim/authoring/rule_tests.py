"""Tests in the language and of case tables: each given plan is reviewed, each expectation compared."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jichim.diagnostic import Diagnostic, has_errors
from jichim.explain import Explainer, Explanation, Unexplainable
from jichim.explain.names import Target, targets
from jichim.network.compile import applies
from jichim.plan import read_plan
from jichim.policy.model import Derivation, Expectation, Policy, Rule, RuleTest
from jichim.review import Reviewer
from jichim.review.assembly import Assembly
from jichim.review.model import Outcome
from jichim.review.outcomes import OUTCOMES
from jichim.source import Source
from jichim.vocabulary.model import normalise

UNDETERMINED = Outcome.UNDETERMINED.value


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that does not hold, or whose subject does not exist (`got` is then empty).

    `explained` holds an explanation for each result in `got`, in the same order.
    """

    expectation: Expectation
    expected: str
    got: tuple[str, ...]
    explained: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True)
class TestResult:
    """`diagnostics` are those of the given plan, at the place of the test."""

    __test__ = False

    test: RuleTest
    failures: tuple[Failure, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        return not self.failures and not has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class Asked:
    """One result that an expectation is about, and what it is."""

    target: Target
    expectation: Expectation
    got: str


@dataclass(frozen=True, slots=True)
class Run:
    """A test that was run; `assembly` is what its plan came to, None where the plan cannot be read."""

    result: TestResult
    assembly: Assembly | None
    asked: tuple[Asked, ...]


def run_tests(policy: Policy, tests: Sequence[RuleTest] | None = None) -> tuple[TestResult, ...]:
    """Tests in order, those of the policy unless others are given.

    A test without a date runs on the first day of its instrument.
    """
    return tuple(run.result for run in runs(policy, policy.tests if tests is None else tests))


def runs(policy: Policy, tests: Iterable[RuleTest]) -> Iterator[Run]:
    """Each test with what it was decided on; lazily, as a run holds a whole reviewed plan."""
    reviewer = Reviewer(policy)
    declared: dict[str, Rule | Derivation] = {one.name: one for one in policy.derivations}
    declared |= {one.name: one for one in policy.rules}
    try:
        for test in tests:
            yield _run(test, policy, declared, reviewer)
    finally:
        reviewer.close()


def _run(test: RuleTest, policy: Policy, declared: dict[str, Rule | Derivation], reviewer: Reviewer) -> Run:
    source = Source(f"시험: {test.title}", json.dumps(test.content, ensure_ascii=False, indent=1))
    plan, diagnostics = read_plan(source, policy.vocabulary, format="json")
    diagnostics = tuple(replace(one, span=test.span, related=()) for one in diagnostics)
    if plan is None:
        return Run(TestResult(test, (), diagnostics), None, ())
    day = test.as_of or _first_day(policy, test.instrument)
    assembly = reviewer.assembly(plan, as_of=day)
    explainer = Explainer(assembly)
    found: list[Asked] = []
    failed: list[Failure] = []
    for expectation in test.expectations:
        about = declared[expectation.name]
        asked = [
            Asked(target, expectation, _got(assembly, target))
            for target in _targets(assembly, about)
            if _is_about(expectation, target.subject.name)
        ]
        found += asked
        expected = expectation.value if expectation.value is not None else str(expectation.outcome)
        wrong = [one for one in asked if normalise(one.got) != normalise(expected)]
        if wrong or not asked:
            explained = tuple(explainer.one(one.target) for one in wrong)
            failed.append(Failure(expectation, expected, tuple(one.got for one in wrong), explained))
    return Run(TestResult(test, tuple(failed), diagnostics), assembly, tuple(found))


def _first_day(policy: Policy, instrument: str) -> datetime.date:
    return policy.instrument(instrument).period.start or datetime.date(2000, 1, 1)


def _targets(assembly: Assembly, about: Rule | Derivation) -> tuple[Target, ...]:
    """Every subject that a rule or derivation is about; a table only while its instrument applies."""
    decision = isinstance(about, Derivation) and about.decision
    if decision and not applies(assembly.policy, about.basis.instrument, assembly.day):
        return ()
    try:
        return targets(assembly, about, None)
    except Unexplainable:  # the plan holds no such subject
        return ()


def _is_about(expectation: Expectation, name: str) -> bool:
    """Whether an expectation names a subject, in any order of a pair, or none, which means all of them."""
    if not expectation.subjects:
        return True
    return sorted(map(normalise, name.split(" + "))) == sorted(map(normalise, expectation.subjects))


def _got(assembly: Assembly, target: Target) -> str:
    """An outcome or a derived value in one word."""
    if isinstance(target.declared, Derivation):
        settled = assembly.verdicts.derived_for(target.declared.name, target.records).settled
        return settled.value if settled is not None and settled.status == "value" else UNDETERMINED
    if target.number is None:
        return Outcome.NOT_APPLICABLE.value
    return OUTCOMES[assembly.verdicts.codes[target.signature][target.position][target.number]].value


def failures(results: Sequence[TestResult]) -> int:
    return sum(not result.passed for result in results)
