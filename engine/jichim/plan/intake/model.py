"""What was taken out of a document: values with the cell that each came from, and what was left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from jichim.diagnostic import Lang, Text


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document as people count it, from 1: a cell of a table, its caption, or a paragraph."""

    table: int = 0
    row: int = 0
    column: int = 0
    paragraph: int = 0
    caption: bool = False

    def shown(self, lang: Lang) -> str:
        ko = lang == "ko"
        if self.row:
            cell = f"{self.row}행 {self.column}열" if ko else f"row {self.row}, column {self.column}"
            return f"표 {self.table}, {cell}" if ko else f"table {self.table}, {cell}"
        if self.caption:
            return f"표 {self.table}의 제목" if ko else f"caption of table {self.table}"
        if self.table:
            return f"표 {self.table}" if ko else f"table {self.table}"
        return f"문단 {self.paragraph}" if ko else f"paragraph {self.paragraph}"


@dataclass(frozen=True, slots=True)
class Value:
    """A text as the draft states it. `written` is the text of the document where the draft's differs."""

    text: str
    spot: Spot
    written: str = ""
    why: Text | None = None
    """Why the texts differ, such as a unit that the header of the table gives."""


@dataclass(slots=True)
class Branch:
    """A node of the draft: by field name a value, the items of a list, a section, or records."""

    node: str
    fields: dict[str, Value | list[Value] | Branch | list[Branch]] = field(default_factory=dict)

    def values(self) -> Iterator[Value]:
        for content in self.fields.values():
            for each in content if isinstance(content, list) else (content,):
                if isinstance(each, Branch):
                    yield from each.values()
                else:
                    yield each


class Reason(Enum):
    """Why something of the document is not in the draft, or is there only as a text."""

    UNKNOWN_TABLE = Text("알아보지 못한 표", "a table that was not recognised")
    UNKNOWN_LABEL = Text("어휘에 없는 이름", "a label without a place in the vocabulary")
    NO_VALUE = Text("값을 찾지 못한 이름", "a label whose value is not clear")
    UNUSED = Text("쓰지 않은 칸", "a cell that was not used")
    UNREADABLE = Text("그 자리에 쓸 수 없는 값", "a value that its field does not take")
    TWICE = Text("이미 다른 값이 있는 자리", "a value for a field that has one")
    NOTE = Text("칸 안의 주석", "a note inside of a cell")
    MONEY_IN_TEXT = Text("글로만 옮긴 금액", "an amount taken over as a text only")
    SUM = Text("합계 행", "a row of sums")
    NO_NAME = Text("이름을 찾지 못한 서비스", "a service without a name")
    NO_SERVICE = Text("어느 서비스의 것인지 알 수 없는 표", "a table of an unknown service")
    OUTSIDE = Text("표 밖의 글이라 옮기지 않은 것", "a text outside of tables, not taken over")
    TOO_DEEP = Text("너무 깊이 든 표", "tables nested too deep")


@dataclass(frozen=True, slots=True)
class Left:
    """Something that a person has to look at, with the text as the document has it."""

    reason: Reason
    spot: Spot
    text: str
    why: Text | None = None


class Use(Enum):
    CANVAS = Text("캔버스", "canvas")
    LIST = Text("목록", "list")
    FORM = Text("항목과 값", "labels and values")
    NONE = Text("알아보지 못함", "not recognised")


@dataclass(frozen=True, slots=True)
class TableUse:
    """How one table was read."""

    number: int
    use: Use
    rows: int
    inside: int | None
    nodes: tuple[str, ...] = ()
    """What was read from it, as node types of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A draft plan from one document. The draft reads as a plan without errors."""

    name: str
    form: str
    root: Branch
    tables: tuple[TableUse, ...]
    left: tuple[Left, ...]
