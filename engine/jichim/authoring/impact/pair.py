"""What a worker of an impact analysis does: one plan reviewed under two versions of the rules, compared."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from jichim.audit.model import Settings, Task, Unusable
from jichim.audit.problems import problem_of, storable
from jichim.audit.proof import not_reviewed, prove
from jichim.audit.work import BrokenRulesError, read_task
from jichim.authoring.diff.sides import Side, resolve_side
from jichim.authoring.impact.model import DEMAND, SIDES, Compared, Misrated, Result, Shift, Tally
from jichim.authoring.impact.reasons import reasons
from jichim.authoring.impact.sheets import NO_SHEETS, Rated
from jichim.authoring.impact.vocabularies import lacking, widened
from jichim.diagnostic import Diagnostic
from jichim.explain import Explainer
from jichim.explain.names import Target
from jichim.network.compile import signature_of
from jichim.plan.model import Plan, Record
from jichim.policy.model import Derivation, Policy, Rule
from jichim.policy.names import written_name
from jichim.review import Reviewer, Unreviewable
from jichim.review.assembly import Assembly
from jichim.review.model import Level, Outcome, Review, Subject
from jichim.review.outcomes import OUTCOMES
from jichim.review.reviewer import review_date
from jichim.review.verdicts import UNDETERMINED, Subjects

Identity = Callable[[Record], Hashable]


@dataclass(frozen=True, slots=True)
class MakePair:
    """Makes the worker, here or in another process; `renamed` gives the old name of rules by the new one."""

    old: Side
    new: Side
    renamed: tuple[tuple[str, str], ...]
    concerned: frozenset[str]
    """The new names of rules whose tallies are wanted."""
    rated: tuple[Rated, Rated] = (NO_SHEETS, NO_SHEETS)

    def __call__(self, settings: Settings) -> PairWorker:
        return PairWorker(settings, self)


class PairWorker:
    """Reviews plans under both policies; a fault of one plan never reaches the next."""

    def __init__(self, settings: Settings, made: MakePair) -> None:
        policies = []
        for side in (made.old, made.new):
            policy, diagnostics = resolve_side(side, drafts=settings.drafts)
            if policy is None:
                raise BrokenRulesError(diagnostics)
            policies.append(policy)
        self.settings = settings
        self.concerned = made.concerned
        self.old_names = dict(made.renamed)
        self.policies: tuple[Policy, Policy] = (policies[0], policies[1])
        self.reviewers = (Reviewer(policies[0]), Reviewer(policies[1]))
        self.rated = made.rated
        old, new = policies[0].vocabulary, policies[1].vocabulary
        self.reading = (widened(old, new, later=True), widened(new, old, later=False))
        # Records are known again by themselves, or by their places where a plan is read for each side.
        self.identity: Identity = id if old == new else _placed

    def review(self, task: Task) -> Compared | Unusable:
        """What differs for one plan, or why it cannot be reviewed."""
        try:
            return self._review(task)
        except Exception as error:  # one plan's fault is listed with it, the others go on
            self.close()
            return not_reviewed(task.number, error)

    def prove(self) -> None:
        """`NoReviewsError` if not even an empty plan can be reviewed under both."""
        for reviewer in self.reviewers:
            prove(reviewer, self.settings.as_of)

    def close(self) -> None:
        for reviewer in self.reviewers:
            reviewer.close()

    def _review(self, task: Task) -> Compared | Unusable:
        plans = self._read(task)
        if isinstance(plans, Unusable):
            return plans
        plan = plans[1]
        halves = []
        try:
            day = review_date(plan, self.settings.as_of)
            for reviewer, read, rated in zip(self.reviewers, plans, self.rated, strict=True):
                ratings, wrong = rated.ratings(read, reviewer.policy)
                if wrong:
                    sheets = tuple(one.file for one in rated.about(read))
                    return Misrated(task.number, tuple(map(problem_of, wrong)), sheets)
                # Ratings are given only where there are some: without sheets a criterion needs judgement.
                given = {"ratings": ratings} if rated.about(read) else {}
                halves.append(_Half(reviewer.assembly(read, as_of=day, **given), self.identity))
        except Unreviewable as missing:
            return _unusable(task, (missing.diagnostic,))
        return self._compared(task.number, plans, day, *halves)

    def _read(self, task: Task) -> tuple[Plan, Plan] | Unusable:
        """The plan as each version reads it: the same one where they have one vocabulary."""
        new, diagnostics = read_task(task, self.reading[1])
        if new is None:
            return _unusable(task, diagnostics)
        if self.identity is id:
            return new, new
        old, diagnostics = read_task(task, self.reading[0])
        return _unusable(task, diagnostics) if old is None else (old, new)

    def _lacks(self, plans: tuple[Plan, Plan]) -> Iterator[tuple[Literal["old", "new"], str]]:
        for side, plan, policy, reading in zip(SIDES, plans, self.policies, self.reading, strict=True):
            yield from ((side, name) for name in lacking(plan, policy.vocabulary, reading))

    def _compared(
        self, number: int, plans: tuple[Plan, Plan], day: datetime.date, old: _Half, new: _Half
    ) -> Compared:
        plan = plans[1]
        shifts = [*self._rules(old, new), *_decisions(old, new)]
        title = new.policy.vocabulary.nodes[new.policy.vocabulary.root].title_field
        city = plan.root.facts.get("about.city")
        return Compared(
            number,
            storable(plan.name) if title is not None and title in plan.root.facts else None,
            storable(city) if isinstance(city, str) else None,
            day,
            (old.violations, new.violations),
            (old.demands, new.demands),
            tuple(shifts),
            tuple(self._tallies(old, new)),
            tuple(self._lacks(plans)),
            tuple(one.file for one in self.rated[1].about(plan)),
        )

    def _rules(self, old: _Half, new: _Half) -> Iterator[Shift]:
        """Shifts of rules in the order of the new policy, then those of rules that are gone."""
        seen = set()
        for rule in new.policy.rules:
            before = old.rules.get(self.old_names.get(rule.name, rule.name))
            if before is not None:
                seen.add(before.name)
            yield from _outcomes(old, before, new, rule)
        for rule in old.policy.rules:
            if rule.name not in seen:
                yield from _outcomes(old, rule, new, None)

    def _tallies(self, old: _Half, new: _Half) -> Iterator[tuple[str, Tally, Tally]]:
        for name in sorted(self.concerned):
            before = old.rules.get(self.old_names.get(name, name))
            yield name, old.tally(before), new.tally(new.rules.get(name))


def _placed(record: Record) -> Hashable:
    """A record by where it stands in its plan."""
    return record.place, record.index


def _unusable(task: Task, diagnostics: Iterable[Diagnostic]) -> Unusable:
    return Unusable(task.number, tuple(problem_of(one) for one in diagnostics if one.is_error))


class _Half:
    """One plan under one policy; `identity` tells its records apart as it does those of the other half."""

    def __init__(self, assembly: Assembly, identity: Identity) -> None:
        self.assembly = assembly
        self.identity = identity
        self.policy = assembly.policy
        self.rules: Mapping[str, Rule] = {rule.name: rule for rule in self.policy.rules}
        self.made: Review = assembly.review()
        self.levels = {
            _key(one.outcome.rule.name, one.outcome.subject): one.level for one in self.made.findings
        }
        told = [self._level(one.outcome.rule, one.level) for one in self.made.findings]
        self.violations = told.count(Level.VIOLATION.value)
        self.demands = told.count(DEMAND)
        self._explainer: Explainer | None = None
        program = assembly.verdicts.program
        self._numbers = {
            rule.name: number for rules in program.rules.values() for number, rule in enumerate(rules)
        }

    @property
    def explainer(self) -> Explainer:
        if self._explainer is None:
            self._explainer = Explainer(self.assembly)
        return self._explainer

    def targets(self, rule: Rule | None) -> dict[tuple[Hashable, ...], Target]:
        """The subjects of a rule that is in force, by the identities of their records."""
        if rule is None or (number := self._numbers.get(rule.name)) is None:
            return {}
        signature = signature_of(rule.bindings, self.assembly.root)
        found: dict[tuple[Hashable, ...], Target] = {}
        for position, records in enumerate(self.assembly.verdicts.subjects[signature]):
            subject = self.assembly.about(rule.bindings, records)
            key = tuple(map(self.identity, records))
            found[key] = Target(rule, number, signature, position, records, subject)
        return found

    def codes(self, rule: Rule | None) -> bytes:
        """The outcomes of a rule for its subjects, in order."""
        if rule is None or (number := self._numbers.get(rule.name)) is None:
            return b""
        signature = signature_of(rule.bindings, self.assembly.root)
        return bytes(row[number] for row in self.assembly.verdicts.codes[signature])

    def outcome(self, target: Target | None) -> tuple[Result, str]:
        """The outcome and the level of the finding; not applicable without a rule."""
        if target is None or target.number is None:
            return None, ""
        code = self.assembly.verdicts.codes[target.signature][target.position][target.number]
        level = self.levels.get(_key(target.declared.name, target.subject))
        return OUTCOMES[code].value, self._level(target.declared, level) if level is not None else ""

    def _level(self, declared: Rule | Derivation, level: Level) -> str:
        """What a proposal demands is no law: not to satisfy it is no violation."""
        draft = self.policy.instrument(declared.basis.instrument).draft
        return DEMAND if draft and level is Level.VIOLATION else level.value

    def tally(self, rule: Rule | None) -> Tally:
        if rule is None or rule.name not in self._numbers:
            return Tally(out=1)
        codes = [OUTCOMES[code] for code in self.codes(rule)]
        return Tally(
            codes.count(Outcome.MET),
            codes.count(Outcome.NOT_MET),
            codes.count(Outcome.UNDETERMINED),
            codes.count(Outcome.NOT_APPLICABLE),
        )


def _key(name: str, subject: Subject) -> tuple[str, int, str]:
    return name, subject.index, subject.name


_SILENT = (None, Outcome.NOT_APPLICABLE.value)


def _outcomes(old: _Half, was: Rule | None, new: _Half, now: Rule | None) -> Iterator[Shift]:
    """The subjects about which the rule says something else."""
    if was is not None and now is not None and _surely_same(old, was, new, now):
        return
    before, after = old.targets(was), new.targets(now)
    for key in {**after, **before}:
        one, other = before.get(key), after.get(key)
        (old_result, old_level), (new_result, new_level) = old.outcome(one), new.outcome(other)
        if old_result in _SILENT and new_result in _SILENT:
            continue
        if (old_result, old_level) == (new_result, new_level):
            continue
        target = other or one
        assert target is not None, "one of both sides has the subject"
        why = reasons((old.explainer, one) if one else None, (new.explainer, other) if other else None)
        yield _shift(
            "rule", now or was, target.records, target.subject, old, (old_result, new_result),
            (old_level, new_level), why,
        )  # fmt: skip


def _surely_same(old: _Half, was: Rule, new: _Half, now: Rule) -> bool:
    """Whether no subject needs a look: equal codes, of which none leaves the level open."""
    subjects = [(one.node, one.path) for one in was.bindings], [(one.node, one.path) for one in now.bindings]
    codes = old.codes(was)
    return (
        codes == new.codes(now)
        and was.duty == now.duty
        and subjects[0] == subjects[1]
        and UNDETERMINED not in codes
        and old.policy.instrument(was.basis.instrument).draft
        == new.policy.instrument(now.basis.instrument).draft
    )


def _decisions(old: _Half, new: _Half) -> Iterator[Shift]:
    """Decisions with another value; one that a version does not have has none there."""
    before = {_key(written_name(one.derivation.name), one.subject): one for one in old.made.decisions}
    after = {_key(written_name(one.derivation.name), one.subject): one for one in new.made.decisions}
    for key in {**after, **before}:
        one, other = before.get(key), after.get(key)
        values = (one.value if one else None, other.value if other else None)
        found = other or one
        if values[0] == values[1] or found is None:
            continue
        targets = [
            (half.explainer, _decision_target(half, decision.derivation, decision.subject))
            if decision is not None
            else None
            for half, decision in ((old, one), (new, other))
        ]
        why = reasons(targets[0], targets[1])
        records = next(target[1].records for target in targets if target is not None)
        yield _shift("decision", found.derivation, records, found.subject, old, values, ("", ""), why)


def _decision_target(half: _Half, derivation: Derivation, subject: Subject) -> Target:
    signature = signature_of(derivation.bindings, half.assembly.root)
    for position, records in enumerate(half.assembly.verdicts.subjects[signature]):
        about = half.assembly.about(derivation.bindings, records)
        if about == subject:
            return Target(derivation, None, signature, position, records, subject)
    raise AssertionError("a decision is about a subject of its plan")


def _shift(
    kind: str,
    declared: Rule | Derivation | None,
    records: Subjects,
    subject: Subject,
    half: _Half,
    results: tuple[Result, Result],
    levels: tuple[str, str],
    why: tuple[object, ...],
) -> Shift:
    assert declared is not None, "one of both sides declares it"
    whole = subject.node == half.policy.vocabulary.root
    at = subject.place
    return Shift(
        "rule" if kind == "rule" else "decision",
        written_name(declared.name) if kind == "decision" else declared.name,
        declared.title or declared.name,
        "" if whole else storable(subject.name),
        subject.label,
        f"{at.line}:{at.column}" if at.line else "",
        _fields(records[0]) if records else (),
        *results,
        *levels,
        why,  # type: ignore[arg-type]
    )


def _fields(record: Record) -> tuple[str, ...]:
    fact = record.facts.get("field")
    if isinstance(fact, tuple):
        return tuple(storable(one) for one in fact if isinstance(one, str))
    return (storable(fact),) if isinstance(fact, str) else ()
