"""The limits of a policy file, so that no text costs a parse more than seconds or the stack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from jichim.diagnostic import Diagnostic
from jichim.syntax import messages, model

if TYPE_CHECKING:
    from jichim.syntax.lexer import Lexeme

MAX_CHARACTERS = 2_000_000
MAX_LEXEMES = 200_000
MAX_MISTAKES = 500
"""From so many mistakes on, the rest of a file is not looked at."""
MAX_DEPTH = 100
"""Levels of an expression, brackets and chained operators alike."""

_OPEN = frozenset({"LPAR", "LSQB", "LBRACE"})
_CLOSE = frozenset({"RPAR", "RSQB", "RBRACE"})
_NESTING = frozenset({"AND", "OR", "NOT", "PLUS", "MINUS", "STAR", "SLASH"})


def too_deep(lexemes: Sequence[Lexeme]) -> Diagnostic | None:
    """The first place of a declaration where its brackets stand too deep in each other."""
    depth = 0
    for lexeme in lexemes:
        depth += (lexeme.type in _OPEN) - (lexeme.type in _CLOSE)
        if depth > MAX_DEPTH:
            return messages.TOO_DEEP.at(lexeme.span, limit=MAX_DEPTH)
    return None


def may_be_deep(lexemes: Sequence[Lexeme]) -> bool:
    """Whether there are enough operators and brackets for an expression to pass the limit."""
    return sum(lexeme.type in _NESTING or lexeme.type in _OPEN for lexeme in lexemes) >= MAX_DEPTH


def deepest(expressions: Iterator[model.Expr]) -> Diagnostic | None:
    """The first expression whose tree is too deep, found without recursion."""
    for root in expressions:
        pending: list[tuple[model.Expr, int]] = [(root, 1)]
        while pending:
            expr, depth = pending.pop()
            if depth > MAX_DEPTH:
                return messages.TOO_DEEP.at(root.span, limit=MAX_DEPTH)
            pending += ((child, depth + 1) for child in children(expr))
    return None


def children(expr: model.Expr) -> tuple[model.Expr, ...]:
    """The direct parts of an expression that are expressions."""
    if isinstance(expr, model.Unary):
        return (expr.operand,)
    if isinstance(expr, model.Binary):
        return (expr.left, expr.right)
    if isinstance(expr, model.ListLiteral):
        return expr.items
    if isinstance(expr, model.RecordLiteral):
        return tuple(entry.value for entry in expr.entries)
    if isinstance(expr, model.Aggregate):
        return tuple(part for part in (expr.where,) if part)
    if isinstance(expr, model.Quantified):
        return tuple(part for part in (expr.where, expr.body) if part)
    return ()
