"""What the grammar gives: a declaration's head with its clauses in the order of writing, not yet checked.

`Nodes` makes it; the grammar names its methods. Each takes the children of one grammar rule in order
(lexemes and what other methods returned) and has no other input, so a parse can be run again.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from jichim.source import Span
from jichim.syntax import model
from jichim.syntax.lexer import Lexeme

Child = Any
"""A lexeme or a node; which one stands where is fixed by the grammar, not visible to a type checker."""
EXPRESSIONS = get_args(model.Expr)
BINARY_OPS: dict[str, model.BinaryOp] = {
    "AND": "and", "OR": "or", "EQ": "=", "NE": "!=", "LT": "<", "LE": "<=", "GT": ">", "GE": ">=",
    "PLUS": "+", "MINUS": "-", "STAR": "*", "SLASH": "/", "IN": "in", "CONTAINS": "contains",
    "OVERLAPS": "overlaps",
}  # fmt: skip
OUTCOMES: dict[str, model.OutcomeWord] = {
    "MET": "met", "NOT_MET": "not-met", "UNDETERMINED": "undetermined", "NOT_APPLICABLE": "not-applicable",
}  # fmt: skip
WORDS = {
    "DRAFT": "draft", "EFFECTIVE": "effective", "REPEALED": "repealed", "UNIQUE": "unique", "FIRST": "first",
    "COLLECT": "collect", "MAJOR": "major", "MODERATE": "moderate", "MINOR": "minor",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a period, `2020-10-31 부터`."""

    side: Lexeme
    day: datetime.date
    span: Span


