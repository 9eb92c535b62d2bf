"""The normal form of a plan: what is said in two places is said once, and totals agree with their parts.

In this order, for every record: items and the record lists that they mirror are made to hold the same
things; then the same is done for the records inside; then choices that the plan does not state are read
from the record's own name; then totals are compared with their parts (`totals.py`), and sections that say
only that there is nothing count as none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jichim.diagnostic import Diagnostic, Related, Text
from jichim.plan import messages as m
from jichim.plan.draft import Draft
from jichim.plan.layout import layout_of
from jichim.plan.model import NONE, Place, Record
from jichim.plan.shape import Shape
from jichim.plan.totals import settle_totals
from jichim.source import Span
from jichim.vocabulary.model import Choice, Field, Node, Vocabulary, normalise

Locate = Callable[[Place], Span]
ItemPlaces = Mapping[Place, Mapping[str, Place]]


def complete(
    record: Record, vocabulary: Vocabulary, locate: Locate | None = None, items: ItemPlaces | None = None
) -> tuple[Record, tuple[Diagnostic, ...]]:
    """The record in normal form.

    - An item without a record of that name (in any spelling) becomes a record with a title only, at the
      place of the item; a record without an item is added to the items. An items field that is not stated
      is stated by the records, and the other way round. `없음` on one side and content on the other is an
      error.
    - A choice field that is not stated is read from the title when the words of exactly one choice (the
      narrowest, where one lies within another) occur in it. Its place is that of the title.
    - Totals: see `settle_totals`.
    - A section that states something, and nothing but `없음`, is `없음` itself; what stands in it stays.

    `items` gives the places of single items by the place of their field; `locate` finds the text of a
    place (without it, diagnostics name the place in words).
    """
    completion = _Completion(vocabulary, locate, items or {})
    completed = completion.complete(record)
    return completed, tuple(completion.diagnostics)


class Completer:
    """Completes many versions of one plan: the records that they share are completed once.

    `complete` gives what the function of that name gives. Shared are the records of the plan itself and
    those given to `share`, until `forget`.
    """

    def __init__(self, vocabulary: Vocabulary, shared: Record) -> None:
        self._completion = _Completion(vocabulary, None, {})
        waiting = [shared]
        while waiting:
            record = waiting.pop()
            self._completion.shared[id(record)] = record
            for records in record.lists.values():
                waiting += records if isinstance(records, tuple) else ()
        self._own = dict(self._completion.shared)

    def complete(self, record: Record) -> tuple[Record, tuple[Diagnostic, ...]]:
        self._completion.diagnostics = []
        completed = self._completion.complete(record)
        return completed, tuple(self._completion.diagnostics)

    def share(self, record: Record) -> None:
        """Completes a record that several versions will share only once."""
        self._completion.shared[id(record)] = record

    def forget(self) -> None:
        """Lets go of what was given to `share`."""
        self._completion.keep_only(self._own)


class _Completion:
    def __init__(self, vocabulary: Vocabulary, locate: Locate | None, items: ItemPlaces) -> None:
        self._vocabulary = vocabulary
        self._locate = locate
        self._items = items
        self._layout = layout_of(vocabulary)
        self.diagnostics: list[Diagnostic] = []
        self.shared: dict[int, Record] = {}
        """Records whose completion is kept, by identity."""
        self._kept: dict[int, tuple[Record, tuple[Diagnostic, ...]]] = {}
        self._named: dict[tuple[str, str, int, Place], Record] = {}
        """Records that only items name, where versions of a plan share records."""

    def keep_only(self, shared: Mapping[int, Record]) -> None:
        self.shared = dict(shared)
        self._named = {}
        self._kept = {key: kept for key, kept in self._kept.items() if key in shared}

    def complete(self, record: Record) -> Record:
        if id(record) not in self.shared:
            return self._complete(record)
        kept = self._kept.get(id(record))
        if kept is None:
            before = len(self.diagnostics)
            completed = self._complete(record)
            self._kept[id(record)] = completed, tuple(self.diagnostics[before:])
            return completed
        self.diagnostics += kept[1]
        return kept[0]

    def _complete(self, record: Record) -> Record:
        shape = self._layout.shape(record.node)
        if _is_normal(record, shape):
            return record
        draft = Draft.of(record)
        for path, target in shape.mirrors:
            self._mirror(draft, shape.flat, path, target)
        for path, records in draft.lists.items():
            if isinstance(records, tuple):
                draft.lists[path] = tuple([self.complete(each) for each in records])
        _recognise(shape, draft)
        settle_totals(self._vocabulary, shape, draft)
        _settle_empty_sections(draft, shape.sections)
        return Record(
            record.node,
            record.name,
            record.index,
            draft.facts,
            draft.places,
            draft.written,
            draft.lists,
            record.place,
        )

    def _mirror(self, draft: Draft, flat: Mapping[str, Field], path: str, target: str) -> None:
        items, records = draft.facts.get(path), draft.lists.get(target)
        if items is None and (records is None or _is_inside_none(draft, path)):
            return
        if records is None and _is_inside_none(draft, target):
            return
        first, second = (path, target) if items is not None else (target, path)
        place = draft.places[first]
        if items is NONE or records is NONE:
            if items is not None and records is not None and items is not records:
                self._contradict(draft, flat, *((path, target) if items is NONE else (target, path)))
                return
            draft.facts[path] = draft.lists[target] = NONE
        else:
            node = self._vocabulary.nodes[flat[target].node or ""]
            names = items if isinstance(items, tuple) else ()
            listed = records if isinstance(records, tuple) else ()
            made = self._records_of(node, names, listed, place)
            if listed or made:
                draft.lists[target] = listed + made
            added = _titles_beyond(names, listed, node)
            if names or added:
                draft.facts[path] = names + added
            if added:
                draft.written[path] = ", ".join(names + added)
        draft.places.setdefault(second, place)
        draft.written.setdefault(path, draft.written.get(first, ""))

    def _records_of(
        self, node: Node, names: tuple[str, ...], listed: tuple[Record, ...], place: Place
    ) -> tuple[Record, ...]:
        """A record with a title only for every item that has no record."""
        title = node.title_field or ""
        known = {normalise(each.name) for each in listed}
        known |= {normalise(fact) for each in listed if isinstance(fact := each.facts.get(title), str)}
        places = self._items.get(place, {})
        made: list[Record] = []
        for name in names:
            if normalise(name) in known:
                continue
            known.add(normalise(name))
            at = places.get(name, place)
            made.append(self._record_named(node, name, len(listed) + len(made), at))
        return tuple(made)

    def _record_named(self, node: Node, name: str, index: int, at: Place) -> Record:
        known = self._named.get((node.name, name, index, at))
        if known is not None:
            return known
        title = node.title_field or ""
        draft = Draft()
        steps = title.split(".")
        for depth in range(1, len(steps)):
            draft.state(".".join(steps[:depth]), True, at, name)
        draft.state(title, name, at, name)
        made = Record(node.name, name, index, draft.facts, draft.places, draft.written, draft.lists, at)
        if self.shared:
            self._named[node.name, name, index, at] = self.shared[id(made)] = made
        return made

    def _contradict(self, draft: Draft, flat: Mapping[str, Field], none: str, content: str) -> None:
        words = {"label": flat[none].label, "other": flat[content].label}
        at, other = draft.places[none], draft.places[content]
        if self._locate is None:
            self.diagnostics.append(m.CONTRADICTORY_NONE.about(str(at), **words))
            return
        related = Related(self._locate(other), Text("내용이 있는 곳", "the content is here"))
        span = self._locate(at)
        self.diagnostics.append(m.CONTRADICTORY_NONE.at(span, related=[related], **words))


def _is_normal(record: Record, shape: Shape) -> bool:
    """Whether nothing can be added to a record: so are most of those without lists (costs, revenues)."""
    return not (
        record.lists
        or shape.mirrors
        or shape.totals
        or NONE in record.facts.values()
        or any(one.path not in record.facts for one in shape.named)
    )


def _recognise(shape: Shape, draft: Draft) -> None:
    """States the choices that only the name of a record tells."""
    field = shape.node.title_field
    title = draft.facts.get(field) if field else None
    if not isinstance(title, str) or field is None:
        return
    for path, many, words in shape.named:
        if path in draft.facts or _is_inside_none(draft, path):
            continue
        choice = _named_in(normalise(title), words)
        if choice is not None:
            draft.state(path, (choice.name,) if many else choice.name, draft.places[field], title)


def _titles_beyond(names: tuple[str, ...], listed: tuple[Record, ...], node: Node) -> tuple[str, ...]:
    """The titles of records that the items do not name yet."""
    stated = {normalise(name) for name in names}
    added: list[str] = []
    for each in listed:
        title = each.facts.get(node.title_field or "")
        if isinstance(title, str) and normalise(title) not in stated:
            stated.add(normalise(title))
            added.append(title)
    return tuple(added)


def _named_in(title: str, words: tuple[tuple[Choice, tuple[str, ...]], ...]) -> Choice | None:
    found = [each for each, known in words if any(word in title for word in known)]
    outer = {each.within for each in found}
    narrowest = [each for each in found if each.name not in outer]
    return narrowest[0] if len(narrowest) == 1 else None


def _settle_empty_sections(draft: Draft, sections: Sequence[str]) -> None:
    """A section in which every stated field and list is none is none itself; the innermost come first."""
    if NONE not in draft.facts.values() and NONE not in draft.lists.values():
        return
    for path in sections:
        if draft.facts.get(path) is not True:
            continue
        inside = [
            stated
            for facts in (draft.facts, draft.lists)
            for inner, stated in facts.items()
            if inner.startswith(f"{path}.")
        ]
        if inside and all(stated is NONE for stated in inside):
            draft.facts[path] = NONE


def _is_inside_none(draft: Draft, path: str) -> bool:
    """Whether a section around the path is explicitly none."""
    steps = path.split(".")[:-1]
    return any(draft.facts.get(".".join(steps[: depth + 1])) is NONE for depth in range(len(steps)))
