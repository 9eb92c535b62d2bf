"""Published operator symbols (표 4-1) beside the decision of a review, honestly.

The table publishes symbols only: no cost, revenue or social effect stands behind them. So a row agrees or
differs only where a sample plan states enough for the decision by itself; everything else says why not.
Nothing is tuned to the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from jichim.compare import messages as m
from jichim.compare.names import key
from jichim.diagnostic import Diagnostic
from jichim.plan import read_document
from jichim.plan.tree import MapNode, Scalar, Tree
from jichim.review.model import Cause, Decision, Review
from jichim.source import Source, Span

DECISION = "운영주체"
OPERATORS = {"public": "공공", "ppp": "민관협업", "private": "민간"}


@dataclass(frozen=True, slots=True)
class Published:
    """One row of the table; `operator` is empty where the symbol cannot be read."""

    id: str
    name: str
    city: str
    field: str
    operator: str
    canvas: str
    """The name of the canvas for the same service in the source; empty where there is none."""
    match: str
    """same | probable | related | none: how sure the link to the canvas is."""
    doubt: str
    note: str


class Standing(str, Enum):
    AGREES = "agrees"
    DIFFERS = "differs"
    UNDETERMINED = "undetermined"
    UNREADABLE = "unreadable"
    """The symbol is lost in the source."""
    NO_SAMPLE = "no-sample"


@dataclass(frozen=True, slots=True)
class Row:
    published: Published
    standing: Standing
    decision: str
    """The value of the decision; empty where it is undetermined or there is none."""
    cause: Cause | None
    missing: tuple[str, ...]
    """Labels of the fields without which it cannot be decided."""
    sample: str
    """Plan and service that stand for it."""


def read_table(source: Source) -> tuple[tuple[Published, ...], tuple[Diagnostic, ...]]:
    """The rows of a table file, in its order."""
    tree, problems = read_document(source, format="yaml", empty=m.NO_ROWS)
    if tree is None:
        return (), problems
    rows = _get(tree, "services")
    found: list[Published] = []
    wrong: list[Diagnostic] = list(problems)
    for row in getattr(rows, "items", ()):
        words = {
            name: " ".join(value.text.split())
            for name in ("id", "name", "city", "field", "operator", "canvas", "match", "doubt", "note")
            if isinstance(value := _get(row, name), Scalar)
        }
        operator = words.get("operator", "")
        if not words.get("id") or not words.get("name") or operator not in (*OPERATORS, "unreadable"):
            span = Span(source, row.start, row.start + 1)
            problem = m.NOT_A_TABLE.at(span, problem_ko="빠진 것이 있는 행", problem_en="an incomplete row")
            wrong.append(problem)
            continue
        found.append(
            Published(
                words["id"],
                words["name"],
                words.get("city", ""),
                words.get("field", ""),
                "" if operator == "unreadable" else operator,
                words.get("canvas", ""),
                words.get("match", "none"),
                words.get("doubt", ""),
                words.get("note", ""),
            )
        )
    return tuple(found), tuple(wrong)


def compare_table(rows: Sequence[Published], reviews: Sequence[Review]) -> tuple[Row, ...]:
    """Each row beside the decision on the service of that name (or of its canvas) in the reviewed plans.

    A canvas that is only related to the row is another service and stands for nothing.
    """
    decisions: dict[str, list[tuple[Review, Decision]]] = {}
    for review in reviews:
        for decision in review.decisions:
            if decision.derivation.name.rpartition(":")[2] == DECISION:
                for name in {key(decision.subject.name), _short(decision.subject.name)}:
                    decisions.setdefault(name, []).append((review, decision))
    return tuple(_row(row, decisions) for row in rows)


def _row(row: Published, decisions: dict[str, list[tuple[Review, Decision]]]) -> Row:
    own, canvas = decisions.get(key(row.name), []), []
    if row.canvas and row.match in ("same", "probable"):
        canvas = decisions.get(key(row.canvas)) or decisions.get(_short(row.canvas), [])
    # Other cities have services of the same name; only the canvas is known to be the same one anywhere.
    in_city = [pair for pair in (*own, *canvas) if row.city in pair[0].plan]
    review, decision = next(iter(in_city or canvas), (None, None))
    if review is None or decision is None:
        standing = Standing.NO_SAMPLE if row.operator else Standing.UNREADABLE
        return Row(row, standing, "", None, (), "")
    missing = tuple(ref.label for ref in decision.missing)
    value = decision.value or ""
    if not row.operator:
        standing = Standing.UNREADABLE
    elif decision.value is None:
        standing = Standing.UNDETERMINED
    else:
        # A decision that allows several forms never picks one: the symbol agrees if it is among them.
        forms = {key(form) for form in value.split("·")}
        standing = Standing.AGREES if key(OPERATORS[row.operator]) in forms else Standing.DIFFERS
    sample = f"{review.plan} · {decision.subject.name}"
    return Row(row, standing, value, decision.cause, missing, sample)


def _short(name: str) -> str:
    """The key of a name without what stands in brackets (`I-MOD (수요기반 모빌리티)`)."""
    return key(re.sub(r"\([^)]*\)", " ", name))


def _get(tree: Tree | None, name: str) -> Tree | None:
    for entry, value in tree.entries if isinstance(tree, MapNode) else ():
        if isinstance(entry, Scalar) and entry.text == name:
            return value
    return None
