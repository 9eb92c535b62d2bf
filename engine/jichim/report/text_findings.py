"""지적 and 판단불가: what someone must look at, law in force before proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jichim.policy.model import Rule
from jichim.report.evidence import label, names_missing
from jichim.report.layout import Page, Run, Tone, printable, shorten
from jichim.report.names import Names
from jichim.report.parts import (
    Lines,
    alternatives,
    badge,
    basis_runs,
    grouped,
    instrument_line,
    key_width,
    keyed,
    law_before_drafts,
    section,
)
from jichim.report.text_brief import TONES, Key, awaiting_judgement, in_brief, key_of, split_brief
from jichim.report.text_entry import (
    EVIDENCE_SHOWN,
    VALUE_SHOWN,
    marks,
)
from jichim.report.text_in_force import in_force
from jichim.report.text_law import already_told, law_beside
from jichim.report.words import words
from jichim.review.model import (
    Action,
    Cause,
    Evidence,
    FieldRef,
    Finding,
    Level,
    Outcome,
    Review,
    RuleOutcome,
    Subject,
)


def findings(page: Page, names: Names, review: Review) -> Lines:
    """The sections of the law in force, then one for proposals, grouped by instrument and subject."""
    text = words(page.lang)
    shown = [finding for finding in review.findings if finding.level is not Level.UNDETERMINED]
    lines = in_force(page, names, review, [f for f in shown if not f.outcome.instrument.draft])
    part = [finding for finding in shown if finding.outcome.instrument.draft]
    if not part:
        return lines
    actions = _actions(review)
    lines += section(page, text.proposal, text.count.format(n=len(part)))
    lines += [*page.flow([Run(text.proposal_note, "draft")], "  "), ""]
    if any(finding.outcome.rule.evidence_only for finding in split_brief(page, part)[0]):
        note = f"{badge(text.evidence_mark)} {text.evidence_only}"
        lines += [*page.flow([Run(note, "faint")], "  "), ""]
    for instrument, of_instrument in grouped(part, lambda f: f.outcome.instrument).items():
        lines += instrument_line(page, instrument)
        told = [finding for finding in of_instrument if finding.same_as]
        full, brief = split_brief(page, [one for one in of_instrument if not one.same_as])
        for subject, of_subject in grouped(full, lambda f: f.outcome.subject).items():
            lines += ["", *page.flow([Run(names.subject(subject), "strong")], "  ")]
            for finding in of_subject:
                lines += _finding(page, names, finding, actions.get(key_of(finding.outcome), ()))
        lines += in_brief(page, names, brief, actions)
        lines += already_told(page, names, told)
    return lines


def undetermined(page: Page, names: Names, review: Review) -> Lines:
    """Outcomes that stating a field does not settle, the same question of several subjects in one entry."""
    text = words(page.lang)
    outcomes = open_outcomes(review)
    if not outcomes:
        return []
    actions = _actions(review)
    lines = section(page, text.open, text.count.format(n=len(outcomes)))
    for instrument, part in law_before_drafts(grouped(outcomes, lambda o: o.instrument)):
        lines += [*instrument_line(page, instrument), ""]
        judged = [o for o in part if o.cause is Cause.JUDGEMENT and not page.everything]
        for same in grouped([o for o in part if o not in judged], _question).values():
            lines += _undetermined(page, names, same, actions)
        lines += awaiting_judgement(page, names, judged)
    return lines


def open_outcomes(review: Review) -> list[RuleOutcome]:
    """Undetermined for another cause than that something is not stated."""
    return [
        o for o in review.outcomes if o.outcome is Outcome.UNDETERMINED and o.cause is not Cause.NOT_STATED
    ]


def other_actions(page: Page, names: Names, review: Review) -> Lines:
    """Actions that stand at no finding above."""
    shown = {key_of(finding.outcome) for finding in review.findings}
    shown |= {key_of(outcome) for outcome in open_outcomes(review)}
    rest = [action for action in review.actions if (action.rule, action.subject) not in shown]
    if not rest:
        return []
    text = words(page.lang)
    lines = section(page, text.actions, text.count.format(n=len(rest)))
    for draft in (False, True):
        for action in (action for action in rest if action.draft is draft):
            mark = [Run(badge(text.proposal), "draft"), Run(" ")] if draft else []
            head = [Run(names.subject(action.subject), "strong"), Run(f"  {printable(action.rule)}", "faint")]
            lines += page.flow([*mark, *head], "  ")
            lines += _action(page, names, action)
    return lines


def _actions(review: Review) -> dict[Key, list[Action]]:
    return grouped(review.actions, lambda action: (action.rule, action.subject))


def _finding(page: Page, names: Names, finding: Finding, actions: Sequence[Action]) -> Lines:
    outcome = finding.outcome
    rule = outcome.rule
    lines = _headline(page, badge(*marks(page, finding)), TONES[finding.level], rule, indent=4)
    if finding.message and finding.message != rule.title:
        lines += page.flow([printable(finding.message)], " " * 6)
    named = names_missing(finding)
    lines += law_beside(page, finding, indent=6, width=_width(page))
    lines += _grounds(page, names, outcome, indent=6, missing=not named, marked=True)
    for action in actions:
        lines += _action(page, names, action, stated=() if named else outcome.missing, indent=6)
    return [*lines, ""]


def _headline(page: Page, mark: str, tone: Tone, rule: Rule, *, indent: int) -> Lines:
    runs = [Run(mark, tone), Run(f" {printable(rule.name)}", "strong"), Run(f"  {printable(rule.title)}")]
    return page.flow(runs, " " * indent, " " * (indent + 2))


def _grounds(
    page: Page,
    names: Names,
    outcome: RuleOutcome,
    *,
    indent: int,
    missing: bool = True,
    marked: bool = False,
) -> Lines:
    """The citation, the values read, what is not stated, and what the outcome rests on.

    `marked`: that only evidence was asked for stands in the headline already.
    """
    text = words(page.lang)
    wide = _width(page)
    lines = keyed(
        page, text.basis, basis_runs(page, outcome.rule.basis, outcome.rule.name), indent=indent, width=wide
    )
    lines += _evidence(page, names, outcome.evidence, outcome.subject, indent=indent)
    if outcome.missing and missing:
        fields = " / ".join(names.grouped(outcome.missing, outcome.subject))
        lines += keyed(page, text.missing, [fields], indent=indent, width=wide)
    for assumption in outcome.assumptions:
        reason = f": {printable(assumption.reason)}" if assumption.reason else ""
        runs = [Run(printable(assumption.name), "strong"), Run(reason)]
        lines += keyed(page, text.assumed, runs, indent=indent, width=wide)
    if outcome.rule.evidence_only and not marked:
        lines += keyed(page, text.remark, [text.evidence_only], indent=indent, width=wide)
    return lines


def _evidence(
    page: Page, names: Names, evidence: Sequence[Evidence], subject: Subject, *, indent: int
) -> Lines:
    text = words(page.lang)
    lines: Lines = []
    # A sum over priced and unpriced parts is stated but nowhere written: its parts stand beside it.
    written = [item for item in evidence if printable(item.value) and (page.everything or not item.guard)]
    for position, item in enumerate(written[:EVIDENCE_SHOWN]):
        value = shorten(printable(item.value), VALUE_SHOWN)
        place = [Run(f"  {page.place(item.at)}", "faint")] if item.at else []
        key = "" if position else text.read
        runs = [Run(f"{label(names, item, subject)}: {value}"), *place]
        lines += keyed(page, key, runs, indent=indent, width=_width(page))
    if rest := len(written[EVIDENCE_SHOWN:]):
        runs = [Run(text.more_evidence.format(n=rest), "faint")]
        lines += keyed(page, "", runs, indent=indent, width=_width(page))
    return lines


def _action(
    page: Page, names: Names, action: Action, *, stated: Sequence[FieldRef] = (), indent: int = 4
) -> Lines:
    """Who must do what by when; what clears it is left out where the line above has just named it."""
    text = words(page.lang)
    wide = _width(page)
    lines = keyed(page, text.act, [Run(printable(action.what), "strong")], indent=indent, width=wide)
    within = text.within.format(within=printable(action.within)) if action.within else ""
    due = text.due.format(day=action.due) if action.due else ""
    said = set(action.clears) <= set(stated)
    clears = "" if said else " / ".join(names.grouped(action.clears, action.subject))
    details = [
        text.by.format(who=printable(action.who)) if action.who else "",
        f"{within} ({due})" if within and due else within or due,
        text.clears.format(fields=clears) if clears else "",
    ]
    if any(details):
        runs = [Run(" · ".join(filter(None, details)), "faint")]
        lines += keyed(page, "", runs, indent=indent, width=wide)
    return lines


def _undetermined(
    page: Page,
    names: Names,
    same: Sequence[RuleOutcome],
    actions: Mapping[Key, Sequence[Action]],
) -> Lines:
    text = words(page.lang)
    first = same[0]
    cause = text.causes[first.cause] if first.cause else text.cannot_decide
    lines = _headline(page, badge(cause), "open", first.rule, indent=2)
    lines += page.flow([Run(", ".join(names.subject(outcome.subject) for outcome in same), "strong")], "    ")
    lines += alternatives(page, first.alternatives, indent=4, width=_width(page))
    lines += _grounds(page, names, first, indent=4)
    for outcome in same:
        for action in actions.get(key_of(outcome), ()):
            lines += _action(page, names, action)
    return [*lines, ""]


def _question(outcome: RuleOutcome) -> object:
    """Outcomes with equal questions are shown once, for all their subjects."""
    return (
        outcome.rule.name,
        outcome.cause,
        outcome.alternatives,
        outcome.evidence,
        outcome.missing,
        outcome.assumptions,
    )


def _width(page: Page) -> int:
    text = words(page.lang)
    return key_width(
        text.basis, text.read, text.missing, text.act, text.assumed, text.remark, text.if_, text.today
    )
