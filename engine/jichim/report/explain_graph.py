"""An explanation as a drawing: DOT for Graphviz, and SVG laid out here, so that nothing must be installed.

The tree grows to the right. Rows are boxes, as wide as the widest of their column; a box stands in the
middle of those that it rests on (the layered tree layout of Wetherell & Shannon 1979).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from jichim.explain.model import Explanation
from jichim.report.explain_outline import Outline, Row
from jichim.report.layout import Page, Tone, columns, printable
from jichim.report.names import Names

_FILLS: dict[Tone, str] = {
    "good": "#e6f4ea",
    "severe": "#fce8e6",
    "ask": "#fef7e0",
    "open": "#f3e8fd",
    "strong": "#e8eaed",
}
_FILL = "#ffffff"
_LINE = "#5f6368"
_FONT = "'Noto Sans KR', 'Malgun Gothic', 'Apple SD Gothic Neo', sans-serif"
_BOX_COLUMNS = 44
_COLUMN, _LINE_HEIGHT, _PADDING, _GAP, _LAYER_GAP = 7.2, 18, 8, 10, 42
_MARGIN = 12


def explanations_dot(explanations: Sequence[Explanation], names: Names, *, full: bool = False) -> str:
    """One digraph for each explanation, for `dot -Tsvg` and its like."""
    return "".join(_digraph(one, names, full=full) for one in explanations)


def explanations_svg(explanations: Sequence[Explanation], names: Names, *, full: bool = False) -> str:
    """One drawing, the explanations below each other; complete, to be opened as it is."""
    roots: list[Box] = []
    top = float(_MARGIN)
    for one in explanations:
        root = _placed(Outline(one, names, full=full).root(), 0, top)
        roots.append(root)
        top = max(box.y + box.height for box in _boxes(root)) + 3 * _GAP
    boxes = [box for root in roots for box in _boxes(root)]
    _to_columns(boxes)
    width = max((box.x + box.width for box in boxes), default=0.0) + _MARGIN
    height = max((box.y + box.height for box in boxes), default=0.0) + _MARGIN
    title = escape(" · ".join(printable(f"{one.name} {one.subject.name}") for one in explanations))
    drawn = "\n".join(_drawn(box) for box in boxes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{_FONT}" font-size="12" role="img">\n'
        f"<title>{title}</title>\n{drawn}\n</svg>\n"
    )


def _digraph(one: Explanation, names: Names, *, full: bool) -> str:
    root = Outline(one, names, full=full).root()
    lines: list[str] = []
    _dot_node(root, lines, [0])
    title = _quoted(f"{one.name} {one.subject.name}")
    head = 'rankdir=LR; node [shape=box, style="rounded,filled", fontsize=11, fontname="Noto Sans KR"];'
    return f"digraph {title} {{\n  {head}\n" + "".join(f"  {line}\n" for line in lines) + "}\n"


def _dot_node(row: Row, lines: list[str], count: list[int]) -> int:
    number = count[0]
    count[0] += 1
    label = "\\n".join(_escaped(line) for line in _lines(row))
    lines.append(f'n{number} [label="{label}", fillcolor="{_FILLS.get(row.tone, _FILL)}"];')
    for inner in row.rows:
        child = _dot_node(inner, lines, count)
        lines.append(f"n{number} -> n{child};")
    return number


def _quoted(text: str) -> str:
    return f'"{_escaped(printable(text))}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


# ---- SVG -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class Box:
    """A row with its place; `x` is known once all columns are."""

    lines: list[str]
    tone: Tone
    depth: int
    width: float
    height: float
    y: float
    children: list[Box]
    x: float = 0.0


def _placed(row: Row, depth: int, top: float) -> Box:
    """A box in the middle of its children, which take the room below `top` one after another."""
    lines = _lines(row)
    width = max(map(columns, lines)) * _COLUMN + 2 * _PADDING
    height = len(lines) * _LINE_HEIGHT + 2 * _PADDING
    children: list[Box] = []
    below = top
    for inner in row.rows:
        child = _placed(inner, depth + 1, below)
        children.append(child)
        below = max(box.y + box.height for box in _boxes(child)) + _GAP
    y = top
    if children:
        middle = (children[0].y + children[-1].y + children[-1].height) / 2
        y = max(top, middle - height / 2)
    return Box(lines, row.tone, depth, width, height, y, children)


def _boxes(root: Box) -> Iterator[Box]:
    yield root
    for child in root.children:
        yield from _boxes(child)


def _to_columns(boxes: Sequence[Box]) -> None:
    """Boxes of one depth begin in one column."""
    x = float(_MARGIN)
    for depth in range(max((box.depth for box in boxes), default=-1) + 1):
        layer = [box for box in boxes if box.depth == depth]
        for box in layer:
            box.x = x
        x += max(box.width for box in layer) + _LAYER_GAP


def _drawn(box: Box) -> str:
    parts = [
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="5" '
        f'fill="{_FILLS.get(box.tone, _FILL)}" stroke="{_LINE}"/>'
    ]
    for number, line in enumerate(box.lines):
        baseline = box.y + _PADDING + number * _LINE_HEIGHT + 0.75 * _LINE_HEIGHT
        weight = ' font-weight="bold"' if number == 0 else ""
        parts.append(f'<text x="{box.x + _PADDING:.1f}" y="{baseline:.1f}"{weight}>{escape(line)}</text>')
    start_x, start_y = box.x + box.width, box.y + box.height / 2
    for child in box.children:
        end_y = child.y + child.height / 2
        bend = (start_x + child.x) / 2
        parts.append(
            f'<path d="M{start_x:.1f} {start_y:.1f}C{bend:.1f} {start_y:.1f} {bend:.1f} {end_y:.1f} '
            f'{child.x:.1f} {end_y:.1f}" fill="none" stroke="{_LINE}"/>'
        )
    return "".join(parts)


def _lines(row: Row) -> list[str]:
    """What stands in a box: label, text and note, wrapped."""
    page = Page(width=_BOX_COLUMNS)
    head = page.flow([row.label]) if row.label else []
    body = page.flow([row.text]) if row.text else []
    return [line for line in (*head, *body, *(page.flow([row.note]) if row.note else [])) if line] or [""]
