"""`crosswalk.yaml` of a draft: each of its proposals beside the provisions in force, and what differs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import cast, get_args

from jichim.diagnostic import Diagnostic, Text
from jichim.plan.tree import Tree
from jichim.provisions.model import Crosswalk, Proposal, Today, Verdict
from jichim.provisions.reader import Reader
from jichim.source import Source

KEYS = ("id", "items", "proposal", "where", "verdict", "today", "differs")
TODAY = ("at", "provision", "ko", "en")


def read_crosswalk(source: Source, instrument: str) -> tuple[Crosswalk, tuple[Diagnostic, ...]]:
    """`as_of` and `proposals`, in the order of the file; an entry without an id is left out."""
    reader = Reader(source)
    if reader.tree is None:
        return Crosswalk(instrument, None, ()), reader.diagnostics()
    top = reader.fields(reader.tree, "crosswalk", ("as_of", "proposals"))
    seen: set[str] = set()
    proposals = tuple(
        one for tree in reader.outline.items(top.get("proposals")) for one in _proposal(reader, tree, seen)
    )
    return Crosswalk(instrument, _day(reader, top.get("as_of")), proposals), reader.diagnostics()


def _day(reader: Reader, tree: Tree | None) -> datetime.date | None:
    word = reader.outline.text(tree)
    try:
        return datetime.date.fromisoformat(word) if word else None
    except ValueError:
        assert tree is not None
        reader.shape("as_of", tree, "`2026-11-22` 같은 날짜", "a date such as `2026-11-22`")
        return None


def _proposal(reader: Reader, tree: Tree, seen: set[str]) -> Iterator[Proposal]:
    found = reader.fields(tree, "proposals", KEYS)
    name = reader.new_id(found, tree, seen)
    if not name:
        return
    today = tuple(one for each in reader.outline.items(found.get("today")) for one in _today(reader, each))
    differs = (reader.both(each) for each in reader.outline.items(found.get("differs")))
    yield Proposal(
        id=name,
        items=reader.outline.texts(found.get("items")),
        what=reader.needed_both(found.get("proposal"), "proposal", tree),
        where=reader.text(found, "where"),
        verdict=cast(Verdict, reader.word(found, "verdict", get_args(Verdict), tree)),
        today=today,
        differs=tuple(one for one in differs if one is not None),
        span=reader.span(found["id"]),
    )


def _today(reader: Reader, tree: Tree) -> Iterator[Today]:
    found = reader.fields(tree, "today", TODAY)
    at = reader.needed(found, "at", tree)
    if at:
        ko, en = reader.text(found, "ko"), reader.text(found, "en")
        ids = reader.outline.texts(found.get("provision"))
        yield Today(at, ids, Text(ko or en, en or ko), reader.span(found["at"]))
