"""One plan reviewed: the public entry of the room."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from jichim.network import Network
from jichim.network.compile import applies, compile_policy, in_force, signature_of
from jichim.network.interpret import Context
from jichim.network.program import Program, Signature
from jichim.network.signals import Signals
from jichim.plan.model import NONE, Plan, Record
from jichim.plan.subjects import records_of
from jichim.policy.model import Binding, Policy, Rule, Words
from jichim.provisions.model import Beside
from jichim.review import messages
from jichim.review.articles import with_articles
from jichim.review.blame import Blame
from jichim.review.checklist import checklists
from jichim.review.counterparts import with_counterparts
from jichim.review.errors import LostOutcomeError, NoReviewDate
from jichim.review.evaluate import evaluate
from jichim.review.fields import FieldNames
from jichim.review.findings import action_of, in_reading_order, level_of, supplements, undetermined_message
from jichim.review.model import (
    Action,
    Cause,
    Decision,
    Deferred,
    DerivedFact,
    FieldRef,
    Finding,
    Level,
    Outcome,
    PolicyUse,
    Review,
    RuleOutcome,
    Subject,
)
from jichim.review.outcomes import OUTCOMES, OutcomeBuilder
from jichim.review.reads import Reads
from jichim.review.same_fault import with_same_faults
from jichim.review.subjects import subjects_of
from jichim.review.verdicts import NOT_MET, UNDETERMINED, Derived, Subjects, Verdicts
from jichim.review.views import Setting
from jichim.review.words import fill
from jichim.review.worlds import Dependent

AsOf = datetime.date | Literal["submitted"] | None
Ratings = Mapping[tuple[str, tuple[str, ...]], Any]
NOTHING_BESIDE = Beside()
SUBMITTED = ("about.submitted", "submitted")
"""Where a plan states its own date: no other section of it may take the place of that."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    program: Program
    network: Network
    signals: Signals
    reads: Reads
    parameters: Mapping[str, Any]


@dataclass(slots=True)
class Reviewer:
    """Reviews plans with one policy; what is compiled is kept for every set of provisions in force."""

    policy: Policy
    beside: Beside = NOTHING_BESIDE
    _compiled: dict[tuple[object, ...], _Compiled] = field(default_factory=dict)
    _names: FieldNames | None = None

    def verdicts(
        self, plan: Plan, *, as_of: AsOf = None, ratings: Ratings | None = None, record: bool = True
    ) -> Verdicts:
        """What the network says, without the words: outcome codes, derived facts, firings.

        Without `record` the firings are not kept, so that nothing can be explained from them.
        """
        day = review_date(plan, as_of)
        compiled = self._for(day)
        setting = Setting(day, compiled.parameters, ratings or {})
        return evaluate(
            compiled.program,
            compiled.network,
            compiled.signals,
            compiled.reads,
            plan,
            setting,
            record=record,
        )

    def review(self, plan: Plan, *, as_of: AsOf = None, ratings: Ratings | None = None) -> Review:
        """One plan reviewed as of a date (today unless given); see `Review` for what is guaranteed."""
        day = review_date(plan, as_of)
        return self.in_words(self.verdicts(plan, as_of=day, ratings=ratings), day, ratings)

    def in_words(self, verdicts: Verdicts, day: datetime.date, ratings: Ratings | None = None) -> Review:
        """The review that verdicts of this reviewer, of that day and with those ratings, amount to."""
        made = self._assembly(verdicts, day, ratings).review()
        made = with_counterparts(made, self.policy, self.beside)
        made = with_same_faults(with_articles(made, self.policy, self.beside), self.policy, self.beside)
        if not self.beside.forms:
            return made
        return replace(made, checklists=checklists(made, verdicts.plan, self.beside.forms))

    def assembly(self, plan: Plan, *, as_of: AsOf = None, ratings: Ratings | None = None) -> Assembly:
        """The verdicts on a plan, from which a review or the derivation of one result is put together."""
        day = review_date(plan, as_of)
        return self._assembly(self.verdicts(plan, as_of=day, ratings=ratings), day, ratings)

    def _assembly(self, verdicts: Verdicts, day: datetime.date, ratings: Ratings | None) -> Assembly:
        if self._names is None:
            self._names = FieldNames(self.policy.vocabulary)
        return Assembly(
            self.policy, verdicts, Setting(day, self._for(day).parameters, ratings or {}), self._names
        )

    def close(self) -> None:
        """Free what the engine holds; the reviewer can be used again afterwards."""
        for compiled in self._compiled.values():
            compiled.network.close()
        self._compiled.clear()

    def _for(self, day: datetime.date) -> _Compiled:
        """Compiled once for every set of rules and parameter values that is in force together."""
        rules = in_force(self.policy, day)
        versions = [(parameter.name, parameter.at(day)) for parameter in self.policy.parameters]
        key = (tuple(id(rule) for rule in rules), tuple(id(version) for _, version in versions))
        found = self._compiled.get(key)
        if found is None:
            program = compile_policy(self.policy, day)
            parameters = {name: version.value.value for name, version in versions if version is not None}
            found = _Compiled(
                program, Network(program.productions), Signals(program), Reads(program), parameters
            )
            self._compiled[key] = found
        return found


