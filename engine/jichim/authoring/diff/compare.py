"""Two policies side by side: what was added, removed, changed and renamed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from jichim.authoring.diff.declared import Item, items, meanings, texts
from jichim.authoring.diff.model import KINDS, Aspect, Clause, Entry, How, Kind, RulesDiff
from jichim.authoring.diff.readers import rules_that_read
from jichim.authoring.diff.renamed import Pair, matched
from jichim.authoring.diff.vocabularies import field_entries, same_field
from jichim.diagnostic import Lang
from jichim.policy.model import Policy

_WORDED = (Aspect.TITLE, Aspect.FINDING, Aspect.ACTION, Aspect.NOTE)
"""Clauses of a rule that are words for people: a value that they state does not follow its parameter."""
_ORDER = {aspect: number for number, aspect in enumerate(Aspect)}


def diff_policies(
    old: Policy,
    new: Policy,
    *,
    labels: tuple[str, str] = ("", ""),
    lang: Lang = "ko",
    only: tuple[str, str] = ("", ""),
) -> RulesDiff:
    """Everything in which two policies differ, worded with the keywords of `lang`.

    Fields of the vocabularies come first, unless one file is meant. Declarations are matched by kind,
    instrument and name; of those that are left, the ones with like clauses count as renamed. `only` names
    the one file of each side that is meant, if it is one.
    """
    pairs = matched(tuple(items(old)), tuple(items(new)), lang)
    compare = _Comparison(
        pairs,
        (rules_that_read(old), rules_that_read(new)),
        same_field(old.vocabulary, new.vocabulary),
        lang,
    )
    entries = [] if any(only) else [*field_entries(old, new)]
    unchanged: Counter[Kind] = Counter()
    for pair in pairs:
        if not _meant(pair, only):
            continue
        entry = compare.entry(pair)
        if entry is None:
            unchanged[pair.kind] += 1
        else:
            entries.append(entry)
    counts = tuple((kind, unchanged[kind]) for kind in KINDS if unchanged[kind])
    return RulesDiff(*labels, tuple(entries), counts)


class _Comparison:
    def __init__(
        self,
        pairs: Sequence[Pair],
        readers: tuple[Callable[[Item], tuple[str, ...]], Callable[[Item], tuple[str, ...]]],
        renamed: Callable[[str, str], tuple[str, str]],
        lang: Lang,
    ) -> None:
        self.lang: Lang = lang
        self.readers = readers
        self.renamed = renamed
        self.known: tuple[dict[tuple[str, str], Hashable], dict[tuple[str, str], Hashable]] = ({}, {})
        for number, pair in enumerate(pairs):
            for side, item in enumerate((pair.old, pair.new)):
                if item is not None:
                    self.known[side][item.kind, item.key] = number
        self.new_rules = {one.new.name: one.new for one in pairs if one.kind == "rule" and one.new}

    def entry(self, pair: Pair) -> Entry | None:
        """What differs between the two of a pair, if anything does."""
        clauses = tuple(self._clauses(pair))
        if all(clause.same for clause in clauses):
            return None
        item = pair.new or pair.old
        assert item is not None, "a pair has at least one side"
        was = pair.old or item
        how: How = "changed" if was.name == item.name else "renamed"
        if pair.old is None or pair.new is None:
            how = "added" if pair.old is None else "removed"
        rests: dict[str, None] = {}
        for readers, one in zip(self.readers, (pair.old, pair.new), strict=True):
            rests |= dict.fromkeys(readers(one) if one is not None else ())
        return Entry(
            pair.kind,
            how,
            item.name,
            was.name,
            item.title,
            item.instrument,
            clauses,
            tuple(rests),
            item.place,
            tuple(self._stale(clauses, rests)) if pair.kind == "parameter" else (),
        )

    def _stale(self, clauses: Sequence[Clause], rests: Iterable[str]) -> Iterator[tuple[str, str, Aspect]]:
        """Where rules that read a parameter still write, in words, a value that it has no more."""
        changed = next((one for one in clauses if one.aspect is Aspect.VALUE and one.old and one.new), None)
        if changed is None:
            return
        for value in dict.fromkeys(changed.old.split("\n")):
            if value in changed.new.split("\n"):
                continue
            alone = re.compile(rf"(?<![\d.,]){re.escape(value)}(?!\d)")
            for name in rests:
                rule = self.new_rules.get(name)
                found = texts(rule, self.lang) if rule is not None else {}
                yield from (
                    (value, name, aspect) for aspect in _WORDED if alone.search(found.get(aspect, ""))
                )

    def _clauses(self, pair: Pair) -> Iterator[Clause]:
        before = meanings(pair.old, self._identify(0)) if pair.old else {}
        after = meanings(pair.new, self._identify(1)) if pair.new else {}
        named = pair.old is not None and pair.new is not None and pair.old.name == pair.new.name
        moved = pair.old and pair.new and self._home(0, pair.old) != self._home(1, pair.new)
        if named and before == after and not moved:
            return
        old = texts(pair.old, self.lang) if pair.old else {}
        new = texts(pair.new, self.lang) if pair.new else {}
        for aspect in sorted({*old, *new, *before, *after}, key=_ORDER.__getitem__):
            if aspect is Aspect.NAME:
                same, decides = named, pair.old is None or pair.new is None
            else:
                one, other = before.get(aspect), after.get(aspect)
                same = one == other
                decides = not same and (one or (None, None))[1] != (other or (None, None))[1]
            clause = Clause(aspect, old.get(aspect, ""), new.get(aspect, ""), same, decides)
            if clause.old or clause.new or (named and not same):
                yield clause
        if moved and pair.old and pair.new:
            yield Clause(Aspect.INSTRUMENT, pair.old.instrument, pair.new.instrument, False, True)

    def _home(self, side: int, item: Item) -> Hashable:
        """The instrument that a declaration belongs to, as what it is on both sides."""
        return self.known[side].get(("instrument", item.instrument), item.instrument)

    def _identify(self, side: int) -> Callable[[str, str], Hashable]:
        known: Mapping[tuple[str, str], Hashable] = self.known[side]

        def identify(kind: str, key: str) -> Hashable:
            if kind == "field":
                node, _, path = key.partition(":")
                return self.renamed(node, path) if side == 0 else (node, path)
            return known.get((kind, key), (kind, key))

        return identify


def _meant(pair: Pair, only: tuple[str, str]) -> bool:
    """Whether one of the two is written in the file that is meant, where one is."""
    if not any(only):
        return True
    for item, file in zip((pair.old, pair.new), only, strict=True):
        if item is not None and (file in item.files if file else False):
            return True
    return False
