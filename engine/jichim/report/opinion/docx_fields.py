"""The named places of a DOCX template, in the body, its tables, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jichim.report.opinion.fields import filled, is_body

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument


def body_place(body: Any) -> Any | None:
    """The paragraph of the body that holds `{{본문}}` alone, if there is one."""
    from docx.oxml.ns import qn

    for paragraph in body.findall(qn("w:p")):
        if is_body(_text(paragraph)):
            return paragraph
    return None


def fill(file: DocxDocument, fields: Mapping[str, str]) -> None:
    """Every named place filled; a place whose letters are spread over runs takes the look of the first."""
    from docx.oxml.ns import qn

    for part in _parts(file):
        for paragraph in part.iter(qn("w:p")):
            text = _text(paragraph)
            if "{{" not in text or (wanted := filled(text, fields)) == text:
                continue
            first, *rest = list(paragraph.iter(qn("w:t")))
            first.text = wanted
            first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            for other in rest:
                other.text = ""


def _parts(file: DocxDocument) -> Iterator[Any]:
    yield file.element.body
    for section in file.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                yield part._element


def _text(paragraph: Any) -> str:
    from docx.oxml.ns import qn

    return "".join(held.text or "" for held in paragraph.iter(qn("w:t")))
