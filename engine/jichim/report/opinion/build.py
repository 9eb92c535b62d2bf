"""Report → document: the parts of an opinion in the order in which an office reads them."""

from __future__ import annotations

from itertools import count

from jichim.assessment.model import Assessment
from jichim.plan.model import Plan
from jichim.policy.model import Policy
from jichim.report import document_words as say
from jichim.report.grouping import Standing, Verdict, verdicts
from jichim.report.layout import Page, printable, shorten
from jichim.report.model import Report, Unusable
from jichim.report.names import Names
from jichim.report.opinion.cells import MANY, Writer, cell, run
from jichim.report.opinion.checklists import checklist
from jichim.report.opinion.findings import actions, findings, index, undecided
from jichim.report.opinion.grounds import decisions, rests
from jichim.report.opinion.model import Block, Cell, Column, Cover, Document, Heading, Paragraph, Table
from jichim.report.opinion.scores import scores
from jichim.report.opinion.supplements import supplements
from jichim.report.particulars import Particulars, particulars, plan_of
from jichim.report.scores import WORDS
from jichim.report.words import period_words, status_word
from jichim.review.model import Level, Outcome, Review

_DIAGNOSTICS_SHOWN = 20
_NAMES_BESIDE = 120
"""Characters of the names of services that stand among the other facts."""
_TITLE = 70
"""Characters of a title that fit above a page."""


def build(report: Report, policy: Policy | None, page: Page) -> Document:
    """One opinion for each review, each on a page of its own, and the files that were not reviewed.

    Pure: no clock, no file. `policy` gives the labels of fields; without it the review's own are used.
    """
    names = Names(policy.vocabulary if policy else None, page.lang)
    blocks: list[Block] = []
    for position, (review, assessment) in enumerate(report.assessed()):
        blocks += opinion(Writer(review, page, names), plan_of(report.plans, position), assessment)
    blocks += unusable_files(page, report.unusable)
    first = report.reviews[0] if report.reviews else None
    title = say.TITLE.in_(page.lang)
    if first is None:
        return Document(title, page.lang, tuple(blocks), {})
    about = particulars(first, plan_of(report.plans, 0))
    return Document(
        shorten(f"{title} - {about.name}", _TITLE),
        page.lang,
        tuple(blocks),
        _fields(Writer(first, page, names), about),
    )


def opinion(writer: Writer, plan: Plan | None, assessment: Assessment | None = None) -> list[Block]:
    """The opinion on one plan: cover, verdicts, checklists, findings, actions, requests, what else there is,
    signature. What a city must answer stands before what only explains."""
    about = particulars(writer.review, plan)
    blocks: list[Block] = [
        Cover(writer.say(say.TITLE), writer.say(say.SUBTITLE), about.name),
        _head(writer, 1, say.OVERVIEW.in_(writer.lang)),
        *overview(writer, about),
        _verdict_head(writer),
    ]
    if not any(use.applied for use in writer.review.policies):
        blocks.append(Paragraph((run(writer.say(say.NOTHING_APPLIES), "severe"),)))
        return [*blocks, verdict_table(writer), *_signature(writer, 3)]
    blocks += [verdict_table(writer), Paragraph((run(writer.say(say.SCOPE)),), "note")]
    part = count(3)
    for one in writer.review.checklists:
        title = printable(one.title.in_(writer.lang))
        blocks += [_head(writer, next(part), title), *checklist(writer, one)]
    blocks.append(_head(writer, next(part), writer.say(say.FINDINGS)))
    law, number = findings(writer, draft=False, number=1)
    lead = say.FINDINGS_LEAD if law else say.NO_FINDINGS_IN_LAW
    blocks += [Paragraph((run(writer.say(lead)),), "lead"), *_marked(writer, law)]
    blocks += [*index(writer), *law]
    blocks += [_head(writer, next(part), writer.say(say.ACTIONS)), *actions(writer)]
    blocks += [_head(writer, next(part), writer.say(say.SUPPLEMENTS)), *supplements(writer)]
    if assessment is not None:
        blocks += [_head(writer, next(part), WORDS[writer.lang]["title"]), *scores(writer, assessment)]
    blocks += [_head(writer, next(part), writer.say(say.DECISIONS)), *decisions(writer)]
    draft, _ = findings(writer, draft=True, number=number)
    blocks.append(_head(writer, next(part), writer.say(say.DRAFT_FINDINGS)))
    blocks.append(Paragraph((run(writer.say(say.DRAFT_LEAD if draft else say.NO_FINDINGS)),), "lead"))
    blocks += draft
    blocks += [_head(writer, next(part), writer.say(say.OPEN)), *undecided(writer)]
    blocks += [_head(writer, next(part), writer.say(say.RESTS)), *rests(writer)]
    if writer.review.notes:
        blocks.append(_head(writer, next(part), writer.say(say.NOTES)))
        blocks += [Paragraph((run(note),), "item") for note in writer.review.notes]
    return [*blocks, *_signature(writer, next(part))]


