"""`citation.yaml` of an instrument: what citations call it, and for which articles its list is complete."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jichim.diagnostic import Diagnostic
from jichim.plan.tree import Tree
from jichim.provisions.reader import Reader
from jichim.source import Source

_ARTICLES = re.compile(r"제?(\d{1,4})조?(?:\s*[~∼～-]\s*제?(\d{1,4})조?)?")


@dataclass(frozen=True, slots=True)
class Naming:
    """Names in citations, the articles that are listed in full, and the last one there is (0: not known)."""

    instrument: str
    names: tuple[str, ...] = ()
    complete: tuple[tuple[int, int], ...] = ()
    last: int = 0


def read_naming(source: Source, instrument: str) -> tuple[Naming, tuple[Diagnostic, ...]]:
    """`names: [법, …]`, `complete: [제4조~제28조]`, `last: 제29조`; what is wrong is left out."""
    reader = Reader(source)
    if reader.tree is None:
        return Naming(instrument), reader.diagnostics()
    top = reader.fields(reader.tree, "citation", ("names", "complete", "last"))
    pairs = [_articles(reader, tree, "complete") for tree in reader.outline.items(top.get("complete"))]
    last = _articles(reader, top["last"], "last")[1] if "last" in top else 0
    complete = tuple(pair for pair in pairs if pair != (0, 0))
    return Naming(instrument, reader.outline.texts(top.get("names")), complete, last), reader.diagnostics()


def _articles(reader: Reader, tree: Tree, key: str) -> tuple[int, int]:
    found = _ARTICLES.fullmatch(reader.outline.text(tree))
    if found is None:
        reader.shape(key, tree, "`제4조~제28조` 같은 조의 범위", "articles such as `제4조~제28조`")
        return 0, 0
    return int(found[1]), int(found[2] or found[1])
