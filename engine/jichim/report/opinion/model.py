"""The opinion as a document: blocks of a few kinds that every office format can show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from jichim.diagnostic import Lang
from jichim.report.layout import Run

Line = tuple[Run, ...]
"""One paragraph of a cell or of the text."""
Cell = tuple[Line, ...]
ParagraphStyle = Literal["body", "lead", "note", "item"]
TableStyle = Literal["list", "facts", "signature"]


@dataclass(frozen=True, slots=True)
class Cover:
    """The title of the opinion above the name of the plan; begins a page."""

    title: str
    subtitle: str
    plan: str


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 for a part of the opinion, 2 for an instrument, 3 for a provision."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line
    style: ParagraphStyle = "body"


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is the width in parts of the whole; the shares of a table add up to 100."""

    head: str
    share: int
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as wide as `columns`. facts: key and value by turns, without a head. signature: high rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    style: TableStyle = "list"


_LINES_OF_PAGE = 45
_LETTERS_OF_WIDTH = 40
"""Wide letters in a line of a cell as wide as the text, fewer than there is room for."""


def is_long(table: Table, row: tuple[Cell, ...]) -> bool:
    """Whether a row may not fit on a page: such a one is parted, others never are."""
    return any(
        _lines(cell, max(1, _LETTERS_OF_WIDTH * column.share // 100)) > _LINES_OF_PAGE
        for cell, column in zip(row, table.columns, strict=True)
    )


def _lines(cell: Cell, letters: int) -> int:
    return sum(1 + sum(len(text) for text, _ in line) // letters for line in cell)


Block = Cover | Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """What is written; `fields` fill the named places of a template of the user."""

    title: str
    lang: Lang
    blocks: tuple[Block, ...]
    fields: Mapping[str, str] = field(default_factory=dict)


def texts(document: Document) -> Iterator[str]:
    """Every text of the document, in order: what its characters are checked against a font by."""
    yield document.title
    yield from document.fields.values()
    for block in document.blocks:
        yield from block_texts(block)


def block_texts(block: Block) -> Iterator[str]:
    """The texts of one block, in the order of reading."""
    if isinstance(block, Cover):
        yield from (block.title, block.subtitle, block.plan)
    elif isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        yield from (run.text for run in block.line)
    else:
        yield from (column.head for column in block.columns)
        for row in block.rows:
            yield from (run.text for cell in row for line in cell for run in line)


def mapped(document: Document, change: Callable[[str], str]) -> Document:
    """The same document with every text changed."""
    return Document(
        change(document.title),
        document.lang,
        tuple(_mapped(block, change) for block in document.blocks),
        {key: change(value) for key, value in document.fields.items()},
    )


def _mapped(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Cover):
        return Cover(change(block.title), change(block.subtitle), change(block.plan))
    if isinstance(block, Heading):
        return replace(block, text=change(block.text))
    if isinstance(block, Paragraph):
        return replace(block, line=_line(block.line, change))
    return replace(
        block,
        columns=tuple(replace(column, head=change(column.head)) for column in block.columns),
        rows=tuple(tuple(tuple(_line(line, change) for line in cell) for cell in row) for row in block.rows),
    )


def _line(line: Line, change: Callable[[str], str]) -> Line:
    return tuple(Run(change(run.text), run.tone) for run in line)
