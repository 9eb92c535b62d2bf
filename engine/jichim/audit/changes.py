"""Two runs side by side: which plans changed, and in which rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

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
    same: int
    """Plans with the same outcomes in both runs."""


def compare_runs(store: Store, old: int | None = None, new: int | None = None) -> Changes:
    """Two runs of one store, by default the last and the one before it; plans are matched by name."""
    later = run_of(store, new)
    if old is None:
        earlier = [one for one in runs(store) if one.id < later.id and one.finished is not None]
        before = earlier[-1] if earlier else later
    else:
        before = run_of(store, old)
    with store.reading() as connection:
        names = """SELECT e.name, e.review,
                          (SELECT count(*) FROM finding f WHERE f.review = e.review AND f.level = 'violation')
                   FROM entry e WHERE e.run = ?"""
        first = {name: (review, count) for name, review, count in connection.execute(names, (before.id,))}
        second = {name: (review, count) for name, review, count in connection.execute(names, (later.id,))}
        codes: dict[int, dict[str, str]] = {}
        titles: dict[str, str] = {}
        for run in (before.id, later.id):
            query = """SELECT DISTINCT o.review, r.name, r.title, o.codes FROM entry e
                       JOIN outcome o ON o.review = e.review JOIN rule r ON r.id = o.rule WHERE e.run = ?"""
            for review, rule, title, letters in connection.execute(query, (run,)):
                codes.setdefault(review, {})[rule] = letters
                titles[rule] = title
    totals: dict[str, tuple[Counter[str], Counter[str]]] = {}
    differing: Counter[str] = Counter()
    changed: list[PlanChange] = []
    same = 0
    for name in sorted(first.keys() | second.keys()):
        mine, yours = first.get(name), second.get(name)
        one = None if mine is None or mine[0] is None else mine
        other = None if yours is None or yours[0] is None else yours
        if one is not None and other is not None:
            equal = True
            for rule in codes[one[0]].keys() | codes[other[0]].keys():
                was, now = codes[one[0]].get(rule, ""), codes[other[0]].get(rule, "")
                both = totals.setdefault(rule, (Counter(), Counter()))
                both[0].update(was)
                both[1].update(now)
                if was != now:
                    differing[rule] += 1
                    equal = False
            same += equal
        if (one and one[1]) != (other and other[1]) or (one is None) != (other is None):
            changed.append(PlanChange(name, one[1] if one else None, other[1] if other else None))
    rules = [
        RuleChange(rule, titles[rule], _four(was), _four(now), differing[rule])
        for rule, (was, now) in totals.items()
        if differing[rule]
    ]
    rules.sort(key=lambda one: (-one.plans, one.rule))
    changed.sort(key=lambda one: (not one.flipped, -abs((one.after or 0) - (one.before or 0)), one.name))
    return Changes(before, later, tuple(rules), tuple(changed), same)


def _four(letters: Counter[str]) -> tuple[int, int, int, int]:
    return letters["M"], letters["N"], letters["U"], letters["A"]
