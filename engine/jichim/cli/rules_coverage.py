"""`jichim rules coverage`: what the tests of rules show, and what they leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import click

from jichim.cli.options import lang_option, output_option, policy_option
from jichim.cli.output import page, put, refusal, show
from jichim.diagnostic import Diagnostic, Lang, has_errors

if TYPE_CHECKING:
    from jichim.authoring.coverage import Coverage, Explained
    from jichim.policy.model import Policy, RuleTest


def _minima(_: click.Context, __: click.Parameter, words: tuple[str, ...]) -> Mapping[str, float]:
    """`90` for everything, `decides=60` for one measure; a later word replaces an earlier one."""
    from jichim.authoring.coverage import Measure

    known = [measure.value for measure in Measure]
    found: dict[str, float] = {}
    for word in words:
        name, sign, number = word.rpartition("=")
        try:
            percent = float(number.strip().rstrip("%"))
        except ValueError:
            percent = -1
        if not 0 <= percent <= 100 or (sign and name.strip() not in known):
            listed = ", ".join(known)
            raise click.BadParameter(
                f"`{word}`: 0~100이나 `이름=0~100`을 적는다 / a percentage, or NAME=percentage; {listed}"
            )
        found.update(dict.fromkeys([name.strip()] if sign else known, percent))
    return found


@click.command()
@policy_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@output_option
@click.option("--everything", is_flag=True, help="조건까지 모두 적는다 / list the conditions too")
@click.option(
    "--missing",
    is_flag=True,
    help="빈틈을 메우는 시험을 붙여 쓸 글로 적는다 / write tests that would close the gaps",
)
@click.option(
    "--rule",
    "rule_names",
    metavar="NAME",
    multiple=True,
    help="--missing을 이 규칙·도출만 (`G7-*`처럼 여러 개 가능) / --missing only for these",
)
@click.option(
    "--min",
    "minima",
    metavar="[NAME=]PERCENT",
    multiple=True,
    callback=_minima,
    help="이보다 낮으면 1로 끝난다 (outcomes, cases, rows, values, decides) / fail below this",
)
@lang_option
def coverage(
    policy_names: tuple[str, ...],
    form: Literal["text", "json", "html"],
    target: str | None,
    everything: bool,
    missing: bool,
    rule_names: tuple[str, ...],
    minima: Mapping[str, float],
    lang: Lang,
) -> int:
    """시험이 규칙을 얼마나 다루는지 / what the tests of the rules cover.

    시험이 묻는 규칙의 결과, 판정표의 행, 조건의 진릿값을 세고, 조건마다 홀로 결과를 가르는지를 본다(MC/DC).
    `--missing`은 아직 보이지 못한 것을 보이는 시험을 찾아, 정책 파일에 붙일 글로 적는다.
    Outcomes, rows, truth values, and whether each condition was shown to decide (MC/DC). `--missing` looks
    for tests that show what is not shown yet, as text to paste into a policy file.

    \b
    종료 코드 / exit codes
      0  읽었고 최소에 미침 / measured, and not below any minimum
      1  최소에 미치지 못함, 실패한 시험, 낡은 까닭 / below a minimum, a failed test, a stale reason
      2  읽을 수 없는 입력이 있음 / unusable input
    """
    if refused := refusal(target, f"coverage.{'txt' if form == 'text' else form}"):
        show([refused], lang)
        return 2
    from jichim.policy import load_policies

    policy, diagnostics = load_policies(policy_names)
    show(diagnostics, lang)
    if policy is None:
        return 2

    from dataclasses import replace

    from jichim.authoring.case_tables import load_cases
    from jichim.authoring.coverage import check_explained, cover, load_explained
    from jichim.authoring.coverage.as_html import coverage_html
    from jichim.authoring.coverage.as_json import coverage_json
    from jichim.authoring.coverage.as_text import render_coverage

    cases, wrong_cases = load_cases(policy, policy_names)
    explained, wrong = load_explained(policy, policy_names)
    problems = (*wrong_cases, *wrong)
    show(problems, lang)
    if has_errors(problems):
        return 2
    if missing:
        return _missing(policy, (*policy.tests, *cases), explained, rule_names, target, lang)
    found = cover(policy, (*policy.tests, *cases), explained)
    sheet = replace(page(lang, to_file=target not in (None, "-")), everything=everything)
    if form == "text":
        text = render_coverage(found, sheet)
    else:
        text = coverage_json(found) if form == "json" else coverage_html(found, sheet)
    if refused := put(text, target, utf8=form != "text"):
        show([refused], lang)
        return 2
    below = [*check_explained(explained, found), *_below(found, minima)]
    show(below, lang)
    return 1 if below or found.failed else 0


def _missing(
    policy: Policy,
    tests: Sequence[RuleTest],
    explained: Explained,
    rule_names: Sequence[str],
    target: str | None,
    lang: Lang,
) -> int:
    from jichim.authoring.coverage import closings
    from jichim.authoring.coverage.as_missing import missing_text
    from jichim.authoring.selection import declared_names

    names, problems = declared_names(policy, rule_names)
    show(problems, lang)
    if problems:
        return 2
    text = missing_text(closings(policy, tests, explained, names), lang)
    if refused := put(text, target, utf8=True):
        show([refused], lang)
        return 2
    return 0


def _below(found: Coverage, minima: Mapping[str, float]) -> list[Diagnostic]:
    """A diagnostic for each measure that does not reach its minimum."""
    from jichim.authoring import messages
    from jichim.authoring.coverage.words import EN, KO

    return [
        messages.BELOW_MINIMUM.about(
            "--min",
            measure_ko=KO.measures[measure],
            measure_en=EN.measures[measure],
            percent=int(share.percent * 10) / 10,
            minimum=f"{minima[measure.value]:g}",
            covered=share.covered,
            total=share.total,
        )
        for measure, share in found.shares().items()
        if share.percent < minima.get(measure.value, 0)
    ]
