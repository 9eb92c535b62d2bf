"""An audit as text: the tables of `jichim audit summary`, `worst`, `trend`, `compare`, `runs`."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.audit.changes import Changes
from jichim.audit.queries import LEVELS, PlanRow, ProvisionRow, RunRow, Tally, UnusableRow
from jichim.diagnostic import Lang
from jichim.report.layout import Page, Run, columns, pad, printable, shorten
from jichim.report.parts import Lines, section
from jichim.report.words import words
from jichim.review.model import Cause, Level, Outcome

Cell = str | int
Counted = Sequence[tuple[str, int]]
_WIDEST = 46

_WORDS: dict[Lang, dict[str, str]] = {
    "ko": {
        "run": "실행",
        "when": "시작",
        "date": "기준일",
        "given": "받은 계획",
        "reviewed": "검토",
        "unusable": "검토 못함",
        "reused": "전에 검토",
        "state": "상태",
        "done": "끝남",
        "open": "끝나지 않음",
        "provision": "규정",
        "title": "제목",
        "plans": "계획",
        "plan": "계획",
        "file": "파일",
        "share": "부적합률",
        "causes": "판단불가의 까닭",
        "missing": "가장 많이 빠진 항목",
        "field": "항목",
        "waiting": "대상",
        "decisions": "결정",
        "value": "값",
        "count": "건",
        "none": "판단불가",
        "gaps": "가장 많은 부적합",
        "not-usable": "검토하지 못한 계획",
        "reason": "까닭",
        "outcomes": "기준별 결과",
        "instrument": "기준",
        "before": "앞",
        "after": "뒤",
        "same": "결과가 같은 계획 {n:,}건",
        "nothing": "달라진 것이 없다",
        "flip": "위반이 없다가 생김",
        "totals": "받은 계획 {given:,} = 검토 {reviewed:,} + 검토 못함 {unusable:,}",
        "more": "그 밖에 {n:,}건",
        "more-plans": "그 밖에 달라진 계획 {n:,}건 (--limit)",
        "other-rules": "두 실행의 규칙이 다르다. 달라진 까닭이 계획이 아니라 규칙일 수 있다",
    },
    "en": {
        "run": "run",
        "when": "started",
        "date": "as of",
        "given": "given",
        "reviewed": "reviewed",
        "unusable": "unusable",
        "reused": "reused",
        "state": "state",
        "done": "finished",
        "open": "unfinished",
        "provision": "provision",
        "title": "title",
        "plans": "plans",
        "plan": "plan",
        "file": "file",
        "share": "not met of decided",
        "causes": "why outcomes are undetermined",
        "missing": "fields that are missing most",
        "field": "field",
        "waiting": "subjects",
        "decisions": "decisions",
        "value": "value",
        "count": "count",
        "none": "undetermined",
        "gaps": "most frequent gaps",
        "not-usable": "plans that could not be reviewed",
        "reason": "why",
        "outcomes": "outcomes by instrument",
        "instrument": "instrument",
        "before": "before",
        "after": "after",
        "same": "{n:,} plans with equal outcomes",
        "nothing": "nothing changed",
        "flip": "was clean, now violates",
        "totals": "{given:,} given = {reviewed:,} reviewed + {unusable:,} unusable",
        "more": "{n:,} more",
        "more-plans": "{n:,} more plans changed (--limit)",
        "other-rules": "the runs have different rules: what changed may be the rules, not the plans",
    },
}


def table(page: Page, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Lines:
    """Columns as wide as their widest cell, at most `_WIDEST`; numbers stand to the right."""
    shown = [[_cell(cell) for cell in row] for row in rows]
    widths = [
        max([columns(head), *(columns(row[place]) for row in shown)]) for place, head in enumerate(heads)
    ]
    right = [all(isinstance(row[place], int) for row in rows) and bool(rows) for place in range(len(heads))]
    lines = ["  " + page.paint(_row(heads, widths, right), "faint")]
    return lines + ["  " + _row(row, widths, right) for row in shown]


def render_runs(runs: Sequence[RunRow], page: Page) -> str:
    """Every run of a store, one line each."""
    t = _WORDS[page.lang]
    heads = [t[key] for key in ("run", "when", "date", "given", "reviewed", "unusable", "reused", "state")]
    rows: list[list[Cell]] = [
        [
            one.id,
            one.started[:16].replace("T", " "),
            one.as_of,
            one.given,
            one.reviewed,
            one.unusable,
            one.reused,
            t["done"] if one.finished else t["open"],
        ]
        for one in runs
    ]
    return _text(table(page, heads, rows))


def render_summary(
    run: RunRow,
    provisions: Sequence[ProvisionRow],
    causes: Counted,
    missing: Sequence[tuple[str, int, int]],
    decisions: Sequence[tuple[str, str, str, int]],
    unusable: Sequence[UnusableRow],
    page: Page,
    *,
    most: int = 15,
) -> str:
    """A run on a page: totals, outcomes by instrument, the gaps, the causes, what is missing, decisions."""
    t, w = _WORDS[page.lang], words(page.lang)
    lines = page.flow([Run(f"{t['run']} {run.id} · {t['date']} {run.as_of}", "strong")])
    lines += page.flow([t["totals"].format(given=run.given, reviewed=run.reviewed, unusable=run.unusable)])
    outcomes = [w.outcomes[one] for one in Outcome]
    lines += section(page, t["outcomes"])
    lines += table(page, [t["instrument"], *outcomes], _by_instrument(provisions))
    gaps = sorted((one for one in provisions if one.tally.not_met), key=_worst)[:most]
    lines += section(page, t["gaps"])
    rows: list[list[Cell]] = [
        [one.rule, one.title, one.tally.not_met, _share(one.tally), one.plans_not_met, one.tally.undetermined]
        for one in gaps
    ]
    heads = [t["provision"], t["title"], w.outcomes[Outcome.NOT_MET], t["share"], t["plans"]]
    lines += table(page, [*heads, w.outcomes[Outcome.UNDETERMINED]], rows)
    if causes:
        lines += section(page, t["causes"])
        lines += table(page, [t["reason"], t["count"]], [[w.causes[Cause(name)], n] for name, n in causes])
    if missing:
        lines += section(page, t["missing"])
        lines += table(page, [t["field"], t["plans"], t["waiting"]], [list(row) for row in missing[:most]])
    if decisions:
        lines += section(page, t["decisions"])
        chosen: list[list[Cell]] = [
            [title, value or f"{t['none']} ({w.causes[Cause(cause)]})" if cause else value, count]
            for title, value, cause, count in decisions
        ]
        lines += table(page, [t["decisions"], t["value"], t["count"]], chosen)
    lines += render_unusable(unusable, page, most=most)
    return _text(lines)


def render_unusable(unusable: Sequence[UnusableRow], page: Page, *, most: int) -> Lines:
    """The plans without a review, each with its first reason."""
    if not unusable:
        return []
    t = _WORDS[page.lang]
    lines = section(page, t["not-usable"])
    for one in unusable[:most]:
        first = one.problems[0]
        place = f":{first.place}" if first.place else ""
        sentence = first.ko if page.lang == "ko" else first.en
        runs: list[Run | str] = [Run(page.path(one.name) + place, "strong")]
        runs.append(f" [{first.code}] {printable(sentence)}")
        lines += page.flow(runs, "  ", "    ")
    if len(unusable) > most:
        lines.append("  " + t["more"].format(n=len(unusable) - most))
    return lines


def render_plans(plans: Sequence[PlanRow], page: Page) -> str:
    """Plans with their findings by level, in the order given."""
    t, w = _WORDS[page.lang], words(page.lang)
    heads = [t["plan"], t["file"], *(w.levels[Level(level)] for level in LEVELS)]
    rows: list[list[Cell]] = [[one.plan or "-", page.path(one.name), *one.levels] for one in plans]
    return _text(table(page, heads, rows))


def render_trend(trend: Sequence[tuple[RunRow, Tally, tuple[int, ...]]], page: Page) -> str:
    """One line for each run: outcomes and findings by level."""
    t, w = _WORDS[page.lang], words(page.lang)
    heads = [t["run"], t["date"], t["reviewed"], t["unusable"]]
    heads += [w.outcomes[Outcome.MET], w.outcomes[Outcome.NOT_MET], w.outcomes[Outcome.UNDETERMINED]]
    heads += [w.levels[Level(level)] for level in LEVELS[:4]]
    rows: list[list[Cell]] = [
        [
            run.id,
            run.as_of,
            run.reviewed,
            run.unusable,
            tally.met,
            tally.not_met,
            tally.undetermined,
            *levels[:4],
        ]
        for run, tally, levels in trend
    ]
    return _text(table(page, heads, rows))


def render_changes(changes: Changes, page: Page, *, most: int = 30) -> str:
    """What differs between two runs: every rule, then so many plans, new violations first."""
    t, w = _WORDS[page.lang], words(page.lang)
    lines = page.flow([Run(f"{t['run']} {changes.old.id} → {changes.new.id}", "strong")])
    lines += page.flow([t["same"].format(n=changes.same)])
    if changes.old.rules != changes.new.rules:
        lines += page.flow([t["other-rules"]])
    if not changes.rules and not changes.plans:
        return _text([*lines, t["nothing"]])
    names = [w.outcomes[one] for one in (Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED)]
    rows: list[list[Cell]] = [
        [
            one.rule,
            one.title,
            one.plans,
            *(f"{a}→{b}" for a, b in zip(one.before[:3], one.after[:3], strict=True)),
        ]
        for one in changes.rules
    ]
    if rows:
        lines += section(page, t["provision"])
        lines += table(page, [t["provision"], t["title"], t["plans"], *names], rows)
    violations = w.levels[Level.VIOLATION]
    rows = [
        [page.path(one.name), _or_dash(one.before), _or_dash(one.after), t["flip"] if one.flipped else ""]
        for one in changes.plans[:most]
    ]
    if rows:
        lines += section(page, t["plan"])
        heads = [t["plan"], f"{violations} {t['before']}", f"{violations} {t['after']}", ""]
        lines += table(page, heads, rows)
    if left := changes.changed - len(rows):
        lines += page.flow([t["more-plans"].format(n=left)])
    return _text(lines)


def _by_instrument(provisions: Sequence[ProvisionRow]) -> list[list[Cell]]:
    totals: dict[str, list[int]] = {}
    for one in provisions:
        sums = totals.setdefault(one.instrument, [0, 0, 0, 0])
        tally = one.tally
        for place, count in enumerate((tally.met, tally.not_met, tally.undetermined, tally.not_applicable)):
            sums[place] += count
    return [[name, *sums] for name, sums in totals.items()]


def _worst(one: ProvisionRow) -> tuple[int, str]:
    return -one.tally.not_met, one.rule


def _share(tally: Tally) -> str:
    return f"{100 * tally.not_met / tally.decided:.0f}%" if tally.decided else "-"


def _or_dash(count: int | None) -> str:
    return "-" if count is None else str(count)


def _cell(cell: Cell) -> str:
    if isinstance(cell, int):
        return f"{cell:,}"
    text = printable(cell)
    while columns(text) > _WIDEST:
        text = shorten(text, len(text) - max(1, (columns(text) - _WIDEST) // 2))
    return text


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (pad(cell, width, right=to) for cell, width, to in zip(cells, widths, right, strict=True))
    return "  ".join(padded).rstrip()


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
