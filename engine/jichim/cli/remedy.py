"""`jichim remedy`: what has to be true and stated so that a plan has no finding of a level."""

from __future__ import annotations

from typing import Literal

import click

from jichim.cli.options import assessment_option, lang_option, output_option, policy_option
from jichim.cli.output import page, put, refusal, show
from jichim.diagnostic import Lang


@click.command()
@click.argument("plan", metavar="PLAN")
@click.option(
    "--until",
    type=click.Choice(["violation", "recommendation", "undetermined"]),
    default="violation",
    show_default=True,
    help="어느 수준까지 푸는가 / what is cleared",
)
@policy_option
@assessment_option
@click.option("--no-drafts", is_flag=True, help="초안은 빼고 검토한다 / leave drafts out")
@click.option("--as-of", metavar="DATE", help="검토 기준일, submitted는 제출일 / review date")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 600),
    default=20.0,
    show_default=True,
    help="찾는 시간의 한도 / bound of the search",
)
@lang_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def remedy(
    plan: str,
    until: Literal["violation", "recommendation", "undetermined"],
    policy_names: tuple[str, ...],
    sheets: tuple[str, ...],
    no_drafts: bool,
    as_of: str | None,
    seconds: float,
    lang: Lang,
    form: Literal["text", "json"],
    target: str | None,
) -> int:
    """지적을 푸는 가장 작은 고침을 찾는다 / find the smallest edits that clear a plan.

    \b
    종료 코드 / exit codes
      0  고치면 이 수준의 지적이 남지 않는다 / edits clear the level
      1  고쳐도 남는 것이 있다 / something is left
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    from jichim.cli.prepared import prepare

    example = "remedy.json" if form == "json" else "remedy.txt"
    if refused := refusal(target, example, (plan, *sheets)):
        show([refused], lang)
        return 2
    prepared = prepare(plan, policy_names, as_of, lang, drafts=not no_drafts, sheets=sheets)
    if prepared is None:
        return 2

    from jichim.remedy import remedy as find_remedy
    from jichim.review import Reviewer
    from jichim.review.errors import Unreviewable

    reviewer = Reviewer(prepared.policy)
    try:
        found = find_remedy(
            prepared.opened,
            reviewer,
            until=until,
            as_of=prepared.when,
            ratings=prepared.ratings,
            seconds=seconds,
        )
    except Unreviewable as missing:
        show([missing.diagnostic], lang)
        return 2
    finally:
        reviewer.close()
    if form == "json":
        from jichim.report.remedy_json import remedy_json

        text = remedy_json(found)
    else:
        from jichim.report.remedy_report import render_remedy

        text = render_remedy(found, page(lang, to_file=target not in (None, "-")))
    if refused := put(text, target, utf8=form == "json"):
        show([refused], lang)
        return 2
    return 0 if found.clear else 1
