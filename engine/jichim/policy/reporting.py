"""What every pass over expressions shares: the scope, and reports about names and types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from jichim.diagnostic import Diagnostic, Related, Text, did_you_mean
from jichim.policy import messages, typing_rules
from jichim.policy.choices import symbols_of
from jichim.policy.model import Type
from jichim.policy.names import Ambiguous, Scope, find, known_words, written_name
from jichim.source import Source, Span
from jichim.syntax import model as tree
from jichim.vocabulary.model import Field

ValuesOf = Callable[[str], tuple[str, ...]]
"""The values of a derivation by its key."""

_T = TypeVar("_T")
_FEW = 12
_NOWHERE = Span(Source("", ""), 0, 0)


class Unresolved(Exception):  # noqa: N818 - a way out of one expression, not an error of the program
    """The expression has no meaning; its mistake is already reported, here or where a name is declared."""


@dataclass(frozen=True, slots=True)
class Near:
    """A help that names the nearest known words."""

    ko: str
    en: str


def near_words(word: str, known: Iterable[str]) -> Near:
    """The nearest known words; all of them if none is near and they are few."""
    words = tuple(dict.fromkeys(known))
    near = did_you_mean(word, words)
    if near:
        shown = ", ".join(f"`{candidate}`" for candidate in near)
        return Near(f"혹시 {shown}?", f"did you mean {shown}?")
    if not words or len(words) > _FEW:
        return Near("`jichim vocab`으로 쓸 수 있는 이름을 찾아본다", "search the names with `jichim vocab`")
    shown = ", ".join(f"`{candidate}`" for candidate in words)
    return Near(f"쓸 수 있는 말: {shown}", f"known words: {shown}")


def near_names(word: str, scope: Scope) -> Near:
    """The nearest names of a scope; a name that joins known names by hyphens was meant as a subtraction."""
    last = word.rpartition(".")[2]
    known = tuple(known_words(scope))
    pieces = word.split("-")
    subtracted = len(pieces) > 1 and all(piece and find(scope, piece, _NOWHERE) for piece in pieces)
    if subtracted or ("-" in word and not did_you_mean(last, known)):
        return Near("빼기라면 `-` 앞뒤를 띄어 쓴다", "for a subtraction, write spaces around `-`")
    return near_words(last, known)


def ambiguous_name(name: str, span: Span, found: Ambiguous) -> Diagnostic:
    paths = ", ".join(f"`{path}`" for path in found.paths)
    return messages.AMBIGUOUS_NAME.at(span, name=name, paths=paths, first=found.paths[0])


def duplicate(name: tree.Name, earlier: Span) -> Diagnostic:
    related = Related(earlier, Text("앞에 적은 곳", "declared here first"))
    return messages.DUPLICATE.at(name.span, name=name.text, related=[related])


class Reporting:
    """The reports of one declaration; `diagnostics` collects what is wrong with its expressions."""

    def __init__(self, scope: Scope, values_of: ValuesOf) -> None:
        self.scope = scope
        self.values_of = values_of
        self.diagnostics: list[Diagnostic] = []
        self.pending: list[str] = []
        """The keys of definitions that are used here and whose type is not known yet."""

    def report(self, diagnostic: Diagnostic) -> None:
        if diagnostic not in self.diagnostics:
            self.diagnostics.append(diagnostic)

    def fail(self, diagnostic: Diagnostic) -> NoReturn:
        self.report(diagnostic)
        raise Unresolved

    def fail_unknown(self, name: tree.Name, hint: Type | None = None) -> NoReturn:
        """Report a name that stands for nothing; beside a choice or a derived value it is read as one."""
        if hint is not None and hint.field is not None and hint.field.choices:
            self.fail_choice(hint.field, name.text, name.span)
        if hint is not None and hint.owner is not None:
            self.fail_symbol(hint.owner, name.text, name.span)
        near = near_names(name.text, self.scope)
        self.fail(messages.UNKNOWN_NAME.at(name.span, name=name.text, near_ko=near.ko, near_en=near.en))

    def fail_choice(self, field: Field, word: str, span: Span) -> NoReturn:
        near = near_words(word, [choice.label for choice in field.choices])
        self.fail(
            messages.UNKNOWN_CHOICE.at(span, name=word, field=field.label, near_ko=near.ko, near_en=near.en)
        )

    def fail_symbol(self, owner: str, word: str, span: Span) -> NoReturn:
        near = near_words(word, symbols_of(self.values_of(owner)))
        self.fail(
            messages.UNKNOWN_CHOICE.at(
                span, name=word, field=written_name(owner), near_ko=near.ko, near_en=near.en
            )
        )

    def fail_ambiguous(self, name: tree.Name, found: Ambiguous) -> NoReturn:
        self.fail(ambiguous_name(name.text, name.span, found))

    def fail_mismatch(self, span: Span, left: Type, right: Type) -> NoReturn:
        one, other = typing_rules.describe(left), typing_rules.describe(right)
        self.fail(
            messages.TYPE_MISMATCH.at(
                span, left_ko=one.ko, left_en=one.en, right_ko=other.ko, right_en=other.en
            )
        )

    def each(self, steps: Sequence[Callable[[], _T]]) -> list[_T]:
        """Every step, so that the mistakes of all are reported; raises if any had one."""
        results, failed = [], False
        for step in steps:
            try:
                results.append(step())
            except Unresolved:
                failed = True
        if failed:
            raise Unresolved
        return results
