"""The table of old and new as text for people and as Markdown."""

from __future__ import annotations

from itertools import zip_longest

from jichim.authoring.diff.model import RulesDiff
from jichim.authoring.diff.sheet import WORDS, Block, Cell, sheet, summary
from jichim.diagnostic import Lang
from jichim.report.layout import Page, Run, columns, pad, printable

_OPEN, _CLOSE = "⟦", "⟧"
_MD = {char: f"&#{ord(char)};" for char in "<>&|"} | {char: f"\\{char}" for char in "\\`*_{}[]#~"}


def render_diff(diff: RulesDiff, page: Page) -> str:
    """Two columns under a heading for each declaration, changed words in `⟦ ⟧`; remarks below them."""
    words = WORDS[page.lang]
    lines = [page.paint(f"{words.title}: {printable(diff.old)} → {printable(diff.new)}", "heading")]
    if not diff.entries:
        return "\n".join([*lines, words.nothing]) + "\n"
    lines += page.flow([", ".join(summary(diff, page.lang))])
    for block in sheet(diff, page.lang):
        lines += ["", *_block(block, page)]
    return "\n".join(lines) + "\n"


def _block(block: Block, page: Page) -> list[str]:
    words = WORDS[page.lang]
    width = (page.width - 3) // 2
    column = Page(width=width, lang=page.lang)
    lines = page.flow([Run(printable(block.heading), "strong")])
    lines.append(page.paint(f"{pad(words.old, width)} │ {words.new}", "faint"))
    lines.append(page.paint("─" * (width + 1) + "┼" + "─" * (page.width - width - 2), "faint"))
    for row in block.rows:
        left, right = _column(row.old, column), _column(row.new, column)
        for one, other in zip_longest(left, right, fillvalue=""):
            lines.append(f"{one}{' ' * (width - columns(one))} │ {other}".rstrip())
    lines.append(page.paint("─" * (width + 1) + "┴" + "─" * (page.width - width - 2), "faint"))
    for remark in block.remarks:
        lines += page.flow([printable(remark)], f"{words.remarks}  ", " " * (columns(words.remarks) + 2))
    return lines


def _column(cell: Cell, column: Page) -> list[str]:
    text = "".join(f"{_OPEN}{one.text}{_CLOSE}" if one.marked else one.text for one in cell)
    return [wrapped for line in text.split("\n") for wrapped in column.flow([printable(line)], "", "  ")]


def diff_markdown(diff: RulesDiff, lang: Lang) -> str:
    """A table for each declaration; changed words are underlined."""
    words = WORDS[lang]
    lines = [f"# {words.title}", "", f"{_md(diff.old)} → {_md(diff.new)}", ""]
    if not diff.entries:
        return "\n".join([*lines, words.nothing]) + "\n"
    lines += [f"- {_md(one)}" for one in summary(diff, lang)]
    for block in sheet(diff, lang):
        lines += ["", f"## {_md(block.heading)}", "", f"| {words.old} | {words.new} | {words.remarks} |"]
        lines.append("|---|---|---|")
        remarks = "<br>".join(map(_md, block.remarks))
        for number, row in enumerate(block.rows):
            lines.append(f"| {_md_cell(row.old)} | {_md_cell(row.new)} | {remarks if not number else ''} |")
    return "\n".join(lines) + "\n"


def _md_cell(cell: Cell) -> str:
    return "".join(f"<u>{_md(one.text)}</u>" if one.marked else _md(one.text) for one in cell)


def _md(text: str) -> str:
    """Text that Markdown and HTML leave as it is."""
    parts = []
    for line in text.split("\n"):
        lead, tail = line[:1].isspace(), line[-1:].isspace()
        body = "".join(_MD.get(char, char) for char in printable(line))
        parts.append((" " if lead and body else "") + body + (" " if tail else ""))
    return "<br>".join(parts)
