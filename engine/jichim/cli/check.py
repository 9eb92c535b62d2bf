"""`jichim check`: plans in, reviews out."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from jichim.cli import messages
from jichim.cli.begin import begin
from jichim.cli.options import assessment_option, lang_option, output_option, policy_option
from jichim.cli.output import page, put, put_bytes, refusal, show
from jichim.diagnostic import Diagnostic, Lang, Text, has_errors, reason_of
from jichim.report.formats import FORMATS

if TYPE_CHECKING:
    from jichim.assessment import Assessment
    from jichim.cli.assessments import Sheets
    from jichim.cli.options import ReviewDate
    from jichim.plan.model import Plan
    from jichim.policy.model import Policy
    from jichim.provisions import Beside
    from jichim.report import Report, Unusable
    from jichim.report.formats import Format
    from jichim.review import Reviewer
    from jichim.review.model import Review

FailOn = Literal["violation", "recommendation", "undetermined", "never"]

_MOST_OF_TEMPLATE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review, and what the assessment sheets on its plan say."""

    review: Review
    assessment: Assessment | None
    plan: Plan


@click.command()
@click.argument("plans", metavar="PLAN...", nargs=-1, required=True)
@policy_option
@click.option("--no-drafts", is_flag=True, help="초안은 빼고 검토한다 / leave drafts out")
@click.option("--as-of", metavar="DATE", help="검토 기준일, submitted는 제출일 / review date")
@assessment_option
@lang_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help="적합·해당없음까지 모두 보인다 / list every outcome")
@output_option
@click.option(
    "--template",
    metavar="FILE",
    help="의견서를 채울 양식 (hwpx, docx, pdf는 .typ) / template of the opinion",
)
@click.option(
    "--fail-on",
    type=click.Choice(["violation", "recommendation", "undetermined", "never"]),
    default="violation",
    show_default=True,
    help="종료 코드 1이 되는 수준 / what exits with 1",
)
def check(
    plans: tuple[str, ...],
    policy_names: tuple[str, ...],
    no_drafts: bool,
    as_of: str | None,
    sheets: tuple[str, ...],
    lang: Lang,
    form: str,
    everything: bool,
    target: str | None,
    template: str | None,
    fail_on: FailOn,
) -> int:
    """계획을 검토한다 (-는 표준 입력) / review plans (- is standard input).

    \b
    종료 코드 / exit codes
      0  지적 없음 / nothing at or above --fail-on
      1  지적 있음 / findings
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    chosen = FORMATS[form]
    if refused := refusal(target, f"review.{chosen.suffix}", (*plans, *sheets)) or unavailable(
        chosen, target
    ):
        return _refuse(refused, lang)
    form_of_user = read_template(template, chosen) if template is not None else b""
    if isinstance(form_of_user, Diagnostic):
        return _refuse(form_of_user, lang)
    begun = begin(policy_names, as_of, plans, lang, drafts=not no_drafts, sheets=sheets)
    if begun is None:
        return 2
    policy, when = begun.policy, begun.when
    if isinstance(when, datetime.date) and (nothing := unreviewable(policy, when)):
        return _refuse(nothing, lang)

    from jichim.provisions import load_beside

    beside, wrong_files = load_beside(policy, policy_names)
    show(wrong_files, lang)
    if has_errors(wrong_files):
        return 2

    report = review_all(plans, policy, when, lang, begun.sheets, beside)

    where = page(lang, to_file=target not in (None, "-"), everything=everything, template=form_of_user)
    made = chosen.render(report, policy, where)
    show(made.diagnostics, lang)
    if has_errors(made.diagnostics):
        return 2
    content = made.content
    if refused := put(content.decode("utf-8"), target) if form == "text" else put_bytes(content, target):
        return _refuse(refused, lang)
    return exit_code(report, fail_on)


def review_all(
    plans: Sequence[str],
    policy: Policy,
    when: ReviewDate,
    lang: Lang,
    sheets: Sheets | None = None,
    beside: Beside | None = None,
) -> Report:
    """Every file once, in the order given; one that cannot be used never keeps others from being reviewed.

    A sheet that belongs to none of the plans stands among the unusable files.
    """
    from jichim.report import Report, Unusable
    from jichim.review import Reviewer

    # Given only where there is something, as with ratings below.
    reviewer = (
        Reviewer(policy, beside) if beside and (beside.crosswalks or beside.forms) else Reviewer(policy)
    )
    reviews: list[Review] = []
    assessments: list[Assessment | None] = []
    read: list[Plan] = []
    unusable: list[Unusable] = []
    try:
        seen: set[Path] = set()
        for plan in plans:
            result: Reviewed | tuple[Diagnostic, ...]
            again = Path(plan) in seen
            seen.add(Path(plan))
            if again and plan != "-":
                continue  # two patterns of the shell may name one file
            if again:
                twice = messages.STDIN_TWICE.about("<stdin>")
                show([twice], lang)
                result = (twice,)
            else:
                result = review_one(plan, reviewer, when, lang, sheets)
            if isinstance(result, tuple):
                unusable.append(Unusable("<stdin>" if plan == "-" else plan, result))
            else:
                reviews.append(result.review)
                assessments.append(result.assessment)
                read.append(result.plan)
    finally:
        reviewer.close()
    for file, diagnostics in sheets.leftover().items() if sheets else ():
        show(diagnostics, lang)
        unusable.append(Unusable(file, diagnostics))
    return Report(tuple(reviews), tuple(unusable), tuple(assessments), tuple(read))


def review_one(
    plan: str, reviewer: Reviewer, when: ReviewDate, lang: Lang, sheets: Sheets | None = None
) -> Reviewed | tuple[Diagnostic, ...]:
    """The review of one plan, or why there is none; diagnostics are shown either way."""
    from jichim.plan import read_plan_file
    from jichim.review import Unreviewable
    from jichim.review.in_force import require_in_force

    read, diagnostics = read_plan_file(plan, reviewer.policy.vocabulary)
    show(diagnostics, lang)
    if read is None:
        return diagnostics
    assessment = None
    if sheets is not None:
        assessment, wrong = sheets.assess(read)
        show(wrong, lang)
        if has_errors(wrong):
            return (*diagnostics, *wrong)
    try:
        # Ratings are given only where there are some: without sheets a criterion is a matter of judgement.
        rated = {} if assessment is None else {"ratings": assessment.ratings}
        made = reviewer.review(read, as_of=when, **rated)
        require_in_force(reviewer.policy, made.as_of, made.file)
    except Unreviewable as missing:
        show([missing.diagnostic], lang)
        return (*diagnostics, missing.diagnostic)
    return Reviewed(made, assessment, read)


def unreviewable(policy: Policy, day: datetime.date) -> Diagnostic | None:
    """That nothing is in force or proposed on a day, whatever the plan."""
    from jichim.review import Unreviewable
    from jichim.review.in_force import require_in_force

    try:
        require_in_force(policy, day)
    except Unreviewable as nothing:
        return nothing.diagnostic
    return None


def exit_code(report: Report, fail_on: FailOn) -> int:
    """2 if a plan was unusable, else 1 if a review holds something at or above the level, else 0."""
    from jichim.review.model import Level, Outcome

    if report.unusable:
        return 2
    if fail_on == "never":
        return 0
    failing = {Level.VIOLATION}
    if fail_on != "violation":
        failing |= {Level.EVIDENCE, Level.DEPARTURE, Level.RECOMMENDATION}
    found = any(finding.level in failing for review in report.reviews for finding in review.findings)
    if fail_on == "undetermined":
        found = found or any(review.counts.get(Outcome.UNDETERMINED, 0) for review in report.reviews)
    return 1 if found else 0


def unavailable(chosen: Format, target: str | None) -> Diagnostic | None:
    """Why a report cannot be made in this format: no file for it, or a library that is not installed."""
    if chosen.binary and target is None:
        return messages.NEEDS_FILE.about("", form=chosen.name, suffix=chosen.suffix)
    if missing := [name for name in chosen.requires if find_spec(name) is None]:
        return messages.NEEDS_EXTRA.about("", form=chosen.name, library=missing[0], extra=chosen.extra)
    return None


def read_template(file: str, chosen: Format) -> bytes | Diagnostic:
    """A template of the user, or why it cannot be used."""
    from jichim.report import messages as of_reports

    if not chosen.template:
        return of_reports.TEMPLATE_UNUSED.about(file, form=chosen.name)
    try:
        with open(file, "rb") as opened:
            content = opened.read(_MOST_OF_TEMPLATE + 1)
    except (OSError, ValueError) as fault:
        return of_reports.BAD_TEMPLATE.about(file, form=chosen.name, reason=reason_of(fault))
    if not content or len(content) > _MOST_OF_TEMPLATE:
        most = _MOST_OF_TEMPLATE // 1024**2
        reason = Text(f"빈 파일이거나 {most}MB보다 크다", f"it is empty or larger than {most} MB")
        return of_reports.BAD_TEMPLATE.about(file, form=chosen.name, reason=reason)
    return content


def _refuse(diagnostic: Diagnostic, lang: Lang) -> int:
    show([diagnostic], lang)
    return 2
