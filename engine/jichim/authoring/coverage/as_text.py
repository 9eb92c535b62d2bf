"""Coverage for people at a terminal: the shares, then what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.coverage.model import ConditionCoverage, Coverage, DeclarationCoverage, Goal, Share
from jichim.authoring.coverage.words import MARKS, CoverageWords, coverage_words
from jichim.report.layout import NO_BREAK, Page, Run, columns, pad, printable
from jichim.report.parts import section
from jichim.report.words import outcome_word


def render_coverage(coverage: Coverage, page: Page) -> str:
    """Shares for each instrument, gaps by declaration; the conditions only with `page.everything`."""
    text = coverage_words(page.lang)
    passed = coverage.tests - coverage.failed
    lines = [*page.flow([Run(text.title, "heading")])]
    lines += page.flow([Run(text.tests.format(passed=passed, failed=coverage.failed), "faint")])
    instruments = list(dict.fromkeys(one.instrument for one in coverage.declarations))
    for name in [*instruments, None] if len(instruments) > 1 else instruments:
        lines += _shares(coverage, name, page, text)
    gaps = [line for one in coverage.declarations for line in _gaps(one, page, text)]
    lines += section(page, text.gaps)
    lines += gaps or [f"  {text.no_gaps}"]
    told = [line for one in coverage.declarations for line in _explained(one, page, text)]
    if told:
        lines += [*section(page, text.explained), *told]
    open_ = sum(condition.level != "decides" for one in coverage.declarations for condition in one.conditions)
    lines += section(page, text.conditions.format(count=open_))
    if page.everything:
        lines += [line for one in coverage.declarations for line in _conditions(one, page, text)]
    else:
        lines += page.flow([Run(text.not_shown, "faint")], "  ")
    return "\n".join(lines) + "\n"


def _shares(coverage: Coverage, instrument: str | None, page: Page, text: CoverageWords) -> Iterator[str]:
    yield from section(page, instrument or text.all_)
    width = max(columns(word) for word in text.measures.values())
    for measure, share in coverage.shares(instrument).items():
        if share.total or share.explained:
            yield f"  {pad(text.measures[measure], width)}  {share_text(share, text)}"


def share_text(share: Share, text: CoverageWords) -> str:
    """`97.0%  384/396`, rounded down so that only all of them are 100."""
    percent = int(share.percent * 10) / 10
    remark = f"  ({text.explained} {share.explained})" if share.explained else ""
    return f"{percent:>5}%  {share.covered}/{share.total}{remark}"


def goal_word(goal: Goal, kind: str, page: Page, text: CoverageWords) -> str:
    """An outcome, `행 3`, or `경우 손실`."""
    if kind == "rule":
        return outcome_word(goal.name, page.lang)
    return f"{text.row if kind == 'table' else text.case} {goal.name}"


def _gaps(one: DeclarationCoverage, page: Page, text: CoverageWords) -> list[str]:
    missing = [goal_word(goal, one.kind, page, text) for goal in one.goals if goal.is_gap]
    return _entry(one, page, ", ".join(missing)) if missing else []


def _explained(one: DeclarationCoverage, page: Page, text: CoverageWords) -> list[str]:
    lines = []
    for goal in one.goals:
        if goal.seen is None and goal.explained is not None:
            reason = f"{goal_word(goal, one.kind, page, text)}: {goal.explained.in_(page.lang)}"
            lines += _entry(one, page, reason)
    return lines


def _entry(one: DeclarationCoverage, page: Page, what: str) -> list[str]:
    where = f"{page.path(one.span.source.name)}:{one.span.line}"
    runs: list[Run | str] = [Run(printable(one.name), "strong"), f"{NO_BREAK} {printable(what)} "]
    return page.flow([*runs, Run(f"{NO_BREAK}{where}", "faint")], "  ", "      ")


def _conditions(one: DeclarationCoverage, page: Page, text: CoverageWords) -> Iterator[str]:
    for decision in one.decisions:
        for condition in decision.conditions:
            if condition.level != "decides":
                what = f"{text.clauses[decision.clause]}: {condition.text} "
                runs: list[Run | str] = [f"{MARKS[condition.level]} {printable(one.name)} ", printable(what)]
                runs.append(Run(f"{NO_BREAK}{values_text(condition, text)}", "faint"))
                yield from page.flow(runs, "  ", "      ")


def values_text(condition: ConditionCoverage, text: CoverageWords) -> str:
    """`참 ✓ 거짓 – 모름 ·`: seen, not seen, and not possible at all."""
    words = []
    for value, word in text.truths.items():
        mark = "✓" if value in condition.seen else "–" if value in condition.possible else "·"
        words.append(f"{word}{NO_BREAK}{mark}")
    return " ".join(words)
