"""What the readers of the files beside the rules share: keys, words from a list, texts in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jichim.assessment.outline import Outline
from jichim.diagnostic import Diagnostic, Text, did_you_mean, has_errors
from jichim.plan import read_document
from jichim.plan.margin import Margin, quote
from jichim.plan.tree import MapNode, Tree
from jichim.provisions import messages as m
from jichim.source import Source, Span


class Reader:
    """One file: its tree, and the diagnostics that its readers write."""

    def __init__(self, source: Source) -> None:
        self.outline = Outline(source)
        self.margin = Margin(source)
        self.file = source.name.rpartition("/")[2]
        self.tree, problems = read_document(source, format="yaml", empty=m.EMPTY)
        for problem in problems:
            self.margin.add(problem)

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics())

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return self.margin.diagnostics()

    def span(self, tree: Tree) -> Span:
        return self.outline.span(tree)

    def fields(self, tree: Tree | None, where: str, known: Sequence[str]) -> Mapping[str, Tree]:
        """The entries of a mapping by key; a key that is not known, or stands twice, is an error."""
        found: dict[str, Tree] = {}
        if tree is not None and not isinstance(tree, MapNode):
            self.shape(where, tree, "`키: 값`의 묶음", "a mapping")
        for key, value in self.outline.entries(tree):
            if key.text in found:
                self.margin.report(m.TWICE, key, id=quote(key.text))
            elif key.text in known:
                found[key.text] = value
            else:
                near = ", ".join(f"`{one}`" for one in did_you_mean(key.text, known) or known)
                ko, en = f"다음 가운데 하나를 적는다: {near}", f"write one of: {near}"
                self.margin.report(
                    m.UNKNOWN_KEY, key, file=self.file, key=quote(key.text), hint_ko=ko, hint_en=en
                )
        return found

    def shape(self, key: str, tree: Tree, ko: str, en: str) -> None:
        self.margin.report(m.SHAPE, tree, file=self.file, key=key, expected_ko=ko, expected_en=en)

    def text(self, found: Mapping[str, Tree], key: str) -> str:
        return self.outline.text(found.get(key))

    def needed(self, found: Mapping[str, Tree], key: str, owner: Tree) -> str:
        """A text that has to be there."""
        word = self.text(found, key)
        if not word:
            self.shape(key, found.get(key, owner), "빈칸이 아닌 글", "a text that is not empty")
        return word

    def new_id(self, found: Mapping[str, Tree], owner: Tree, seen: set[str]) -> str:
        """The `id` of an entry, added to those seen; empty, and reported, if it is missing or not new."""
        name = self.needed(found, "id", owner)
        if name in seen:
            self.margin.report(m.TWICE, found["id"], id=quote(name))
            return ""
        if name:
            seen.add(name)
        return name

    def word(self, found: Mapping[str, Tree], key: str, known: Sequence[str], owner: Tree) -> str:
        """One of the known words; the first of them after an error."""
        word = self.needed(found, key, owner)
        if word and word not in known:
            listed = ", ".join(f"`{one}`" for one in known)
            self.margin.report(m.UNKNOWN_WORD, found[key], key=key, word=quote(word), known=listed)
        return word if word in known else known[0]

    def both(self, tree: Tree | None) -> Text | None:
        """`{ko: …, en: …}`, or one text for both languages; None where neither is written."""
        if tree is None:
            return None
        if not isinstance(tree, MapNode):
            word = self.outline.text(tree)
            return Text(word, word) if word else None
        ko, en = (self.outline.text(self.outline.get(tree, key)) for key in ("ko", "en"))
        return Text(ko or en, en or ko) if ko or en else None

    def needed_both(self, tree: Tree | None, key: str, owner: Tree) -> Text:
        found = self.both(tree)
        if found is None:
            self.shape(key, tree or owner, "`{ko: …, en: …}`", "`{ko: …, en: …}`")
        return found or Text("", "")
