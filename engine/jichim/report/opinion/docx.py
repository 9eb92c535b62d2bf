"""The opinion as an Office Open XML document (python-docx), to be edited further in a word processor.

Every look is a named style (`Heading 1`, `Jichim Cell`, `Jichim severe` …): a template that has a style of
that name keeps its own. Rows are made as XML at once, since the library finds the cells of a table by
walking the whole of it.
"""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any

from jichim.report.opinion import look
from jichim.report.opinion.docx_fields import body_place, fill
from jichim.report.opinion.model import Block, Cell, Cover, Document, Heading, Line, Paragraph, Table, is_long
from jichim.report.opinion.package import repacked

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

FONT = "맑은 고딕"
_EPOCH = datetime.datetime(2000, 1, 1)
_TWIPS_OF_MM = 1440 / 25.4
_STYLES = {"body": "Jichim Body", "lead": "Jichim Lead", "note": "Jichim Note", "item": "Jichim Item"}


def write(document: Document, template: bytes = b"") -> bytes:
    """The file; with a template its pages, headers and styles, and the body at `{{본문}}` or at its end.

    The first cover is left to a template. Raises what python-docx and lxml raise for a broken template.
    """
    import docx

    file: DocxDocument = docx.Document(io.BytesIO(template) if template else None)
    if not template:
        _paged(file, document)
    _styled(file)
    body = file.element.body
    if template:  # before the body is there: a plan that writes `{{…}}` fills nothing
        fill(file, document.fields)
    place = body_place(body) if template else None
    made = _Body(_width(file))
    blocks = list(document.blocks)
    if template and blocks and isinstance(blocks[0], Cover):
        del blocks[0]
    elements = [element for position, block in enumerate(blocks) for element in made.block(block, position)]
    anchor = place if place is not None else body.find(_q("w:sectPr"))
    for element in elements:
        if anchor is not None:
            anchor.addprevious(element)
        else:
            body.append(element)
    if place is not None:
        body.remove(place)
    properties = file.core_properties
    properties.title, properties.author, properties.last_modified_by = (
        document.title[:250],
        "jichim",
        "jichim",
    )
    properties.comments = ""
    properties.created = properties.modified = _EPOCH
    target = io.BytesIO()
    file.save(target)
    return repacked(target.getvalue())


