"""YAML text as a `Tree`, safely: no tags, no merging, bounded depth, size and alias expansion.

Reads the events of PyYAML one by one instead of composing, since the composer recurses and expands without
a bound. Scalars stay texts: what `no`, `010` or `12:30` means is decided by the field that they are for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from jichim.diagnostic import Diagnostic, Message
from jichim.plan import messages as m
from jichim.plan.tree import (
    HIDDEN,
    MOST_DEPTH,
    MOST_NODES,
    MOST_SCALAR_BYTES,
    ListNode,
    MapNode,
    Scalar,
    Tree,
    is_too_long,
)
from jichim.source import Source, Span
from jichim.vocabulary.yaml_faults import yaml_fault

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SHORT = MOST_SCALAR_BYTES // 4
"""Code points that are never too many bytes."""
_TAG = re.compile(r"!\S*")


def read_yaml(source: Source) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """The one document of a YAML text.

    `None` where it cannot be read as a whole; tags and texts that are too long are reported and read on.
    """
    reading = _Reading(source)
    try:
        reading.run()
    except yaml.YAMLError as error:
        reading.report_yaml(error)
    except _ReadingError:
        pass
    fatal = reading.root is None
    return (None if fatal else reading.root), tuple(reading.diagnostics)


class _ReadingError(Exception):
    """Reading cannot go on; what is wrong has been reported."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    is_map: bool
    start: int
    anchor: str | None
    before: int
    """How many nodes had been counted before it."""
    children: list[Tree] = field(default_factory=list)
    height: int = 1


@dataclass(slots=True)
class _Reading:
    source: Source
    diagnostics: list[Diagnostic] = field(default_factory=list)
    root: Tree | None = None
    count: int = 0
    anchors: dict[str, tuple[Tree, int, int]] = field(default_factory=dict)
    """By anchor: the tree, its size with aliases expanded, its height."""
    merging: bool = False
    """Whether `<<` is written anywhere, so that it may be a key."""

    def run(self) -> None:
        stack: list[_Open] = []
        self.merging = "<<" in self.source.text
        get_event = _Loader(self.source.text).get_event
        scalar, start_map, start_list = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        while True:
            event = get_event()
            kind = type(event)
            if kind is scalar:
                text = event.value
                tree: Tree = Scalar(text, event.start_mark.index, event.end_mark.index)
                if event.tag is not None or event.style == '"' or len(text) > _SHORT:
                    self.check_scalar(event)
                if stack and event.anchor is None and self.count < MOST_NODES:
                    self.count += 1  # what `add` does, for nearly all that there is to read
                    stack[-1].children.append(tree)
                else:
                    self.add(stack, tree, 1, 0, event.anchor)
            elif kind is start_map or kind is start_list:
                if event.tag is not None:
                    self.report_tag(event)
                if len(stack) >= MOST_DEPTH:
                    self.stop(m.TOO_DEEP, event, limit=MOST_DEPTH)
                stack.append(_Open(kind is start_map, event.start_mark.index, event.anchor, self.count))
                self.anchors.pop(event.anchor, None)
            elif kind in ends:
                top = stack.pop()
                tree = self.close(top, event.end_mark.index)
                self.add(stack, tree, 1, top.height, top.anchor, self.count - top.before)
            elif kind is yaml.AliasEvent:
                if event.anchor not in self.anchors:
                    self.stop(m.BAD_ALIAS, event, name=event.anchor)
                tree, size, height = self.anchors[event.anchor]
                if len(stack) + height > MOST_DEPTH:
                    self.stop(m.TOO_DEEP, event, limit=MOST_DEPTH)
                self.add(stack, tree, size, height, None)
            elif kind is yaml.DocumentStartEvent and self.root is not None:
                self.root = None
                self.stop(m.SEVERAL_DOCUMENTS, event)
            elif kind is yaml.StreamEndEvent:
                return

    def add(
        self,
        stack: list[_Open],
        tree: Tree,
        size: int,
        height: int,
        anchor: str | None,
        inside: int = 0,
    ) -> None:
        """Puts a finished tree where it belongs; `inside` nodes of it have been counted already."""
        self.count += size
        if self.count > MOST_NODES:
            self.root = None
            span = Span(self.source, tree.start, tree.start)
            self.diagnostics.append(m.TOO_MANY.at(span, limit=f"{MOST_NODES:,}"))
            raise _ReadingError
        if anchor is not None:
            self.anchors[anchor] = (tree, size + inside, height)
        if stack:
            top = stack[-1]
            top.children.append(tree)
            top.height = max(top.height, height + 1)
        else:
            self.root = tree

    def close(self, top: _Open, end: int) -> Tree:
        if not top.is_map:
            return ListNode(tuple(top.children), top.start, end)
        entries = tuple(zip(top.children[::2], top.children[1::2], strict=True))
        for key, _ in entries if self.merging else ():
            if isinstance(key, Scalar) and key.text == "<<":
                self.diagnostics.append(m.MERGE_KEY.at(Span(self.source, key.start, key.end)))
        return MapNode(entries, top.start, end)

    def check_scalar(self, event: Any) -> None:
        if event.tag is not None:
            self.report_tag(event)
        if is_too_long(event.value):
            self.report(m.TEXT_TOO_LONG, event, limit=f"{MOST_SCALAR_BYTES:,}")
        if event.style == '"':
            self.merging = self.merging or event.value == "<<"  # it may be written with escapes
            hidden = HIDDEN.search(event.value)
            if hidden:
                self.report(m.HIDDEN_CHARACTER, event, code=f"{ord(hidden[0]):04X}")

    def report(self, message: Message, event: Any, **words: Any) -> None:
        span = Span(self.source, event.start_mark.index, event.end_mark.index)
        self.diagnostics.append(message.at(span, **words))

    def report_tag(self, event: Any) -> None:
        found = _TAG.search(self.source.text, event.start_mark.index)
        start, end = found.span() if found else (event.start_mark.index, event.end_mark.index)
        self.diagnostics.append(m.TAG.at(Span(self.source, start, end), tag=event.tag))

    def stop(self, message: Message, event: Any, **words: Any) -> None:
        self.root = None
        self.report(message, event, **words)
        raise _ReadingError

    def report_yaml(self, error: yaml.YAMLError) -> None:
        self.root = None
        problem, offset = yaml_fault(error, self.source.text)
        span = Span(self.source, offset, min(offset + 1, len(self.source.text)))
        self.diagnostics.append(m.NOT_YAML.at(span, problem=problem))
