"""The whole corpus: plans go to workers, what comes back is counted, and only the worst plans are kept."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from jichim.audit import Gathered, Settings, audit
from jichim.audit.model import Entry, Problem, Unusable
from jichim.audit.process import Make
from jichim.authoring.diff.model import Aspect, RulesDiff
from jichim.authoring.diff.sides import Side
from jichim.authoring.impact.model import (
    Compared,
    Gap,
    Group,
    Impact,
    Lack,
    Misrated,
    PlanShift,
    Result,
    RuleShift,
    Shift,
    SideName,
    Tally,
)
from jichim.authoring.impact.pair import MakePair
from jichim.authoring.impact.sheets import NO_SHEETS, Rated
from jichim.policy.model import Always, Policy, Rule
from jichim.policy.names import written_name

MOST_PLANS = 1000
_MOST_UNUSABLE = 50
Progress = Callable[[int], None]
_State = tuple[Result, str]
_Declared = tuple[str, str]
"""`rule` or `decision`, and its name."""


def measure(
    diff: RulesDiff,
    sides: tuple[Side, Side],
    policies: tuple[Policy, Policy],
    paths: Sequence[str] | Gathered,
    settings: Settings,
    *,
    jobs: int = 0,
    most: int = MOST_PLANS,
    rated: tuple[Rated, Rated] = (NO_SHEETS, NO_SHEETS),
    progress: Progress | None = None,
) -> Impact:
    """The results that differ over all plans; `settings` as for an audit, but for its policies.

    `rated` are the assessment sheets as each side takes them. With `jobs` 0 the plans are reviewed here,
    otherwise in so many processes. `most` bounds the list of plans, never the counts. Raises
    `BrokenRulesError` for paths that cannot be used.
    """
    concerned = concerned_rules(diff)
    make = MakePair(*sides, tuple(diff.renamed_rules.items()), frozenset(concerned), rated)
    # The pool hands on whatever its workers answer; `Make` names the usual ones.
    found = cast(
        Iterator[tuple[Entry, Compared | Unusable]],
        audit(paths, settings, jobs=jobs, make=cast(Make, make)),
    )
    counting = _Counting(most)
    for done, (entry, result) in enumerate(found, 1):
        counting.add(entry, result)
        if progress is not None:
            progress(done)
    return counting.impact(diff, policies, concerned)


def concerned_rules(diff: RulesDiff) -> tuple[str, ...]:
    """The new names of rules whose outcomes the change may touch, in the order of the difference."""
    found: dict[str, None] = {}
    new_names = {old: new for new, old in diff.renamed_rules.items()}
    for entry in diff.entries:
        if entry.decides:
            rules = (entry.name,) if entry.kind == "rule" else entry.rests
            found |= dict.fromkeys(new_names.get(name, name) for name in rules)
    return tuple(found)


@dataclass(slots=True)
class _Counting:
    most: int
    reviewed: int = 0
    changed: int = 0
    flipped: int = 0
    shifts: int = 0
    unusable: list[tuple[str, Problem]] = field(default_factory=list)
    unusable_all: int = 0
    kept: list[PlanShift] = field(default_factory=list)
    moves: dict[_Declared, Counter[tuple[_State, _State]]] = field(default_factory=dict)
    plans_of: Counter[_Declared] = field(default_factory=Counter)
    titles: dict[_Declared, str] = field(default_factory=dict)
    tallies: dict[str, tuple[Tally, Tally]] = field(default_factory=dict)
    cities: dict[str, list[int]] = field(default_factory=dict)
    fields: dict[str, list[int]] = field(default_factory=dict)
    lacks: Counter[tuple[SideName, str]] = field(default_factory=Counter)
    sheets: set[str] = field(default_factory=set)

    def add(self, entry: Entry, result: Compared | Unusable) -> None:
        if isinstance(result, Misrated):
            self.sheets.update(result.sheets)
        if isinstance(result, Unusable):
            self.unusable_all += 1
            self.unusable.append((entry.name, result.problems[0]))
            self.unusable = sorted(self.unusable, key=lambda one: one[0])[:_MOST_UNUSABLE]
            return
        self.reviewed += 1
        self.lacks.update(result.lacks)
        self.sheets.update(result.sheets)
        for name, old, new in result.tallies:
            before, after = self.tallies.get(name, (Tally(), Tally()))
            self.tallies[name] = (before.plus(old), after.plus(new))
        if not result.shifts:
            return
        plan = PlanShift(
            entry.name,
            result.plan,
            result.city,
            result.as_of,
            result.violations,
            result.demands,
            result.shifts,
        )
        self.changed += 1
        self.flipped += plan.flipped
        self.shifts += len(plan.shifts)
        self._groups(plan)
        for key in {(one.kind, one.name) for one in plan.shifts}:
            self.plans_of[key] += 1
        for one in plan.shifts:
            key = (one.kind, one.name)
            self.titles.setdefault(key, one.title)
            move = ((one.old, one.old_level), (one.new, one.new_level))
            self.moves.setdefault(key, Counter())[move] += 1
        self.kept.append(plan)
        if len(self.kept) > 2 * self.most:
            self._prune()

    def _prune(self) -> None:
        self.kept.sort(key=lambda one: one.order)
        del self.kept[self.most :]

    def _groups(self, plan: PlanShift) -> None:
        by_field: dict[str, list[Shift]] = {}
        for one in plan.shifts:
            for name in one.field:
                by_field.setdefault(name, []).append(one)
        for groups, name, shifts in (
            (self.cities, plan.city or "", list(plan.shifts)),
            *((self.fields, name, shifts) for name, shifts in by_field.items()),
        ):
            row = groups.setdefault(name, [0, 0, 0])
            row[0] += 1
            row[1] += len({(one.subject, one.place) for one in shifts if one.subject})
            row[2] += len(shifts)

    def impact(self, diff: RulesDiff, policies: tuple[Policy, Policy], concerned: Sequence[str]) -> Impact:
        self._prune()
        return Impact(
            diff,
            self.reviewed + self.unusable_all,
            self.reviewed,
            tuple(self.unusable),
            self.unusable_all - len(self.unusable),
            self.changed,
            self.flipped,
            self.shifts,
            tuple(self._rules(diff, policies, concerned)),
            _grouped(self.cities),
            _grouped(self.fields),
            tuple(self.kept),
            tuple(Lack(side, name, count) for (side, name), count in sorted(self.lacks.items())),
            tuple(sorted(self.sheets)),
        )

    def _rules(
        self, diff: RulesDiff, policies: tuple[Policy, Policy], concerned: Sequence[str]
    ) -> Iterator[RuleShift]:
        """Those that shift, most plans first; then those that the change concerns without any effect."""
        old = {rule.name: rule for rule in policies[0].rules}
        new = {rule.name: rule for rule in policies[1].rules}
        quiet = [("rule", name) for name in concerned if ("rule", name) not in self.moves]
        loud = sorted(self.moves, key=lambda key: (-self.plans_of[key], key))
        cites = {
            written_name(one.name): one.basis.citations
            for policy in policies
            for one in policy.derivations
            if one.decision
        }
        for key in (*loud, *quiet):
            kind, name = key
            rule = new.get(name) or old.get(name)
            tallies = self.tallies.get(name) if kind == "rule" else None
            moves = self.moves.get(key, Counter())
            ordered = sorted(moves.items(), key=lambda one: (-one[1], repr(one[0])))
            title = rule.title if kind == "rule" and rule else self.titles.get(key, name)
            missed = gaps(rule, tallies[name in new], shifted=bool(moves)) if rule and tallies else ()
            yield RuleShift(
                "rule" if kind == "rule" else "decision",
                name,
                title,
                rule.basis.citations if kind == "rule" and rule else cites.get(name, ()),
                tuple((before, after, count) for (before, after), count in ordered),
                self.plans_of[key],
                missed,
                tallies,
                edits_of(diff, name) if kind == "rule" else (),
                _since(rule, policies[name in new]) if rule and Gap.NOT_IN_FORCE in missed else None,
            )


def edits_of(diff: RulesDiff, rule: str) -> tuple[str, ...]:
    """What a rule reads that a change edits: a parameter with both values, anything else by name."""
    found = []
    for entry in diff.entries:
        if entry.decides and entry.kind not in ("rule", "instrument") and rule in entry.rests:
            values = [one for one in entry.changed if one.aspect is Aspect.VALUE and one.old and one.new]
            edit = f" {values[0].old} → {values[0].new}" if entry.kind == "parameter" and values else ""
            found.append(entry.name + edit)
    return tuple(found)


def _since(rule: Rule, policy: Policy) -> datetime.date | None:
    """The first day on which a rule is in force."""
    return rule.basis.period.start or policy.instrument(rule.basis.instrument).period.start


def gaps(rule: Rule, tally: Tally, *, shifted: bool = True) -> tuple[Gap, ...]:
    """What plans with this tally never showed of a rule; `shifted` says that some results differ."""
    applied = tally.met + tally.not_met
    if not applied + tally.undetermined + tally.inapplicable:
        return (Gap.NOT_IN_FORCE if tally.out else Gap.NO_SUBJECT,)
    if not applied:
        return (Gap.NEVER_DECIDED if tally.undetermined else Gap.NEVER_APPLIED,)
    found = []
    conditional = rule.when != Always(True) or rule.unless != Always(False)
    if conditional and not tally.inapplicable:
        found.append(Gap.ALWAYS_APPLIED)
    if not tally.met:
        found.append(Gap.NEVER_MET)
    if not tally.not_met:
        found.append(Gap.NEVER_NOT_MET)
    if not shifted:
        found.append(Gap.NEVER_APART)
    return tuple(found)


def _grouped(groups: dict[str, list[int]]) -> tuple[Group, ...]:
    found = [Group(name, *numbers) for name, numbers in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.plans, -one.shifts, one.name)))
