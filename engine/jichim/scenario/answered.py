"""The text of a plan with edits written into it, comments and order kept where that is possible."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import yaml

from jichim.plan.layout import Section, layout_of
from jichim.plan.model import Conflict, Fact, Record
from jichim.plan.read import Format, read_document
from jichim.plan.tree import ListNode, MapNode, Scalar, Tree
from jichim.plan.yaml_reader import read_yaml
from jichim.scenario.apply import edited
from jichim.scenario.file import flow, quoted
from jichim.scenario.model import Edit
from jichim.scenario.opened import OpenPlan, open_plan
from jichim.source import Source
from jichim.vocabulary.model import Vocabulary


def answered(opened: OpenPlan, edits: Sequence[Edit]) -> str | None:
    """The text of the edited plan, or None where it cannot be written so that it reads as that plan.

    What was not stated is inserted in place; other edits write the document anew, without its comments.
    The text is read again before it is given on: it says exactly what the edits say.
    """
    wanted, _ = edited(opened, edits)
    if wanted is None:
        return None
    stated: Format = "json" if opened.source.text.lstrip()[:1] == "{" and _is_json(opened) else "yaml"
    for write in (_inserted, _rewritten):
        text = write(opened, edits, stated)
        if text is None:
            continue
        again, _ = open_plan(Source(opened.source.name, text), opened.vocabulary, format=stated)
        if again is not None and _same(again.plan.root, wanted.root):
            return text
    return None


def _is_json(opened: OpenPlan) -> bool:
    try:
        json.loads(opened.source.text)
    except (ValueError, RecursionError):
        return False
    return True


def _same(one: Record, other: Record) -> bool:
    """Whether two records state the same, wherever it stands."""
    facts, others = ({path: _figures(fact) for path, fact in each.facts.items()} for each in (one, other))
    if facts != others or set(one.lists) != set(other.lists):
        return False
    for path, records in one.lists.items():
        listed = other.lists[path]
        if not isinstance(records, tuple) or not isinstance(listed, tuple):
            if records != listed:
                return False
        elif len(records) != len(listed) or not all(map(_same, records, listed)):
            return False
    return True


def _figures(fact: Fact) -> object:
    """A fact without the places of contradictory figures."""
    return tuple(each.value for each in fact.candidates) if isinstance(fact, Conflict) else fact


# ---- into the text ---------------------------------------------------------------------------------


def _inserted(opened: OpenPlan, edits: Sequence[Edit], stated: Format) -> str | None:
    text = opened.source.text
    if stated == "json":
        return None
    for edit in edits:
        if edit.says is None or edit.append:
            return None
        tree, _ = read_document(Source(opened.source.name, text), format=stated)
        place = _mapping(tree, edit, opened.vocabulary) if tree is not None else None
        if place is None:
            return None
        mapping, keys = place
        value = _inline(edit.written)
        for key in reversed(keys[1:]):
            value = f"{{{quoted(key)}: {value}}}"
        text = _insert(text, mapping, keys[0], value)
    return text


def _inline(written: str) -> str:
    """A value on one line: as it was written where YAML reads it as that text, else in quotes."""
    if written[:1] in ("[", "{", '"', "'"):
        return written
    tree, problems = read_yaml(Source("value", f"[{written}]"))
    plain = (
        isinstance(tree, ListNode)
        and not problems
        and len(tree.items) == 1
        and isinstance(tree.items[0], Scalar)
        and tree.items[0].text == written
    )
    return written if plain else quoted(written)


def _mapping(tree: MapNode, edit: Edit, vocabulary: Vocabulary) -> tuple[MapNode, tuple[str, ...]] | None:
    """The innermost mapping that is there for an edit, and the keys that are missing below it."""
    layout = layout_of(vocabulary)
    here: Tree | None = tree
    section = layout.section(vocabulary.root)
    for step in edit.at:
        here, section, missing = _down(here, section, step.path.split("."), vocabulary)
        if missing or not isinstance(here, ListNode) or step.index >= len(here.items):
            return None
        here, section = here.items[step.index], layout.section(step.node)
    here, _, keys = _down(here, section, edit.path.split("."), vocabulary)
    return (here, keys) if isinstance(here, MapNode) and keys else None


def _down(
    here: Tree | None, section: Section, names: Sequence[str], vocabulary: Vocabulary
) -> tuple[Tree | None, Section, tuple[str, ...]]:
    """As far down a dotted path as the tree goes; the labels of what is missing."""
    layout = layout_of(vocabulary)
    for number, name in enumerate(names):
        entry = section.by_name[name]
        value = _value(here, section, name)
        last = number == len(names) - 1
        if value is None or (not last and not isinstance(value, MapNode)):
            if value is not None:
                return None, section, ()
            return here, section, _labels(section, names[number:], vocabulary)
        here = value
        if entry.field.node is not None:
            section = layout.section(entry.field.node)
    return here, section, ()


def _labels(section: Section, names: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        field = section.by_name[name].field
        found.append(field.label)
        if field.node is not None:
            section = layout_of(vocabulary).section(field.node)
    return tuple(found)


def _value(here: Tree | None, section: Section, name: str) -> Tree | None:
    if not isinstance(here, MapNode):
        return None
    for key, value in here.entries:
        entry = section.find(key.text) if isinstance(key, Scalar) else None
        if entry is not None and entry.field.name == name:
            return value
    return None


def _insert(text: str, mapping: MapNode, key: str, value: str) -> str:
    """A line of a block mapping after its first one, or the first entry of one in braces."""
    written = key if key.replace("_", "").isalnum() else quoted(key)
    if text[mapping.start : mapping.start + 1] == "{":
        at = mapping.start + 1
        return f"{text[:at]}{written}: {value}, {text[at:]}"
    column = mapping.start - (text.rfind("\n", 0, mapping.start) + 1)
    first = mapping.entries[0][1]
    end = text.find("\n", first.end)
    if isinstance(first, Scalar) and first.start < first.end and "\n" not in text[first.start : first.end]:
        end = len(text) if end < 0 else end
        return f"{text[:end]}\n{' ' * column}{written}: {value}{text[end:]}"
    return f"{text[: mapping.start]}{written}: {value}\n{' ' * column}{text[mapping.start :]}"


# ---- anew ------------------------------------------------------------------------------------------


def _rewritten(opened: OpenPlan, edits: Sequence[Edit], stated: Format) -> str | None:
    """The whole document written anew with the edits in it."""
    vocabulary = opened.vocabulary
    document = _plain(opened.tree)
    for edit in edits:
        here: Any = document
        section = layout_of(vocabulary).section(vocabulary.root)
        for step in edit.at:
            here, section = _into(here, section, step.path.split("."), vocabulary)
            if not isinstance(here, list) or step.index >= len(here):
                return None
            if isinstance(here[step.index], str):
                title = vocabulary.node(step.node).title_field
                here[step.index] = {title: here[step.index]}
            here, section = here[step.index], layout_of(vocabulary).section(step.node)
        *outer, name = edit.path.split(".")
        here, section = _into(here, section, outer, vocabulary)
        if not isinstance(here, dict):
            return None
        label = section.by_name[name].field.label
        key = next((each for each in here if section.find(each) is section.by_name[name]), label)
        if edit.says is None:
            here.pop(key, None)
            continue
        tree, _ = read_yaml(Source("value", f"[{_inline(edit.written)}]"))
        said = _plain(tree.items[0]) if isinstance(tree, ListNode) else edit.written
        if edit.append:
            before = here.get(key)
            here[key] = [*(before if isinstance(before, list) else []), said]
        else:
            here[key] = said
    if stated == "json":
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return str(yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000))


def _into(here: Any, section: Section, names: Sequence[str], vocabulary: Vocabulary) -> tuple[Any, Section]:
    for name in names:
        if not isinstance(here, dict):
            return None, section
        field = section.by_name[name].field
        key = next((each for each in here if section.find(each) is section.by_name[name]), None)
        if key is None or (field.kind.value == "section" and not isinstance(here[key], dict)):
            key = key or field.label
            here[key] = {} if field.kind.value == "section" else []
        here = here[key]
        if field.node is not None:
            section = layout_of(vocabulary).section(field.node)
    return here, section


def _plain(tree: Tree) -> Any:
    if isinstance(tree, MapNode):
        return {
            key.text if isinstance(key, Scalar) else flow(key): _plain(value) for key, value in tree.entries
        }
    if isinstance(tree, ListNode):
        return [_plain(item) for item in tree.items]
    return tree.text
