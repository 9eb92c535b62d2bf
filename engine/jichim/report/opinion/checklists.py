"""The checklist of an application for approval: what is done, what is left, the clocks that run."""

from __future__ import annotations

from jichim.report import document_words as say
from jichim.report.checklist_words import CLOCK_TONES, DONE, DONE_TONES, WORDS, ahead_words, clock_words
from jichim.report.layout import printable
from jichim.report.opinion.cells import Writer, cell, run
from jichim.report.opinion.model import Block, Cell, Column, Paragraph, Table
from jichim.review.model import Checked, Checklist, Done, Timed


def checklist(writer: Writer, one: Checklist) -> list[Block]:
    """How much is left, under which instrument, then every line and clock of the checklist, in its order."""
    said = WORDS[writer.lang]
    left = sum(line.status is not Done.DONE for line in one.lines)
    lead = run(said["open"].format(n=left), "ask") if left else run(said["complete"], "good")
    uses = (use.instrument for use in writer.review.policies if use.instrument.name == one.instrument)
    title = next((printable(instrument.title) for instrument in uses), "")
    # The rows cite articles alone, as the form does.
    source = (run(f" · {writer.say(say.BASIS)} {title}", "faint"),) if title else ()
    columns = (
        Column(writer.say(say.STEP), 16),
        Column(writer.say(say.TO_CHECK), 30),
        Column(writer.say(say.STATE), 34),
        Column(writer.say(say.BASIS), 20),
    )
    rows = (*(_line(writer, line) for line in one.lines), *(_clock(writer, timed) for timed in one.clocks))
    return [Paragraph((lead, *source), "lead"), Table(columns, rows)]


def _line(writer: Writer, line: Checked) -> tuple[Cell, ...]:
    state = DONE[writer.lang][line.status] + (f" {line.day}" if line.day else "")
    runs = [run(state, DONE_TONES[line.status])]
    if ahead := ahead_words(line, writer.lang):
        runs.append(run(f" · {ahead}"))
    if line.at is not None and line.status is not Done.NOT_STATED:
        runs.append(run(writer.place(line.at), "faint"))
    return (
        cell(line.line.group.in_(writer.lang)),
        cell(line.line.what.in_(writer.lang)),
        (tuple(runs),),
        cell(printable(line.line.at) or "-"),
    )


def _clock(writer: Writer, timed: Timed) -> tuple[Cell, ...]:
    said = WORDS[writer.lang]
    runs = [run(clock_words(timed, writer.lang), CLOCK_TONES[timed.status])]
    if timed.at is not None:
        runs.append(run(writer.place(timed.at), "faint"))
    within = said["within"].format(n=timed.clock.within)
    return (
        cell(said["clocks"]),
        cell(timed.clock.what.in_(writer.lang)),
        (tuple(runs),),
        cell(run(printable(timed.clock.at) or "-"), run(f"({within})", "faint")),
    )
