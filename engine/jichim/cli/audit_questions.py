"""`jichim audit summary|findings|worst|compare|trend|runs`: what a store knows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from jichim.cli.options import lang_option, output_option
from jichim.cli.output import page, put, refusal, show
from jichim.diagnostic import Lang

if TYPE_CHECKING:
    from jichim.audit.filters import Filter
    from jichim.audit.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])
_FILTERS = {
    "city": "지자체 / city",
    "field": "서비스 분야 / field of service",
    "stage": "서비스 단계 / stage of service",
    "instrument": "기준 / instrument",
    "duty": "의무 갈래: must, consider, … / duty class",
    "rule": "규칙 / rule",
    "level": "지적 수준: violation, … / level of findings",
}


def questions(command: Command) -> Command:
    """The store, the run and the filters; the command is called with `(store, run, chosen, …)`."""
    for name, told in reversed(_FILTERS.items()):
        command = click.option(f"--{name}", name, multiple=True, help=told)(command)
    command = click.option("--run", "number", type=int, help="실행 번호, 기본은 마지막 / the run")(command)
    return click.argument("store")(lang_option(command))


def chosen_by(given: dict[str, Any], lang: Lang) -> Filter | None:
    """The filter that the options make, with labels of fields and stages turned into their names."""
    from jichim.audit.filters import Filter
    from jichim.cli.audit_words import canonical

    parts = {name: tuple(given[name]) for name in _FILTERS}
    for name in ("field", "stage"):
        found = canonical(name, parts[name], lang)
        if found is None:
            return None
        parts[name] = found
    return Filter(**parts)


@click.command()
@click.argument("store")
@lang_option
def runs(store: str, lang: Lang) -> int:
    """저장소의 실행 / the runs of a store."""

    def answer(opened: Store) -> str:
        from jichim.audit import queries
        from jichim.report.audit_text import render_runs

        return render_runs(queries.runs(opened), page(lang))

    return asked(store, lang, answer)


@click.command()
@questions
def summary(store: str, number: int | None, lang: Lang, **given: Any) -> int:
    """한 실행의 요약 / a run on a page."""
    chosen = chosen_by(given, lang)
    if chosen is None:
        return 2

    def answer(opened: Store) -> str:
        from jichim.audit import queries as q
        from jichim.report.audit_text import render_summary

        run = q.run_of(opened, number)
        return render_summary(
            run,
            q.provisions(opened, run.id, chosen),
            q.causes(opened, run.id, chosen),
            q.missing(opened, run.id, chosen),
            q.decisions(opened, run.id, chosen),
            q.unusable(opened, run.id),
            page(lang),
        )

    return asked(store, lang, answer)


@click.command()
@questions
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="보일 계획 수 / plans")
def worst(store: str, number: int | None, limit: int, lang: Lang, **given: Any) -> int:
    """지적이 가장 많은 계획 / the plans with the most findings."""
    chosen = chosen_by(given, lang)
    if chosen is None:
        return 2

    def answer(opened: Store) -> str:
        from jichim.audit import queries as q
        from jichim.report.audit_text import render_plans

        return render_plans(q.plans(opened, q.run_of(opened, number).id, chosen)[:limit], page(lang))

    return asked(store, lang, answer)


@click.command()
@questions
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True)
@output_option
def findings(
    store: str,
    number: int | None,
    form: Literal["csv", "jsonl"],
    target: str | None,
    lang: Lang,
    **given: Any,
) -> int:
    """지적을 한 줄에 하나씩 / findings, one a line."""
    if refused := refusal(target, f"findings.{form}"):
        show([refused], lang)
        return 2
    chosen = chosen_by(given, lang)
    if chosen is None:
        return 2

    def answer(opened: Store) -> str:
        from jichim.audit import queries as q

        found = q.findings(opened, q.run_of(opened, number).id, chosen)
        return as_csv(q.FindingOf, found) if form == "csv" else as_lines(found)

    return asked(store, lang, answer, target)


@click.command()
@click.argument("store")
@click.argument("old", type=int, required=False)
@click.argument("new", type=int, required=False)
@lang_option
def compare(store: str, old: int | None, new: int | None, lang: Lang) -> int:
    """두 실행의 차이, 기본은 마지막 둘 / what differs between two runs, by default the last two."""

    def answer(opened: Store) -> str:
        from jichim.audit.changes import compare_runs
        from jichim.report.audit_text import render_changes

        return render_changes(compare_runs(opened, old, new), page(lang))

    return asked(store, lang, answer)


@click.command()
@questions
def trend(store: str, number: int | None, lang: Lang, **given: Any) -> int:
    """실행마다의 결과 / the outcomes of each run."""
    chosen = chosen_by(given, lang)
    if chosen is None:
        return 2

    def answer(opened: Store) -> str:
        from jichim.audit import queries as q
        from jichim.report.audit_text import render_trend

        rows = []
        for run in q.runs(opened):
            if number is not None and run.id > number:
                break
            tallies = [one.tally for one in q.provisions(opened, run.id, chosen)]
            plans = q.plans(opened, run.id, chosen)
            levels = tuple(sum(one.levels[place] for one in plans) for place in range(len(q.LEVELS)))
            rows.append((run, _sum(tallies), levels))
        return render_trend(rows, page(lang))

    return asked(store, lang, answer)


def asked(path: str, lang: Lang, answer: Callable[[Store], str], target: str | None = None) -> int:
    """The answer on standard output or in a file; what is wrong with the store as a diagnostic."""
    from jichim.audit.store import Store, StoreError

    try:
        with Store.open(path) as store:
            text = answer(store)
    except StoreError as refused:
        show([refused.diagnostic], lang)
        return 2
    if failed := put(text, target, utf8=target is not None):
        show([failed], lang)
        return 2
    return 0


def as_csv(kind: type[Any], rows: Iterable[Any]) -> str:
    """Rows of one dataclass with a heading; texts that a spreadsheet would run as formulas are defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in fields(kind)])
    for row in rows:
        writer.writerow([harmless(getattr(row, field.name)) for field in fields(kind)])
    return "\ufeff" + out.getvalue()


def as_lines(rows: Iterable[Any]) -> str:
    return "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)


def harmless(value: object) -> object:
    """A text that begins like a formula gets an apostrophe, as spreadsheets themselves write it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _sum(tallies: Iterable[Any]) -> Any:
    from jichim.audit.queries import Tally

    met = not_met = undetermined = not_applicable = 0
    for one in tallies:
        met += one.met
        not_met += one.not_met
        undetermined += one.undetermined
        not_applicable += one.not_applicable
    return Tally(met, not_met, undetermined, not_applicable)
