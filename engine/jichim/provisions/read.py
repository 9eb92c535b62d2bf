"""`provisions*.yaml` of an instrument: every provision with its address, ending, duty and addressee."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast, get_args

from jichim.diagnostic import Diagnostic, Text
from jichim.plan.margin import quote
from jichim.plan.tree import Tree
from jichim.provisions import messages as m
from jichim.provisions.address import Address, Documents, parse_address
from jichim.provisions.model import KINDS, Force, Kind, Modality, Provision, WithoutRule
from jichim.provisions.reader import Reader
from jichim.source import Source

KEYS = (
    *("id", "at", "part", "heading", "ending", "modality", "force", "addressee", "checkable"),
    *("deadline", "refs", "ko", "en", "without_rule"),
)
CHECKABLE = ("yes", "partly", "no")


def read_provisions(
    sources: Sequence[Source], instrument: str, documents: Documents
) -> tuple[tuple[Provision, ...], tuple[Diagnostic, ...]]:
    """The provisions that some texts list, in their order, and every mistake; a wrong row is left out.

    A text is `provisions: [{id: …, at: …, ending: …, modality: …, force: …, …}]`. A row says in one of `ko`
    and `en` what it demands, and in `without_rule` why there is no rule for it.
    """
    rows: list[Provision] = []
    problems: list[Diagnostic] = []
    seen: set[str] = set()
    for source in sources:
        reader = Reader(source)
        if reader.tree is not None:
            top = reader.fields(reader.tree, "provisions", ("provisions",))
            if "provisions" not in top:
                reader.shape("provisions", reader.tree, "조문의 목록", "the list of provisions")
            for row in reader.outline.items(top.get("provisions")):
                rows += _row(reader, row, instrument, documents, seen)
        problems += reader.diagnostics()
    return tuple(rows), tuple(problems)


def _row(
    reader: Reader, tree: Tree, instrument: str, documents: Documents, seen: set[str]
) -> Iterator[Provision]:
    found = reader.fields(tree, "provisions", KEYS)
    name = reader.new_id(found, tree, seen)
    if not name:
        return
    at = reader.needed(found, "at", tree)
    address = parse_address(at, documents, instrument) if at else None
    if at and (address is None or address[1] != instrument):
        reader.margin.report(m.BAD_ADDRESS, found["at"], text=quote(at))
    refs = reader.outline.items(found.get("refs"))
    ko, en = reader.text(found, "ko"), reader.text(found, "en")
    yield Provision(
        id=name,
        at=at,
        address=address[0] if address else Address(0),
        part=reader.text(found, "part"),
        heading=reader.text(found, "heading"),
        ending=reader.needed(found, "ending", tree),
        modality=cast(Modality, reader.word(found, "modality", get_args(Modality), tree)),
        force=cast(Force, reader.word(found, "force", get_args(Force), tree)),
        addressee=reader.text(found, "addressee"),
        checkable=reader.word(found, "checkable", CHECKABLE, tree) if "checkable" in found else "",
        deadline=reader.text(found, "deadline"),
        refs=tuple((reader.outline.text(ref), reader.span(ref)) for ref in refs),
        gist=Text(ko or en, en or ko) if ko or en else None,
        without_rule=_without_rule(reader, found.get("without_rule"), name),
        span=reader.span(found["id"]),
    )


def _without_rule(reader: Reader, tree: Tree | None, name: str) -> WithoutRule | None:
    if tree is None:
        return None
    found = reader.fields(tree, "without_rule", ("kind", "ko", "en"))
    kind = cast(Kind, reader.word(found, "kind", KINDS, tree))
    ko, en = reader.text(found, "ko"), reader.text(found, "en")
    for word, lang_ko, lang_en in ((ko, "한국어", "Korean"), (en, "영어", "English")):
        if not word:
            reader.margin.report(m.NO_REASON, tree, id=quote(name), lang_ko=lang_ko, lang_en=lang_en)
    return WithoutRule(kind, Text(ko or en, en or ko), reader.span(found.get("kind", tree)))
