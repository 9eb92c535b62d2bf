"""What a cell lists: items by their bullets and lines, and the amount that an item ends with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jichim.vocabulary.quantity import parse_quantity

_BULLET = re.compile(
    r"\s*(?P<mark>[-–—](?!\d)|[•·∙ㆍ‧▪▫‣*※□■○●◦◯▶▷►▸☞✓✔]|ㅇ(?=\s)|[\u2460-\u24ff]|(?:\d{1,2}|[가-하])[.)](?!\d))\s*"
)
_NOTE = frozenset("*※")
_FILLERS = frozenset(("-", "–", "—", "~", "·", "."))
_TAIL = re.compile(r"(?P<name>.*\S)\s*(?:[:：]\s*(?P<after>[^:：]+)|[(]\s*(?P<inside>[^()]+)\s*[)])")
_LOOKS_LIKE_MONEY = re.compile(r"\d[\d,.]*\s*(?:원|천\s*원|만\s*원|백만\s*원|억)")


@dataclass(frozen=True, slots=True)
class Listed:
    """The items of a cell and the footnotes that stand among them."""

    items: tuple[str, ...]
    notes: tuple[str, ...]


def listed(lines: tuple[str, ...]) -> Listed:
    """The items that lines write.

    With bullets, a line without one goes on with the item before it; `*` and `※` mark notes where other
    bullets mark items; an item that ends with a colon heads the items of another bullet below it. Without
    bullets every line is an item. Commas never part items, since names have commas in them.
    """
    marked = [
        (found["mark"], line[found.end() :].strip()) if (found := _BULLET.match(line)) else ("", line)
        for line in lines
    ]
    marks = {mark for mark, _ in marked if mark}
    notes_apart = bool(marks - _NOTE)
    items: list[str] = []
    notes: list[str] = []
    head: tuple[str, str] | None = None
    in_note = False
    for mark, text in marked:
        if mark in _NOTE and (notes_apart or (mark == "※" and any(not each for each, _ in marked))):
            notes.append(text)
            in_note = True
        elif not mark and marks and (items or in_note):
            target = notes if in_note else items
            target[-1] = f"{target[-1]} {text}".strip()
        elif text and text not in _FILLERS:
            in_note = False
            if head is not None and mark != head[0]:
                if items and items[-1] == head[1]:
                    items.pop()
                text = f"{head[1]} {text}"
            else:
                head = (mark, text) if mark and text.endswith((":", "：")) else None
            items.append(text)
    return Listed(tuple(items), tuple(note for note in notes if note))


def amount_at_end(item: str) -> tuple[str, str] | None:
    """The name and the amount of money of an item such as `유지관리비: 0.4억원/년` or `구축비(26.7억원)`."""
    if len(item) > 200:
        return None
    found = _TAIL.fullmatch(item)
    if found is None:
        return None
    amount = (found["after"] or found["inside"]).strip()
    measured = parse_quantity(amount)
    return (found["name"], amount) if measured is not None and measured.dimension == "money" else None


def looks_like_money(item: str) -> bool:
    return _LOOKS_LIKE_MONEY.search(item) is not None
