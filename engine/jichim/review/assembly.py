"""A review put together from the verdicts of the network: outcomes, findings, actions, decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from jichim.network.compile import applies, signature_of
from jichim.network.interpret import Context
from jichim.network.program import Signature
from jichim.plan.model import NONE, Record
from jichim.plan.subjects import records_of
from jichim.policy.model import Binding, Policy, Rule, Words
from jichim.review.blame import Blame
from jichim.review.errors import LostOutcomeError
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
from jichim.review.outcomes import OUTCOMES, OutcomeBuilder, Walked
from jichim.review.subjects import subjects_of
from jichim.review.verdicts import NOT_MET, UNDETERMINED, Derived, Subjects, Verdicts
from jichim.review.views import Setting
from jichim.review.words import fill
from jichim.review.worlds import Dependent


class Assembly:
    """The parts of one review, put together from the verdicts."""

    def __init__(
        self, policy: Policy, verdicts: Verdicts, setting: Setting, names: FieldNames, walked: Walked
    ) -> None:
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
            day, verdicts.program.definitions, setting.parameters, derived, setting.ratings, known={}
        )
        self.known_outcomes: dict[tuple[Signature, int, int], tuple[RuleOutcome, Blame]] = {}
        self.known_subjects: dict[tuple[object, ...], Subject] = {}
        self.builder = OutcomeBuilder(policy, verdicts, self.context, names, walked)
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
            derived=Deferred(self._derived),
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
