"""The report for a person: what matters first, law in force apart from proposals, nothing said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from jichim.report.layout import NO_BREAK, Page, Run, Tone, printable
from jichim.report.model import Report, Unusable
from jichim.report.names import Names
from jichim.report.parts import Lines, badge, instrument_line, key_width, keyed, section
from jichim.report.text_brief import TONES
from jichim.report.text_checklist import checklists
from jichim.report.text_decisions import decisions, value_word
from jichim.report.text_drafts import drafts_in_brief, law_applies, split, without_drafts
from jichim.report.text_findings import findings, open_outcomes, other_actions, undetermined
from jichim.report.text_procedure import procedure
from jichim.report.text_supplements import supplements
from jichim.report.text_totals import listed, table, totals
from jichim.report.words import words
from jichim.review.model import Decision, Finding, Level, Outcome, Review, Supplement
from jichim.vocabulary.model import Vocabulary

if TYPE_CHECKING:
    from jichim.assessment.model import Assessment

_DECISIONS_IN_SUMMARY = 3
_DIAGNOSTICS_SHOWN = 5


def render_text(report: Report, page: Page, vocabulary: Vocabulary | None = None) -> str:
    """All reviews, a comparison if there are several, and the plans that were not reviewed.

    No line is wider than the page. With the vocabulary of the policy, fields are shown by their labels
    from the subject on; without it by the full label that the review gives. Ends with a line break.
    """
    lines: Lines = []
    for position, (review, assessment) in enumerate(report.assessed()):
        lines += ["", ""] if position else []
        lines += _review(page, Names(vocabulary, page.lang), review, assessment)
    if len(report.reviews) > 1:
        lines += _compared(page, report.reviews)
    if report.unusable:
        lines += _unusable(page, report.unusable)
    return "\n".join(_without_doubled_blanks(lines)) + "\n"


def _review(page: Page, names: Names, review: Review, assessment: Assessment | None) -> Lines:
    sections: tuple[Callable[[Page, Names, Review], Lines], ...] = (
        decisions,
        findings,
        supplements,
        undetermined,
        other_actions,
        checklists,
    )
    lines = _header(page, review)
    page = replace(page, file=review.file)
    if not any(use.applied for use in review.policies):
        return [*lines, "", *page.flow([Run(words(page.lang).nothing_applied, "severe")])]
    lines += _summary(page, names, review)
    brief = law_applies(review) and not page.everything
    shown = without_drafts(review) if brief else review
    for part in sections:
        lines += part(page, names, shown)
    if brief:
        lines += drafts_in_brief(page, names, review)
    if assessment is not None:
        from jichim.report.text_assessment import assessed  # few reviews come with sheets

        lines += assessed(page, names, assessment, review)
    if page.everything:
        lines += listed(page, names, review)
    lines += totals(page, review)
    if review.notes:
        lines += section(page, words(page.lang).notes)
        for note in review.notes:
            lines += page.flow([printable(note)], "  ")
    return lines


def _header(page: Page, review: Review) -> Lines:
    text = words(page.lang)
    lines = page.flow([Run(printable(review.plan) or page.path(review.file), "strong")])
    lines += page.flow([Run(f"{page.path(review.file)} · {text.as_of} {review.as_of}", "faint")])
    lines += [page.rule("═")]
    for use in sorted(review.policies, key=lambda use: use.instrument.draft):
        unused = text.not_yet_proposed if use.instrument.draft else text.not_applied
        remark = text.rule_count.format(n=use.rules) if use.applied else unused
        lines += instrument_line(page, use.instrument, remark=remark)
    applied = [use.instrument for use in review.policies if use.applied]
    held = any(not use.instrument.draft for use in review.policies)
    if held and applied and all(instrument.draft for instrument in applied):
        lines += page.flow([Run(text.only_drafts, "draft")], "  ")
    return lines


def _summary(page: Page, names: Names, review: Review) -> Lines:
    """A line each: findings by level, what is asked for, what is decided, what a procedure still needs."""
    text = words(page.lang)
    wide = key_width(text.findings, text.supplements, text.decisions, text.procedure)
    lines = section(page, text.summary)
    lines += keyed(page, text.findings, _summary_of_findings(page, review), indent=2, width=wide)
    lines += keyed(page, text.supplements, _summary_of_requests(page, names, review), indent=2, width=wide)
    made = [*_summary_of_decisions(page, names, review.decisions)]
    lines += keyed(page, text.decisions, made, indent=2, width=wide)
    if left := procedure(page, review):
        lines += keyed(page, text.procedure, left, indent=2, width=wide)
    return lines


def _summary_of_findings(page: Page, review: Review) -> list[Run | str]:
    text = words(page.lang)
    groups: list[list[Run | str]] = []
    for draft in (False, True):
        part = [f for f in review.findings if f.outcome.instrument.draft is draft]
        counted = Counter[Level](f.level for f in part if f.level is not Level.UNDETERMINED)
        levels = text.proposal_levels if draft else text.levels
        runs: list[Run | str] = [Run(badge(text.proposal), "draft"), " "] if draft and counted else []
        for position, level in enumerate(level for level in Level if counted[level]):
            runs += [" · "] if position else []
            number = text.count.format(n=counted[level])
            runs.append(Run(f"{levels[level]} {number}".replace(" ", NO_BREAK), TONES[level]))
        groups += [runs] if runs else []
    if unclear := len(open_outcomes(review)):
        number = text.count.format(n=unclear)
        groups.append([Run(f"{text.cannot_decide} {number}".replace(" ", NO_BREAK), "open")])
    joined: list[Run | str] = []
    for position, runs in enumerate(groups):
        joined += [*([Run(" │ ", "faint")] if position else []), *runs]
    return joined or [Run(text.no_findings, "good")]


def _summary_of_requests(page: Page, names: Names, review: Review) -> list[Run | str]:
    """Where law applies, what it needs stands apart from what only proposals need."""
    text = words(page.lang)
    if not review.supplements:
        return [text.nothing_asked]
    if not law_applies(review):
        return [_asked(page, names, review.supplements)]
    law, rest = split(review)
    runs: list[Run | str] = [_asked(page, names, law)] if law else []
    if rest:
        runs += [Run(" │ ", "faint")] if runs else []
        runs += [Run(badge(text.proposal), "draft"), " ", _asked(page, names, rest)]
    return runs


def _asked(page: Page, names: Names, asked: Sequence[Supplement]) -> str:
    text = words(page.lang)
    subjects = [names.subject(supplement.subject) for supplement in asked]
    where = subjects[0]
    if len(subjects) > 1:
        where = text.subjects_more.format(first=subjects[0], n=len(subjects) - 1)
    fields = text.fields.format(n=sum(len(supplement.fields) for supplement in asked))
    unlocked = sum(len(supplement.rules) for supplement in asked)
    return f"{text.fields_asked.format(where=where, fields=fields)} · {text.unlocked.format(n=unlocked)}"


def _summary_of_decisions(page: Page, names: Names, made: Sequence[Decision]) -> list[Run | str]:
    text = words(page.lang)
    if not made:
        return [text.nothing_decided]
    if len(made) > _DECISIONS_IN_SUMMARY:
        drafts = all(decision.instrument.draft for decision in made)
        mark: list[Run | str] = [Run(badge(text.proposal), "draft"), " "] if drafts else []
        return [*mark, text.decided_of.format(all=len(made), n=sum(d.value is not None for d in made))]
    runs: list[Run | str] = []
    for decision in made:
        name = f"{names.subject(decision.subject)} {printable(decision.derivation.name)} "
        tone: Tone = "good" if decision.value is not None else "open"
        runs += [" · "] if runs else []
        runs += [Run(badge(text.proposal) + " ", "draft")] if decision.instrument.draft else []
        runs += [name, Run(value_word(page, decision), tone)]
    return runs


def _compared(page: Page, reviews: Sequence[Review]) -> Lines:
    text = words(page.lang)
    outcomes = (Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE)
    heads = [text.findings, *(text.outcomes[outcome] for outcome in outcomes)]
    rows = [
        (
            f"{printable(review.plan)} ({page.path(review.file)})",
            [len(_to_read(review)), *(review.counts.get(outcome, 0) for outcome in outcomes)],
        )
        for review in reviews
    ]
    return ["", *section(page, text.compared), *table(page, heads, rows)]


def _to_read(review: Review) -> list[Finding]:
    return [finding for finding in review.findings if finding.level is not Level.UNDETERMINED]


def _unusable(page: Page, unusable: Sequence[Unusable]) -> Lines:
    text = words(page.lang)
    lines = ["", *section(page, text.unusable.format(n=len(unusable)))]
    lines += page.flow([text.unusable_note], "  ")
    for plan in unusable:
        lines += page.flow([Run(page.path(plan.file), "severe")], "  ")
        for diagnostic in plan.diagnostics[:_DIAGNOSTICS_SHOWN]:
            place = page.path(str(diagnostic.span) if diagnostic.span else diagnostic.where or plan.file)
            words_ = printable(diagnostic.message.in_(page.lang))
            lines += page.flow([f"{diagnostic.code} {words_}", Run(f"  {place}", "faint")], "    ", "      ")
        if rest := len(plan.diagnostics[_DIAGNOSTICS_SHOWN:]):
            lines += page.flow([Run(text.and_more.format(n=rest).strip(), "faint")], "    ")
    return lines


def _without_doubled_blanks(lines: Lines) -> Lines:
    return [line for position, line in enumerate(lines) if line or (position and lines[position - 1])]
