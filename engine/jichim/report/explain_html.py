"""An explanation as a fragment of HTML: lists that fold, without scripts and without styles of its own.

Each explanation is a `section` of class `jichim-explain`. A row is of class `true`, `false`, `unknown`,
`contradictory`, `result` or `less`, its first word of class `label`, its place and remarks of class `note`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from jichim.explain.model import Change, Explanation, WhyNot
from jichim.particles import particle
from jichim.report.explain_outline import Outline, Row
from jichim.report.explain_words import explain_words
from jichim.report.layout import Tone, printable
from jichim.report.names import Names
from jichim.report.parts import citation
from jichim.report.words import words

_CLASSES: dict[Tone, str] = {
    "good": "true",
    "severe": "false",
    "ask": "unknown",
    "open": "contradictory",
    "strong": "result",
    "faint": "less",
}


def explanations_html(explanations: Sequence[Explanation], names: Names, *, full: bool = False) -> str:
    """One `section` for each explanation, to be put into a page; everything of a plan is escaped."""
    return "".join(_section(one, names, full=full) for one in explanations)


def _section(one: Explanation, names: Names, *, full: bool) -> str:
    text, report = explain_words(names.lang), words(names.lang)
    outline = Outline(one, names, full=full)
    facts = [
        (text.subject, names.subject(one.subject)),
        (text.result, outline.result(one.result)),
        (report.basis, citation(one.basis)),
        (text.plan, f"{one.file} · {report.as_of} {one.as_of}"),
    ]
    listed = "".join(f"<dt>{_text(key)}</dt><dd>{_text(value)}</dd>" for key, value in facts)
    body = f"<ul>{_row(outline.root(), open_=True)}</ul>"
    asked = _why_not(one.why_not, outline) if one.why_not is not None else ""
    heading = f"<h2>{_text(one.name)} <span>{_text(one.title)}</span></h2>"
    return (
        f'<section class="jichim-explain" lang="{names.lang}">\n{heading}\n<dl>{listed}</dl>\n'
        f"<h3>{_text(text.why)}</h3>\n{body}\n{asked}</section>\n"
    )


def _row(row: Row, *, open_: bool) -> str:
    label = f'<b class="label">{_text(row.label)}</b> ' if row.label else ""
    note = f' <small class="note">{_text(row.note)}</small>' if row.note else ""
    line = f"{label}{_text(row.text)}{note}"
    named = f' class="{_CLASSES[row.tone]}"' if row.tone in _CLASSES else ""
    if not row.rows:
        return f"<li{named}>{line}</li>"
    inner = "".join(_row(each, open_=True) for each in row.rows)
    shown = " open" if open_ else ""
    return f"<li{named}><details{shown}><summary>{line}</summary><ul>{inner}</ul></details></li>"


def _why_not(answer: WhyNot, outline: Outline) -> str:
    text = explain_words(outline.lang)
    expected = outline.result(answer.expected)
    heading = text.why_not.format(expected=expected, ga=particle("이(가)", expected))
    parts = [f"<h3>{_text(heading)}</h3>\n"]
    if answer.reached:
        parts.append(f"<p>{_text(text.reached.format(expected=expected))}</p>\n")
    if answer.barrier is not None:
        what = answer.barrier.text
        if answer.barrier.kind == "not-in-force":
            what = text.not_in_force.format(day=outline.explanation.as_of)
        parts.append(f"<p>{_text(text.barrier)}: {_text(what)}</p>\n")
    if answer.nearest:
        ways = _items(_items((_change(one, outline) for one in way), "ul") for way in answer.nearest)
        parts.append(f"<h4>{_text(text.nearest)}</h4>\n{ways}\n")
    if answer.missing:
        facts = (
            f"{_text(outline.names.field(one.field, outline.explanation.subject))} ({_text(one.of)}): "
            + _text(text.settles.format(waiting=one.waiting))
            for one in answer.missing
        )
        parts.append(f"<h4>{_text(text.first)}</h4>\n{_items(facts)}\n")
    return "".join(parts)


def _change(change: Change, outline: Outline) -> str:
    text = explain_words(outline.lang)
    asked = text.change.format(now=text.truths[change.now], wanted=text.truths[change.wanted])
    reads = "".join(_row(outline.leaf(leaf), open_=False) for leaf in change.reads)
    below = f"<ul>{reads}</ul>" if reads else ""
    return f'{_text(change.text)} <small class="note">{_text(asked)}</small>{below}'


def _items(items: Iterable[str], tag: str = "ol") -> str:
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
