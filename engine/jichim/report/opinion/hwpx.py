"""The opinion as OWPML (HWPX, KS X 6101), to be edited further in a Hangul word processor.

python-hwpx keeps the package, the fonts and the character and paragraph shapes; the paragraphs and tables of
the body are made as XML at once, since the library looks a table through for every cell of it. Every look
is a named style (`의견서 제목`, `의견서 칸` …): a template that has a style of that name keeps its own.
"""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from itertools import count
from typing import TYPE_CHECKING, Any

from jichim.report.opinion import look
from jichim.report.opinion.fields import filled, is_body
from jichim.report.opinion.hwpx_styles import Shapes
from jichim.report.opinion.model import Block, Cell, Cover, Document, Heading, Line, Paragraph, Table
from jichim.report.opinion.package import repacked

if TYPE_CHECKING:
    from hwpx import HwpxDocument

_UNITS_OF_MM = 7200 / 25.4
_HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
_PARAGRAPHS = {"body": "body", "lead": "lead", "note": "note", "item": "item"}
_DAY = "2000-01-01T00:00:00Z"
"""Of every file, so that equal reports are equal files."""
_LINE = 1100
"""About the height of a line of a cell, in units; word processors make rows as high as they need."""


def write(document: Document, template: bytes = b"") -> bytes:
    """The file; with a template its pages, styles and text, and the body at `{{본문}}` or at its end.

    The first cover is left to a template. Raises what python-hwpx and lxml raise for a broken template.
    """
    from hwpx import HwpxDocument

    file: HwpxDocument = HwpxDocument.open(io.BytesIO(template)) if template else HwpxDocument.new()
    if not template:
        _paged(file, document)
    section: Any = file.sections[-1]
    made = _Body(Shapes(file), _width(section.element))
    blocks = list(document.blocks)
    if template and blocks and isinstance(blocks[0], Cover):
        del blocks[0]
    elements = [element for position, block in enumerate(blocks) for element in made.block(block, position)]
    if template:
        for one in file.sections:
            _fill(one, document)
    file.parts.clear_document_metadata()
    file.parts.set_document_metadata(
        title=document.title, creator="jichim", created_date=_DAY, modified_date=_DAY
    )
    file.parts.clear_preview()
    return _joined(file.to_bytes(), section.part_name, elements, at_place=bool(template))


