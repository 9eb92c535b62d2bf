"""Edits as a person writes them: `PATH=VALUE` in the words of a plan, with records chosen by their titles."""

from __future__ import annotations

from dataclasses import dataclass

from jichim.diagnostic import Diagnostic, did_you_mean, has_errors
from jichim.plan.draft import Draft
from jichim.plan.layout import Entry, Layout, Section, layout_of
from jichim.plan.margin import Margin, quote
from jichim.plan.model import Place, Record
from jichim.plan.records import RecordReader
from jichim.plan.tree import Scalar, Tree
from jichim.plan.yaml_reader import read_yaml
from jichim.scenario import messages as m
from jichim.scenario.model import Address, Content, Edit, NewRecord, Step
from jichim.source import Source, Span
from jichim.vocabulary.model import Kind, Vocabulary, normalise

SET, UNSET, NEW = "--set", "--unset", "+"
_MOST_SHOWN = 6
Found = tuple[Edit | None, tuple[Diagnostic, ...]]


def read_set(argument: str, root: Record, vocabulary: Vocabulary, *, name: str = SET) -> Found:
    """The edit that `PATH=VALUE` writes for a document, or None with what is wrong with it.

    PATH are names of fields in any spelling, with points between; `[title]`, `[1]` or `[+]` behind a list
    chooses a record by its title or its position, or adds one. VALUE is what a plan would hold there; lists
    and mappings are written in brackets as in YAML.
    """
    source = Source(name, argument)
    end = _outside_brackets(argument, "=")
    if end is None and argument.count("[") > argument.count("]"):
        return None, (m.OPEN_BRACKET.at(Span(source, argument.index("["), len(argument))),)
    if end is None:
        return None, (m.NO_VALUE.at(Span(source, 0, len(argument)), written=quote(argument)),)
    target, problems = _resolve(source, argument[:end], root, vocabulary)
    if target is None:
        return None, problems
    return _read(source, target, end + 1, vocabulary)


def read_unset(argument: str, root: Record, vocabulary: Vocabulary, *, name: str = UNSET) -> Found:
    """The edit that takes out what stands at PATH; a warning where nothing does."""
    source = Source(name, argument)
    target, problems = _resolve(source, argument, root, vocabulary)
    if target is None:
        return None, problems
    place = Place(name, 1, 1, argument)
    entry = target.entry
    edit = Edit(target.at, target.record.node, entry.path, None, target.label, "", place)
    known = {**target.record.facts, **target.record.lists}
    if not any(path == entry.path or path.startswith(f"{entry.path}.") for path in known):
        span = Span(source, 0, len(argument))
        return edit, (m.NOT_STATED.at(span, label=entry.field.label, name=entry.field.name),)
    return edit, ()


@dataclass(frozen=True, slots=True)
class _Target:
    at: Address
    record: Record
    section: Section
    entry: Entry
    key: Scalar
    label: str
    append: bool = False


def _outside_brackets(text: str, wanted: str) -> int | None:
    depth = 0
    for offset, char in enumerate(text):
        depth += (char == "[") - (char == "]")
        if char == wanted and depth <= 0:
            return offset
    return None


@dataclass(frozen=True, slots=True)
class _Segment:
    word: str
    start: int
    selector: str | None
    selector_start: int

    @property
    def end(self) -> int:
        return self.start + len(self.word)


def _segments(source: Source, path: str) -> tuple[list[_Segment], tuple[Diagnostic, ...]]:
    """The names between the points, each with what stands in brackets behind it."""
    found: list[_Segment] = []
    start = 0
    while start <= len(path):
        rest = path[start:]
        stop = _outside_brackets(rest, ".")
        piece = rest if stop is None else rest[:stop]
        word, bracket, inside = piece.partition("[")
        selector: str | None = None
        if bracket:
            if not inside.rstrip().endswith("]"):
                span = Span(source, start + len(word), start + len(piece))
                return [], (m.OPEN_BRACKET.at(span),)
            selector = inside.rstrip()[:-1].strip()
        lead = len(word) - len(word.lstrip())
        found.append(_Segment(word.strip(), start + lead, selector, start + len(word) + 1))
        if stop is None:
            break
        start += stop + 1
    return found, ()


def _resolve(
    source: Source, path: str, root: Record, vocabulary: Vocabulary
) -> tuple[_Target | None, tuple[Diagnostic, ...]]:
    segments, problems = _segments(source, path)
    if problems:
        return None, problems
    layout = layout_of(vocabulary)
    record = root
    section, label = layout.section(root.node), ""
    at = _NO_STEPS
    for number, segment in enumerate(segments):
        entry = section.find(segment.word)
        span = Span(source, segment.start, max(segment.end, segment.start + 1))
        if entry is None:
            return None, (_unknown(layout, section, segment, span),)
        last = number == len(segments) - 1
        field = entry.field
        label += f"{'.' if label else ''}{field.label}"
        words = {"label": field.label, "name": field.name}
        if segment.selector is not None and field.kind is not Kind.RECORDS:
            return None, (m.NOT_A_LIST.at(span, selector=segment.selector, related=(), **words),)
        if last and segment.selector is None:
            return _Target(at, record, section, entry, _key(segment), label), ()
        if field.kind is Kind.RECORDS:
            if segment.selector == NEW and last:
                return _Target(at, record, section, entry, _key(segment), label, append=True), ()
            step, chosen, wrong = _choose(source, segment, span, entry, record)
            if step is None or chosen is None:
                return None, wrong
            label += f"[{step.name}]"
            if last:
                return None, (m.WHOLE_RECORD.at(span, label=label, name=f"{field.name}[{step.name}]"),)
            at, record, section = (*at, step), chosen, layout.section(field.node or "")
        elif field.kind is Kind.SECTION and field.node is not None:
            section = layout.section(field.node, f"{entry.path}.")
        else:
            return None, (m.NOTHING_INSIDE.at(span, related=(), **words),)
    raise AssertionError("a path has at least one segment")


