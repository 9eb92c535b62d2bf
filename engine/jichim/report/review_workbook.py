"""The review as a workbook: 요약, 지적, 조치, 보완요청, 결정, 전체 결과, with filters and headings that stay.

Every text is a string cell, never a formula nor a link, and marked so that editing it makes it none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jichim.diagnostic import Lang, Text
from jichim.policy.model import Policy
from jichim.report import document_words as say
from jichim.report.evidence import read_for_requirement
from jichim.report.grouping import requests, verdicts
from jichim.report.layout import Page, printable
from jichim.report.model import Report
from jichim.report.names import Names
from jichim.report.opinion.build import reason
from jichim.report.opinion.cells import Writer
from jichim.report.parts import citation
from jichim.report.words import outcome_word, status_word
from jichim.report.workbook_cells import EPOCH, Row, Sheet, saved, write_sheet
from jichim.review.model import Outcome, RuleOutcome

_SUMMARY = Text("요약", "Summary")
_FINDINGS = Text("지적", "Findings")
_ACTIONS = Text("조치", "Actions")
_DECISIONS = Text("결정", "Decisions")
_EVERY = Text("전체 결과", "All results")
_VALUES = Text("확인한 값", "Values read")
_SENTENCE = Text("지적", "Finding")
_CLEARS = Text("해소 항목", "Clears")
_BY = Text("까지", "By")
_DUTY = Text("의무", "Duty")
_STANDING = Text("시행/초안", "Status")


def xlsx(report: Report, policy: Policy, page: Page) -> bytes:
    """The whole file; all plans of a report stand in one workbook, told apart by their first column."""
    from openpyxl import Workbook

    names = Names(policy.vocabulary, page.lang)
    writers = [Writer(review, page, names) for review in report.reviews]
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = EPOCH
    book.properties.creator, book.properties.title = "jichim", say.TITLE.in_(page.lang)
    for sheet in _sheets(writers, report, page):
        write_sheet(book, sheet, page)
    return saved(book)


def _sheets(writers: Sequence[Writer], report: Report, page: Page) -> Iterator[Sheet]:
    plan = (say.PLAN, 24)
    counts = ((Text(_word(outcome, "ko"), _word(outcome, "en")), 10) for outcome in Outcome)
    yield Sheet(
        _SUMMARY,
        (
            plan,
            (say.AS_OF, 12),
            (say.INSTRUMENT, 40),
            (_STANDING, 10),
            (say.OPINION, 14),
            (say.RESULT, 60),
            *counts,
        ),
        [*(row for writer in writers for row in _summary(writer)), *_unusable(report, page)],
    )
    yield Sheet(
        _FINDINGS,
        (
            plan,
            (say.LEVEL, 12),
            (say.WEIGHT, 8),
            (_STANDING, 10),
            (say.INSTRUMENT, 30),
            (say.BASIS, 26),
            (say.RULE, 14),
            (say.RULE_TITLE, 30),
            (say.SUBJECT, 18),
            (_SENTENCE, 60),
            (_VALUES, 60),
            (say.MISSING, 40),
            (say.ASSUMPTION, 24),
        ),
        (row for writer in writers for row in _findings(writer)),
    )
    yield Sheet(
        _ACTIONS,
        (
            plan,
            (say.SUBJECT, 18),
            (say.RULE, 14),
            (say.ACTION, 60),
            (say.WHO, 18),
            (say.DUE, 12),
            (_BY, 12),
            (_CLEARS, 40),
            (say.BASIS, 26),
            (_STANDING, 10),
        ),
        (row for writer in writers for row in _actions(writer)),
    )
    yield Sheet(
        say.SUPPLEMENTS,
        (plan, (say.SUBJECT, 18), (say.FIELDS, 60), (say.SETTLES, 60), (say.NOTES, 20), (say.REPLY, 40)),
        (row for writer in writers for row in _requests(writer)),
    )
    yield Sheet(
        _DECISIONS,
        (
            plan,
            (say.SUBJECT, 18),
            (say.DECISION, 16),
            (say.RULE_TITLE, 34),
            (say.VALUE, 18),
            (say.CAUSE, 18),
            (say.FROM, 50),
            (say.MISSING, 50),
            (say.BASIS, 26),
            (_STANDING, 10),
        ),
        (row for writer in writers for row in _decisions(writer)),
    )
    yield Sheet(
        _EVERY,
        (
            plan,
            (say.INSTRUMENT, 30),
            (say.BASIS, 26),
            (say.RULE, 14),
            (say.RULE_TITLE, 34),
            (say.SUBJECT, 18),
            (say.VALUE, 12),
            (say.CAUSE, 18),
            (_DUTY, 14),
            (_STANDING, 10),
            (say.MISSING, 40),
        ),
        (row for writer in writers for row in _outcomes(writer)),
    )


def _word(outcome: Outcome, lang: Lang) -> str:
    return outcome_word(outcome.value, lang)


def _summary(writer: Writer) -> Iterator[Row]:
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


def _unusable(report: Report, page: Page) -> Iterator[Row]:
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


def _findings(writer: Writer) -> Iterator[Row]:
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
        f"{writer.names.field(item.field, outcome.subject)}: {printable(item.value)}"
        + (f" ({writer.page.place(item.at)})" if item.at else "")
        for item in read_for_requirement(outcome.evidence)
    )


def _missing(writer: Writer, outcome: RuleOutcome) -> str:
    return " / ".join(writer.names.grouped(outcome.missing, outcome.subject))


def _actions(writer: Writer) -> Iterator[Row]:
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


def _requests(writer: Writer) -> Iterator[Row]:
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


def _decisions(writer: Writer) -> Iterator[Row]:
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


def _outcomes(writer: Writer) -> Iterator[Row]:
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
