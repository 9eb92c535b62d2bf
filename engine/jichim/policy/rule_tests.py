"""Tests in the language: the given part becomes a plan document, the expected part is checked for names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jichim.diagnostic import Diagnostic
from jichim.policy import messages
from jichim.policy.cases import value_text
from jichim.policy.expressions import near_words
from jichim.policy.model import Expectation, FieldTerm, ListTerm, RuleTest
from jichim.policy.names import Frame, Scope, find, known_words, list_paths
from jichim.syntax import model as tree
from jichim.vocabulary.model import Vocabulary, normalise


class _Wrong(Exception):  # noqa: N818 - a way out of one test, already reported
    pass


def resolve_test(
    declaration: tree.Test,
    instrument: str,
    vocabulary: Vocabulary,
    subjects: Mapping[str, tuple[str, str]],
    names: Mapping[str, str],
) -> tuple[RuleTest | None, tuple[Diagnostic, ...]]:
    """A test as a plan document of canonical names; None if its given part cannot be read."""
    problems: list[Diagnostic] = []
    content: dict[str, Any] = {}
    lists = list_paths(vocabulary)
    failed = False
    for given in declaration.givens:
        word = given.subject.text
        found = subjects.get(normalise(word))
        if found is None:
            words = near_words(word, [vocabulary.node(node).label for node, _ in subjects.values()])
            problems.append(messages.UNKNOWN_SUBJECT.at(given.subject.span, name=word, **words))
            failed = True
            continue
        node, path = found
        record = _record(
            given.assignments, node if node in lists else vocabulary.root, path, vocabulary, problems
        )
        failed = failed or record is None
        if record is None:
            continue
        if node in lists:
            _descend(content, lists[node].split(".")[:-1]).setdefault(lists[node].split(".")[-1], []).append(
                record
            )
        else:
            _merge(content, record)
    expectations = tuple(
        expectation
        for expect in declaration.expects
        if (expectation := _expectation(expect, names, problems)) is not None
    )
    if failed:
        return None, tuple(problems)
    as_of = declaration.as_of.value if declaration.as_of else None
    test = RuleTest(declaration.title.text, instrument, as_of, content, expectations, declaration.span)
    return test, tuple(problems)


def _record(
    assignments: tuple[tree.Assignment, ...],
    node: str,
    path: str,
    vocabulary: Vocabulary,
    problems: list[Diagnostic],
) -> dict[str, Any] | None:
    scope = Scope(vocabulary, "", (Frame(0, node, (), path),), {})
    record: dict[str, Any] = {}
    failed = False
    for assignment in assignments:
        found = find(scope, assignment.name.text, assignment.name.span)
        if not isinstance(found, (FieldTerm, ListTerm)):
            words = near_words(assignment.name.text.rpartition(".")[2], list(known_words(scope)))
            problems.append(
                messages.UNKNOWN_NAME.at(assignment.name.span, name=assignment.name.text, **words)
            )
            failed = True
            continue
        element = found.element if isinstance(found, ListTerm) else ""
        try:
            value = _value(assignment.value, element, vocabulary, problems)
        except _Wrong:
            failed = True
            continue
        *sections, last = found.path.split(".")
        _descend(record, sections)[last] = value
    return None if failed else record


def _value(expr: tree.Expr, element: str, vocabulary: Vocabulary, problems: list[Diagnostic]) -> Any:
    if isinstance(expr, tree.ListLiteral):
        return [_value(item, element, vocabulary, problems) for item in expr.items]
    if isinstance(expr, tree.RecordLiteral):
        record = _record(expr.entries, element, "", vocabulary, problems) if element else None
        if record is None:
            if not element:
                problems.append(messages.BAD_TEST_VALUE.at(expr.span))
            raise _Wrong
        return record
    if isinstance(expr, tree.DateLiteral):
        return expr.value.isoformat()
    if isinstance(expr, (tree.Ref, tree.String, tree.Quantity, tree.Truth, tree.NoneLiteral)):
        return value_text(expr)
    problems.append(messages.BAD_TEST_VALUE.at(expr.span))
    raise _Wrong


def _expectation(
    expect: tree.Expect, names: Mapping[str, str], problems: list[Diagnostic]
) -> Expectation | None:
    name = names.get(normalise(expect.name.text))
    if name is None:
        words = near_words(expect.name.text, list(names.values()))
        problems.append(messages.UNKNOWN_EXPECTED.at(expect.name.span, name=expect.name.text, **words))
        return None
    value = value_text(expect.value) if expect.value is not None else None
    subjects = tuple(subject.text for subject in expect.subjects)
    return Expectation(name, subjects, expect.outcome, value, expect.span)


def _descend(content: dict[str, Any], path: list[str]) -> dict[str, Any]:
    for name in path:
        inner = content.setdefault(name, {})
        if not isinstance(inner, dict):
            inner = content[name] = {}
        content = inner
    return content


def _merge(content: dict[str, Any], other: dict[str, Any]) -> None:
    for name, value in other.items():
        if isinstance(value, dict) and isinstance(content.get(name), dict):
            _merge(content[name], value)
        else:
            content[name] = value
