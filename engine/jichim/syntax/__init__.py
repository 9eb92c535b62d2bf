"""The syntax room: policy text <-> tree.

In: a `Source`. Out: `model.PolicyFile`, the tree of what was written, with the place of everything, and
diagnostics S001 to S033; or the way back, the formatter's text of a tree. Guaranteed from here on: every
declaration in the tree has the shape of `model`, no clause twice, table rows as wide as their heading, dates
that exist, expressions at most `MAX_DEPTH` deep. Names are not resolved and quantities not understood yet.
"""

from __future__ import annotations

from jichim.diagnostic import Diagnostic, Lang
from jichim.source import Source
from jichim.syntax import model

__all__ = ["model", "parse", "print_expr", "print_file"]

# lark is loaded and its tables are built when the first text is parsed, not when the program starts.


def parse(source: Source) -> tuple[model.PolicyFile, tuple[Diagnostic, ...]]:
    """The tree of a policy file, with every mistake found in it, in the order of the text.

    Total: no text makes it raise. A declaration with a mistake in it is left out of the tree, so that a
    rule never silently loses a clause; without errors, the tree holds all that was written.
    """
    from jichim.syntax.parser import parse as read

    return read(source)


def print_file(file: model.PolicyFile, lang: Lang = "ko") -> str:
    """The text of a tree in canonical layout and clause order, with its comments.

    `parse(print_file(tree))` is an equal tree in either language, and printing that gives the same text.
    Format only a tree that parsed without errors: declarations with mistakes are not in it.
    """
    from jichim.syntax.printer import print_file as write

    return write(file, lang)


def print_expr(expr: model.Expr, lang: Lang = "ko") -> str:
    """One expression on one line, with the parentheses that it needs and no others."""
    from jichim.syntax.expr_printer import print_expr as write

    return write(expr, lang)
