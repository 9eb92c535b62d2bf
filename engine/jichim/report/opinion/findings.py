"""The parts of an opinion that say what was found: findings by provision, open questions, actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from jichim.policy.model import Instrument
from jichim.report import document_words as say
from jichim.report.evidence import names_missing
from jichim.report.grouping import Chapter, Entry, chapters, open_questions, other_actions, sentence
from jichim.report.layout import printable
from jichim.report.opinion.cells import Writer, cell, run, tone_of
from jichim.report.opinion.model import Block, Cell, Column, Heading, Line, Paragraph, Table
from jichim.report.parts import citation, grouped
from jichim.report.words import period_words, status_word
from jichim.review.model import Action, Cause, FieldRef, Finding, Level, Outcome, RuleOutcome, Subject


def findings(writer: Writer, *, draft: bool, number: int) -> tuple[list[Block], int]:
    """A table for each provision; entries are numbered on from `number`, and the next number is returned."""
    blocks: list[Block] = []
    for chapter in chapters(writer.review, draft=draft):
        blocks.append(Heading(2, instrument_title(writer, chapter.instrument)))
        made, number = _chapter(writer, chapter, number)
        blocks += made
    return blocks, number


def index(writer: Writer) -> list[Block]:
    """How many findings under law in force each provision has, and their numbers; nothing for only one."""
    rows: list[tuple[Cell, ...]] = []
    last = 0
    for chapter in chapters(writer.review, draft=False):
        for provision in chapter.provisions:
            first, last = last + 1, last + len(provision.entries)
            found = [entry.first for entry in provision.entries]
            violations = [one for one in found if one.level is Level.VIOLATION]
            grave = sum(one.outcome.rule.weight == "major" for one in violations)
            counts = (len(violations), grave, len(found) - len(violations))
            rows.append(
                (
                    cell(printable(provision.called) or "-"),
                    *(cell(str(count) if count else "-") for count in counts),
                    cell(str(first) if first == last else f"{first}~{last}"),
                )
            )
    if len(rows) < 2:
        return []
    columns = (
        Column(writer.say(say.ARTICLE), 52),
        Column(writer.words.levels[Level.VIOLATION], 10, "center"),
        Column(writer.say(say.GRAVE), 12, "center"),
        Column(writer.say(say.OTHERS), 13, "center"),
        Column(writer.say(say.NUMBERS), 13, "center"),
    )
    return [Table(columns, tuple(rows))]


def instrument_title(writer: Writer, instrument: Instrument) -> str:
    """`[시행] 스마트도시계획수립지침 (2025-12-19부터)`."""
    period = period_words(instrument, writer.lang)
    title = printable(instrument.title) or printable(instrument.name)
    return f"[{status_word(instrument, writer.lang)}] {title}" + (f" ({period})" if period else "")


def _chapter(writer: Writer, chapter: Chapter, number: int) -> tuple[list[Block], int]:
    columns = (
        Column(writer.say(say.NUMBER), 6, "center"),
        Column(writer.say(say.LEVEL), 11, "center"),
        Column(writer.say(say.BASIS), 17),
        Column(writer.say(say.FOUND), 39),
        Column(writer.say(say.ACTION), 27),
    )
    blocks: list[Block] = []
    for provision in chapter.provisions:
        rows: list[tuple[Cell, ...]] = []
        for entry in provision.entries:
            rows.append(_row(writer, entry, number))
            number += 1
        blocks.append(Heading(3, printable(provision.called) or "-"))
        blocks.append(Table(columns, tuple(rows)))
    return blocks, number


def _row(writer: Writer, entry: Entry, number: int) -> tuple[Cell, ...]:
    first = entry.first
    rule = first.outcome.rule
    weight = writer.weight(first)
    level: list[Line] = [(run(writer.level(first), tone_of(first.level)),)]
    level += [(run(weight, "faint"),)] if weight else []
    basis = cell(run(rule.name, "strong"), *(run(one) for one in rule.basis.citations))
    return (
        cell(str(number)),
        tuple(level),
        basis,
        _result(writer, entry),
        writer.actions(entry.wanted, _said(entry)) or cell("-"),
    )


def _result(writer: Writer, entry: Entry) -> Cell:
    """The matter, the sentence of each finding, its subjects, and what was read."""
    rule = entry.first.outcome.rule
    mark = f" {say.EVIDENCE_ONLY_MARK}" if rule.evidence_only else ""
    lines: list[Line] = [(run(rule.title, "strong"), run(mark))]
    lines += [(run(message),) for message in sentences(writer, entry.findings)]
    who = writer.subjects(finding.outcome.subject for finding in entry.findings)
    if who != writer.words.plan:
        lines.append((run(f"{writer.say(say.SUBJECT)} ", "faint"), run(who)))
    lines += writer.entry_evidence(entry)
    lines += () if names_missing(entry.first) else writer.missing(entry)
    assumptions = dict.fromkeys(a for f in entry.findings for a in f.outcome.assumptions)
    lines += writer.assumptions(tuple(assumptions))
    lines += dict.fromkeys(writer.beside(one, entry) for one in entry.beside)
    return tuple(lines)


def sentences(writer: Writer, found: Sequence[Finding]) -> list[str]:
    """What the findings say, once if it is the same of all subjects, else each with its subject."""
    said: dict[str, list[Subject]] = {}
    for finding in found:
        subject = finding.outcome.subject
        if text := printable(sentence(finding, writer.names.subject(subject))):
            said.setdefault(text, []).append(subject)
    if len(said) <= 1:
        return list(said)
    return [f"{writer.subjects(subjects)}: {text}" for text, subjects in said.items()]


def _said(entry: Entry) -> frozenset[FieldRef]:
    """The fields that the row has just named as not stated: an action need not name them again."""
    if names_missing(entry.first):
        return frozenset()
    return frozenset(ref for finding in entry.findings for ref in finding.outcome.missing)


# ---- actions -------------------------------------------------------------------------------------


def actions(writer: Writer) -> list[Block]:
    """Counts by who and deadline, the actions with a deadline, and those that stand at no finding."""
    every = writer.review.actions
    if not every:
        return [Paragraph((run(writer.say(say.NO_ACTIONS)),))]
    blocks: list[Block] = [Paragraph((run(writer.say(say.ACTIONS_LEAD)),), "lead")]
    counted = Counter((a.who, _deadline(writer, a), a.draft) for a in every)
    keys = dict.fromkeys((a.who, _deadline(writer, a)) for a in every)
    columns = (
        Column(writer.say(say.WHO), 36),
        Column(writer.say(say.DUE), 32),
        Column(writer.say(say.IN_LAW), 16, "right"),
        Column(writer.say(say.IN_DRAFT), 16, "right"),
    )
    rows = tuple(
        (
            cell(printable(who) or writer.say(say.NOBODY)),
            cell(due),
            cell(str(counted[who, due, False])),
            cell(str(counted[who, due, True])),
        )
        for who, due in keys
    )
    blocks.append(Table(columns, rows))
    blocks += _listed(writer, say.TIMED_ACTIONS.in_(writer.lang), [a for a in every if a.due or a.within])
    blocks += _listed(writer, say.OTHER_ACTIONS.in_(writer.lang), other_actions(writer.review))
    return blocks


def _deadline(writer: Writer, action: Action) -> str:
    return writer.due(action) or writer.say(say.NO_DEADLINE)


def _listed(writer: Writer, title: str, wanted: Sequence[Action]) -> list[Block]:
    if not wanted:
        return []
    columns = (
        Column(writer.say(say.SUBJECT), 15),
        Column(writer.say(say.RULE), 15),
        Column(writer.say(say.ACTION), 52),
        Column(writer.say(say.BASIS), 18),
    )
    alike = grouped(wanted, lambda a: (a.rule, a.what, a.who, a.within, a.due, a.draft, a.clears))
    rows = tuple(
        (
            cell(writer.subjects(action.subject for action in same)),
            cell(
                run(same[0].rule, "strong"),
                *([run(writer.say(say.IN_DRAFT), "draft")] if same[0].draft else []),
            ),
            writer.actions(same[:1]),
            cell(same[0].citation),
        )
        for same in alike.values()
    )
    return [Heading(2, title), Table(columns, rows)]


# ---- what could not be decided -------------------------------------------------------------------


def undecided(writer: Writer) -> list[Block]:
    """Questions that stating a field does not settle, and how many wait for what is not stated."""
    blocks: list[Block] = []
    for instrument, questions in open_questions(writer.review):
        columns = (
            Column(writer.say(say.CAUSE), 16, "center"),
            Column(writer.say(say.BASIS), 20),
            Column(writer.say(say.QUESTION), 64),
        )
        rows = tuple(_question(writer, same) for same in questions)
        blocks += [Heading(2, instrument_title(writer, instrument)), Table(columns, rows)]
    silent = sum(
        o.outcome is Outcome.UNDETERMINED and o.cause is Cause.NOT_STATED for o in writer.review.outcomes
    )
    lead = say.OPEN_LEAD if blocks else say.NO_OPEN
    blocks.insert(0, Paragraph((run(writer.say(lead)),), "lead"))
    if silent:
        blocks.append(Paragraph((run(writer.say(say.WAITING, n=silent)),)))
    return blocks


def _question(writer: Writer, same: tuple[RuleOutcome, ...]) -> tuple[Cell, ...]:
    first = same[0]
    rule = first.rule
    cause = writer.words.causes[first.cause] if first.cause else writer.words.cannot_decide
    lines: list[Line] = [
        (run(rule.title, "strong"),),
        (run(f"{writer.say(say.SUBJECT)} ", "faint"), run(writer.subjects(o.subject for o in same))),
        *_messages(writer, same),
        *writer.alternatives(first.alternatives),
    ]
    if first.cause is not Cause.JUDGEMENT:
        several = len(same) > 1
        for outcome in same:
            named = f"[{writer.subject(outcome.subject)}]" if several else ""
            lines += writer.evidence(outcome.evidence, outcome.subject, named=named)
    if first.missing:
        fields = " / ".join(writer.names.grouped(first.missing, first.subject))
        lines.append((run(f"{writer.say(say.MISSING)} ", "faint"), run(fields)))
    lines += writer.assumptions(tuple(dict.fromkeys(a for o in same for a in o.assumptions)))
    basis = cell(run(rule.name, "strong"), run(citation(rule.basis) or "-"))
    return cell(run(cause, "open")), basis, tuple(lines)


def _messages(writer: Writer, same: tuple[RuleOutcome, ...]) -> Iterator[Line]:
    """The sentences of the findings at these outcomes, where they say more than the cause does."""
    if same[0].cause is Cause.JUDGEMENT:
        return
    keys = {(o.rule.name, o.subject) for o in same}
    found = [
        f
        for f in writer.review.findings
        if f.level is Level.UNDETERMINED and (f.outcome.rule.name, f.outcome.subject) in keys
    ]
    yield from ((run(message),) for message in sentences(writer, found))
