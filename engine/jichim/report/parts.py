"""What every section of the text report is built from: headings, keyed lines, grouping, law before drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from jichim.policy.model import Basis, Instrument
from jichim.report.layout import NO_BREAK, Page, Run, Tone, columns, pad, printable
from jichim.report.words import outcome_word, period_words, status_word, words
from jichim.review.model import Alternative

T = TypeVar("T")
K = TypeVar("K")

Lines = list[str]


def section(page: Page, title: str, remark: str = "") -> Lines:
    runs = [Run(title, "heading")] + ([Run(f"  {remark}", "faint")] if remark else [])
    return ["", *page.flow(runs), page.rule()]


def keyed(page: Page, key: str, runs: Iterable[Run | str], *, indent: int, width: int) -> Lines:
    """`근거  …` with the text beginning in one column for all keys of `width` columns."""
    return page.flow(
        [Run(pad(key, width).replace(" ", NO_BREAK), "faint"), "  ", *runs],
        " " * indent,
        " " * (indent + width + 2),
    )


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Items by key, groups and members in the order of first appearance."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def law_before_drafts(groups: dict[Instrument, list[T]]) -> list[tuple[Instrument, list[T]]]:
    return sorted(groups.items(), key=lambda pair: pair[0].draft)


def instrument_line(page: Page, instrument: Instrument, *, remark: str = "") -> Lines:
    """`[초안] 제안: 제목 · 2020-10-31 제안` for a draft, `[시행] 제목 · …부터` for law."""
    tone: Tone = "draft" if instrument.draft else "good"
    title = printable(instrument.title) or printable(instrument.name)
    runs: list[Run | str] = [Run(badge(status_word(instrument, page.lang)), tone), " "]
    runs += [Run(f"{words(page.lang).proposal}: ", "draft")] if instrument.draft else []
    runs.append(Run(title, "strong"))
    for detail in filter(None, (period_words(instrument, page.lang), remark)):
        runs.append(Run(f"{NO_BREAK}· {detail}", "faint"))
    return page.flow(runs, "  ", "    ")


def badge(*texts: str) -> str:
    """`[위반 · 중대]`, which stays on one line."""
    return f"[{' · '.join(texts)}]".replace(" ", NO_BREAK)


def citation(basis: Basis) -> str:
    return "; ".join(basis.citations)


def basis_runs(page: Page, basis: Basis, name: str = "") -> list[Run | str]:
    """The citation and the source items; an item that is called like the rule beside it is left out."""
    runs: list[Run | str] = [printable(citation(basis)) or "-"]
    if others := [item for item in basis.items if item != name]:
        items = ", ".join(map(printable, others))
        runs.append(Run(f" · {words(page.lang).item.format(items=items)}", "faint"))
    return runs


def alternatives(page: Page, options: Sequence[Alternative], *, indent: int, width: int) -> Lines:
    """Which reading or figure gives which result, one line for each."""
    lines: Lines = []
    for position, option in enumerate(options):
        key = words(page.lang).if_ if position == 0 else ""
        choices = " · ".join(map(printable, option.choices))
        value = printable(outcome_word(option.result, page.lang))
        lines += keyed(
            page,
            key,
            [
                choices,
                Run(f"{NO_BREAK}→ ", "faint"),
                Run(value, "strong"),
            ],
            indent=indent,
            width=width,
        )
    return lines


def names(items: Sequence[str], page: Page, limit: int = 6) -> str:
    """`a, b, c 외 4건`."""
    shown = ", ".join(items[:limit])
    return shown + (words(page.lang).and_more.format(n=len(items) - limit) if len(items) > limit else "")


def key_width(*keys: str) -> int:
    return max(map(columns, keys))
