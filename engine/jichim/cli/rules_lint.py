"""`jichim rules lint`: what deserves a second look in rules that load without error."""

from __future__ import annotations

from typing import Literal

import click

from jichim.cli import messages
from jichim.cli.options import lang_option, output_option, policy_option
from jichim.cli.output import put, refusal, show
from jichim.diagnostic import Lang

_SUMMARY: dict[Lang, str] = {
    "ko": "파일 {}개에서 다시 볼 곳 {}건, 까닭을 적고 넘어간 것 {}건",
    "en": "files: {}, findings: {}, waived with a reason: {}",
}


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@policy_option
@lang_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True
)
@click.option("--select", multiple=True, metavar="CODE", help="이 검사만 (여러 번 가능) / only these checks")
@click.option("--ignore", multiple=True, metavar="CODE", help="이 검사를 빼고 / without these checks")
@output_option
def lint(
    paths: tuple[str, ...],
    policy_names: tuple[str, ...],
    lang: Lang,
    form: Literal["text", "json", "sarif"],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    target: str | None,
) -> int:
    """잘못은 아니지만 다시 볼 곳을 찾는다 / look for what deserves a second look.

    PATHS는 함께 읽을 기준의 파일이나 폴더이며 `--policy`와 같다 (기본: 전부). 넘어갈 것은 규칙 위에
    `# lint: L010 까닭`이라고 적는다. 검사마다 docs/lint에 설명이 있다.
    Files or folders of instruments, as with `--policy` (default: all that ship). A finding is waived by
    `# lint: L010 reason` above its rule. Each check has a page in docs/lint.

    \b
    종료 코드 / exit codes
      0  다시 볼 곳이 없음 / nothing found
      1  다시 볼 곳이 있음 / findings
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    from jichim.authoring.lint import lint as run_checks
    from jichim.authoring.lint import load_pack
    from jichim.authoring.lint.checks import CODES

    unknown = [code for code in (*select, *ignore) if code.upper() not in CODES]
    if unknown:
        known = ", ".join(f"`{code}`" for code in sorted(CODES))
        show([messages.NO_CHECK.about("", code=code, known=known) for code in unknown], lang)
        return 2
    if refused := refusal(target, f"lint.{'txt' if form == 'text' else form}"):
        show([refused], lang)
        return 2
    pack, problems = load_pack((*policy_names, *paths))
    show(problems, lang)
    if pack is None:
        return 2
    report = run_checks(pack, [code.upper() for code in select], [code.upper() for code in ignore])
    if form == "text":
        from jichim.diagnostic import render

        lines = [render(diagnostic, lang) for diagnostic in report.open]
        lines.append(_SUMMARY[lang].format(len(pack.own), len(report.open), len(report.waived)))
        text = "\n".join(lines) + "\n"
    else:
        from jichim.authoring.lint.lint_report import lint_json, lint_sarif

        text = lint_json(report) if form == "json" else lint_sarif(report, lang)
    if refused := put(text, target, utf8=form != "text"):
        show([refused], lang)
        return 2
    return 1 if report.open else 0