_NO_STEPS: Address = ()


def _key(segment: _Segment) -> Scalar:
    return Scalar(segment.word, segment.start, segment.end)


def _choose(
    source: Source, segment: _Segment, span: Span, entry: Entry, record: Record
) -> tuple[Step | None, Record | None, tuple[Diagnostic, ...]]:
    """The record of a list that a selector means: by title, else by position from 1; the only one if none."""
    listed = record.lists.get(entry.path)
    records = listed if isinstance(listed, tuple) else ()
    field, selector = entry.field, segment.selector
    words = {"label": field.label, "name": field.name}
    known = [quote(each.name) for each in records]
    if selector is None:
        if len(records) == 1:
            return Step(entry.path, 0, records[0].name, records[0].node), records[0], ()
        shown = ", ".join(f"`{each}`" for each in known[:_MOST_SHOWN])
        ko, en = shown or "적힌 것이 없다", shown or "none is stated"
        return None, None, (m.WHICH_RECORD.at(span, known_ko=ko, known_en=en, related=(), **words),)
    wanted = normalise(selector)
    for index, each in enumerate(records):
        if normalise(each.name) == wanted:
            return Step(entry.path, index, each.name, each.node), each, ()
    if selector.isdecimal() and 1 <= int(selector) <= len(records):
        each = records[int(selector) - 1]
        return Step(entry.path, int(selector) - 1, each.name, each.node), each, ()
    near = did_you_mean(selector, known) or known[:_MOST_SHOWN]
    shown = ", ".join(f"`{each}`" for each in near)
    where = Span(source, segment.selector_start, segment.selector_start + max(1, len(selector)))
    ko = f"있는 것: {shown}" if shown else f"`{field.label}`에 적힌 것이 없다. `[{NEW}]`로 더한다"
    en = f"there are: {shown}" if shown else f"`{field.name}` is empty; `[{NEW}]` adds a record"
    return (
        None,
        None,
        (m.NO_RECORD.at(where, selector=quote(selector), hint_ko=ko, hint_en=en, related=(), **words),),
    )


def _unknown(layout: Layout, section: Section, segment: _Segment, span: Span) -> Diagnostic:
    near = section.near(segment.word)
    homes = [node for node, _ in layout.homes(segment.word)]
    if near:
        shown = ", ".join(f"`{label}`" for label in near)
        ko, en = f"혹시 {shown}?", f"did you mean {shown}?"
    elif homes:
        shown = ", ".join(dict.fromkeys(f"`{node.label}`" for node in homes[:3]))
        ko = f"{shown}의 필드이다. 그 기록부터 적는다: `서비스[이름].{segment.word}`"
        en = f"it is a field of {shown}; begin with that record, such as `services[name].{segment.word}`"
    else:
        ko, en = "`jichim vocab`에서 이름을 찾는다", "find the name with `jichim vocab`"
    words = {"where": section.node.label, "word": quote(segment.word)}
    return m.NO_FIELD.at(span, hint_ko=ko, hint_en=en, related=(), **words)


# ---- values --------------------------------------------------------------------------------------


def _read(source: Source, target: _Target, start: int, vocabulary: Vocabulary) -> Found:
    """The value read by the reader of plans, as the value of its field."""
    text = source.text[start:]
    value, problems = _tree(source, text, start)
    if value is None:
        return None, problems
    margin = Margin(source)
    reader = RecordReader(layout_of(vocabulary), margin)
    draft = reader.read_entry(target.section, target.key, value)
    wrong = margin.diagnostics()
    if has_errors(wrong):
        return None, wrong
    field = target.entry.field
    if draft.is_empty:
        span = Span(source, start, max(start + 1, len(source.text)))
        return None, (m.SAYS_NOTHING.at(span, label=field.label, name=field.name),)
    place = Place(source.name, 1, start + len(text) - len(text.lstrip()) + 1, source.text[: start - 1])
    edit = Edit(
        target.at,
        target.record.node,
        target.entry.path,
        content_of(draft),
        target.label,
        text.strip(),
        place,
        target.append,
    )
    return edit, wrong


def _tree(source: Source, text: str, start: int) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """Brackets and quotes as in YAML; anything else is the text itself."""
    stripped = text.strip()
    if stripped[:1] in ("[", "{", '"', "'"):
        # Blanks before it keep the offsets those of the whole argument.
        return read_yaml(Source(source.name, " " * start + text))
    lead = start + len(text) - len(text.lstrip())
    return Scalar(stripped, lead, lead + len(stripped)), ()


def content_of(draft: Draft | Record) -> Content:
    """What a record states, as values."""
    facts: Content = tuple(draft.facts.items())
    lists: Content = tuple(
        (path, tuple(NewRecord(each.node, each.name, content_of(each)) for each in records))
        if isinstance(records, tuple)
        else (path, ())
        for path, records in draft.lists.items()
    )
    return facts + lists
