"""The shapes of an HWPX opinion: paragraph and character shapes behind named styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jichim.report.opinion import look

if TYPE_CHECKING:
    from hwpx import HwpxDocument

_SERIF, _SANS = "함초롬바탕", "함초롬돋움"
_HH = "http://www.hancom.co.kr/hwpml/2011/head"


@dataclass(frozen=True, slots=True)
class Style:
    """A named style: its type, its font, its alignment, the room around it in points."""

    name: str
    english: str
    type: look.Type
    font: str = _SERIF
    align: str = "LEFT"
    before: float = 0
    after: float = 0
    line: int = 140
    keep: bool = False
    indent: float = 0


STYLES: Mapping[str, Style] = {
    "title": Style("의견서 제목", "Opinion Title", look.TITLE, _SANS, "CENTER", 30, 4),
    "subtitle": Style("의견서 부제", "Opinion Subtitle", look.SUBTITLE, _SANS, "CENTER", 0, 14),
    "plan": Style("의견서 계획명", "Opinion Plan", look.PLAN_NAME, _SANS, "CENTER", 2, 12),
    "heading1": Style(
        "의견서 장", "Opinion Heading 1", look.HEADINGS[1], _SANS, before=16, after=5, keep=True
    ),
    "heading2": Style(
        "의견서 절", "Opinion Heading 2", look.HEADINGS[2], _SANS, before=10, after=4, keep=True
    ),
    "heading3": Style(
        "의견서 조", "Opinion Heading 3", look.HEADINGS[3], _SANS, before=6, after=3, keep=True
    ),
    "body": Style("의견서 본문", "Opinion Body", look.BODY, before=4, after=4, line=160),
    "lead": Style("의견서 머리글", "Opinion Lead", look.LEAD, after=5, line=150, keep=True),
    "note": Style("의견서 알림", "Opinion Note", look.NOTE, before=4, after=4, line=150),
    "item": Style("의견서 목록", "Opinion Item", look.NOTE, after=3, indent=4),
    "cell": Style("의견서 칸", "Opinion Cell", look.CELL, line=130),
    "head": Style("의견서 칸 제목", "Opinion Cell Head", look.HEAD, _SANS, "CENTER", line=130),
}


class Shapes:
    """Identifiers of the shapes of a file, made when they are first asked for."""

    def __init__(self, file: HwpxDocument) -> None:
        self._file = file
        self._styles: dict[str, tuple[str, str, str]] = {}
        self._paragraphs: dict[tuple[str, str], str] = {}
        self._runs: dict[tuple[str, str], str] = {}
        rule = f"#{look.RULE}"
        self.border = file.styles.ensure_border_fill(border_color=rule)
        self.band = file.styles.ensure_border_fill(border_color=rule, fill_color=f"#{look.BAND}")

    def style(self, key: str) -> str:
        return self._style(key)[0]

    def paragraph(self, key: str, align: str) -> str:
        """The paragraph shape of a style, aligned in its own way where `align` says so."""
        wanted = {"center": "CENTER", "right": "RIGHT"}.get(align, "")
        if (key, wanted) not in self._paragraphs:
            base = self._style(key)[1]
            self._paragraphs[key, wanted] = self._formatted(base, alignment=wanted) if wanted else base
        return self._paragraphs[key, wanted]

    def run(self, key: str, tone: str) -> str:
        """The character shape of a style in a tone."""
        if (key, tone) not in self._runs:
            base = self._style(key)[2]
            bold, colour = look.TONES[tone]  # type: ignore[index]
            self._runs[key, tone] = (
                base
                if tone == "plain"
                else self._file.styles.ensure_run(bold=bold or None, color=f"#{colour}", base_char_pr_id=base)
            )
        return self._runs[key, tone]

    def _style(self, key: str) -> tuple[str, str, str]:
        """Style, paragraph shape and character shape; the template's own where it has the style."""
        if key not in self._styles:
            self._styles[key] = self._known(STYLES[key]) or self._made(STYLES[key])
        return self._styles[key]

    def _known(self, style: Style) -> tuple[str, str, str] | None:
        for one in self._listed():
            if one.get("name") == style.name:
                return one.get("id"), one.get("paraPrIDRef"), one.get("charPrIDRef")
        return None

    def _made(self, style: Style) -> tuple[str, str, str]:
        from lxml import etree

        kind = style.type
        run = self._file.styles.ensure_run(
            bold=kind.bold or None, color=f"#{kind.colour}", font=style.font, size=kind.size
        )
        paragraph = self._formatted(
            "0",
            alignment=style.align,
            line_spacing_percent=style.line,
            spacing_before_pt=style.before,
            spacing_after_pt=style.after,
            keep_with_next=style.keep,
            **({"indent_left_mm": style.indent} if style.indent else {}),
        )
        listed = self._listed()
        number = str(1 + max((int(one.get("id")) for one in listed), default=-1))
        etree.SubElement(
            listed,
            f"{{{_HH}}}style",
            {
                "id": number,
                "type": "PARA",
                "name": style.name,
                "engName": style.english,
                "paraPrIDRef": paragraph,
                "charPrIDRef": run,
                "nextStyleIDRef": number,
                "langID": "1042",
                "lockForm": "0",
            },
        )
        listed.set("itemCnt", str(len(listed)))
        self._file.parts.headers[0].mark_dirty()
        return number, paragraph, run

    def _listed(self) -> Any:
        return self._file.parts.headers[0].element.find(f".//{{{_HH}}}styles")

    def _formatted(self, base: str, **wanted: Any) -> str:
        """The shape that a paragraph has after it was formatted; the paragraph itself is taken away again."""
        scratch = self._file.add_paragraph("", para_pr_id_ref=base, inherit_style=False)
        self._file.styles.apply_paragraph_format(paragraphs=[scratch], **wanted)
        shape = str(scratch.para_pr_id_ref)
        scratch.remove()
        return shape
