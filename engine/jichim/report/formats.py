"""The formats of a report, each with its suffix and the function that makes it.

Every format renders the same `Report`; a new one is one line here and a module of its own. The functions
take `(report, policy, page)` and return the bytes of the file, or `Rendered` where there is more to say.
They are imported when they are asked for: some rest on libraries that are installed as extras.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from jichim.report.layout import Page
from jichim.report.model import Rendered, Report

if TYPE_CHECKING:
    from jichim.policy.model import Policy

Renderer = Callable[[Report, "Policy", Page], "bytes | Rendered"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a report: `text` for terminals, otherwise a file that ends in `suffix`."""

    name: str
    suffix: str
    renderer: str
    """`module:function`."""
    binary: bool = False
    """True where the bytes are no text: such a report goes to a file, never to the terminal."""
    requires: tuple[str, ...] = ()
    """Top-level modules of the extra that it rests on."""
    extra: str = ""
    template: bool = False
    """True where the report can be written into a file of the user."""

    def render(self, report: Report, policy: Policy, page: Page) -> Rendered:
        """The whole file, or why there is none."""
        module, function = self.renderer.split(":")
        renderer: Renderer = getattr(import_module(module), function)
        made = renderer(report, policy, page)
        return made if isinstance(made, Rendered) else Rendered(made)


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("text", "txt", "jichim.report.formats:text"),
        Format("json", "json", "jichim.report.formats:json"),
        Format("csv", "csv", "jichim.report.machine.table:render_csv"),
        Format("sarif", "sarif", "jichim.report.machine.sarif:render_sarif"),
        Format("junit", "xml", "jichim.report.machine.junit:render_junit"),
        Format("oscal", "json", "jichim.report.machine.oscal:render_oscal"),
        Format("html", "html", "jichim.report.html.page:html"),
        Format("xlsx", "xlsx", "jichim.report.review_workbook:xlsx", True),
        Format("hwpx", "hwpx", "jichim.report.opinion.files:hwpx", True, ("hwpx",), "documents", True),
        Format("docx", "docx", "jichim.report.opinion.files:docx", True, ("docx",), "documents", True),
        Format(
            "pdf", "pdf", "jichim.report.opinion.files:pdf", True, ("typst", "fontTools"), "documents", True
        ),
    )
}


def text(report: Report, policy: Policy, page: Page) -> bytes:
    """The report for a terminal or a plain file; half a surrogate pair becomes `?`."""
    from jichim.report.text_report import render_text

    return render_text(report, page, policy.vocabulary).encode("utf-8", "replace")


def json(report: Report, policy: Policy, page: Page) -> bytes:  # noqa: ARG001
    """The document of `schema/review-1.json`."""
    from jichim.report.json_report import render_json

    return render_json(report).encode("utf-8", "replace")
