"""One rule in force that is not satisfied: what is wrong, what was read, what is missing, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from jichim.report.evidence import distinct, label, names_missing, written
from jichim.report.layout import Page, Run, printable, shorten
from jichim.report.names import Names
from jichim.report.parts import Lines, badge, citation, grouped, key_width, keyed
from jichim.report.text_brief import TONES, Key, key_of
from jichim.report.words import words
from jichim.review.model import Action, Evidence, Finding, Level, Subject

EVIDENCE_SHOWN = 8
VALUE_SHOWN = 160
_VALUES, _VALUE = 5, 60
"""How many values of an entry are shown without `everything`, and how much of each."""
_INDENT = 6


def entry(
    page: Page,
    names: Names,
    same: Sequence[Finding],
    beside: Sequence[Finding],
    actions: Mapping[Key, Sequence[Action]],
    usual: str,
) -> Lines:
    """The findings of one rule, with what is read of each subject; then what other instruments say of it.

    `usual` is who does what no action says otherwise.
    """
    first = same[0]
    rule = first.outcome.rule
    head: list[Run | str] = [
        Run(badge(*marks(page, first)), TONES[first.level]),
        Run(f" {printable(rule.name)}", "strong"),
        f"  {printable(rule.title)}",
        Run(f"  {printable(citation(rule.basis))}", "faint"),
    ]
    lines = page.flow(head, " " * 4, " " * _INDENT)
    several = len({one.outcome.subject for one in same}) > 1
    for messages, members in grouped(same, lambda one: _message(names, one)).items():
        runs = [_subjects(names, members), messages] if messages else [_subjects(names, members)]
        if any(runs):
            lines += page.flow([": ".join(filter(None, runs))], " " * _INDENT)
    for one in same:
        lines += _read(page, names, one, several=several)
    if several:
        lines += _missing(page, names, same)
    lines += _assumed(page, same)
    lines += _actions(page, names, same, actions, usual)
    for one in beside:
        lines += _also(page, names, one, same, actions, usual)
    return lines


def marks(page: Page, finding: Finding, *, evidence_only: bool = True) -> list[str]:
    """`위반`, `중대`, and `기재 확인` if asked for."""
    text, rule = words(page.lang), finding.outcome.rule
    levels = text.proposal_levels if finding.outcome.instrument.draft else text.levels
    weight = [] if finding.level is Level.ADVICE else [text.weights[rule.weight]]
    return [
        levels[finding.level],
        *weight,
        *([text.evidence_mark] if evidence_only and rule.evidence_only else []),
    ]


def _message(names: Names, finding: Finding) -> str:
    """The sentence without the name of its subject, which stands before it."""
    if finding.message == finding.outcome.rule.title:
        return ""
    who = names.subject(finding.outcome.subject)
    message = printable(finding.message).removeprefix(f"{who}: ")
    return message.removeprefix(f"{who.replace(' + ', ', ')}: ")


def _subjects(names: Names, same: Sequence[Finding]) -> str:
    """Their names; empty for the plan as a whole."""
    subjects = [one.outcome.subject for one in same if not names.is_plan(one.outcome.subject)]
    called = dict.fromkeys(map(names.subject, subjects))
    return ", ".join(called)


def _read(page: Page, names: Names, finding: Finding, *, several: bool) -> Lines:
    """The values in one paragraph, each with its place; with `everything` also those of the guards."""
    text, outcome = words(page.lang), finding.outcome
    told = written(outcome.evidence)
    told = told if page.everything else distinct(told)
    lines: Lines = []
    for key, guard in ((text.read, False), (text.guards, True)):
        items = [item for item in told if item.guard is guard]
        lacking = [] if guard or several else _lacking(names, finding)
        if guard and not page.everything:
            continue
        if not items:
            if lacking:
                lines += keyed(page, text.missing, lacking, indent=_INDENT, width=_width(page))
            continue
        runs: list[Run | str] = [f"{names.subject(outcome.subject)}: "] if several else []
        runs += _values(page, names, items, outcome.subject)
        runs += [Run(" · ", "faint"), Run(f"{text.missing} ", "open"), *lacking] if lacking else []
        lines += keyed(page, key, runs, indent=_INDENT, width=_width(page))
    return lines


def _values(page: Page, names: Names, items: Sequence[Evidence], subject: Subject) -> list[Run | str]:
    shown = items if page.everything else items[:_VALUES]
    runs: list[Run | str] = []
    around: tuple[str, ...] = ()
    for position, item in enumerate(shown):
        value = shorten(printable(item.value), VALUE_SHOWN if page.everything else _VALUE)
        runs += [Run(" · ", "faint")] if position else []
        runs.append(f"{label(names, item, subject, around)}: {value}")
        runs += [Run(f" ({page.place(item.at)})", "faint")] if item.at else []
        around = names.sections(item.field, subject)[:-1]
    if rest := len(items) - len(shown):
        runs.append(Run(f" · {words(page.lang).more_evidence.format(n=rest)}", "faint"))
    return runs


def _lacking(names: Names, finding: Finding) -> list[str]:
    """What is not stated, unless the sentence of the finding says so."""
    if not finding.outcome.missing or names_missing(finding):
        return []
    return [" / ".join(names.grouped(finding.outcome.missing, finding.outcome.subject))]


def _missing(page: Page, names: Names, same: Sequence[Finding]) -> Lines:
    """What is not stated, once for the subjects that lack the same."""
    lines: Lines = []
    by_fields = grouped([one for one in same if _lacking(names, one)], lambda one: one.outcome.missing)
    for members in by_fields.values():
        [fields] = _lacking(names, members[0])
        said = f"{_subjects(names, members)}: {fields}" if len(by_fields) > 1 else fields
        key = "" if lines else words(page.lang).missing
        lines += keyed(page, key, [said], indent=_INDENT, width=_width(page))
    return lines


def _assumed(page: Page, same: Sequence[Finding]) -> Lines:
    lines: Lines = []
    for assumption in dict.fromkeys(a for one in same for a in one.outcome.assumptions):
        reason = f": {printable(assumption.reason)}" if assumption.reason else ""
        runs = [Run(printable(assumption.name), "strong"), Run(reason)]
        lines += keyed(page, words(page.lang).assumed, runs, indent=_INDENT, width=_width(page))
    return lines


def _actions(
    page: Page,
    names: Names,
    same: Sequence[Finding],
    actions: Mapping[Key, Sequence[Action]],
    usual: str,
) -> Lines:
    """What to do, once for all subjects that must do the same."""
    text = words(page.lang)
    wanted = [action for one in same for action in actions.get(key_of(one.outcome), ())]
    known = {ref.path for one in same for ref in one.outcome.missing}
    known |= {item.field.path for one in same for item in one.outcome.evidence if not item.guard}
    lines: Lines = []
    for alike in grouped(wanted, lambda a: (a.what, a.who, a.within, a.due)).values():
        details = _details(page, names, alike, known, usual)
        runs = [Run(printable(alike[0].what)), *([Run(f" ({details})", "faint")] if details else [])]
        lines += keyed(page, "" if lines else text.act, runs, indent=_INDENT, width=_width(page))
    return lines


def _details(page: Page, names: Names, alike: Sequence[Action], known: Iterable[str], usual: str) -> str:
    """Who, until when, and the fields that clear it where the lines above name none of them."""
    text, action = words(page.lang), alike[0]
    within = text.within.format(within=printable(action.within)) if action.within else ""
    due = text.due.format(day=action.due) if action.due else ""
    left = dict.fromkeys(ref for one in alike for ref in one.clears)
    if not page.everything and any(ref.path in known for ref in left):
        left = {}
    clears = " / ".join(names.grouped(left, action.subject))
    details = [
        text.by.format(who=printable(action.who)) if action.who and action.who != usual else "",
        f"{within}, {due}" if within and due else within or due,
        text.clears.format(fields=clears) if clears else "",
    ]
    return " · ".join(filter(None, details))


def _also(
    page: Page,
    names: Names,
    other: Finding,
    same: Sequence[Finding],
    actions: Mapping[Key, Sequence[Action]],
    usual: str,
) -> Lines:
    """`같은 사항: 법 제8조⑤ (A8-5a)`, with what it asks for beyond the finding that it is told with."""
    text, rule = words(page.lang), other.outcome.rule
    told = {ref.path for one in same for ref in one.outcome.missing}
    said = {action.what for one in same for action in actions.get(key_of(one.outcome), ())}
    runs: list[Run | str] = [
        Run(text.same_fault.format(where=printable(citation(rule.basis))), "strong"),
        f" ({printable(rule.name)})",
    ]
    beyond = [ref for ref in other.outcome.missing if ref.path not in told]
    if beyond:
        fields = " / ".join(names.grouped(beyond, other.outcome.subject))
        runs.append(f" · {text.missing} {fields}")
    for action in actions.get(key_of(other.outcome), ()):
        if action.what not in said:
            details = _details(page, names, [action], {ref.path for ref in action.clears}, usual)
            runs.append(f" · {printable(action.what)}" + (f" ({details})" if details else ""))
    return page.flow(runs, " " * _INDENT, " " * (_INDENT + 2))


def _width(page: Page) -> int:
    text = words(page.lang)
    return key_width(text.read, text.missing, text.act, text.assumed, text.guards)
