"""CSV: one line for each outcome of each plan, for spreadsheets and statistics.

UTF-8 with a mark, so that spreadsheets read Hangul; CRLF and quoting as in RFC 4180. A text that a
spreadsheet would run as a formula gets an apostrophe before it. The columns are documented in
docs/formats.md; new ones are only added at the end.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jichim.plan.formulas import harmless
from jichim.report.machine.parts import actions_of, clean
from jichim.report.model import Report
from jichim.report.parts import citation
from jichim.review.model import Review

if TYPE_CHECKING:
    from jichim.policy.model import Policy
    from jichim.report.layout import Page

COLUMNS = (
    "plan",
    "file",
    "as_of",
    "instrument",
    "draft",
    "rule",
    "title",
    "citation",
    "duty",
    "weight",
    "subject_kind",
    "subject",
    "outcome",
    "cause",
    "level",
    "finding",
    "missing",
    "evidence",
    "places",
    "action",
    "by",
    "due",
    "assumed",
)


def render_csv(report: Report, policy: Policy, page: Page) -> bytes:  # noqa: ARG001
    """A heading and every outcome; a plan that could not be read has one line, `unusable`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for review in report.reviews:
        writer.writerows([harmless(clean(cell)) for cell in row] for row in _rows(review, page))
    for one in report.unusable:
        told = "; ".join(f"[{d.code}] {d.message.in_(page.lang)}" for d in one.diagnostics)
        row = dict.fromkeys(COLUMNS, "")
        row |= {"file": page.path(one.file), "outcome": "unusable", "finding": told}
        writer.writerow([harmless(clean(cell)) for cell in row.values()])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _rows(review: Review, page: Page) -> Iterator[list[str]]:
    found = {id(one.outcome): one for one in review.findings}
    actions = actions_of(review)
    for one in review.outcomes:
        rule, finding = one.rule, found.get(id(one))
        action = actions.get((rule.name, one.subject))
        yield [
            review.plan,
            page.path(review.file),
            review.as_of.isoformat(),
            rule.basis.instrument,
            _yes(one.instrument.draft),
            rule.name,
            rule.title,
            citation(rule.basis),
            rule.duty.label,
            rule.weight,
            one.subject.node,
            one.subject.name,
            one.outcome.value,
            one.cause.value if one.cause else "",
            finding.level.value if finding else "",
            finding.message if finding else "",
            "; ".join(ref.label for ref in one.missing),
            "; ".join(f"{item.field.label}: {item.value}" for item in one.evidence),
            "; ".join(page.place(item.at) for item in one.evidence if item.at is not None),
            action.what if action else "",
            action.who if action else "",
            action.due.isoformat() if action and action.due else "",
            _yes(bool(one.assumptions)),
        ]


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"
