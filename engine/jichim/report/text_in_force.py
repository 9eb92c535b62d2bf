"""지적 under the instruments in force: a list to see the whole, then each, in the order of the articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jichim.report.grouping import homes
from jichim.report.layout import Page, Run, printable
from jichim.report.names import Names
from jichim.report.parts import Lines, badge, grouped, instrument_line, section
from jichim.report.text_brief import TONES, Key
from jichim.report.text_entry import entry, marks
from jichim.report.words import words
from jichim.review.model import Action, Article, Finding, Review

_WEIGHTS = {"major": 0, "moderate": 1, "minor": 2}
_USUAL = 3
"""From this many actions on, who does most of them is said once."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The findings of one rule, in the order of the plan."""

    findings: tuple[Finding, ...]
    beside: tuple[Finding, ...]
    """Findings of less specific instruments that are told here."""
    home: str
    """The rule at which this one is told; empty where it stands on its own."""

    @property
    def first(self) -> Finding:
        return self.findings[0]


def in_force(page: Page, names: Names, review: Review, found: Sequence[Finding]) -> Lines:
    """The list of all findings by article, then what each says; nothing where there is none."""
    if not found:
        return []
    text = words(page.lang)
    actions = grouped(review.actions, lambda action: (action.rule, action.subject))
    ordered = _in_order(review, found)
    usual = _usual(found, actions)
    lines = section(page, text.findings_in_force, text.count.format(n=len(found)))
    full = [told for told in ordered if not told.home]
    lines += _by_article(page, review, full, lambda told: _listed(page, names, told))
    lines += section(page, text.details)
    if any(one.outcome.rule.evidence_only for told in full for one in told.findings):
        lines += page.flow([Run(f"{badge(text.evidence_mark)} {text.evidence_only}", "faint")], "  ")
    if usual:
        lines += page.flow([Run(text.usually.format(who=printable(usual)), "faint")], "  ")
    lines += [""]
    return lines + _by_article(
        page, review, full, lambda told: entry(page, names, told.findings, told.beside, actions, usual)
    )


def _in_order(review: Review, found: Sequence[Finding]) -> list[_Told]:
    """By instrument, article and weight, then in the order of the rules; subjects in that of the plan."""
    instruments = {use.instrument.name: number for number, use in enumerate(review.policies)}
    rules: dict[str, int] = {}
    for outcome in review.outcomes:
        rules.setdefault(outcome.rule.name, len(rules))

    def key(finding: Finding) -> tuple[object, ...]:
        rule = finding.outcome.rule
        article = review.articles.get(rule.name)
        return (
            instruments.get(finding.outcome.instrument.name, len(instruments)),
            article.number if article else (0, 0),
            _WEIGHTS[rule.weight],
            rules.get(rule.name, len(rules)),
            finding.outcome.subject.index,
        )

    by_rule = grouped(sorted(found, key=key), lambda finding: finding.outcome.rule.name)
    told = homes([finding for same in by_rule.values() for finding in same])
    return [
        _Told(
            tuple(same),
            tuple(one for other, home in told.items() if home == name for one in by_rule[other]),
            told[name],
        )
        for name, same in by_rule.items()
    ]


def _usual(found: Sequence[Finding], actions: Mapping[Key, Sequence[Action]]) -> str:
    """Who does more than half of what is to be done, if that is worth a line of its own."""
    keys = [(one.outcome.rule.name, one.outcome.subject) for one in found]
    who = Counter(action.who for key in keys for action in actions.get(key, ()) if action.who)
    name, count = who.most_common(1)[0] if who else ("", 0)
    return name if count >= _USUAL and 2 * count > who.total() else ""


def _by_article(
    page: Page, review: Review, ordered: Sequence[_Told], show: Callable[[_Told], Lines]
) -> Lines:
    """The rules below the headings of their instruments and articles."""
    lines: Lines = []
    for instrument, of_instrument in grouped(ordered, lambda told: told.first.outcome.instrument).items():
        lines += [*([""] if lines else []), *instrument_line(page, instrument)]
        by_article = grouped(of_instrument, lambda told: review.articles.get(told.first.outcome.rule.name))
        for article, members in by_article.items():
            lines += _heading(page, article)
            for told in members:
                lines += show(told)
    return lines


def _heading(page: Page, article: Article | None) -> Lines:
    if article is None:
        return []
    heading = f" {printable(article.heading)}" if article.heading else ""
    return page.flow([Run(f"{article.name}{heading}", "strong")], "  ", "    ")


def _listed(page: Page, names: Names, told: _Told) -> Lines:
    """`[위반 · 중대] G4-1-2a 종합계획의 반영 · 계획 · 57행`."""
    text = words(page.lang)
    rule = told.first.outcome.rule
    who = dict.fromkeys(names.subject(one.outcome.subject) for one in told.findings)
    where = dict.fromkeys(filter(None, (_place(page, one) for one in told.findings)))
    tail = "".join(f" · {', '.join(part)}" for part in (who, where) if part)
    runs: list[Run | str] = [
        Run(badge(*marks(page, told.first, evidence_only=False)), TONES[told.first.level]),
        Run(f" {printable(rule.name)}", "strong"),
        f" {printable(rule.title)}",
        Run(tail, "faint"),
    ]
    if told.beside:
        others = ", ".join(dict.fromkeys(printable(one.outcome.rule.name) for one in told.beside))
        runs.append(f" · {text.same_fault.format(where=others)}")
    return page.flow(runs, "    ", "      ")


def _place(page: Page, finding: Finding) -> str:
    """Where the first value stands that the requirement read; that nothing is stated has no place."""
    outcome = finding.outcome
    read = next((one.at for one in outcome.evidence if one.at is not None and not one.guard), None)
    if read is not None:
        return page.place(read)
    return words(page.lang).missing if outcome.missing else ""
