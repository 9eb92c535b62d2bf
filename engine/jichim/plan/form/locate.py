"""Where a table stands on a sheet: the row of headers, found by what it says, not by where it should be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jichim.plan.form.sheets import ListSheet, Roll
from jichim.plan.form.workbook import SheetCells
from jichim.vocabulary.model import Vocabulary, normalise

SECTION = ("구분", "section", "묶음")
FIELD = ("항목", "field", "필드", "항목명")
VALUE = ("값", "value", "내용", "기재내용")
LAST_HEADER_ROW = 40
"""Rows in which the headers are looked for."""

_STEP = re.compile(r"\s*[›>»→]\s*")
_UNIT = re.compile(r"[(\[（［](?:단위\s*[:：]?\s*)?([^()\[\]（）［］]{1,8})[)\]）］]\s*$")
_OWNED = ("{}", "소속 {}", "of {}", "{}명", "{} 이름", "{} name")


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of one column says."""

    text: str
    path: str | None
    """The dotted path of the field; None for a header that is not known."""
    owner: Roll | None
    unit: str
    """The unit in brackets, for numbers that show none themselves; empty without one."""


@dataclass(frozen=True, slots=True)
class HeaderRow:
    row: int
    columns: Mapping[int, Header]


def find_list(sheet: ListSheet, cells: SheetCells, vocabulary: Vocabulary) -> HeaderRow | None:
    """The row with the most headers of a list; None where no row has any but the owners'."""
    names = _Names(sheet, vocabulary)
    best: HeaderRow | None = None
    most = 0
    for row, texts in sorted(_rows(cells).items()):
        headers = {column: names.header(text) for column, text in texts.items()}
        known = sum(one.path is not None for one in headers.values())
        score = known * 2 + sum(one.owner is not None for one in headers.values())
        if known and score > most:
            best, most = HeaderRow(row, headers), score
    return best


def find_columns(cells: SheetCells, wanted: Iterable[tuple[str, ...]]) -> tuple[int, tuple[int, ...]] | None:
    """The row that holds all of some headers, and their columns."""
    spellings = [{normalise(word) for word in words} for words in wanted]
    for row, texts in sorted(_rows(cells).items()):
        by_word = {normalise(text): column for column, text in reversed(list(texts.items()))}
        found = [next((by_word[word] for word in words if word in by_word), 0) for words in spellings]
        if all(found):
            return row, tuple(found)
    return None


def _rows(cells: SheetCells) -> dict[int, dict[int, str]]:
    """The texts of the first rows, by column, from left to right."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(cells.cells.items()):
        if row <= LAST_HEADER_ROW and cell.kind == "text" and len(cell.text) <= 200:
            rows.setdefault(row, {})[column] = " ".join(cell.text.split())
    return rows


class _Names:
    """Every spelling of every header of a list sheet."""

    def __init__(self, sheet: ListSheet, vocabulary: Vocabulary) -> None:
        self._node = sheet.roll.node.name
        self._section = sheet.section
        self._paths = {one.path for one in sheet.columns}
        self._vocabulary = vocabulary
        self._fields = {
            normalise(word)
            for one in sheet.columns
            for word in (one.field.name, one.field.label, *one.field.aliases)
        }
        self._owners: dict[str, Roll] = {}
        for owner in sheet.owners:
            words = (owner.node.label, owner.node.name, *owner.node.aliases)
            self._owners.update({normalise(form.format(word)): owner for word in words for form in _OWNED})

    def header(self, text: str) -> Header:
        owner = self._owners.get(normalise(text))
        if owner is not None and normalise(text) not in self._fields:
            return Header(text, None, owner, "")
        path = self._path(text)
        if path is not None:
            return Header(text, path, None, "")
        unit = _UNIT.search(text)
        bare = text[: unit.start()].strip() if unit else ""
        return Header(text, self._path(bare) if bare else None, None, unit[1].strip() if unit else "")

    def _path(self, text: str) -> str | None:
        """`사업협약 › 협약명` as a dotted path; on the sheet of a section, its label may be left out."""
        steps = _STEP.split(text)
        for around in dict.fromkeys((self._section, "")):
            path = self._walk(around, steps)
            if path in self._paths:
                return path
        return None

    def _walk(self, path: str, steps: list[str]) -> str | None:
        node = self._node
        for name in path.split(".") if path else ():
            node = next(one for one in self._vocabulary.nodes[node].fields if one.name == name).node or ""
        for step in steps:
            field = self._vocabulary.field(node, step) if node else None
            if field is None:
                return None
            path = f"{path}.{field.name}" if path else field.name
            node = field.node or ""
        return path
