"""Name lookup: what a word in an expression stands for, innermost scope first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

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


class FieldIndex:
    """The fields of a vocabulary by spelling. A node is indexed once, when it is first asked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._direct: dict[str, Mapping[str, Field]] = {}
        self._below: dict[tuple[str, str], Mapping[str, Sequence[tuple[str, Field]]]] = {}

    def direct(self, node: str, word: str) -> Field | None:
        """The field of a node by any of its spellings."""
        known = self._direct.get(node)
        if known is None:
            known = self._direct[node] = self.vocabulary.spellings(node)
        return known.get(normalise(word))

    def below(self, node: str, path: str, word: str) -> Sequence[tuple[str, Field]]:
        """The fields that a word spells in a record or in its sections, each with its dotted path."""
        known = self._below.get((node, path))
        if known is None:
            known = self._below[node, path] = self._spellings_below(node, path)
        return known.get(normalise(word), ())

    @cached_property
    def record_nodes(self) -> frozenset[str]:
        """The node types that occur as records; all others live in the root record."""
        return frozenset(
            found.node
            for node in self.vocabulary.nodes.values()
            for found in node.fields
            if found.kind is Kind.RECORDS and found.node
        )

    def is_root(self, node: str) -> bool:
        """Whether a node is the root or a section of it, and so lives in frame 0."""
        return node == self.vocabulary.root or node not in self.record_nodes

    def _spellings_below(self, node: str, path: str) -> Mapping[str, Sequence[tuple[str, Field]]]:
        known: dict[str, list[tuple[str, Field]]] = {}
        for here, found in fields_below(self.vocabulary, node, path):
            for spelling in {normalise(word) for word in (found.name, found.label, *found.aliases)}:
                known.setdefault(spelling, []).append((here, found))
        return known


@dataclass(frozen=True, slots=True)
class Declared:
    """A name that a policy declares, with the subjects that it is about (none for a parameter)."""

    kind: DeclaredKind
    key: str
    """Unique in the policy: the name itself, or `instrument:name` if several instruments use it."""
    instrument: str
    nodes: tuple[str, ...]
    type: Type | None
    """None while the type of a definition is not known, and for good if its declaration is wrong."""
    broken: bool = False
    """Its declaration is wrong, which is reported there; whoever uses the name stays silent."""

    @property
    def name(self) -> str:
        """The name as the analyst wrote it."""
        return written_name(self.key)


def written_name(key: str) -> str:
    """The name that the analyst wrote, of a key that may be qualified by an instrument."""
    return key.rpartition(":")[2]


@dataclass(frozen=True, slots=True)
class Frame:
    """One record in scope: its node type, the words that name it, and the section it starts from."""

    index: int
    node: str
    words: tuple[str, ...]
    path: str = ""
    element: bool = False
    """Whether it is the record at hand of an aggregate or a quantifier."""

    def is_called(self, word: str) -> bool:
        spelling = normalise(word)
        return any(spelling == normalise(known) for known in self.words)


@dataclass(frozen=True, slots=True)
class Scope:
    """The frames in scope, innermost last, and the names that the policies declare."""

    fields: FieldIndex
    instrument: str
    frames: tuple[Frame, ...]
    declared: Mapping[str, Sequence[Declared]] = field(repr=False)

    @property
    def vocabulary(self) -> Vocabulary:
        return self.fields.vocabulary

    def inner(self, frame: Frame) -> Scope:
        return Scope(self.fields, self.instrument, (*self.frames, frame), self.declared)

    def next_index(self) -> int:
        return max((frame.index for frame in self.frames), default=ROOT_FRAME) + 1


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A word that stands for several fields, or for a name of several other instruments."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Qualified:
    """A declared name with the frame of the subject that qualifies it (`a.경제성`)."""

    declared: Declared
    frame: Frame


Found = FieldTerm | ListTerm | Declared | Qualified | Ambiguous


def field_type(found: Field) -> Type:
    """The type of the values of a field."""
    if found.kind is Kind.CHOICE:
        return Type(Domain.CHOICES if found.many else Domain.CHOICE, field=found)
    return Type(_DOMAINS[found.kind], unit=found.unit, field=found)


def root_frame(vocabulary: Vocabulary) -> Frame:
    node = vocabulary.node(vocabulary.root)
    return Frame(ROOT_FRAME, vocabulary.root, (node.name, node.label, *node.aliases))


