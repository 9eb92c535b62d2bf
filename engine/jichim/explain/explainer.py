"""The public entry of the room: results of one review explained, from what was recorded while it was made."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from jichim.explain.derivation import Derivations
from jichim.explain.missing import Asked, among, ranking
from jichim.explain.model import Explanation, MissingFact, Remark, Step, StepKind
from jichim.explain.names import Target, declaration, declarations, kind_of, targets
from jichim.explain.why_not import expectation, why_not
from jichim.network.compile import signature_of
from jichim.plan.model import Plan
from jichim.policy.model import Policy, Rule
from jichim.policy.names import written_name
from jichim.review.assembly import Assembly
from jichim.review.blame import Blame
from jichim.review.model import Outcome
from jichim.review.outcomes import OUTCOMES
from jichim.review.reviewer import AsOf, Ratings, Reviewer

OPEN = "undetermined"


@dataclass(frozen=True, slots=True)
class Explainable:
    """Something that can be explained, and how its results are spread."""

    kind: Literal["rule", "decision", "derivation"]
    name: str
    title: str
    label: str
    """What it is about, in Korean: `서비스`."""
    results: tuple[tuple[str, int], ...]
    """Outcomes or values with how many subjects have each; empty if the plan holds no subject."""


class Explainer:
    """Explains results of one review; derivations that several results share are made once."""

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self.derivations = Derivations(assembly)
        self._ranking: dict[Asked, MissingFact] | None = None

    def explain(
        self, name: str, subject: str | None = None, *, expect: str | None = None
    ) -> tuple[Explanation, ...]:
        """The results of a rule, decision or derivation, for one subject or for all in the order of the plan.

        `name` and `subject` in any spelling; a pair as `a + b`. `expect` (`met`, `not-met`, or a value of
        a derivation) asks why the result is another one. Raises `Unexplainable` for what does not exist.
        """
        return tuple(self.one(target, expect=expect) for target in self.targets(name, subject))

    def targets(self, name: str, subject: str | None = None) -> tuple[Target, ...]:
        """The results that a name and perhaps a subject stand for; raises `Unexplainable`."""
        return targets(self.assembly, declaration(self.assembly.policy, name), subject)

    def one(self, target: Target, *, expect: str | None = None) -> Explanation:
        """One result explained."""
        wanted = expectation(target.declared, expect) if expect is not None else None
        found, blame = self._rule(target) if isinstance(target.declared, Rule) else self._derivation(target)
        if wanted is None:
            return found
        missing = among(self.ranking(), blame.missing) if wanted != found.result and blame.missing else ()
        answer = why_not(self.derivations, target, found.instrument, wanted, found.result, missing)
        return replace(found, why_not=answer)

    def ranking(self) -> dict[Asked, MissingFact]:
        """What the whole review waits for, most settled first; worked out when first asked for."""
        if self._ranking is None:
            self._ranking = ranking(self.assembly)
        return self._ranking

    def urgency(self, target: Target) -> int:
        """0 for a result to look at first: not met, then undetermined, then the others."""
        if not isinstance(target.declared, Rule):
            result = self.assembly.verdicts.derived_for(target.declared.name, target.records).settled
            return 1 if result is None or result.status != "value" else 2
        if target.number is None:
            return 3
        code = self.assembly.verdicts.codes[target.signature][target.position][target.number]
        return {Outcome.NOT_MET: 0, Outcome.UNDETERMINED: 1, Outcome.MET: 2}.get(OUTCOMES[code], 3)

    def contents(self) -> tuple[Explainable, ...]:
        """Everything that can be explained, in the order of the policy."""
        found = []
        policy = self.assembly.policy
        for declared in declarations(policy):
            node = declared.bindings[0].node
            label = policy.vocabulary.node(node).label + (" 쌍" if len(declared.bindings) > 1 else "")
            counts = Counter(self._results(declared.name, isinstance(declared, Rule)))
            found.append(
                Explainable(
                    kind_of(declared),
                    written_name(declared.name),
                    declared.title,
                    label,
                    tuple(counts.items()),
                )
            )
        return tuple(found)

    def _results(self, name: str, is_rule: bool) -> list[str]:
        policy, verdicts = self.assembly.policy, self.assembly.verdicts
        if not is_rule:
            derivation = verdicts.program.derivations[name]
            signature = signature_of(derivation.bindings, self.assembly.root)
            settled = [verdicts.derived_for(name, one).settled for one in verdicts.subjects[signature]]
            return [one.value if one is not None and one.status == "value" else OPEN for one in settled]
        rule = next(one for one in policy.rules if one.name == name)
        signature = signature_of(rule.bindings, self.assembly.root)
        rules = verdicts.program.rules.get(signature, ())
        number = next((place for place, one in enumerate(rules) if one is rule), None)
        if number is None:
            return [Outcome.NOT_APPLICABLE.value] * len(self.assembly.subjects_of(rule))
        return [OUTCOMES[row[number]].value for row in verdicts.codes[signature]]

    # ---- results ---------------------------------------------------------------------------------

    def _rule(self, target: Target) -> tuple[Explanation, Blame]:
        rule = target.declared
        assert isinstance(rule, Rule)
        assembly = self.assembly
        blame = Blame()
        if target.number is None:
            outcome = assembly.not_in_force(rule, target.records)
            root = Step(StepKind.RESULT, rule.name, None, outcome.outcome.value, remark=Remark.NOT_IN_FORCE)
        else:
            outcome, blame = assembly.outcome(rule, target.number, target.signature, target.position)
            root = self.derivations.rule(rule, target.number, target.signature, target.position)
        return (
            Explanation(
                plan=assembly.verdicts.plan.name,
                file=assembly.verdicts.plan.file,
                as_of=assembly.day,
                kind="rule",
                name=rule.name,
                title=rule.title,
                instrument=outcome.instrument,
                basis=rule.basis,
                duty=rule.duty,
                subject=target.subject,
                outcome=outcome.outcome,
                value=None,
                cause=outcome.cause,
                missing=outcome.missing,
                alternatives=outcome.alternatives,
                assumptions=outcome.assumptions,
                root=root,
            ),
            blame,
        )

    def _derivation(self, target: Target) -> tuple[Explanation, Blame]:
        derivation = target.declared
        assert not isinstance(derivation, Rule)
        assembly = self.assembly
        made, blame = assembly.builder.decision(derivation, target.signature, target.position, target.subject)
        fact = self.derivations.derivation(derivation, target.signature, target.records)
        return (
            Explanation(
                plan=assembly.verdicts.plan.name,
                file=assembly.verdicts.plan.file,
                as_of=assembly.day,
                kind=kind_of(derivation),
                name=written_name(derivation.name),
                title=derivation.title,
                instrument=made.instrument,
                basis=derivation.basis,
                duty=None,
                subject=target.subject,
                outcome=None,
                value=made.value,
                cause=made.cause,
                missing=made.missing,
                alternatives=made.alternatives,
                assumptions=made.assumptions,
                root=replace(fact, kind=StepKind.RESULT),
            ),
            blame,
        )


def explain(
    plan: Plan,
    policy: Policy,
    name: str,
    subject: str | None = None,
    *,
    expect: str | None = None,
    as_of: AsOf = None,
    ratings: Ratings | None = None,
) -> tuple[Explanation, ...]:
    """Results of one plan and policy explained; see `Explainer.explain`. For several keep an `Explainer`."""
    reviewer = Reviewer(policy)
    try:
        return Explainer(reviewer.assembly(plan, as_of=as_of, ratings=ratings)).explain(
            name, subject, expect=expect
        )
    finally:
        reviewer.close()
