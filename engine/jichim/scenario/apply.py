"""Edits made to the records of a plan, and the plan that results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jichim.diagnostic import Diagnostic, has_errors
from jichim.plan.draft import Draft
from jichim.plan.model import NONE, Place, Plan, Record
from jichim.plan.normal import complete
from jichim.scenario.model import Content, Edit, NewRecord, Said, Step
from jichim.scenario.opened import OpenPlan
from jichim.vocabulary.model import Vocabulary


def edited(opened: OpenPlan, edits: Iterable[Edit]) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan with some edits made, in normal form, or None where they leave no plan that can be read.

    The order of edits of different things does not matter; the plan that is open stays as it is.
    """
    root = apply(opened.written, tuple(edits), opened.vocabulary)
    completed, diagnostics = complete(root, opened.vocabulary)
    if has_errors(diagnostics):
        return None, diagnostics
    return replace(opened.plan, root=replace(completed, name=opened.plan.root.name)), diagnostics


def apply(record: Record, edits: tuple[Edit, ...], vocabulary: Vocabulary, depth: int = 0) -> Record:
    """The record with the edits below it made; nothing is completed."""
    if not edits:
        return record
    draft = Draft.of(record)
    inner: dict[Step, list[Edit]] = {}
    for edit in edits:
        if len(edit.at) > depth:
            inner.setdefault(edit.at[depth], []).append(edit)
        else:
            _make(draft, edit)
    for step, members in inner.items():
        _inside(draft, step, tuple(members), vocabulary, depth)
    made = replace(record, facts=draft.facts, places=draft.places, written=draft.written, lists=draft.lists)
    title = vocabulary.nodes[record.node].title_field
    name = draft.facts.get(title) if title is not None else None
    renamed = isinstance(name, str) and record.facts.get(title or "") != name
    return replace(made, name=name) if renamed and isinstance(name, str) else made


def _make(draft: Draft, edit: Edit) -> None:
    """One edit of the record itself."""
    if edit.append:
        _open_sections(draft, edit.path, edit.place)
        before = draft.lists.get(edit.path)
        listed = before if isinstance(before, tuple) else ()
        added = tuple(new for _, said in edit.says or () for new in _new(said))
        made = tuple(
            _record(new, edit.place, edit.written, len(listed) + number) for number, new in enumerate(added)
        )
        draft.lists[edit.path] = listed + made
        draft.places.setdefault(edit.path, edit.place)
        return
    _clear(draft, edit.path)
    if edit.says is not None:
        _open_sections(draft, edit.path, edit.place)
        _state(draft, edit.says, edit.place, edit.written)


def _state(draft: Draft, says: Content, place: Place, written: str) -> None:
    for path, said in says:
        draft.places[path] = place
        records = _new(said)
        if records or said == ():
            made = tuple(_record(new, place, written, number) for number, new in enumerate(records))
            draft.lists[path] = made or NONE
        else:
            draft.facts[path] = said  # type: ignore[assignment]
        draft.written[path] = said if isinstance(said, str) and not written else written


def _new(said: Said) -> tuple[NewRecord, ...]:
    """The records that are stated; none for a fact."""
    return tuple(each for each in said if isinstance(each, NewRecord)) if isinstance(said, tuple) else ()


def _record(new: NewRecord, place: Place, written: str, index: int) -> Record:
    draft = Draft()
    _state(draft, new.says, place, written)
    return Record(new.node, new.name, index, draft.facts, draft.places, draft.written, draft.lists, place)


def _clear(draft: Draft, path: str) -> None:
    """Take out what stands at a path and, for a section, in it."""
    mappings: tuple[dict[str, object], ...] = (draft.facts, draft.places, draft.written, draft.lists)  # type: ignore[assignment]
    if draft.facts.get(path) is not True:  # a section in which something stands has a fact of its own
        for mapping in mappings:
            mapping.pop(path, None)
        return
    for mapping in mappings:
        for known in [each for each in mapping if each == path or each.startswith(f"{path}.")]:
            del mapping[known]


def _open_sections(draft: Draft, path: str, place: Place) -> None:
    """A section in which something is stated is itself stated, also where it was explicitly none."""
    steps = path.split(".")
    for depth in range(1, len(steps)):
        section = ".".join(steps[:depth])
        if draft.facts.get(section) is not True:
            draft.facts[section], draft.written[section] = True, ""
            draft.places[section] = place


def _inside(draft: Draft, step: Step, edits: tuple[Edit, ...], vocabulary: Vocabulary, depth: int) -> None:
    """Edits of one record of a list; a record that only items name is written out for them."""
    before = draft.lists.get(step.path)
    records = list(before) if isinstance(before, tuple) else []
    if step.index >= len(records):
        title = vocabulary.nodes[step.node].title_field
        says: Content = ((title, step.name),) if title is not None else ()
        _open_sections(draft, step.path, edits[0].place)
        index = len(records)
        records.append(_record(NewRecord(step.node, step.name, says), edits[0].place, "", index))
        draft.places.setdefault(step.path, edits[0].place)
    else:
        index = step.index
    records[index] = apply(records[index], edits, vocabulary, depth + 1)
    draft.lists[step.path] = tuple(records)
