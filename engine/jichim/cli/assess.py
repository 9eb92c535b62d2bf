"""`jichim assess`: sheets on which evaluators rate what no field of a plan can decide."""

from __future__ import annotations

from pathlib import Path

import click

from jichim.cli import messages
from jichim.cli.options import lang_option, output_option, policy_option
from jichim.cli.output import put, put_bytes, refusal, show
from jichim.diagnostic import Lang, has_errors


@click.group()
def assess() -> None:
    """평가표를 만든다 / make assessment sheets."""


@assess.command()
@click.argument("plan", metavar="PLAN")
@policy_option
@lang_option
@output_option
@click.option("--evaluator", metavar="NAME", default="", help="평가자 이름 / who will rate")
@click.option("--force", is_flag=True, help="있는 파일을 덮어쓴다 / replace an existing file")
def new(
    plan: str, policy_names: tuple[str, ...], lang: Lang, target: str | None, evaluator: str, force: bool
) -> int:
    """계획이 적은 것을 옆에 붙인 빈 평가표, .xlsx도 가능 / an empty sheet (YAML or .xlsx)."""
    refused = refusal(target, "sheet.yaml", [plan])
    if refused is None and target not in (None, "-") and not force and Path(str(target)).exists():
        refused = messages.EXISTS.about("", path=target)
    if refused:
        show([refused], lang)
        return 2

    from jichim.assessment import blank_sheet, load_schemes
    from jichim.plan import read_plan_file
    from jichim.policy import load_policies

    policy, diagnostics = load_policies(policy_names)
    show(diagnostics, lang)
    if policy is None:
        return 2
    if not policy.criteria:
        show([messages.NO_CRITERIA.about("")], lang)
        return 2
    schemes, wrong = load_schemes(policy, policy_names)
    read, unread = read_plan_file(plan, policy.vocabulary)
    show([*wrong, *unread], lang)
    if read is None or has_errors(wrong):
        return 2
    if target is not None and target.lower().endswith(".xlsx"):
        from jichim.assessment.form import blank_form

        refused = put_bytes(blank_form(read, policy, schemes, evaluator, lang), target)
    else:
        refused = put(blank_sheet(read, policy, schemes, evaluator, lang), target)
    if refused:
        show([refused], lang)
        return 2
    return 0
