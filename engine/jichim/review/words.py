"""Texts of findings and actions, filled in for one subject."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from jichim.network.interpret import Context, Frames, value
from jichim.network.kleene import UNBOUNDED, UNKNOWN
from jichim.plan.format import format_value
from jichim.plan.model import NONE
from jichim.policy.model import Domain, FieldTerm, NameTerm, Term, Words
from jichim.vocabulary.format import format_bound
from jichim.vocabulary.quantity import Interval


def fill(
    words: Words, frames: Frames, context: Context, *, missing: Sequence[str], names: Mapping[int, str]
) -> str:
    """The text with its places filled; `missing` are the labels for the missing fields."""
    filled = []
    for part in words.parts:
        if part is None:
            filled.append(", ".join(missing) if missing else "해당 항목")
        elif isinstance(part, str):
            filled.append(part)
        elif isinstance(part, NameTerm):
            filled.append(names.get(part.frame, frames[part.frame].name))
        else:
            filled.append(show(part, frames, context))
    return "".join(filled)


def show(term: Term, frames: Frames, context: Context) -> str:
    """The value of a term as a reader writes it."""
    if isinstance(term, FieldTerm):
        record = frames[term.frame]
        written = record.written.get(term.path)
        if written and record.facts.get(term.path) is not NONE and term.type.domain in _AS_WRITTEN:
            return written
        return format_value(record.facts.get(term.path), term.field)
    return shown(value(term, frames, context), term.type.domain, term.type.unit)


_AS_WRITTEN = {Domain.TEXT, Domain.MONEY, Domain.COUNT, Domain.RATIO, Domain.DURATION, Domain.DATE}


def shown(found: Any, domain: Domain, unit: str | None = None) -> str:
    """A computed value in Korean; what is not known is `미상`."""
    if found is None:
        return "미상"
    if domain is Domain.TRUTH:
        return (
            "미상"
            if found == UNKNOWN and not isinstance(found, bool)
            else ("예" if found in (True, 3) else "아니오")
        )
    if found is NONE:
        return "없음"
    if isinstance(found, tuple):
        return ", ".join(str(one) for one in found)
    if isinstance(found, Interval) and found.hi == UNBOUNDED:
        return f"{format_bound(found.lo, domain.value, unit)} 이상"
    if isinstance(found, datetime.date):
        return found.isoformat()
    if isinstance(found, str):
        return found
    return format_bound(found, domain.value, unit)
