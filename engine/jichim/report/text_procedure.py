"""절차 in the summary: what an application for approval still lacks, and the clock that runs."""

from __future__ import annotations

from jichim.report.checklist_words import CLOCK_TONES, DONE, DONE_TONES, WORDS
from jichim.report.layout import NO_BREAK, Page, Run, printable
from jichim.report.words import words
from jichim.review.model import Done, Review, Running, Timed


def procedure(page: Page, review: Review) -> list[Run | str]:
    """`승인신청 점검표 남은 것 2건: 공고 (늦음), 협의 결과 (하지 않음) │ 보완 기한 2026-11-11, 11일 지남`."""
    groups: list[list[Run | str]] = []
    for one in review.checklists:
        left = [line for line in one.lines if line.status is not Done.DONE]
        runs: list[Run | str] = [f"{printable(one.title.in_(page.lang))} "]
        said = WORDS[page.lang]
        runs.append(
            Run(said["open"].format(n=len(left)) if left else said["complete"], "ask" if left else "good")
        )
        for position, line in enumerate(left):
            state = f"({DONE[page.lang][line.status]})".replace(" ", NO_BREAK)
            runs += [", " if position else ": ", f"{printable(line.line.what.in_(page.lang))} "]
            runs.append(Run(state, DONE_TONES[line.status]))
        groups.append(runs)
        groups += [[run] for timed in one.clocks for run in _clock(page, timed)]
    joined: list[Run | str] = []
    for position, runs in enumerate(groups):
        joined += [*([Run(" │ ", "faint")] if position else []), *runs]
    return joined


def _clock(page: Page, timed: Timed) -> list[Run]:
    """A clock that has begun: until when, and how far it has run."""
    if timed.due is None:
        return []
    said = WORDS[page.lang]
    key = "due-today" if timed.status is Running.RUNNING and not timed.days else timed.status.value
    state = said[f"short-{key}"].format(answered=timed.answered, n=timed.days)
    whole = f"{words(page.lang).clock} {timed.due}, {state}"
    return [Run(whole.replace(" ", NO_BREAK), CLOCK_TONES[timed.status])]
