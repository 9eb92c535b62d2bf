"""Labels however they are spaced, dotted, numbered, bracketed or given in two languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jichim.plan.intake.document import Cell
from jichim.vocabulary.model import Field, Vocabulary, normalise

LONGEST = 60
_MOST_LINES = 3
"""Lines that one label may be broken into."""

_DASH = re.compile(r"\s*(?:[-–—•·∙ㆍ‧▪▫‣*※]|ㅇ\s)(?!\d)\s*")
"""What begins an item of a list and never a label."""
_LEADING = re.compile(
    r"\s*(?:[-–—•·∙‧▪▫‣*※□■○●◦◯◆◇▶▷►▸☞✓✔#]|ㅇ(?=\s)"
    r"|[\u2460-\u24ff\u2776-\u2793\u3260-\u327f]"
    r"|[(\[【<〈]?(?:\d{1,2}(?:-\d{1,2})?|[가-하]|[\u2160-\u217f]|[ivxIVX]{1,4}|[a-zA-Z])[.)\]】>〉](?!\d))\s*"
)
_TRAILING = re.compile(r"\s*(?:[:：*※]|\d{1,2}\)|[\u00b9\u00b2\u00b3])\s*$")
_COLON = re.compile(r"[:：]")
_MARKS = re.compile(r"[\s()\[\]{}<>〈〉《》「」『』【】“”‘’\"'`:;!?*※]+")


def bare(text: str) -> str:
    """A text without bullets, numbers and marks around it: `① 핵심 파트너 :` is `핵심 파트너`."""
    text = text[: LONGEST * 4].strip()
    while (found := _LEADING.match(text)) and found.end() < len(text):
        text = text[found.end() :]
    while found := _TRAILING.search(text):
        if not found.start():
            break
        text = text[: found.start()]
    return text.strip()


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """One spelling for all ways to write a label; what it stands between does not count."""
    return _MARKS.sub("", normalise(unicodedata.normalize("NFKC", text)))


def is_item(line: str) -> bool:
    return _DASH.match(line) is not None


@dataclass(frozen=True, slots=True)
class Block:
    """A label inside of a cell with the lines behind it; no lines where the cell holds the label alone."""

    field: Field
    label: str
    lines: tuple[str, ...]


class Labels:
    """The spellings of the fields of one node type."""

    def __init__(self, spellings: Mapping[str, Field]) -> None:
        self._by_spelling = {
            squeezed: field for word, field in spellings.items() if (squeezed := squeeze(word))
        }
        self._lengths = sorted({len(word) for word in self._by_spelling}, reverse=True)

    @staticmethod
    def of(vocabulary: Vocabulary, node: str) -> Labels:
        return Labels(
            {
                word: field
                for field in vocabulary.nodes[node].fields
                for word in (field.name.replace("_", " "), field.label, *field.aliases)
            }
        )

    def __contains__(self, text: str) -> bool:
        return self.find(text) is not None

    def words(self) -> tuple[str, ...]:
        """Every spelling as it is compared."""
        return tuple(self._by_spelling)

    def field(self, word: str) -> Field:
        return self._by_spelling[word]

    def find(self, text: str) -> Field | None:
        """The field that a whole text names; `Key Partners 핵심 파트너` names one in two spellings."""
        if len(text) > LONGEST:
            return None
        rest, named = squeeze(bare(text)), list[Field]()
        while rest:
            size = next((size for size in self._lengths if rest[:size] in self._by_spelling), 0)
            if not size:
                return None
            named.append(self._by_spelling[rest[:size]])
            rest = rest[size:]
        return named[0] if named and len({field.name for field in named}) == 1 else None

    def blocks(self, cell: Cell) -> tuple[Block, ...]:
        """The labels that a cell begins with and holds, each with its lines; none if it begins otherwise."""
        lines = cell.lines
        if not lines:
            return ()
        found: list[Block] = []
        position = 0
        while position < len(lines):
            headed = self._head(lines, position)
            if headed is None:
                if not found:
                    return ()
                last = found[-1]
                found[-1] = Block(last.field, last.label, (*last.lines, lines[position]))
                position += 1
            else:
                block, position = headed
                found.append(block)
        return tuple(found)

    def _head(self, lines: tuple[str, ...], start: int) -> tuple[Block, int] | None:
        """The label at a line and the line after it; a list item is never a label."""
        if is_item(lines[start]):
            return None
        for end in range(min(len(lines), start + _MOST_LINES), start, -1):
            label = " ".join(lines[start:end])
            field = self.find(label)
            if field is not None:
                return Block(field, label, ()), end
        head, colon, rest = _parted(lines[start])
        field = self.find(head) if colon else None
        return (Block(field, head, (rest,)), start + 1) if field is not None and rest else None


def _parted(line: str) -> tuple[str, str, str]:
    found = _COLON.search(line)
    if found is None:
        return line, "", ""
    return line[: found.start()], found[0], line[found.end() :].strip()
