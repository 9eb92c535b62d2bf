"""The rows of a run as flat tables, for export: `plans`, `outcomes`, `findings`, `decisions`, …

Each table is a dataclass, whose fields are the columns, and a function that yields its rows in the order in
which the plans were given. Rows come one after the other, whatever the size of the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jichim.audit.by_service import lettered
from jichim.audit.filters import Filter
from jichim.audit.queries import FindingOf, findings, plans, unusable
from jichim.audit.store import Store


@dataclass(frozen=True, slots=True)
class PlanOf:
    """A reviewed plan; outcomes are counted over rules and subjects, findings by level."""

    entry: str
    plan: str | None
    city: str | None
    as_of: str
    met: int
    not_met: int
    undetermined: int
    not_applicable: int
    violations: int
    evidence_asked: int
    departures: int
    recommendations: int
    advice: int
    open: int
    """Findings about outcomes that are undetermined for more than a missing field."""


@dataclass(frozen=True, slots=True)
class OutcomeOf:
    """A rule in a plan, counted over its subjects."""

    entry: str
    plan: str | None
    city: str | None
    rule: str
    title: str
    instrument: str
    citation: str
    duty: str
    met: int
    not_met: int
    undetermined: int
    not_applicable: int
    causes: str
    """`not-stated:3 needs-judgement:1`; empty with a filter of services."""


@dataclass(frozen=True, slots=True)
class DecisionOf:
    entry: str
    plan: str | None
    city: str | None
    decision: str
    title: str
    about: str
    place: str
    value: str | None
    cause: str | None


@dataclass(frozen=True, slots=True)
class SupplementOf:
    """A field that is missing, with the subject that should state it."""

    entry: str
    plan: str | None
    city: str | None
    about: str
    place: str
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class UnusableOf:
    """One reason why a plan has no review."""

    entry: str
    place: str
    code: str
    ko: str
    en: str
    help_ko: str
    help_en: str


Rows = Callable[[Store, int, Filter], Iterator[Any]]


def plan_rows(store: Store, run: int, chosen: Filter) -> Iterator[PlanOf]:
    """Every reviewed plan of the chosen cities."""
    with store.reading() as connection:
        query = "SELECT name, position FROM entry WHERE run = ?"
        given = dict(connection.execute(query, (run,)).fetchall())
    for one in sorted(plans(store, run, chosen), key=lambda row: int(given[row.name])):
        t = one.tally
        counts = (t.met, t.not_met, t.undetermined, t.not_applicable)
        yield PlanOf(one.name, one.plan, one.city, one.as_of, *counts, *one.levels)


def outcome_rows(store: Store, run: int, chosen: Filter) -> Iterator[OutcomeOf]:
    """Every rule of every plan, in the order of the instruments; with `outcome`, those with any of it."""
    where, values = chosen.plans()
    rules, rule_values = chosen.rules()
    query = f"""
        SELECT e.name, v.plan, v.city, r.name, r.title, r.instrument, r.citation, r.duty,
               o.met, o.not_met, o.undetermined, o.not_applicable, o.causes, r.id
        FROM entry e JOIN review v ON v.id = e.review JOIN outcome o ON o.review = v.id
        JOIN rule r ON r.id = o.rule WHERE e.run = ? AND {where} AND {rules}
        ORDER BY e.position, r.position"""
    with store.reading() as connection:
        of_services = iter(lettered(connection, run, chosen)) if chosen.by_service else None
        next_one = next(of_services, None) if of_services else None
        for row in connection.execute(query, (run, *values, *rule_values)):
            made = OutcomeOf(*row[:13])
            if of_services is not None:  # the same order, with gaps
                if next_one is None or (next_one.entry, next_one.rule) != (made.entry, row[13]):
                    continue
                made = OutcomeOf(*[*row[:8], *next_one.counts, ""])
                next_one = next(of_services, None)
            if not chosen.outcome or any(_count(made, outcome) for outcome in chosen.outcome):
                yield made


def decision_rows(store: Store, run: int, chosen: Filter) -> Iterator[DecisionOf]:
    where, values = chosen.plans()
    subjects, subject_values = chosen.subjects()
    query = f"""
        SELECT e.name, v.plan, v.city, d.name, d.title, d.about, s.place, d.value, d.cause
        FROM entry e JOIN review v ON v.id = e.review JOIN decision d ON d.review = v.id
        JOIN subject s ON s.review = v.id AND s.number = max(d.subject, 0)
        WHERE e.run = ? AND {where} AND {subjects} ORDER BY e.position, d.name, d.subject, d.about"""
    with store.reading() as connection:
        for row in connection.execute(query, (run, *values, *subject_values)):
            yield DecisionOf(*row)


def supplement_rows(store: Store, run: int, chosen: Filter) -> Iterator[SupplementOf]:
    where, values = chosen.plans()
    subjects, subject_values = chosen.subjects()
    query = f"""
        SELECT e.name, v.plan, v.city, s.name, s.place, l.body, p.body
        FROM entry e JOIN review v ON v.id = e.review JOIN supplement u ON u.review = v.id
        JOIN subject s ON s.review = v.id AND s.number = u.subject
        JOIN phrase p ON p.id = u.path JOIN phrase l ON l.id = u.label
        WHERE e.run = ? AND {where} AND {subjects} ORDER BY e.position, u.subject, p.body"""
    with store.reading() as connection:
        for row in connection.execute(query, (run, *values, *subject_values)):
            yield SupplementOf(*row)


def unusable_rows(store: Store, run: int, chosen: Filter) -> Iterator[UnusableOf]:  # noqa: ARG001
    """Every reason of every plan without a review; no filter can know more of such a plan."""
    for row in unusable(store, run):
        for one in row.problems:
            yield UnusableOf(row.name, one.place, one.code, one.ko, one.en, one.help_ko, one.help_en)


def _count(row: OutcomeOf, outcome: str) -> int:
    return int(getattr(row, outcome.replace("-", "_")))


TABLES: dict[str, tuple[type[Any], Rows]] = {
    "plans": (PlanOf, plan_rows),
    "outcomes": (OutcomeOf, outcome_rows),
    "findings": (FindingOf, findings),
    "decisions": (DecisionOf, decision_rows),
    "supplements": (SupplementOf, supplement_rows),
    "unusable": (UnusableOf, unusable_rows),
}
"""Every table by name: its rows and where they come from."""