def _marked(writer: Writer, blocks: list[Block]) -> list[Block]:
    """What the mark at a finding means, where one has it."""
    if any(f.outcome.rule.evidence_only for f in writer.review.findings) and blocks:
        return [Paragraph((run(writer.say(say.EVIDENCE_ONLY)),), "lead")]
    return []


def _head(writer: Writer, number: int, title: str) -> Heading:  # noqa: ARG001
    return Heading(1, f"{number}. {title}")


def _verdict_head(writer: Writer) -> Heading:
    return _head(writer, 2, writer.say(say.VERDICT))


def overview(writer: Writer, about: Particulars) -> list[Block]:
    """Key and value by turns, two pairs in a row; services that are many stand below, all of them once."""
    review = writer.review
    silent = writer.say(say.NOT_STATED)
    names = ", ".join(about.services)
    apart = len(names) > _NAMES_BESIDE or len(about.services) > MANY
    services = silent
    if about.services:
        said = say.SERVICES_BELOW if apart else say.SERVICE_COUNT
        services = writer.say(said, n=len(about.services), names=names)
    pairs = [
        (writer.say(say.PLAN), shorten(about.name, _NAMES_BESIDE)),
        (writer.say(say.CITY), about.city or silent),
        (writer.say(say.KIND), about.kind or silent),
        (writer.say(say.PERIOD), about.period or silent),
        (writer.say(say.SUBMITTED), about.submitted or silent),
        (writer.say(say.AS_OF), str(review.as_of)),
        (writer.say(say.SERVICES), services),
        (writer.say(say.FILE), writer.page.path(review.file)),
    ]
    keyed: list[tuple[Cell, Cell]] = [(cell(run(key, "strong")), cell(run(value))) for key, value in pairs]
    rows = tuple((*keyed[i], *keyed[i + 1]) for i in range(0, len(keyed), 2))
    columns = (Column("", 16, "center"), Column("", 34), Column("", 16, "center"), Column("", 34))
    tables: list[Block] = [Table(columns, rows, "facts")]
    if apart:
        numbered = [f"{number}. {name}" for number, name in enumerate(about.services, 1)]
        listed = (cell(run(writer.say(say.SERVICES), "strong")), cell(" · ".join(numbered)))
        tables.append(Table((Column("", 16, "center"), Column("", 84)), (listed,), "facts"))
    return tables


def verdict_table(writer: Writer) -> Table:
    columns = (
        Column(writer.say(say.INSTRUMENT), 34),
        Column(writer.say(say.OPINION), 15, "center"),
        Column(writer.say(say.RESULT), 51),
    )
    rows = tuple(_verdict_row(writer, verdict) for verdict in verdicts(writer.review))
    return Table(columns, rows)


