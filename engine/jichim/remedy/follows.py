"""What else an edit can change: totals, mirrored lists and choices that the normal form fills in.

Worked out from the vocabulary alone, so that it holds for every plan: an edit of a field on which nothing
follows is made in the completed records themselves, and only results that read what follows are asked again.
"""

from __future__ import annotations

from collections.abc import Iterator

from jichim.scenario.reads import Where
from jichim.vocabulary.model import Kind, Vocabulary
from jichim.vocabulary.paths import beside, flatten


class Follows:
    """For every field of a vocabulary the fields that its value can change besides itself."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._links: dict[str, list[tuple[str, Where]]] = {}
        for (node, path), after in _links(vocabulary):
            self._links.setdefault(node, []).append((path, after))
        self._involved = {
            *((node, path) for node, links in self._links.items() for path, _ in links),
            *(after for links in self._links.values() for _, after in links),
        }
        self._plain = {
            node: frozenset(
                path
                for path, field in flatten(vocabulary.nodes, node).items()
                if field.kind not in (Kind.SECTION, Kind.RECORDS) and not self._takes_part(node, path)
            )
            for node in vocabulary.nodes
        }
        self._known: dict[Where, tuple[Where, ...]] = {}

    def is_plain(self, node: str, path: str) -> bool:
        """Whether no other field of the normal form depends on this one, nor this one on others."""
        return path in self._plain[node]

    def of(self, node: str, path: str) -> tuple[Where, ...]:
        """The field itself and everything that can follow from it."""
        known = self._known.get((node, path))
        if known is None:
            found: dict[Where, None] = {(node, path): None}
            waiting = [(node, path)]
            while waiting:
                owner, at = waiting.pop()
                for source, after in self._links.get(owner, ()):
                    if overlap(source, at) and after not in found:
                        found[after] = None
                        waiting.append(after)
            known = self._known[node, path] = tuple(found)
        return known

    def _takes_part(self, node: str, path: str) -> bool:
        """Whether the normal form reads or fills the field, or a field that shares a section with it.

        A section that is opened makes what else stands in it count.
        """
        top = path.partition(".")[0]
        involved = (one for owner, one in self._involved if owner == node)
        return any(one == path or ("." in path and one.partition(".")[0] == top) for one in involved)


def _links(vocabulary: Vocabulary) -> Iterator[tuple[Where, Where]]:
    for name, node in vocabulary.nodes.items():
        flat = flatten(vocabulary.nodes, name)
        for path, field in flat.items():
            if field.kind is Kind.CHOICE and node.title_field and any(one.recognise for one in field.choices):
                yield (name, node.title_field), (name, path)
            if field.mirrors is not None and (target := beside(flat, path, field.mirrors)) is not None:
                inner = vocabulary.nodes[flat[target].node or ""]
                yield (name, path), (name, target)
                yield (name, target), (name, path)
                if inner.title_field:
                    yield (name, path), (inner.name, inner.title_field)
                    yield (inner.name, inner.title_field), (name, path)
            if field.parts is None or (listed := beside(flat, path, field.parts.records)) is None:
                continue
            yield (name, listed), (name, path)
            inner = vocabulary.nodes[flat[listed].node or ""]
            amount = field.parts.amount
            priced = (one.name for one in inner.fields if amount in (one.annual, one.unit_price))
            for read in (amount, *priced, *(where for where, _ in field.parts.where)):
                yield (inner.name, read), (name, path)


def overlap(one: str, other: str) -> bool:
    """Whether one dotted path is the other one, or stands around it."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
