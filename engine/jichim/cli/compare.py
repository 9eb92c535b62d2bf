"""`jichim compare`: services of plans beside each other, and table 4-1 beside the decisions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from jichim.cli.options import lang_option, output_option, policy_option, shipped_vocabulary
from jichim.cli.output import page, put, refusal, show
from jichim.diagnostic import Lang, has_errors

if TYPE_CHECKING:
    from jichim.plan.model import Plan
    from jichim.vocabulary.model import Vocabulary

TABLE = ("table-4-1", "operators.yaml")


@click.command()
@click.argument("plans", metavar="PLAN...", nargs=-1, required=True)
@click.option(
    "--by",
    "aspects",
    type=click.Choice(["field", "resource", "customer", "channel"]),
    multiple=True,
    help="묶는 기준 (여러 번 가능, 기본: 전부) / what to group by",
)
@click.option(
    "--table-4-1",
    "table",
    is_flag=True,
    help="표 4-1의 운영주체 기호와 판정을 대조한다 / compare table 4-1 with the decisions",
)
@policy_option
@lang_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def compare(
    plans: tuple[str, ...],
    aspects: tuple[str, ...],
    table: bool,
    policy_names: tuple[str, ...],
    lang: Lang,
    form: Literal["text", "json"],
    target: str | None,
) -> int:
    """같은 유형의 서비스를 나란히 본다 / compare like services of plans.

    \b
    종료 코드 / exit codes
      0  비교함 / compared
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    example = "comparison.json" if form == "json" else "comparison.txt"
    if refused := refusal(target, example, plans):
        show([refused], lang)
        return 2
    vocabulary = shipped_vocabulary(lang)
    if vocabulary is None:
        return 2
    read, complete = _read(plans, vocabulary, lang)
    if not read:
        return 2
    if table:
        text = _table(read, [_shown(plan) for plan in plans], policy_names, lang)
        if text is None:
            return 2
    else:
        text = _comparison(read, vocabulary, aspects, lang, form, to_file=target not in (None, "-"))
    if refused := put(text, target, utf8=table or form == "json"):
        show([refused], lang)
        return 2
    return 0 if complete else 2


def _read(plans: Sequence[str], vocabulary: Vocabulary, lang: Lang) -> tuple[list[Plan], bool]:
    """The plans that can be read, each file once, and whether all of them could."""
    from jichim.plan import read_plan_file

    read: list[Plan] = []
    complete = True
    for file in dict.fromkeys(str(Path(plan)) for plan in plans):
        plan, diagnostics = read_plan_file(file, vocabulary)
        show(diagnostics, lang)
        complete = complete and plan is not None
        read += [plan] if plan is not None else []
    return read, complete


def _shown(plan: str) -> str:
    """A plan in a page that is kept: a path from the working directory, or a bare name."""
    path = Path(plan)
    return path.name if path.is_absolute() else path.as_posix()


def _comparison(
    plans: Sequence[Plan],
    vocabulary: Vocabulary,
    aspects: Sequence[str],
    lang: Lang,
    form: Literal["text", "json"],
    *,
    to_file: bool,
) -> str:
    from jichim.compare import compare as compare_plans
    from jichim.compare.model import Aspect
    from jichim.report.compare_report import comparison_json, render_comparison

    comparison = compare_plans(plans, vocabulary)
    if form == "json":
        return comparison_json(comparison)
    wanted = [aspect for aspect in Aspect if not aspects or aspect.value in aspects]
    return render_comparison(comparison, page(lang, to_file=to_file), wanted)


def _table(
    plans: Sequence[Plan], shown: Sequence[str], policy_names: Sequence[str], lang: Lang
) -> str | None:
    from jichim.compare import compare_table, read_table
    from jichim.policy import load_policies
    from jichim.report.table_report import render_table
    from jichim.resources import folder
    from jichim.review import Reviewer
    from jichim.source import Source

    policy, diagnostics = load_policies(policy_names)
    text = (folder("samples") / TABLE[0] / TABLE[1]).read_text("utf-8")
    rows, wrong = read_table(Source("/".join(("samples", *TABLE)), text))
    show([*diagnostics, *wrong], lang)
    if policy is None or has_errors(wrong):
        return None
    reviewer = Reviewer(policy)
    try:
        reviews = [reviewer.review(plan) for plan in plans]
    finally:
        reviewer.close()
    return render_table(compare_table(rows, reviews), shown)
