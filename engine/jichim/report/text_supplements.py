"""보완요청: what must be stated, once for all subjects that lack the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jichim.policy.model import Instrument
from jichim.report.layout import Page, Run, printable
from jichim.report.names import Names
from jichim.report.parts import Lines, grouped, section
from jichim.report.parts import names as shortened
from jichim.report.words import words
from jichim.review.model import FieldRef, Review, Supplement

_RULES_SHOWN = 4
Order = Mapping[str, tuple[Instrument, tuple[object, ...]]]


def supplements(page: Page, names: Names, review: Review) -> Lines:
    if not review.supplements:
        return []
    text = words(page.lang)
    total = sum(len(supplement.fields) for supplement in review.supplements)
    lines = section(page, text.supplements, text.fields.format(n=total))
    proposals = _proposals(review)
    order = _order(review)
    for same in grouped(review.supplements, lambda s: (s.subject.node, frozenset(s.fields))).values():
        rules = {name for one in same for name in one.rules}
        law = bool(rules - proposals) and all(len(one.needed_by) == len(one.fields) for one in same)
        if law and any(not instrument.draft for instrument, _ in order.values()):
            lines += _with_rules(page, names, same, order)
        else:
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


def _with_rules(page: Page, names: Names, same: Sequence[Supplement], order: Order) -> Lines:
    """Each field with the rules that need it, in the order of their articles."""
    first = same[0]
    needed: dict[FieldRef, dict[str, None]] = {}
    for one in same:
        for ref, rules in zip(one.fields, one.needed_by, strict=True):
            needed.setdefault(ref, {}).update(dict.fromkeys(rules))
    last: tuple[object, ...] = (True, len(order))

    def place(rule: str) -> tuple[object, ...]:
        return order[rule][1] if rule in order else last

    by_rules = grouped(needed, lambda ref: tuple(sorted(needed[ref], key=place)))
    who = ", ".join(names.subject(supplement.subject) for supplement in same)
    lines = page.flow([Run(who, "strong")], "  ")
    for rules, fields in sorted(by_rules.items(), key=lambda pair: [place(rule) for rule in pair[0]]):
        asked = " / ".join(names.grouped(fields, first.subject))
        by = Run(f"  {shortened([*map(printable, rules)], page, _RULES_SHOWN)}", "faint")
        lines += page.flow([asked, *([by] if rules else [])], "    ", "      ")
    return lines


def _order(review: Review) -> Order:
    """Instrument and place of every rule: by instrument, article and the order of the rules."""
    instruments = {use.instrument.name: number for number, use in enumerate(review.policies)}
    found: dict[str, tuple[Instrument, tuple[object, ...]]] = {}
    for number, one in enumerate(review.outcomes):
        article = review.articles.get(one.rule.name)
        of = instruments.get(one.instrument.name, len(instruments))
        where = (one.instrument.draft, of, article.number if article else (0, 0), number)
        found.setdefault(one.rule.name, (one.instrument, where))
    return found


def _proposals(review: Review) -> frozenset[str]:
    """The rules and decisions of drafts, if the review also holds law in force: only then it must be said."""
    holders = [(o.rule.name, o.instrument) for o in review.outcomes]
    holders += [(d.derivation.name, d.instrument) for d in review.decisions]
    if all(instrument.draft for _, instrument in holders):
        return frozenset()
    return frozenset(name for name, instrument in holders if instrument.draft)
