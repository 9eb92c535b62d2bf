"""Derivations from `도출` and `판정표`: both become cases, each a condition and a value."""

from __future__ import annotations

from typing import cast

from jichim.policy.expressions import Expressions, Unresolved, term_type
from jichim.policy.model import (
    AllOf,
    Always,
    AnyOf,
    Basis,
    Binding,
    Case,
    Compare,
    Cond,
    Constant,
    Derivation,
    DerivedTerm,
    Domain,
    IsTrue,
    Not,
    Reading,
    Term,
)
from jichim.source import Span
from jichim.syntax import model as tree


def resolve_derive(
    declaration: tree.Derive,
    key: str,
    bindings: tuple[Binding, ...],
    basis: Basis,
    expressions: Expressions,
) -> Derivation | None:
    """A derivation; None, with the reasons in the diagnostics of the expressions, if a case is wrong."""
    groups = [(reading.title.text, reading.cases) for reading in declaration.readings]
    readings = []
    failed = False
    for title, cases in groups or [("", declaration.cases)]:
        resolved = _cases(cases, expressions)
        failed = failed or resolved is None
        readings.append(Reading(title, resolved or ()))
    if failed:
        return None
    return Derivation(
        key,
        declaration.name.text,
        bindings,
        declaration.hit,
        tuple(readings),
        _values(readings),
        False,
        0,
        basis,
        declaration.span,
    )


def _cases(cases: tuple[tree.Case, ...], expressions: Expressions) -> tuple[Case, ...] | None:
    resolved: list[Case] = []
    failed = False
    for case in cases:
        if case.condition is None:
            continue
        try:
            condition = expressions.cond(case.condition)
        except Unresolved:
            failed = True
            continue
        resolved.append(Case(value_text(case.value), condition, case.span))
    if failed:
        return None
    others = tuple(case.condition for case in resolved)
    for case in cases:
        if case.condition is None:
            none_of = Not(AnyOf(others, case.span), case.span) if others else Always(True, case.span)
            resolved.append(Case(value_text(case.value), none_of, case.span))
    return tuple(resolved)


def resolve_table(
    declaration: tree.Table,
    keys: list[str],
    bindings: tuple[Binding, ...],
    basis: Basis,
    expressions: Expressions,
) -> list[Derivation]:
    """One derivation for each output column; none if a cell is wrong."""
    columns: list[Term | None] = []
    for name in declaration.inputs:
        try:
            columns.append(expressions.term(tree.Ref(name, (), name.span)))
        except Unresolved:
            columns.append(None)
    conditions: list[Cond | None] = [_row(row, columns, expressions) for row in declaration.rows]
    if None in columns or None in conditions:
        return []
    tables = []
    title = declaration.title.text if declaration.title else declaration.name.text
    for position, key in enumerate(keys):
        cases = tuple(
            Case(value_text(row.outputs[position]), cast(Cond, condition), row.span)
            for row, condition in zip(declaration.rows, conditions, strict=True)
        )
        reading = Reading("", cases)
        tables.append(
            Derivation(
                key,
                title,
                bindings,
                declaration.hit,
                (reading,),
                _values([reading]),
                True,
                0,
                basis,
                declaration.span,
            )
        )
    return tables


def _row(row: tree.Row, columns: list[Term | None], expressions: Expressions) -> Cond | None:
    parts: list[Cond] = []
    for cell, column in zip(row.inputs, columns, strict=True):
        if cell.op == "any" or column is None:
            continue
        try:
            parts.append(_cell(cell, column, expressions))
        except Unresolved:
            return None
    return AllOf(tuple(parts), row.span) if parts else Always(True, row.span)


def _cell(cell: tree.Cell, column: Term, expressions: Expressions) -> Cond:
    tests = [_cell_test(cell.op, value, column, cell.span, expressions) for value in cell.values]
    if len(tests) == 1:
        return tests[0]
    return AllOf(tuple(tests), cell.span) if cell.op == "!=" else AnyOf(tuple(tests), cell.span)


def _cell_test(op: str, value: tree.Expr, column: Term, span: Span, expressions: Expressions) -> Cond:
    kind = term_type(column)
    if kind.domain is Domain.TRUTH and isinstance(value, tree.Truth):
        holds = IsTrue(column, span)
        return holds if value.value == (op == "=") else Not(holds, span)
    if isinstance(column, DerivedTerm) and isinstance(value, (tree.Truth, tree.NoneLiteral)):
        constant: Term = Constant(value_text(value), kind, value.span)
    else:
        constant = expressions.term(value, kind)
        expressions.require_comparable(column, constant, op, span)
    assert op in ("=", "!=", "<", "<=", ">", ">=")
    return Compare(op, column, constant, span)


def _values(readings: list[Reading]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(case.value for reading in readings for case in reading.cases))


def value_text(expr: tree.Expr) -> str:
    """How the value of a case or an output cell is called."""
    if isinstance(expr, tree.Ref):
        return expr.name.text
    if isinstance(expr, (tree.String, tree.Quantity)):
        return expr.text
    if isinstance(expr, tree.Truth):
        return "예" if expr.value else "아니오"
    return "없음" if isinstance(expr, tree.NoneLiteral) else expr.span.text
