"""What has to be cleared: rules for subjects, whether they are clear, and the ways to clear one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from jichim.network.compile import in_force, signature_of
from jichim.network.interpret import truth
from jichim.network.kleene import FALSE, TRUE
from jichim.plan.model import Plan, Record
from jichim.policy.model import Rule
from jichim.remedy.budget import Budget
from jichim.remedy.cost import cost
from jichim.remedy.ground import Ground
from jichim.remedy.kept import Homes, Kept
from jichim.remedy.model import Proposal, Until
from jichim.remedy.options import Manner
from jichim.remedy.regress import Regression, frames_at
from jichim.remedy.stage import GoneError, Stage
from jichim.review.findings import LEVELS
from jichim.review.model import Level, Outcome
from jichim.review.subjects import subjects_of
from jichim.scenario.model import Address
from jichim.scenario.model import Step as Way

RECOMMENDED = frozenset((Level.VIOLATION, Level.EVIDENCE, Level.DEPARTURE, Level.RECOMMENDATION))
TARGETS = {
    "violation": frozenset((Level.VIOLATION,)),
    "recommendation": RECOMMENDED,
    "undetermined": RECOMMENDED,
}
_MOST_WAYS = 12
_MOST_EDITS = (1, 2, 3, 5, None)
"""Ways of so many edits are looked for first, and longer ones only where there is none; but those of the
next number always, since other goals may need some of their edits anyway."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A rule for a subject."""

    rule: str
    at: tuple[Address, ...]
    """Where the records of the subject stand."""

    def __hash__(self) -> int:
        """Of little, as goals are looked up far more often than they differ in the rest."""
        return hash((self.rule, *(step.index for address in self.at for step in address)))


