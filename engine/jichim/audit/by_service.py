"""Outcomes of some services only: counted from the letter of each subject."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jichim.audit.filters import Filter


@dataclass(frozen=True, slots=True)
class Lettered:
    """A rule in one plan with the outcomes of the chosen services: how often M, N, U and A."""

    entry: str
    city: str | None
    rule: int
    letters: Mapping[str, int]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return self.letters["M"], self.letters["N"], self.letters["U"], self.letters["A"]


def lettered(connection: sqlite3.Connection, run: int, chosen: Filter) -> Iterator[Lettered]:
    """Every rule of every plan that has any of the chosen services, plan by plan.

    Rules about the plan as a whole, about other subjects or about pairs have no such letters and are left
    out: `Filter` says so.
    """
    plans, plan_values = chosen.plans()
    rules, rule_values = chosen.rules()
    subjects, subject_values = chosen.subjects()
    wanted: dict[int, dict[str, list[bool]]] = {}
    query = f"""SELECT s.review, s.node, {subjects} FROM review v JOIN subject s ON s.review = v.id
                WHERE v.id IN (SELECT review FROM entry WHERE run = ?) AND {plans} ORDER BY 1, s.number"""
    for review, node, taken in connection.execute(query, (*subject_values, run, *plan_values)):
        wanted.setdefault(review, {}).setdefault(node, []).append(bool(taken))
    query = f"""SELECT e.name, v.city, o.review, o.rule, r.node, o.codes
                FROM entry e JOIN review v ON v.id = e.review
                JOIN outcome o ON o.review = v.id JOIN rule r ON r.id = o.rule
                WHERE e.run = ? AND {plans} AND {rules} ORDER BY e.position, r.position"""
    for entry, city, review, rule, node, codes in connection.execute(
        query, (run, *plan_values, *rule_values)
    ):
        taken = wanted.get(review, {}).get(node, [])
        if len(taken) == len(codes) and any(taken):
            yield Lettered(
                entry, city, rule, Counter(letter for letter, one in zip(codes, taken, strict=True) if one)
            )
