"""Pieces of an HTML page: text made harmless, tables with captions and scopes, figures, sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from jichim.diagnostic import Lang
from jichim.report.layout import printable

Cell = str | int | float | None
"""A float is a share; None is shown as a dash."""
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that is finished: everything of it that came from outside is escaped already."""

    html: str


@dataclass(frozen=True, slots=True)
class Html:
    """Writes pieces in one language; text in another language says so to readers that speak."""

    lang: Lang

    def text(self, value: str) -> str:
        """Untrusted text for element content and quoted attributes."""
        return escape(printable(value), quote=True)

    def table(
        self,
        caption: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell | Markup]],
        *,
        kind: str = "",
        foot: Sequence[Cell] = (),
        empty: str = "-",
    ) -> str:
        """A table whose first column heads its rows; without rows, what `empty` says."""
        if not rows:
            return f"<p>{self.text(caption)}: {self.text(empty)}</p>\n"
        numeric = [
            any(_is_number(row[place]) for row in rows)
            and all(row[place] is None or _is_number(row[place]) for row in rows)
            for place in range(len(heads))
        ]
        head = "".join(
            f'<th scope="col"{_class("n" if number else "")}>{self.text(name)}</th>'
            for name, number in zip(heads, numeric, strict=True)
        )
        body = "".join(f"<tr>{self._row(row, numeric)}</tr>\n" for row in rows)
        last = f"<tfoot><tr>{self._row(foot, numeric)}</tr></tfoot>" if foot else ""
        return (
            f'<div class="wide" role="region" tabindex="0" aria-label="{self.text(caption)}">'
            f"<table{_class(kind)}><caption>{self.text(caption)}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>\n{body}</tbody>{last}</table></div>\n"
        )

    def figure(self, caption: str, chart: str, table: str, shown: str, note: str = "") -> str:
        """A chart with its table beneath, folded."""
        remark = f'<p class="note">{self.text(note)}</p>' if note else ""
        return (
            f'<figure><figcaption>{self.text(caption)}</figcaption>{remark}<div class="wide">{chart}</div>'
            f"{self.folded(shown, table)}</figure>\n"
        )

    def folded(self, summary: str | Markup, content: str) -> str:
        head = summary.html if isinstance(summary, Markup) else self.text(summary)
        return f"<details><summary>{head}</summary>{content}</details>\n"

    def facts(self, pairs: Sequence[tuple[str, str]]) -> str:
        listed = "".join(
            f"<div><dt>{self.text(key)}</dt><dd{self._spoken(value)}>{self.text(value)}</dd></div>"
            for key, value in pairs
        )
        return f"<dl>{listed}</dl>\n"

    def section(self, anchor: str, title: str, *content: str) -> str:
        head = f'<h2 id="{anchor}-h">{self.text(title)}</h2>'
        return f'<section id="{anchor}" aria-labelledby="{anchor}-h">{head}\n{"".join(content)}</section>\n'

    def note(self, text: str) -> str:
        return f'<p class="note">{self.text(text)}</p>\n'

    def _row(self, cells: Sequence[Cell | Markup], numeric: Sequence[bool]) -> str:
        first, *rest = cells
        return f'<th scope="row"{self._kind(first)}>{self._shown(first)}</th>' + "".join(
            f"<td{self._kind(cell, number=number)}>{self._shown(cell)}</td>"
            for cell, number in zip(rest, numeric[1:], strict=True)
        )

    def _kind(self, cell: Cell | Markup, *, number: bool = False) -> str:
        if number or _is_number(cell):
            return ' class="n"'
        return self._spoken(cell) if isinstance(cell, str) else ""

    def _shown(self, cell: Cell | Markup) -> str:
        if isinstance(cell, Markup):
            return cell.html
        if isinstance(cell, int):
            return f"{cell:,}"
        if isinstance(cell, float):
            return f"{100 * cell:.1f}%"
        return "-" if cell is None else self.text(cell)

    def _spoken(self, text: str) -> str:
        return ' lang="ko"' if self.lang != "ko" and _HANGUL.search(text) else ""


def _is_number(cell: Cell | Markup) -> bool:
    return isinstance(cell, (int, float))


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
