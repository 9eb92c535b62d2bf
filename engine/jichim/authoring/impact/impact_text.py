"""An impact as text: the numbers, the rules with what the corpus did not try, then plan by plan."""

from __future__ import annotations

from collections.abc import Iterator

from jichim.authoring.diff.sheet import summary
from jichim.authoring.impact.model import Group, Impact, PlanShift, RuleShift, Shift
from jichim.authoring.impact.words import WORDS, counts_word, lack_word, result_word, rule_remarks
from jichim.report.layout import Page, Run, printable
from jichim.vocabulary.model import Vocabulary

_MOST_SHIFTS = 20


def render_impact(impact: Impact, page: Page, vocabulary: Vocabulary) -> str:
    """Text for people, the plans that flip from clean to violating first."""
    words = WORDS[page.lang]
    diff = impact.diff
    lines = [page.paint(f"{words.title}: {printable(diff.old)} → {printable(diff.new)}", "heading")]
    lines += page.flow([", ".join(summary(diff, page.lang)) or words.same])
    lines += page.flow([_given(impact, page)])
    if impact.sheets:
        lines += page.flow([words.sheets.format(n=len(impact.sheets))])
    if impact.changed:
        lines += page.flow([words.changed.format(changed=impact.changed, shifts=impact.shifts)])
        lines += page.flow([words.flipped.format(flipped=impact.flipped)])
    else:
        lines += page.flow([Run(words.nothing, "strong")])
    if impact.rules:
        lines += ["", page.paint(words.rules, "heading")]
        lines += [line for rule in impact.rules for line in _rule(rule, page)]
    for title, groups in ((words.cities, impact.cities), (words.fields, impact.fields)):
        if groups:
            lines += ["", page.paint(title, "heading")]
            for group in groups:
                lines += page.flow([_group(group, page, vocabulary)], "  ")
    if impact.plans:
        lines += ["", page.paint(words.plans, "heading")]
        lines += [line for plan in impact.plans for line in _plan(plan, page)]
        if (more := impact.changed - len(impact.plans)) > 0:
            lines += page.flow([words.more.format(n=more)])
    if impact.lacks:
        lines += ["", page.paint(words.lacks, "heading")]
        lines += [
            line for one in impact.lacks for line in page.flow([printable(lack_word(one, page.lang))], "  ")
        ]
    if impact.unusable:
        lines += ["", page.paint(words.unusable, "heading")]
        for name, problem in impact.unusable:
            said = problem.ko if page.lang == "ko" else problem.en
            lines += page.flow([f"{page.path(name)}: {problem.code} {printable(said)}"], "  ", "    ")
    return "\n".join(lines) + "\n"


def _given(impact: Impact, page: Page) -> str:
    unusable = impact.given - impact.reviewed
    return WORDS[page.lang].given.format(given=impact.given, reviewed=impact.reviewed, unusable=unusable)


def _rule(rule: RuleShift, page: Page) -> Iterator[str]:
    words = WORDS[page.lang]
    cites = f" — {'; '.join(rule.cites)}" if rule.cites else ""
    kind = f"{words.decision} " if rule.kind == "decision" else ""
    head = [Run(kind + printable(rule.name), "strong"), Run(f" {printable(rule.title + cites)}")]
    yield from page.flow(head, "  ", "    ")
    for (old, old_level), (new, new_level), count in rule.moves:
        before = result_word(old, old_level, rule.kind, page.lang)
        after = result_word(new, new_level, rule.kind, page.lang)
        yield from page.flow([printable(words.moved.format(old=before, new=after, n=count))], "    ")
    if not rule.moves:
        yield from page.flow([Run(words.no_effect, "faint")], "    ")
    for remark in rule_remarks(rule, page.lang):
        yield from page.flow([Run(printable(remark), "ask")], "    ", "      ")


def _group(group: Group, page: Page, vocabulary: Vocabulary) -> str:
    words = WORDS[page.lang]
    name = field_label(group.name, vocabulary) if page.lang == "ko" else group.name
    return words.group.format(
        name=printable(name) or words.unnamed, plans=group.plans, services=group.services, shifts=group.shifts
    )


def field_label(name: str, vocabulary: Vocabulary) -> str:
    """The Korean label of a field of service; anything else, such as the name of a city, as it is."""
    for node in vocabulary.nodes.values():
        for field in node.fields:
            if field.name == "field":
                for choice in field.choices:
                    if choice.name == name:
                        return choice.label
    return name


def _plan(plan: PlanShift, page: Page) -> Iterator[str]:
    words = WORDS[page.lang]
    head = [Run(page.path(plan.name), "strong")]
    if plan.plan:
        head.append(Run(f" {printable(plan.plan)}"))
    head.append(Run(f" — {counts_word(plan, page.lang)}"))
    if plan.flipped:
        head.append(Run(f" [{words.flip}]", "severe"))
    yield from page.flow(head, "  ", "    ")
    for shift in plan.shifts[:_MOST_SHIFTS]:
        yield from _shift(shift, page)
    if (more := len(plan.shifts) - _MOST_SHIFTS) > 0:
        yield from page.flow([f"+{more}"], "    ")


def _shift(shift: Shift, page: Page) -> Iterator[str]:
    words = WORDS[page.lang]
    subject = printable(shift.subject) or words.whole
    place = f" ({shift.place})" if shift.place and shift.subject else ""
    before = result_word(shift.old, shift.old_level, shift.kind, page.lang)
    after = result_word(shift.new, shift.new_level, shift.kind, page.lang)
    name = Run(printable(shift.name), "strong")
    yield from page.flow([name, Run(f" {subject}{place}: {before} → {after}")], "    ", "      ")
    for reason in shift.reasons:
        truth = words.truths[reason.truth]
        reads = f" — {'; '.join(reason.reads)}" if reason.reads else ""
        text = f"{words.sides[reason.side]} {truth}: {reason.text}{reads}"
        yield from page.flow([Run(printable(text), "faint")], "      ", "        ")
