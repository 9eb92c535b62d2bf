"""The review as rows: one for each finding, action, request, decision, outcome, line of a checklist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jichim.assessment.model import Assessment
from jichim.plan.model import Place
from jichim.report import document_words as say
from jichim.report.checklist_words import DONE, WORDS, ahead_words, clock_state, clock_words
from jichim.report.evidence import label, read_for_requirement
from jichim.report.grouping import requests, verdicts
from jichim.report.layout import Page, Run, printable
from jichim.report.model import Report
from jichim.report.opinion.build import reason
from jichim.report.opinion.cells import Writer
from jichim.report.parts import citation
from jichim.report.scores import WORDS as SCORE_WORDS
from jichim.report.scores import called, how_rated, ratings_of
from jichim.report.words import outcome_word, status_word
from jichim.report.workbook_rows import Value
from jichim.review.model import Done, Outcome, RuleOutcome

Row = Sequence[Value]


def checklist_rows(writer: Writer) -> Iterator[Row]:
    """Every line and clock of the checklists, in their order."""
    lang = writer.lang
    for one in writer.review.checklists:
        for line in one.lines:
            yield (
                writer.review.plan,
                line.line.group.in_(lang),
                line.line.what.in_(lang),
                DONE[lang][line.status],
                ahead_words(line, lang),
                line.day,
                None,
                line.line.at,
                _where(writer, line.at) if line.status is not Done.NOT_STATED else None,
            )
        for timed in one.clocks:
            yield (
                writer.review.plan,
                WORDS[lang]["clocks"],
                timed.clock.what.in_(lang),
                clock_state(timed, lang),
                clock_words(timed, lang),
                timed.received,
                timed.due,
                f"{timed.clock.at} ({WORDS[lang]['within'].format(n=timed.clock.within)})",
                _where(writer, timed.at),
            )


def scores_rows(writer: Writer, assessment: Assessment | None) -> Iterator[Row]:
    """What evaluators rated, in the lines of the opinion."""
    if assessment is None:
        return
    drafts = {use.instrument.name for use in writer.review.policies if use.instrument.draft}
    root = writer.names.vocabulary.root if writer.names.vocabulary else "plan"
    for key, runs in how_rated(assessment, drafts, writer.lang):
        yield writer.review.plan, None, key, _joined(runs)
    for subject in assessment.subjects:
        name = called(subject, root, writer.lang)
        rows = ratings_of(subject, assessment, writer.lang)
        for key, runs in rows or [("", [SCORE_WORDS[writer.lang]["none"]])]:
            yield writer.review.plan, name, key, _joined(runs)


def _joined(runs: Iterable[Run | str]) -> str:
    return "".join(one.text if isinstance(one, Run) else one for one in runs)


def summary_rows(writer: Writer) -> Iterator[Row]:
    for verdict in verdicts(writer.review):
        instrument = verdict.use.instrument
        yield (
            writer.review.plan or writer.review.file,
            writer.review.as_of,
            instrument.title,
            status_word(instrument, writer.lang),
            writer.say(say.STANDINGS[verdict.standing]),
            reason(writer, verdict),
            *(verdict.outcomes[outcome] for outcome in Outcome),
        )


def unusable_rows(report: Report, page: Page) -> Iterator[Row]:
    """Files that were not reviewed stand in the summary too, with the first reason."""
    for plan in report.unusable:
        first = plan.diagnostics[0] if plan.diagnostics else None
        why = f"{first.code} {first.message.in_(page.lang)}" if first else ""
        yield (
            page.path(plan.file),
            None,
            None,
            None,
            say.UNUSABLE.in_(page.lang),
            why,
            *(None for _ in Outcome),
        )


def findings_rows(writer: Writer) -> Iterator[Row]:
    for finding in writer.review.findings:
        outcome = finding.outcome
        yield (
            writer.review.plan,
            writer.level(finding),
            writer.weight(finding),
            status_word(outcome.instrument, writer.lang),
            outcome.instrument.title,
            citation(outcome.rule.basis),
            outcome.rule.name,
            outcome.rule.title,
            writer.names.subject(outcome.subject),
            finding.message,
            _values(writer, outcome),
            _missing(writer, outcome),
            "; ".join(assumption.name for assumption in outcome.assumptions),
        )


def _values(writer: Writer, outcome: RuleOutcome) -> str:
    return "; ".join(
        f"{label(writer.names, item, outcome.subject)}: {printable(item.value)}"
        + (writer.place(item.at) if item.at else "")
        for item in read_for_requirement(outcome.evidence)
    )


def _missing(writer: Writer, outcome: RuleOutcome) -> str:
    return " / ".join(writer.names.grouped(outcome.missing, outcome.subject))


def actions_rows(writer: Writer) -> Iterator[Row]:
    for action in writer.review.actions:
        yield (
            writer.review.plan,
            writer.names.subject(action.subject),
            action.rule,
            action.what,
            action.who,
            action.within,
            action.due,
            " / ".join(writer.names.grouped(action.clears, action.subject)),
            action.citation,
            writer.words.draft if action.draft else writer.words.effective,
        )


def requests_rows(writer: Writer) -> Iterator[Row]:
    """A row for each subject and group of fields, so that a city can answer them one by one."""
    for request in requests(writer.review):
        for subject in request.subjects:
            for phrase in writer.names.grouped(request.fields, subject):
                yield (
                    writer.review.plan,
                    writer.names.subject(subject),
                    phrase,
                    ", ".join(request.rules),
                    writer.say(say.PROPOSAL_ONLY) if request.proposal_only else None,
                    None,
                )


def decisions_rows(writer: Writer) -> Iterator[Row]:
    for decision in writer.review.decisions:
        yield (
            writer.review.plan,
            writer.names.subject(decision.subject),
            decision.derivation.name,
            decision.derivation.title,
            writer.words.cannot_decide if decision.value is None else decision.value,
            writer.words.causes[decision.cause] if decision.cause else None,
            " · ".join(f"{name} {outcome_word(value, writer.lang)}" for name, value in decision.inputs),
            " / ".join(writer.names.grouped(decision.missing, decision.subject)),
            citation(decision.derivation.basis),
            status_word(decision.instrument, writer.lang),
        )


def outcomes_rows(writer: Writer) -> Iterator[Row]:
    for outcome in writer.review.outcomes:
        yield (
            writer.review.plan,
            outcome.instrument.title,
            citation(outcome.rule.basis),
            outcome.rule.name,
            outcome.rule.title,
            writer.names.subject(outcome.subject),
            outcome_word(outcome.outcome.value, writer.lang),
            writer.words.causes[outcome.cause] if outcome.cause else None,
            outcome.rule.duty.phrase,
            status_word(outcome.instrument, writer.lang),
            _missing(writer, outcome),
        )


def _where(writer: Writer, place: Place | None) -> str | None:
    """`437행`, `절차!C5`; the column before all others says in which plan."""
    return writer.place(place).strip(" ()") or None if place else None