class _Body:
    """Blocks as elements of the body, `width` twips wide."""

    def __init__(self, width: int) -> None:
        self.width = width

    def block(self, block: Block, position: int) -> list[Any]:
        if isinstance(block, Cover):
            return [
                self.paragraph(((block.title, "plain"),), "Title", page_break=position > 0),
                self.paragraph(((block.subtitle, "plain"),), "Subtitle"),
                self.paragraph(((block.plan, "plain"),), "Jichim Plan"),
            ]
        if isinstance(block, Heading):
            return [self.paragraph(((block.text, "plain"),), f"Heading {block.level}")]
        if isinstance(block, Paragraph):
            return [self.paragraph(block.line, _STYLES[block.style])]
        return [self.table(block), self.paragraph((), "Jichim Gap")]

    def paragraph(
        self,
        line: Line | tuple[tuple[str, str], ...],
        style: str,
        *,
        align: str = "",
        page_break: bool = False,
        keep: bool = False,
    ) -> Any:
        paragraph = _e("w:p")
        properties = _e("w:pPr", _e("w:pStyle", val=style.replace(" ", "")))
        if keep:
            properties.append(_e("w:keepNext"))
        if page_break:
            properties.append(_e("w:pageBreakBefore"))
        if align and align != "left":
            properties.append(_e("w:jc", val=align))
        paragraph.append(properties)
        for text, tone in line:
            run = _e("w:r")
            if tone != "plain":
                run.append(_e("w:rPr", _e("w:rStyle", val=f"Jichim{tone}")))
            held = _e("w:t")
            held.text = text
            held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(held)
            paragraph.append(run)
        return paragraph

    def table(self, table: Table) -> Any:
        widths = [round(self.width * column.share / 100) for column in table.columns]
        made = _e(
            "w:tbl",
            _e(
                "w:tblPr",
                _e("w:tblStyle", val="JichimTable"),
                _e("w:tblW", w=str(sum(widths)), type="dxa"),
                _e("w:tblLayout", type="fixed"),
                _e("w:tblLook", val="0420", firstRow="1"),
            ),
            _e("w:tblGrid", *(_e("w:gridCol", w=str(width)) for width in widths)),
        )
        if table.style == "list":
            cells = [
                self.cell(
                    (((column.head, "plain"),),), width, "Jichim Head", "center", shaded=True, keep=True
                )
                for column, width in zip(table.columns, widths, strict=True)
            ]
            made.append(_e("w:tr", _e("w:trPr", _e("w:cantSplit"), _e("w:tblHeader")), *cells))
        for row in table.rows:
            made.append(self._row(table, row, widths))
        return made

    def _row(self, table: Table, row: tuple[Cell, ...], widths: list[int]) -> Any:
        keyed = table.style != "list"
        cells = [
            self.cell(
                cell,
                width,
                "Jichim Head" if keyed and place % 2 == 0 else "Jichim Cell",
                column.align,
                shaded=keyed and place % 2 == 0,
                middle=keyed,
                keep=table.style == "signature",
            )
            for place, (cell, column, width) in enumerate(zip(row, table.columns, widths, strict=True))
        ]
        properties = _e("w:trPr", _e("w:cantSplit"))
        if table.style == "signature":
            high = 1700 if len(table.rows) == 1 else 680
            properties.append(_e("w:trHeight", val=str(high), hRule="atLeast"))
        if is_long(table, row):
            properties.remove(properties[0])
        return _e("w:tr", properties, *cells)

    def cell(
        self,
        cell: Cell | tuple[tuple[tuple[str, str], ...], ...],
        width: int,
        style: str,
        align: str,
        *,
        shaded: bool = False,
        middle: bool = False,
        keep: bool = False,
    ) -> Any:
        """`keep` holds its row together with what follows it."""
        properties = _e("w:tcPr", _e("w:tcW", w=str(width), type="dxa"))
        if shaded:
            properties.append(_e("w:shd", val="clear", color="auto", fill=look.BAND))
        if middle or shaded:
            properties.append(_e("w:vAlign", val="center"))
        lines = [self.paragraph(line, style, align=align, keep=keep) for line in cell or ((),)]
        return _e("w:tc", properties, *lines)


# ---- styles and pages ------------------------------------------------------------------------------


def _paged(file: DocxDocument, document: Document) -> None:
    """A4 with the title above and the page number below."""
    from docx.shared import Mm

    section = file.sections[0]
    section.page_width, section.page_height = Mm(look.PAGE[0]), Mm(look.PAGE[1])
    section.left_margin = section.right_margin = Mm(look.MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.header_distance = section.footer_distance = Mm(11)
    head = section.header.paragraphs[0]
    head.text = document.title
    head.style = file.styles["Header"]
    foot = section.footer.paragraphs[0]
    foot.alignment = 1
    for field in ("PAGE", " / ", "NUMPAGES"):
        if not field.isupper():
            foot.add_run(field)
            continue
        for kind in ("begin", "", "end"):
            foot.add_run()._r.append(_e("w:fldChar", fldCharType=kind) if kind else _instruction(field))


def _instruction(text: str) -> Any:
    held = _e("w:instrText")
    held.text = text
    return held


def _width(file: DocxDocument) -> int:
    """The width of the text in twips; that of A4 where a template does not say."""
    section = file.sections[-1]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    if page is None or left is None or right is None:
        return round(look.TEXT_WIDTH * _TWIPS_OF_MM)
    return round((page - left - right) / 635)


def _styled(file: DocxDocument) -> None:
    """The styles that the document does not have yet; without a template also the built-in ones."""
    from jichim.report.opinion.docx_styles import add_styles

    add_styles(file.styles, FONT)


def _q(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)


def _e(name: str, *children: Any, **attributes: str) -> Any:
    """An element of WordprocessingML with attributes of the same namespace."""
    from docx.oxml import OxmlElement

    element: Any = OxmlElement(name)
    for key, value in attributes.items():
        element.set(_q(f"w:{key}"), value)
    for child in children:
        element.append(child)
    return element
