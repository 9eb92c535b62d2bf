"""What a plan can say: node types, their fields, and how values are written. Data, not code."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache


class Kind(str, Enum):
    TEXT = "text"
    ITEMS = "items"
    """A list of texts; a single text counts as a list of one."""
    MONEY = "money"
    """Whole KRW."""
    COUNT = "count"
    RATIO = "ratio"
    DURATION = "duration"
    DATE = "date"
    CHOICE = "choice"
    """One of the choices, or several where `many` is set."""
    YESNO = "yesno"
    SECTION = "section"
    """A group of fields that occurs once; it can itself be explicitly none."""
    RECORDS = "records"
    """A list of records of a node type."""


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: str
    aliases: tuple[str, ...] = ()
    within: str | None = None
    """The broader choice that this one splits (`의료` within `보건·의료·복지`)."""
    recognise: tuple[str, ...] = ()
    """Words in a record's own name from which the choice is read when the plan does not state it."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The consistency constraint of a total: it is the sum of one field over the matching records.

    A stated total that differs from the complete sum is a contradiction; without a stated total the
    complete sum stands in for it; records without a price leave the total stated but unpriced.
    """

    records: str
    amount: str
    where: tuple[tuple[str, str], ...] = ()
    """Pairs of a choice field of the record and the canonical choice that it must have."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    """Canonical English name, unique in its node, `snake_case`."""
    label: str
    """Korean label, unique in its node."""
    kind: Kind
    description: str
    source: str
    aliases: tuple[str, ...] = ()
    unit: str | None = None
    """What is counted (`명`, `건`), for counts."""
    choices: tuple[Choice, ...] = ()
    many: bool = False
    node: str | None = None
    """The node type of a section or of the records in a list."""
    annual: str | None = None
    """For money: the sibling field that takes an amount written per year, month or quarter."""
    unit_price: str | None = None
    """For money: the sibling field that takes an amount per use (`2,000원/시간`)."""
    parts: Parts | None = None
    mirrors: str | None = None
    """For items: the record list of the same node whose records are the same things, by their name."""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A type of thing with fields: the plan itself (the root), a section, or a record."""

    name: str
    label: str
    description: str
    fields: tuple[Field, ...]
    title_field: str | None = None
    """The field by which a record is called (`이름`)."""
    shared_by: int = 1
    """2 for a node that describes a pair of records of `pairs` (a shared-use arrangement)."""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All node types; `root` names the type of the whole plan document.

    Guaranteed after loading: every `node`, `annual`, `unit_price`, `parts`, `mirrors` and `within`
    names something that exists, and no two fields of a node share a spelling.
    """

    root: str
    nodes: Mapping[str, Node]

    def node(self, name: str) -> Node:
        return self.nodes[name]

    def field(self, node: str, word: str) -> Field | None:
        """The field of a node by canonical name, label or alias in any spelling."""
        return self.spellings(node).get(normalise(word))

    def spellings(self, node: str) -> dict[str, Field]:
        """Every normalised spelling of every field of a node."""
        return {
            normalise(word): field
            for field in self.nodes[node].fields
            for word in (field.name, field.label, *field.aliases)
        }


_IGNORED = str.maketrans("", "", " \t\u00a0\u3000·ㆍ\u119e・･‧∙•._-/,")
# U+119E is what NFKC makes of ㆍ (U+318D), the dot that Korean keyboards give.


@lru_cache(maxsize=65536)
def normalise(word: str) -> str:
    """One spelling for all ways to write a name: NFKC, case, spaces, dots and hyphens left out."""
    return unicodedata.normalize("NFKC", word).casefold().translate(_IGNORED)