class Goals:
    """The rules in force over the subjects of one plan, and what of them counts until a level."""

    def __init__(self, ground: Ground, until: Until, budget: Budget) -> None:
        self.budget = budget
        self.grace = budget
        """Until when ways that are known already may be followed after the budget is spent."""
        self.narrow: frozenset[Goal] = frozenset()
        """Goals of which only the shortest ways were looked for: smaller sets of edits may exist."""
        self.widen = True
        """Whether ways of one edit more than the shortest are looked for too, which takes longer."""
        self.open_before: frozenset[Goal] = frozenset()
        """What is open in the plan as it is, as a review says."""
        self.ground = ground
        self.until = until
        judge = ground.judge
        policy = judge.setting.policy
        self.rules = {rule.name: rule for rule in in_force(policy, judge.setting.day)}
        self.bearing = {
            name: rule
            for name, rule in self.rules.items()
            if until == "undetermined" or LEVELS[rule.duty.duty] in TARGETS[until]
        }
        self._places = _places(ground.base)
        self._subjects: dict[tuple[str, ...], tuple[tuple[Address, ...], ...]] = {}
        self._open: dict[tuple[Goal, frozenset[object]], bool] = {}
        self._touched: dict[tuple[str, str], tuple[Rule, ...]] = {}
        self._goals_of: dict[tuple[Way | None, str, str], tuple[tuple[Goal, ...], frozenset[Goal]]] = {}
        self._bearing: dict[int, tuple[Proposal, tuple[tuple[Goal, ...], frozenset[Goal]]]] = {}
        self._ways: dict[tuple[Goal, bool, bool, frozenset[object]], tuple[tuple[Proposal, ...], ...]] = {}
        """Of every goal the edits that clear it, by the edits made before that bear on it."""
        self._kept = Kept()

    def of(self, rule: Rule) -> Iterator[Goal]:
        """A goal for every subject of a rule."""
        signature = signature_of(rule.bindings, self.ground.vocabulary.root)
        found = self._subjects.get(signature)
        if found is None:
            plan = self.ground.base
            found = self._subjects[signature] = tuple(
                tuple(self._places[id(record)] for record in records)
                for records in subjects_of(plan, signature)
            )
        for at in found:
            yield Goal(rule.name, at)

    def everything(self) -> Iterator[Goal]:
        for rule in self.bearing.values():
            yield from self.of(rule)

    # ---- outcomes --------------------------------------------------------------------------------

    def outcome(self, goal: Goal, stage: Stage) -> Outcome:
        rule = self.rules[goal.rule]
        records = tuple(stage.record(at) for at in goal.at)
        return self.ground.judge.outcome(rule, stage.root, records, stage)

    def is_open(self, goal: Goal, stage: Stage) -> bool:
        """Whether a goal still has to be cleared."""
        key = (goal, stage.content_of(self.bearing_on(goal, stage)))
        known = self._open.get(key)
        if known is None:
            known = self._open[key] = self._is_open(goal, stage)
        return known

    def _is_open(self, goal: Goal, stage: Stage) -> bool:
        try:
            outcome = self.outcome(goal, stage)
        except GoneError:
            return True
        if outcome is Outcome.UNDETERMINED:
            return self.until == "undetermined"
        return outcome is Outcome.NOT_MET and LEVELS[self.rules[goal.rule].duty.duty] in TARGETS[self.until]

    # ---- which edits bear on which goals -----------------------------------------------------------

    def bearing_on(self, goal: Goal, stage: Stage) -> tuple[Proposal, ...]:
        """The proposals of a stage on which the outcome of a goal can depend; no other changes it."""
        return tuple(one for one in stage.proposals if goal in self._set_by(one))

    def _readers_of(self, node: str, path: str) -> tuple[Rule, ...]:
        """The rules that can read a field, or what follows from it."""
        key = (node, path)
        known = self._touched.get(key)
        if known is None:
            readers = self.ground.judge.readers
            follows = self.ground.follows.of(node, path)
            known = self._touched[key] = tuple(
                rule
                for rule in self.bearing.values()
                if any(readers.rule(rule).touch(*where) for where in follows)
            )
        return known

    def touched(self, stage: Stage) -> Iterator[Goal]:
        """Every goal that can be another one than in the plan as it is."""
        yield from dict.fromkeys(goal for one in stage.proposals for goal in self.bearing_by(one))

    def bearing_by(self, proposal: Proposal) -> tuple[Goal, ...]:
        """The goals on which a proposal bears."""
        return self._bearing_of(proposal)[0]

    def _set_by(self, proposal: Proposal) -> frozenset[Goal]:
        return self._bearing_of(proposal)[1]

    def _bearing_of(self, proposal: Proposal) -> tuple[tuple[Goal, ...], frozenset[Goal]]:
        mine = self._bearing.get(id(proposal))
        if mine is None:
            # Kept with the proposal, which keeps its identity taken.
            mine = self._bearing[id(proposal)] = (proposal, self._bearing_at(proposal))
        return mine[1]

    def _bearing_at(self, proposal: Proposal) -> tuple[tuple[Goal, ...], frozenset[Goal]]:
        edit = proposal.edit
        top = edit.at[0] if edit.at else None
        key = (top, edit.node, edit.path)
        known = self._goals_of.get(key)
        if known is None:
            found = tuple(
                goal
                for rule in self._readers_of(edit.node, edit.path)
                for goal in self.of(rule)
                if top is None
                or self.ground.judge.readers.rule(rule).beyond
                or any(at and at[0] == top for at in goal.at)
            )
            known = self._goals_of[key] = (found, frozenset(found))
        return known

    # ---- ways ------------------------------------------------------------------------------------

    def ways(self, goal: Goal, stage: Stage, *, none: bool = True) -> tuple[Stage, ...]:
        """Stages in which a goal is clear, those with the fewest edits first; none where there is no way.

        A requirement is satisfied, never evaded: that a provision does not apply is considered only where
        the plan leaves it open whether it does.
        """
        content = stage.content_of(self.bearing_on(goal, stage))
        key = (goal, none, self.widen, content)
        known = self._ways.get((goal, none, True, content), self._ways.get(key))
        if known is None:
            found = self._ways_of(goal, stage, none)
            if not self.budget.is_spent:
                self._ways[key] = tuple(stage.added(made) for made in found)
            return found
        again = (stage.make(*more) for more in known)
        return tuple(made for made in again if made is not None and not self.is_open(goal, made))

    def _ways_of(self, goal: Goal, stage: Stage, none: bool) -> tuple[Stage, ...]:
        found: list[Stage] = []
        for more in _MOST_EDITS:
            before, found = found, list(self._within(goal, stage.within(more), none))
            if before or (found and not self.widen) or self._is_late():
                break
        clear: dict[object, Stage] = {}
        for made in sorted(found, key=cost):
            if made.size > stage.size or made.content != stage.content:
                clear.setdefault(made.content, made.within(None))
        return tuple(clear.values())[:_MOST_WAYS]

    def _within(self, goal: Goal, stage: Stage, none: bool) -> Iterator[Stage]:
        """Stages in which a goal is clear, of those made from one that may have so many edits."""
        rule = self.rules[goal.rule]
        homes = self.homes(goal)
        when, require = self.ground.judge.conditions(rule)
        applies = truth(when, frames_at(homes, stage), stage.context)
        found: list[Stage] = []
        stating = Regression(Manner(False, none), self._is_late, self._kept)
        changing = Regression(Manner(True, none), self._is_late, self._kept)
        if applies == FALSE:
            return
        if applies == TRUE:
            found += islice(changing.holds(require, homes, stage), _MOST_WAYS)
        else:
            found += islice(stating.holds(when, homes, stage, want=False), _MOST_WAYS)
            for made in islice(stating.holds(when, homes, stage), _MOST_WAYS):
                found += islice(changing.holds(require, homes, made), _MOST_WAYS)
        if LEVELS[rule.duty.duty] is Level.ADVICE and applies == TRUE:
            # Advice never counts against a plan: it is enough that it is decided.
            found += islice(stating.holds(require, homes, stage, want=False), _MOST_WAYS)
        yield from (made for made in found if not self.is_open(goal, made))

    def _is_late(self) -> bool:
        return self.budget.is_spent

    def homes(self, goal: Goal) -> Homes:
        rule = self.rules[goal.rule]
        homes: dict[int, Address] = {0: ()}
        for binding, at in zip(rule.bindings, goal.at, strict=True):
            if binding.frame:
                homes[binding.frame] = at
        return homes


def _places(plan: Plan) -> dict[int, Address]:
    """Where every subject of a plan stands."""
    found: dict[int, Address] = {id(plan.root): ()}

    def below(record: Record, at: Address) -> None:
        for path, records in record.lists.items():
            if isinstance(records, tuple):
                for index, inner in enumerate(records):
                    found[id(inner)] = (*at, Way(path, index, inner.name, inner.node))

    below(plan.root, ())
    return found
