"""Recommendations and advice in brief: one entry for a rule and all the subjects that it asks the same of.

A reviewer must first see what a plan owes; what it is only advised to do is as much in number and must
not bury that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jichim.report.layout import Page, Run, Tone, printable
from jichim.report.names import Names
from jichim.report.parts import Lines, badge, basis_runs, grouped, key_width, keyed
from jichim.report.text_law import law_beside
from jichim.report.words import words
from jichim.review.model import Action, Finding, Level, RuleOutcome, Subject

TONES: Mapping[Level, Tone] = {
    Level.VIOLATION: "severe",
    Level.EVIDENCE: "ask",
    Level.DEPARTURE: "ask",
    Level.RECOMMENDATION: "mild",
    Level.ADVICE: "faint",
    Level.UNDETERMINED: "open",
}
_BRIEF = (Level.RECOMMENDATION, Level.ADVICE)

Key = tuple[str, Subject]
"""A rule and a subject: what identifies an outcome."""


def key_of(outcome: RuleOutcome) -> Key:
    return outcome.rule.name, outcome.subject


def split_brief(page: Page, findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings to show in full, and those to show in brief; with `everything` all in full."""
    if page.everything:
        return list(findings), []
    full = [finding for finding in findings if finding.level not in _BRIEF]
    return full, [finding for finding in findings if finding.level in _BRIEF]


def in_brief(
    page: Page, names: Names, findings: Sequence[Finding], actions: Mapping[Key, Sequence[Action]]
) -> Lines:
    """Each rule once, with its subjects, what to do and the provision."""
    if not findings:
        return []
    text = words(page.lang)
    lines: Lines = ["", *page.flow([Run(text.brief.format(n=len(findings)), "strong")], "  "), ""]
    for same in grouped(findings, lambda finding: finding.outcome.rule.name).values():
        lines += _entry(page, names, same, actions)
    return lines


def _entry(
    page: Page, names: Names, same: Sequence[Finding], actions: Mapping[Key, Sequence[Action]]
) -> Lines:
    text = words(page.lang)
    first = same[0]
    rule = first.outcome.rule
    levels = text.proposal_levels if first.outcome.instrument.draft else text.levels
    weight = () if first.level is Level.ADVICE else (text.weights[rule.weight],)
    subjects = ", ".join(dict.fromkeys(names.subject(finding.outcome.subject) for finding in same))
    head = [
        Run(badge(levels[first.level], *weight), TONES[first.level]),
        Run(f" {printable(rule.name)}", "strong"),
        Run(f"  {printable(rule.title)}"),
        Run(f"  — {printable(subjects)}", "faint"),
    ]
    wide = key_width(text.basis, text.act)
    lines = page.flow(head, " " * 4, " " * 6)
    wanted = dict.fromkeys(
        action.what for finding in same for action in actions.get(key_of(finding.outcome), ())
    )
    for what in wanted:
        lines += keyed(page, text.act, [printable(what)], indent=6, width=wide)
    lines += law_beside(page, first, indent=6, width=wide)
    return [*lines, *keyed(page, text.basis, basis_runs(page, rule.basis, rule.name), indent=6, width=wide)]


def awaiting_judgement(page: Page, names: Names, outcomes: Sequence[RuleOutcome]) -> Lines:
    """What only an evaluator can say, one line for each rule: a sheet settles them together."""
    if not outcomes:
        return []
    text = words(page.lang)
    lines = page.flow([Run(text.judgement.format(n=len(outcomes)), "open")], "  ")
    for same in grouped(outcomes, lambda outcome: outcome.rule.name).values():
        rule = same[0].rule
        subjects = ", ".join(dict.fromkeys(names.subject(outcome.subject) for outcome in same))
        runs = [
            Run(printable(rule.name), "strong"),
            Run(f"  {printable(rule.title)}"),
            Run(f"  — {printable(subjects)}", "faint"),
        ]
        lines += page.flow(runs, " " * 4, " " * 6)
    return [*lines, ""]
