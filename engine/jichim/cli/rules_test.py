"""`jichim rules test`: the tests of rules, in the language and in tables of cases."""

from __future__ import annotations

from typing import Literal

import click

from jichim.cli.options import lang_option, output_option, policy_option
from jichim.cli.output import page, put, refusal, show
from jichim.diagnostic import Lang, has_errors


@click.command()
@policy_option
@click.option(
    "--rule",
    "rule_names",
    metavar="NAME",
    multiple=True,
    help="이 규칙·도출의 시험만 (`G7-*`처럼 여러 개 가능) / only tests of these",
)
@click.option(
    "--cases",
    "case_files",
    metavar="FILE",
    multiple=True,
    help="함께 돌릴 사례표 / tables of cases to run as well",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "junit", "json"]), default="text", show_default=True
)
@output_option
@lang_option
def test(
    policy_names: tuple[str, ...],
    rule_names: tuple[str, ...],
    case_files: tuple[str, ...],
    form: Literal["text", "junit", "json"],
    target: str | None,
    lang: Lang,
) -> int:
    """규칙에 딸린 시험을 돌린다 / run the tests of the rules.

    정책 파일의 `시험`과, 그 폴더의 `*.cases.yaml`에 적은 사례를 돌린다.
    Runs the `test` blocks of the policies and the `*.cases.yaml` beside them.

    \b
    종료 코드 / exit codes
      0  모두 통과 / all passed
      1  실패가 있거나, 시험이 없는 기준이 있음 / failures, or an instrument without a test
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    if refused := refusal(target, f"tests.{'xml' if form == 'junit' else 'txt' if form == 'text' else form}"):
        show([refused], lang)
        return 2
    from jichim.policy import load_policies

    policy, diagnostics = load_policies(policy_names)
    show(diagnostics, lang)
    if policy is None:
        return 2

    from jichim.authoring import run_tests
    from jichim.authoring.case_tables import load_cases
    from jichim.authoring.selection import select, untested
    from jichim.authoring.tests_report import render_results, results_json, results_junit

    cases, problems = load_cases(policy, policy_names, case_files)
    tests = (*policy.tests, *cases)
    chosen, unknown = select(policy, tests, rule_names)
    show((*problems, *unknown), lang)
    if has_errors((*problems, *unknown)):
        return 2
    results = run_tests(policy, chosen)
    sheet = page(lang, to_file=target not in (None, "-"))
    if form == "text":
        text = render_results(results, sheet, policy.vocabulary)
    elif form == "json":
        text = results_json(results, policy.vocabulary)
    else:
        text = results_junit(results, sheet, policy.vocabulary)
    for result in results:
        show(result.diagnostics, lang)
    missing = untested(policy, tests)
    show(missing, lang)
    if refused := put(text, target, utf8=form != "text"):
        show([refused], lang)
        return 2
    return 1 if missing or not all(result.passed for result in results) else 0
