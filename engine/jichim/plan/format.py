"""Facts as text for reports."""

from __future__ import annotations

from jichim.diagnostic import Lang
from jichim.plan.model import NONE, Conflict, Fact, Marker
from jichim.vocabulary.format import format_bound
from jichim.vocabulary.model import Field, Kind


def format_value(fact: Fact | None, field: Field, lang: Lang = "ko") -> str:
    """A fact of a field as a person reads it; `None` is a field that is not mentioned."""
    ko = lang == "ko"
    if fact is None:
        return "미기재" if ko else "not stated"
    if isinstance(fact, Marker):
        words = ("없음", "none") if fact is NONE else ("금액·값 미상", "amount not stated")
        return words[0 if ko else 1]
    if isinstance(fact, Conflict):
        separator = " ↔ " if ko else " vs "
        return separator.join(format_value(each.value, field, lang) for each in fact.candidates)
    if isinstance(fact, bool):
        return ("예" if fact else "아니오") if ko else ("yes" if fact else "no")
    if isinstance(fact, str):
        return _label(fact, field, lang)
    if isinstance(fact, tuple):
        return ", ".join(_label(each, field, lang) for each in fact)
    return format_bound(fact, field.kind.value, field.unit, lang)


def _label(word: str, field: Field, lang: Lang) -> str:
    if field.kind is not Kind.CHOICE or lang == "en":
        return word
    return next((choice.label for choice in field.choices if choice.name == word), word)