@dataclass(frozen=True, slots=True)
class RawRow:
    inputs: tuple[model.Cell, ...]
    outputs: tuple[model.Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Flag:
    """A word of the lexicon as a value (`초안`, `우선`), or a clause that is its keyword alone (`증거만`)."""

    word: str


Value = (
    model.Expr
    | model.Finding
    | model.Case
    | model.Given
    | model.Expect
    | RawRow
    | Flag
    | tuple[model.Name, ...]
    | tuple[model.Binder, ...]
    | tuple[Bound, ...]
)


@dataclass(frozen=True, slots=True)
class Clause:
    """`kind` is the keyword's terminal in lower case; `value` for an expression given with `=`."""

    kind: str
    value: Value
    keyword: Lexeme
    span: Span


@dataclass(frozen=True, slots=True)
class RawDeclaration:
    keyword: Lexeme
    name: model.Name | None
    title: model.String | None
    clauses: tuple[Clause, ...]
    span: Span


class Nodes:
    """The functions named in `policy.lark`."""

    # ---- declarations and clauses ----

    def declaration(self, children: list[Child]) -> RawDeclaration:
        name = next((c for c in children if isinstance(c, model.Name)), None)
        text = next((c for c in children if isinstance(c, Lexeme) and c.type == "STRING"), None)
        clauses = tuple(c for c in children if isinstance(c, Clause))
        title = self.string([text]) if text else None
        return RawDeclaration(children[0], name, title, clauses, _over(children))

    def text_clause(self, children: list[Child]) -> Clause:
        return _clause(children, self.string(children[1:]))

    def word_clause(self, children: list[Child]) -> Clause:
        return _clause(children, Flag(WORDS[children[1].type]))

    def flag_clause(self, children: list[Child]) -> Clause:
        return _clause(children, Flag(""))

    def date_clause(self, children: list[Child]) -> Clause:
        return _clause(children, self.date(children[1:]))

    def quantity_clause(self, children: list[Child]) -> Clause:
        return _clause(children, self.quantity(children[1:]))

    def names_clause(self, children: list[Child]) -> Clause:
        return _clause(children, children[1])

    def period_clause(self, children: list[Child]) -> Clause:
        return _clause(children, tuple(children[1:]))

    def bound(self, children: list[Child]) -> Bound:
        side, day = children if children[1].type == "DATE" else (children[1], children[0])
        return Bound(side, datetime.date.fromisoformat(day.text), _over(children))

    def binders_clause(self, children: list[Child]) -> Clause:
        return _clause(children, tuple(c for c in children if isinstance(c, model.Binder)))

    def binder(self, children: list[Child]) -> model.Binder:
        return model.Binder(children[0], children[1] if len(children) > 1 else None)

    def expr_clause(self, children: list[Child]) -> Clause:
        return _clause(children, children[1])

    value_clause = expr_clause

    def case_clause(self, children: list[Child]) -> Clause:
        condition = children[3] if len(children) > 3 else None
        return _clause(children, model.Case(children[1], condition, _over(children)))

    def finding_clause(self, children: list[Child]) -> Clause:
        weight = cast(model.Weight, WORDS[children[1].type]) if len(children) > 2 else None
        return _clause(children, model.Finding(weight, self.string(children[-1:])))

    def row_clause(self, children: list[Child]) -> Clause:
        inputs = tuple(c for c in children if isinstance(c, model.Cell))
        outputs = tuple(c for c in children if isinstance(c, EXPRESSIONS))
        return _clause(children, RawRow(inputs, outputs, _over(children)))

    def any_cell(self, children: list[Child]) -> model.Cell:
        return model.Cell("any", (), _over(children))

    def cell(self, children: list[Child]) -> model.Cell:
        values = tuple(c for c in children if isinstance(c, EXPRESSIONS))
        op = children[0].type if isinstance(children[0], Lexeme) else "EQ"
        return model.Cell(cast(Any, "!=" if op == "NOT" else BINARY_OPS[op]), values, _over(children))

    def given_clause(self, children: list[Child]) -> Clause:
        assignments = children[2] if len(children) > 2 else ()
        return _clause(children, model.Given(children[1], assignments, _over(children)), "premise")

    def given_part(self, children: list[Child]) -> tuple[model.Assignment, ...]:
        return tuple(c for c in children if isinstance(c, model.Assignment))

    def expect_clause(self, children: list[Child]) -> Clause:
        subjects = next((c for c in children if isinstance(c, tuple) and not isinstance(c, Lexeme)), ())
        last = children[-1]
        outcome = OUTCOMES[last.type] if isinstance(last, Lexeme) else None
        value = None if outcome else last
        return _clause(children, model.Expect(children[1], subjects, outcome, value, _over(children)))

    def subjects(self, children: list[Child]) -> tuple[model.String, ...]:
        return tuple(self.string([c]) for c in children if c.type == "STRING")

    def outcome(self, children: list[Child]) -> Lexeme:
        return cast(Lexeme, children[0])

    def assignment(self, children: list[Child]) -> model.Assignment:
        return model.Assignment(children[0], children[2], _over(children))

    def names(self, children: list[Child]) -> tuple[model.Name, ...]:
        return tuple(c for c in children if isinstance(c, model.Name))

    def name(self, children: list[Child]) -> model.Name:
        return model.Name(children[0].text, children[0].span)

    # ---- values and expressions ----

    def quantity(self, children: list[Child]) -> model.Quantity:
        return model.Quantity(children[0].text, children[0].span)

    def string(self, children: list[Child]) -> model.String:
        return model.String(children[0].text, children[0].span)

    def date(self, children: list[Child]) -> model.DateLiteral:
        return model.DateLiteral(datetime.date.fromisoformat(children[0].text), children[0].span)

    def truth(self, children: list[Child]) -> model.Truth:
        return model.Truth(children[0].type == "YES", children[0].span)

    def none(self, children: list[Child]) -> model.NoneLiteral:
        return model.NoneLiteral(children[0].span)

    def sequence(self, children: list[Child]) -> model.ListLiteral:
        return model.ListLiteral(tuple(c for c in children if isinstance(c, EXPRESSIONS)), _over(children))

    def record(self, children: list[Child]) -> model.RecordLiteral:
        return model.RecordLiteral(self.given_part(children), _over(children))

    def ref(self, children: list[Child]) -> model.Ref:
        names = self.names(children)
        return model.Ref(names[0], names[1:], _over(children))

    def unary(self, children: list[Child]) -> model.Unary:
        op: model.UnaryOp = "not" if children[0].type == "NOT" else "-"
        return model.Unary(op, children[1], _over(children))

    def binary(self, children: list[Child]) -> model.Binary:
        left, op, right = children
        return model.Binary(BINARY_OPS[op.type], left, right, left.span.to(right.span))

    def presence(self, children: list[Child]) -> model.Presence:
        op = "given" if children[1].type == "PREMISE_OR_PRESENT" else PRESENCES[children[1].type]
        return model.Presence(cast(model.PresenceOp, op), children[0], _over(children))

    def parenthesised(self, children: list[Child]) -> model.Expr:
        """No node of its own: the span of the inner one grows over the parentheses."""
        return cast(model.Expr, replace(children[1], span=_over(children)))

    def aggregate(self, children: list[Child]) -> model.Aggregate:
        op = cast(model.AggregateOp, children[0].type.lower())
        where = _part(children, "where")
        return model.Aggregate(op, children[2], where, _over(children))

    def quantified(self, children: list[Child]) -> model.Quantified:
        op: model.QuantifierOp = "every" if children[0].type == "EVERY" else "some"
        where, body = _part(children, "where"), _part(children, "body")
        return model.Quantified(op, children[2], where, body, _over(children))

    def where(self, children: list[Child]) -> _Part:
        return _Part("where", children[1])

    def body(self, children: list[Child]) -> _Part:
        return _Part("body", children[1])


PRESENCES = {"STATED": "stated", "ABSENT": "absent", "PRESENT": "given", "NONE": "none"}


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    expr: model.Expr


def _part(children: list[Child], kind: str) -> model.Expr | None:
    return next((c.expr for c in children if isinstance(c, _Part) and c.kind == kind), None)


def _clause(children: list[Child], value: Value, kind: str = "") -> Clause:
    keyword: Lexeme = children[0]
    if keyword.type == "EQ":
        kind = "value"
    return Clause(kind or keyword.type.lower(), value, keyword, _over(children))


def _over(children: list[Child]) -> Span:
    """The span from the first child to the last."""
    first, last = _span(children[0]), _span(children[-1])
    return first.to(last)


def _span(child: Child) -> Span:
    if isinstance(child, tuple) and not isinstance(child, Lexeme):
        return _span(child[0]).to(_span(child[-1])) if len(child) > 1 else _span(child[0])
    if isinstance(child, model.Binder):
        return child.subject.span.to(child.alias.span) if child.alias else child.subject.span
    return cast(Span, child.span)
