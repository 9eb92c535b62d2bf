"""Questions that users have about a store, each a function from a run and a filter to typed rows.

Every figure comes with what it is made of: the rows of `findings` add up to the counts of `plans`, those
to the totals. Order: the most pressing first, then by name, so that equal stores give equal answers.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from jichim.audit import messages as m
from jichim.audit.by_service import lettered
from jichim.audit.filters import Filter
from jichim.audit.model import Problem
from jichim.audit.store import Store, StoreError

LEVELS = ("violation", "evidence", "departure", "recommendation", "advice", "undetermined")
_ALL = Filter()


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run with the totals of its plans; `finished` is None while it runs or when it was broken off."""

    id: int
    started: str
    finished: str | None
    jichim: str
    rules: str
    """The digest of its rules: equal for equal rules."""
    as_of: str
    policies: tuple[str, ...]
    given: int
    reviewed: int
    unusable: int
    reused: int
    repeated: int
    passed_over: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Outcomes counted over subjects."""

    met: int = 0
    not_met: int = 0
    undetermined: int = 0
    not_applicable: int = 0

    @property
    def decided(self) -> int:
        return self.met + self.not_met

    @property
    def all(self) -> int:
        return self.decided + self.undetermined + self.not_applicable

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.met + other.met,
            self.not_met + other.not_met,
            self.undetermined + other.undetermined,
            self.not_applicable + other.not_applicable,
        )


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """One rule over all plans of a run."""

    rule: str
    title: str
    instrument: str
    citation: str
    duty: str
    draft: bool
    tally: Tally
    plans_not_met: int
    plans: int
    """Plans in which the rule had any subject, so that shares can be given."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan of a run with its findings by level, in the order of `LEVELS`."""

    name: str
    plan: str | None
    city: str | None
    as_of: str
    levels: tuple[int, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class FindingOf:
    """A finding with the plan it is in."""

    entry: str
    plan: str | None
    city: str | None
    rule: str
    instrument: str
    citation: str
    about: str
    place: str
    level: str
    text: str
    evidence: str
    action: str
    who: str
    due: str


@dataclass(frozen=True, slots=True)
class UnusableRow:
    name: str
    problems: tuple[Problem, ...]


def runs(store: Store) -> tuple[RunRow, ...]:
    """Every run, the first first."""
    query = """
        SELECT n.id, n.started, n.finished, n.jichim, s.digest, n.as_of, n.options, n.given,
               count(e.review), count(e.problems), coalesce(sum(e.reused), 0), n.repeated, n.passed_over
        FROM run n JOIN ruleset s ON s.id = n.ruleset LEFT JOIN entry e ON e.run = n.id
        GROUP BY n.id ORDER BY n.id"""
    with store.reading() as connection:
        rows = connection.execute(query).fetchall()
    return tuple(
        RunRow(
            *[*row[:6], tuple(json.loads(row[6])["policies"]), *row[7:12], tuple(json.loads(row[12]).items())]
        )
        for row in rows
    )


def run_of(store: Store, number: int | None = None) -> RunRow:
    """The run of that number, or the last finished one; `StoreError` if there is none."""
    found = runs(store)
    chosen = (
        [one for one in found if one.id == number]
        if number is not None
        else [
            *(one for one in found if one.finished is None),
            *(one for one in found if one.finished is not None),
        ]
    )
    if not chosen:
        raise StoreError(m.NO_RUN.about("", run="-" if number is None else number))
    return chosen[-1]


def provisions(store: Store, run: int, chosen: Filter = _ALL) -> tuple[ProvisionRow, ...]:
    """Every rule that was in force for some plan, in the order of the instruments."""
    plans, plan_values = chosen.plans()
    rules, rule_values = chosen.rules()
    with store.reading() as connection:
        if chosen.by_service:
            counted = _of_services(connection, run, chosen)
        else:
            query = f"""
                SELECT o.rule, sum(o.met), sum(o.not_met), sum(o.undetermined), sum(o.not_applicable),
                       sum(o.not_met > 0), sum(length(o.codes) > 0)
                FROM entry e JOIN review v ON v.id = e.review JOIN outcome o ON o.review = v.id
                JOIN rule r ON r.id = o.rule
                WHERE e.run = ? AND {plans} AND {rules} GROUP BY o.rule"""
            rows = connection.execute(query, (run, *plan_values, *rule_values))
            counted = {row[0]: (Tally(*row[1:5]), row[5], row[6]) for row in rows}
        described = connection.execute(
            f"""SELECT r.id, r.name, r.title, r.instrument, r.citation, r.duty, i.status = 'draft'
                FROM rule r JOIN run n ON n.ruleset = r.ruleset
                JOIN instrument i ON i.ruleset = r.ruleset AND i.name = r.instrument
                WHERE n.id = ? AND {rules} ORDER BY r.position""",
            (run, *rule_values),
        ).fetchall()
    return tuple(
        ProvisionRow(*[*row[1:6], bool(row[6]), *counted[row[0]]]) for row in described if row[0] in counted
    )


def _of_services(
    connection: sqlite3.Connection, run: int, chosen: Filter
) -> dict[int, tuple[Tally, int, int]]:
    """The same where only services of a field or stage count."""
    tallies: dict[int, Tally] = {}
    not_met: Counter[int] = Counter()
    held: Counter[int] = Counter()
    for one in lettered(connection, run, chosen):
        tallies[one.rule] = tallies.get(one.rule, Tally()) + Tally(*one.counts)
        not_met[one.rule] += one.letters["N"] > 0
        held[one.rule] += 1
    return {rule: (tally, not_met[rule], held[rule]) for rule, tally in tallies.items()}


def plans(store: Store, run: int, chosen: Filter = _ALL) -> tuple[PlanRow, ...]:
    """Every reviewed plan, those with the most violations first, then by the next level, then by name.

    Findings and outcomes are those of the chosen rules, services and levels; a plan without any stays.
    """
    where, values = chosen.plans()
    rules, rule_values = chosen.rules()
    subjects, subject_values = chosen.subjects()
    kept, level_values = chosen.levels()
    levels = ", ".join(f"sum(f.level = '{level}')" for level in LEVELS)
    with store.reading() as connection:
        found = connection.execute(
            f"""SELECT f.review, {levels} FROM finding f JOIN rule r ON r.id = f.rule
                JOIN subject s ON s.review = f.review AND s.number = max(f.subject, 0)
                WHERE f.review IN (SELECT review FROM entry WHERE run = ?) AND {rules} AND {subjects}
                AND {kept} GROUP BY f.review""",
            (run, *rule_values, *subject_values, *level_values),
        )
        counted = {row[0]: tuple(row[1:]) for row in found}
        rows = connection.execute(
            f"""SELECT e.name, v.plan, v.city, v.as_of, v.id, v.met, v.not_met, v.undetermined,
                       v.not_applicable FROM entry e JOIN review v ON v.id = e.review
                WHERE e.run = ? AND {where}""",
            (run, *values),
        ).fetchall()
        tallies = _by_plan(connection, run, chosen)
    none = (0,) * len(LEVELS)
    made = [
        PlanRow(
            *[
                *row[:4],
                counted.get(row[4], none),
                Tally(*row[5:]) if tallies is None else tallies.get(row[0], Tally()),
            ]
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda one: (tuple(-count for count in one.levels), one.name)))


def _by_plan(connection: sqlite3.Connection, run: int, chosen: Filter) -> dict[str, Tally] | None:
    """The outcomes of each entry; None where every outcome counts, for a review holds those itself."""
    if chosen.by_service:
        found: dict[str, Tally] = {}
        for one in lettered(connection, run, chosen):
            found[one.entry] = found.get(one.entry, Tally()) + Tally(*one.counts)
        return found
    if not (chosen.instrument or chosen.duty or chosen.rule):
        return None
    rules, values = chosen.rules()
    rows = connection.execute(
        f"""SELECT e.name, sum(o.met), sum(o.not_met), sum(o.undetermined), sum(o.not_applicable)
            FROM entry e JOIN outcome o ON o.review = e.review JOIN rule r ON r.id = o.rule
            WHERE e.run = ? AND {rules} GROUP BY e.name""",
        (run, *values),
    )
    return {row[0]: Tally(*row[1:]) for row in rows}


def findings(
    store: Store, run: int, chosen: Filter = _ALL, *, entry: str | None = None, most: int = -1
) -> Iterator[FindingOf]:
    """Every finding of a run, or of one of its plans, plan by plan, in reading order; at most `most`."""
    where, values = chosen.plans()
    rules, rule_values = chosen.rules()
    subjects, subject_values = chosen.subjects()
    levels, level_values = chosen.levels()
    alone, its_name = ("e.name = ?", [entry]) if entry is not None else ("1", [])
    query = f"""
        SELECT e.name, v.plan, v.city, r.name, r.instrument, r.citation, a.body, s.place, f.level, t.body,
               f.evidence, coalesce(c.body, ''), coalesce(w.body, ''), coalesce(f.due, '')
        FROM entry e JOIN review v ON v.id = e.review JOIN finding f ON f.review = v.id
        JOIN rule r ON r.id = f.rule JOIN phrase a ON a.id = f.about JOIN phrase t ON t.id = f.text
        JOIN subject s ON s.review = v.id AND s.number = max(f.subject, 0)
        LEFT JOIN phrase c ON c.id = f.action LEFT JOIN phrase w ON w.id = f.who
        WHERE e.run = ? AND {alone} AND {where} AND {rules} AND {subjects} AND {levels}
        ORDER BY e.position, f.number LIMIT ?"""
    bound = (run, *its_name, *values, *rule_values, *subject_values, *level_values, most)
    with store.reading() as connection:
        for row in connection.execute(query, bound):
            yield FindingOf(*row)


def unusable(store: Store, run: int) -> tuple[UnusableRow, ...]:
    """The plans without a review, in the order given, with every reason."""
    query = "SELECT name, problems FROM entry WHERE run = ? AND problems IS NOT NULL ORDER BY position"
    with store.reading() as connection:
        rows = connection.execute(query, (run,)).fetchall()
    return tuple(UnusableRow(name, tuple(Problem(**one) for one in json.loads(text))) for name, text in rows)


def causes(store: Store, run: int, chosen: Filter = _ALL) -> tuple[tuple[str, int], ...]:
    """Why outcomes are undetermined, the most frequent cause first.

    Causes are stored for a rule and a plan: with a filter of services there is no answer (empty).
    """
    if chosen.by_service:
        return ()
    where, values = chosen.plans()
    rules, rule_values = chosen.rules()
    counted: Counter[str] = Counter()
    query = f"""SELECT o.causes, count(*) FROM entry e JOIN review v ON v.id = e.review
                JOIN outcome o ON o.review = v.id JOIN rule r ON r.id = o.rule
                WHERE e.run = ? AND o.causes <> '' AND {where} AND {rules} GROUP BY o.causes"""
    with store.reading() as connection:
        for text, times in connection.execute(query, (run, *values, *rule_values)):
            for part in text.split():
                cause, _, count = part.partition(":")
                counted[cause] += int(count) * times
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def missing(store: Store, run: int, chosen: Filter = _ALL) -> tuple[tuple[str, int, int], ...]:
    """The fields that plans do not state: label, plans, subjects; the most frequent first."""
    where, values = chosen.plans()
    subjects, subject_values = chosen.subjects()
    query = f"""SELECT p.body, count(DISTINCT e.name), count(*)
                FROM entry e JOIN review v ON v.id = e.review
                JOIN supplement u ON u.review = v.id JOIN phrase p ON p.id = u.label
                JOIN subject s ON s.review = v.id AND s.number = u.subject
                WHERE e.run = ? AND {where} AND {subjects} GROUP BY p.body ORDER BY 3 DESC, 1"""
    with store.reading() as connection:
        return tuple(connection.execute(query, (run, *values, *subject_values)).fetchall())


def decisions(store: Store, run: int, chosen: Filter = _ALL) -> tuple[tuple[str, str, str, int], ...]:
    """How often each decision has each value: title, value (empty: undetermined), cause, count."""
    where, values = chosen.plans()
    subjects, subject_values = chosen.subjects()
    query = f"""SELECT d.title, coalesce(d.value, ''), coalesce(d.cause, ''), count(*)
                FROM entry e JOIN review v ON v.id = e.review JOIN decision d ON d.review = v.id
                JOIN subject s ON s.review = v.id AND s.number = max(d.subject, 0)
                WHERE e.run = ? AND {where} AND {subjects}
                GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 2, 3"""
    with store.reading() as connection:
        return tuple(connection.execute(query, (run, *values, *subject_values)).fetchall())


def by_city(store: Store, run: int, chosen: Filter = _ALL) -> tuple[tuple[str, str, int, int], ...]:
    """City × rule: subjects that do not meet it and all that it decided; cities by name, unnamed last."""
    where, values = chosen.plans()
    rules, rule_values = chosen.rules()
    query = f"""SELECT coalesce(v.city, ''), r.name, sum(o.not_met), sum(o.met + o.not_met)
                FROM entry e JOIN review v ON v.id = e.review JOIN outcome o ON o.review = v.id
                JOIN rule r ON r.id = o.rule WHERE e.run = ? AND {where} AND {rules}
                GROUP BY 1, r.id ORDER BY coalesce(v.city, '') = '', 1, r.position"""
    with store.reading() as connection:
        if not chosen.by_service:
            return tuple(connection.execute(query, (run, *values, *rule_values)).fetchall())
        described = connection.execute("SELECT id, name, position FROM rule").fetchall()
        counted: Counter[tuple[str, int]] = Counter()
        decided: Counter[tuple[str, int]] = Counter()
        for one in lettered(connection, run, chosen):
            key = (one.city or "", one.rule)
            counted[key] += one.letters["N"]
            decided[key] += one.letters["N"] + one.letters["M"]
    places = {number: (position, name) for number, name, position in described}
    keys = sorted(decided, key=lambda key: (key[0] == "", key[0], places[key[1]]))
    return tuple((city, places[rule][1], counted[city, rule], decided[city, rule]) for city, rule in keys)


def by_field(store: Store, run: int, chosen: Filter = _ALL) -> tuple[tuple[str, str, int], ...]:
    """Field of service × level of its findings: canonical name (empty: not stated), level, count.

    A service of several fields counts in each of them.
    """
    where, values = chosen.plans()
    rules, rule_values = chosen.rules()
    subjects, subject_values = chosen.subjects()
    levels, level_values = chosen.levels()
    query = f"""SELECT s.field, f.level, count(*)
                FROM entry e JOIN review v ON v.id = e.review JOIN finding f ON f.review = v.id
                JOIN rule r ON r.id = f.rule JOIN subject s ON s.review = v.id AND s.number = f.subject
                WHERE e.run = ? AND s.node = 'service' AND {where} AND {rules} AND {subjects} AND {levels}
                GROUP BY 1, 2"""
    counted: Counter[tuple[str, str]] = Counter()
    bound = (run, *values, *rule_values, *subject_values, *level_values)
    with store.reading() as connection:
        for names, level, count in connection.execute(query, bound):
            for name in names.split() or [""]:
                counted[name, level] += count
    return tuple((name, level, count) for (name, level), count in sorted(counted.items()))
