"""`jichim rules impact`: what a change of rules does to plans."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Literal

import click

from jichim.cli import messages
from jichim.cli.options import assessment_option, lang_option, output_option
from jichim.cli.output import page, put, refusal, show
from jichim.cli.progress import progress_bar
from jichim.cli.rules_diff import read_both
from jichim.diagnostic import Lang

if TYPE_CHECKING:
    from jichim.authoring.impact import Impact
    from jichim.vocabulary.model import Vocabulary

Form = Literal["text", "json", "csv", "html"]
_WORTH_PROCESSES = 100
"""From so many plans on, starting processes takes less time than it saves."""


@click.command()
@click.argument("old")
@click.argument("new")
@click.argument("paths", metavar="PLANS...", nargs=-1, required=True)
@click.option(
    "--as-of",
    metavar="DATE",
    help="검토 기준일 (기본: 오늘), submitted는 계획마다 제출일 / review date",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=None,
    help="나란히 쓸 프로세스 수 (기본: 계획이 많으면 코어 수) / processes",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "html"]),
    default="text",
    show_default=True,
)
@click.option("--no-drafts", is_flag=True, help="초안은 빼고 검토한다 / leave drafts out")
@click.option(
    "--most", type=click.IntRange(1), default=1000, show_default=True, help="나열할 계획 수 / plans listed"
)
@assessment_option
@lang_option
@output_option
def impact(
    old: str,
    new: str,
    paths: tuple[str, ...],
    as_of: str | None,
    jobs: int | None,
    form: Form,
    no_drafts: bool,
    most: int,
    sheets: tuple[str, ...],
    lang: Lang,
    target: str | None,
) -> int:
    """규칙을 고치면 어느 계획의 어느 결과가 왜 달라지는지 보인다 / what a change of rules does to plans.

    OLD와 NEW는 `jichim rules diff`와 같고, PLANS는 폴더, 파일, zip, jsonl이다. 판마다 그 판의 어휘로 읽는다.
    위반이 없다가 생기는 계획이 먼저 나온다.
    OLD and NEW as for `jichim rules diff`; PLANS are folders, files, zip archives or JSON lines. Each
    version is read with its own vocabulary. Plans that go from clean to violating come first.

    \b
    jichim rules impact HEAD rules samples
    jichim rules impact guideline-2025-785 개정안 계획들 --as-of 2027-01-01 --jobs 4

    \b
    종료 코드 / exit codes
      0  달라지는 결과가 없음 / no result changes
      1  달라지는 결과가 있음 / results change
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    from jichim.cli.options import review_date

    if refused := refusal(target, f"impact.{'txt' if form == 'text' else form}", (*paths, *sheets)):
        show([refused], lang)
        return 2
    try:
        when = review_date(as_of) or datetime.date.today()
    except ValueError:
        show([messages.BAD_DATE.about("--as-of", word=as_of)], lang)
        return 2
    both = read_both(old, new, lang, drafts=not no_drafts)
    if both is None:
        return 2
    (before, old_policy), (after, new_policy) = both
    if not new_policy.instruments or not old_policy.instruments:
        show([messages.NO_INSTRUMENT.about("")], lang)
        return 2

    from jichim.assessment import leftover
    from jichim.audit import BrokenRulesError, NoReviewsError, Settings, gather
    from jichim.authoring.diff import diff_policies
    from jichim.authoring.impact import measure, read_sheets

    gathered, problems = gather(paths)
    if problems:
        show(problems, lang)
        return 2
    diff = diff_policies(old_policy, new_policy, labels=(before.label, after.label), lang=lang)
    many = len(gathered.entries) >= _WORTH_PROCESSES
    processes = jobs if jobs is not None else (os.cpu_count() or 1) if many else 0
    settings = Settings(drafts=not no_drafts, as_of=when)
    sides, policies = (before, after), (old_policy, new_policy)
    rated, problems = read_sheets(sheets, sides, policies, single=len(gathered.entries) == 1)
    show(problems, lang)
    if rated is None:
        return 2
    try:
        with progress_bar(len(gathered.entries), lang) as progress:
            found = measure(
                diff,
                sides,
                policies,
                gathered,
                settings,
                jobs=processes,
                most=most,
                rated=rated,
                progress=progress,
            )
    except (BrokenRulesError, NoReviewsError) as broken:
        show(broken.diagnostics, lang)
        return 2
    unused = leftover([one for one in rated[1].sheets if one.file not in found.sheets], ())
    show(unused, lang)
    text = _rendered(found, form, lang, target, new_policy.vocabulary)
    if refused := put(text, target, utf8=form != "text"):
        show([refused], lang)
        return 2
    if found.reviewed == 0 or unused:
        return 2
    return 1 if found.changed else 0


def _rendered(found: Impact, form: Form, lang: Lang, target: str | None, vocabulary: Vocabulary) -> str:
    if form == "html":
        from jichim.authoring.impact.impact_html import impact_html

        return impact_html(found, lang, vocabulary)
    if form == "text":
        from jichim.authoring.impact.impact_text import render_impact

        return render_impact(found, page(lang, to_file=target not in (None, "-")), vocabulary)
    from jichim.authoring.impact.impact_data import impact_csv, impact_json

    return impact_json(found) if form == "json" else impact_csv(found)
