"""Findings of drafts beside the provisions in force, by the crosswalk; pure.

A proposal of a draft may be law by now. Its finding then names the provision, and where a rule of that
provision asks for the same fields of the same plan, it says so, so that nobody has to read it twice.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from jichim.network.compile import in_force
from jichim.policy.model import Policy
from jichim.provisions import Beside, Proposal, Today, parse_address
from jichim.review.model import Finding, InForce, Level, Review, Subject


def with_counterparts(review: Review, policy: Policy, beside: Beside) -> Review:
    """The review whose findings of drafts name their provisions in force; in the same order."""
    if not beside.crosswalks:
        return review
    joining = _Joining(review, policy, beside)
    return replace(review, findings=tuple(map(joining.joined, review.findings)))


class _Joining:
    def __init__(self, review: Review, policy: Policy, beside: Beside) -> None:
        self.root = policy.vocabulary.root
        self.beside = beside
        drafts = {one.name for one in policy.instruments if one.draft}
        self.applied = {use.instrument.name for use in review.policies if use.applied} - drafts
        self.encoding = _by_item(policy, review.as_of, self.applied)
        self.ever = {item for rule in policy.rules for item in rule.basis.items}
        self.proposals: dict[tuple[str, str], list[Proposal]] = {}
        for crosswalk in beside.crosswalks:
            for proposal in crosswalk.proposals:
                for item in proposal.items:
                    self.proposals.setdefault((crosswalk.instrument, item), []).append(proposal)
        self.asked = asked_fields(review)
        self.law = [
            one
            for one in review.findings
            if one.outcome.instrument.name in self.applied and one.level is not Level.UNDETERMINED
        ]

    def joined(self, finding: Finding) -> Finding:
        outcome = finding.outcome
        if not outcome.instrument.draft:
            return finding
        found = dict.fromkeys(
            provision
            for item in outcome.rule.basis.items
            for proposal in self.proposals.get((outcome.instrument.name, item), ())
            for today in proposal.today
            for provision in self._in_force(proposal, today)
        )
        rules = {name for provision in found for name in provision.rules}
        same = tuple(
            dict.fromkeys(one.outcome.rule.name for one in self.law if self._same(finding, one, rules))
        )
        return replace(finding, in_force=tuple(found), same_as=same) if found else finding

    def _same(self, draft: Finding, law: Finding, rules: Collection[str]) -> bool:
        """Whether both ask for one field at least, of one subject or of the plan that it belongs to."""
        if law.outcome.rule.name not in rules or not self._about_one(
            draft.outcome.subject, law.outcome.subject
        ):
            return False
        first, second = (self.asked[one.outcome.rule.name, one.outcome.subject] for one in (draft, law))
        return any(overlap(one, other) for one in first for other in second)

    def _about_one(self, first: Subject, second: Subject) -> bool:
        return first == second or self.root in (first.node, second.node)

    def _in_force(self, proposal: Proposal, today: Today) -> Iterator[InForce]:
        """The provisions that an entry means, of instruments in force; one not yet in force is left out.

        Where a proposal was not taken up, its entries are only the nearest that there is: they are no answer.
        """
        if proposal.verdict == "not-found":
            return
        for instrument, provision in self._provisions(today):
            rules = self.encoding.get(provision, ())
            if instrument in self.applied and (rules or provision not in self.ever):
                yield InForce(
                    proposal.id, proposal.verdict, instrument, today.at, provision, today.what, tuple(rules)
                )

    def _provisions(self, today: Today) -> Iterator[tuple[str, str]]:
        """Instrument and id: by the ids that the entry gives, else by its address."""
        if today.provisions:
            for listed in self.beside.lists:
                yield from (
                    (listed.instrument, one.id) for one in listed.provisions if one.id in today.provisions
                )
            return
        exact = [
            (listed.instrument, one.id)
            for listed in self.beside.lists
            for one in listed.provisions
            if one.at == today.at
        ]
        if exact:
            yield from exact
            return
        for listed in self.beside.lists:
            found = parse_address(today.at, self.beside.documents, "")
            if found is not None and found[1] == listed.instrument:
                within = [one.id for one in listed.provisions if found[0].covers(one.address)]
                yield from ((listed.instrument, name) for name in within or [""])


def _by_item(policy: Policy, day: datetime.date, applied: Collection[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for rule in in_force(policy, day):
        if rule.basis.instrument in applied:
            for item in rule.basis.items:
                found.setdefault(item, []).append(rule.name)
    return found


def asked_fields(review: Review) -> dict[tuple[str, Subject], set[str]]:
    """The paths that each finding asks for, as missing or to clear it, by rule and subject."""
    actions = {(action.rule, action.subject): action.clears for action in review.actions}
    keys = [(one.outcome.rule.name, one.outcome.subject, one.outcome.missing) for one in review.findings]
    return {
        (name, subject): {ref.path for ref in (*missing, *actions.get((name, subject), ()))}
        for name, subject, missing in keys
    }


def overlap(first: str, second: str) -> bool:
    """One field is the other, or a section that holds it."""
    return first == second or first.startswith(f"{second}.") or second.startswith(f"{first}.")
