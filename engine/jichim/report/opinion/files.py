"""The three files of an opinion, as `check --format` asks for them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from jichim.diagnostic import Text
from jichim.report import messages
from jichim.report.layout import Page
from jichim.report.model import Rendered, Report
from jichim.report.opinion.build import build
from jichim.report.opinion.model import mapped, texts
from jichim.report.opinion.package import bounded

if TYPE_CHECKING:
    from jichim.policy.model import Policy

_SHOWN = 12
_NO_PACKAGE = Text(
    "그 형식의 파일이 아니거나 풀면 너무 크다", "it is not a file of that format, or too large when unpacked"
)
_NO_SOURCE = Text("UTF-8로 쓴 typst 원본이 아니다", "it is not a typst source in UTF-8")
_FAULTS = (ValueError, KeyError, TypeError, AttributeError, LookupError, OSError, RuntimeError, SyntaxError)
"""What libraries raise for a template that is none of theirs."""


def docx(report: Report, policy: Policy, page: Page) -> Rendered:
    """Word processors of the Office Open XML family."""
    from jichim.report.opinion.docx import write

    if page.template and not bounded(page.template):
        return _refused("docx", _NO_PACKAGE)
    if not page.template:
        return Rendered(write(build(report, policy, page)))
    try:
        return Rendered(write(build(report, policy, page), page.template))
    except _FAULTS as fault:
        return _refused("docx", _unreadable(fault))


def hwpx(report: Report, policy: Policy, page: Page) -> Rendered:
    """Hangul word processors, as OWPML (KS X 6101)."""
    from jichim.report.opinion.hwpx import write

    if page.template and not bounded(page.template):
        return _refused("hwpx", _NO_PACKAGE)
    if not page.template:
        return Rendered(write(build(report, policy, page)))
    try:
        return Rendered(write(build(report, policy, page), page.template))
    except _FAULTS as fault:
        return _refused("hwpx", _unreadable(fault))


def pdf(report: Report, policy: Policy, page: Page) -> Rendered:
    """The page as it is printed; a character that no font has is spelled out, and a diagnostic says so."""
    from jichim.report.opinion.fonts import choose, spelled
    from jichim.report.opinion.pdf import write

    if not _is_source(page.template):
        return _refused("pdf", _NO_SOURCE)
    composed = mapped(build(report, policy, page), lambda text: unicodedata.normalize("NFC", text))
    fonts = choose([*texts(composed), "[U+0123456789ABCDEF]- "])
    if fonts is None:
        return Rendered(b"", (messages.NO_FONT.about(""),))
    missing = frozenset(fonts.missing)
    document = mapped(composed, lambda text: spelled(text, missing)) if missing else composed
    try:
        content = write(document, fonts.files, fonts.families, page.template)
    except _FAULTS as fault:
        if not page.template:
            raise
        return _refused("pdf", _unreadable(fault))
    if not missing:
        return Rendered(content)
    shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in fonts.missing[:_SHOWN])
    more = " …" if len(missing) > _SHOWN else ""
    warning = messages.MISSING_GLYPHS.about(
        "", count=len(missing), characters=shown + more, fonts=", ".join(fonts.families)
    )
    return Rendered(content, (warning,))


def _is_source(template: bytes) -> bool:
    """Whether a template can be a source at all: an office file would be set as if it were words."""
    try:
        return "\0" not in template.decode("utf-8") and not template.startswith(b"PK")
    except UnicodeDecodeError:
        return False


def _unreadable(fault: Exception) -> Text:
    """What a library says of a template, which it says in English only."""
    said = str(fault)[:300]
    return Text(f"이 파일을 바탕으로 문서를 쓸 수 없다({said})", said) if said else _NO_PACKAGE


def _refused(form: str, reason: Text) -> Rendered:
    return Rendered(b"", (messages.BAD_TEMPLATE.about("", form=form, reason=reason),))
