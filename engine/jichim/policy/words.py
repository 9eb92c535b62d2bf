"""Texts of findings and actions: their `{places}` bound to subjects, fields, definitions, parameters."""

from __future__ import annotations

import re

from jichim.policy import messages
from jichim.policy.expressions import Expressions
from jichim.policy.model import Domain, NameTerm, Term, Type, Words
from jichim.policy.names import frame_called
from jichim.policy.reporting import Unresolved
from jichim.source import Span
from jichim.syntax import model as tree
from jichim.vocabulary.model import normalise

_PLACE = re.compile(r"\{([^{}]*)\}")
_MISSING = frozenset(normalise(word) for word in ("누락항목", "missing"))
_SUBJECT = frozenset(normalise(word) for word in ("대상", "subject"))


def resolve_words(text: tree.String, expressions: Expressions) -> Words:
    """The parts of a text; a place that names nothing is reported and kept as written."""
    parts: list[str | Term | None] = []
    end = 0
    places = _places(text)
    for number, match in enumerate(_PLACE.finditer(text.text)):
        place = places[number] if number < len(places) else text.span
        if match.start() > end:
            parts.append(text.text[end : match.start()])
        parts.append(_place(match[1].strip(), place, expressions))
        end = match.end()
    if end < len(text.text):
        parts.append(text.text[end:])
    return Words(tuple(parts))


def _places(text: tree.String) -> list[Span]:
    """Where the places stand in the file; escapes before them make these differ from those in the text."""
    start = text.span.start
    return [
        Span(text.span.source, start + match.start(), start + match.end())
        for match in _PLACE.finditer(text.span.text)
    ]


def _place(word: str, place: Span, expressions: Expressions) -> str | Term | None:
    spelling = normalise(word)
    if spelling in _MISSING:
        return None
    frames = expressions.scope.frames
    frame = frames[-1] if spelling in _SUBJECT else frame_called(expressions.scope, word)
    if frame is not None:
        return NameTerm(frame.index, Type(Domain.TEXT), place)
    mark = len(expressions.diagnostics)
    try:
        term = expressions.term(tree.Ref(tree.Name(word, place), (), place))
        if not expressions.is_section(term):
            return term
        expressions.report(messages.UNKNOWN_PLACE.at(place, name=word))
    except Unresolved:
        found = expressions.diagnostics[mark:]
        if any(one.code != messages.AMBIGUOUS_NAME.code for one in found):
            expressions.diagnostics[mark:] = [messages.UNKNOWN_PLACE.at(place, name=word)]
    return "{" + word + "}"
