"""Typed access to the mappings of a vocabulary file; every mistake becomes a diagnostic at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from jichim.diagnostic import Diagnostic, Message, did_you_mean
from jichim.source import Source, Span
from jichim.vocabulary import messages as m
from jichim.vocabulary.yaml_faults import yaml_fault

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scroll:
    """One file and the list to which its mistakes go."""

    source: Source
    diagnostics: list[Diagnostic]

    def span(self, node: yaml.Node) -> Span:
        return Span(self.source, node.start_mark.index, node.end_mark.index)

    def report(self, message: Message, node: yaml.Node, **words: str) -> None:
        self.diagnostics.append(message.at(self.span(node), related=(), **words))

    def reference(self, key: str, name: str, node: yaml.Node, known: Iterable[str]) -> None:
        self.diagnostics.append(unknown_reference(key, name, self.span(node), known))


def unknown_reference(key: str, name: str, span: Span, known: Iterable[str]) -> Diagnostic:
    near = ", ".join(f"`{word}`" for word in did_you_mean(name, known))
    return m.UNKNOWN_REFERENCE.at(
        span,
        key=key,
        name=name,
        near_ko=f"혹시 {near}?" if near else "있는 이름을 적는다",
        near_en=f"did you mean {near}?" if near else "use a name that exists",
    )


def compose(scroll: Scroll) -> yaml.Node | None:
    """The YAML tree of a file, or `None` with a diagnostic."""
    try:
        node: yaml.Node | None = yaml.compose(scroll.source.text, Loader=Loader)
    except yaml.YAMLError as error:
        problem, offset = yaml_fault(error, scroll.source.text)
        scroll.diagnostics.append(m.NOT_YAML.at(Span(scroll.source, offset, offset + 1), problem=problem))
        return None
    if node is None:
        span = Span(scroll.source, 0, 0)
        scroll.diagnostics.append(
            m.WRONG_SHAPE.at(span, key="nodes", expected_ko="노드 정의", expected_en="node types")
        )
    return node


@dataclass(frozen=True, slots=True)
class Keys:
    """The entries of one mapping by key; `name` is what a person knows it by."""

    scroll: Scroll
    name: str
    node: yaml.Node
    entries: dict[str, tuple[yaml.Node, yaml.Node]]

    @staticmethod
    def of(scroll: Scroll, node: yaml.Node, name: str) -> Keys | None:
        if not isinstance(node, yaml.MappingNode):
            scroll.report(
                m.WRONG_SHAPE, node, key=name, expected_ko="`키: 값`의 묶음", expected_en="a mapping"
            )
            return None
        entries: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                scroll.report(m.UNKNOWN_KEY, key, key="?", known="-")
            elif key.value in entries:
                scroll.report(m.DEFINED_TWICE, key, name=key.value)
            else:
                entries[key.value] = (key, value)
        return Keys(scroll, name, node, entries)

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def key(self, key: str) -> yaml.Node:
        return self.entries[key][0]

    def value(self, key: str) -> yaml.Node:
        return self.entries[key][1]

    def children(self) -> Iterator[tuple[yaml.Node, yaml.Node]]:
        return iter(self.entries.values())

    def only(self, known: Iterable[str]) -> None:
        """Reports the keys that are not known here."""
        for key in self.entries.keys() - set(known):
            self.scroll.report(m.UNKNOWN_KEY, self.key(key), key=key, known=", ".join(sorted(known)))

    def need(self, *keys: str, at: yaml.Node) -> None:
        for key in keys:
            if key not in self.entries:
                self.scroll.report(m.MISSING_KEY, at, name=self.name, key=key)

    def text(self, key: str) -> str | None:
        node = self.value(key) if key in self.entries else None
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return str(node.value).strip()
        self._misshaped(key, "글", "a text")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        node = self.value(key) if key in self.entries else None
        if node is None:
            return ()
        if isinstance(node, yaml.SequenceNode) and all(isinstance(n, yaml.ScalarNode) for n in node.value):
            return tuple(str(item.value).strip() for item in node.value)
        self._misshaped(key, "글의 목록", "a list of texts")
        return ()

    def flag(self, key: str) -> bool:
        word = self.text(key)
        if word not in (None, "true", "false"):
            self._misshaped(key, "`true`나 `false`", "`true` or `false`")
        return word == "true"

    def number(self, key: str, default: int) -> int:
        word = self.text(key)
        if word is None:
            return default
        if len(word) == 1 and word in "12":
            return int(word)
        self._misshaped(key, "1이나 2", "1 or 2")
        return default

    def mapping(self, key: str) -> Keys | None:
        return Keys.of(self.scroll, self.value(key), key) if key in self.entries else None

    def _misshaped(self, key: str, expected_ko: str, expected_en: str) -> None:
        self.scroll.report(
            m.WRONG_SHAPE, self.value(key), key=key, expected_ko=expected_ko, expected_en=expected_en
        )
