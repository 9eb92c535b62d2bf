"""Two runs side by side: which plans changed, and in which rules.

Plans are matched by name, rules by name. SQLite does the matching and counting: what is held here is a few
figures for each rule and the first of the plans that changed, however many the runs have.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from jichim.audit.queries import RunRow, run_of, runs
from jichim.audit.store import Store


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule whose outcomes differ between two runs, over the plans that both reviewed."""

    rule: str
    title: str
    before: tuple[int, int, int, int]
    """Met, not met, undetermined, not applicable; zeros where the run had no such rule."""
    after: tuple[int, int, int, int]
    plans: int
    """Plans in which they differ."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A plan whose violations differ; `None` where the run has no review of it."""

    name: str
    before: int | None
    after: int | None

    @property
    def flipped(self) -> bool:
        """From clean to violating."""
        return self.before == 0 and bool(self.after)


@dataclass(frozen=True, slots=True)
class Changes:
    old: RunRow
    new: RunRow
    rules: tuple[RuleChange, ...]
    plans: tuple[PlanChange, ...]
    """Those that flipped from clean to violating first, then by the size of the change, then by name."""
    changed: int
    """All plans whose violations differ; `plans` are the first of them."""
    same: int
    """Plans with the same outcomes in both runs."""


MOST_CHANGED = 1000
"""Plans that changed in an answer by default."""

_Four = tuple[int, int, int, int]

# Every plan that either run reviewed, with its review in each; a plan without a review is none here.
_PAIRS = """
WITH old AS (SELECT name, review FROM entry WHERE run = :old AND review IS NOT NULL),
     new AS (SELECT name, review FROM entry WHERE run = :new AND review IS NOT NULL),
     pair AS (SELECT old.name, old.review AS before, new.review AS after
              FROM old LEFT JOIN new ON new.name = old.name
              UNION ALL
              SELECT new.name, NULL, new.review FROM new
              WHERE NOT EXISTS (SELECT 1 FROM old WHERE old.name = new.name)),
     -- The same rule has another number under other rules.
     named AS (SELECT a.name, a.id AS was, b.id AS now
               FROM rule a LEFT JOIN rule b ON b.name = a.name AND b.ruleset = :new_rules
               WHERE a.ruleset = :old_rules
               UNION ALL
               SELECT b.name, NULL, b.id FROM rule b WHERE b.ruleset = :new_rules AND NOT EXISTS
                 (SELECT 1 FROM rule a WHERE a.name = b.name AND a.ruleset = :old_rules))
"""
_DIFFERING = f"""{_PAIRS}
SELECT pair.name, named.name FROM pair CROSS JOIN named
LEFT JOIN outcome o ON o.review = before AND o.rule = was
LEFT JOIN outcome n ON n.review = after AND n.rule = now
WHERE before <> after AND coalesce(o.codes, '') <> coalesce(n.codes, '')"""
_TOTALS = f"""{_PAIRS}
SELECT r.name, sum(o.met), sum(o.not_met), sum(o.undetermined), sum(o.not_applicable)
FROM pair JOIN outcome o ON o.review = {{side}} JOIN rule r ON r.id = o.rule
WHERE before IS NOT NULL AND after IS NOT NULL GROUP BY r.name"""
_CHANGED = f"""{_PAIRS},
     counted AS (SELECT name,
       CASE WHEN before IS NULL THEN NULL ELSE
         (SELECT count(*) FROM finding WHERE review = before AND level = 'violation') END AS first,
       CASE WHEN after IS NULL THEN NULL ELSE
         (SELECT count(*) FROM finding WHERE review = after AND level = 'violation') END AS second
       FROM pair WHERE before IS NOT after)
SELECT name, first, second, count(*) OVER () FROM counted WHERE first IS NOT second
ORDER BY NOT (first IS 0 AND coalesce(second, 0) > 0),
         abs(coalesce(second, 0) - coalesce(first, 0)) DESC, name LIMIT :most"""


def compare_runs(
    store: Store, old: int | None = None, new: int | None = None, *, most: int = MOST_CHANGED
) -> Changes:
    """Two runs of one store, by default the last and the one before it; at most so many plans are named."""
    later = run_of(store, new)
    if old is None:
        earlier = [one for one in runs(store) if one.id < later.id and one.finished is not None]
        before = earlier[-1] if earlier else later
    else:
        before = run_of(store, old)
    with store.reading() as connection:
        (old_rules,), (new_rules,) = (
            connection.execute("SELECT ruleset FROM run WHERE id = ?", (one.id,)).fetchone()
            for one in (before, later)
        )
        asked = {"old": before.id, "new": later.id, "old_rules": old_rules, "new_rules": new_rules}
        differing: Counter[str] = Counter()
        unequal = 0
        pairs = connection.execute(_DIFFERING, asked)
        for _, rules in groupby(pairs, key=lambda row: str(row[0])):
            differing.update(rule for _, rule in rules)
            unequal += 1
        (both,) = connection.execute(
            f"{_PAIRS} SELECT count(*) FROM pair WHERE before IS NOT NULL AND after IS NOT NULL", asked
        ).fetchone()
        was = _totals(connection, "before", asked) if differing else {}
        now = _totals(connection, "after", asked) if differing else {}
        titles = dict(
            connection.execute(
                "SELECT name, title FROM rule WHERE ruleset IN (:old_rules, :new_rules)"
                " ORDER BY ruleset = :new_rules",
                asked,
            ).fetchall()
        )
        plans = connection.execute(_CHANGED, {**asked, "most": most}).fetchall()
    none = (0, 0, 0, 0)
    changed = [
        RuleChange(rule, titles[rule], was.get(rule, none), now.get(rule, none), count)
        for rule, count in sorted(differing.items(), key=lambda item: (-item[1], item[0]))
    ]
    return Changes(
        before,
        later,
        tuple(changed),
        tuple(PlanChange(*row[:3]) for row in plans),
        plans[0][3] if plans else 0,
        both - unequal,
    )


def _totals(connection: sqlite3.Connection, side: str, asked: dict[str, int]) -> dict[str, _Four]:
    """The outcomes of each rule over the plans that both runs reviewed, in one of the two."""
    rows = connection.execute(_TOTALS.format(side=side), asked)
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}
