"""`jichim rules`: for those who write rules: their tests, and what the network makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import click

from jichim.cli.options import lang_option, policy_option
from jichim.cli.output import put, show
from jichim.diagnostic import Lang

if TYPE_CHECKING:
    from jichim.policy.model import Expectation, Policy, RuleTest


class Failure(Protocol):
    """One expectation that did not come true; `expected` and `got` in the words of the language."""

    @property
    def expectation(self) -> Expectation: ...
    @property
    def expected(self) -> str: ...
    @property
    def got(self) -> str: ...


class TestResult(Protocol):
    """What this command needs of a rule test that ran; it passed if nothing failed."""

    @property
    def test(self) -> RuleTest: ...
    @property
    def failures(self) -> Sequence[Failure]: ...


@click.group()
def rules() -> None:
    """규칙을 쓰는 사람을 위한 명령 / for authors of rules."""


@rules.command()
@policy_option
@lang_option
def test(policy_names: tuple[str, ...], lang: Lang) -> int:
    """규칙에 딸린 시험을 돌린다 / run the tests of the rules."""
    policy = _policy(policy_names, lang)
    if policy is None:
        return 2

    from jichim.authoring import run_tests

    results: Sequence[TestResult] = run_tests(policy)
    failed = [result for result in results if result.failures]
    lines = [line for result in failed for line in _failed(result, lang)]
    if failed:
        ko, en = (
            f"시험 {len(results)}건 가운데 {len(failed)}건 실패",
            f"{len(failed)} of {len(results)} tests failed",
        )
    else:
        ko, en = f"시험 {len(results)}건 통과", f"{len(results)} tests passed"
    lines.append(ko if lang == "ko" else en)
    put("\n".join(lines) + "\n")
    return 1 if failed else 0


@rules.command()
@policy_option
@lang_option
def network(policy_names: tuple[str, ...], lang: Lang) -> int:
    """기준이 어떤 규칙망이 되었는지 보인다 / what a policy became in the network."""
    policy = _policy(policy_names, lang)
    if policy is None:
        return 2

    from jichim.review import describe_network

    put("".join(f"{line}\n" for ruleset in describe_network(policy) for line in ruleset.lines()))
    return 0


def _policy(names: tuple[str, ...], lang: Lang) -> Policy | None:
    from jichim.policy import load_policies

    policy, diagnostics = load_policies(names)
    show(diagnostics, lang)
    return policy


def _failed(result: TestResult, lang: Lang) -> list[str]:
    """The test and its place, then each expectation with what came instead."""
    lines = [f"{result.test.span}: {result.test.title}"]
    for failure in result.failures:
        expectation = failure.expectation
        about = " ".join((expectation.name, *expectation.subjects))
        expected, got = ("기대", "결과") if lang == "ko" else ("expected", "got")
        lines.append(f"  {expectation.span}: {about}")
        lines += [f"    {expected}  {failure.expected}", f"    {got}  {failure.got}"]
    return lines
