"""The review as a workbook: 요약, 점검표, 지적, 조치, 보완요청, 평가, 결정, 전체 결과, with filters.

Every text is a string cell, never a formula nor a link, and marked so that editing it makes it none.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jichim.diagnostic import Text
from jichim.policy.model import Policy
from jichim.report import document_words as say
from jichim.report.layout import Page, printable
from jichim.report.model import Report
from jichim.report.names import Names
from jichim.report.opinion.cells import Writer
from jichim.report.review_rows import (
    Row,
    actions_rows,
    checklist_rows,
    decisions_rows,
    findings_rows,
    outcomes_rows,
    requests_rows,
    scores_rows,
    summary_rows,
    unusable_rows,
)
from jichim.report.words import outcome_word
from jichim.report.workbook_rows import Column, Kind, Value
from jichim.report.workbook_sheets import Sheets
from jichim.review.model import Outcome

_Column = tuple[Text, int, Kind]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Headings with widths in characters, and rows as wide as those."""

    title: Text
    columns: tuple[_Column, ...]
    rows: Iterable[Row]


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
_CHECKLIST = Text("승인신청 점검표", "Checklist")
_SCORES = Text("평가", "Scores")
_REMARK = Text("설명", "Details")
_DAY = Text("날짜", "Date")
_WHERE = Text("자리", "Place")


def xlsx(report: Report, policy: Policy, page: Page) -> bytes:
    """The whole file; all plans of a report stand in one workbook, told apart by their first column."""
    names = Names(policy.vocabulary, page.lang)
    writers = [Writer(review, page, names) for review in report.reviews]
    book = Sheets(say.TITLE.in_(page.lang))
    for sheet in _sheets(writers, report, page):
        columns = [Column(name.in_(page.lang), width, kind) for name, width, kind in sheet.columns]
        book.table(sheet.title.in_(page.lang), columns, (_shown(row) for row in sheet.rows))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _shown(row: Row) -> list[Value]:
    return [printable(value) if isinstance(value, str) else value for value in row]


def _sheets(writers: Sequence[Writer], report: Report, page: Page) -> Iterator[_Sheet]:
    plan = _text(say.PLAN, 24)
    subject, rule, title = _text(say.SUBJECT, 18), _text(say.RULE, 14), _text(say.RULE_TITLE, 32)
    basis, status, missing = _text(say.BASIS, 26), _text(_STANDING, 10), _text(say.MISSING, 40)
    instrument, cause = _text(say.INSTRUMENT, 30), _text(say.CAUSE, 18)
    counts = (Text(outcome_word(one.value, "ko"), outcome_word(one.value, "en")) for one in Outcome)
    yield _Sheet(
        _SUMMARY,
        (
            plan,
            (say.AS_OF, 12, "day"),
            instrument,
            status,
            _text(say.OPINION, 14),
            _text(say.RESULT, 60),
            *((word, 10, "count") for word in counts),
        ),
        [*(row for writer in writers for row in summary_rows(writer)), *unusable_rows(report, page)],
    )
    if any(writer.review.checklists for writer in writers):
        yield _Sheet(
            _CHECKLIST,
            (
                plan,
                _text(say.STEP, 12),
                _text(say.TO_CHECK, 30),
                _text(say.STATE, 14),
                _text(_REMARK, 46),
                (_DAY, 12, "day"),
                (_BY, 12, "day"),
                basis,
                _text(_WHERE, 24),
            ),
            (row for writer in writers for row in checklist_rows(writer)),
        )
    yield _Sheet(
        _FINDINGS,
        (
            plan,
            _text(say.LEVEL, 12),
            _text(say.WEIGHT, 8),
            status,
            instrument,
            basis,
            rule,
            title,
            subject,
            _text(_SENTENCE, 60),
            _text(_VALUES, 60),
            missing,
            _text(say.ASSUMPTION, 24),
        ),
        (row for writer in writers for row in findings_rows(writer)),
    )
    yield _Sheet(
        _ACTIONS,
        (
            plan,
            subject,
            rule,
            _text(say.ACTION, 60),
            _text(say.WHO, 18),
            _text(say.DUE, 12),
            (_BY, 12, "day"),
            _text(_CLEARS, 40),
            basis,
            status,
        ),
        (row for writer in writers for row in actions_rows(writer)),
    )
    yield _Sheet(
        say.SUPPLEMENTS,
        (
            plan,
            subject,
            _text(say.FIELDS, 60),
            _text(say.SETTLES, 60),
            _text(say.NOTES, 20),
            _text(say.REPLY, 40),
        ),
        (row for writer in writers for row in requests_rows(writer)),
    )
    if any(assessment for _, assessment in report.assessed()):
        rated = zip(writers, report.assessed(), strict=True)
        yield _Sheet(
            _SCORES,
            (plan, subject, _text(say.RULE_TITLE, 24), _text(say.RESULT, 110)),
            (row for writer, (_, found) in rated for row in scores_rows(writer, found)),
        )
    yield _Sheet(
        _DECISIONS,
        (
            plan,
            subject,
            _text(say.DECISION, 16),
            title,
            _text(say.VALUE, 18),
            cause,
            _text(say.FROM, 50),
            _text(say.MISSING, 50),
            basis,
            status,
        ),
        (row for writer in writers for row in decisions_rows(writer)),
    )
    yield _Sheet(
        _EVERY,
        (
            plan,
            instrument,
            basis,
            rule,
            title,
            subject,
            _text(say.VALUE, 12),
            cause,
            _text(_DUTY, 14),
            status,
            missing,
        ),
        (row for writer in writers for row in outcomes_rows(writer)),
    )


def _text(name: Text, width: int) -> _Column:
    return name, width, "long"
