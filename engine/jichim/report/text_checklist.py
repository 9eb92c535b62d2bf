"""승인신청 점검표: what is done, not done or not stated before an approval, and the clocks that run."""

from __future__ import annotations

from jichim.report.checklist_words import CLOCK_TONES, DONE, DONE_TONES, WORDS, ahead_words, clock_words
from jichim.report.layout import Page, Run, columns, pad, printable
from jichim.report.names import Names
from jichim.report.parts import Lines, grouped, section
from jichim.review.model import Checked, Checklist, Done, Review, Timed


def checklists(page: Page, names: Names, review: Review) -> Lines:  # noqa: ARG001
    """A section for each checklist of the review; nothing where there is none."""
    lines: Lines = []
    for one in review.checklists:
        lines += _checklist(page, one)
    return lines


def _checklist(page: Page, one: Checklist) -> Lines:
    text = WORDS[page.lang]
    left = sum(line.status is not Done.DONE for line in one.lines)
    remark = text["open"].format(n=left) if left else text["complete"]
    lines = section(page, printable(one.title.in_(page.lang)), remark)
    wide = max((columns(line.line.what.in_(page.lang)) for line in one.lines), default=0)
    wide = max([wide, *(columns(timed.clock.what.in_(page.lang)) for timed in one.clocks)])
    for group, members in grouped(one.lines, lambda line: line.line.group).items():
        lines += page.flow([Run(printable(group.in_(page.lang)), "strong")], "  ")
        for line in members:
            lines += _line(page, line, wide)
    if one.clocks:
        lines += page.flow([Run(text["clocks"], "strong")], "  ")
    for timed in one.clocks:
        lines += _clock(page, timed, wide)
    return lines


def _line(page: Page, line: Checked, wide: int) -> Lines:
    state = DONE[page.lang][line.status] + (f" {line.day}" if line.day else "")
    runs: list[Run | str] = [pad(printable(line.line.what.in_(page.lang)), wide), "  "]
    runs.append(Run(state, DONE_TONES[line.status]))
    if ahead := ahead_words(line, page.lang):
        runs.append(Run(f" · {ahead}"))
    runs.append(Run(f"  {printable(line.line.at)}", "faint"))
    if line.at is not None and line.status is not Done.NOT_STATED:
        runs.append(Run(f"  {page.place(line.at)}", "faint"))
    return page.flow(runs, " " * 4, " " * (wide + 6))


def _clock(page: Page, timed: Timed, wide: int) -> Lines:
    text = WORDS[page.lang]
    said = clock_words(timed, page.lang)
    within = text["within"].format(n=timed.clock.within)
    runs: list[Run | str] = [pad(printable(timed.clock.what.in_(page.lang)), wide), "  "]
    runs += [Run(said, CLOCK_TONES[timed.status]), Run(f"  {printable(timed.clock.at)} ({within})", "faint")]
    if timed.at is not None:
        runs.append(Run(f"  {page.place(timed.at)}", "faint"))
    return page.flow(runs, " " * 4, " " * (wide + 6))
