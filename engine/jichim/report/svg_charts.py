"""Charts as inline SVG: stacked bars and a heat map, each with a title and a description for readers.

Colours never stand alone: every bar ends with its figure and every cell holds one. All text is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from jichim.report.layout import columns, printable, shorten

_WIDTH, _LABEL, _END, _ROW = 940, 320, 100, 26
_CELL, _LINE, _HEADS = 30, 22, 110


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of stacked parts with its name, and what stands at its end."""

    label: str
    parts: tuple[float, ...]
    end: str


def stacked(chart: str, title: str, series: Sequence[tuple[str, str]], bars: Sequence[Bar]) -> str:
    """Horizontal bars; `series` are (class, name) of the parts and `chart` is an id of its own."""
    longest = max((sum(bar.parts) for bar in bars), default=0) or 1
    room = _WIDTH - _LABEL - _END
    top = 30 if len(series) > 1 else 8
    body = _legend(series) if len(series) > 1 else ""
    for number, bar in enumerate(bars):
        y = top + number * _ROW
        x = float(_LABEL)
        body += f'<g><text x="{_LABEL - 8}" y="{y + 16}" class="label">{_text(_short(bar.label, 42))}'
        body += f"<title>{_text(bar.label)}</title></text>"
        for (kind, name), value in zip(series, bar.parts, strict=True):
            width = room * value / longest
            if value:
                body += f'<rect x="{x:.1f}" y="{y + 4}" width="{width:.1f}" height="{_ROW - 10}"'
                body += f' class="{kind}"><title>{_text(f"{bar.label}: {name} {value:,.0f}")}</title></rect>'
            x += width
        body += f'<text x="{x + 6:.1f}" y="{y + 16}" class="end">{_text(bar.end)}</text></g>'
    spoken = "; ".join(f"{bar.label} {bar.end}" for bar in bars)
    return _svg(chart, title, spoken, _WIDTH, top + len(bars) * _ROW + 6, body)


def heat_map(
    chart: str,
    title: str,
    rows: Sequence[str],
    heads: Sequence[tuple[str, str]],
    shares: Sequence[Sequence[float | None]],
) -> str:
    """A cell for each row and head (name, full title); None where there is no share."""
    width = 170 + len(heads) * _CELL + 50
    body = ""
    for place, (name, told) in enumerate(heads):
        x = 170 + place * _CELL + 16
        body += f'<text transform="translate({x} {_HEADS - 6}) rotate(-55)" class="head">'
        body += _text(_short(name, 19))
        body += f"<title>{_text(f'{name} {told}')}</title></text>"
    for number, row in enumerate(rows):
        y = _HEADS + number * _LINE
        body += f'<text x="162" y="{y + 15}" class="label">{_text(_short(row, 20))}'
        body += f"<title>{_text(row)}</title></text>"
        for place, share in enumerate(shares[number]):
            x = 170 + place * _CELL
            shown = "·" if share is None else f"{100 * share:.0f}"
            kind = "none" if share is None else f"h{min(4, int(share * 5))}"
            told = f"{row}, {heads[place][0]}: {shown}{'' if share is None else '%'}"
            body += f'<g class="{kind}"><rect x="{x}" y="{y}" width="{_CELL - 2}" height="{_LINE - 2}"/>'
            body += (
                f'<text x="{x + _CELL / 2 - 1:g}" y="{y + 14}">{shown}<title>{_text(told)}</title></text></g>'
            )
    spoken = f"{len(rows)} × {len(heads)}"
    return _svg(chart, title, spoken, width, _HEADS + len(rows) * _LINE + 4, body)


def _legend(series: Sequence[tuple[str, str]]) -> str:
    drawn, x = "", 0
    for kind, name in series:
        drawn += f'<rect x="{x}" y="6" width="12" height="12" class="{kind}"/>'
        drawn += f'<text x="{x + 17}" y="16" class="end">{_text(name)}</text>'
        x += 34 + 7 * columns(printable(name))
    return drawn


def _svg(chart: str, title: str, spoken: str, width: int, height: int, body: str) -> str:
    return (
        f'<svg class="chart" role="img" aria-labelledby="{chart}-t {chart}-d" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}"><title id="{chart}-t">{_text(title)}</title>'
        f'<desc id="{chart}-d">{_text(spoken)}</desc>{body}</svg>'
    )


def _short(label: str, wide: int) -> str:
    """As much of a label as fits into so many columns."""
    text = printable(label)
    while columns(text) > wide:
        text = shorten(text, len(text) - max(1, (columns(text) - wide) // 2))
    return text


def _text(value: str) -> str:
    return escape(printable(value), quote=True)
