"""`jichim ask`: what a plan does not state, as a checklist or as questions on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from jichim.cli import messages as of_commands
from jichim.cli.options import lang_option, output_option, policy_option
from jichim.cli.output import page, put, refusal, show
from jichim.diagnostic import Lang, has_errors

if TYPE_CHECKING:
    from jichim.cli.prepared import Prepared
    from jichim.review.model import Review
    from jichim.scenario.model import Edit
    from jichim.scenario.questions import Question

Form = Literal["text", "markdown", "json"]
_STOP, _EXPLAIN = ".", "?"
_SUFFIXES: dict[str, Form] = {".md": "markdown", ".markdown": "markdown", ".json": "json"}


@click.command()
@click.argument("plan", metavar="PLAN")
@policy_option
@click.option("--no-drafts", is_flag=True, help="초안은 빼고 묻는다 / leave drafts out")
@click.option("--as-of", metavar="DATE", help="검토 기준일, submitted는 제출일 / review date")
@click.option("--most", type=click.IntRange(1), help="앞에서부터 몇 가지만 / the first questions only")
@click.option(
    "--interactive", "-i", is_flag=True, help="물어서 답한 계획을 쓴다 / ask, and write the answered plan"
)
@click.option("--in-place", is_flag=True, help="답을 계획 파일에 쓴다 / write into the plan itself")
@lang_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    help="기본: 파일 이름을 따르고, 없으면 text / default: by the name of the file",
)
@output_option
def ask(
    plan: str,
    policy_names: tuple[str, ...],
    no_drafts: bool,
    as_of: str | None,
    most: int | None,
    interactive: bool,
    in_place: bool,
    lang: Lang,
    form: Form | None,
    target: str | None,
) -> int:
    """무엇을 더 물어야 하는지 보인다 / list what a plan leaves open.

    \b
    jichim ask 계획.yaml -o 질문.md              보낼 점검표 / a checklist to send
    jichim ask 계획.yaml -i -o 답한계획.yaml     묻고 답을 쓴다 / ask and write
    종료 코드 / exit codes
      0  물었다 / done
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    from jichim.cli.prepared import prepare
    from jichim.review import Reviewer
    from jichim.review.errors import Unreviewable
    from jichim.scenario import messages
    from jichim.scenario.questions import questions

    if in_place and (not interactive or target is not None):
        # The checklist of questions would replace the plan.
        show([of_commands.IN_PLACE_ALONE.about("--in-place")], lang)
        return 2
    if in_place and Path(plan).suffix.casefold() == ".xlsx":
        show([of_commands.FORM_IN_PLACE.about(plan)], lang)
        return 2
    if in_place:
        target = plan
    if interactive and target is None:
        show([messages.NO_TARGET.about("")], lang)
        return 2
    example = "answered.yaml" if interactive else "questions.md"
    if refused := refusal(target, example, () if in_place else (plan,)):
        show([refused], lang)
        return 2
    prepared = prepare(plan, policy_names, as_of, lang, drafts=not no_drafts)
    if prepared is None:
        return 2
    reviewer = Reviewer(prepared.policy)
    try:
        review = reviewer.review(prepared.opened.plan, as_of=prepared.when)
    except Unreviewable as missing:
        show([missing.diagnostic], lang)
        return 2
    finally:
        reviewer.close()
    asked = questions(review, prepared.opened.plan, prepared.policy.vocabulary)[:most]
    if interactive:
        return _interview(prepared, asked, target, lang)
    text = _rendered(review, asked, form or _form_of(target), lang, target)
    if refused := put(text, target, utf8=form == "json"):
        show([refused], lang)
        return 2
    return 0


def _form_of(target: str | None) -> Form:
    suffix = "." + (target or "").rpartition(".")[2].casefold()
    return _SUFFIXES.get(suffix, "text")


def _rendered(review: Review, asked: Sequence[Question], form: Form, lang: Lang, target: str | None) -> str:
    from jichim.report.ask_report import questions_json, questions_markdown, render_questions

    if form == "json":
        return questions_json(review, asked)
    if form == "markdown":
        return questions_markdown(review, asked, lang)
    return render_questions(review, asked, page(lang, to_file=target not in (None, "-")))


# ---- questions on the terminal -----------------------------------------------------------------------


def _interview(prepared: Prepared, asked: Sequence[Question], target: str | None, lang: Lang) -> int:
    """Every question in turn; what was answered is written even if the rest is not."""
    from jichim.scenario import messages
    from jichim.scenario.answered import answered

    edits = _answers(prepared, asked, lang)
    text = answered(prepared.opened, edits) if edits else prepared.opened.source.text
    if text is None:
        show([messages.NOT_WRITTEN.about(prepared.opened.source.name)], lang)
        return 2
    if refused := put(text, target):
        show([refused], lang)
        return 2
    said = "{n}가지 답을 {target}에 썼다\n" if lang == "ko" else "{n} answers were written to {target}\n"
    sys.stderr.write(said.format(n=len(edits), target=target))
    return 0


def _answers(prepared: Prepared, asked: Sequence[Question], lang: Lang) -> list[Edit]:
    from jichim.report.ask_report import answer_form
    from jichim.report.layout import printable

    help_ = (
        "Enter 건너뜀, ? 설명, . 그만\n"
        if lang == "ko"
        else "Enter skips, ? explains, . ends the questions\n"
    )
    sys.stderr.write(help_)
    edits: list[Edit] = []
    for number, question in enumerate(asked, start=1):
        sys.stderr.write(f"\n[{number}/{len(asked)}] {printable(question.path)}\n")
        sys.stderr.write(f"  {answer_form(question, lang)}\n")
        while True:
            sys.stderr.write("> ")
            sys.stderr.flush()
            line = sys.stdin.readline()
            answer = line.strip()
            if not line or answer == _STOP:
                return edits
            if not answer:
                break
            if answer == _EXPLAIN:
                sys.stderr.write(f"  {printable(question.field.description)}\n")
                continue
            edit = _read(prepared, question, answer, edits, lang)
            if edit is not None:
                edits.append(edit)
                break
    return edits


def _read(
    prepared: Prepared, question: Question, answer: str, edits: Sequence[Edit], lang: Lang
) -> Edit | None:
    """The answer read as a plan would be, together with the answers before it."""
    from jichim.scenario import edited, read_set

    opened = prepared.opened
    edit, wrong = read_set(f"{question.path}={answer}", opened.plan.root, opened.vocabulary, name="?")
    show(wrong, lang)
    if edit is None or has_errors(wrong):
        return None
    plan, clashes = edited(opened, [*edits, edit])
    show(clashes, lang)
    return None if plan is None else edit
