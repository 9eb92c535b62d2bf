"""Expressions of the tree to typed conditions and terms, with every mistake reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from jichim.policy import messages, typing_rules
from jichim.policy.choices import CHOICES, TRUTH, find_choice, symbols_of, term_type
from jichim.policy.model import (
    AllOf,
    AnyOf,
    Compare,
    Cond,
    Constant,
    Contains,
    DerivedTerm,
    Domain,
    ForRecords,
    Has,
    IsTrue,
    ListTerm,
    Not,
    OneOf,
    Overlaps,
    Term,
    Type,
)
from jichim.policy.names import Scope, find
from jichim.policy.reporting import Unresolved
from jichim.policy.terms import Terms
from jichim.source import Span
from jichim.syntax import model as tree

Comparison = Literal["=", "!=", "<", "<=", ">", ">="]

COMPARISONS: tuple[Comparison, ...] = ("=", "!=", "<", "<=", ">", ">=")
FLIPPED: dict[Comparison, Comparison] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}

_LITERALS = (tree.Quantity, tree.String, tree.Truth, tree.ListLiteral, tree.DateLiteral, tree.NoneLiteral)


class Expressions(Terms):
    """Resolves the expressions of one declaration.

    `cond` and `term` raise `Unresolved` when an expression has no meaning; why not is then in
    `diagnostics`, unless it is the fault of a declaration that it uses.
    """

    def within(self, scope: Scope) -> Expressions:
        inner = Expressions(scope, self.values_of)
        inner.diagnostics, inner.pending = self.diagnostics, self.pending
        return inner

    def cond(self, expr: tree.Expr) -> Cond:
        """The condition that an expression states."""
        if isinstance(expr, tree.Unary) and expr.op == "not":
            return Not(self.cond(expr.operand), expr.span)
        if isinstance(expr, tree.Binary):
            return self._binary(expr)
        if isinstance(expr, tree.Presence):
            return Has(expr.op, self.presence(expr.operand), expr.span)
        if isinstance(expr, tree.Quantified):
            return self._quantified(expr)
        if isinstance(expr, tree.Ref) and not self._is_list(expr):
            return IsTrue(self._yes_or_no(expr), expr.span)
        self.fail(messages.NOT_A_CONDITION.at(expr.span, text=expr.span.text))

    def require_comparable(self, left: Term, right: Term, op: str, span: Span) -> None:
        """Report and give up unless both terms can be compared by `op`."""
        self._need_value(left)
        self._need_value(right)
        if typing_rules.compare(left.type, right.type, op) is not None or self._share_no_value(left, right):
            self.fail_mismatch(span, left.type, right.type)

    # ---- kinds of conditions ---------------------------------------------------------------------

    def _is_list(self, expr: tree.Ref) -> bool:
        return not expr.arguments and isinstance(find(self.scope, expr.name.text, expr.name.span), ListTerm)

    def _yes_or_no(self, expr: tree.Ref) -> Term:
        term = self.term(expr)
        if term.type.domain is not Domain.TRUTH or self.is_section(term):
            self.fail(messages.NOT_A_CONDITION.at(expr.span, text=expr.span.text))
        return term

    def _quantified(self, expr: tree.Quantified) -> Cond:
        records, inner, frame = self.element(expr.path)
        given = [part for part in (expr.where, expr.body) if part is not None]
        found = iter(inner.each([lambda part=part: inner.cond(part) for part in given]))  # type: ignore[misc]
        where = next(found) if expr.where is not None else None
        body = next(found) if expr.body is not None else None
        return ForRecords(expr.op, records, frame.index, where, body, expr.span)

    def _binary(self, expr: tree.Binary) -> Cond:
        op = expr.op
        if op == "and" or op == "or":
            parts = self.each([lambda: self.cond(expr.left), lambda: self.cond(expr.right)])
            kind = AllOf if op == "and" else AnyOf
            flat = [p for part in parts for p in (part.parts if isinstance(part, kind) else (part,))]
            return kind(tuple(flat), expr.span)
        if op == "in":
            return self._one_of(expr)
        if op == "contains" or op == "overlaps":
            left = self.term(expr.left)
            right = self.term(expr.right, _member_hint(left.type))
            if not typing_rules.collection(left.type, right.type, op):
                self.fail_mismatch(left.span.to(right.span), left.type, right.type)
            return Contains(left, right, expr.span) if op == "contains" else Overlaps(left, right, expr.span)
        for comparison in COMPARISONS:
            if op == comparison:
                return self._compare(expr, comparison)
        self.fail(messages.NOT_A_CONDITION.at(expr.span, text=expr.span.text))

    def _compare(self, expr: tree.Binary, op: Comparison) -> Cond:
        left, right = expr.left, expr.right
        if isinstance(left, _LITERALS) and not isinstance(right, _LITERALS):
            left, right, op = right, left, FLIPPED[op]
        if op == "=" or op == "!=":
            if isinstance(right, tree.Truth):
                return self._against_truth(left, right, op, expr.span)
            if isinstance(right, tree.NoneLiteral) and isinstance(left, tree.Ref):
                return self._against_none(left, right, op, expr.span)
        one, other = self._two_sides(left, right)
        self._meant_as_choice(one, other, right)
        self.require_comparable(one, other, op, expr.span)
        if isinstance(one, Constant) and not isinstance(other, Constant):
            return Compare(FLIPPED[op], other, one, expr.span)
        return Compare(op, one, other, expr.span)

    def _against_truth(self, left: tree.Expr, right: tree.Truth, op: Comparison, span: Span) -> Cond:
        """`강제서비스 = 예`; for a derivation whose cases are 예 and 아니오, a comparison of symbols."""
        if isinstance(left, tree.Ref):
            term = self.term(left)
            if isinstance(term, DerivedTerm):
                return Compare(op, term, self.term(right, term.type), span)
            if term.type.domain is not Domain.TRUTH or self.is_section(term):
                self.fail_mismatch(span, term.type, TRUTH)
        condition = self.cond(left)
        return condition if right.value == (op == "=") else Not(condition, span)

    def _against_none(self, left: tree.Ref, right: tree.NoneLiteral, op: Comparison, span: Span) -> Cond:
        """`사회비용 = 없음` is `사회비용 없음`; for a derivation, a comparison with its value."""
        target = self.presence(left)
        if isinstance(target, DerivedTerm):
            return Compare(op, target, self.term(right, target.type), span)
        has = Has("none", target, span)
        return has if op == "=" else Not(has, span)

    def _two_sides(self, left: tree.Expr, right: tree.Expr) -> tuple[Term, Term]:
        """Both sides, each read in the light of the other where a bare word can be a choice."""
        mark = len(self.diagnostics)
        try:
            first = self.term(left)
            self._need_value(first)
        except Unresolved:
            reported = self.diagnostics[mark:]
            second = self._other_side(right)
            if not isinstance(left, tree.Ref) or not reported:
                raise
            del self.diagnostics[mark : mark + len(reported)]
            return self.term(left, second.type), second
        return first, self.term(right, first.type)

    def _other_side(self, right: tree.Expr) -> Term:
        """The right side when the left one has no meaning.

        A bare word on the right may be a choice of what was meant on the left: it is not reported.
        """
        mark = len(self.diagnostics)
        try:
            return self.term(right)
        except Unresolved:
            if isinstance(right, tree.Ref) and not right.arguments:
                del self.diagnostics[mark:]
            raise

    def _one_of(self, expr: tree.Binary) -> Cond:
        left = self.term(expr.left)
        self._need_value(left)
        if isinstance(expr.right, tree.ListLiteral) and not expr.right.items:
            self.fail(messages.NOT_A_VALUE.at(expr.right.span, text=expr.right.span.text))
        items = expr.right.items if isinstance(expr.right, tree.ListLiteral) else (expr.right,)
        steps: list[Callable[[], Term]] = [lambda item=item: self._alternative(left, item) for item in items]  # type: ignore[misc]
        return OneOf(left, tuple(self.each(steps)), expr.span)

    def _alternative(self, left: Term, item: tree.Expr) -> Term:
        value = self.term(item, left.type)
        self._meant_as_choice(left, value, item)
        self.require_comparable(left, value, "=", value.span)
        return value

    def _need_value(self, term: Term) -> None:
        if self.is_section(term):
            self.fail(messages.NOT_A_VALUE.at(term.span, text=term.span.text))

    def _meant_as_choice(self, left: Term, right: Term, written: tree.Expr) -> None:
        """`단계 = 시작`: a bare word beside a choice is meant as one, even if something else is called so."""
        if not isinstance(written, tree.Ref) or written.arguments or "." in written.name.text:
            return
        if right.type.domain in (*CHOICES, Domain.SYMBOL):
            return
        if left.type.domain in CHOICES and left.type.field is not None:
            self.fail_choice(left.type.field, written.name.text, written.span)
        if left.type.owner is not None:
            self.fail_symbol(left.type.owner, written.name.text, written.span)

    def _share_no_value(self, left: Term, right: Term) -> bool:
        """Two derivations none of whose values are the same can never be equal."""
        one, other = left.type.owner, right.type.owner
        if one is None or other is None or one == other:
            return False
        return not set(symbols_of(self.values_of(one))) & set(symbols_of(self.values_of(other)))


def _member_hint(left: Type) -> Type | None:
    if left.domain in CHOICES:
        return Type(Domain.CHOICE, field=left.field)
    return left if left.domain is Domain.SYMBOL else None


__all__ = [
    "COMPARISONS",
    "FLIPPED",
    "Comparison",
    "Expressions",
    "Unresolved",
    "find_choice",
    "symbols_of",
    "term_type",
]
