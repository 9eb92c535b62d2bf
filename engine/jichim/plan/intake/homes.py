"""Where in a plan each node type has its place, and the labels by which its tables are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jichim.plan.intake.labels import Labels, squeeze
from jichim.vocabulary.model import Field, Kind, Vocabulary

SERVICE = "service"
CANVAS = "canvas"
SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Home:
    """A section or a list of records: its node type and the field names that lead to it."""

    node: str
    path: tuple[str, ...]
    """From a service where `in_service`, else from the plan."""
    in_service: bool
    is_list: bool
    words: frozenset[str]
    """How headings call it, squeezed."""


@dataclass(slots=True)
class Homes:
    """The places of all node types of a vocabulary, with labels made when first needed."""

    vocabulary: Vocabulary
    all: tuple[Home, ...] = ()
    _labels: dict[str, Labels] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = [*_walk(self.vocabulary, self.vocabulary.root, (), False)]
        found += _walk(self.vocabulary, SERVICE, (), True)
        self.all = tuple(each for each in found if each.node not in (SERVICE, CANVAS))

    def labels(self, node: str) -> Labels:
        if node not in self._labels:
            self._labels[node] = Labels.of(self.vocabulary, node)
        return self._labels[node]

    def named_in(self, text: str, homes: list[Home]) -> list[Home]:
        """Those of some homes that a heading names, the longest name first decides."""
        squeezed = squeeze(text)
        lengths = {
            home: max((len(word) for word in home.words if word in squeezed), default=0) for home in homes
        }
        longest = max(lengths.values(), default=0)
        return [home for home, length in lengths.items() if longest and length == longest]


def _walk(vocabulary: Vocabulary, node: str, path: tuple[str, ...], in_service: bool) -> Iterator[Home]:
    for each in vocabulary.nodes[node].fields:
        if each.node is None or each.kind not in (Kind.SECTION, Kind.RECORDS):
            continue
        inner = (*path, each.name)
        is_list = each.kind is Kind.RECORDS
        yield Home(each.node, inner, in_service, is_list, _words(vocabulary, each))
        if not is_list:
            yield from _walk(vocabulary, each.node, inner, in_service)


def _words(vocabulary: Vocabulary, each: Field) -> frozenset[str]:
    node = vocabulary.nodes[each.node or ""]
    words = (each.label, *each.aliases, node.label, *node.aliases)
    return frozenset(squeezed for word in words if len(squeezed := squeeze(word)) > 1)
