"""Diagnostics as values that can be stored: without the text that they stand in, with their place."""

from __future__ import annotations

from jichim.audit.model import Problem
from jichim.diagnostic import Diagnostic


def problem_of(diagnostic: Diagnostic) -> Problem:
    """The sentence, the help and the place of a diagnostic; text that no file can hold is escaped."""
    place = ""
    if diagnostic.span is not None:
        source, start = diagnostic.span.source, diagnostic.span.start
        line, column = source.position(start)
        place = source.cell(start) or f"{line}:{column}"
    advice = diagnostic.help
    return Problem(
        diagnostic.code,
        storable(diagnostic.message.ko),
        storable(diagnostic.message.en),
        storable(advice.ko) if advice else "",
        storable(advice.en) if advice else "",
        place,
    )


def storable(text: str) -> str:
    """Text of a plan that any store and file can hold: halves of surrogate pairs and NUL are escaped."""
    if "\0" in text:
        text = text.replace("\0", "\\x00")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text
