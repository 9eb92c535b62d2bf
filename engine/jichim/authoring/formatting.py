"""The layout of policy files: text in, the same declarations in canonical layout out; pure."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from jichim.diagnostic import Diagnostic, Lang, has_errors
from jichim.source import Source
from jichim.syntax import parse, print_file
from jichim.syntax.lexicon import lexicon
from jichim.syntax.model import PolicyFile


@dataclass(frozen=True, slots=True)
class Formatted:
    """`text` is None where the file has errors; then the diagnostics say which."""

    source: Source
    text: str | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def changed(self) -> bool:
        return self.text is not None and self.text != self.source.text

    def diff(self) -> str:
        """What changes, as a unified diff; empty if nothing does."""
        if self.text is None:
            return ""
        before, after = (text.splitlines(keepends=True) for text in (self.source.text, self.text))
        lines = difflib.unified_diff(before, after, self.source.name, self.source.name)
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
        )


def format_source(source: Source, keywords: Lang | None = None) -> Formatted:
    """A policy file in canonical layout, with the keywords of one language.

    Without `keywords` it keeps the language of its first declaration. The result holds the same declarations
    and comments, and formatting it again changes nothing. A file with errors is not formatted, as the tree
    lacks the declarations that could not be read.
    """
    tree, diagnostics = parse(source)
    if has_errors(diagnostics):
        return Formatted(source, None, diagnostics)
    text = print_file(tree, keywords or language_of(tree))
    again, _ = parse(Source(source.name, text))
    assert again == tree, f"{source.name}: formatting would change what is said"
    return Formatted(source, text, diagnostics)


def language_of(tree: PolicyFile) -> Lang:
    """The language of the keyword that the file begins with; Korean for an empty file."""
    first = tree.header or next(iter(tree.declarations), None)
    word = first.span.text.split(maxsplit=1)[0] if first else ""
    terminal = lexicon().terminal(word)
    return "en" if terminal and lexicon().spell(terminal, "en") == word.lower() else "ko"
