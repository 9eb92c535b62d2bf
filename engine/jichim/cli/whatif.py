"""`jichim whatif`: what a review would say if the plan said something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from jichim.cli.options import assessment_option, lang_option, output_option, policy_option
from jichim.cli.output import page, put, refusal, show
from jichim.diagnostic import Diagnostic, Lang, has_errors

if TYPE_CHECKING:
    from jichim.cli.prepared import Prepared
    from jichim.scenario.model import Scenario


@click.command()
@click.argument("plan", metavar="PLAN")
@click.option(
    "--set", "sets", metavar="PATH=VALUE", multiple=True, help="고칠 값 (여러 번 가능) / state a value"
)
@click.option(
    "--unset", "unsets", metavar="PATH", multiple=True, help="뺄 값 (여러 번 가능) / take a value out"
)
@click.option("--scenarios", "file", metavar="FILE", help="시나리오 파일 (YAML) / scenarios from a file")
@policy_option
@assessment_option
@click.option("--no-drafts", is_flag=True, help="초안은 빼고 검토한다 / leave drafts out")
@click.option("--as-of", metavar="DATE", help="검토 기준일, submitted는 제출일 / review date")
@lang_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def whatif(
    plan: str,
    sets: tuple[str, ...],
    unsets: tuple[str, ...],
    file: str | None,
    policy_names: tuple[str, ...],
    sheets: tuple[str, ...],
    no_drafts: bool,
    as_of: str | None,
    lang: Lang,
    form: Literal["text", "json"],
    target: str | None,
) -> int:
    """계획을 고치면 결과가 어떻게 달라지는지 본다 / see what edits would change.

    \b
    jichim whatif 계획.yaml --set '서비스[I-MOD].구축비=3억원'
    종료 코드 / exit codes
      0  견주었다 / compared
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    from jichim.cli.prepared import prepare

    example = "whatif.json" if form == "json" else "whatif.txt"
    if refused := refusal(target, example, (plan, *sheets, *([file] if file else []))):
        show([refused], lang)
        return 2
    prepared = prepare(plan, policy_names, as_of, lang, drafts=not no_drafts, sheets=sheets)
    if prepared is None:
        return 2
    scenarios, problems = _scenarios(prepared, sets, unsets, file)
    show(problems, lang)
    if has_errors(problems):
        return 2

    from jichim.review import Reviewer
    from jichim.review.errors import Unreviewable
    from jichim.scenario import what_if

    reviewer = Reviewer(prepared.policy)
    try:
        result, wrong = what_if(
            prepared.opened, scenarios, reviewer, as_of=prepared.when, ratings=prepared.ratings
        )
    except Unreviewable as missing:
        show([missing.diagnostic], lang)
        return 2
    finally:
        reviewer.close()
    show(wrong, lang)
    if form == "json":
        from jichim.report.whatif_json import what_if_json

        text = what_if_json(result)
    else:
        from jichim.report.whatif_report import render_what_if

        text = render_what_if(result, page(lang, to_file=target not in (None, "-")))
    if refused := put(text, target, utf8=form == "json"):
        show([refused], lang)
        return 2
    return 2 if has_errors(wrong) else 0


def _scenarios(
    prepared: Prepared, sets: tuple[str, ...], unsets: tuple[str, ...], file: str | None
) -> tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """The edits of the command line as one scenario, then those of the file."""
    from jichim.plan import read_source
    from jichim.scenario import Scenario, messages, read_scenarios, read_set, read_unset
    from jichim.scenario.file import twice

    root, vocabulary = prepared.opened.plan.root, prepared.policy.vocabulary
    scenarios: list[Scenario] = []
    problems: list[Diagnostic] = []
    edits = []
    for read, arguments in ((read_set, sets), (read_unset, unsets)):
        for argument in arguments:
            edit, wrong = read(argument, root, vocabulary)
            problems += wrong
            edits += [edit] if edit is not None else []
    repeated, kept = twice(edits)
    problems += repeated
    if kept:
        scenarios.append(Scenario("", kept))
    if file is not None:
        source, notes = read_source(file)
        problems += notes
        if source is not None:
            found, wrong = read_scenarios(source, root, vocabulary)
            scenarios += found
            problems += wrong
    if not scenarios and not has_errors(problems):
        problems.append(messages.NO_EDITS.about(""))
    return tuple(scenarios), tuple(problems)
