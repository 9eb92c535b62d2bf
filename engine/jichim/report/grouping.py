"""What documents show together: findings by provision, requests, decisions, the standing of instruments.

Pure groupings of a `Review` that the opinion, the HTML page and the workbook share. Guaranteed: every
finding, action and request of the review is in exactly one group, in the order in which it is read.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from jichim.policy.model import Basis, Instrument
from jichim.report.parts import grouped, law_before_drafts
from jichim.review.model import (
    Action,
    Cause,
    Decision,
    FieldRef,
    Finding,
    Level,
    Outcome,
    PolicyUse,
    Review,
    RuleOutcome,
    Subject,
    Supplement,
)

_ARTICLE = re.compile(r"^(.*?제\s*(\d+)조(?:의(\d+))?)")
_CHAPTER = re.compile(r"^(\S*?(\d+)장(?:\s*(\d+)절)?)")
_FAR = 10**6


class Standing(str, Enum):
    """What the review says of a plan under one instrument; a proposal to the reviewer, who decides."""

    NOT_APPLIED = "not-applied"
    ACCEPTED = "accepted"
    """Every requirement checked is met as far as the plan states."""
    ACCEPTED_WITH_REMARKS = "accepted-with-remarks"
    """No demand is unmet; evidence or recommendations remain."""
    OPEN = "open"
    """No demand is unmet, but some could not be decided."""
    TO_SUPPLEMENT = "to-supplement"
    """Demands are unmet or not shown to be met."""
    REFERENCE = "reference"
    """A draft: whatever was found binds nobody yet."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a plan stands under one instrument; `found` counts the findings by level."""

    use: PolicyUse
    standing: Standing
    outcomes: Counter[Outcome]
    found: Counter[Level]


@dataclass(frozen=True, slots=True)
class Entry:
    """The findings of one rule at one level, for all their subjects, and the actions at them."""

    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    """Those of `findings`, then those of `beside`."""
    beside: tuple[Finding, ...] = ()
    """Findings of less specific instruments that are told here: they have no entry of their own."""

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def wanted(self) -> tuple[Action, ...]:
        """The actions without those of `beside` that ask the same of the same by the same day."""
        own = {finding.outcome.rule.name for finding in self.findings}
        said = {_asked(action) for action in self.actions if action.rule in own}
        return tuple(one for one in self.actions if one.rule in own or _asked(one) not in said)


def _asked(action: Action) -> tuple[str, str, str, datetime.date | None]:
    return action.what, action.who, action.within, action.due


@dataclass(frozen=True, slots=True)
class Provision:
    """The entries of one article, or of one section of a report, the gravest first."""

    title: str
    """As it is cited: `수립지침 제4조`."""
    heading: str
    """What the instrument calls it: `기본원칙`; empty where no list of provisions says."""
    entries: tuple[Entry, ...]

    @property
    def called(self) -> str:
        return f"{self.title} {self.heading}".strip()


