"""Tests in the language: the given part becomes a plan document, the expected part is checked for names."""

from __future__ import annotations

from typing import Any

from jichim.diagnostic import Diagnostic, Related, Text
from jichim.policy import messages
from jichim.policy.context import Context
from jichim.policy.declare import rule_spelling
from jichim.policy.model import Expectation, FieldTerm, ListTerm, RuleTest
from jichim.policy.names import Ambiguous, Declared, Frame, Scope, declared_name, find, list_paths
from jichim.policy.reporting import Unresolved, ambiguous_name, near_names, near_words
from jichim.policy.written import value_text
from jichim.source import Span
from jichim.syntax import model as tree
from jichim.vocabulary.model import Kind, normalise


def resolve_test(declaration: tree.Test, instrument: str, context: Context) -> RuleTest | None:
    """A test as a plan document of canonical names; None, after a report, if it cannot be read."""
    reader = _Reader(context)
    content: dict[str, Any] = {}
    lists = list_paths(context.vocabulary)
    for given in declaration.givens:
        word = given.subject.text
        found = context.subjects.get(normalise(word))
        if found is None:
            near = near_words(
                word, [context.vocabulary.node(node).label for node, _ in context.subjects.values()]
            )
            reader.report(
                messages.UNKNOWN_SUBJECT.at(given.subject.span, name=word, near_ko=near.ko, near_en=near.en)
            )
            continue
        node, path = found
        record = reader.record(given.assignments, node if node in lists else context.vocabulary.root, path)
        if node in lists:
            *sections, last = lists[node].split(".")
            _descend(content, sections).setdefault(last, []).append(record)
        else:
            _merge(content, record)
    expectations = [_expectation(expect, instrument, context, reader) for expect in declaration.expects]
    context.diagnostics += reader.diagnostics
    if reader.diagnostics:
        return None
    as_of = declaration.as_of.value if declaration.as_of else None
    held = tuple(expectation for expectation in expectations if expectation is not None)
    return RuleTest(declaration.title.text, instrument, as_of, content, held, declaration.span)


class _Reader:
    """Reads the given part of one test."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.diagnostics: list[Diagnostic] = []

    def report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)

    def record(self, assignments: tuple[tree.Assignment, ...], node: str, path: str) -> dict[str, Any]:
        """The assignments that can be read; the others are reported."""
        scope = Scope(self.context.fields, "", (Frame(0, node, (), path),), {})
        record: dict[str, Any] = {}
        first: dict[str, Span] = {}
        for assignment in assignments:
            found = self._field(assignment.name, scope)
            if found is None:
                continue
            earlier = first.setdefault(found.path, assignment.name.span)
            if earlier is not assignment.name.span:
                related = [Related(earlier, Text("앞에 적은 곳", "given here first"))]
                label = found.field.label
                self.context.diagnostics.append(
                    messages.GIVEN_TWICE.at(
                        assignment.name.span, name=assignment.name.text, field=label, related=related
                    )
                )
            element = found.element if isinstance(found, ListTerm) else ""
            if found.field.kind is Kind.SECTION:
                element = found.field.node or ""
            try:
                value = self._value(assignment.value, element)
            except Unresolved:
                continue
            *sections, last = found.path.split(".")
            _descend(record, sections)[last] = value
        return record

    def _field(self, name: tree.Name, scope: Scope) -> FieldTerm | ListTerm | None:
        found = find(scope, name.text, name.span)
        if isinstance(found, (FieldTerm, ListTerm)):
            return found
        if isinstance(found, Ambiguous):
            self.report(ambiguous_name(name.text, name.span, found))
        else:
            near = near_names(name.text, scope)
            self.report(messages.UNKNOWN_NAME.at(name.span, name=name.text, near_ko=near.ko, near_en=near.en))
        return None

    def _value(self, expr: tree.Expr, element: str) -> Any:
        if isinstance(expr, tree.ListLiteral):
            return [self._value(item, element) for item in expr.items]
        if isinstance(expr, tree.RecordLiteral) and element:
            return self.record(expr.entries, element, "")
        if isinstance(expr, tree.DateLiteral):
            return expr.value.isoformat()
        plain = (tree.Ref, tree.String, tree.Quantity, tree.Truth, tree.NoneLiteral)
        negative = isinstance(expr, tree.Unary) and isinstance(expr.operand, tree.Quantity)
        if negative or isinstance(expr, plain):
            return value_text(expr)
        self.report(messages.BAD_TEST_VALUE.at(expr.span))
        raise Unresolved


def _expectation(
    expect: tree.Expect, instrument: str, context: Context, reader: _Reader
) -> Expectation | None:
    name = expect.name
    subjects = tuple(subject.text for subject in expect.subjects)
    rules = {rule_spelling(rule.name.text): rule.name.text for _, rule in context.each(tree.Rule)}
    rule = rules.get(rule_spelling(name.text))
    if rule is not None:
        if expect.outcome is None:
            reader.report(messages.EXPECTS_OUTCOME.at(expect.span, name=name.text))
        return Expectation(rule, subjects, expect.outcome, None, expect.span)
    scope = Scope(context.fields, instrument, (), context.declared)
    found = declared_name(scope, name.text)
    if isinstance(found, Ambiguous):
        reader.report(ambiguous_name(name.text, name.span, found))
        return None
    if not isinstance(found, Declared) or found.kind != "derivation":
        known = [*rules.values(), *_derivations(context)]
        near = near_words(name.text, known)
        reader.report(
            messages.UNKNOWN_EXPECTED.at(name.span, name=name.text, near_ko=near.ko, near_en=near.en)
        )
        return None
    if expect.value is None:
        if expect.outcome != "undetermined":
            reader.report(messages.EXPECTS_VALUE.at(expect.span, name=name.text))
        return Expectation(found.key, subjects, expect.outcome, None, expect.span)
    value = value_text(expect.value)
    values = context.values.get(found.key, ())
    if normalise(value) not in {normalise(one) for one in values}:
        near = near_words(value, values)
        reader.report(
            messages.UNKNOWN_CHOICE.at(
                expect.value.span, name=value, field=found.name, near_ko=near.ko, near_en=near.en
            )
        )
    return Expectation(found.key, subjects, None, value, expect.span)


def _derivations(context: Context) -> list[str]:
    return [one.name for names in context.declared.values() for one in names if one.kind == "derivation"]


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
