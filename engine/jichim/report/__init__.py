"""The report room: reviews as text for people and as JSON for programs.

In: `Report`, the reviews of a run and the plans that could not be reviewed. Out: one string.

- `render_text(report, Page(...))`: for a reviewer at a terminal or in a file. No line is wider than the
  page, text of plans cannot control the terminal, law in force and proposals stand apart.
- `render_json(report)`: the document described by `schema/review-1.json`; always valid UTF-8.
- `render_instruments` and `render_vocabulary`: the lists of `jichim policies` and `jichim vocab`.

All are pure. They read no clock, no terminal and no file.
"""

from __future__ import annotations

from jichim.report.json_report import render_json
from jichim.report.layout import Page
from jichim.report.listing import render_instruments, render_vocabulary
from jichim.report.model import Report, Unusable
from jichim.report.text_report import render_text
from jichim.report.words import outcome_word

__all__ = [
    "Page",
    "Report",
    "Unusable",
    "outcome_word",
    "render_instruments",
    "render_json",
    "render_text",
    "render_vocabulary",
]
