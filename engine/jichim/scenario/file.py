"""Scenarios from a file: names, each with its edits."""

from __future__ import annotations

from dataclasses import replace

from jichim.diagnostic import Diagnostic, has_errors
from jichim.plan.margin import quote
from jichim.plan.model import Place, Record
from jichim.plan.read import read_document
from jichim.plan.tree import ListNode, MapNode, Scalar, Tree
from jichim.scenario import messages as m
from jichim.scenario.model import Edit, Scenario
from jichim.scenario.path import read_set, read_unset
from jichim.source import Source, Span
from jichim.vocabulary.model import Vocabulary, normalise

MOST_SCENARIOS = 200
_ABSENT = frozenset(map(normalise, ("미기재", "absent", "unset")))


def read_scenarios(
    source: Source, root: Record, vocabulary: Vocabulary
) -> tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """The scenarios that a YAML or JSON text writes, in its order, with everything that is wrong with it.

    The value `미기재` (`absent`) takes a field out. A scenario with a mistake is left out.
    """
    tree, problems = read_document(source, empty=m.NO_SCENARIOS)
    found: dict[str, Scenario] = {}
    diagnostics = list(problems)
    for key, value in tree.entries if tree is not None else ():
        span = Span(source, key.start, max(key.end, key.start))
        name = key.text.strip() if isinstance(key, Scalar) else ""
        if not isinstance(value, MapNode) or not value.entries or not name:
            diagnostics.append(m.BAD_SCENARIO.at(span, related=(), name=quote(name)))
        elif name in found:
            diagnostics.append(m.SAME_SCENARIO.at(span, related=(), name=quote(name)))
        elif len(found) >= MOST_SCENARIOS:
            diagnostics.append(m.TOO_MANY_SCENARIOS.at(span, related=(), limit=str(MOST_SCENARIOS)))
            break
        else:
            edits, wrong = _edits(source, value, root, vocabulary)
            diagnostics += wrong
            if not has_errors(wrong):
                found[name] = Scenario(name, edits)
    return tuple(found.values()), tuple(diagnostics)


def _edits(
    source: Source, tree: MapNode, root: Record, vocabulary: Vocabulary
) -> tuple[tuple[Edit, ...], tuple[Diagnostic, ...]]:
    edits: list[Edit] = []
    diagnostics: list[Diagnostic] = []
    for key, value in tree.entries:
        if not isinstance(key, Scalar):
            span = Span(source, key.start, key.end)
            diagnostics.append(m.BAD_SCENARIO.at(span, related=(), name=""))
            continue
        if isinstance(value, Scalar) and normalise(value.text) in _ABSENT:
            edit, wrong = read_unset(key.text, root, vocabulary, name=source.name)
        else:
            edit, wrong = read_set(f"{key.text}={flow(value)}", root, vocabulary, name=source.name)
        diagnostics += (_in_file(one, source, key, value) for one in wrong)
        if edit is not None:
            place = Place(source.name, *source.position(key.start), key.text)
            edits.append(replace(edit, place=place))
    problems, kept = twice(edits)
    return kept, (*diagnostics, *problems)


def _in_file(wrong: Diagnostic, source: Source, key: Scalar, value: Tree) -> Diagnostic:
    """A diagnostic of the argument `PATH=VALUE`, with its place in the file that has the two as an entry."""
    span = wrong.span
    if span is None:
        return wrong
    after = len(key.text) + 1
    inside = _part(source, key, span.start, span.end)
    if span.start >= after:
        written = isinstance(value, Scalar) and "\n" not in value.text
        whole = Span(source, value.start, max(value.end, value.start))
        inside = _part(source, value, span.start - after, span.end - after) if written else whole  # type: ignore[arg-type]
    return replace(wrong, span=inside)


def _part(source: Source, scalar: Scalar, start: int, end: int) -> Span:
    """A part of a scalar in its file; all of it where escapes write it otherwise than it reads."""
    lead = source.text[scalar.start : scalar.end].find(scalar.text)
    if lead < 0:
        return Span(source, scalar.start, scalar.end)
    first = scalar.start + lead
    return Span(source, first + start, first + min(end, max(len(scalar.text), start)))


def twice(edits: list[Edit]) -> tuple[tuple[Diagnostic, ...], tuple[Edit, ...]]:
    """Edits of one thing: an error for the later one, as their order would decide."""
    seen: dict[tuple[object, ...], Edit] = {}
    problems: list[Diagnostic] = []
    for edit in edits:
        key = (edit.at, edit.path, len(seen) if edit.append else -1)
        if key in seen:
            words = {"label": edit.label, "name": edit.label}
            problems.append(m.EDITED_TWICE.about(str(edit.place), **words))
        seen.setdefault(key, edit)
    return tuple(problems), tuple(seen.values())


def flow(tree: Tree) -> str:
    """A tree as one line of YAML, in brackets and quotes."""
    if isinstance(tree, ListNode):
        return "[" + ", ".join(_inner(item) for item in tree.items) + "]"
    if isinstance(tree, MapNode):
        return "{" + ", ".join(f"{_inner(key)}: {_inner(value)}" for key, value in tree.entries) + "}"
    return tree.text if "\n" not in tree.text else quoted(tree.text)


def _inner(tree: Tree) -> str:
    return quoted(tree.text) if isinstance(tree, Scalar) else flow(tree)


def quoted(text: str) -> str:
    """A double-quoted scalar that YAML and JSON read alike."""
    import json

    return json.dumps(text, ensure_ascii=False)
