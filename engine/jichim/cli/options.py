"""Options that several commands share, and the shipped vocabulary."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from jichim.cli.output import show
from jichim.diagnostic import Lang, has_errors

if TYPE_CHECKING:
    from jichim.vocabulary.model import Vocabulary

ReviewDate = datetime.date | Literal["submitted"] | None
"""What `--as-of` says; None where it is not given."""
SUBMITTED = ("submitted", "제출일")

Command = TypeVar("Command", bound=Callable[..., Any])


def lang_option(command: Command) -> Command:
    return click.option(
        "--lang",
        type=click.Choice(["ko", "en"]),
        default="ko",
        show_default=True,
        help="말 / language",
    )(command)


def policy_option(command: Command) -> Command:
    return click.option(
        "--policy",
        "policy_names",
        metavar="NAME|PATH",
        multiple=True,
        help="적용할 기준 (여러 번 가능, 기본: 전부) / instruments",
    )(command)


def output_option(command: Command) -> Command:
    return click.option("-o", "--output", "target", metavar="FILE", help="결과를 쓸 파일 / file to write")(
        command
    )


def day_of(word: str) -> datetime.date:
    """The day that a person writes on the command line, in any form that a plan may use.

    ValueError for what is no day or not a whole one (`2020-10`).
    """
    from jichim.plan.dates import read_date

    day = read_date(word)
    if not isinstance(day, datetime.date):
        raise ValueError(f"not a day: {word!r}")
    return day


def review_date(word: str | None) -> ReviewDate:
    """A day (see `day_of`), `submitted` or 제출일; None stays None, which is today. ValueError for others."""
    if word is None:
        return None
    if word.strip().casefold() in SUBMITTED:
        return "submitted"
    return day_of(word)


def shipped_vocabulary(lang: Lang) -> Vocabulary | None:
    """The vocabulary of the package; None, with the diagnostics shown, if it has errors."""
    from jichim.resources import folder
    from jichim.vocabulary import load_vocabulary

    vocabulary, diagnostics = load_vocabulary(folder("rules") / "vocabulary")
    show(diagnostics, lang)
    return None if has_errors(diagnostics) else vocabulary


def assessment_option(command: Command) -> Command:
    """`--assessment FILE`, of commands that review plans."""
    return click.option(
        "--assessment",
        "sheets",
        metavar="FILE",
        multiple=True,
        help="평가표 (여러 번 가능) / assessment sheets",
    )(command)
