"""Addresses of provisions: `제9조②2가`, `제8조제1항제9호의2`, `제20조④ 전단`, and where texts cite them.

An address has up to four levels (조 article, 항 paragraph, 호 item, 목 subitem) and may name one part of a
sentence (본문, 단서, 전단, 후단). Circled numbers stand for 항, bare numbers for 호, as analysts write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

PARTS = ("본문", "단서", "전단", "후단")
_SUBITEMS = "가나다라마바사아자차카타파하"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟"
_LONGEST_RANGE = 60

_PARAGRAPH = rf"(?:제(?P<paragraph>\d{{1,3}})항|(?P<circled>[{_CIRCLED}]))"
_ITEM = (
    r"(?:제(?P<item>\d{1,3})호(?:의(?P<item_of>\d{1,3}))?|(?P<bare>\d{1,3})(?:의(?P<bare_of>\d{1,3}))?(?!\d))"
)
_WORDED_ITEM = r"제(?P<worded>\d{1,3})호(?:의(?P<worded_of>\d{1,3}))?"
_SUBITEM = rf"(?:(?P<subitem>[{_SUBITEMS}])(?:목|(?![가-힣])))"
_PART = r"(?:\s?(?P<part>본문|단서|전단|후단))?"
_FULL = re.compile(
    rf"제(?P<article>\d{{1,4}})조(?:의(?P<article_of>\d{{1,3}}))?{_PARAGRAPH}?(?:{_ITEM}{_SUBITEM}?)?{_PART}"
)
_FURTHER = re.compile(
    rf"(?:{_PARAGRAPH}(?:{_ITEM}{_SUBITEM}?)?|{_WORDED_ITEM}(?:(?P<worded_subitem>[{_SUBITEMS}])목)?"
    rf"|(?P<own_subitem>[{_SUBITEMS}])목){_PART}"
)
_QUOTED = re.compile(r"'[^']*'|‘[^’]*’")
_ENDS_NAME = re.compile(r"[,;·ㆍ‧/→:：()（）「」『』\[\]—–~∼～]")
_BETWEEN = re.compile(r"\s*(?:[·ㆍ‧,~∼～]|및|또는|과|와)?\s*")


@dataclass(frozen=True, slots=True)
class Address:
    """A place in an instrument; 0 and "" stand for levels that it does not name."""

    article: int
    article_of: int = 0
    """제9조의2 is article 9, `article_of` 2."""
    paragraph: int = 0
    item: int = 0
    item_of: int = 0
    subitem: str = ""
    part: str = ""

    def covers(self, other: Address) -> bool:
        """Whether the other is this one or lies within it: 제25조① covers 제25조①2 and 제25조① 단서."""
        own, its = self._levels(), other._levels()
        depth = max((level for level, number in enumerate(own) if number not in (0, "", (0, 0))), default=0)
        if own[: depth + 1] != its[: depth + 1]:
            return False
        return not self.part or (self.part == other.part and own == its)

    def _levels(self) -> tuple[object, ...]:
        """조, 항, 호, 목: 제9조의2 is another article than 제9조, 9호의2 another item than 9호."""
        return (self.article, self.article_of), self.paragraph, (self.item, self.item_of), self.subitem

    @property
    def article_name(self) -> str:
        return f"제{self.article}조" + (f"의{self.article_of}" if self.article_of else "")

    def __str__(self) -> str:
        paragraph = _CIRCLED[self.paragraph - 1] if 0 < self.paragraph <= len(_CIRCLED) else ""
        if self.paragraph and not paragraph:
            paragraph = f"제{self.paragraph}항"
        part = f" {self.part}" if self.part else ""
        of = f"의{self.item_of}" if self.item_of else ""
        if self.article_of and self.item and not paragraph:  # 제9조의21 would be another article
            subitem = f"{self.subitem}목" if self.subitem else ""
            return f"{self.article_name}제{self.item}호{of}{subitem}{part}"
        item = f"{self.item}{of}" if self.item else ""
        return f"{self.article_name}{paragraph}{item}{self.subitem}{part}"


@dataclass(frozen=True, slots=True)
class Documents:
    """What instruments are called in citations: `법` → `act`; names are matched as a whole."""

    names: Mapping[str, str]

    def of(self, words: str) -> str | None:
        return self.names.get(" ".join(words.split()))


@dataclass(frozen=True, slots=True)
class Citation:
    """One address in a text; `instrument` is None where the name before it is of no known instrument."""

    address: Address
    instrument: str | None
    text: str


def parse_address(text: str, documents: Documents, own: str) -> tuple[Address, str] | None:
    """The one address that a text consists of, with its instrument; None if it is not exactly that."""
    words = " ".join(text.split())
    found = _FULL.search(words)
    if found is None or found.end() != len(words):
        return None
    name = words[: found.start()].strip()
    instrument = documents.of(name) if name else own
    return None if instrument is None else (_address(found), instrument)


def citations_in(text: str, documents: Documents, own: str) -> tuple[Citation, ...]:
    """Every address of a text in order, ranges written out; text in single quotes is passed over.

    The name of an instrument holds for the addresses after it up to the next name: `법 제9조ㆍ제5조②`.
    """
    return tuple(_citations(_QUOTED.sub(lambda quoted: " " * len(quoted[0]), text), documents, own))


def _citations(text: str, documents: Documents, own: str) -> Iterator[Citation]:
    position = 0
    instrument: str | None = own
    last: Address | None = None
    while found := _FULL.search(text, position):
        between = text[position : found.start()]
        separated = _ENDS_NAME.split(between)
        name = separated[-1].strip()
        if ";" in between:
            instrument = own
        if name and name not in ("및", "또는", "과", "와"):
            instrument = documents.of(name)
        address = _address(found)
        through = _is_range(between) and last is not None and instrument is not None
        for one in _through(last, address) if through and last else (address,):
            yield Citation(one, instrument, found[0].strip())
        position, last = found.end(), address
        while further := _FURTHER.match(text, position + _gap(text, position)):
            if further.start() == position:
                break
            address = _further(further, last)
            between = text[position : further.start()]
            for one in _through(last, address) if _is_range(between) else (address,):
                yield Citation(one, instrument, further[0].strip())
            position, last = further.end(), address


def _gap(text: str, position: int) -> int:
    found = _BETWEEN.match(text, position)
    return len(found[0]) if found else 0


def _is_range(between: str) -> bool:
    return between.strip() in ("~", "∼", "～")


def _number(text: str | None) -> int:
    return int(text) if text else 0


def _address(found: re.Match[str]) -> Address:
    circled = found["circled"]
    return Address(
        article=_number(found["article"]),
        article_of=_number(found["article_of"]),
        paragraph=_CIRCLED.index(circled) + 1 if circled else _number(found["paragraph"]),
        item=_number(found["item"] or found["bare"]),
        item_of=_number(found["item_of"] or found["bare_of"]),
        subitem=found["subitem"] or "",
        part=found["part"] or "",
    )


def _further(found: re.Match[str], before: Address) -> Address:
    """An address that leaves out what it shares with the one before: `제26조②~④`, `제1항제1호ㆍ제2호`."""
    part = found["part"] or ""
    if found["paragraph"] or found["circled"]:
        circled = found["circled"]
        return Address(
            before.article,
            before.article_of,
            _CIRCLED.index(circled) + 1 if circled else _number(found["paragraph"]),
            _number(found["item"] or found["bare"]),
            _number(found["item_of"] or found["bare_of"]),
            found["subitem"] or "",
            part,
        )
    if found["worded"]:
        return replace(
            before,
            item=_number(found["worded"]),
            item_of=_number(found["worded_of"]),
            subitem=found["worded_subitem"] or "",
            part=part,
        )
    return replace(before, subitem=found["own_subitem"], part=part)


def _through(first: Address, last: Address) -> Sequence[Address]:
    """The addresses after the first up to the last one, if they differ in their last number only."""
    if last.item:
        low, high, same = first.item, last.item, replace(first, item=last.item) == last
    elif last.paragraph:
        low, high, same = first.paragraph, last.paragraph, replace(first, paragraph=last.paragraph) == last
    else:
        low, high, same = first.article, last.article, replace(first, article=last.article) == last
    if not same or not 0 < low < high <= low + _LONGEST_RANGE:
        return (last,)
    numbers = range(low + 1, high + 1)
    if last.item:
        return [replace(last, item=number) for number in numbers]
    if last.paragraph:
        return [replace(last, paragraph=number) for number in numbers]
    return [replace(last, article=number) for number in numbers]
