"""집계: outcomes counted by instrument, and, where asked for, those that are shown nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jichim.report.layout import Page, Run, columns, pad, printable
from jichim.report.names import Names
from jichim.report.parts import Lines, badge, grouped, section
from jichim.report.text_findings import open_outcomes
from jichim.report.words import status_word, words
from jichim.review.model import Outcome, Review, RuleOutcome

_ORDER = (Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE)


def totals(page: Page, review: Review) -> Lines:
    text = words(page.lang)
    lines = section(page, text.totals)
    heads = [*(text.outcomes[outcome] for outcome in _ORDER), text.total]
    rows: list[tuple[str, list[int]]] = []
    uses = sorted((use for use in review.policies if use.applied), key=lambda use: use.instrument.draft)
    for use in uses:
        counted = Counter(o.outcome for o in review.outcomes if o.instrument == use.instrument)
        title = f"{badge(status_word(use.instrument, page.lang))} {printable(use.instrument.title)}"
        rows.append((title, _cells([counted[outcome] for outcome in _ORDER])))
    # A sum over law and proposals would mix what must stay apart.
    if len(rows) > 1 and len({use.instrument.draft for use in uses}) == 1:
        rows.append((text.total, _cells([review.counts.get(outcome, 0) for outcome in _ORDER])))
    lines += table(page, heads, rows) if rows else []
    if not page.everything:
        met, na = (review.counts.get(outcome, 0) for outcome in (Outcome.MET, Outcome.NOT_APPLICABLE))
        lines += page.flow([Run(text.counted_only.format(met=met, na=na), "faint")], "  ")
    return lines


def table(page: Page, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> Lines:
    """A title that wraps and right-aligned numbers under their heads."""
    wide = [max(columns(head), *(len(str(row[1][i])) for row in rows), 4) for i, head in enumerate(heads)]
    room = page.width - 2 - sum(wide) - 2 * len(wide)
    column = min(room, max(columns(title) for title, _ in rows))
    head = "".join("  " + pad(text, size, right=True) for text, size in zip(heads, wide, strict=True))
    narrow = Page(width=column, lang=page.lang)
    lines = [page.paint("  " + " " * column + head, "faint")]
    for title, numbers in rows:
        cells = "".join("  " + pad(str(n), size, right=True) for n, size in zip(numbers, wide, strict=True))
        first, *more = narrow.flow([title])
        lines += ["  " + pad(first, column) + cells, *("  " + line for line in more)]
    return lines


def listed(page: Page, names: Names, review: Review) -> Lines:
    """Every outcome that no finding and no other section shows, by outcome and rule."""
    text = words(page.lang)
    shown = {(f.outcome.rule.name, f.outcome.subject) for f in review.findings}
    shown |= {(o.rule.name, o.subject) for o in open_outcomes(review)}
    rest = [o for o in review.outcomes if (o.rule.name, o.subject) not in shown]
    lines: Lines = []
    for outcome in _ORDER:
        part = [o for o in rest if o.outcome is outcome]
        if part:
            lines += section(page, text.outcomes[outcome], text.count.format(n=len(part)))
            for same in grouped(part, lambda o: (o.instrument, o.rule.name)).values():
                lines += _rule(page, names, same)
    return lines


def _rule(page: Page, names: Names, same: Sequence[RuleOutcome]) -> Lines:
    first = same[0]
    mark = [Run(badge(words(page.lang).proposal) + " ", "draft")] if first.instrument.draft else []
    who = ", ".join(names.subject(outcome.subject) for outcome in same)
    head = [Run(printable(first.rule.name), "strong"), Run(f"  {printable(first.rule.title)}")]
    return page.flow([*mark, *head, Run(f"  {who}", "faint")], "  ", "    ")


def _cells(numbers: list[int]) -> list[int]:
    return [*numbers, sum(numbers)]
