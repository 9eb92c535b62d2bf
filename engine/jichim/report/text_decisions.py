"""결정: the value of every decision table for every subject, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.report.layout import Page, Run, Tone, printable
from jichim.report.names import Names
from jichim.report.parts import (
    Lines,
    alternatives,
    basis_runs,
    grouped,
    instrument_line,
    key_width,
    keyed,
    law_before_drafts,
    section,
)
from jichim.report.words import outcome_word, words
from jichim.review.model import Decision, Review


def decisions(page: Page, names: Names, review: Review) -> Lines:
    """Grouped by instrument and table; subjects with the same value for the same reasons share an entry."""
    if not review.decisions:
        return []
    text = words(page.lang)
    lines = section(page, text.decisions, text.count.format(n=len(review.decisions)))
    for position, (instrument, part) in enumerate(
        law_before_drafts(grouped(review.decisions, lambda d: d.instrument))
    ):
        lines += [""] if position else []
        lines += instrument_line(page, instrument)
        for of_table in grouped(part, lambda decision: decision.derivation.name).values():
            derivation = of_table[0].derivation
            head = [Run(printable(derivation.name), "strong"), Run(f"  {printable(derivation.title)}")]
            lines += ["", *page.flow(head, "  ", "    ")]
            lines += keyed(page, text.basis, basis_runs(page, derivation.basis), indent=4, width=_width(page))
            for same in grouped(of_table, _reasons).values():
                lines += _entry(page, names, same)
    return lines


def value_word(page: Page, decision: Decision) -> str:
    text = words(page.lang)
    if decision.value is not None:
        return printable(decision.value)
    return f"{text.cannot_decide} ({text.causes[decision.cause]})" if decision.cause else text.cannot_decide


def _entry(page: Page, names: Names, same: Sequence[Decision]) -> Lines:
    first = same[0]
    text = words(page.lang)
    wide = _width(page)
    who = ", ".join(names.subject(decision.subject) for decision in same)
    tone: Tone = "good" if first.value is not None else "open"
    lines = page.flow(
        [Run(who, "strong"), Run(" → ", "faint"), Run(value_word(page, first), tone)], "    ", "      "
    )
    if first.inputs:
        inputs = " · ".join(
            f"{printable(name)} {printable(outcome_word(value, page.lang))}" for name, value in first.inputs
        )
        lines += page.flow([inputs], "      ")
    if first.value is None:
        lines += alternatives(page, first.alternatives, indent=6, width=wide)
        if first.missing:
            missing = " / ".join(names.grouped(first.missing, first.subject))
            lines += keyed(page, text.missing, [missing], indent=6, width=wide)
    for assumption in first.assumptions:
        reason = f": {printable(assumption.reason)}" if assumption.reason else ""
        runs = [Run(printable(assumption.name), "strong"), Run(reason)]
        lines += keyed(page, text.assumed, runs, indent=6, width=wide)
    return lines


def _reasons(decision: Decision) -> tuple[object, ...]:
    open_only = (decision.alternatives, decision.missing) if decision.value is None else ()
    return decision.value, decision.cause, decision.inputs, open_only, decision.assumptions


def _width(page: Page) -> int:
    text = words(page.lang)
    return key_width(text.basis, text.missing, text.assumed, text.if_)
