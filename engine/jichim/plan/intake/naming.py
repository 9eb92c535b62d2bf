"""What a table is about: the service that a title, heading or caption names, and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jichim.plan.intake.document import Document, Paragraph, Table
from jichim.plan.intake.labels import bare
from jichim.plan.intake.model import Spot

_LONGEST_HEADING = 80
_MOST_ABOVE = 8
_FIGURE = re.compile(
    r"^\s*[\[<(〈【]?\s*(?:그림|표|도표|별첨|붙임|figure|fig\.?|table)\s*[\dⅠ-Ⅻ]*(?:[-.–]\d+)*\s*[\]>)〉】.:]?\s*",
    re.I,
)
_SENTENCE = re.compile(r"(?:다|음|함|임|됨)\s*[.。]\s*$|[.。]\s*$|다$")
_ASIDE = re.compile(r"^\s*[(\[<*※]*\s*(?:출처|자료|주|단위|비고|source|note|unit)\s*[):：.]", re.I)
_UNIT_ASIDE = re.compile(r"[(\[<〈【]\s*(?:단위|unit)\s*[:：][^)\]>〉】]*[)\]>〉】]", re.I)
_UNIT = re.compile(r"단위\s*[:：]\s*(?P<unit>천\s*원|백만\s*원|만\s*원|억\s*원|원)(?P<per>\s*/\s*[년월])?")
_ABOUT_CANVAS = re.compile(
    r"\(?\s*(?:business\s*model\s*canvas|비즈니스\s*모델\s*캔버스|비즈니스\s*모델|사업\s*모델\s*캔버스|캔버스|BMC)"
    r"(?:\s*간략화)?\s*\)?",
    re.I,
)
_EDGES = " \t:：-–—·,/의"


@dataclass(frozen=True, slots=True)
class Named:
    """A name with the place where the document gives it."""

    text: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Around:
    """The texts around a table, the nearest first: those above up to the table before, and its captions."""

    above: tuple[Paragraph, ...]
    captions: tuple[Named, ...]

    def headings(self) -> list[Named]:
        """What may be a heading of the table, the nearest first."""
        found = [
            Named(each.text, Spot(paragraph=each.number)) for each in self.above if _is_heading(each.text)
        ]
        return [*found, *self.captions]

    def unit(self) -> str | None:
        """The unit of money that is given for the whole table; None where there is none or more than one."""
        return stated_unit([*(each.text for each in self.above[:3]), *(each.text for each in self.captions)])


def around(document: Document) -> dict[int, Around]:
    """By the number of each table: the texts around it. A nested table has those of its holder."""
    found: dict[int, Around] = {}
    above: list[Paragraph] = []
    blocks = document.blocks
    for position, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            above.append(block)
            continue
        if block.inside is not None and block.inside in found:
            found[block.number] = found[block.inside]
            continue
        captions = [Named(block.caption, Spot(block.number, caption=True))] if block.caption else []
        after = next(
            (each for each in blocks[position + 1 : position + 2] if isinstance(each, Paragraph)), None
        )
        if after is not None and _FIGURE.match(after.text):
            captions.append(Named(after.text, Spot(paragraph=after.number)))
        found[block.number] = Around(tuple(reversed(above[-_MOST_ABOVE:])), tuple(captions))
        above = []
    return found


def service_name(text: str) -> str:
    """The name in a title or heading, without its number and the words that say it is a canvas."""
    shown = bare(_FIGURE.sub("", bare(_UNIT_ASIDE.sub(" ", text))))
    shown = _ABOUT_CANVAS.sub(" ", shown).strip(_EDGES) if len(shown) <= _LONGEST_HEADING else ""
    name = " ".join(bare(shown).split())
    return name if any(each.isalpha() for each in name) else ""


def stated_unit(texts: Iterable[str]) -> str | None:
    units = {
        re.sub(r"\s", "", found["unit"] + (found["per"] or ""))
        for text in texts
        for found in _UNIT.finditer(text)
    }
    return units.pop() if len(units) == 1 else None


def title_of(table: Table, rows: range, columns: range, used: set[tuple[int, int, int]]) -> Named | None:
    """The lone text of a row above a canvas: its title, the nearest one."""
    for row in reversed(rows):
        cells = [
            cell
            for cell in table.in_row(row)
            if cell.lines and cell.column in columns and (table.number, cell.row, cell.column) not in used
        ]
        if len(cells) == 1 and _is_heading(cells[0].text) and service_name(cells[0].text):
            return Named(cells[0].text, Spot(table.number, cells[0].row + 1, cells[0].column + 1))
    return None


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not _SENTENCE.search(text) and not _ASIDE.match(text)
