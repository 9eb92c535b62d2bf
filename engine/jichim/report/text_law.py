"""A proposal beside the law in force: which provisions there are by now, and what they have found already."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.report.layout import Page, Run, printable
from jichim.report.names import Names
from jichim.report.parts import Lines, badge, grouped, keyed
from jichim.report.words import words
from jichim.review.model import Finding

_SHOWN = 3


def law_beside(page: Page, finding: Finding, *, indent: int, width: int) -> Lines:
    """`현행  제20조③ …`, one line for each address; nothing where no provision in force is known."""
    text = words(page.lang)
    lines: Lines = []
    places = grouped(finding.in_force, lambda one: (one.at, one.what))
    for position, ((at, what), _) in enumerate(list(places.items())[:_SHOWN]):
        gist = printable(what.in_(page.lang))
        runs = [Run(printable(at), "strong"), Run(f" {gist}" if gist else "")]
        lines += keyed(page, "" if position else text.today, runs, indent=indent, width=width)
    if (rest := len(places) - _SHOWN) > 0:
        more = Run(text.and_more.format(n=rest).strip(), "faint")
        lines += keyed(page, "", [more], indent=indent, width=width)
    return lines


def already_told(page: Page, names: Names, findings: Sequence[Finding]) -> Lines:
    """Findings of a draft whose gap a rule in force shows already: one line each, which refers to that."""
    if not findings:
        return []
    text = words(page.lang)
    lines: Lines = ["", *page.flow([Run(text.told.format(n=len(findings)), "strong")], "  "), ""]
    for finding in findings:
        rule = finding.outcome.rule
        addresses = dict.fromkeys(one.at for one in finding.in_force if set(one.rules) & set(finding.same_as))
        runs: list[Run | str] = [
            Run(badge(text.proposal_levels[finding.level]), "faint"),
            Run(f" {printable(rule.name)}", "strong"),
            f"  {names.subject(finding.outcome.subject)}",
            Run(f" → {text.today} {', '.join(map(printable, addresses))}"),
            Run(f" ({', '.join(map(printable, finding.same_as))})", "faint"),
        ]
        lines += page.flow(runs, " " * 4, " " * 6)
    return lines
