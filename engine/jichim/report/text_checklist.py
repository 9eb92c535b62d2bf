"""승인신청 점검표: what is done, not done or not stated before an approval, and the clocks that run."""

from __future__ import annotations

from collections.abc import Mapping

from jichim.diagnostic import Lang
from jichim.report.layout import Page, Run, Tone, columns, pad, printable
from jichim.report.names import Names
from jichim.report.parts import Lines, grouped, section
from jichim.review.model import Checked, Checklist, Done, Review, Running, Timed

DONE: Mapping[Lang, Mapping[Done, str]] = {
    "ko": {
        Done.DONE: "마침",
        Done.LATE: "늦음",
        Done.PLANNED: "예정",
        Done.NOT_DONE: "하지 않음",
        Done.NOT_STATED: "미기재",
        Done.UNCLEAR: "어긋난 기재",
    },
    "en": {
        Done.DONE: "done",
        Done.LATE: "late",
        Done.PLANNED: "planned",
        Done.NOT_DONE: "not done",
        Done.NOT_STATED: "not stated",
        Done.UNCLEAR: "contradictory",
    },
}
DONE_TONES: Mapping[Done, Tone] = {
    Done.DONE: "good",
    Done.LATE: "severe",
    Done.PLANNED: "mild",
    Done.NOT_DONE: "severe",
    Done.NOT_STATED: "open",
    Done.UNCLEAR: "open",
}
WORDS: Mapping[Lang, Mapping[str, str]] = {
    "ko": {
        "ahead": "{n}일 전 (적어도 {lead}일 전)",
        "not-started": "접수한 날이 적혀 있지 않음",
        "running": "{received} 접수, {due}까지 · {n}일 남음",
        "due-today": "{received} 접수, {due}까지 · 오늘이 마지막 날",
        "overdue": "{received} 접수, {due}까지 · {n}일 지남",
        "answered": "{received} 접수, {due}까지 · {answered} 통지",
        "answered-late": "{received} 접수, {due}까지 · {answered} 통지, {n}일 늦음",
        "short-running": "{n}일 남음",
        "short-due-today": "오늘이 마지막 날",
        "short-overdue": "{n}일 지남",
        "short-answered": "{answered} 통지",
        "short-answered-late": "{answered} 통지, {n}일 늦음",
        "within": "{n}일 이내",
        "clocks": "기한",
        "open": "남은 것 {n}건",
        "complete": "모두 마침",
    },
    "en": {
        "ahead": "{n} days ahead (at least {lead})",
        "not-started": "no day of receipt is stated",
        "running": "received {received}, due {due} · {n} days left",
        "due-today": "received {received}, due {due} · today is the last day",
        "overdue": "received {received}, due {due} · {n} days overdue",
        "answered": "received {received}, due {due} · answered {answered}",
        "answered-late": "received {received}, due {due} · answered {answered}, {n} days late",
        "short-running": "{n} days left",
        "short-due-today": "today is the last day",
        "short-overdue": "{n} days overdue",
        "short-answered": "answered {answered}",
        "short-answered-late": "answered {answered}, {n} days late",
        "within": "within {n} days",
        "clocks": "Deadlines",
        "open": "{n} open",
        "complete": "complete",
    },
}
CLOCK_TONES: Mapping[Running, Tone] = {
    Running.NOT_STARTED: "faint",
    Running.RUNNING: "ask",
    Running.OVERDUE: "severe",
    Running.ANSWERED: "good",
    Running.ANSWERED_LATE: "severe",
}


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
    text = WORDS[page.lang]
    state = DONE[page.lang][line.status] + (f" {line.day}" if line.day else "")
    runs: list[Run | str] = [pad(printable(line.line.what.in_(page.lang)), wide), "  "]
    runs.append(Run(state, DONE_TONES[line.status]))
    if line.line.lead and line.ahead is not None:
        runs.append(Run(f" · {text['ahead'].format(n=line.ahead, lead=line.line.lead)}"))
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


def clock_words(timed: Timed, lang: Lang) -> str:
    """`2026-10-12 접수, 2026-11-11까지 · 11일 지남`."""
    key = "due-today" if timed.status is Running.RUNNING and not timed.days else timed.status.value
    return WORDS[lang][key].format(
        received=timed.received, due=timed.due, answered=timed.answered, n=timed.days
    )
