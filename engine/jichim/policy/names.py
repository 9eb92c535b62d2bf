"""Name lookup: what a word in an expression stands for, innermost scope first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Union

from jichim.policy.model import ROOT_FRAME, Binding, Domain, FieldTerm, ListTerm, Type
from jichim.source import Span
from jichim.vocabulary.model import Field, Kind, Node, Vocabulary, normalise

DeclaredKind = Literal["parameter", "definition", "derivation", "criterion"]

_DOMAINS = {
    Kind.TEXT: Domain.TEXT,
    Kind.ITEMS: Domain.TEXTS,
    Kind.MONEY: Domain.MONEY,
    Kind.COUNT: Domain.COUNT,
    Kind.RATIO: Domain.RATIO,
    Kind.DURATION: Domain.DURATION,
    Kind.DATE: Domain.DATE,
    Kind.YESNO: Domain.TRUTH,
    Kind.SECTION: Domain.TRUTH,
}


@dataclass(frozen=True, slots=True)
class Declared:
    """A name that a policy declares, with the subjects that it is about (none for a parameter)."""

    kind: DeclaredKind
    key: str
    """Unique in the policy: the name itself, or `instrument:name` if several instruments use it."""
    instrument: str
    nodes: tuple[str, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Frame:
    """One record in scope: its node type, the words that name it, and the section it starts from."""

    index: int
    node: str
    words: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The frames in scope, innermost last, and the names that the policies declare."""

    vocabulary: Vocabulary
    instrument: str
    frames: tuple[Frame, ...]
    declared: dict[str, list[Declared]] = field(repr=False)

    def inner(self, frame: Frame) -> Scope:
        return Scope(self.vocabulary, self.instrument, (*self.frames, frame), self.declared)

    def next_index(self) -> int:
        return max((frame.index for frame in self.frames), default=ROOT_FRAME) + 1


Found = Union[FieldTerm, ListTerm, Declared]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Qualified:
    """A declared name with the frame of the subject that qualifies it (`a.경제성`)."""

    declared: Declared
    frame: Frame


def field_type(found: Field) -> Type:
    """The type of the values of a field."""
    if found.kind is Kind.CHOICE:
        return Type(Domain.CHOICES if found.many else Domain.CHOICE, field=found)
    return Type(_DOMAINS[found.kind], unit=found.unit, field=found)


def root_frame(vocabulary: Vocabulary) -> Frame:
    node = vocabulary.node(vocabulary.root)
    return Frame(ROOT_FRAME, vocabulary.root, (node.name, node.label, *node.aliases))


def find(scope: Scope, word: str, span: Span) -> Found | Qualified | Ambiguous | None:
    """What a possibly dotted name stands for.

    Order: a declared name of the same instrument; a field from the innermost frame outwards, first
    directly, then through its sections when unique there; a declared name of another instrument. A
    name that starts with the name of a subject is looked up in that subject only.
    """
    first, _, rest = word.partition(".")
    if rest:
        for frame in reversed(scope.frames):
            if normalise(first) in {normalise(known) for known in frame.words}:
                found = _in_frame(scope, frame, rest, span, deep=True)
                if found is not None:
                    return found
                declared = _declared(scope, rest)
                if declared is not None:
                    return Qualified(declared, frame)
    declared = _declared(scope, word)
    if declared is not None and declared.instrument == scope.instrument:
        return declared
    for deep in (False, True):
        for frame in reversed(scope.frames):
            found = _in_frame(scope, frame, word, span, deep=deep)
            if found is not None:
                return found
    return declared


def frame_called(scope: Scope, word: str) -> Frame | None:
    """The frame that a word names, innermost first."""
    spelling = normalise(word)
    for frame in reversed(scope.frames):
        if spelling in {normalise(known) for known in frame.words}:
            return frame
    return None


def known_words(scope: Scope) -> Iterator[str]:
    """Every word that would have been found, for hints."""
    for frame in scope.frames:
        yield from frame.words[-1:]
        for _, found in fields_below(scope.vocabulary, frame.node, frame.path):
            yield found.label
            yield found.name
    yield from (candidate.key for candidates in scope.declared.values() for candidate in candidates)


def _declared(scope: Scope, word: str) -> Declared | None:
    candidates = scope.declared.get(normalise(word), [])
    own = [candidate for candidate in candidates if candidate.instrument == scope.instrument]
    if own:
        return own[0]
    return candidates[0] if len(candidates) == 1 else None


