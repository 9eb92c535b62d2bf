"""Gaps and overlaps of a decision table, over the values that its inputs can take.

Each input has a list of parts, no value of which a cell can tell apart from another of the same part: the
values of a derivation, the choices of a field, yes and no, or the pieces into which the constants of the
column cut the number line. All combinations of parts are tried, so the search is exact.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any, Literal

from jichim.diagnostic import Diagnostic, Related, Text
from jichim.policy import messages
from jichim.policy.choices import choice_ancestry, symbol_forms, symbol_of
from jichim.policy.exclusive import check_cases
from jichim.policy.model import Constant, Derivation, Domain, FieldTerm, Term
from jichim.source import Span
from jichim.syntax import model as tree
from jichim.vocabulary.quantity import Duration

MOST_COMBINATIONS = 20_000
_NUMERIC = {Domain.MONEY, Domain.COUNT, Domain.RATIO, Domain.NUMBER, Domain.DURATION, Domain.DATE}


@dataclass(frozen=True, slots=True)
class GridCell:
    """A resolved cell: `any`, or an operator and its alternatives."""

    op: Literal["any", "=", "!=", "<", "<=", ">", ">="]
    values: tuple[Term, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Grid:
    """The inputs of a table and the cells below them, row by row."""

    columns: tuple[Term, ...]
    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """One value, by the spellings under which a cell may mean it (a choice: its broader ones too)."""

    shown: str
    spellings: frozenset[Any]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A constant (`at` even) or the open stretch between two; pieces are counted from the left end."""

    shown: str
    at: int


_Part = _Named | _Piece


def check_table(
    declaration: tree.Table, tables: Sequence[Derivation], grid: Grid, values: Mapping[str, tuple[str, ...]]
) -> tuple[Diagnostic, ...]:
    """Diagnostics for combinations that match no row, or several rows of a table with hit policy unique.

    Where the inputs cannot be enumerated, overlaps are judged as those of cases are.
    """
    name = declaration.name
    parts: list[list[_Part]] = []
    for position, header in enumerate(declaration.inputs):
        cells = [row[position] for row in grid.rows]
        found = _parts(grid.columns[position], header.text, cells, values)
        if found is None:
            return (messages.NO_VALUE_YET.at(header.span, name=header.text), *_cases_of(tables))
        parts.append(found)
    count = 1
    for column in parts:
        count *= len(column)
    if count > MOST_COMBINATIONS:
        return (messages.TABLE_TOO_WIDE.at(name.span, name=name.text, count=count), *_cases_of(tables))
    return _search(declaration, grid, parts)


def _cases_of(tables: Sequence[Derivation]) -> tuple[Diagnostic, ...]:
    """Rows that may overlap, each pair once although every output has its own derivation."""
    found: dict[tuple[Span | None, Span], Diagnostic] = {}
    for table in tables:
        for problem in check_cases(table):
            found.setdefault((problem.span, problem.related[0].span), problem)
    return tuple(found.values())


def _search(declaration: tree.Table, grid: Grid, parts: Sequence[Sequence[_Part]]) -> tuple[Diagnostic, ...]:
    tests = [
        [
            [_matches(cell, part, column) for part in found]
            for cell, column, found in zip(row, _orders(grid), parts, strict=True)
        ]
        for row in grid.rows
    ]
    gaps: list[str] = []
    overlaps: dict[tuple[int, int], str] = {}
    for choice in product(*(range(len(found)) for found in parts)):
        hits = [
            number
            for number, row in enumerate(tests)
            if all(cell[part] for cell, part in zip(row, choice, strict=True))
        ]
        if hits and (len(hits) == 1 or declaration.hit != "unique"):
            continue
        named = [found[part].shown for found, part in zip(parts, choice, strict=True)]
        shown = ", ".join(one for one in named if one)
        if not hits:
            gaps.append(shown)
        for second in hits[1:]:
            overlaps.setdefault((hits[0], second), shown)
    name = declaration.name
    problems: list[Diagnostic] = []
    for (first, second), shown in overlaps.items():
        related = Related(declaration.rows[first].span, Text("앞선 행", "the earlier row"))
        span = declaration.rows[second].span
        problems.append(messages.TABLE_OVERLAP.at(span, name=name.text, example=shown, related=[related]))
    if gaps:
        problems.append(messages.TABLE_GAP.at(name.span, name=name.text, count=len(gaps), example=gaps[0]))
    return tuple(problems)


# ---- the parts of one column ---------------------------------------------------------------------


