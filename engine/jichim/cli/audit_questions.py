"""`jichim audit summary|findings|worst|compare|trend|runs`: what a store knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TypeVar

import click

from jichim.cli.options import lang_option, output_option
from jichim.cli.output import page, put, put_rows, refusal, show
from jichim.diagnostic import Diagnostic, Lang

if TYPE_CHECKING:
    from jichim.audit.filters import Filter
    from jichim.audit.queries import RunRow
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


def outcome_option(command: Command) -> Command:
    """For rows, which have an outcome each; totals keep all of them."""
    option = click.option(
        "--outcome",
        type=click.Choice(["met", "not-met", "undetermined", "not-applicable"]),
        multiple=True,
        help="결과 / outcome",
    )
    return option(command)


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
    return Filter(**parts, outcome=tuple(given.get("outcome", ())))


def run_for(store: Store, number: int | None, chosen: Filter) -> RunRow:
    """The run that is asked about; `StoreError` too for a filter with a name that nothing in it has."""
    from jichim.audit.known_names import require_known
    from jichim.audit.queries import run_of

    run = run_of(store, number)
    require_known(store, run.id, chosen)
    return run


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

        run = run_for(opened, number, chosen)
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

        return render_plans(q.plans(opened, run_for(opened, number, chosen).id, chosen)[:limit], page(lang))

    return asked(store, lang, answer)


@click.command()
@questions
@outcome_option
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
    chosen = chosen_by(given, lang)
    if chosen is None:
        return 2

    def answer(opened: Store) -> Callable[[BinaryIO], None]:
        from jichim.audit import queries as q
        from jichim.report.audit_rows import WRITERS

        run = run_for(opened, number, chosen)
        return lambda out: WRITERS[form](q.FindingOf, q.findings(opened, run.id, chosen), out)

    return written(store, lang, answer, target, f"findings.{form}")


@click.command()
@click.argument("store")
@click.argument("old", type=int, required=False)
@click.argument("new", type=int, required=False)
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True, help="보일 계획 수 / plans")
@lang_option
def compare(store: str, old: int | None, new: int | None, limit: int, lang: Lang) -> int:
    """두 실행의 차이, 기본은 마지막 둘 / what differs between two runs, by default the last two."""

    def answer(opened: Store) -> str:
        from jichim.audit.changes import compare_runs
        from jichim.report.audit_text import render_changes

        return render_changes(compare_runs(opened, old, new, most=limit), page(lang), most=limit)

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
        from jichim.audit.known_names import require_known
        from jichim.report.audit_text import render_trend

        require_known(opened, None, chosen)
        rows = []
        for run in q.runs(opened):
            if number is not None and run.id > number:
                break
            tallies = [one.tally for one in q.provisions(opened, run.id, chosen)]
            plans = q.plans(opened, run.id, chosen)
            levels = tuple(sum(one.levels[place] for one in plans) for place in range(len(q.LEVELS)))
            rows.append((run, sum(tallies, q.Tally()), levels))
        return render_trend(rows, page(lang))

    return asked(store, lang, answer)


def asked(path: str, lang: Lang, answer: Callable[[Store], str]) -> int:
    """The answer on standard output; what is wrong with the store as a diagnostic."""
    from jichim.audit.store import Store, StoreError

    try:
        with Store.open(path) as store:
            text = answer(store)
    except StoreError as refused:
        show([refused.diagnostic], lang)
        return 2
    put(text)
    return 0


def written(
    path: str,
    lang: Lang,
    answer: Callable[[Store], Callable[[BinaryIO], None]],
    target: str | None,
    example: str,
) -> int:
    """The same for rows and documents, on standard output or into a file, which is never the store."""
    from jichim.audit.store import Store, StoreError

    if refused := refusal(target, example) or _over_store(path, target):
        show([refused], lang)
        return 2
    try:
        with Store.open(path) as store:
            failed = put_rows(answer(store), target)
    except StoreError as wrong:
        show([wrong.diagnostic], lang)
        return 2
    show([failed] if failed else [], lang)
    return 2 if failed else 0


def _over_store(path: str, target: str | None) -> Diagnostic | None:
    """A result must never replace the store that it comes from, nor the log that belongs to it."""
    from jichim.audit import messages

    if target is None or target == "-":
        return None
    stores = [Path(path + suffix).resolve() for suffix in ("", "-wal", "-shm")]
    if Path(target).resolve() in stores or (Path(target).exists() and _same(path, target)):
        return messages.OVER_STORE.about("", path=target)
    return None


def _same(path: str, target: str) -> bool:
    return Path(path).exists() and Path(path).samefile(target)
