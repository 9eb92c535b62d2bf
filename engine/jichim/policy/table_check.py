"""Gaps and overlaps of a decision table, over the values that its inputs can take.

Order comparisons split a number line at the constants that the column mentions; one representative of
each part is tried, so the check is exact for the tests that a cell can state.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from jichim.diagnostic import Diagnostic
from jichim.policy import messages
from jichim.policy.cases import value_text
from jichim.policy.model import (
    AllOf,
    AnyOf,
    Compare,
    Cond,
    Constant,
    Derivation,
    Domain,
    Not,
)
from jichim.syntax import model as tree

_MOST_COMBINATIONS = 20_000


def check_table(
    declaration: tree.Table, table: Derivation, values: Mapping[str, tuple[str, ...]]
) -> tuple[Diagnostic, ...]:
    """Diagnostics for combinations that match no row, or several rows of a table with hit policy unique."""
    domains = _domains(table, values)
    columns = list(declaration.inputs)
    ordered: list[list[str]] = []
    for name, position in zip(columns, range(len(columns)), strict=True):
        domain = _column_domain(declaration, position, domains)
        if domain is None:
            return (messages.NO_VALUE_YET.at(name.span, name=name.text),)
        ordered.append(domain)
    count = 1
    for domain in ordered:
        count *= len(domain)
    if count > _MOST_COMBINATIONS:
        return (messages.TABLE_TOO_WIDE.at(declaration.name.span, name=declaration.name.text, count=count),)
    return _search(declaration, columns, ordered)


def _search(
    declaration: tree.Table, columns: list[tree.Name], domains: list[list[str]]
) -> tuple[Diagnostic, ...]:
    gaps: list[str] = []
    overlap: tuple[str, tree.Row] | None = None
    for combination in product(*domains):
        hits = [row for row in declaration.rows if _matches(row, combination)]
        words = ", ".join(f"{name.text} {value}" for name, value in zip(columns, combination, strict=True))
        if not hits:
            gaps.append(words)
        elif len(hits) > 1 and declaration.hit == "unique" and overlap is None:
            overlap = (words, hits[1])
    problems: list[Diagnostic] = []
    name = declaration.name.text
    if overlap is not None:
        problems.append(messages.TABLE_OVERLAP.at(overlap[1].span, name=name, example=overlap[0]))
    if gaps:
        problems.append(
            messages.TABLE_GAP.at(declaration.name.span, name=name, count=len(gaps), example=gaps[0])
        )
    return tuple(problems)


def _matches(row: tree.Row, combination: tuple[str, ...]) -> bool:
    return all(_cell_matches(cell, value) for cell, value in zip(row.inputs, combination, strict=True))


def _cell_matches(cell: tree.Cell, value: str) -> bool:
    if cell.op == "any":
        return True
    texts = [value_text(expr) for expr in cell.values]
    if cell.op == "=":
        return value in texts
    if cell.op == "!=":
        return value not in texts
    return value in _points(cell.op, texts[0])


def _points(op: str, text: str) -> set[str]:
    """Representatives are written `a`, `<a`, `>a`; which of those satisfy `op a`."""
    return {
        "<": {f"<{text}"},
        "<=": {f"<{text}", text},
        ">": {f">{text}"},
        ">=": {f">{text}", text},
    }[op]


def _column_domain(
    declaration: tree.Table, position: int, domains: Mapping[str, list[str]]
) -> list[str] | None:
    cells = [row.inputs[position] for row in declaration.rows]
    ordered = [cell for cell in cells if cell.op in ("<", "<=", ">", ">=")]
    if ordered:
        points = {value_text(cell.values[0]) for cell in cells if cell.op != "any"}
        if len(points) != 1:
            return None
        point = points.pop()
        return [f"<{point}", point, f">{point}"]
    if all(isinstance(value, tree.Truth) for cell in cells for value in cell.values) and any(
        cell.values for cell in cells
    ):
        return ["예", "아니오"]
    return domains.get(declaration.inputs[position].text)


def _domains(table: Derivation, values: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The values of each symbolic or choice input, by the word that stands in the header."""
    found: dict[str, list[str]] = {}
    for case in table.readings[0].cases:
        for compare in _compares(case.condition):
            kind = compare.left.type
            word = compare.left.span.text
            if kind.domain is Domain.SYMBOL and kind.owner is not None:
                found[word] = list(values.get(kind.owner, ()))
            elif (
                kind.domain is Domain.CHOICE
                and kind.field is not None
                and isinstance(compare.right, Constant)
            ):
                found[word] = [choice.label for choice in kind.field.choices]
    return found


def _compares(cond: Cond) -> list[Compare]:
    if isinstance(cond, Compare):
        return [cond]
    if isinstance(cond, Not):
        return _compares(cond.operand)
    if isinstance(cond, (AllOf, AnyOf)):
        return [compare for part in cond.parts for compare in _compares(part)]
    return []
