"""`jichim explain`: why a result of a review is what it is, and why it is not another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from jichim.cli.begin import begin, ratings_on
from jichim.cli.options import assessment_option, lang_option, output_option, policy_option
from jichim.cli.output import page, put, refusal, show
from jichim.diagnostic import Diagnostic, Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jichim.explain import Explainer, Explanation
    from jichim.policy.model import Policy

Form = Literal["text", "json", "html", "dot", "svg"]

MOST_SUBJECTS = 5
"""How many subjects are explained where none is named."""


@click.command()
@click.argument("plan")
@click.argument("rule", required=False)
@click.argument("subject", required=False)
@policy_option
@click.option("--no-drafts", is_flag=True, help="초안은 빼고 검토한다 / leave drafts out")
@click.option("--as-of", metavar="DATE", help="검토 기준일, submitted는 제출일 / review date")
@click.option("--expect", metavar="RESULT", help="기대한 결과 (met, not-met, 결정의 값) / what was expected")
@assessment_option
@click.option("--full", is_flag=True, help="결과를 바꾸지 않은 조건까지 / every condition")
@lang_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "dot", "svg"]),
    default="text",
    show_default=True,
)
@output_option
def explain(
    plan: str,
    rule: str | None,
    subject: str | None,
    policy_names: tuple[str, ...],
    no_drafts: bool,
    as_of: str | None,
    expect: str | None,
    sheets: tuple[str, ...],
    full: bool,
    lang: Lang,
    form: Form,
    target: str | None,
) -> int:
    """결과가 왜 그런지, 왜 다른 결과가 아닌지 보인다 / why a result is what it is, and why not another.

    RULE은 규칙, 결정(판정표), 도출의 이름이다. 적지 않으면 설명할 수 있는 것을 모두 보인다.
    RULE names a rule, a decision or a derived fact; without it all that can be explained is listed.

    \b
    jichim explain 계획.yaml PSD-OWNER I-MOD
    jichim explain 계획.yaml PSD-OWNER I-MOD --expect met
    jichim explain 계획.yaml 운영주체 I-MOD --format svg -o 운영주체.svg

    \b
    종료 코드 / exit codes
      0  설명함 / explained
      2  읽을 수 없는 입력이나 없는 이름 / unusable input or unknown name
    """
    if refused := refusal(target, f"explain.{'txt' if form == 'text' else form}", (plan, *sheets)):
        return _refuse(refused, lang)
    begun = begin(policy_names, as_of, (plan,), lang, drafts=not no_drafts, sheets=sheets)
    if begun is None:
        return 2
    policy, when = begun.policy, begun.when

    from jichim.plan import read_plan_file

    read, diagnostics = read_plan_file(plan, policy.vocabulary)
    show(diagnostics, lang)
    if read is None:
        return 2
    ratings, usable = ratings_on(read, begun.sheets, lang)
    if not usable:
        return 2

    from jichim.explain import Explainer, Unexplainable
    from jichim.review import Reviewer, Unreviewable
    from jichim.review import review_date as day_of_review
    from jichim.review.in_force import require_in_force

    reviewer = Reviewer(policy)
    try:
        require_in_force(policy, day_of_review(read, when), read.file)
        explainer = Explainer(reviewer.assembly(read, as_of=when, ratings=ratings))
        text = _answer(explainer, policy, rule, subject, expect, form, lang, target, full=full)
    except (Unreviewable, Unexplainable) as wrong:
        return _refuse(wrong.diagnostic, lang)
    finally:
        reviewer.close()
    if refused := put(text, target, utf8=form != "text"):
        return _refuse(refused, lang)
    return 0


def _answer(
    explainer: Explainer,
    policy: Policy,
    rule: str | None,
    subject: str | None,
    expect: str | None,
    form: Form,
    lang: Lang,
    target: str | None,
    *,
    full: bool,
) -> str:
    """The text that is asked for; raises `Unexplainable` for a name that does not exist."""
    from jichim.report.explain_json import contents_json, explanations_json
    from jichim.report.explain_text import render_contents, render_explanations

    where = page(lang, to_file=target not in (None, "-"))
    if rule is None:
        contents = explainer.contents()
        return contents_json(contents) if form == "json" else render_contents(contents, where)
    found = _explanations(explainer, rule, subject, expect, lang)
    if form == "text":
        return render_explanations(found, where, policy.vocabulary, full=full)
    if form == "json":
        return explanations_json(found)

    from jichim.report.explain_graph import explanations_dot, explanations_svg
    from jichim.report.explain_html import explanations_html
    from jichim.report.names import Names

    render = {"html": explanations_html, "dot": explanations_dot, "svg": explanations_svg}[form]
    return render(found, Names(policy.vocabulary, lang), full=full)


def _explanations(
    explainer: Explainer, rule: str, subject: str | None, expect: str | None, lang: Lang
) -> Sequence[Explanation]:
    """One for each subject that is meant; where none is named, those to look at first."""
    targets = explainer.targets(rule, subject)
    if subject is None and len(targets) > MOST_SUBJECTS:
        from jichim.explain import messages as explain_messages

        chosen = sorted(targets, key=explainer.urgency)[:MOST_SUBJECTS]
        name = chosen[0].subject.name
        words = {"all": len(targets), "shown": MOST_SUBJECTS, "name": rule, "quoted": f'"{name}"'}
        show([explain_messages.ONLY_SOME.about("", **words)], lang)
        targets = tuple(one for one in targets if one in chosen)
    return [explainer.one(target, expect=expect) for target in targets]


def _refuse(diagnostic: Diagnostic, lang: Lang) -> int:
    show([diagnostic], lang)
    return 2
