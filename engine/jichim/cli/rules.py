"""`jichim rules`: for those who write rules: their tests, and what the network makes of them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from jichim.cli.options import lang_option, policy_option
from jichim.cli.output import put, show
from jichim.diagnostic import Lang

if TYPE_CHECKING:
    from jichim.authoring import TestResult
    from jichim.policy.model import Policy


_WORDS: dict[Lang, tuple[str, str, str]] = {
    "ko": ("기대", "결과", "그런 대상이 없음"),
    "en": ("expected", "got", "no such subject"),
}


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

    results = run_tests(policy)
    failed = [result for result in results if not result.passed]
    for result in results:
        show(result.diagnostics, lang)
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

    from jichim.network import Network
    from jichim.network.compile import compile_policy

    compiled = Network(compile_policy(policy, datetime.date.today()).productions)
    try:
        put("".join(f"{line}\n" for ruleset in compiled.describe() for line in ruleset.lines()))
    finally:
        compiled.close()
    return 0


def _policy(names: tuple[str, ...], lang: Lang) -> Policy | None:
    from jichim.policy import load_policies

    policy, diagnostics = load_policies(names)
    show(diagnostics, lang)
    return policy


def _failed(result: TestResult, lang: Lang) -> list[str]:
    """The test and its place, then each expectation with what came instead."""
    from jichim.report import outcome_word

    lines = [f"{result.test.span}: {result.test.title}"]
    expected, got, nothing = _WORDS[lang]
    for failure in result.failures:
        expectation = failure.expectation
        about = " ".join((expectation.name, *expectation.subjects))
        came = ", ".join(outcome_word(value, lang) for value in failure.got) or nothing
        lines.append(f"  {expectation.span}: {about}")
        lines += [f"    {expected}  {outcome_word(failure.expected, lang)}", f"    {got}  {came}"]
    return lines
