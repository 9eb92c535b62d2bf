"""Tests in the language: each given plan is reviewed, each expectation compared."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass

from jichim.diagnostic import Diagnostic, has_errors
from jichim.plan import read_plan
from jichim.policy.model import Expectation, Policy, RuleTest
from jichim.review import Review, Reviewer
from jichim.source import Source
from jichim.vocabulary.model import normalise


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that does not hold, or whose subject does not exist (`got` is then empty)."""

    expectation: Expectation
    expected: str
    got: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TestResult:
    """`diagnostics` are those of the given plan, when it cannot be read."""

    __test__ = False

    test: RuleTest
    failures: tuple[Failure, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        return not self.failures and not has_errors(self.diagnostics)


def run_tests(policy: Policy) -> tuple[TestResult, ...]:
    """Every test of a policy, in order. A test without a date runs on the first day of its instrument."""
    reviewer = Reviewer(policy)
    try:
        return tuple(_run(test, policy, reviewer) for test in policy.tests)
    finally:
        reviewer.close()


def _run(test: RuleTest, policy: Policy, reviewer: Reviewer) -> TestResult:
    source = Source(f"시험: {test.title}", json.dumps(test.content, ensure_ascii=False, indent=1))
    plan, diagnostics = read_plan(source, policy.vocabulary, format="json")
    if plan is None:
        return TestResult(test, (), diagnostics)
    review = reviewer.review(plan, as_of=test.as_of or _first_day(policy, test.instrument))
    failures = [failure for one in test.expectations for failure in _check(one, review)]
    return TestResult(test, tuple(failures), diagnostics)


def _first_day(policy: Policy, instrument: str) -> datetime.date:
    return policy.instrument(instrument).period.start or datetime.date(2000, 1, 1)


def _check(expectation: Expectation, review: Review) -> list[Failure]:
    """Every subject that the expectation is about must show what it expects."""
    found = [
        (outcome.subject.name, outcome.outcome.value)
        for outcome in review.outcomes
        if outcome.rule.name == expectation.name
    ]
    values = [(one.derivation.name, one.subject, one.value) for one in review.decisions]
    values += [(one.name, one.subject, one.value) for one in review.derived]
    found += [
        (subject.name, value if value is not None else "undetermined")
        for name, subject, value in values
        if name == expectation.name
    ]
    expected = expectation.value if expectation.value is not None else str(expectation.outcome)
    if expectation.subjects:
        wanted = sorted(normalise(name) for name in expectation.subjects)
        found = [(name, got) for name, got in found if sorted(map(normalise, name.split(" + "))) == wanted]
    if not found:
        return [Failure(expectation, expected, ())]
    return [Failure(expectation, expected, (got,)) for _, got in found if not _same(got, expected)]


def _same(got: str, expected: str) -> bool:
    return normalise(got) == normalise(expected)


def failures(results: Sequence[TestResult]) -> int:
    return sum(not result.passed for result in results)
