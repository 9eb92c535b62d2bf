"""Coverage as one page of HTML: the text of each declaration with its conditions marked.

No script, nothing from elsewhere; a condition is told by a shape and a line besides its colour, so that the
page also serves on paper and for those who do not tell the colours apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from jichim.authoring.coverage.as_text import goal_word, share_text, values_text
from jichim.authoring.coverage.model import ConditionCoverage, Coverage, DeclarationCoverage
from jichim.authoring.coverage.observe import Seen
from jichim.authoring.coverage.words import MARKS, CoverageWords, coverage_words
from jichim.report.layout import Page, printable

STYLE = """
:root { color-scheme: light; }
body { font-family: system-ui, "Noto Sans KR", "Malgun Gothic", sans-serif; line-height: 1.6;
  max-width: 72rem; margin: 0 auto; padding: 1rem; color: #1a1a1a; background: #fff; }
pre { white-space: pre-wrap; word-break: break-word; background: #f7f7f7; padding: .75rem; line-height: 1.9;
  font-family: ui-monospace, "D2Coding", "Nanum Gothic Coding", monospace; }
table { border-collapse: collapse; margin: .5rem 0; }
th, td { border: 1px solid #999; padding: .2rem .6rem; text-align: left; vertical-align: top; }
mark { color: inherit; border-radius: 2px; padding: 0 .1em; }
mark.decides { background: #d9f2dd; border-bottom: 3px solid #1b7837; }
mark.both { background: #e5eefb; border-bottom: 3px double #2b5c9e; }
mark.one { background: #fdf0cf; border-bottom: 3px dashed #8a5a00; }
mark.never { background: #fbe0e0; border-bottom: 3px dotted #a11; }
mark .sign { font: .95em system-ui, sans-serif; margin-left: .15em; }
.gap { font-weight: bold; }
.quiet { color: #555; }
details { margin: .3rem 0 1rem; }
a { color: #1a4f9c; }
@media print { details:not([open]) > :not(summary) { display: none; } section { break-inside: avoid; }
  mark { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""


def coverage_html(coverage: Coverage, page: Page) -> str:
    """The whole page; all names and texts are escaped."""
    text = coverage_words(page.lang)
    passed = coverage.tests - coverage.failed
    instruments = list(dict.fromkeys(one.instrument for one in coverage.declarations))
    head = (
        f'<!DOCTYPE html>\n<html lang="{page.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(text.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n"
        f"<h1>{_text(text.title)}</h1>\n"
        f"<p>{_text(text.tests.format(passed=passed, failed=coverage.failed))}</p>\n"
    )
    names: list[str | None] = [*instruments, None] if len(instruments) > 1 else [*instruments]
    body = [_shares(coverage, names, text), _legend(text), _gaps(coverage, page, text), "</header>\n<main>\n"]
    for name in instruments:
        body.append(f"<h2>{_text(name)}</h2>\n")
        found = [one for one in coverage.declarations if one.instrument == name]
        body += [_declaration(one, page, text) for one in found if one.decisions or one.goals]
    return head + "".join(body) + "</main>\n</body>\n</html>\n"


def _shares(coverage: Coverage, names: Sequence[str | None], text: CoverageWords) -> str:
    found = {name: coverage.shares(name) for name in names}
    columns = "".join(f'<th scope="col">{_text(name or text.all_)}</th>' for name in names)
    rows = "".join(
        f'<tr><th scope="row">{_text(word)}</th>'
        + "".join(f"<td>{_text(share_text(found[name][measure], text))}</td>" for name in names)
        + "</tr>\n"
        for measure, word in text.measures.items()
    )
    return f"<table>\n<thead><tr><td></td>{columns}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _legend(text: CoverageWords) -> str:
    items = "".join(
        f'<li><mark class="{level}">{_text(word)}<span class="sign" aria-hidden="true">{MARKS[level]}</span>'
        "</mark></li>"
        for level, word in text.levels.items()
    )
    return f"<h2>{_text(text.legend)}</h2>\n<ul>{items}</ul>\n"


def _gaps(coverage: Coverage, page: Page, text: CoverageWords) -> str:
    """What is missing, each with a link to its declaration."""
    items = []
    for one in coverage.declarations:
        missing = [goal_word(goal, one.kind, page, text) for goal in one.goals if goal.is_gap]
        if missing:
            link = f'<a href="#{_anchor(one)}">{_text(one.name)}</a>'
            items.append(f"<li>{link} {_text(', '.join(missing))}</li>")
    body = f"<ul>{''.join(items)}</ul>" if items else f"<p>{_text(text.no_gaps)}</p>"
    return f"<h2>{_text(text.gaps)}</h2>\n{body}\n"


def _anchor(one: DeclarationCoverage) -> str:
    """Unique on the page: names may repeat between instruments, places do not."""
    return _text(f"{one.span.source.name}:{one.span.line}").replace(" ", "_")


def _declaration(one: DeclarationCoverage, page: Page, text: CoverageWords) -> str:
    title = f" <span>{_text(one.title)}</span>" if one.title != one.name else ""
    where = f"{page.path(one.span.source.name)}:{one.span.line}"
    goals = "".join(f"<li>{_goal(each)}</li>" for each in _goals(one, page, text))
    rows = "".join(
        _condition(condition, text.clauses[decision.clause], text)
        for decision in one.decisions
        for condition in decision.conditions
    )
    table = f"<details><summary>{_text(text.evaluations)}</summary><table>{rows}</table></details>"
    return (
        f'<section id="{_anchor(one)}">\n'
        f"<h3>{_text(text.kinds[one.kind])} {_text(one.name)}{title}</h3>\n"
        f'<p class="quiet">{_text(where)}</p>\n'
        + (f"<ul>{goals}</ul>\n" if goals else "")
        + f"<pre>{marked(one, text)}</pre>\n"
        + (table if rows else "")
        + "\n</section>\n"
    )


def _goals(one: DeclarationCoverage, page: Page, text: CoverageWords) -> Iterable[tuple[str, bool, str]]:
    """The word of each goal, whether it is a gap, and the test that covers it or the reason why none does."""
    for goal in one.goals:
        word = goal_word(goal, one.kind, page, text)
        if goal.seen is not None:
            yield word, False, _seen(goal.seen)
        elif not goal.reachable:
            yield word, False, text.unreachable
        elif goal.explained is not None:
            yield word, False, goal.explained.in_(page.lang)
        else:
            yield word, True, text.never


def _goal(goal: tuple[str, bool, str]) -> str:
    word, gap, remark = goal
    if gap:
        return f'<span class="gap">✗ {_text(word)}: {_text(remark)}</span>'
    return f'{_text(word)} <span class="quiet">{_text(remark)}</span>'


def _condition(one: ConditionCoverage, clause: str, text: CoverageWords) -> str:
    told = []
    if one.decides is not None:
        how = text.alone if one.decides.alone else text.masked
        told.append(f"{text.decides_in}: {_seen(one.decides.true)} / {_seen(one.decides.false)} ({how})")
    if one.leaves_open is not None:
        told.append(f"{text.left_open}: {_seen(one.leaves_open)}")
    told += [f"{text.truths[value]}: {_seen(seen)}" for value, seen in one.seen.items()]
    listed = "".join(f"<li>{_text(line)}</li>" for line in told)
    return (
        f'<tr><td>{_text(clause)}</td><th scope="row">{_text(one.text)} {MARKS[one.level]}</th>'
        f"<td>{_text(text.levels[one.level])}<br>{_text(values_text(one, text))}</td>"
        f"<td>{f'<ul>{listed}</ul>' if listed else ''}</td></tr>\n"
    )


def marked(one: DeclarationCoverage, text: CoverageWords) -> str:
    """The text of a declaration with its conditions marked, those inside of others too; all escaped.

    Where a condition counts several times (a cell of a table with several outputs) the best is shown.
    """
    start, end = one.span.start, one.span.end
    best: dict[tuple[int, int], ConditionCoverage] = {}
    order = list(MARKS)
    for condition in one.conditions:
        place = (condition.span.start, condition.span.end)
        if condition.span.source != one.span.source or not start <= place[0] < place[1] <= end:
            continue
        known = best.get(place)
        if known is None or order.index(condition.level) < order.index(known.level):
            best[place] = condition
    source = one.span.source.text
    out: list[str] = []
    open_: list[tuple[int, str]] = []
    at = start
    for (first, last), condition in sorted(best.items(), key=lambda item: (item[0][0], -item[0][1])):
        while open_ and open_[-1][0] <= first:
            stop, closing = open_.pop()
            out.append(escape(source[at:stop]) + closing)
            at = stop
        if open_ and last > open_[-1][0]:
            continue  # it would cross the one that is open
        level = condition.level
        label = f"{text.levels[level]}; {values_text(condition, text)}"
        out.append(escape(source[at:first]) + f'<mark class="{level}" title="{_text(label)}">')
        open_.append(
            (last, f'<span class="sign" role="img" aria-label="{_text(label)}">{MARKS[level]}</span></mark>')
        )
        at = first
    while open_:
        stop, closing = open_.pop()
        out.append(escape(source[at:stop]) + closing)
        at = stop
    return "".join(out) + escape(source[at:end].rstrip())


def _seen(seen: Seen) -> str:
    return f"{seen.test.title} ({seen.subject})"


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
