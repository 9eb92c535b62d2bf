"""`jichim plan`: a skeleton to fill in, and a check of the form of plans."""

from __future__ import annotations

from pathlib import Path

import click

from jichim.cli import messages
from jichim.cli.options import lang_option, output_option, shipped_vocabulary
from jichim.cli.output import put, refusal, show
from jichim.cli.plan_form import form
from jichim.cli.plan_intake import intake
from jichim.diagnostic import Lang


@click.group()
def plan() -> None:
    """계획 서식을 만들고 확인한다 / make and validate plan files."""


plan.add_command(form)
plan.add_command(intake)


@plan.command()
@lang_option
@output_option
@click.option("--force", is_flag=True, help="있는 파일을 덮어쓴다 / replace an existing file")
def new(lang: Lang, target: str | None, force: bool) -> int:
    """설명이 붙은 빈 계획 / an empty plan with comments."""
    refused = refusal(target, "plan.yaml")
    if refused is None and target not in (None, "-") and not force and Path(str(target)).exists():
        refused = messages.EXISTS.about("", path=target)
    if refused:
        show([refused], lang)
        return 2
    vocabulary = shipped_vocabulary(lang)
    if vocabulary is None:
        return 2

    from jichim.plan import skeleton

    if refused := put(skeleton(vocabulary, lang), target):
        show([refused], lang)
        return 2
    return 0


@plan.command()
@click.argument("plans", metavar="PLAN...", nargs=-1, required=True)
@lang_option
def validate(plans: tuple[str, ...], lang: Lang) -> int:
    """계획 파일의 형식을 확인한다 / check the form of plan files."""
    vocabulary = shipped_vocabulary(lang)
    if vocabulary is None:
        return 2

    from jichim.plan import read_plan_file
    from jichim.report.layout import printable

    unusable = False
    lines: list[str] = []
    for file in plans:
        read, diagnostics = read_plan_file(file, vocabulary)
        show(diagnostics, lang)
        unusable = unusable or read is None
        if read is not None:
            right = "형식에 이상 없음" if lang == "ko" else "the form is right"
            lines.append(f"{printable(read.file)}: {right}\n")
    put("".join(lines))
    return 2 if unusable else 0
