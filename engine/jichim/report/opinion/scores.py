"""The part of an opinion that says what evaluators rated, as their sheets give it."""

from __future__ import annotations

from jichim.assessment.model import Assessment
from jichim.report.layout import Run
from jichim.report.opinion.cells import Writer, cell, run
from jichim.report.opinion.model import Block, Cell, Column, Heading, Paragraph, Table
from jichim.report.scores import WORDS, Keyed, called, how_rated, ratings_of


def scores(writer: Writer, assessment: Assessment) -> list[Block]:
    """Who rated and how, then a table for each subject: scores are absolute, never a rank among plans."""
    drafts = {use.instrument.name for use in writer.review.policies if use.instrument.draft}
    blocks: list[Block] = [_table(how_rated(assessment, drafts, writer.lang))]
    root = writer.names.vocabulary.root if writer.names.vocabulary else "plan"
    for subject in assessment.subjects:
        rows = ratings_of(subject, assessment, writer.lang)
        blocks.append(Heading(2, called(subject, root, writer.lang)))
        unrated = Paragraph((run(WORDS[writer.lang]["none"]),))
        blocks.append(_table(rows) if rows else unrated)
    return blocks


def _table(rows: list[Keyed]) -> Table:
    return Table((Column("", 16, "center"), Column("", 84)), tuple(map(_row, rows)), "facts")


def _row(row: Keyed) -> tuple[Cell, ...]:
    key, said = row
    line = tuple(run(*one) if isinstance(one, Run) else run(one) for one in said)
    return cell(run(key, "strong")), (line,)
