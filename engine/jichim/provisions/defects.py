"""`defects.yaml` of an instrument: what is wrong in its own text, as notes to whoever writes its rules."""

from __future__ import annotations

from collections.abc import Iterator

from jichim.diagnostic import Diagnostic, Text
from jichim.plan.tree import Tree
from jichim.provisions.model import Defect
from jichim.provisions.reader import Reader
from jichim.source import Source

KEYS = ("at", "cites", "ko", "en", "effect_ko", "effect_en")


def read_defects(source: Source, instrument: str) -> tuple[tuple[Defect, ...], tuple[Diagnostic, ...]]:
    """The entries of a list (below `defects:` or on its own), in their order, and every mistake."""
    reader = Reader(source)
    if reader.tree is None:
        return (), reader.diagnostics()
    top = reader.fields(reader.tree, "defects", ("defects",))
    if "defects" not in top:
        reader.shape("defects", reader.tree, "흠의 목록", "the list of defects")
    found = tuple(
        one for tree in reader.outline.items(top.get("defects")) for one in _defect(reader, tree, instrument)
    )
    return found, reader.diagnostics()


def _defect(reader: Reader, tree: Tree, instrument: str) -> Iterator[Defect]:
    found = reader.fields(tree, "defects", KEYS)
    at = reader.needed(found, "at", tree)
    ko, en = reader.needed(found, "ko", tree), reader.text(found, "en")
    effect_ko, effect_en = reader.text(found, "effect_ko"), reader.text(found, "effect_en")
    if at and ko:
        effect = Text(effect_ko or effect_en, effect_en or effect_ko)
        yield Defect(
            instrument, at, reader.text(found, "cites"), Text(ko, en or ko), effect, reader.span(found["at"])
        )
