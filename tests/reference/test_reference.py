"""The reference evaluator itself: truth tables and arithmetic against what they are by definition."""

from __future__ import annotations

import ast
import datetime
import itertools
import math
import operator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jichim.vocabulary.quantity import Duration
from reference import quantities as q
from reference.logic import Truth, conj, disj, neg

TRUTHS: tuple[Truth, ...] = (True, None, False)


def completions(*parts: Truth) -> list[tuple[bool, ...]]:
    """Every way in which what is unknown may turn out."""
    return list(itertools.product(*((True, False) if part is None else (part,) for part in parts)))


def agreed(results: set[bool]) -> Truth:
    return results.pop() if len(results) == 1 else None


@pytest.mark.parametrize(("a", "b"), list(itertools.product(TRUTHS, repeat=2)))
def test_a_connective_is_known_where_every_completion_agrees(a: Truth, b: Truth) -> None:
    assert conj([a, b]) is agreed({x and y for x, y in completions(a, b)})
    assert disj([a, b]) is agreed({x or y for x, y in completions(a, b)})
    assert neg(a) is agreed({not x for (x,) in completions(a)})


def test_nothing_is_all_true_and_none_true() -> None:
    assert conj([]) is True
    assert disj([]) is False


small = st.integers(-4, 4).map(Fraction)
ranges = st.builds(lambda a, b: q.Range(min(a, b), max(a, b)), small, small)
COMPARISONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def values(of: q.Range) -> list[Fraction]:
    """Every half between the ends, both included."""
    return [of.lo + Fraction(n, 2) for n in range(int((of.hi - of.lo) * 2) + 1)]


@given(ranges, ranges)
def test_a_range_compares_as_all_values_in_it(left: q.Range, right: q.Range) -> None:
    pairs = list(itertools.product(values(left), values(right)))
    for op, holds in COMPARISONS.items():
        assert q.ordered(op, left, right) is agreed({holds(a, b) for a, b in pairs})
    assert q.equal(left, right) is agreed({a == b for a, b in pairs})


@given(ranges, ranges)
def test_arithmetic_holds_every_result_and_no_wider_ends(left: q.Range, right: q.Range) -> None:
    pairs = list(itertools.product(values(left), values(right)))
    for found, results in (
        (q.add(left, right), [a + b for a, b in pairs]),
        (q.subtract(left, right), [a - b for a, b in pairs]),
        (q.multiply(left, right), [a * b for a, b in pairs]),
        (q.divide(left, right), None if right.lo <= 0 <= right.hi else [a / b for a, b in pairs]),
    ):
        assert found == (None if results is None else q.Range(min(results), max(results)))


def test_a_sum_without_an_upper_end() -> None:
    open_ended = q.Range(Fraction(1), math.inf)
    assert q.subtract(open_ended, open_ended) == q.Range(-math.inf, math.inf)
    assert q.multiply(open_ended, q.ZERO) == q.ZERO
    assert q.divide(open_ended, q.point(Fraction(2))) == q.Range(Fraction(1, 2), math.inf)
    assert q.divide(q.point(Fraction(2)), open_ended) == q.Range(Fraction(0), Fraction(2))


@pytest.mark.parametrize(
    ("months", "days"), [(0, (0, 0)), (1, (28, 31)), (2, (59, 62)), (12, (365, 366)), (48, (1460, 1461))]
)
def test_the_days_of_months(months: int, days: tuple[int, int]) -> None:
    assert q.days_of_months(months) == days


def test_months_are_added_to_the_last_day_of_a_shorter_month() -> None:
    january = q.point(datetime.date(2024, 1, 31))
    assert q.add(january, q.point(Duration(1, 0))) == q.point(datetime.date(2024, 2, 29))
    assert q.add(january, q.point(Duration(1, 1))) == q.point(datetime.date(2024, 3, 1))


def test_the_reference_reads_neither_the_network_nor_the_review() -> None:
    for path in Path(__file__).parent.glob("*.py"):
        if path.name == "long_run.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            assert not module.startswith(("jichim.network", "jichim.review", "durable")), path.name
