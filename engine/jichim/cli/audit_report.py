"""`jichim audit report|export`: a run as a document, and its rows as tables."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import click

from jichim.cli import messages
from jichim.cli.audit_questions import chosen_by, outcome_option, questions, run_for, written
from jichim.cli.options import output_option, shipped_vocabulary
from jichim.cli.output import show
from jichim.diagnostic import Diagnostic, Lang

if TYPE_CHECKING:
    from jichim.audit.filters import Filter
    from jichim.audit.store import Store

_SUFFIXES = {".html": "html", ".htm": "html", ".xlsx": "xlsx"}


@click.command()
@questions
@click.option("-o", "--output", "target", metavar="FILE", required=True, help="쓸 파일 / file to write")
@click.option(
    "--format", "form", type=click.Choice(["html", "xlsx"]), help="형식, 기본은 파일 이름대로 / format"
)
@click.option(
    "--plans",
    "most",
    type=click.IntRange(0),
    default=200,
    show_default=True,
    help="펼쳐 볼 계획 수",
)
def report(
    store: str,
    number: int | None,
    target: str,
    form: str | None,
    most: int,
    lang: Lang,
    **given: Any,
) -> int:
    """한 실행을 HTML 문서나 엑셀 통합 문서로 / a run as one HTML file or a workbook.

    \b
    jichim audit report 감사.db -o 감사.html
    jichim audit report 감사.db -o 부산.xlsx --city 부산광역시
    """
    kind = form or _SUFFIXES.get(PurePath(target).suffix.lower())
    if refused := _refused(kind, target):
        show([refused], lang)
        return 2
    chosen = chosen_by(given, lang)
    vocabulary = shipped_vocabulary(lang)
    if chosen is None or vocabulary is None:
        return 2
    told = [vocabulary.field("service", name) for name in ("field", "stage")]
    choices = [one for field in told if field and lang == "ko" for one in field.choices]
    labels = {one.name: one.label for one in choices}

    def answer(opened: Store) -> Callable[[BinaryIO], None]:
        from jichim.audit.overview import overview

        run_for(opened, number, chosen)
        if kind == "xlsx":
            return _workbook(opened, number, chosen, lang, labels)
        from jichim.report.audit_html import render_audit_html

        page = render_audit_html(overview(opened, number, chosen, most_plans=most), lang, labels)

        def write(out: BinaryIO) -> None:
            out.write(page.encode("utf-8", "replace"))

        return write

    return written(store, lang, answer, target, f"audit.{kind}")


@click.command()
@questions
@outcome_option
@click.option(
    "--table",
    type=click.Choice(["plans", "outcomes", "findings", "decisions", "supplements", "unusable"]),
    required=True,
    help="표 / table",
)
@click.option(
    "--format", "form", type=click.Choice(["csv", "jsonl", "parquet"]), default="csv", show_default=True
)
@output_option
def export(
    store: str,
    number: int | None,
    table: str,
    form: Literal["csv", "jsonl", "parquet"],
    target: str | None,
    lang: Lang,
    **given: Any,
) -> int:
    """한 실행의 표 하나를 그대로 / one table of a run, every row."""
    if form == "parquet":
        if target in (None, "-"):
            show([messages.NEEDS_FILE.about("--format", form=form, suffix=form)], lang)
            return 2
        if find_spec("pyarrow") is None:
            extra = messages.NEEDS_EXTRA.about("--format", form=form, library="pyarrow", extra="parquet")
            show([extra], lang)
            return 2
    chosen = chosen_by(given, lang)
    if chosen is None:
        return 2

    def answer(opened: Store) -> Callable[[BinaryIO], None]:
        from jichim.audit.tables import TABLES
        from jichim.report.audit_rows import WRITERS

        kind, rows = TABLES[table]
        run = run_for(opened, number, chosen)
        return lambda out: WRITERS[form](kind, rows(opened, run.id, chosen), out)

    return written(store, lang, answer, target, f"{table}.{form}")


def _refused(kind: str | None, target: str) -> Diagnostic | None:
    from jichim.audit import messages as m

    if kind is None:
        return m.UNKNOWN_FORMAT.about("-o", path=target)
    if kind == "xlsx" and target == "-" and sys.stdout.isatty():
        return messages.NEEDS_FILE.about("--format", form=kind, suffix=kind)
    return None


def _workbook(
    store: Store, number: int | None, chosen: Filter, lang: Lang, labels: Mapping[str, str]
) -> Callable[[BinaryIO], None]:
    """Findings are asked for twice, for two sheets: what a store holds may not fit into memory."""
    from jichim.audit.overview import overview
    from jichim.audit.queries import findings
    from jichim.audit.tables import supplement_rows, unusable_rows
    from jichim.report.audit_workbook import Listed, write_audit_workbook

    found = overview(store, number, chosen, most_plans=0)
    run = found.run.id
    listed = Listed(
        lambda: findings(store, run, chosen),
        lambda: supplement_rows(store, run, chosen),
        lambda: unusable_rows(store, run, chosen),
    )
    return lambda out: write_audit_workbook(found, listed, lang, out, labels)