def _parts(
    column: Term, header: str, cells: Sequence[GridCell], values: Mapping[str, tuple[str, ...]]
) -> list[_Part] | None:
    """The parts of the values of a column; None if they cannot be told."""
    if all(cell.op == "any" for cell in cells):
        return [_Named("", frozenset())]
    kind = column.type
    if kind.domain in _NUMERIC:
        return _pieces(column, header, cells)
    if not all(isinstance(value, Constant) for cell in cells for value in cell.values):
        return None
    if kind.domain is Domain.TRUTH:
        return [_Named(f"{header} = {word}", frozenset([word])) for word in ("예", "아니오")]
    if kind.owner is not None:
        if kind.owner not in values:
            return None
        known = values[kind.owner]
        return [_Named(f"{header} = {value}", frozenset([symbol_forms(value)])) for value in known]
    if kind.domain is Domain.CHOICE and kind.field is not None:
        field = kind.field
        return [
            _Named(f"{header} = {choice.label}", frozenset(choice_ancestry(field, choice.name)))
            for choice in field.choices
        ]
    return None


def _pieces(column: Term, header: str, cells: Sequence[GridCell]) -> list[_Part] | None:
    """The points that the cells mention and the stretches between them, from the left end to the right."""
    points = _points(cells)
    if points is None:
        return None
    texts = [term.span.text for term in points]
    found: list[_Part] = []
    for position in range(2 * len(points) + 1):
        if position % 2:
            found.append(_Piece(f"{header} = {texts[position // 2]}", position))
        elif not _is_empty(column, points, position // 2):
            found.append(_Piece(_stretch(header, texts, position // 2), position))
    return found


def _points(cells: Sequence[GridCell]) -> list[Term] | None:
    """The terms that the cells mention in the order of their values, each value once; None without order.

    A single parameter is a point too, whatever its value is.
    """
    terms = [value for cell in cells for value in cell.values]
    if all(term == terms[0] for term in terms[1:]):
        return terms[:1]
    by_value: dict[Any, Term] = {}
    for term in terms:
        key = _key(term)
        if key is None:
            return None
        by_value.setdefault(key, term)
    kinds = {key[0] for key in by_value}
    return [by_value[key] for key in sorted(by_value)] if len(kinds) == 1 else None


def _key(term: Term) -> tuple[str, Any] | None:
    """Values of one kind sort by this; months and days are two kinds."""
    if not isinstance(term, Constant):
        return None
    value = term.value
    if isinstance(value, Duration):
        if value.days == 0:
            return "months", value.months
        return ("days", value.days) if value.months == 0 else None
    if isinstance(value, datetime.date):
        return "date", value.toordinal()
    return ("number", value) if isinstance(value, (int, Fraction)) else None


def _is_empty(column: Term, points: Sequence[Term], gap: int) -> bool:
    """Whether no value lies in a stretch: fields of money, counts and dates have whole values only."""
    if not isinstance(column, FieldTerm):
        return False
    domain = column.type.domain
    keys = [_key(point) for point in points]
    left = keys[gap - 1] if gap > 0 else None
    right = keys[gap] if gap < len(points) else None
    if domain is Domain.COUNT and left is None and right is not None:
        return bool(right[1] <= 0)
    whole = domain in (Domain.MONEY, Domain.COUNT, Domain.DATE)
    return whole and left is not None and right is not None and _no_whole_number(left[1], right[1])


def _no_whole_number(low: int | Fraction, high: int | Fraction) -> bool:
    return Fraction(low).__floor__() + 1 >= high


def _stretch(header: str, texts: Sequence[str], gap: int) -> str:
    if gap == 0:
        return f"{header} < {texts[0]}"
    if gap == len(texts):
        return f"{header} > {texts[-1]}"
    return f"{texts[gap - 1]} < {header} < {texts[gap]}"


# ---- one cell against one part -------------------------------------------------------------------


def _orders(grid: Grid) -> list[Mapping[Any, int]]:
    """For each column, where the value of a cell stands among the pieces of its number line."""
    found: list[Mapping[Any, int]] = []
    for position in range(len(grid.columns)):
        points = _points([row[position] for row in grid.rows]) or ()
        found.append({_identity(term): 2 * index + 1 for index, term in enumerate(points)})
    return found


def _identity(term: Term) -> Any:
    key = _key(term)
    return key if key is not None else term


def _matches(cell: GridCell, part: _Part, order: Mapping[Any, int]) -> bool:
    if cell.op == "any":
        return True
    if isinstance(part, _Named):
        hit = any(_spelling(value) in part.spellings for value in cell.values)
        return hit == (cell.op == "=")
    places = [order[_identity(value)] for value in cell.values]
    return {
        "=": part.at in places,
        "!=": part.at not in places,
        "<": part.at < places[0],
        "<=": part.at <= places[0],
        ">": part.at > places[0],
        ">=": part.at >= places[0],
    }[cell.op]


def _spelling(value: Term) -> Any:
    """What a cell says, in the form of the spellings of a part."""
    if not isinstance(value, Constant):
        return value
    if value.type.domain is Domain.SYMBOL:
        return symbol_forms(symbol_of(value))
    return symbol_of(value)
