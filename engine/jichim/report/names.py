"""Subjects and fields in the words of the reader, and lists of fields kept short by their sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jichim.diagnostic import Lang
from jichim.report.layout import printable
from jichim.report.words import words
from jichim.review.model import FieldRef, Subject
from jichim.vocabulary.model import Field, Vocabulary


@dataclass(frozen=True, slots=True)
class Names:
    """Labels of fields as seen from a subject: what belongs to the subject leaves its own section out.

    Without a vocabulary (or for a path that it does not know) the label of the reference is used.
    """

    vocabulary: Vocabulary | None
    lang: Lang

    def subject(self, subject: Subject) -> str:
        """The name of a subject; the plan as a whole is called `계획`."""
        return words(self.lang).plan if self.is_plan(subject) else printable(subject.name)

    def is_plan(self, subject: Subject) -> bool:
        return subject.node == (self.vocabulary.root if self.vocabulary else "plan")

    def field(self, ref: FieldRef, subject: Subject) -> str:
        return " ".join(self.sections(ref, subject))

    def grouped(self, refs: Iterable[FieldRef], subject: Subject) -> tuple[str, ...]:
        """One phrase for the fields of the subject itself, then one for each section: `비용: 금액, 구분`."""
        groups: dict[str, list[str]] = {}
        for ref in refs:
            head, *rest = self.sections(ref, subject)
            group, name = (head, " ".join(rest)) if rest else ("", head)
            if name not in groups.setdefault(group, []):
                groups[group].append(name)
        # A section that is asked for as a whole and in parts stands with its parts.
        return tuple(
            f"{group}: {', '.join(names)}" if group else ", ".join(names)
            for group, names in sorted(groups.items(), key=lambda pair: pair[0] != "")
        )

    def sections(self, ref: FieldRef, subject: Subject) -> tuple[str, ...]:
        """The sections that hold a field, from the subject on, and the field itself."""
        fields = self._walk(ref.path)
        if not fields:
            return (printable(ref.label) or printable(ref.path),)
        own = next((i for i, field in enumerate(fields[:-1]) if field.node == subject.node), -1)
        named = fields[own + 1 :]
        return tuple(field.label if self.lang == "ko" else field.name.replace("_", " ") for field in named)

    def _walk(self, path: str) -> list[Field]:
        """The fields along a dotted path from the document; empty if one is unknown."""
        if self.vocabulary is None:
            return []
        node = self.vocabulary.nodes.get(self.vocabulary.root)
        found: list[Field] = []
        for step in path.split("."):
            field = next((f for f in node.fields if f.name == step), None) if node else None
            if field is None:
                return []
            found.append(field)
            node = self.vocabulary.nodes.get(field.node) if field.node else None
        return found
