"""Wrong use of the command line as diagnostics, and the words of help in both languages.

click writes English only; what it refuses is told here as every other mistake is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import click

from jichim.cli import messages
from jichim.diagnostic import Diagnostic, Lang, did_you_mean, render

_NO_COMMAND = re.compile(r"No such command '(?P<word>.*?)'", re.DOTALL)
_LEFT_OVER = re.compile(r"Got unexpected extra arguments? \((?P<word>.*)\)", re.DOTALL)
_NO_VALUE = re.compile(r"requires (?:an|\d+) arguments?")
_IS_FLAG = re.compile(r"does not take a value")
_QUOTED = re.compile(r"'(?P<word>.*?)' is not|(?P<number>\S+) is not in the range", re.DOTALL)


def told(refusal: click.ClickException, arguments: Sequence[str]) -> str:
    """What a person reads about wrong use: in the language asked for, or in both where none was."""
    if isinstance(refusal, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        return refusal.message + "\n"  # a group without a command: the message is its help
    diagnostic = diagnosed(refusal)
    return "".join(render(diagnostic, lang) + "\n" for lang in _languages(arguments))


def diagnosed(refusal: click.ClickException) -> Diagnostic:
    """The diagnostic of what click refused; the command it was said to stands in the help."""
    context = refusal.ctx if isinstance(refusal, click.UsageError) else None
    command = context.command_path if context is not None else "jichim"
    if isinstance(refusal, click.NoSuchOption):
        known = [name for option in _options(context) for name in option.opts]
        near_ko, near_en = _near(refusal.option_name, known)
        return messages.NO_OPTION.about(
            "", word=refusal.option_name, command=command, near_ko=near_ko, near_en=near_en
        )
    if found := _NO_COMMAND.search(refusal.message):
        group = context.command if context is not None else None
        names = group.list_commands(context) if isinstance(group, click.Group) and context else []
        near_ko, near_en = _near(found["word"], names)
        return messages.NO_COMMAND.about(
            "", word=found["word"], command=command, near_ko=near_ko, near_en=near_en
        )
    if found := _LEFT_OVER.search(refusal.message):
        return messages.LEFT_OVER.about("", word=found["word"], command=command)
    if isinstance(refusal, click.BadOptionUsage) and _NO_VALUE.search(refusal.message):
        return messages.NO_VALUE.about("", name=refusal.option_name, command=command)
    if isinstance(refusal, click.BadOptionUsage) and _IS_FLAG.search(refusal.message):
        return messages.FLAG.about("", name=refusal.option_name)
    if isinstance(refusal, click.MissingParameter):
        return messages.NOT_GIVEN.about("", name=_name(refusal.param), command=command)
    if isinstance(refusal, click.BadParameter) and (found := _QUOTED.search(refusal.message)):
        takes = _takes(refusal.param.type) if refusal.param is not None else None
        if takes is not None:
            word = found["word"] if found["word"] is not None else found["number"]
            return messages.BAD_VALUE.about(
                "", name=_name(refusal.param), word=word, takes_ko=takes[0], takes_en=takes[1]
            )
    # Our own words are `한국어 / English`; what click may say one day is passed on.
    ko, _, en = refusal.message.partition(" / ")
    return messages.WRONG_USE.about("", reason_ko=ko, reason_en=en or ko, command=command)


def _takes(kind: object) -> tuple[str, str] | None:
    """What a value of a parameter may be, in both languages."""
    if isinstance(kind, click.Choice):
        listed = ", ".join(f"`{choice}`" for choice in kind.choices)
        return f"다음 가운데 하나를 적는다: {listed}", f"write one of: {listed}"
    if isinstance(kind, (click.IntRange, click.FloatRange)):
        least, most = kind.min, kind.max
        if least is not None and most is not None:
            return f"{least}부터 {most}까지의 수를 적는다", f"write a number from {least} to {most}"
        if least is not None:
            return f"{least} 이상의 수를 적는다", f"write a number of at least {least}"
    if kind in (click.INT, click.FLOAT):
        return "수를 적는다", "write a number"
    return None


def _near(word: str, known: Sequence[str]) -> tuple[str, str]:
    near = ", ".join(f"`{each}`" for each in did_you_mean(word, known))
    return (f"혹시 {near}? ", f"did you mean {near}? ") if near else ("", "")


def _options(context: click.Context | None) -> list[click.Parameter]:
    return context.command.get_params(context) if context is not None else []


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return (parameter.metavar or (parameter.name or "").upper()).strip("[].")


def _languages(arguments: Sequence[str]) -> tuple[Lang, ...]:
    """The language that the arguments ask for, both where they do not; they could not be parsed."""
    asked = [
        word.removeprefix("--lang=") if word.startswith("--lang=") else after
        for word, after in zip(arguments, [*arguments[1:], ""], strict=False)
        if word == "--lang" or word.startswith("--lang=")
    ]
    if asked[-1:] == ["ko"]:
        return ("ko",)
    return ("en",) if asked[-1:] == ["en"] else ("ko", "en")


_WORDS = {
    "Options": "옵션 / Options",
    "Commands": "명령 / Commands",
    "Show this message and exit.": "이 도움말을 보인다 / show this help",
    "Show the version and exit.": "판을 보인다 / show the version",
}


class _Formatter(click.HelpFormatter):
    """The fixed words of click's help, in both languages."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "사용법 / Usage: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(_WORDS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(term, _WORDS.get(text, text)) for term, text in rows], col_max, col_spacing)


class _Context(click.Context):
    formatter_class = _Formatter


def in_both_languages(command: click.Command) -> click.Command:
    """The command, with the frame of its help and of its commands' in both languages."""
    command.context_class = _Context
    if isinstance(command, click.Group):
        for each in command.commands.values():
            in_both_languages(each)
    return command
