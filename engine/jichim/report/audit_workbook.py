"""An audit as a workbook that an official can filter: summary, provisions, plans, findings, actions, …"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from jichim.audit.overview import Overview
from jichim.audit.queries import LEVELS, FindingOf, Tally
from jichim.audit.tables import SupplementOf, UnusableOf
from jichim.diagnostic import Lang
from jichim.report.audit_html_sections import changes_left, how
from jichim.report.audit_report_words import ReportWords, reconciled
from jichim.report.workbook_rows import Column, Value
from jichim.report.workbook_sheets import Sheets

Block = tuple[str, tuple[Column, ...], list[list[Value]]]


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows that a store may hold millions of, asked for when their sheet is written."""

    findings: Callable[[], Iterable[FindingOf]]
    supplements: Callable[[], Iterable[SupplementOf]]
    unusable: Callable[[], Iterable[UnusableOf]]


def write_audit_workbook(
    overview: Overview, listed: Listed, lang: Lang, out: BinaryIO, labels: Mapping[str, str] | None = None
) -> None:
    """The workbook into a file; rows are written as they come, equal runs give equal bytes."""
    text = ReportWords(lang, labels)
    sheets = Sheets(f"{text('title')} · {text('run')} {overview.run.id}")
    sheets.blocks(text("summary"), (40, 62, 14, 14, 12, 12, 12, 12), _summary(overview, text))
    _provisions(sheets, overview, text)
    _plans(sheets, overview, text)
    _findings(sheets, overview, text, listed.findings())
    _actions(sheets, text, listed.findings())
    _supplements(sheets, text, listed.supplements())
    _unusable(sheets, text, listed.unusable())
    sheets.save(out)


def _summary(overview: Overview, text: ReportWords) -> Iterator[Block]:
    run = overview.run
    plain = (Column(""), Column(""))
    day = text("submitted") if run.as_of == "submitted" else run.as_of
    facts: list[list[Value]] = [
        [text("run"), str(run.id)],
        [text("date"), day],
        [text("started"), run.started[:16].replace("T", " ")],
        [text("made-by"), run.jichim],
        [text("rules"), run.rules[:12]],
        [text("filter"), text.chosen(overview)],
    ]
    if len(overview.plans) != run.reviewed:
        facts.append([text("shown"), f"{len(overview.plans):,}"])
    if overview.chosen.by_rule:
        facts.append([text("rules-chosen-note"), None])
    if run.finished is None:
        facts.append([text("open-run", n=run.given - run.reviewed - run.unusable), None])
    if any(one.draft for one in overview.provisions):
        facts.append([text("draft-note"), None])
    yield text("title"), plain, facts
    heads = (
        Column(text("name")),
        Column(text("made-of"), kind="long"),
        Column(text("figure"), kind="count"),
        Column(text("status")),
    )
    yield (
        text("sums"),
        heads,
        [
            [name, made_of, figure, text("agrees" if agrees else "differs")]
            for name, figure, made_of, agrees in reconciled(overview, text)
        ],
    )
    totals: dict[str, Tally] = {}
    for one in overview.provisions:
        totals[one.instrument] = totals.get(one.instrument, Tally()) + one.tally
    known = {one.name: one for one in overview.instruments}
    counts = tuple(Column(name, kind="count") for name in text.outcomes)
    yield (
        text("by-instrument"),
        (Column(text("name"), kind="long"), Column(text("instrument")), Column(text("status")), *counts),
        [
            [known[name].title, name, text.status(draft=known[name].draft), *_four(tally)]
            for name, tally in totals.items()
        ],
    )
    names = text.levels([one.draft for one in overview.provisions])
    two = (Column(text("level")), Column(text("count"), kind="count"))
    yield text("by-level"), two, [list(pair) for pair in zip(names, overview.levels, strict=True)]
    two = (Column(text("cause")), Column(text("count"), kind="count"))
    yield text("causes"), two, [[text.cause(name), count] for name, count in overview.causes]
    three = (
        Column(text("decision"), kind="long"),
        Column(text("value")),
        Column(text("count"), kind="count"),
    )
    yield (
        text("decisions"),
        three,
        [[title, text.decided(value, cause), count] for title, value, cause, count in overview.decisions],
    )
    three = (
        Column(text("item")),
        Column(text("plans"), kind="count"),
        Column(text("subjects"), kind="count"),
    )
    yield text("missing"), three, [list(row) for row in overview.missing[:50]]
    if overview.changes is not None:
        yield _changes(overview, text)


def _changes(overview: Overview, text: ReportWords) -> Block:
    found = overview.changes
    assert found is not None
    told = {"old": found.old.id, "old_day": found.old.as_of, "new": found.new.id, "new_day": found.new.as_of}
    heads = (
        Column(text("file"), kind="long"),
        Column(text("change")),
        Column(f"{text('violations')} {text('before')}", kind="count"),
        Column(f"{text('violations')} {text('after')}", kind="count"),
    )
    rows: list[list[Value]] = [
        [one.name, text(how(one.before, one.after)), one.before, one.after] for one in found.plans
    ]
    if left := found.changed - len(rows):
        rows.append([changes_left(found, left, text), None, None, None])
    title = f"{text('changes')}: {text('changes-note', same=found.same, **told)}"
    return title, heads, rows


