"""The words of checklists and clocks, for every format that shows them."""

from __future__ import annotations

from collections.abc import Mapping

from jichim.diagnostic import Lang
from jichim.report.layout import Tone
from jichim.review.model import Checked, Done, Running, Timed

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
CLOCK_STATES: Mapping[Lang, Mapping[Running, str]] = {
    "ko": {
        Running.NOT_STARTED: "미기재",
        Running.RUNNING: "진행 중",
        Running.OVERDUE: "지남",
        Running.ANSWERED: "통지함",
        Running.ANSWERED_LATE: "늦게 통지함",
    },
    "en": {
        Running.NOT_STARTED: "not stated",
        Running.RUNNING: "running",
        Running.OVERDUE: "overdue",
        Running.ANSWERED: "answered",
        Running.ANSWERED_LATE: "answered late",
    },
}


def ahead_words(line: Checked, lang: Lang) -> str:
    """`9일 전 (적어도 14일 전)`; empty where the provision asks for no lead or the days are not known."""
    if not line.line.lead or line.ahead is None:
        return ""
    return WORDS[lang]["ahead"].format(n=line.ahead, lead=line.line.lead)


def clock_state(timed: Timed, lang: Lang) -> str:
    return CLOCK_STATES[lang][timed.status]


def clock_words(timed: Timed, lang: Lang) -> str:
    """`2026-10-12 접수, 2026-11-11까지 · 11일 지남`."""
    key = "due-today" if timed.status is Running.RUNNING and not timed.days else timed.status.value
    return WORDS[lang][key].format(
        received=timed.received, due=timed.due, answered=timed.answered, n=timed.days
    )
