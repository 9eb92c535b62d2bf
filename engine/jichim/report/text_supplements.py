"""보완요청: what must be stated, once for all subjects that lack the same."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.report.layout import Page, Run, printable
from jichim.report.names import Names
from jichim.report.parts import Lines, grouped, section
from jichim.report.parts import names as shortened
from jichim.report.words import words
from jichim.review.model import Review, Supplement


def supplements(page: Page, names: Names, review: Review) -> Lines:
    if not review.supplements:
        return []
    text = words(page.lang)
    total = sum(len(supplement.fields) for supplement in review.supplements)
    lines = section(page, text.supplements, text.fields.format(n=total))
    proposals = _proposals(review)
    for same in grouped(review.supplements, lambda s: (s.subject.node, frozenset(s.fields))).values():
        lines += _request(page, names, same, proposals)
    return lines


def _request(page: Page, names: Names, same: Sequence[Supplement], proposals: frozenset[str]) -> Lines:
    text = words(page.lang)
    first = same[0]
    rules = tuple(dict.fromkeys(rule for supplement in same for rule in supplement.rules))
    remark = [Run(f"  ({text.proposal_only})", "draft")] if proposals.issuperset(rules) and rules else []
    who = ", ".join(names.subject(supplement.subject) for supplement in same)
    lines = page.flow([Run(who, "strong"), *remark], "  ")
    for phrase in names.grouped(first.fields, first.subject):
        lines += page.flow([phrase], "    ", "      ")
    if rules:
        lines += page.flow(
            [Run(f"{text.settles}: {shortened([*map(printable, rules)], page)}", "faint")], "    ", "      "
        )
    return lines


def _proposals(review: Review) -> frozenset[str]:
    """The rules and decisions of drafts, if the review also holds law in force: only then it must be said."""
    holders = [(o.rule.name, o.instrument) for o in review.outcomes]
    holders += [(d.derivation.name, d.instrument) for d in review.decisions]
    if all(instrument.draft for _, instrument in holders):
        return frozenset()
    return frozenset(name for name, instrument in holders if instrument.draft)
