"""How far a command is with many plans, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from jichim.diagnostic import Lang


@contextmanager
def progress_bar(length: int, lang: Lang) -> Iterator[Callable[[int], None]]:
    """Rate and remaining time on a terminal, nothing elsewhere; takes the number of plans done so far."""
    err = sys.stderr
    if not err.isatty():
        yield lambda done: None  # noqa: ARG005
        return
    label = "검토" if lang == "ko" else "reviewing"
    with click.progressbar(range(length), label=label, show_pos=True, file=err) as bar:
        yield lambda done: bar.update(done - bar.pos)
