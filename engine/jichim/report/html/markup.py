"""Pieces of HTML: text made harmless, runs with their tones, the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from jichim.report.layout import Run, printable
from jichim.report.opinion.model import Block, Cell, Cover, Heading, Line, Paragraph, Table


def text(value: str) -> str:
    """Untrusted text for the content of an element and for a quoted attribute."""
    return escape(printable(value), quote=True)


def line(runs: Line) -> str:
    """Runs in a row; a tone is a class, and what it means stands in the words."""
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    held = escape(run.text, quote=True)
    if run.tone == "plain":
        return held
    name = "strong" if run.tone in ("strong", "severe", "ask", "open", "good") else "span"
    return f'<{name} class="t-{run.tone}">{held}</{name}>'


def cell(lines: Cell) -> str:
    """The paragraphs of a cell; one alone needs no element of its own."""
    if len(lines) == 1:
        return line(lines[0])
    return "".join(f"<p>{line(one)}</p>" for one in lines)


def blocks(found: Iterable[Block], *, level: int, caption: str) -> str:
    """Blocks below a heading of `level`; tables are named after the last heading, or `caption`."""
    made: list[str] = []
    for block in found:
        if isinstance(block, Heading):
            caption = block.text
            depth = min(6, level + block.level - 1)
            made.append(f"<h{depth}>{escape(block.text)}</h{depth}>\n")
        elif isinstance(block, Paragraph):
            made.append(f'<p class="{block.style}">{line(block.line)}</p>\n')
        elif isinstance(block, Table):
            made.append(facts(block) if block.style == "facts" else table(block, caption))
        elif isinstance(block, Cover):
            made.append(f"<p>{escape(block.title)}</p>\n")
    return "".join(made)


def table(block: Table, caption: str) -> str:
    """A table with a caption for readers that speak; it scrolls by itself where it is wider than the page."""
    heads = "".join(f'<th scope="col">{escape(column.head)}</th>' for column in block.columns)
    widths = "".join(f'<col class="w{column.share}">' for column in block.columns)
    rows = "".join(f"<tr>{_cells(row, block)}</tr>\n" for row in block.rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption, quote=True)}"><table>'
        f'<caption class="spoken">{escape(caption)}</caption><colgroup>{widths}</colgroup>'
        f"<thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table></div>\n"
    )


def _cells(row: Sequence[Cell], block: Table) -> str:
    return "".join(
        f'<td class="a-{column.align}">{cell(held)}</td>'
        for held, column in zip(row, block.columns, strict=True)
    )


def facts(block: Table) -> str:
    """Keys and values by turns as a list of terms."""
    pairs = (pair for row in block.rows for pair in zip(row[::2], row[1::2], strict=True))
    listed = "".join(f"<div><dt>{cell(key)}</dt><dd>{cell(value)}</dd></div>" for key, value in pairs)
    return f'<dl class="facts">{listed}</dl>\n'


def section(anchor: str, title: str, *content: str, level: int = 3) -> str:
    head = f'<h{level} id="{anchor}-h">{text(title)}</h{level}>'
    return f'<section id="{anchor}" aria-labelledby="{anchor}-h">{head}\n{"".join(content)}</section>\n'


def folded(summary: str, content: str, name: str = "") -> str:
    """What opens on demand, by mouse, keyboard or voice, without a script."""
    kind = f' class="{name}"' if name else ""
    return f"<details{kind}><summary>{text(summary)}</summary>{content}</details>\n"


def listed(items: Iterable[str], name: str = "") -> str:
    """A list of finished pieces; nothing where there are none."""
    held = "".join(f"<li>{item}</li>" for item in items)
    kind = f' class="{name}"' if name else ""
    return f"<ul{kind}>{held}</ul>" if held else ""
