"""Texts of findings and actions: their `{places}` bound to subjects, fields, definitions, parameters."""

from __future__ import annotations

import re

from jichim.policy import messages
from jichim.policy.expressions import Expressions, Unresolved
from jichim.policy.model import Domain, NameTerm, Term, Type, Words
from jichim.policy.names import frame_called
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
    for match in _PLACE.finditer(text.text):
        if match.start() > end:
            parts.append(text.text[end : match.start()])
        parts.append(_place(match.group(1).strip(), text.span, expressions))
        end = match.end()
    if end < len(text.text):
        parts.append(text.text[end:])
    return Words(tuple(parts))


def _place(word: str, span: Span, expressions: Expressions) -> str | Term | None:
    spelling = normalise(word)
    if spelling in _MISSING:
        return None
    frames = expressions.scope.frames
    frame = frames[-1] if spelling in _SUBJECT else frame_called(expressions.scope, word)
    if frame is not None:
        return NameTerm(frame.index, Type(Domain.TEXT), span)
    start = span.text.find("{" + word + "}")
    place = Span(span.source, span.start + start, span.start + start + len(word) + 2) if start >= 0 else span
    mark = len(expressions.diagnostics)
    try:
        term = expressions.term(tree.Ref(tree.Name(word, place), (), place))
    except Unresolved:
        del expressions.diagnostics[mark:]
        expressions.diagnostics.append(messages.UNKNOWN_PLACE.at(place, name=word))
        return "{" + word + "}"
    return term
