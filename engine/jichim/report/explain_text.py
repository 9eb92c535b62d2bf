"""Explanations for people at a terminal: what was found, why, and why nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.explain.explainer import Explainable
from jichim.explain.model import Barrier, Change, Explanation, MissingFact, Step, WhyNot, walk
from jichim.particles import particle
from jichim.report.explain_outline import Outline, Row, period
from jichim.report.explain_words import explain_words
from jichim.report.layout import NO_BREAK, Page, Run, columns, pad, printable
from jichim.report.names import Names
from jichim.report.parts import Lines, basis_runs, instrument_line, key_width, keyed, section
from jichim.report.words import outcome_word, words
from jichim.vocabulary.model import Vocabulary

_INDENT = 2


def render_explanations(
    explanations: Sequence[Explanation],
    page: Page,
    vocabulary: Vocabulary | None = None,
    *,
    full: bool = False,
) -> str:
    """One block for each explanation; conditions that made no difference only where `full` is set."""
    names = Names(vocabulary, page.lang)
    lines = [line for one in explanations for line in _explanation(one, page, names, full=full)]
    left_out = any(
        isinstance(node, Step) and not node.decisive for one in explanations for node in walk(one.root)
    )
    if left_out and not full:
        lines += ["", *page.flow([Run(explain_words(page.lang).not_shown, "faint")])]
    return "\n".join(lines).lstrip("\n") + "\n"


def render_tree(one: Explanation, page: Page, vocabulary: Vocabulary | None = None) -> str:
    """Only what the result rests on, without the places in the plan: for the plans of rule tests."""
    outline = Outline(one, Names(vocabulary, page.lang), places=False)
    return "\n".join(_tree(outline.root(), page, explain_words(page.lang).see)) + "\n"


def render_contents(found: Sequence[Explainable], page: Page) -> str:
    """What can be explained: the names that `explain` takes, with how their results are spread."""
    text = explain_words(page.lang)
    lines: Lines = []
    for kind in ("rule", "decision", "derivation"):
        members = [one for one in found if one.kind == kind]
        if not members:
            continue
        lines += section(page, text.listed[kind])
        width = min(24, max(columns(one.name) for one in members))
        for one in members:
            results = " · ".join(
                f"{printable(outcome_word(result, page.lang))}{NO_BREAK}{number}"
                for result, number in one.results
            )
            runs: list[Run | str] = [printable(one.title), NO_BREAK, Run(f"{NO_BREAK}{one.label}", "faint")]
            runs += [Run(f"{NO_BREAK}· {results or text.nothing}", "faint")]
            lines += keyed(page, pad(printable(one.name), width), runs, indent=_INDENT, width=width)
    return "\n".join(lines).lstrip("\n") + "\n"


def _explanation(one: Explanation, page: Page, names: Names, *, full: bool) -> Lines:
    text, report = explain_words(page.lang), words(page.lang)
    outline = Outline(one, names, full=full)
    keys = (text.subject, text.result, report.basis, text.plan, report.missing, report.assumed, report.if_)
    width = key_width(*keys)

    def line(key: str, runs: list[Run | str]) -> Lines:
        return keyed(page, key, runs, indent=_INDENT, width=width)

    about = names.subject(one.subject)
    result: list[Run | str] = [Run(outline.result(one.result), "strong")]
    if one.cause is not None:
        result.append(Run(f"{NO_BREAK}({report.causes[one.cause]})", "faint"))
    lines = section(page, f"{printable(one.name)}  {printable(one.title)}")
    lines += instrument_line(page, one.instrument)
    lines += line(text.subject, [about, Run(f"{NO_BREAK}· {printable(one.subject.label)}", "faint")])
    lines += line(text.result, result)
    lines += line(report.basis, basis_runs(page, one.basis))
    lines += line(text.plan, [f"{page.path(one.file)} · {report.as_of} {one.as_of}"])
    if one.missing:
        lines += line(report.missing, [" · ".join(names.grouped(one.missing, one.subject))])
    for assumption in one.assumptions:
        reason = f"{printable(assumption.name)}: {printable(assumption.reason)}"
        lines += line(report.assumed, [reason])
    lines += ["", *page.flow([Run(text.why, "heading")], "  ")]
    lines += _tree(outline.root(), page, text.see)
    if one.why_not is not None:
        lines += _why_not(one.why_not, one, outline, page)
    return lines


# ---- trees ---------------------------------------------------------------------------------------


def _tree(root: Row, page: Page, see: str) -> Lines:
    """Rows with rails; what lies too deep for the page follows in a numbered tree of its own."""
    later: list[Row] = []
    lines = _branch(root, "  ", "  ", page, later, see)
    for number, row in enumerate(later, start=1):  # grows while it is gone through
        lines += ["", *page.flow([Run(f"[{number}]", "heading")], "  ")]
        lines += _branch(row, "  ", "  ", page, later, see)
    return lines


def _branch(row: Row, first: str, rest: str, page: Page, later: list[Row], see: str) -> Lines:
    deep = bool(row.rows) and columns(rest) > page.width * 2 // 5
    runs: list[Run | str] = [Run(row.label.replace(" ", NO_BREAK), row.tone)] if row.label else []
    runs += [*(["  "] if row.label else []), row.text]
    note = row.note
    if deep:
        later.append(row)
        note = " · ".join(filter(None, (note, see.format(n=len(later)))))
    if note:
        runs.append(Run(f"{NO_BREAK * 2}{note}", "faint"))
    lead = rest + ("│ " if row.rows and not deep else "  ")
    lines = page.flow(runs, first, lead)
    if deep:
        return lines
    for position, inner in enumerate(row.rows):
        last = position == len(row.rows) - 1
        lines += _branch(
            inner,
            f"{rest}{'└─' if last else '├─'} ",
            f"{rest}{'  ' if last else '│ '} ",
            page,
            later,
            see,
        )
    return lines


# ---- why not -------------------------------------------------------------------------------------


def _why_not(answer: WhyNot, one: Explanation, outline: Outline, page: Page) -> Lines:
    text = explain_words(page.lang)
    expected = outline.result(answer.expected)
    lines = [
        "",
        *page.flow(
            [Run(text.why_not.format(expected=expected, ga=particle("이(가)", expected)), "heading")], "  "
        ),
    ]
    if answer.reached:
        return [*lines, *page.flow([text.reached.format(expected=expected)], "  ")]
    if answer.barrier is not None:
        lines += page.flow([f"{text.barrier}: ", *_barrier(answer.barrier, one, page)], "  ", "    ")
    if answer.nearest:
        lines += _ways(answer, one, outline, page)
    elif answer.barrier is None or answer.barrier.kind != "not-in-force":
        lines += page.flow([text.no_way], "  ")
    if answer.missing:
        lines += page.flow([Run(text.first, "strong"), Run(f"{NO_BREAK}({text.first_note})", "faint")], "  ")
        lines += [line for fact in answer.missing for line in _missing(fact, one, outline, page)]
    return lines


def _barrier(barrier: Barrier, one: Explanation, page: Page) -> list[Run | str]:
    text = explain_words(page.lang)
    if barrier.kind == "not-in-force":
        held = period(barrier.period, page.lang) if barrier.period is not None else ""
        return [text.not_in_force.format(day=one.as_of), f" ({held})" if held else ""]
    kind = next(word for key, word in text.kinds.items() if key.value == barrier.kind)
    held = text.truths[barrier.truth] if barrier.truth is not None else ""
    return [Run(f"{kind}{NO_BREAK}{held}", "severe"), "  ", printable(barrier.text)]


def _ways(answer: WhyNot, one: Explanation, outline: Outline, page: Page) -> Lines:
    """The sets of conditions, less what all of them ask for, which stands first."""
    text = explain_words(page.lang)
    ways = answer.nearest
    shared = [change for change in ways[0] if len(ways) > 1 and all(change in way for way in ways)]
    lines: Lines = []
    if shared:
        lines += page.flow([Run(text.shared, "strong")], "  ")
        for change in shared:
            lines += _change(change, "    · ", one, outline, page)
    lines += page.flow([Run(text.nearest, "strong")], "  ")
    for number, way in enumerate(ways, start=1):
        lead = f"    {number}. "
        for change in way:
            if change not in shared:
                lines += _change(change, lead, one, outline, page)
                lead = " " * len(lead)
    if answer.cut:
        lines += page.flow([Run(text.more_ways, "faint")], "  ")
    return lines


def _change(change: Change, lead: str, one: Explanation, outline: Outline, page: Page) -> Lines:
    """The condition with what it has to become, then what it reads, what is not known first."""
    text = explain_words(page.lang)
    of = "" if change.of in (one.subject.name, one.plan) else f" ({printable(change.of)})"
    asked = text.change.format(now=text.truths[change.now], wanted=text.truths[change.wanted])
    runs: list[Run | str] = [f"{printable(change.text)}{of}", Run(f"{NO_BREAK * 2}{asked}", "mild")]
    lines = page.flow(runs, lead, " " * columns(lead))
    reads = [outline.leaf(leaf) for leaf in change.reads]
    shown = [f"{row.label}: {row.text}" + (f" ({row.note})" if row.note else "") for row in reads]
    if shown:
        lines += page.flow([Run(" · ".join(shown), "faint")], " " * (columns(lead) + 2))
    return lines


def _missing(fact: MissingFact, one: Explanation, outline: Outline, page: Page) -> Lines:
    text = explain_words(page.lang)
    label = printable(outline.names.field(fact.field, one.subject))
    of = f" ({printable(fact.of)})" if fact.of not in (one.subject.name, one.plan) else ""
    counted = [text.settles.format(waiting=fact.waiting)]
    counted += [text.alone.format(alone=fact.alone)] if fact.alone else []
    return page.flow([f"{label}{of}", Run(f"{NO_BREAK * 2}{' · '.join(counted)}", "faint")], "    ")