def _in_frame(
    scope: Scope, frame: Frame, word: str, span: Span, *, deep: bool
) -> FieldTerm | ListTerm | Ambiguous | None:
    vocabulary = scope.vocabulary
    start = section_node(vocabulary, frame.node, frame.path)
    direct = walk(vocabulary, start, word.split("."))
    if direct is not None:
        path = f"{frame.path}.{direct[0]}" if frame.path else direct[0]
        return _term(frame, path, direct[1], span)
    if not deep or "." in word:
        return None
    spelling = normalise(word)
    hits = [
        (path, found)
        for path, found in fields_below(vocabulary, frame.node, frame.path)
        if spelling in {normalise(known) for known in (found.name, found.label, *found.aliases)}
    ]
    if not hits:
        return None
    if len(hits) > 1:
        return Ambiguous(tuple(label_path(vocabulary, frame.node, path) for path, _ in hits))
    return _term(frame, hits[0][0], hits[0][1], span)


def _term(frame: Frame, path: str, found: Field, span: Span) -> FieldTerm | ListTerm:
    if found.kind is Kind.RECORDS:
        return ListTerm(frame.index, frame.node, path, found, found.node or "", span)
    return FieldTerm(frame.index, frame.node, path, found, field_type(found), span)


def walk(vocabulary: Vocabulary, node: str, words: list[str]) -> tuple[str, Field] | None:
    """Follow words through sections: the dotted path and the field at its end."""
    names: list[str] = []
    for position, word in enumerate(words):
        found = vocabulary.field(node, word)
        if found is None:
            return None
        names.append(found.name)
        if position == len(words) - 1:
            return ".".join(names), found
        if found.kind is not Kind.SECTION or found.node is None:
            return None
        node = found.node
    return None


def fields_below(vocabulary: Vocabulary, node: str, path: str = "") -> Iterator[tuple[str, Field]]:
    """Every field of a record with its dotted path, through sections but not through record lists."""
    for found in vocabulary.node(section_node(vocabulary, node, path)).fields:
        here = f"{path}.{found.name}" if path else found.name
        yield here, found
        if found.kind is Kind.SECTION:
            yield from fields_below(vocabulary, node, here)


def section_node(vocabulary: Vocabulary, node: str, path: str) -> str:
    """The node type of a section by its dotted path from a record; the record's own for no path."""
    for name in path.split(".") if path else ():
        inner = next(found for found in vocabulary.node(node).fields if found.name == name)
        node = inner.node or node
    return node


def field_at(vocabulary: Vocabulary, node: str, path: str) -> Field:
    """The field at a canonical dotted path from a record."""
    head, _, name = path.rpartition(".")
    inner = vocabulary.node(section_node(vocabulary, node, head))
    return next(found for found in inner.fields if found.name == name)


def label_path(vocabulary: Vocabulary, node: str, path: str) -> str:
    """The Korean labels along a canonical dotted path, joined by dots."""
    labels: list[str] = []
    for name in path.split("."):
        found = next(found for found in vocabulary.node(node).fields if found.name == name)
        labels.append(found.label)
        node = found.node or node
    return ".".join(labels)


def list_paths(vocabulary: Vocabulary) -> dict[str, str]:
    """For each node type that occurs as records directly below the root: its dotted path there."""
    return {
        found.node: path
        for path, found in fields_below(vocabulary, vocabulary.root)
        if found.kind is Kind.RECORDS and found.node
    }


def subjects(vocabulary: Vocabulary) -> dict[str, tuple[str, str]]:
    """Every word that names a subject: its node type and, for a section, its path in the root."""
    found: dict[str, tuple[str, str]] = {}

    def add(node: Node, path: str) -> None:
        for word in (node.name, node.label, *node.aliases):
            found.setdefault(normalise(word), (node.name, path))

    add(vocabulary.node(vocabulary.root), "")
    for node in list_paths(vocabulary):
        add(vocabulary.node(node), "")
    for path, inner in fields_below(vocabulary, vocabulary.root):
        if inner.kind is Kind.SECTION and inner.node:
            for word in (inner.name, inner.label, *inner.aliases):
                found.setdefault(normalise(word), (inner.node, path))
    return found


def bind(vocabulary: Vocabulary, node: str, path: str, alias: str, index: int) -> Binding:
    """The binding of one subject: the root and its sections live in frame 0."""
    in_root = node == vocabulary.root or path != ""
    return Binding(node, alias, ROOT_FRAME if in_root else index, path)
