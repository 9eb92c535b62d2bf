"""Derivations from `도출` and `판정표`: both become cases, each a condition and a value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from jichim.policy import messages
from jichim.policy.context import Context
from jichim.policy.declare import output_names
from jichim.policy.exclusive import check_cases
from jichim.policy.expressions import COMPARISONS, Expressions
from jichim.policy.model import (
    AllOf,
    Always,
    AnyOf,
    Basis,
    Binding,
    Case,
    Compare,
    Cond,
    Derivation,
    Domain,
    IsTrue,
    Not,
    Reading,
    Term,
)
from jichim.policy.reporting import Unresolved, duplicate
from jichim.policy.table_check import Grid, GridCell, check_table
from jichim.policy.written import value_text
from jichim.source import Span
from jichim.syntax import model as tree
from jichim.vocabulary.model import normalise


def resolve_derivations(context: Context) -> list[Derivation]:
    """Every derivation whose cases have a meaning, not yet in strata."""
    found: list[Derivation] = []
    for instrument, declaration in context.declarations:
        if not isinstance(declaration, (tree.Derive, tree.Table)):
            continue
        scope = context.scope(instrument, declaration.binders)
        if scope is None:
            continue
        expressions = context.expressions(scope[0])
        basis = context.basis(instrument, declaration.common)
        if isinstance(declaration, tree.Derive):
            key = context.declared_as(declaration.name, instrument).key
            _check_readings(context, declaration)
            derivation = _derive(declaration, key, scope[1], basis, expressions)
            context.diagnostics += expressions.diagnostics
            if derivation is not None:
                context.diagnostics += check_cases(derivation)
                found.append(derivation)
            continue
        keys = [context.declared_as(name, instrument).key for name in output_names(declaration)]
        resolved = _table(declaration, keys, scope[1], basis, expressions)
        context.diagnostics += expressions.diagnostics
        if resolved is not None:
            known = {key: values for key, values in context.values.items() if key not in context.collected}
            context.diagnostics += check_table(declaration, resolved.tables, resolved.grid, known)
            found += resolved.tables
    return found


# ---- derivations by cases ------------------------------------------------------------------------


def _check_readings(context: Context, declaration: tree.Derive) -> None:
    """Every reading has a title of its own."""
    first: dict[str, Span] = {}
    for reading in declaration.readings:
        title = reading.title
        earlier = first.setdefault(normalise(title.text), title.span)
        if earlier is not title.span:
            context.diagnostics.append(duplicate(tree.Name(title.text, title.span), earlier))


def _derive(
    declaration: tree.Derive,
    key: str,
    bindings: tuple[Binding, ...],
    basis: Basis,
    expressions: Expressions,
) -> Derivation | None:
    """A derivation; None, with the reasons in the diagnostics of the expressions, if a case is wrong."""
    groups = [(reading.title.text, reading.cases) for reading in declaration.readings]
    readings: list[Reading] = []
    failed = False
    for title, cases in groups or [("", declaration.cases)]:
        resolved = _cases(cases, expressions)
        failed = failed or resolved is None
        readings.append(Reading(title, resolved or ()))
    if failed:
        return None
    return Derivation(
        name=key,
        title=declaration.name.text,
        bindings=bindings,
        hit=declaration.hit,
        readings=tuple(readings),
        values=_values(readings),
        decision=False,
        stratum=0,
        basis=basis,
        span=declaration.span,
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


def _values(readings: list[Reading]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(case.value for reading in readings for case in reading.cases))


# ---- tables --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Table:
    """One derivation for each output column, and the resolved cells for the search for gaps."""

    tables: tuple[Derivation, ...]
    grid: Grid


def _table(
    declaration: tree.Table,
    keys: list[str],
    bindings: tuple[Binding, ...],
    basis: Basis,
    expressions: Expressions,
) -> _Table | None:
    """None, with the reasons in the diagnostics of the expressions, if a column or cell is wrong."""
    columns = [_column(name, expressions) for name in declaration.inputs]
    rows = [_row(row, columns, expressions) for row in declaration.rows]
    inputs = [column for column in columns if column is not None]
    cells = [row for row in rows if row is not None]
    if len(inputs) < len(columns) or len(cells) < len(rows):
        return None
    conditions = [_condition(row, line, inputs) for row, line in zip(declaration.rows, cells, strict=True)]
    title = declaration.title.text if declaration.title else declaration.name.text
    tables: list[Derivation] = []
    for position, key in enumerate(keys):
        cases = tuple(
            Case(value_text(row.outputs[position]), condition, row.span)
            for row, condition in zip(declaration.rows, conditions, strict=True)
        )
        reading = Reading("", cases)
        tables.append(
            Derivation(
                name=key,
                title=title,
                bindings=bindings,
                hit=declaration.hit,
                readings=(reading,),
                values=_values([reading]),
                decision=True,
                stratum=0,
                basis=basis,
                span=declaration.span,
            )
        )
    return _Table(tuple(tables), Grid(tuple(inputs), tuple(cells)))


def _column(name: tree.Name, expressions: Expressions) -> Term | None:
    try:
        column = expressions.term(tree.Ref(name, (), name.span))
        if expressions.is_section(column):
            expressions.fail(messages.NOT_A_VALUE.at(name.span, text=name.text))
    except Unresolved:
        return None
    return column


def _row(row: tree.Row, columns: list[Term | None], expressions: Expressions) -> tuple[GridCell, ...] | None:
    """The cells of a row; a cell below a wrong column is not looked at."""
    cells: list[GridCell] = []
    failed = False
    for cell, column in zip(row.inputs, columns, strict=True):
        if cell.op == "any" or column is None:
            cells.append(GridCell("any", (), cell.span))
            continue
        try:
            constants = _constants(cell, column, expressions)
        except Unresolved:
            failed = True
            continue
        cells.append(GridCell(cell.op, tuple(constants), cell.span))
    return None if failed else tuple(cells)


def _constants(cell: tree.Cell, column: Term, expressions: Expressions) -> list[Term]:
    def read(value: tree.Expr) -> Term:
        constant = expressions.term(value, column.type)
        expressions.require_comparable(column, constant, cell.op, cell.span)
        return constant

    return expressions.each([partial(read, value) for value in cell.values])


def _condition(row: tree.Row, cells: tuple[GridCell, ...], columns: list[Term]) -> Cond:
    parts = tuple(
        _cell(cell, column) for cell, column in zip(cells, columns, strict=True) if cell.op != "any"
    )
    return AllOf(parts, row.span) if parts else Always(True, row.span)


def _cell(cell: GridCell, column: Term) -> Cond:
    tests = tuple(_test(cell.op, value, column, cell.span) for value in cell.values)
    if len(tests) == 1:
        return tests[0]
    return AllOf(tests, cell.span) if cell.op == "!=" else AnyOf(tests, cell.span)


def _test(op: str, value: Term, column: Term, span: Span) -> Cond:
    truth = getattr(value, "value", None)
    if column.type.domain is Domain.TRUTH and isinstance(truth, bool):
        holds = IsTrue(column, span)
        return holds if truth == (op == "=") else Not(holds, span)
    (comparison,) = (known for known in COMPARISONS if known == op)
    return Compare(comparison, column, value, span)
