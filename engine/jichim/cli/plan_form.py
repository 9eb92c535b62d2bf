"""`jichim plan form`: the Excel form to fill in, and a copy of a filled one with its mistakes as comments."""

from __future__ import annotations

from pathlib import Path

import click

from jichim.cli import messages
from jichim.cli.options import lang_option, output_option, shipped_vocabulary
from jichim.cli.output import put_bytes, refusal, show
from jichim.diagnostic import Diagnostic, Lang, has_errors


@click.command()
@click.argument("plan", metavar="[PLAN]", required=False)
@output_option
@lang_option
@click.option("--example", is_flag=True, help="보기를 채운 양식 / filled in with examples")
@click.option(
    "--check",
    "filled",
    metavar="FILE",
    help="작성한 양식의 잘못을 메모로 단 사본 / a copy of a filled form with its mistakes as comments",
)
@click.option("--force", is_flag=True, help="있는 파일을 덮어쓴다 / replace an existing file")
def form(
    plan: str | None, target: str | None, lang: Lang, example: bool, filled: str | None, force: bool
) -> int:
    """엑셀 작성 양식 / an Excel form to fill in, empty or from a plan."""
    given = [one for one in (plan, filled) if one is not None]
    if len(given) + example > 1:
        raise click.UsageError("PLAN, --example, --check 가운데 하나만 준다 / give only one of these")
    if refused := _refusal(target, given, force):
        show([refused], lang)
        return 2
    vocabulary = shipped_vocabulary(lang)
    if vocabulary is None:
        return 2
    if filled is not None:
        return _check(filled, str(target), lang)

    from jichim.plan.files import read_plan_document
    from jichim.plan.form import write_form

    tree = None
    if plan is not None:
        tree, diagnostics = read_plan_document(plan, vocabulary)
        show(diagnostics, lang)
        if tree is None:
            return 2
    content, long = write_form(vocabulary, tree, lang, with_example=example, name=plan or "")
    show(long, lang)
    if content is None:
        return 2
    if refused := put_bytes(content, target):
        show([refused], lang)
        return 2
    return 0


def _check(filled: str, target: str, lang: Lang) -> int:
    """Reads a filled form and writes the copy; 2 where the form cannot be used as a plan yet."""
    vocabulary = shipped_vocabulary(lang)
    if vocabulary is None:
        return 2
    from jichim.plan.files import read_bytes
    from jichim.plan.form import read_form
    from jichim.plan.form.annotate import annotated
    from jichim.plan.messages import NOT_A_WORKBOOK

    name, raw, problems = read_bytes(filled)
    if raw is None:
        show(problems, lang)
        return 2
    _, diagnostics = read_form(name, raw, vocabulary)
    show(diagnostics, lang)
    copy = annotated(name, raw, diagnostics, lang)
    if copy is None:
        if not has_errors(diagnostics):
            ko, en = "사본을 만들 수 없다", "no copy can be made of it"
            show([NOT_A_WORKBOOK.about(name, problem_ko=ko, problem_en=en)], lang)
        return 2
    if refused := put_bytes(copy, target):
        show([refused], lang)
        return 2
    return 2 if has_errors(diagnostics) else 0


def _refusal(target: str | None, given: list[str], force: bool) -> Diagnostic | None:
    if target is None or target == "-":
        return messages.NEEDS_FILE.about("", form="xlsx", suffix="xlsx")
    refused = refusal(target, "plan.xlsx", given)
    if refused is None and not force and Path(target).exists():
        return messages.EXISTS.about("", path=target)
    return refused