def _verdict_row(writer: Writer, verdict: Verdict) -> tuple[Cell, ...]:
    instrument = verdict.use.instrument
    period = period_words(instrument, writer.lang)
    status = status_word(instrument, writer.lang)
    title = printable(instrument.title) or printable(instrument.name)
    tone = {
        Standing.TO_SUPPLEMENT: "severe",
        Standing.OPEN: "open",
        Standing.REFERENCE: "draft",
        Standing.NOT_APPLIED: "faint",
    }.get(verdict.standing, "good")
    lines = [run(reason(writer, verdict))]
    if verdict.use.applied:
        outcomes = verdict.outcomes
        checked = writer.say(
            say.CHECKED,
            rules=verdict.use.rules,
            total=sum(outcomes.values()),
            met=outcomes[Outcome.MET],
            not_met=outcomes[Outcome.NOT_MET],
            undetermined=outcomes[Outcome.UNDETERMINED],
            na=outcomes[Outcome.NOT_APPLICABLE],
        )
        lines.append(run(checked, "faint"))
    standing = writer.say(say.STANDINGS[verdict.standing])
    return (
        cell(run(title, "strong"), run(f"[{status}] {period}", "faint")),
        cell(run(standing, tone)),  # type: ignore[arg-type]
        cell(*lines),
    )


def reason(writer: Writer, verdict: Verdict) -> str:
    """One sentence: why the opinion on this instrument is what it is."""
    levels = writer.words.proposal_levels if verdict.use.instrument.draft else writer.words.levels
    found = ", ".join(
        f"{levels[level]} {writer.words.count.format(n=verdict.found[level])}"
        for level in Level
        if verdict.found[level] and level is not Level.UNDETERMINED
    )
    return writer.say(
        say.REASONS[verdict.standing],
        found=found or writer.say(say.NOTHING),
        violations=verdict.found[Level.VIOLATION],
        open=verdict.outcomes[Outcome.UNDETERMINED],
    )


def _signature(writer: Writer, number: int) -> list[Block]:
    blank = cell("")
    sign = tuple(
        cell(run(writer.say(word), "strong")) for word in (say.REVIEWER, say.POSITION, say.SIGN, say.DAY)
    )
    columns = (Column("", 16, "center"), Column("", 34), Column("", 16, "center"), Column("", 34))
    rows = ((sign[0], blank, sign[1], blank), (sign[2], blank, sign[3], blank))
    remarks = (cell(run(writer.say(say.REMARKS), "strong")), blank)
    return [
        _head(writer, number, writer.say(say.SIGNATURE)),
        Table((Column("", 16, "center"), Column("", 84)), (remarks,), "signature"),
        Paragraph((run(writer.say(say.SIGNATURE_LEAD)),), "lead"),
        Table(columns, rows, "signature"),
    ]


def unusable_files(page: Page, unusable: tuple[Unusable, ...]) -> list[Block]:
    if not unusable:
        return []
    columns = (Column(say.FILE.in_(page.lang), 30), Column(say.REASON_CODE.in_(page.lang), 70))
    rows = tuple(
        (
            cell(page.path(plan.file)),
            cell(
                *(
                    f"{d.code} {d.message.in_(page.lang)}"
                    + (f" ({d.span or d.where})" if d.span or d.where else "")
                    for d in plan.diagnostics[:_DIAGNOSTICS_SHOWN]
                )
            ),
        )
        for plan in unusable
    )
    return [
        Heading(1, say.UNUSABLE.in_(page.lang)),
        Paragraph((run(say.UNUSABLE_LEAD.in_(page.lang)),), "lead"),
        Table(columns, rows),
    ]


def _fields(writer: Writer, about: Particulars) -> dict[str, str]:
    """What a template may name, in both languages."""
    review: Review = writer.review
    silent = writer.say(say.NOT_STATED)
    standing = "; ".join(
        f"{printable(verdict.use.instrument.title)}: {writer.say(say.STANDINGS[verdict.standing])}"
        for verdict in verdicts(review)
    )
    values = (
        (("계획", "plan"), about.name),
        (("지자체", "city"), about.city or silent),
        (("유형", "kind"), about.kind or silent),
        (("기간", "period"), about.period or silent),
        (("제출일", "submitted"), about.submitted or silent),
        (("검토기준일", "as_of"), str(review.as_of)),
        (("파일", "file"), writer.page.path(review.file)),
        (("의견", "opinion"), standing),
    )
    return {name: value for names, value in values for name in names}