@dataclass(frozen=True, slots=True)
class Chapter:
    """The provisions of one instrument that have findings, in their order in the instrument."""

    instrument: Instrument
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked to be stated, once for all the subjects that lack the same."""

    subjects: tuple[Subject, ...]
    fields: tuple[FieldRef, ...]
    rules: tuple[str, ...]
    proposal_only: bool
    """True where only rules of drafts wait for it, while the review also holds law in force."""


def verdicts(review: Review) -> tuple[Verdict, ...]:
    """One for each instrument of the review, law before drafts."""
    outcomes: dict[str, Counter[Outcome]] = {}
    found: dict[str, Counter[Level]] = {}
    for outcome in review.outcomes:
        outcomes.setdefault(outcome.instrument.name, Counter())[outcome.outcome] += 1
    for finding in review.findings:
        found.setdefault(finding.outcome.instrument.name, Counter())[finding.level] += 1
    uses = sorted(review.policies, key=lambda use: use.instrument.draft)
    return tuple(
        _verdict(use, outcomes.get(use.instrument.name, Counter()), found.get(use.instrument.name, Counter()))
        for use in uses
    )


def _verdict(use: PolicyUse, outcomes: Counter[Outcome], found: Counter[Level]) -> Verdict:
    if not use.applied:
        standing = Standing.NOT_APPLIED
    elif use.instrument.draft:
        standing = Standing.REFERENCE
    elif found[Level.VIOLATION]:
        standing = Standing.TO_SUPPLEMENT
    elif outcomes[Outcome.UNDETERMINED]:
        standing = Standing.OPEN
    elif any(found[level] for level in Level if level is not Level.ADVICE):
        standing = Standing.ACCEPTED_WITH_REMARKS
    else:
        standing = Standing.ACCEPTED
    return Verdict(use, standing, outcomes, found)


def chapters(review: Review, *, draft: bool) -> tuple[Chapter, ...]:
    """The findings under law in force, or under drafts, by instrument, provision and rule.

    What is undetermined for another reason than silence is no finding here: see `open_questions`.
    """
    actions = grouped(review.actions, lambda action: (action.rule, action.subject))
    shown = [
        finding
        for finding in review.findings
        if finding.level is not Level.UNDETERMINED and finding.outcome.instrument.draft is draft
    ]
    told = homes(shown)
    beside = grouped((f for f in shown if told[f.outcome.rule.name]), lambda f: told[f.outcome.rule.name])
    own = [finding for finding in shown if not told[finding.outcome.rule.name]]
    made: list[Chapter] = []
    place = {use.instrument: number for number, use in enumerate(review.policies)}
    groups = grouped(own, lambda f: f.outcome.instrument).items()
    for instrument, part in sorted(groups, key=lambda pair: place.get(pair[0], len(place))):
        of_provisions = grouped(part, lambda f: provision(f.outcome.rule.basis))
        provisions = tuple(
            Provision(title, _heading(review, title, found), _entries(found, actions, beside))
            for title, found in sorted(of_provisions.items(), key=lambda pair: _order(pair[0]))
        )
        made.append(Chapter(instrument, provisions))
    return tuple(made)


def _heading(review: Review, title: str, found: Sequence[Finding]) -> str:
    articles = (review.articles.get(finding.outcome.rule.name) for finding in found)
    return next((one.heading for one in articles if one and title.endswith(one.name)), "")


def _entries(
    findings: Sequence[Finding],
    actions: Mapping[tuple[str, Subject], Sequence[Action]],
    beside: Mapping[str, Sequence[Finding]],
) -> tuple[Entry, ...]:
    """The gravest entry of a rule is the one at which others are told."""
    rank = {level: place for place, level in enumerate(Level)}
    groups = list(grouped(findings, lambda f: (f.outcome.rule.name, f.level)).items())
    made: list[Entry] = []
    used: set[str] = set()
    for (rule, _), same in sorted(groups, key=lambda pair: rank[pair[0][1]]):
        others = () if rule in used else tuple(beside.get(rule, ()))
        used.add(rule)
        at_them = tuple(
            action
            for finding in (*same, *others)
            for action in actions.get((finding.outcome.rule.name, finding.outcome.subject), ())
        )
        made.append(Entry(tuple(same), at_them, others))
    return tuple(made)


def homes(found: Sequence[Finding]) -> Mapping[str, str]:
    """By rule of findings in force: the rule at which its findings are told; empty where they stand alone.

    Only a rule that stands alone can tell others, so that nothing is told nowhere.
    """
    by_rule = grouped(found, lambda finding: finding.outcome.rule.name)
    alone = (name for name, same in by_rule.items() if not any(one.told_at for one in same))
    own = {name: position for position, name in enumerate(alone)}
    return {
        name: min(
            own.keys() & set(same[0].told_at).intersection(*(one.told_at for one in same)),
            key=own.__getitem__,
            default="",
        )
        for name, same in by_rule.items()
    }


def sentence(finding: Finding, subject: str) -> str:
    """The words of a finding without the subject or the matter, where they begin with one of these.

    A document names both beside it, so that equal findings of several subjects read alike.
    """
    text = finding.message
    for lead in (subject, finding.outcome.subject.name, finding.outcome.rule.title):
        text = text.removeprefix(f"{lead}: ")
    return "" if text == finding.outcome.rule.title else text


def provision(basis: Basis) -> str:
    """The article that a rule encodes (`수립지침 제4조`), or the section of a report (`4장 2절`)."""
    first = basis.citations[0] if basis.citations else ""
    match = _ARTICLE.match(first) or _CHAPTER.match(first)
    return match[1].strip() if match else first


def _order(title: str) -> tuple[int, int, str]:
    match = _ARTICLE.match(title) or _CHAPTER.match(title)
    return (int(match[2]), int(match[3] or 0), title) if match else (_FAR, 0, title)


def open_questions(review: Review) -> tuple[tuple[Instrument, tuple[tuple[RuleOutcome, ...], ...]], ...]:
    """Undetermined for another reason than silence, by instrument; equal questions of subjects together."""
    outcomes = [
        o for o in review.outcomes if o.outcome is Outcome.UNDETERMINED and o.cause is not Cause.NOT_STATED
    ]
    return tuple(
        (
            instrument,
            tuple(
                tuple(same)
                for same in grouped(
                    part,
                    lambda o: (o.rule.name, o.cause, o.alternatives, o.missing),
                ).values()
            ),
        )
        for instrument, part in law_before_drafts(grouped(outcomes, lambda o: o.instrument))
    )


def other_actions(review: Review) -> tuple[Action, ...]:
    """Actions at no finding that `chapters` shows."""
    shown = {
        (finding.outcome.rule.name, finding.outcome.subject)
        for finding in review.findings
        if finding.level is not Level.UNDETERMINED
    }
    return tuple(action for action in review.actions if (action.rule, action.subject) not in shown)


def requests(review: Review) -> tuple[Request, ...]:
    """Requests to supplement in the order of the review; subjects of one type that lack the same together."""
    proposals = _proposals(review)
    made: list[Request] = []
    for same in grouped(review.supplements, lambda s: (s.subject.node, frozenset(s.fields))).values():
        rules = tuple(dict.fromkeys(rule for supplement in same for rule in supplement.rules))
        subjects = tuple(supplement.subject for supplement in same)
        only = bool(rules) and proposals.issuperset(rules)
        made.append(Request(subjects, _fields(same), rules, only))
    return tuple(made)


def _fields(same: Sequence[Supplement]) -> tuple[FieldRef, ...]:
    return tuple(dict.fromkeys(ref for supplement in same for ref in supplement.fields))


def _proposals(review: Review) -> frozenset[str]:
    holders = [(o.rule.name, o.instrument) for o in review.outcomes]
    holders += [(d.derivation.name, d.instrument) for d in review.decisions]
    if all(instrument.draft for _, instrument in holders):
        return frozenset()
    return frozenset(name for name, instrument in holders if instrument.draft)


def decisions_by_subject(review: Review) -> tuple[tuple[Subject, tuple[Decision, ...]], ...]:
    """Each subject with its decisions, in the order of the plan."""
    groups = grouped(review.decisions, lambda decision: decision.subject)
    return tuple((subject, tuple(made)) for subject, made in groups.items())
