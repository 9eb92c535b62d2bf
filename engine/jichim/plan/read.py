"""A plan from its text: bounded, every mistake reported, one normal form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from jichim.collector import uncollected
from jichim.diagnostic import Diagnostic, Message, has_errors
from jichim.plan import messages as m
from jichim.plan.json_reader import read_json
from jichim.plan.layout import layout_of
from jichim.plan.margin import Margin
from jichim.plan.model import Plan
from jichim.plan.normal import complete
from jichim.plan.records import RecordReader
from jichim.plan.tree import HIDDEN, MOST_BYTES, MapNode, Tree
from jichim.plan.yaml_reader import read_yaml
from jichim.source import Source, Span
from jichim.vocabulary.model import Vocabulary

Format = Literal["yaml", "json"]
_MOST_HIDDEN = 10


def read_plan(
    source: Source,
    vocabulary: Vocabulary,
    *,
    format: Format | None = None,  # noqa: A002 - the word that callers know
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan that a text writes, in normal form, or `None` with the errors.

    Without a format the suffix of the name decides; of other names (`<stdin>`), a text that starts with `{`
    is tried as JSON first. The facts do not depend on the order of keys. Warnings and notes come with a plan
    too.
    """
    with uncollected():
        tree, problems = read_document(source, format=format)
        return (None, problems) if tree is None else plan_of(tree, source, problems, vocabulary)


def plan_of(
    tree: MapNode, source: Source, problems: Iterable[Diagnostic], vocabulary: Vocabulary
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan that the tree of a source writes; `problems` are those that were found in making the tree."""
    margin = Margin(source)
    for problem in problems:
        margin.add(problem)
    reader = RecordReader(layout_of(vocabulary), margin)
    root, contradictions = complete(reader.read_root(tree), vocabulary, reader.span, reader.items)
    for contradiction in contradictions:
        margin.add(contradiction)
    diagnostics = margin.diagnostics()
    if has_errors(diagnostics):
        return None, diagnostics
    title = vocabulary.nodes[vocabulary.root].title_field
    name = root.name if title is not None and title in root.facts else source.name
    return Plan(replace(root, name=name), name, source.name), diagnostics


def read_document(
    source: Source,
    *,
    format: Format | None = None,  # noqa: A002 - the word that callers know
    empty: Message = m.NOT_A_PLAN,
) -> tuple[MapNode | None, tuple[Diagnostic, ...]]:
    """The mapping that a text writes, with nothing interpreted, or `None` with the errors.

    `empty` says that there is no mapping; a sheet or a table has its own words for it.
    """
    hidden = check_text(source)
    if hidden:
        return None, hidden
    tree, problems = _read_tree(source, format)
    if tree is None:
        return None, problems or (empty.at(Span(source, 0, 0)),)
    if not isinstance(tree, MapNode) or not tree.entries:
        return None, (*problems, empty.at(Span(source, tree.start, tree.end)))
    return tree, problems


def check_text(source: Source) -> tuple[Diagnostic, ...]:
    """What keeps a text from being read at all: its size, and characters that nobody sees."""
    if len(source.text) > MOST_BYTES:
        return (m.TOO_LARGE.about(source.name, limit=MOST_BYTES // 1024**2),)
    found: list[Diagnostic] = []
    for match in HIDDEN.finditer(source.text):
        span = Span(source, match.start(), match.end())
        found.append(m.HIDDEN_CHARACTER.at(span, code=f"{ord(match[0]):04X}"))
        if len(found) == _MOST_HIDDEN:
            break
    return tuple(found)


def _read_tree(source: Source, stated: Format | None) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    name = source.name.lower()
    if stated == "json" or (stated is None and name.endswith(".json")):
        return read_json(source)
    if stated is None and not name.endswith((".yaml", ".yml")) and source.text.lstrip()[:1] == "{":
        # YAML in braces looks like JSON; where only YAML can read it, it is YAML.
        tree, problems = read_json(source)
        if tree is not None:
            return tree, problems
        as_yaml, others = read_yaml(source)
        return (as_yaml, others) if as_yaml is not None else (None, problems)
    return read_yaml(source)
