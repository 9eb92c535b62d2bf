"""Aggregates over elements that surely and perhaps belong to a collection: values, or ranges of them."""

from __future__ import annotations

from functools import partial, reduce
from typing import Any

from jichim.network import kleene
from jichim.network.kleene import TRUE, UNBOUNDED
from jichim.vocabulary.quantity import Duration, Interval


def combine(op: str, sure: list[Any], maybe: list[Any], *, ordered: bool) -> Any:
    """The aggregate of elements that surely and perhaps belong to it; `ordered` for dates and durations.

    Dates and durations have a greatest and a least as far as every calendar agrees; durations can be added.
    """
    if op == "count":
        return len(sure) if not maybe else Interval(len(sure), len(sure) + len(maybe))
    if op == "sum" and not ordered:
        return _sum(sure, maybe)
    if maybe or any(found is None for found in sure) or not sure:
        return None
    if op in ("max", "min"):
        ends = [kleene.bounds(found) for found in sure]
        low, high = (_extreme(op, [end[side] for end in ends]) for side in (0, 1))
        return None if low is None or high is None else _range(low, high)
    if op == "sum":
        durations = all(isinstance(kleene.bounds(found)[0], Duration) for found in sure)
        return reduce(partial(kleene.arithmetic, "+"), sure) if durations else None
    return None if ordered else kleene.arithmetic("/", _sum(sure, []), len(sure))


def _extreme(op: str, values: list[Any]) -> Any:
    """The greatest or least value; None where durations in months and in days have no certain order."""
    if not isinstance(values[0], Duration):
        return max(values) if op == "max" else min(values)
    wanted = ">=" if op == "max" else "<="
    return next((one for one in values if all(kleene.compare(wanted, one, v) == TRUE for v in values)), None)


def _sum(sure: list[Any], maybe: list[Any]) -> Any:
    low: Any = 0
    high: Any = 0
    for found in sure:
        lo, hi = kleene.bounds(found) if found is not None else (0, UNBOUNDED)
        low, high = low + lo, high + hi
    for found in maybe:
        lo, hi = kleene.bounds(found) if found is not None else (0, UNBOUNDED)
        low, high = low + min(lo, 0), high + max(hi, 0)
    return _range(low, high)


def _range(low: Any, high: Any) -> Any:
    return low if low == high else Interval(low, high)
