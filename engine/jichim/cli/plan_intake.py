"""`jichim plan intake`: a submitted HWPX or DOCX document becomes a draft plan for a person to check."""

from __future__ import annotations

from pathlib import Path

import click

from jichim.cli import messages
from jichim.cli.options import lang_option, output_option, shipped_vocabulary
from jichim.cli.output import put, refusal, show
from jichim.diagnostic import Diagnostic, Lang


@click.command()
@click.argument("document", metavar="FILE")
@lang_option
@output_option
@click.option("--report", metavar="FILE", help="값마다 나온 자리 (JSON) / where values came from")
@click.option("--force", is_flag=True, help="있는 파일을 덮어쓴다 / replace existing files")
def intake(document: str, lang: Lang, target: str | None, report: str | None, force: bool) -> int:
    """제출 문서(HWPX, DOCX)의 표에서 계획 초안을 만든다 / a draft plan from the tables of a document."""
    refused = _refusal(document, target, report, force)
    if refused:
        show([refused], lang)
        return 2
    vocabulary = shipped_vocabulary(lang)
    if vocabulary is None:
        return 2

    from jichim.plan.intake import MissingLibraryError, provenance, read_draft_file

    try:
        draft, diagnostics = read_draft_file(document, vocabulary, lang)
    except MissingLibraryError as missing:
        form, library = missing.args
        show([messages.NEEDS_EXTRA.about("", form=form, library=library, extra="documents")], lang)
        return 2
    show(diagnostics, lang)
    if draft is None:
        return 2
    written = put(draft.text, target)
    if written is None and report is not None:
        written = put(provenance(draft.intake, vocabulary), report, utf8=True)
    if written is not None:
        show([written], lang)
        return 2
    return 0


def _refusal(document: str, target: str | None, report: str | None, force: bool) -> Diagnostic | None:
    """Why a file cannot be written; a draft that a person has worked on is not replaced unasked."""
    for each, example in ((target, "draft.yaml"), (report, "intake.json")):
        refused = refusal(each, example, [document])
        if refused is None and each not in (None, "-") and not force and Path(str(each)).exists():
            refused = messages.EXISTS.about("", path=each)
        if refused is not None:
            return refused
    return None
