"""Outcomes of some services only, or of pairs of them: counted from the letter of each subject."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, product

from jichim.audit.filters import Filter
from jichim.vocabulary.model import normalise


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

    A pair goes by its first service, as its findings do, so that it counts in one part of a plan only. Rules
    about the plan as a whole or about other subjects are left out: `Filter` says so.
    """
    plans, plan_values = chosen.plans()
    rules, rule_values = chosen.rules()
    query = f"""SELECT e.name, v.city, o.review, o.rule, r.node, o.codes
                FROM entry e JOIN review v ON v.id = e.review
                JOIN outcome o ON o.review = v.id JOIN rule r ON r.id = o.rule
                WHERE e.run = ? AND {plans} AND {rules} ORDER BY e.position, r.position"""
    rows = connection.execute(query, (run, *plan_values, *rule_values))
    for (entry, city, review), of_plan in groupby(rows, key=lambda row: (row[0], row[1], row[2])):
        members = _members(connection, review, chosen)
        taken: dict[str, list[bool]] = {}
        for *_, rule, node, codes in of_plan:
            if node not in taken:
                taken[node] = _taken(members, node.split())
            # Stores made before pairs were told apart name one node of a pair: those are left out.
            if any(taken[node]) and len(taken[node]) == len(codes):
                letters = (letter for letter, one in zip(codes, taken[node], strict=True) if one)
                yield Lettered(entry, city, rule, Counter(letters))


_Members = Mapping[str, Sequence[tuple[tuple[str, str], bool]]]
"""By node, in the order of the plan: by what a group is sorted, and whether the subject is chosen."""


def _members(connection: sqlite3.Connection, review: int, chosen: Filter) -> _Members:
    subjects, values = chosen.subjects()
    query = f"SELECT s.node, s.name, {subjects} FROM subject s WHERE s.review = ? ORDER BY s.number"
    found: dict[str, list[tuple[tuple[str, str], bool]]] = {}
    for node, name, taken in connection.execute(query, (*values, review)):
        found.setdefault(node, []).append(((normalise(name), name), bool(taken)))
    return found


def _taken(members: _Members, nodes: Sequence[str]) -> list[bool]:
    """For each subject of a rule, in the order of its letters, whether its first member is chosen.

    The order is that of `review.subjects.subjects_of`.
    """
    first = members.get(nodes[0], ())
    if len(nodes) == 1:
        return [taken for _, taken in first]
    if len(set(nodes)) == 1:
        return [min(group, key=lambda one: one[0])[1] for group in combinations(first, len(nodes))]
    return [group[0][1] for group in product(*(members.get(node, ()) for node in nodes))]
