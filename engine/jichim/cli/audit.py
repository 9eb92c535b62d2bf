"""`jichim audit`: many plans reviewed into a store, and what the store knows."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Literal

import click

from jichim.cli import INTERRUPTED, messages
from jichim.cli import audit_questions as questions
from jichim.cli import audit_report as reports
from jichim.cli.audit_runner import RunnerError, extra_missing, on_dask, refused_runner
from jichim.cli.options import lang_option, policy_option
from jichim.cli.output import put, show
from jichim.cli.progress import progress_bar
from jichim.diagnostic import Lang

if TYPE_CHECKING:
    from jichim.audit import Totals


_A_CORE = 4
"""The most processes for each core: more only take memory."""


@click.group()
def audit() -> None:
    """많은 계획을 한꺼번에 검토한다 / review many plans at once."""


@audit.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--out", "store", metavar="STORE", required=True, help="결과를 쌓을 저장소 / the store to write"
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=None,
    help="프로세스 수, 기본은 코어 수, 많아도 그 네 배 / processes",
)
@click.option(
    "--as-of",
    metavar="DATE",
    default="submitted",
    show_default=True,
    help="검토 기준일, submitted는 계획마다 제출일",
)
@policy_option
@click.option("--no-drafts", is_flag=True, help="초안은 빼고 검토한다 / leave drafts out")
@click.option("--resume", is_flag=True, help="끊긴 실행을 잇는다 / go on with a broken run")
@click.option(
    "--timeout", "seconds", type=click.FloatRange(1), default=60.0, show_default=True, help="계획마다 초"
)
@click.option(
    "--memory",
    type=click.IntRange(0),
    default=4096,
    show_default=True,
    help="프로세스마다 MiB, 0은 제한 없음",
)
@click.option(
    "--runner",
    metavar="RUNNER",
    default="processes",
    show_default=True,
    help="processes 또는 dask[=주소] / processes or dask[=ADDRESS]",
)
@lang_option
def run(
    paths: tuple[str, ...],
    store: str,
    jobs: int | None,
    as_of: str,
    policy_names: tuple[str, ...],
    no_drafts: bool,
    resume: bool,
    seconds: float,
    memory: int,
    runner: str,
    lang: Lang,
) -> int:
    """폴더, 파일, zip, jsonl의 모든 계획을 검토해 저장소에 쌓는다 / review every plan into a store.

    \b
    종료 코드 / exit codes
      0  모두 검토함 / every plan was reviewed
      1  검토하지 못한 계획이 있음 / some plans were not usable
      2  시작하거나 저장하지 못함 / not started or not stored
    130  멈춤, --resume으로 이음 / stopped, to be resumed
    """
    try:
        when = _date(as_of)
    except ValueError:
        show([messages.BAD_DATE.about("--as-of", word=as_of)], lang)
        return 2

    if refused := refused_runner(runner):
        show([refused], lang)
        return 2
    where, _, address = runner.partition("=")
    cores = os.cpu_count() or 1
    wanted = min(jobs or cores, cores * _A_CORE)

    from jichim.audit import (
        InterruptedRunError,
        NoReviewsError,
        Settings,
        Store,
        StoreError,
        gather,
        run_audit,
    )
    from jichim.audit import messages as audit_messages
    from jichim.audit.proof import need_engine
    from jichim.policy import load_policies
    from jichim.review.errors import Unreviewable
    from jichim.review.in_force import require_in_force

    policy, diagnostics = load_policies(policy_names, drafts=not no_drafts)
    show(diagnostics, lang)
    if policy is None:
        return 2
    if isinstance(when, datetime.date):
        try:
            require_in_force(policy, when, "--as-of")
        except Unreviewable as refusal:
            show([refusal.diagnostic], lang)
            return 2
    try:
        gathered, problems = gather(paths)
    except ModuleNotFoundError as missing:
        show([extra_missing(missing)], lang)
        return 2
    show(problems, lang)
    if problems:
        return 2
    settings = Settings(policy_names, not no_drafts, when, seconds, memory * 1024**2)
    try:
        if where != "dask":  # the workers of a cluster tell for themselves
            need_engine()
        rows = on_dask(address, wanted) if where == "dask" else None
        with Store.create(store) as opened, progress_bar(len(gathered.entries), lang) as told:
            finished = run_audit(
                gathered,
                settings,
                opened,
                jobs=wanted,
                resume=resume,
                progress=lambda done, _: told(done),
                rows=rows,
            )
    except InterruptedRunError as stop:
        words = {"run": stop.run, "done": stop.done, "given": stop.given}
        show([audit_messages.INTERRUPTED.about(store, **words)], lang)
        return INTERRUPTED
    except NoReviewsError as nothing:
        show(nothing.diagnostics, lang)
        return 2
    except (StoreError, RunnerError) as wrong:
        show([wrong.diagnostic], lang)
        return 2
    put(_said(finished.run, finished.totals, lang))
    return 1 if finished.totals.unusable else 0


for one in (
    questions.runs,
    questions.summary,
    questions.findings,
    questions.worst,
    questions.compare,
    questions.trend,
    reports.report,
    reports.export,
):
    audit.add_command(one)


def _said(run: int, totals: Totals, lang: Lang) -> str:
    if lang == "en":
        text = f"run {run}: {totals.given} given = {totals.reviewed} reviewed + {totals.unusable} unusable"
        extra = [f"{totals.reused} reused"] if totals.reused else []
        extra += [f"{totals.repeated} given twice"] if totals.repeated else []
        extra += [f"{count} {suffix} passed over" for suffix, count in totals.passed_over]
    else:
        text = f"실행 {run}: 받은 계획 {totals.given:,} = 검토 {totals.reviewed:,}"
        text += f" + 검토 못함 {totals.unusable:,}"
        extra = [f"전에 검토한 것 {totals.reused:,}"] if totals.reused else []
        extra += [f"거듭 준 것 {totals.repeated:,}"] if totals.repeated else []
        extra += [f"계획이 아닌 {suffix} {count:,}" for suffix, count in totals.passed_over]
    return text + (f" ({', '.join(extra)})" if extra else "") + "\n"


def _date(word: str) -> datetime.date | Literal["submitted"]:
    from jichim.cli.options import review_date

    when = review_date(word)
    assert when is not None
    return when
