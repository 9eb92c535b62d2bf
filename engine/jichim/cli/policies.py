"""`jichim policies`: the instruments that ship with the package."""

from __future__ import annotations

import click

from jichim.cli import messages
from jichim.cli.options import day_of, lang_option
from jichim.cli.output import page, put, show
from jichim.diagnostic import Lang


@click.command()
@click.option("--as-of", metavar="DATE", help="이 날에 적용되는지도 보인다 / whether they apply on a day")
@lang_option
def policies(as_of: str | None, lang: Lang) -> int:
    """쓸 수 있는 기준 / the instruments, their status and period."""
    try:
        day = None if as_of is None else day_of(as_of)
    except ValueError:
        show([messages.BAD_DAY.about("--as-of", word=as_of)], lang)
        return 2

    from jichim.policy import load_policies

    policy, diagnostics = load_policies()
    show(diagnostics, lang)
    if policy is None:
        return 2

    from jichim.report import render_instruments

    put(render_instruments(policy, page(lang), day))
    return 0
