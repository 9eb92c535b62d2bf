"""Outcome codes into outcomes with their cause, evidence, alternatives and assumptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jichim.network.compile import applicability
from jichim.network.interpret import Context, Frames
from jichim.network.program import Effect, GuardItem, ReadingItem, RuleItem, Signature
from jichim.plan.format import format_value
from jichim.plan.model import Record
from jichim.policy.model import Always, Binding, Cond, Derivation, DerivedTerm, Parameter, Policy, Rule
from jichim.policy.names import field_at
from jichim.policy.reads import Parts, leaves
from jichim.review.blame import Blame, Blamer, owners_of
from jichim.review.evidence import EvidenceReader, assumptions_of
from jichim.review.fields import FieldNames, Owners
from jichim.review.model import (
    Alternative,
    Assumption,
    Cause,
    Decision,
    Deferred,
    Evidence,
    FiredCondition,
    Outcome,
    RuleOutcome,
    Subject,
)
from jichim.review.subjects import frames_of
from jichim.review.verdicts import INAPPLICABLE, MET, NOT_MET, UNDETERMINED, Derived, Fired, Verdicts
from jichim.review.worlds import ChoicePoint, Dependent

OUTCOMES = {
    INAPPLICABLE: Outcome.NOT_APPLICABLE,
    MET: Outcome.MET,
    NOT_MET: Outcome.NOT_MET,
    UNDETERMINED: Outcome.UNDETERMINED,
}
_WORDS = {MET: "적합", NOT_MET: "부적합", UNDETERMINED: "판단불가", INAPPLICABLE: "해당없음"}
_OPEN = "판단불가"
_NOTHING = Blame()
"""What a decided outcome lacks; never written to."""


@dataclass(frozen=True, slots=True)
class Walked:
    """What walking the rules of a policy gives: the same for every plan, so a reviewer keeps it."""

    conditions: dict[str, tuple[Cond, Cond]] = field(default_factory=dict)
    """By rule: when it applies, and what it requires."""
    assumed: dict[str, tuple[Assumption, ...]] = field(default_factory=dict)
    inputs: dict[str, tuple[DerivedTerm, ...]] = field(default_factory=dict)
    """By decision: the derived facts that it is decided from."""
    parts: Parts = field(default_factory=Parts)


class OutcomeBuilder:
    """Puts the verdicts on one plan into words, one outcome or decision at a time."""

    def __init__(
        self, policy: Policy, verdicts: Verdicts, context: Context, names: FieldNames, walked: Walked
    ) -> None:
        self.policy = policy
        self.verdicts = verdicts
        self.context = context
        self.names = names
        self.blamer = Blamer(verdicts, names, context)
        program = verdicts.program
        self.evidence = EvidenceReader(names, program.definitions, program.derivations, walked.parts)
        self.parameters: Mapping[str, Parameter] = {one.name: one for one in policy.parameters}
        self.instruments = {one.name: one for one in policy.instruments}
        self.assumed = walked.assumed
        self.inputs = walked.inputs
        self.known_owners: dict[tuple[Signature, int], Owners] = {}
        self.known_frames: dict[tuple[Signature, int], Frames] = {}
        self.conditions = walked.conditions

    def frames(self, signature: Signature, position: int) -> Frames:
        """The records of a subject by frame."""
        known = self.known_frames.get((signature, position))
        if known is None:
            records = self.verdicts.subjects[signature][position]
            known = self.known_frames[signature, position] = frames_of(
                self.verdicts.plan.root, signature, records
            )
        return known

    def _owners(self, bindings: Sequence[Binding], signature: Signature, position: int) -> Owners:
        """The owners of the subjects of a rule; equal for all rules about one subject."""
        known = self.known_owners.get((signature, position))
        if known is None:
            found = owners_of(bindings, self.frames(signature, position), self.names)
            known = self.known_owners[signature, position] = found
        return known

    @cached_property
    def fired(self) -> Mapping[object, list[Fired]]:
        return _index(self.verdicts.fired, self.verdicts)

    def rule(
        self, rule: Rule, number: int, signature: Signature, position: int, subject: Subject
    ) -> tuple[RuleOutcome, Blame]:
        """The outcome of a rule for a subject, and on what it rests that is not stated."""
        code = self.verdicts.codes[signature][position][number]
        conditions = self._conditions(rule)
        frames = self.frames(signature, position)
        found = _NOTHING if code in (MET, INAPPLICABLE) else Blame()
        alternatives: tuple[Alternative, ...] = ()
        cause = None
        if code == UNDETERMINED:
            owners = self._owners(rule.bindings, signature, position)
            split = self.verdicts.split.get((signature, position, number))
            for condition in conditions:
                self.blamer.unknown(condition, frames, owners, found)
            if split is not None:
                alternatives = self._alternatives(split, _WORDS)
            cause = _cause(found, split)
        elif code == NOT_MET:
            owners = self._owners(rule.bindings, signature, position)
            self.blamer.false(rule.require, frames, owners, found)

        def evidence() -> tuple[Evidence, ...]:
            required = () if code == INAPPLICABLE else conditions[1:]
            owners = self._owners(rule.bindings, signature, position)
            return self.evidence.of(required, conditions[:1], frames, owners)

        outcome = RuleOutcome(
            rule=rule,
            instrument=self.instruments[rule.basis.instrument],
            subject=subject,
            outcome=OUTCOMES[code],
            cause=cause,
            missing=found.fields if found.missing else (),
            evidence=Deferred(evidence),
            alternatives=alternatives,
            assumptions=self._assumptions(rule.name, conditions, rule.basis.assumed),
            firings=Deferred(lambda: self._firings(rule, number, signature, position, subject)),
        )
        return outcome, found

    def _conditions(self, rule: Rule) -> tuple[Cond, Cond]:
        known = self.conditions.get(rule.name)
        if known is None:
            known = self.conditions[rule.name] = (applicability(rule), rule.require)
        return known

    def decision(
        self, derivation: Derivation, signature: Signature, position: int, subject: Subject
    ) -> tuple[Decision, Blame]:
        """The value of a decision table for a subject."""
        records = self.verdicts.subjects[signature][position]
        frames = self.frames(signature, position)
        owners = owners_of(derivation.bindings, frames, self.names)
        result = self.verdicts.derived_for(derivation.name, records)
        settled = result.settled
        found = Blame()
        value = settled.value if settled is not None and settled.status == "value" else None
        cause = None
        if value is None:
            self.blamer.derivation(derivation, records, frames, owners, found)
            cause = _cause(found, result if result.points else None)
        decision = Decision(
            derivation=derivation,
            instrument=self.instruments[derivation.basis.instrument],
            subject=subject,
            value=value,
            cause=cause,
            missing=found.fields,
            inputs=self._inputs(derivation, frames),
            alternatives=self._alternatives(result, {}) if value is None else (),
            assumptions=self._assumptions(
                derivation.name,
                [case.condition for reading in derivation.readings for case in reading.cases],
                derivation.basis.assumed,
            ),
            firings=Deferred(lambda: self._chain([derivation.name], records, subject, set())),
        )
        return decision, found

    def _inputs(self, derivation: Derivation, frames: Frames) -> tuple[tuple[str, str], ...]:
        terms = self.inputs.get(derivation.name)
        if terms is None:
            read = (
                leaf
                for reading in derivation.readings
                for case in reading.cases
                for leaf in leaves(case.condition)
            )
            found = dict.fromkeys(leaf for leaf in read if isinstance(leaf, DerivedTerm))
            terms = self.inputs[derivation.name] = tuple(found)
        shown = []
        for term in terms:
            if not all(index in frames for index in term.frames):
                continue
            result = self.verdicts.derived_for(term.name, [frames[index] for index in term.frames])
            settled = result.settled
            value = settled.value if settled is not None and settled.status == "value" else _OPEN
            shown.append((term.name.rpartition(":")[2], value))
        return tuple(shown)

    def _assumptions(self, name: str, conditions: Sequence[Cond], own: str | None) -> tuple[Assumption, ...]:
        """What a rule or derivation rests on that no source gives; the same for all subjects."""
        known = self.assumed.get(name)
        if known is None:
            program = self.verdicts.program
            known = assumptions_of(conditions, program.definitions, program.derivations, self.parameters)
            known = self.assumed[name] = (Assumption(name, own), *known) if own is not None else known
        return known

    # ---- alternatives ----------------------------------------------------------------------------

    def _alternatives(
        self, result: Dependent[int] | Dependent[Derived], words: Mapping[int, str]
    ) -> tuple[Alternative, ...]:
        """What the result is under each combination of readings and figures; none where all say the same."""
        found = {
            choice: words[one] if isinstance(one, int) else one.value if one.status == "value" else _OPEN
            for choice, one in result.table.items()
        }
        if len(set(found.values())) == 1:
            return ()
        return tuple(
            Alternative(tuple(map(self.choice, result.points, choice)), said)
            for choice, said in found.items()
        )

    def choice(self, point: ChoicePoint, option: int) -> str:
        """One choice in Korean: `손실감당: 총이익 기준`, `연간총비용: 기재한 총액 10억원`."""
        if point.kind == "reading":
            return f"{point.name.rpartition(':')[2]}: {point.options[option]}"
        figure = next(one for one in self.verdicts.figures if one.point == point)
        record = figure.record
        label = self.names.ref(self.names.owner(record), record.node, figure.path).label
        field = field_at(self.policy.vocabulary, record.node, figure.path)
        return f"{label}: {point.options[option]} {format_value(figure.candidates[option].value, field)}"

    # ---- firings ---------------------------------------------------------------------------------

    def _firings(
        self, rule: Rule, number: int, signature: Signature, position: int, subject: Subject
    ) -> tuple[FiredCondition, ...]:
        """The chain of firings behind an outcome: derived facts first, then applicability, then the rule."""
        conditions = self._conditions(rule)
        derived = [
            leaf for condition in conditions for leaf in leaves(condition) if isinstance(leaf, DerivedTerm)
        ]
        frames = self.frames(signature, position)
        chain: list[FiredCondition] = []
        seen: set[tuple[str, tuple[int, ...]]] = set()
        for term in derived:
            if all(index in frames for index in term.frames):
                records = tuple(frames[index] for index in term.frames)
                chain += self._chain([term.name], records, subject, seen)
        if not isinstance(conditions[0], Always):
            chain += self._shown(("guard", signature, position, number), subject, rule.stratum)
        chain += self._shown(("rule", signature, position, number), subject, rule.stratum)
        return tuple(chain)

    def _chain(
        self,
        names: Sequence[str],
        records: Sequence[Record],
        subject: Subject,
        seen: set[tuple[str, tuple[int, ...]]],
    ) -> tuple[FiredCondition, ...]:
        chain: list[FiredCondition] = []
        for name in names:
            key = (name, tuple(id(record) for record in records))
            if key in seen:
                continue
            seen.add(key)
            derivation = self.verdicts.program.derivations[name]
            lower = dict.fromkeys(
                leaf.name
                for reading in derivation.readings
                for case in reading.cases
                for leaf in leaves(case.condition)
                if isinstance(leaf, DerivedTerm) and len(leaf.frames) == len(derivation.bindings)
            )
            for inner in lower:
                if (inner, key[1]) in self.verdicts.derived:
                    chain += self._chain([inner], records, subject, seen)
            chain += self._shown(("derived", name, key[1]), subject, derivation.stratum)
        return tuple(chain)

    def _shown(self, key: object, subject: Subject, stratum: int) -> list[FiredCondition]:
        productions = self.verdicts.program.productions
        return [
            FiredCondition(productions[fired.production].name.partition(":")[2], subject.name, stratum)
            for fired in self.fired.get(key, ())
        ]


def _index(fired: Sequence[Fired], verdicts: Verdicts) -> Mapping[object, list[Fired]]:
    """Firings by what they say something about."""
    program = verdicts.program
    groups = {group.id: group for stage in program.stages for group in stage}
    groups |= {group.id: group for group in (*program.guards, *program.checks)}
    index: dict[object, list[Fired]] = defaultdict(list)
    for one in fired:
        group = groups[program.productions[one.production].group]
        effect: Effect = program.effects[one.production]
        item = group.items[effect.item]
        if isinstance(item, ReadingItem):
            records = verdicts.subjects[one.signature][one.subject]
            index["derived", item.derivation.name, tuple(id(record) for record in records)].append(one)
        elif isinstance(item, GuardItem):
            for rule in item.rules:
                index["guard", one.signature, one.subject, rule].append(one)
        else:
            assert isinstance(item, RuleItem)
            index["rule", one.signature, one.subject, item.rule].append(one)
    return index


def _cause(found: Blame, split: Dependent[int] | Dependent[Derived] | None) -> Cause:
    """The cause that a reader must deal with first."""
    decided = set()
    if split is not None:
        decided = {one for one in split.table.values() if _is_decided(one)}
    if len(decided) > 1 or (found.disagreement and not found.missing):
        figures = found.figures or (split is not None and any(p.kind == "figure" for p in split.points))
        return Cause.CONTRADICTORY if figures else Cause.NOT_DECIDED
    if found.missing:
        return Cause.NOT_STATED
    if found.judgement:
        return Cause.JUDGEMENT
    return Cause.NOT_DECIDED


def _is_decided(one: int | Derived) -> bool:
    return one.status == "value" if isinstance(one, Derived) else one != UNDETERMINED
