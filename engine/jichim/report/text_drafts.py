"""제안 beside law that applies to the plan: in brief, so that a reviewer first sees what the plan owes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jichim.report.layout import Page, Run, printable
from jichim.report.names import Names
from jichim.report.parts import Lines, badge, grouped, instrument_line, law_before_drafts, section
from jichim.report.text_brief import TONES
from jichim.report.text_decisions import value_word
from jichim.report.text_findings import open_outcomes
from jichim.report.words import words
from jichim.review.model import Finding, Level, Outcome, Review, Subject, Supplement

_ADVISED = (Level.RECOMMENDATION, Level.ADVICE)


def law_applies(review: Review) -> bool:
    """Whether an instrument in force has something to say about the plan."""
    return any(
        not one.instrument.draft and one.outcome is not Outcome.NOT_APPLICABLE for one in review.outcomes
    )


def without_drafts(review: Review) -> Review:
    """What the sections show in full: the review as far as instruments in force go."""
    found = {finding.outcome.rule.name for finding in review.findings}
    return replace(
        review,
        outcomes=tuple(one for one in review.outcomes if not one.instrument.draft),
        decisions=tuple(one for one in review.decisions if not one.instrument.draft),
        findings=tuple(one for one in review.findings if not one.outcome.instrument.draft),
        actions=tuple(one for one in review.actions if not one.draft or one.rule not in found),
        supplements=split(review)[0],
    )


def split(review: Review) -> tuple[tuple[Supplement, ...], tuple[Supplement, ...]]:
    """The requests that the law in force needs, with its rules only, and those that only proposals need."""
    drafts = _of_drafts(review)
    law: list[Supplement] = []
    rest: list[Supplement] = []
    for one in review.supplements:
        needed = one.needed_by or (one.rules,) * len(one.fields)
        pairs = list(zip(one.fields, needed, strict=True))
        kept = [(ref, tuple(r for r in rules if r not in drafts)) for ref, rules in pairs]
        kept = [(ref, rules) for ref, rules in kept if rules]
        fields = {ref for ref, _ in kept}
        beyond = [(ref, rules) for ref, rules in pairs if ref not in fields]
        rules = tuple(name for name in one.rules if name not in drafts)
        law += [_request(one, kept, rules)] if kept else []
        of_rest = tuple(name for name in one.rules if name in drafts)
        rest += [_request(one, beyond, of_rest)] if beyond else []
    return tuple(law), tuple(rest)


def _request(
    of: Supplement, pairs: Sequence[tuple[object, tuple[str, ...]]], rules: tuple[str, ...]
) -> Supplement:
    fields = {id(ref) for ref, _ in pairs}
    return replace(
        of,
        fields=tuple(ref for ref in of.fields if id(ref) in fields),
        needed_by=tuple(needed for _, needed in pairs),
        rules=rules,
    )


def _of_drafts(review: Review) -> frozenset[str]:
    holders = [(one.rule.name, one.instrument) for one in review.outcomes]
    holders += [(one.derivation.name, one.instrument) for one in review.decisions]
    return frozenset(name for name, instrument in holders if instrument.draft)


def drafts_in_brief(page: Page, names: Names, review: Review) -> Lines:
    """One line for each rule that finds something, with its provision in force; the rest in numbers."""
    text = words(page.lang)
    drafts = [use.instrument for use in review.policies if use.applied and use.instrument.draft]
    found = [f for f in review.findings if f.outcome.instrument.draft and f.level is not Level.UNDETERMINED]
    by_instrument = grouped(found, lambda finding: finding.outcome.instrument)
    open_ = [one for one in open_outcomes(review) if one.instrument.draft]
    decided = [one for one in review.decisions if one.instrument.draft]
    asked = split(review)[1]
    if not (found or open_ or decided or asked):
        return []
    lines = section(page, text.proposal, text.count.format(n=len(found)))
    note = text.drafts_brief.format(names=" --policy ".join(one.name for one in drafts))
    lines += [*page.flow([Run(note, "draft")], "  "), ""]
    for instrument, part in law_before_drafts(by_instrument):
        lines += instrument_line(page, instrument)
        lines += _findings(page, names, part)
    for of_table in grouped(decided, lambda one: one.derivation.name).values():
        for value, same in grouped(of_table, lambda one: value_word(page, one)).items():
            who = _subjects(page, names, [one.subject for one in same])
            head = Run(printable(of_table[0].derivation.name), "strong")
            lines += page.flow([f"{text.decisions}  ", head, f"  {who} → {value}"], "    ", "      ")
    if asked:
        where = _subjects(page, names, [one.subject for one in asked])
        fields = text.fields.format(n=sum(len(one.fields) for one in asked))
        lines += page.flow([text.drafts_ask.format(where=where, fields=fields)], "    ", "      ")
    if open_:
        lines += page.flow([Run(text.drafts_judged.format(n=len(open_)), "open")], "    ", "      ")
    return lines


def _findings(page: Page, names: Names, found: Sequence[Finding]) -> Lines:
    text = words(page.lang)
    lines: Lines = []
    rest: dict[str, int] = {}
    for rule, same in grouped(found, lambda finding: finding.outcome.rule.name).items():
        if same[0].level in _ADVISED and not any(one.in_force for one in same):
            rest[rule] = len(same)
        else:
            lines += _line(page, names, same)
    if rest:
        rules = ", ".join(map(printable, rest))
        said = text.drafts_rest.format(n=sum(rest.values()), rules=rules)
        lines += page.flow([Run(said, "faint")], "    ", "      ")
    return lines


def _line(page: Page, names: Names, same: Sequence[Finding]) -> Lines:
    text = words(page.lang)
    first = same[0]
    rule = first.outcome.rule
    weight = () if first.level is Level.ADVICE else (text.weights[rule.weight],)
    runs: list[Run | str] = [
        Run(badge(text.proposal_levels[first.level], *weight), TONES[first.level]),
        Run(f" {printable(rule.name)}", "strong"),
        f" {printable(rule.title)}",
        Run(f" · {_subjects(page, names, [one.outcome.subject for one in same])}", "faint"),
    ]
    addresses = list(dict.fromkeys(one.at for finding in same for one in finding.in_force))
    if addresses:
        more = text.and_more.format(n=len(addresses) - 1) if len(addresses) > 1 else ""
        runs.append(Run(f" · {text.today} {printable(addresses[0])}{more}"))
    if told := dict.fromkeys(name for finding in same for name in finding.same_as):
        runs.append(Run(f" ({', '.join(map(printable, told))})", "faint"))
    return page.flow(runs, "    ", "      ")


def _subjects(page: Page, names: Names, subjects: Sequence[Subject]) -> str:
    """`통합플랫폼 외 3곳`."""
    called = list(dict.fromkeys(names.subject(subject) for subject in subjects))
    if len(called) == 1:
        return called[0]
    return words(page.lang).services_more.format(first=called[0], n=len(called) - 1)
