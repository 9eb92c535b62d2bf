"""`jichim policies`: the instruments that ship with the package."""

from __future__ import annotations

import click

from jichim.cli.options import lang_option
from jichim.cli.output import page, put, show
from jichim.diagnostic import Lang


@click.command()
@lang_option
def policies(lang: Lang) -> int:
    """쓸 수 있는 기준 / the instruments, their status and period."""
    from jichim.policy import load_policies

    policy, diagnostics = load_policies()
    show(diagnostics, lang)
    if policy is None:
        return 2

    from jichim.report import render_instruments

    put(render_instruments(policy, page(lang)))
    return 0
