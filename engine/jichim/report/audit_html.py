"""An audit as one HTML file: nothing is loaded, no script is needed, everything of a plan is escaped.

The content security policy of the page admits its own style sheet and script by their hashes and nothing
else, so that not even a fault in escaping could run or load anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files

from jichim.audit.overview import Overview
from jichim.diagnostic import Lang
from jichim.report.audit_html_parts import Html
from jichim.report.audit_html_plans import plans, unusable
from jichim.report.audit_html_sections import (
    causes,
    changes,
    decisions,
    fields,
    gaps,
    heat,
    provisions,
    summary,
)
from jichim.report.audit_report_words import ReportWords


def render_audit_html(overview: Overview, lang: Lang, labels: Mapping[str, str] | None = None) -> str:
    """The page; `labels` are the names of fields and stages of services by their canonical names.

    Equal runs give equal pages: no clock, no folder and no name of a machine is in it.
    """
    html, text = Html(lang), ReportWords(lang, labels)
    sections = (
        ("summary", text("summary"), summary(overview, html, text)),
        ("gaps", text("gaps"), gaps(overview, html, text)),
        ("heat", text("heat"), heat(overview, html, text)),
        ("fields", text("by-field"), fields(overview, html, text)),
        ("causes", text("causes"), causes(overview, html, text)),
        ("decisions", text("decisions"), decisions(overview, html, text)),
        ("changes", text("changes"), changes(overview, html, text)),
        ("unusable", text("unusable-files"), unusable(overview, html, text)),
        ("provisions", text("provisions"), provisions(overview, html, text)),
        ("plans", text("details"), plans(overview, html, text)),
    )
    shown = [(anchor, title, content) for anchor, title, content in sections if content]
    links = "".join(f'<li><a href="#{anchor}">{html.text(title)}</a></li>' for anchor, title, _ in shown)
    style, script = _resource("audit.css"), _resource("audit.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    title = f"{text('title')} · {text('run')} {overview.run.id}"
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{html.text(text("skip"))}</a>\n'
        f"<header><h1>{html.text(text('title'))}</h1>\n{html.facts(_facts(overview, text))}</header>\n"
        f'<nav aria-label="{html.text(text("contents"))}"><ul>{links}</ul></nav>\n<main id="main">\n'
        + "".join(html.section(anchor, title, content) for anchor, title, content in shown)
        + f"</main>\n<footer><p>{html.text(text('foot'))}</p></footer>\n"
        + f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _facts(overview: Overview, text: ReportWords) -> list[tuple[str, str]]:
    run = overview.run
    day = text("submitted") if run.as_of == "submitted" else run.as_of
    return [
        (text("run"), str(run.id)),
        (text("date"), day),
        (text("started"), run.started[:16].replace("T", " ")),
        (text("made-by"), run.jichim),
        (text("rules"), run.rules[:12]),
        (text("filter"), text.chosen(overview)),
    ]


def _resource(name: str) -> str:
    return "\n" + files("jichim.report").joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"
