"""The named styles of a DOCX opinion; a template that has one of them keeps its own."""

from __future__ import annotations

from typing import Any

from jichim.report.opinion import look

_MARK = "Jichim"
_PARAGRAPHS: tuple[tuple[str, look.Type, dict[str, Any]], ...] = (
    ("Title", look.TITLE, {"align": 1, "before": 30, "after": 4}),
    ("Subtitle", look.SUBTITLE, {"align": 1, "before": 0, "after": 16}),
    ("Heading 1", look.HEADINGS[1], {"before": 18, "after": 5, "keep": True}),
    ("Heading 2", look.HEADINGS[2], {"before": 10, "after": 4, "keep": True}),
    ("Heading 3", look.HEADINGS[3], {"before": 6, "after": 3, "keep": True}),
    ("Header", look.NOTE, {"align": 2}),
    ("Footer", look.NOTE, {"align": 1}),
    (f"{_MARK} Plan", look.PLAN_NAME, {"align": 1, "before": 2, "after": 14}),
    (f"{_MARK} Body", look.BODY, {"before": 4, "after": 4, "line": 1.35}),
    (f"{_MARK} Lead", look.LEAD, {"before": 0, "after": 5, "line": 1.3, "keep": True}),
    (f"{_MARK} Note", look.NOTE, {"before": 4, "after": 4, "line": 1.3}),
    (f"{_MARK} Item", look.NOTE, {"after": 3, "indent": 10}),
    (f"{_MARK} Cell", look.CELL, {"line": 1.2}),
    (f"{_MARK} Head", look.HEAD, {"line": 1.2}),
    (f"{_MARK} Gap", look.Type(4), {"keep": True}),
)
_BUILT_IN = ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Header", "Footer")


def add_styles(styles: Any, font: str) -> None:
    """Paragraph, character and table styles by name.

    Built-in ones are set only in the library's own empty document, which is told by its missing `Jichim`
    styles and by its English default font.
    """
    from docx.enum.style import WD_STYLE_TYPE

    own = not any(style.name.startswith(_MARK) for style in styles) and styles["Normal"].font.name is None
    if own:
        _set_font(styles["Normal"], font, look.BODY)
        _unspaced(styles["Normal"])
    known = {style.name for style in styles}
    for name, kind, options in _PARAGRAPHS:
        if name in known and not own:
            continue
        style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name not in _BUILT_IN:
            style.base_style = styles["Normal"]
        _set_font(style, font, kind)
        _set_paragraph(style, options)
    for tone, (bold, colour) in look.TONES.items():
        name = f"{_MARK} {tone}"
        if name not in known:
            style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
            _set_run(style, bold, colour)
    if f"{_MARK} Table" not in known:
        _add_table(styles.add_style(f"{_MARK} Table", WD_STYLE_TYPE.TABLE))


def _set_font(style: Any, font: str, kind: look.Type) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name = font
    style.font.size = Pt(kind.size)
    style.font.bold = kind.bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(kind.colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):  # a theme font would win over the name
        if "heme" in attribute:
            del fonts.attrib[attribute]
    for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(attribute), font)


def _unspaced(style: Any) -> None:
    """No room between Hangul and the digits of an article: `제8조`, not `제 8 조`."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shape = style.element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        element = OxmlElement(name)
        element.set(qn("w:val"), "0")
        shape.append(element)


def _set_run(style: Any, bold: bool, colour: str) -> None:
    from docx.shared import RGBColor

    style.font.bold = bold or None
    style.font.color.rgb = RGBColor.from_string(colour)


def _set_paragraph(style: Any, options: dict[str, Any]) -> None:
    from docx.shared import Pt

    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(options.get("before", 0)), Pt(options.get("after", 0))
    shape.line_spacing = options.get("line", 1.15)
    shape.keep_with_next = options.get("keep", False)
    if "align" in options:
        shape.alignment = options["align"]
    if "indent" in options:
        shape.left_indent = Pt(options["indent"])
    borders = style.element.get_or_add_pPr().find(f"{{{style.element.nsmap['w']}}}pBdr")
    if borders is not None:  # the rule below the title of the library's document
        borders.getparent().remove(borders)


def _add_table(style: Any) -> None:
    """Thin rules on all sides and room around the text."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{look.RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{room}" w:type="dxa"/>'
        for side, room in (("top", 45), ("left", 80), ("bottom", 45), ("right", 80))
    )
    style.element.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders>{sides}</w:tblBorders>"
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        )
    )
