"""The parts of an opinion that say what it rests on: decisions and their inputs, drafts, assumptions."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.report import document_words as say
from jichim.report.grouping import decisions_by_subject
from jichim.report.layout import printable
from jichim.report.opinion.cells import Writer, cell, run
from jichim.report.opinion.model import Block, Cell, Column, Line, Paragraph, Table
from jichim.report.parts import citation, grouped
from jichim.report.words import outcome_word
from jichim.review.model import Decision


def decisions(writer: Writer) -> list[Block]:
    """Every decision with what it was decided from; services with the same result and grounds together."""
    if not writer.review.decisions:
        return [Paragraph((run(writer.say(say.NO_DECISIONS)),))]
    columns = (
        Column(writer.say(say.SUBJECT), 15),
        Column(writer.say(say.DECISION), 25),
        Column(writer.say(say.VALUE), 18, "center"),
        Column(writer.say(say.FROM), 42),
    )
    alike = grouped(
        (decision for _, made in decisions_by_subject(writer.review) for decision in made),
        lambda d: (d.derivation.name, d.value, d.cause, d.inputs, d.missing, d.alternatives, d.assumptions),
    )
    rows = tuple(_row(writer, same) for same in alike.values())
    return [Paragraph((run(writer.say(say.DECISIONS_LEAD)),), "lead"), Table(columns, rows)]


def _row(writer: Writer, same: Sequence[Decision]) -> tuple[Cell, ...]:
    decision = same[0]
    derivation = decision.derivation
    draft = [run(writer.say(say.IN_DRAFT), "draft")] if decision.instrument.draft else []
    lines: list[Line] = []
    if decision.inputs:
        inputs = " · ".join(
            f"{printable(name)} {printable(outcome_word(value, writer.lang))}"
            for name, value in decision.inputs
        )
        lines.append((run(inputs),))
    if decision.value is None:
        lines += writer.alternatives(decision.alternatives)
        if decision.missing:
            fields = " / ".join(writer.names.grouped(decision.missing, decision.subject))
            lines.append((run(f"{writer.say(say.MISSING)} ", "faint"), run(fields)))
    lines += writer.assumptions(decision.assumptions)
    return (
        cell(writer.subjects(one.subject for one in same)),
        cell(
            run(derivation.name, "strong"),
            run(derivation.title),
            run(citation(derivation.basis) or "-", "faint"),
            *draft,
        ),
        _value(writer, decision),
        tuple(lines) or cell("-"),
    )


def _value(writer: Writer, decision: Decision) -> Cell:
    if decision.value is not None:
        return cell(run(decision.value, "good"))
    cause = [run(writer.words.causes[decision.cause], "faint")] if decision.cause else []
    return cell(run(writer.words.cannot_decide, "open"), *cause)


def rests(writer: Writer) -> list[Block]:
    """How much rests on drafts, and every assumed value with those who use it."""
    review = writer.review
    drafts = [use.instrument for use in review.policies if use.applied and use.instrument.draft]
    blocks: list[Block] = []
    if drafts:
        text = writer.say(
            say.RESTS_DRAFT,
            titles=", ".join(printable(instrument.title) for instrument in drafts),
            outcomes=sum(o.instrument.draft for o in review.outcomes),
            findings=sum(f.outcome.instrument.draft for f in review.findings),
            decisions=sum(d.instrument.draft for d in review.decisions),
        )
        blocks.append(Paragraph((run(text),)))
    else:
        blocks.append(Paragraph((run(writer.say(say.RESTS_NO_DRAFT)),)))
    used = [(a, o.rule.name) for o in review.outcomes for a in o.assumptions]
    used += [(a, d.derivation.name) for d in review.decisions for a in d.assumptions]
    if not used:
        return [*blocks, Paragraph((run(writer.say(say.RESTS_NO_ASSUMPTION)),))]
    columns = (
        Column(writer.say(say.ASSUMPTION), 22),
        Column(writer.say(say.REASON), 48),
        Column(writer.say(say.USED_BY), 30),
    )
    rows = tuple(
        (
            cell(run(assumption.name, "strong")),
            cell(assumption.reason or "-"),
            cell(", ".join(dict.fromkeys(printable(name) for _, name in same))),
        )
        for assumption, same in grouped(used, lambda pair: pair[0]).items()
    )
    return [*blocks, Table(columns, rows)]
