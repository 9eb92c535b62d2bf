"""What the passes over the declarations of a policy share: names, scopes, and what is reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from jichim.diagnostic import Diagnostic
from jichim.policy import messages
from jichim.policy.expressions import Expressions
from jichim.policy.model import ROOT_FRAME, Basis, Binding, Duty, Period
from jichim.policy.names import Declared, FieldIndex, Frame, Scope, bind, root_frame, subjects
from jichim.policy.reporting import duplicate, near_words
from jichim.source import Span
from jichim.syntax import model as tree
from jichim.vocabulary.model import Vocabulary, normalise

_D = TypeVar("_D", bound=tree.Declaration)


class Context:
    """One resolution: what is declared where, and every diagnostic so far."""

    def __init__(self, vocabulary: Vocabulary, endings: Mapping[str, Duty]) -> None:
        self.vocabulary = vocabulary
        self.endings = endings
        self.fields = FieldIndex(vocabulary)
        self.subjects = subjects(vocabulary)
        self.diagnostics: list[Diagnostic] = []
        self.declarations: list[tuple[str, tree.Declaration]] = []
        """Every declaration with the name of its instrument, in the order of the files."""
        self.declared: dict[str, list[Declared]] = {}
        """The declared names by their normalised spelling."""
        self.values: dict[str, tuple[str, ...]] = {}
        """The values of each derivation by its key."""
        self.collected: set[str] = set()
        """The keys of derivations that give several of their values at once."""
        self.places: dict[str, Span] = {}
        """Where the name of each definition and derivation is written, by its key."""

    def each(self, kind: type[_D]) -> Iterator[tuple[str, _D]]:
        """The declarations of one kind, each with its instrument."""
        return (
            (instrument, declaration)
            for instrument, declaration in self.declarations
            if isinstance(declaration, kind)
        )

    def expressions(self, scope: Scope) -> Expressions:
        return Expressions(scope, lambda key: self.values.get(key, ()))

    # ---- names -----------------------------------------------------------------------------------

    def declared_as(self, name: tree.Name, instrument: str) -> Declared:
        """What an instrument declares by a name; of two by one name, which is reported, the first."""
        return next(one for one in self.declared[normalise(name.text)] if one.instrument == instrument)

    def redeclare(self, name: tree.Name, instrument: str, declared: Declared) -> None:
        slot = self.declared[normalise(name.text)]
        slot[slot.index(self.declared_as(name, instrument))] = declared

    def break_off(self, name: tree.Name, instrument: str) -> None:
        """Its declaration is wrong and reported: those who use the name stay silent about it."""
        declared = self.declared_as(name, instrument)
        self.redeclare(name, instrument, replace(declared, broken=True))

    def nodes_of(self, binders: Sequence[tree.Binder]) -> tuple[str, ...] | None:
        """The node types that a declaration is about, the root for none; None if one is unknown."""
        found = [self.subjects.get(normalise(binder.subject.text)) for binder in binders]
        if None in found:
            return None
        return tuple(one[0] for one in found if one is not None) or (self.vocabulary.root,)

    # ---- subjects and scopes ---------------------------------------------------------------------

    def plain_scope(self, instrument: str) -> Scope:
        """The scope of what is about no subject: the plan and the declared names."""
        return Scope(self.fields, instrument, (root_frame(self.vocabulary),), self.declared)

    def scope(
        self, instrument: str, binders: Sequence[tree.Binder]
    ) -> tuple[Scope, tuple[Binding, ...]] | None:
        """The root frame and one frame for each bound subject; none bound means the plan itself.

        None, after a report, if a subject is unknown: the names of the declaration then mean nothing.
        """
        frames = [root_frame(self.vocabulary)]
        bindings: list[Binding] = []
        called: dict[str, Span] = {}
        failed = False
        for position, binder in enumerate(binders, start=1):
            word = binder.subject.text
            found = self.subjects.get(normalise(word))
            if found is None:
                labels = [self.vocabulary.node(node).label for node, _ in self.subjects.values()]
                near = near_words(word, sorted(set(labels)))
                self.diagnostics.append(
                    messages.UNKNOWN_SUBJECT.at(
                        binder.subject.span, name=word, near_ko=near.ko, near_en=near.en
                    )
                )
                failed = True
                continue
            name = binder.alias or binder.subject
            earlier = called.setdefault(normalise(name.text), name.span)
            if earlier is not name.span:
                self.diagnostics.append(duplicate(name, earlier))
            node, path = found
            binding = bind(self.vocabulary, node, path, name.text, position)
            bindings.append(binding)
            shape = self.vocabulary.node(node)
            words = (name.text,) if binder.alias else (word, shape.label, shape.name, *shape.aliases)
            owner = self.vocabulary.root if path or node == self.vocabulary.root else node
            frames.append(Frame(binding.frame, owner, words, path))
        if failed:
            return None
        if not bindings:
            root = self.vocabulary.node(self.vocabulary.root)
            bindings.append(Binding(root.name, root.label, ROOT_FRAME))
        return Scope(self.fields, instrument, tuple(frames), self.declared), tuple(bindings)

    # ---- clauses ---------------------------------------------------------------------------------

    def basis(self, instrument: str, common: tree.Common) -> Basis:
        return Basis(
            instrument,
            tuple(citation.text for citation in common.citations),
            tuple(item.text for item in common.items),
            Period(common.period.start, common.period.end) if common.period else Period(),
            common.assumed.reason if common.assumed else None,
            common.note.text if common.note else None,
        )

    def missing(self, name: tree.Name, clause_ko: str, clause_en: str) -> None:
        self.diagnostics.append(
            messages.MISSING_CLAUSE.at(name.span, name=name.text, clause_ko=clause_ko, clause_en=clause_en)
        )
