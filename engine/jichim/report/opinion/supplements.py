"""What a plan must state first, as tables that can be sent to the city, with a column for its reply."""

from __future__ import annotations

from collections.abc import Sequence

from jichim.report import document_words as say
from jichim.report.grouping import Request, requests
from jichim.report.layout import printable
from jichim.report.opinion.cells import Writer, cell, run
from jichim.report.opinion.model import Block, Column, Heading, Paragraph, Table
from jichim.report.parts import grouped, names

_RULES_SHOWN = 8


def supplements(writer: Writer) -> list[Block]:
    """What the law in force waits for, then apart from it what only proposals wait for."""
    wanted = requests(writer.review)
    law = [request for request in wanted if not request.proposal_only]
    proposals = [request for request in wanted if request.proposal_only]
    blocks: list[Block] = [Paragraph((run(writer.say(say.SUPPLEMENTS_LEAD)),), "lead")] if law else []
    blocks += _asked(writer, law, 1) if law else [Paragraph((run(writer.say(say.NO_SUPPLEMENTS)),))]
    if proposals:
        first = 1 + sum(len(block.rows) for block in blocks if isinstance(block, Table))
        blocks += [Heading(2, writer.say(say.PROPOSAL_REQUESTS)), *_asked(writer, proposals, first)]
    return blocks


def _asked(writer: Writer, wanted: Sequence[Request], first: int) -> list[Block]:
    """A row for each group of fields and the subjects that lack it, numbered on from `first`."""
    columns = (
        Column(writer.say(say.NUMBER), 6, "center"),
        Column(writer.say(say.SUBJECT), 16),
        Column(writer.say(say.FIELDS), 50),
        Column(writer.say(say.REPLY), 28),
    )
    asked = grouped(
        (
            (subject, phrase)
            for request in wanted
            for subject in request.subjects
            for phrase in writer.names.grouped(request.fields, subject)
        ),
        lambda row: (row[0].node, row[1]),
    )
    rows = tuple(
        (cell(str(number)), cell(writer.subjects(subject for subject, _ in same)), cell(phrase), cell(""))
        for number, ((_, phrase), same) in enumerate(asked.items(), first)
    )
    settled = [
        Paragraph(
            (
                run(f"{writer.say(say.SETTLES)} · {writer.subjects(request.subjects)} ", "strong"),
                run(f"({writer.words.count.format(n=len(request.rules))}) "),
                run(names(list(map(printable, request.rules)), writer.page, _RULES_SHOWN)),
            ),
            "item",
        )
        for request in wanted
        if request.rules
    ]
    return [Table(columns, rows), *settled]