def _provisions(sheets: Sheets, overview: Overview, text: ReportWords) -> None:
    columns = (
        Column(text("rule"), 20),
        Column(text("name"), 36, "long"),
        Column(text("instrument"), 20),
        Column(text("status"), 9),
        Column(text("duty"), 13),
        Column(text("citation"), 36, "long"),
        *(Column(name, 12, "count") for name in text.outcomes),
        Column(text("share"), 13, "share"),
        Column(text("plans-not-met"), 13, "count"),
        Column(text("plans-held"), 13, "count"),
    )
    rows = (
        [
            one.rule,
            one.title,
            one.instrument,
            text.status(draft=one.draft),
            text.duty(one.duty),
            one.citation,
            *_four(one.tally),
            one.tally.not_met / one.tally.decided if one.tally.decided else None,
            one.plans_not_met,
            one.plans,
        ]
        for one in overview.provisions
    )
    sheets.table(text("sheet-provisions"), columns, rows)


def _plans(sheets: Sheets, overview: Overview, text: ReportWords) -> None:
    names = text.levels([one.draft for one in overview.provisions])
    columns = (
        Column(text("file"), 40),
        Column(text("plan"), 34, "long"),
        Column(text("city"), 16),
        Column(text("date"), 13, "day"),
        *(Column(name, 13, "count") for name in names),
        *(Column(f"{text('outcomes-all')}: {name}", 13, "count") for name in text.outcomes),
    )
    rows = (
        [one.name, one.plan, one.city, _day(one.as_of), *one.levels, *_four(one.tally)]
        for one in overview.plans
    )
    sheets.table(text("sheet-plans"), columns, rows)


def _findings(sheets: Sheets, overview: Overview, text: ReportWords, found: Iterable[FindingOf]) -> None:
    columns = (
        Column(text("file"), 30),
        Column(text("plan"), 26),
        Column(text("city"), 14),
        Column(text("level"), 12),
        Column(text("status"), 9),
        Column(text("rule"), 18),
        Column(text("citation"), 30, "long"),
        Column(text("about"), 24),
        Column(text("place"), 9),
        Column(text("text"), 50, "long"),
        Column(text("evidence"), 36, "long"),
        Column(text("action"), 44, "long"),
        Column(text("who"), 14),
        Column(text("due"), 12, "day"),
    )
    drafts = {one.rule: one.draft for one in overview.provisions}
    levels = {draft: dict(zip(LEVELS, text.levels([draft]), strict=True)) for draft in (False, True)}
    rows = (
        [
            one.entry,
            one.plan,
            one.city,
            levels[drafts.get(one.rule, False)][one.level],
            text.status(draft=drafts.get(one.rule, False)),
            one.rule,
            one.citation,
            one.about,
            one.place,
            one.text,
            one.evidence,
            one.action,
            one.who,
            _day(one.due),
        ]
        for one in found
    )
    sheets.table(text("sheet-findings"), columns, rows)


def _actions(sheets: Sheets, text: ReportWords, found: Iterable[FindingOf]) -> None:
    columns = (
        Column(text("who"), 16),
        Column(text("due"), 12, "day"),
        Column(text("action"), 60, "long"),
        Column(text("city"), 14),
        Column(text("plan"), 30),
        Column(text("about"), 26),
        Column(text("rule"), 18),
        Column(text("citation"), 34, "long"),
        Column(text("file"), 36),
    )
    rows = (
        [
            one.who,
            _day(one.due),
            one.action,
            one.city,
            one.plan,
            one.about,
            one.rule,
            one.citation,
            one.entry,
        ]
        for one in found
        if one.action
    )
    sheets.table(text("sheet-actions"), columns, rows)


def _supplements(sheets: Sheets, text: ReportWords, found: Iterable[SupplementOf]) -> None:
    columns = (
        Column(text("city"), 14),
        Column(text("plan"), 30),
        Column(text("about"), 30),
        Column(text("item"), 30),
        Column(text("path"), 34),
        Column(text("place"), 9),
        Column(text("file"), 40),
    )
    rows = ([one.city, one.plan, one.about, one.label, one.path, one.place, one.entry] for one in found)
    sheets.table(text("sheet-supplements"), columns, rows)


def _unusable(sheets: Sheets, text: ReportWords, found: Iterable[UnusableOf]) -> None:
    columns = (
        Column(text("file"), 44),
        Column(text("code"), 9),
        Column(text("place"), 10),
        Column(text("reason"), 60, "long"),
        Column(text("help"), 60, "long"),
    )
    korean = text.lang == "ko"
    rows = (
        [
            one.entry,
            one.code,
            one.place,
            one.ko if korean else one.en,
            one.help_ko if korean else one.help_en,
        ]
        for one in found
    )
    sheets.table(text("sheet-unusable"), columns, rows)


def _day(text: str) -> Value:
    """A day as a date that sorts and filters; anything else as it stands."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def _four(tally: Tally) -> tuple[int, int, int, int]:
    return tally.met, tally.not_met, tally.undetermined, tally.not_applicable