def find(scope: Scope, word: str, span: Span) -> Found | None:
    """What a possibly dotted name stands for.

    Order: a declared name of the same instrument; a field from the innermost frame outwards, first
    directly, then through its sections when unique there; a declared name of another instrument, which
    also settles what is not unique. A name that starts with the name of a subject is looked up in that
    subject first.
    """
    if "." in word:
        found = _of_a_subject(scope, word, span)
        if found is not None:
            return found
    declared = declared_name(scope, word)
    if isinstance(declared, Declared) and declared.instrument == scope.instrument:
        return declared
    for deep in (False, True):
        for frame in reversed(scope.frames):
            field_found = in_frame(scope, frame, word, span, deep=deep)
            if isinstance(field_found, Ambiguous) and declared is not None:
                return declared
            if field_found is not None:
                return field_found
    return declared


def _of_a_subject(scope: Scope, word: str, span: Span) -> Found | None:
    """A dotted name whose first part names a subject: written paths before anything that is searched for."""
    first, _, rest = word.partition(".")
    named = [frame for frame in reversed(scope.frames) if frame.is_called(first)]
    for frame in named:
        found = in_frame(scope, frame, rest, span, deep=False)
        if found is not None:
            return found
    for frame in reversed(scope.frames) if named else ():
        found = in_frame(scope, frame, word, span, deep=False)
        if found is not None:
            return found
    for frame in named:
        found = in_frame(scope, frame, rest, span, deep=True)
        if found is not None:
            return found
        declared = declared_name(scope, rest)
        if declared is not None:
            return Qualified(declared, frame) if isinstance(declared, Declared) else declared
    return None


def frame_called(scope: Scope, word: str) -> Frame | None:
    """The frame that a word names, innermost first."""
    return next((frame for frame in reversed(scope.frames) if frame.is_called(word)), None)


def known_words(scope: Scope) -> Iterator[str]:
    """Every word that would have been found, for hints."""
    for frame in scope.frames:
        yield from frame.words[-1:]
        for _, found in fields_below(scope.vocabulary, frame.node, frame.path):
            yield found.label
            yield found.name
    yield from (candidate.name for candidates in scope.declared.values() for candidate in candidates)


def declared_name(scope: Scope, word: str) -> Declared | Ambiguous | None:
    """A declared name: of the same instrument, of the instrument before the dot, or of the only other one."""
    candidates = scope.declared.get(normalise(word), ())
    own = [candidate for candidate in candidates if candidate.instrument == scope.instrument]
    if own:
        return own[0]
    if len(candidates) > 1:
        return Ambiguous(tuple(f"{candidate.instrument}.{candidate.name}" for candidate in candidates))
    if candidates:
        return candidates[0]
    for position, letter in enumerate(word):
        if letter == ".":
            instrument, rest = normalise(word[:position]), normalise(word[position + 1 :])
            for candidate in scope.declared.get(rest, ()):
                if normalise(candidate.instrument) == instrument:
                    return candidate
    return None


def in_frame(
    scope: Scope, frame: Frame, word: str, span: Span, *, deep: bool
) -> FieldTerm | ListTerm | Ambiguous | None:
    """The field of one record: by its path from there, or (`deep`) the only one so called in its sections."""
    vocabulary = scope.vocabulary
    start = section_node(vocabulary, frame.node, frame.path)
    direct = _walk(scope.fields, start, word.split("."))
    if direct is not None:
        path = f"{frame.path}.{direct[0]}" if frame.path else direct[0]
        return _term(frame, path, direct[1], span)
    if not deep or "." in word:
        return None
    hits = scope.fields.below(frame.node, frame.path, word)
    if not hits:
        return None
    if len(hits) > 1:
        return Ambiguous(tuple(label_path(vocabulary, frame.node, path) for path, _ in hits))
    return _term(frame, hits[0][0], hits[0][1], span)


def _term(frame: Frame, path: str, found: Field, span: Span) -> FieldTerm | ListTerm:
    if found.kind is Kind.RECORDS:
        return ListTerm(frame.index, frame.node, path, found, found.node or "", span)
    return FieldTerm(frame.index, frame.node, path, found, field_type(found), span)


def _walk(fields: FieldIndex, node: str, words: list[str]) -> tuple[str, Field] | None:
    """Follow words through sections: the dotted path and the field at its end."""
    names: list[str] = []
    for position, word in enumerate(words):
        found = fields.direct(node, word)
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
