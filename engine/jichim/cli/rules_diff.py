"""`jichim rules diff`: what two versions of rules differ in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from jichim.cli.options import lang_option, output_option
from jichim.cli.output import page, put, refusal, show
from jichim.diagnostic import Lang

if TYPE_CHECKING:
    from jichim.authoring.diff import RulesDiff, Side
    from jichim.policy.model import Policy

Form = Literal["text", "json", "html", "md"]
Sides = tuple["Side", "Policy"]


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "md"]),
    default="text",
    show_default=True,
    help="html은 인쇄하는 신구조문대비표 / html prints as a table of old and new",
)
@lang_option
@output_option
def diff(old: str, new: str, form: Form, lang: Lang, target: str | None) -> int:
    """두 판의 규칙을 뜻으로 견주어 신구조문대비표로 보인다 / what two versions of rules differ in.

    OLD와 NEW는 폴더, 파일, 실린 기준의 이름, git 판(`HEAD~1`, `HEAD~1:rules/act`)이다. 모양, 주석, 차례,
    키워드의 언어는 차이가 아니다.
    OLD and NEW are folders, files, names of shipped instruments, or git revisions. Layout, comments,
    order and the language of keywords make no difference.

    \b
    jichim rules diff HEAD rules
    jichim rules diff guideline-2025-785 개정안 --format html -o 신구조문대비표.html

    \b
    종료 코드 / exit codes
      0  달라진 것이 없음 / no difference
      1  달라진 것이 있음 / differences
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    if refused := refusal(target, f"diff.{'txt' if form == 'text' else form}"):
        show([refused], lang)
        return 2
    both = read_both(old, new, lang)
    if both is None:
        return 2

    from jichim.authoring.diff import diff_policies

    (before, old_policy), (after, new_policy) = both
    found = diff_policies(
        old_policy,
        new_policy,
        labels=(before.label, after.label),
        lang=lang,
        only=(before.only, after.only),
    )
    if refused := put(_rendered(found, form, lang, target), target, utf8=form != "text"):
        show([refused], lang)
        return 2
    return 1 if found.entries else 0


def read_both(old: str, new: str, lang: Lang, *, drafts: bool = True) -> tuple[Sides, Sides] | None:
    """Both sides with their policies; None, with every diagnostic shown, if one of them cannot be used."""
    from jichim.authoring.diff import read_side, resolve_side

    found: list[Sides] = []
    for given, beside in ((old, new), (new, old)):
        side, problems = read_side(given, beside)
        show(problems, lang)
        if side is None:
            continue
        policy, diagnostics = resolve_side(side, drafts=drafts)
        show([one for one in diagnostics if one.is_error], lang)
        if policy is not None:
            found.append((side, policy))
    return (found[0], found[1]) if len(found) == 2 else None


def _rendered(found: RulesDiff, form: Form, lang: Lang, target: str | None) -> str:
    if form == "json":
        from jichim.authoring.diff.diff_json import diff_json

        return diff_json(found)
    if form == "html":
        from jichim.authoring.diff.diff_html import diff_html

        return diff_html(found, lang)
    from jichim.authoring.diff.diff_text import diff_markdown, render_diff

    if form == "md":
        return diff_markdown(found, lang)
    return render_diff(found, page(lang, to_file=target not in (None, "-")))