def review(
    plan: Plan,
    policy: Policy,
    *,
    as_of: AsOf = None,
    ratings: Ratings | None = None,
    beside: Beside = NOTHING_BESIDE,
) -> Review:
    """One plan reviewed with a policy; for many plans keep a `Reviewer`.

    `as_of` is a date, None for today, or "submitted" for the plan's own date, without which
    `NoReviewDate` is raised. `ratings` are values of criteria by criterion and subject names. `beside` holds
    the crosswalks and checklists of the instruments, as `jichim.provisions.load_beside` reads them.
    """
    reviewer = Reviewer(policy, beside)
    try:
        return reviewer.review(plan, as_of=as_of, ratings=ratings)
    finally:
        reviewer.close()


def review_date(plan: Plan, as_of: AsOf) -> datetime.date:
    """The date of a review."""
    if isinstance(as_of, datetime.date):
        return as_of
    if as_of is None:
        return datetime.date.today()
    for path in SUBMITTED:
        fact = plan.root.facts.get(path)
        if isinstance(fact, datetime.date):
            return fact
    raise NoReviewDate(messages.NOT_SUBMITTED.about(plan.file))


class Assembly:
    """The parts of one review, put together from the verdicts."""

    def __init__(self, policy: Policy, verdicts: Verdicts, setting: Setting, names: FieldNames) -> None:
        self.policy = policy
        self.verdicts = verdicts
        self.setting = setting
        self.day = day = setting.as_of
        self.names = names
        self.root = policy.vocabulary.root

        settled = {key: _settled(result) for key, result in verdicts.derived.items()}

        def derived(name: str, records: tuple[Record, ...]) -> str | None:
            return settled.get((name, tuple(id(record) for record in records)))

        self.context = Context(
            day, verdicts.program.definitions, setting.parameters, derived, setting.ratings
        )
        self.known_outcomes: dict[tuple[Signature, int, int], tuple[RuleOutcome, Blame]] = {}
        self.known_subjects: dict[tuple[object, ...], Subject] = {}
        self.builder = OutcomeBuilder(policy, verdicts, self.context, names)
        self.positions = {id(record): number for number, record in enumerate(records_of(verdicts.plan))}

    def review(self) -> Review:
        findings: list[Finding] = []
        actions: dict[int, Action] = {}
        waiting: list[tuple[str, Blame]] = []
        undetermined: list[RuleOutcome] = []
        for rule, number, signature in self.rules():
            for position, row in enumerate(self.verdicts.codes[signature]):
                if row[number] not in (NOT_MET, UNDETERMINED):
                    continue
                outcome, blame = self.outcome(rule, number, signature, position)
                if row[number] == UNDETERMINED:
                    undetermined.append(outcome)
                if outcome.cause is Cause.NOT_STATED:
                    waiting.append((rule.name, blame))
                level = level_of(outcome)
                if level is not None:
                    finding = self._finding(outcome, level, blame, signature, position)
                    findings.append(finding)
                    if rule.action is not None and level is not Level.UNDETERMINED:
                        actions[id(finding)] = self._action(finding, signature, position, blame)
        decisions = self._decisions(waiting)
        ordered = in_reading_order(findings)
        subject_of = {id(self.verdicts.plan.root): self._plan_subject()}
        for record in records_of(self.verdicts.plan):
            subject_of[id(record)] = self._record_subject(record)
        return Review(
            plan=self.verdicts.plan.name,
            file=self.verdicts.plan.file,
            as_of=self.day,
            policies=self._policies(),
            outcomes=Deferred(self._outcomes),
            decisions=decisions,
            derived=self._derived(),
            findings=ordered,
            actions=tuple(actions[id(finding)] for finding in ordered if id(finding) in actions),
            supplements=supplements(waiting, subject_of, self.names),
            counts=self._counts(),
            notes=self.verdicts.plan.notes,
            undetermined=tuple(undetermined),
        )

    def _outcomes(self) -> tuple[RuleOutcome, ...]:
        """Every outcome, in the order of the rules and of the plan."""
        decided = {id(rule): (number, signature) for rule, number, signature in self.rules()}
        found: list[RuleOutcome] = []
        for rule in self.policy.rules:
            if id(rule) in decided:
                number, signature = decided[id(rule)]
                positions = range(len(self.verdicts.subjects[signature]))
                found += [self.outcome(rule, number, signature, position)[0] for position in positions]
            else:
                found += [self.not_in_force(rule, records) for records in self.subjects_of(rule)]
        return tuple(found)

    def not_in_force(self, rule: Rule, records: Subjects) -> RuleOutcome:
        """A provision that is not in force on the review date applies to nothing."""
        return RuleOutcome(
            rule=rule,
            instrument=self.policy.instrument(rule.basis.instrument),
            subject=self.about(rule.bindings, records),
            outcome=Outcome.NOT_APPLICABLE,
            cause=None,
            missing=(),
            evidence=(),
            alternatives=(),
            assumptions=(),
            firings=(),
        )

    def subjects_of(self, rule: Rule) -> Sequence[Subjects]:
        """The subjects of a rule that is not in force, which no evaluation has listed yet."""
        signature = signature_of(rule.bindings, self.root)
        known = self.verdicts.subjects.get(signature)
        return subjects_of(self.verdicts.plan, signature) if known is None else known

    def outcome(
        self, rule: Rule, number: int, signature: Signature, position: int
    ) -> tuple[RuleOutcome, Blame]:
        """What a rule says about a subject, and on what it rests that is not stated."""
        key = (signature, position, number)
        known = self.known_outcomes.get(key)
        if known is None:
            subject = self.about(rule.bindings, self.verdicts.subjects[signature][position])
            known = self.known_outcomes[key] = self.builder.rule(rule, number, signature, position, subject)
        return known

    def _counts(self) -> Mapping[Outcome, int]:
        """How many outcomes of each kind there are; they add up to the rules and subjects."""
        rows = [row for rows in self.verdicts.codes.values() for row in rows]
        counts = {outcome: sum(row.count(code) for row in rows) for code, outcome in OUTCOMES.items()}
        rules = self.verdicts.program.rules
        pairs = sum(len(rules[signature]) * len(self.verdicts.subjects[signature]) for signature in rules)
        if sum(counts.values()) != pairs:
            raise LostOutcomeError("the outcomes do not add up to the rules and subjects")
        decided = {id(rule) for members in rules.values() for rule in members}
        counts[Outcome.NOT_APPLICABLE] += sum(
            len(self.subjects_of(rule)) for rule in self.policy.rules if id(rule) not in decided
        )
        return {outcome: counts[outcome] for outcome in Outcome}

    def rules(self) -> Iterator[tuple[Rule, int, Signature]]:
        """The rules in force, each with its position among the rules of its signature."""
        position = {
            id(rule): (number, signature)
            for signature, rules in self.verdicts.program.rules.items()
            for number, rule in enumerate(rules)
        }
        for rule in self.policy.rules:
            if id(rule) in position:
                yield rule, *position[id(rule)]

    def _policies(self) -> tuple[PolicyUse, ...]:
        used = Counter(
            rule.basis.instrument for rules in self.verdicts.program.rules.values() for rule in rules
        )
        return tuple(
            PolicyUse(one, applies(self.policy, one.name, self.day), used[one.name])
            for one in self.policy.instruments
        )

    # ---- subjects --------------------------------------------------------------------------------

    def about(self, bindings: Sequence[Binding], records: Subjects) -> Subject:
        """The subject that some records are for a rule or a derivation."""
        key = (bindings[0].node, bindings[0].path, *(id(record) for record in records))
        known = self.known_subjects.get(key)
        if known is None:
            known = self.known_subjects[key] = self._subject(bindings, records)
        return known

    def _subject(self, bindings: Sequence[Binding], records: Subjects) -> Subject:
        if len(records) == 1:
            binding = bindings[0]
            if binding.path:
                label = self.policy.vocabulary.node(binding.node).label
                return Subject(binding.node, label, label, -1, records[0].place)
            return self._plan_subject() if binding.node == self.root else self._record_subject(records[0])
        names = " + ".join(record.name for record in records)
        first = self.positions.get(id(records[0]), -1)
        label = self.policy.vocabulary.node(bindings[0].node).label
        return Subject(bindings[0].node, f"{label} 쌍", names, first, records[0].place)

    def _plan_subject(self) -> Subject:
        root = self.verdicts.plan.root
        label = self.policy.vocabulary.node(self.root).label
        return Subject(self.root, label, "plan", -1, root.place)

    def _record_subject(self, record: Record) -> Subject:
        label = self.policy.vocabulary.node(record.node).label
        return Subject(record.node, label, record.name, self.positions[id(record)], record.place)

    # ---- findings, actions, decisions ------------------------------------------------------------

    def _finding(
        self, outcome: RuleOutcome, level: Level, blame: Blame, signature: Signature, position: int
    ) -> Finding:
        if level is Level.UNDETERMINED or outcome.rule.finding is None:
            text = undetermined_message(outcome) if level is Level.UNDETERMINED else outcome.rule.title
            return Finding(outcome, level, text)
        return Finding(
            outcome, level, self._fill(outcome.rule.finding, outcome.rule, signature, position, blame)
        )

    def _action(self, finding: Finding, signature: Signature, position: int, blame: Blame) -> Action:
        rule = finding.outcome.rule
        assert rule.action is not None
        clears = [ref for ref, _ in self._clears(rule, signature, position)]
        what = self._fill(rule.action, rule, signature, position, blame)
        return action_of(finding, what, clears, self.day)

    def _clears(self, rule: Rule, signature: Signature, position: int) -> list[tuple[FieldRef, bool]]:
        """The fields that settle a rule, and whether the plan says that it has none of each."""
        frames = self.builder.frames(signature, position)
        found: list[tuple[FieldRef, bool]] = []
        for target in rule.clears:
            record = frames[target.frame]
            ref = self.names.ref(self.names.owner(record), target.node, target.path)
            stated = record.facts.get(target.path, record.lists.get(target.path))
            found.append((ref, stated is NONE))
        return found

    def _fill(self, words: Words, rule: Rule, signature: Signature, position: int, blame: Blame) -> str:
        missing = tuple(blame.labels) or tuple(
            f"{ref.label}: 없음" for ref, is_none in self._clears(rule, signature, position) if is_none
        )
        names = {0: self.verdicts.plan.name}
        return fill(
            words,
            self.builder.frames(signature, position),
            self.context,
            missing=missing,
            names=names,
        )

    def _derived(self) -> tuple[DerivedFact, ...]:
        found = []
        for derivation in self.policy.derivations:
            if derivation.decision:
                continue
            signature = signature_of(derivation.bindings, self.root)
            for records in self.verdicts.subjects[signature]:
                value = _settled(self.verdicts.derived_for(derivation.name, records))
                found.append(DerivedFact(derivation.name, self.about(derivation.bindings, records), value))
        return tuple(found)

    def _decisions(self, waiting: list[tuple[str, Blame]]) -> tuple[Decision, ...]:
        decisions = []
        applied = {one.name for one in self.policy.instruments if applies(self.policy, one.name, self.day)}
        for derivation in self.policy.derivations:
            if not derivation.decision or derivation.basis.instrument not in applied:
                continue
            signature = signature_of(derivation.bindings, self.root)
            for position, records in enumerate(self.verdicts.subjects[signature]):
                subject = self.about(derivation.bindings, records)
                decision, blame = self.builder.decision(derivation, signature, position, subject)
                decisions.append(decision)
                if decision.cause is Cause.NOT_STATED:
                    waiting.append((derivation.name, blame))
        return tuple(decisions)


def _settled(result: Dependent[Derived]) -> str | None:
    """The value of a derivation if it has one under every choice."""
    settled = result.settled
    return settled.value if settled is not None and settled.status == "value" else None
