"""Which declaration of the old version is which of the new one, renamed ones too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jichim.authoring.diff.declared import Item, texts
from jichim.authoring.diff.model import KINDS, Aspect, Kind
from jichim.diagnostic import Lang

ALIKE = 0.7
"""From which share of common words (Dice 1945) on a declaration is the other one under another name."""
_TELLING = (Aspect.CASES, Aspect.VALUE, Aspect.WHEN, Aspect.UNLESS, Aspect.REQUIRE, Aspect.QUESTION)


@dataclass(frozen=True, slots=True)
class Pair:
    """A declaration on both sides; None where a side does not have it."""

    kind: Kind
    old: Item | None
    new: Item | None


def matched(old: Sequence[Item], new: Sequence[Item], lang: Lang) -> tuple[Pair, ...]:
    """Every declaration of both sides in exactly one pair, kind by kind, in the order of the new policy.

    What only the old side has comes after that, in its own order. Names are compared within an
    instrument first, then over all of them, then by likeness, the most alike first.
    """
    found: list[Pair] = []
    instruments: dict[str, str] = {}
    for kind in KINDS:
        before = [item for item in old if item.kind == kind]
        after = [item for item in new if item.kind == kind]
        pairs = _of_kind(before, after, instruments, lang)
        if kind == "instrument":
            instruments = {one.name: other.name for one, other in pairs}
        partner = {id(other): one for one, other in pairs}
        taken = {id(one) for one, _ in pairs}
        found += [Pair(kind, partner.get(id(item)), item) for item in after]
        found += [Pair(kind, item, None) for item in before if id(item) not in taken]
    return tuple(found)


def _of_kind(
    old: Sequence[Item], new: Sequence[Item], instruments: dict[str, str], lang: Lang
) -> list[tuple[Item, Item]]:
    pairs: list[tuple[Item, Item]] = []

    def left() -> tuple[list[Item], list[Item]]:
        taken = {id(item) for pair in pairs for item in pair}
        return [one for one in old if id(one) not in taken], [one for one in new if id(one) not in taken]

    for within in (True, False):
        by_name: dict[tuple[str, str], list[Item]] = {}
        before, after = left()
        for item in after:
            home = item.instrument if within else ""
            by_name.setdefault((home, item.name.casefold()), []).append(item)
        for item in before:
            home = instruments.get(item.instrument, item.instrument) if within else ""
            same = by_name.get((home, item.name.casefold()))
            if same:
                pairs.append((item, same.pop(0)))
    before, after = left()
    if old and old[0].kind == "instrument":
        if len(before) == len(after) == 1:  # one instrument under another name
            pairs.append((before[0], after[0]))
        return pairs
    return pairs + _alike(before, after, lang)


def _alike(old: Sequence[Item], new: Sequence[Item], lang: Lang) -> list[tuple[Item, Item]]:
    """Pairs with like clauses, the most alike first; each declaration at most once."""
    if not old or not new:
        return []
    words = {id(item): _words(item, lang) for item in (*old, *new)}
    rated = []
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            (mine, telling), (yours, also) = words[id(one)], words[id(other)]
            common = (mine & yours).total() * 2 / max(1, mine.total() + yours.total())
            if common >= ALIKE and (not telling or telling & also):
                rated.append((-common, i, j))
    pairs, taken = [], set()
    for _, i, j in sorted(rated):
        if ("old", i) not in taken and ("new", j) not in taken:
            taken |= {("old", i), ("new", j)}
            pairs.append((old[i], new[j]))
    return pairs


def _words(item: Item, lang: Lang) -> tuple[Counter[str], Counter[str]]:
    """The words of all clauses but the name, and of those that decide."""
    found = texts(item, lang)
    said = [text for aspect, text in found.items() if aspect is not Aspect.NAME]
    every: Counter[str] = Counter(word for text in said for word in text.split())
    telling: Counter[str] = Counter(word for key in _TELLING for word in found.get(key, "").split())
    return every, telling
