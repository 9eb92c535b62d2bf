"""`jichim rules`: for those who write rules: their tests, and what the network makes of them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

import click

from jichim.cli.options import lang_option, output_option, policy_option
from jichim.cli.output import page, put, refusal, show
from jichim.cli.rules_coverage import coverage
from jichim.cli.rules_diff import diff
from jichim.cli.rules_docs import docs
from jichim.cli.rules_fmt import fmt
from jichim.cli.rules_impact import impact
from jichim.cli.rules_lint import lint
from jichim.cli.rules_new import new
from jichim.cli.rules_test import test
from jichim.diagnostic import Lang, has_errors

if TYPE_CHECKING:
    from jichim.policy.model import Policy


@click.group()
def rules() -> None:
    """규칙을 쓰는 사람을 위한 명령 / for authors of rules."""


@rules.command()
@policy_option
@lang_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)
@output_option
def trace(
    policy_names: tuple[str, ...], lang: Lang, form: Literal["text", "json", "csv"], target: str | None
) -> int:
    """출처의 항목과 규칙과 시험을 잇는다 / source items, rules and tests.

    \b
    종료 코드 / exit codes
      0  모든 항목에 규칙이나 까닭이 있음 / every item is encoded or explained
      1  빈틈이 있음 / gaps
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    if refused := refusal(target, f"trace.{'txt' if form == 'text' else form}"):
        show([refused], lang)
        return 2
    policy = _policy(policy_names, lang)
    if policy is None:
        return 2

    from jichim.authoring import load_traces
    from jichim.authoring import trace as trace_items
    from jichim.authoring.trace_report import render_trace, trace_csv, trace_json

    sources, problems = load_traces(policy, policy_names)
    show(problems, lang)
    if has_errors(problems):
        return 2
    traces = [
        trace_items(policy, source, [other for other in sources if other is not source]) for source in sources
    ]
    if form == "text":
        text = render_trace(traces, page(lang, to_file=target not in (None, "-")))
    else:
        text = trace_json(traces) if form == "json" else trace_csv(traces)
    if refused := put(text, target, utf8=form != "text"):
        show([refused], lang)
        return 2
    for one in traces:
        show([*one.remarks, *one.gaps], lang)
    return 1 if any(one.gaps for one in traces) else 0


@rules.command()
@policy_option
@lang_option
def citations(policy_names: tuple[str, ...], lang: Lang) -> int:
    """근거와 의무를 조문 목록과 견준다 / citations and duties against the lists of provisions.

    \b
    종료 코드 / exit codes
      0  어긋난 것이 없음 (참고는 법령 자체에 대한 것) / nothing disagrees (notes are about the law itself)
      1  어긋난 것이 있음 / something disagrees
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    policy = _policy(policy_names, lang)
    if policy is None:
        return 2

    from jichim.authoring.citations import check_citations
    from jichim.diagnostic import Severity
    from jichim.policy.endings import shipped_endings
    from jichim.provisions import load_defects, load_documents, load_provisions

    documents, wrong_names = load_documents(policy, policy_names)
    lists, wrong_lists = load_provisions(policy, policy_names)
    defects, wrong_defects = load_defects(policy, policy_names)
    problems = tuple(dict.fromkeys((*wrong_names, *wrong_lists, *wrong_defects)))
    show(problems, lang)
    if has_errors(problems):
        return 2
    checked = check_citations(policy, lists, documents, defects, shipped_endings())
    show(checked.found, lang)
    errors, warnings, notes = (
        sum(one.severity is severity for one in checked.found)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    )
    provisions = sum(len(one.provisions) for one in lists)
    ko = (
        f"선언 {checked.clauses}개의 근거 {checked.citations}건을 조문 {provisions}개와 견주었다: "
        f"오류 {errors}건, 주의 {warnings}건, 참고 {notes}건"
    )
    en = (
        f"{checked.citations} citations of {checked.clauses} declarations against {provisions} provisions: "
        f"{errors} errors, {warnings} warnings, {notes} notes"
    )
    put((ko if lang == "ko" else en) + "\n")
    return 1 if errors else 0


@rules.command()
@policy_option
@lang_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)
@output_option
def crosswalk(
    policy_names: tuple[str, ...], lang: Lang, form: Literal["text", "json", "csv"], target: str | None
) -> int:
    """제안과 시행 중인 조문을 나란히 보인다 / proposals beside the provisions in force."""
    if refused := refusal(target, f"crosswalk.{'txt' if form == 'text' else form}"):
        show([refused], lang)
        return 2
    policy = _policy(policy_names, lang)
    if policy is None:
        return 2

    from jichim.authoring import load_traces, messages
    from jichim.authoring.crosswalk_report import (
        check_crosswalk,
        crosswalk_csv,
        crosswalk_json,
        render_crosswalk,
        tabulate,
    )
    from jichim.provisions import load_crosswalks, load_provisions

    crosswalks, problems = load_crosswalks(policy, policy_names)
    lists, wrong = load_provisions(policy, policy_names)
    sources, _ = load_traces(policy, policy_names)
    show((*problems, *wrong), lang)
    if has_errors((*problems, *wrong)):
        return 2
    if not crosswalks:
        show([messages.NO_CROSSWALK.about("")], lang)
        return 2
    tables = [tabulate(policy, one, lists) for one in crosswalks]
    if form == "text":
        text = render_crosswalk(tables, page(lang, to_file=target not in (None, "-")))
    else:
        text = crosswalk_json(tables) if form == "json" else crosswalk_csv(tables)
    if refused := put(text, target, utf8=form != "text"):
        show([refused], lang)
        return 2
    items = {one.instrument: frozenset(item.id for item in one.items) for one in sources}
    found = [
        problem
        for one in crosswalks
        for problem in check_crosswalk(one, items.get(one.instrument, frozenset()), lists)
    ]
    show(found, lang)
    return 1 if found else 0


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


rules.add_command(coverage)
rules.add_command(diff)
rules.add_command(docs)
rules.add_command(fmt)
rules.add_command(impact)
rules.add_command(lint)
rules.add_command(new)
rules.add_command(test)