def _joined(content: bytes, part: str, elements: list[Any], *, at_place: bool) -> bytes:
    """The package with the body in its section.

    The library looks through every paragraph that it saves, several times: the body is put in afterwards.
    """
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        section = etree.fromstring(
            archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    place = _body_place(section) if at_place else None
    for element in elements:
        if place is not None:
            place.addprevious(element)
        else:
            section.append(element)
    if place is not None:
        _vacated(place)
    written = etree.tostring(section, xml_declaration=True, encoding="UTF-8", standalone=True)
    return repacked(content, {part: written})


class _Body:
    """Blocks as elements of a section, `width` units wide."""

    def __init__(self, shapes: Shapes, width: int) -> None:
        self.shapes = shapes
        self.width = width
        self.numbers = count(1_000_001)

    def block(self, block: Block, position: int) -> list[Any]:
        if isinstance(block, Cover):
            return [
                self.paragraph(_plain(block.title), "title", page_break=position > 0),
                self.paragraph(_plain(block.subtitle), "subtitle"),
                self.paragraph(_plain(block.plan), "plan"),
            ]
        if isinstance(block, Heading):
            return [self.paragraph(_plain(block.text), f"heading{block.level}")]
        if isinstance(block, Paragraph):
            return [self.paragraph(block.line, _PARAGRAPHS[block.style])]
        return [self.table(block)]

    def paragraph(
        self,
        line: Line | tuple[tuple[str, str], ...],
        style: str,
        *,
        align: str = "",
        page_break: bool = False,
    ) -> Any:
        shape = self.shapes.paragraph(style, align)
        paragraph = _e(
            "p",
            id="0",
            paraPrIDRef=shape,
            styleIDRef=self.shapes.style(style),
            pageBreak=str(int(page_break)),
            columnBreak="0",
            merged="0",
        )
        for text, tone in line or (("", "plain"),):
            held = _e("t")
            held.text = text
            paragraph.append(_e("run", held, charPrIDRef=self.shapes.run(style, tone)))
        return paragraph

    def table(self, table: Table) -> Any:
        """A paragraph that holds the table, whose first row is repeated on every page."""
        widths = [round(self.width * column.share / 100) for column in table.columns]
        widths[-1] += self.width - sum(widths)
        rows: list[Any] = []
        if table.style == "list":
            heads = tuple(((column.head, "plain"),) for column in table.columns)
            rows.append(self._row([((head,), "head", "center", True) for head in heads], widths, 0, high=0))
        keyed = table.style != "list"
        high = 0 if table.style != "signature" else round((30 if len(table.rows) == 1 else 12) * _UNITS_OF_MM)
        for row in table.rows:
            cells: list[tuple[Any, str, str, bool]] = [
                (cell, "head" if keyed and place % 2 == 0 else "cell", column.align, keyed and place % 2 == 0)
                for place, (cell, column) in enumerate(zip(row, table.columns, strict=True))
            ]
            rows.append(self._row(cells, widths, len(rows), high=high))
        height = sum(int(row[0].find(_q("cellSz")).get("height")) for row in rows)
        made = _e(
            "tbl",
            _e(
                "sz",
                width=self.width,
                widthRelTo="ABSOLUTE",
                height=height,
                heightRelTo="ABSOLUTE",
                protect=0,
            ),
            _e(
                "pos",
                treatAsChar=0,
                affectLSpacing=0,
                flowWithText=1,
                allowOverlap=0,
                holdAnchorAndSO=0,
                vertRelTo="PARA",
                horzRelTo="COLUMN",
                vertAlign="TOP",
                horzAlign="LEFT",
                vertOffset=0,
                horzOffset=0,
            ),
            _e("outMargin", left=0, right=0, top=142, bottom=283),
            _e("inMargin", left=340, right=340, top=170, bottom=170),
            *rows,
            id=next(self.numbers),
            zOrder=0,
            numberingType="TABLE",
            textWrap="TOP_AND_BOTTOM",
            textFlow="BOTH_SIDES",
            lock=0,
            dropcapstyle="None",
            pageBreak="CELL",
            repeatHeader=1,
            rowCnt=len(rows),
            colCnt=len(widths),
            cellSpacing=0,
            borderFillIDRef=self.shapes.border,
            noAdjust=0,
        )
        return _e(
            "p",
            _e("run", made, _e("t"), charPrIDRef=self.shapes.run("cell", "plain")),
            id="0",
            paraPrIDRef=self.shapes.paragraph("cell", ""),
            styleIDRef=self.shapes.style("cell"),
            pageBreak="0",
            columnBreak="0",
            merged="0",
        )

    def _row(self, cells: list[tuple[Any, str, str, bool]], widths: list[int], row: int, *, high: int) -> Any:
        lines = max(sum(1 + _length(line) // 24 for line in cell) for cell, _, _, _ in cells)
        height = max(high, max(1, lines) * _LINE + 340)
        made = _e("tr")
        for place, ((cell, style, align, shaded), width) in enumerate(zip(cells, widths, strict=True)):
            made.append(self._cell(cell, style, align, shaded, (place, row), (width, height)))
        return made

    def _cell(
        self,
        cell: Cell,
        style: str,
        align: str,
        shaded: bool,
        address: tuple[int, int],
        size: tuple[int, int],
    ) -> Any:
        paragraphs = [self.paragraph(line, style, align=align) for line in cell or ((),)]
        return _e(
            "tc",
            _e(
                "subList",
                *paragraphs,
                id="",
                textDirection="HORIZONTAL",
                lineWrap="BREAK",
                vertAlign="CENTER" if shaded else "TOP",
                linkListIDRef=0,
                linkListNextIDRef=0,
                textWidth=0,
                textHeight=0,
                hasTextRef=0,
                hasNumRef=0,
            ),
            _e("cellAddr", colAddr=address[0], rowAddr=address[1]),
            _e("cellSpan", colSpan=1, rowSpan=1),
            _e("cellSz", width=size[0], height=size[1]),
            _e("cellMargin", left=340, right=340, top=170, bottom=170),
            name="",
            header=int(shaded and address[1] == 0 and style == "head"),
            hasMargin=0,
            protect=0,
            editable=0,
            dirty=0,
            borderFillIDRef=self.shapes.band if shaded else self.shapes.border,
        )


# ---- pages and templates -----------------------------------------------------------------------------


def _paged(file: HwpxDocument, document: Document) -> None:
    """A4 with the title above and the page number below."""
    margin = round(look.MARGIN * _UNITS_OF_MM)
    near = round(11 * _UNITS_OF_MM)
    file.page.set_margins(left=margin, right=margin, top=near, bottom=near, header=near, footer=near)
    file.page.set_header(text=document.title)
    file.page.set_page_number(prefix="", suffix="")
    section: Any = file.sections[-1]
    for placed in list(section.element.iter(_q("pageNum"))):  # a second number, below the footer
        run = placed.getparent().getparent()
        run.getparent().remove(run)
    _without_copies(section.element)
    _totalled(section.element)
    _numbered(section.element)


def _without_copies(section: Any) -> None:
    """The library copies header and footer into `secPr`, where OWPML has none and no program reads them."""
    for properties in section.iter(_q("secPr")):
        for name in ("header", "footer", "headerApply", "footerApply"):
            for copy in properties.findall(_q(name)):
                properties.remove(copy)


def _totalled(section: Any) -> None:
    """`1 / 17`: behind the number of the page the number of pages."""
    for number in section.iter(_q("autoNum")):
        run = number.getparent().getparent()
        total = deepcopy(run)
        total.find(f".//{_q('autoNum')}").set("numType", "TOTAL_PAGE")
        middle = _e("run", _e("t"), charPrIDRef=run.get("charPrIDRef"))
        middle[0].text = " / "
        run.addnext(middle)
        middle.addnext(total)
        return


def _numbered(section: Any) -> None:
    """The library numbers headers, footers and paragraphs at random; here by their order."""
    for kind, first in (("header", 1), ("footer", 2)):
        for element in section.iter(_q(kind)):
            element.set("id", str(first))
        for element in section.iter(_q(f"{kind}Apply")):
            element.set("idRef", str(first))
    for paragraph in section.iter(_q("p")):
        paragraph.set("id", "0")


def _width(section: Any) -> int:
    """The width of the text in units; that of A4 where a template does not say."""
    page = section.find(f".//{_q('pagePr')}")
    margin = None if page is None else page.find(_q("margin"))
    if page is None or margin is None:
        return round(look.TEXT_WIDTH * _UNITS_OF_MM)
    return int(page.get("width")) - int(margin.get("left")) - int(margin.get("right"))


def _body_place(section: Any) -> Any | None:
    return next((p for p in section.findall(_q("p")) if is_body(_text(p))), None)


def _vacated(paragraph: Any) -> None:
    """The place of the body without its text; removed unless it holds the settings of the page."""
    if paragraph.find(f".//{_q('secPr')}") is None:
        paragraph.getparent().remove(paragraph)
        return
    for held in paragraph.iter(_q("t")):
        held.text = ""


def _fill(section: Any, document: Document) -> None:
    """Every named place filled; a place whose letters are spread over runs takes the look of the first."""
    for paragraph in section.element.iter(_q("p")):
        runs = [held for run in paragraph.findall(_q("run")) for held in run.findall(_q("t"))]
        text = "".join(held.text or "" for held in runs)
        if "{{" not in text or (wanted := filled(text, document.fields)) == text:
            continue
        runs[0].text = wanted
        for other in runs[1:]:
            other.text = ""
    section.mark_dirty()


def _text(paragraph: Any) -> str:
    return "".join(held.text or "" for held in paragraph.iter(_q("t")))


def _plain(text: str) -> tuple[tuple[str, str], ...]:
    return ((text, "plain"),)


def _length(line: Line) -> int:
    return sum(len(text) for text, _ in line)


def _q(name: str) -> str:
    return f"{{{_HP}}}{name}"


def _e(name: str, /, *children: Any, **attributes: str | int) -> Any:
    from lxml import etree

    element = etree.Element(_q(name), {key: str(value) for key, value in attributes.items()}, {"hp": _HP})
    element.extend(children)
    return element
