"""Checklists and provisions in force beside a proposal in the shape of `schema/review-1.json`."""

from __future__ import annotations

import datetime

from jichim.diagnostic import Text
from jichim.review.model import Checked, Checklist, InForce, Timed


def checklist_document(one: Checklist) -> dict[str, object]:
    return {
        "policy": one.instrument,
        "title": _text(one.title),
        "lines": [_line(line) for line in one.lines],
        "clocks": [_clock(timed) for timed in one.clocks],
    }


def in_force_document(one: InForce) -> dict[str, object]:
    return {
        "proposal": one.proposal,
        "verdict": one.verdict,
        "policy": one.instrument,
        "at": one.at,
        "provision": one.provision,
        "what": _text(one.what),
        "rules": list(one.rules),
    }


def _line(line: Checked) -> dict[str, object]:
    return {
        "id": line.line.id,
        "group": _text(line.line.group),
        "what": _text(line.line.what),
        "citation": line.line.at,
        "provision": line.line.provision,
        "status": line.status.value,
        "day": _date(line.day),
        "value": line.value,
        "ahead": line.ahead,
        "lead": line.line.lead or None,
        "at": str(line.at) if line.at else None,
    }


def _clock(timed: Timed) -> dict[str, object]:
    return {
        "id": timed.clock.id,
        "what": _text(timed.clock.what),
        "citation": timed.clock.at,
        "provision": timed.clock.provision,
        "status": timed.status.value,
        "within": timed.clock.within,
        "received": _date(timed.received),
        "due": _date(timed.due),
        "answered": _date(timed.answered),
        "days": timed.days,
        "at": str(timed.at) if timed.at else None,
    }


def _text(text: Text) -> dict[str, object]:
    return {"ko": text.ko, "en": text.en}


def _date(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
