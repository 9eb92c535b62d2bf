"""Named values: parameters with their periods, and definitions, whose types rest on each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jichim.diagnostic import Diagnostic, Related, Text
from jichim.policy import messages, typing_rules
from jichim.policy.choices import TRUTH
from jichim.policy.context import Context
from jichim.policy.expressions import Expressions
from jichim.policy.model import (
    Always,
    Cond,
    Constant,
    Definition,
    DefinitionTerm,
    Domain,
    FieldTerm,
    IsTrue,
    Parameter,
    ParameterVersion,
    Term,
    Type,
)
from jichim.policy.names import Declared
from jichim.policy.reporting import Unresolved
from jichim.policy.strata import cycle_text, topological
from jichim.syntax import model as tree
from jichim.vocabulary.model import normalise

_Version = tuple[tree.Parameter, ParameterVersion]
_ARITHMETIC = ("+", "-", "*", "/")


def resolve_parameters(context: Context) -> tuple[Parameter, ...]:
    """One parameter for each name, its versions in the order of their periods."""
    versions: dict[str, list[_Version]] = {}
    for instrument, declaration in context.each(tree.Parameter):
        declared = context.declared_as(declaration.name, instrument)
        if declared.kind != "parameter":
            continue
        value = _constant(context, instrument, declaration.value)
        if value is None:
            context.break_off(declaration.name, instrument)
            continue
        basis = context.basis(instrument, declaration.common)
        version = ParameterVersion(value, basis.period, basis, declaration.span)
        versions.setdefault(declared.key, []).append((declaration, version))
        if declared.type is None:
            context.redeclare(declaration.name, instrument, replace(declared, type=value.type))
    found: list[Parameter] = []
    for key, group in versions.items():
        _check_kinds(context, group)
        ordered = sorted(group, key=lambda one: str(one[1].period.start or ""))
        _check_periods(context, ordered)
        found.append(Parameter(key, group[0][1].value.type, tuple(version for _, version in ordered)))
    return tuple(found)


def _constant(context: Context, instrument: str, expr: tree.Expr) -> Constant | None:
    expressions = context.expressions(context.plain_scope(instrument))
    try:
        value = None if isinstance(expr, tree.Ref) else expressions.term(expr)
    except Unresolved:
        context.diagnostics += expressions.diagnostics
        return None
    if not isinstance(value, Constant):
        context.diagnostics.append(messages.NOT_A_CONSTANT.at(expr.span, text=expr.span.text))
        return None
    return value


def _check_kinds(context: Context, group: Sequence[_Version]) -> None:
    """All versions of a parameter are of one kind and unit."""
    first = group[0][1]
    for declaration, version in group[1:]:
        if version.value.type != first.value.type:
            one, other = typing_rules.describe(first.value.type), typing_rules.describe(version.value.type)
            context.diagnostics.append(
                messages.TYPE_MISMATCH.at(
                    declaration.value.span,
                    left_ko=one.ko,
                    left_en=one.en,
                    right_ko=other.ko,
                    right_en=other.en,
                    related=[Related(first.value.span, Text("다른 값", "the other value"))],
                )
            )


def _check_periods(context: Context, ordered: Sequence[_Version]) -> None:
    for (_, earlier), (declaration, later) in pairwise(ordered):
        end, start = earlier.period.end, later.period.start
        if end is None or start is None or start <= end:
            related = Related(earlier.span, Text("앞선 값", "the earlier value"))
            context.diagnostics.append(
                messages.PERIODS_OVERLAP.at(
                    declaration.name.span, name=declaration.name.text, related=[related]
                )
            )


@dataclass(frozen=True, slots=True)
class _Item:
    """One definition that waits for its type."""

    instrument: str
    declaration: tree.Define
    declared: Declared
    first: bool
    """Whether the name is its own; a second definition of a name is checked, but declares nothing."""


@dataclass(frozen=True, slots=True)
class _Waits:
    """A definition that uses others whose types are not known yet, and what else is wrong with it."""

    on: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def resolve_definitions(context: Context) -> tuple[Definition, ...]:
    """Every definition after those that it uses; a definition that uses itself is reported with its cycle."""
    waiting: list[_Item] = []
    for instrument, declaration in context.each(tree.Define):
        declared = context.declared_as(declaration.name, instrument)
        own = context.places[declared.key] is declaration.name.span
        waiting.append(_Item(instrument, declaration, declared, own))
    waiting = _likely_order(waiting)
    done: list[Definition] = []
    while waiting:
        stuck: list[tuple[_Item, _Waits]] = []
        for item in waiting:
            found = _resolve(context, item)
            if isinstance(found, _Waits):
                stuck.append((item, found))
            elif found is not None and item.first:
                done.append(found)
        if len(stuck) == len(waiting):
            _report_cycles(context, stuck)
            break
        waiting = [item for item, _ in stuck]
    return tuple(done)


def _resolve(context: Context, item: _Item) -> Definition | _Waits | None:
    declaration = item.declaration
    scope = context.scope(item.instrument, declaration.binders)
    if scope is None:
        return None
    expressions = context.expressions(scope[0])
    try:
        body = _body(expressions, declaration.value)
    except Unresolved:
        if expressions.pending:
            return _Waits(tuple(dict.fromkeys(expressions.pending)), tuple(expressions.diagnostics))
        context.diagnostics += expressions.diagnostics
        if item.first:
            context.break_off(declaration.name, item.instrument)
        return None
    type_: Type = getattr(body, "type", TRUTH)
    if item.first:
        context.redeclare(declaration.name, item.instrument, replace(item.declared, type=type_))
    basis = context.basis(item.instrument, declaration.common)
    return Definition(item.declared.key, scope[1], body, type_, basis, declaration.span)


def _body(expressions: Expressions, expr: tree.Expr) -> Cond | Term:
    if _is_condition(expr):
        return expressions.cond(expr)
    body = expressions.term(expr)
    if expressions.is_section(body):
        expressions.fail(messages.NOT_A_VALUE.at(expr.span, text=expr.span.text))
    if body.type.domain is not Domain.TRUTH or isinstance(body, (FieldTerm, DefinitionTerm)):
        return body
    return Always(bool(body.value), expr.span) if isinstance(body, Constant) else IsTrue(body, expr.span)


def _is_condition(expr: tree.Expr) -> bool:
    if isinstance(expr, tree.Unary):
        return expr.op == "not"
    if isinstance(expr, tree.Binary):
        return expr.op not in _ARITHMETIC
    return isinstance(expr, (tree.Presence, tree.Quantified))


def _report_cycles(context: Context, stuck: Sequence[tuple[_Item, _Waits]]) -> None:
    """What still waits uses itself, or uses what does."""
    names = {item.declared.key for item, _ in stuck if item.first}
    uses = {
        item.declared.key: [key for key in waits.on if key in names] for item, waits in stuck if item.first
    }
    for cycle in topological(uses)[1]:
        place, text = context.places[cycle[0]], cycle_text(cycle)
        context.diagnostics.append(messages.DEFINITION_CYCLE.at(place, cycle=text))
    for item, waits in stuck:
        context.diagnostics += waits.diagnostics
        if item.first:
            context.break_off(item.declaration.name, item.instrument)


def _likely_order(items: Sequence[_Item]) -> list[_Item]:
    """Definitions after those whose names they mention, so that hardly any has to be tried twice."""
    by_name: dict[str, list[int]] = {}
    for position, item in enumerate(items):
        by_name.setdefault(normalise(item.declaration.name.text), []).append(position)
    uses = {
        str(position): [
            str(other)
            for word in sorted(_names_in(item.declaration.value))
            for other in by_name.get(word, ())
            if other != position
        ]
        for position, item in enumerate(items)
    }
    order = [int(position) for position in topological(uses)[0]]
    placed = set(order)
    return [items[i] for i in (*order, *(i for i in range(len(items)) if i not in placed))]


def _names_in(expr: tree.Expr | None) -> set[str]:
    """The names that an expression mentions, whole and after the last dot, normalised."""
    if expr is None:
        return set()
    if isinstance(expr, tree.Ref):
        return _spellings(expr.name.text)
    if isinstance(expr, (tree.Unary, tree.Presence)):
        return _names_in(expr.operand)
    if isinstance(expr, tree.Binary):
        return _names_in(expr.left) | _names_in(expr.right)
    if isinstance(expr, tree.ListLiteral):
        return _all(_names_in(item) for item in expr.items)
    if isinstance(expr, tree.Aggregate):
        return _names_in(expr.where)
    if isinstance(expr, tree.Quantified):
        return _names_in(expr.where) | _names_in(expr.body)
    return set()


def _spellings(name: str) -> set[str]:
    return {normalise(name), normalise(name.rpartition(".")[2])}


def _all(sets: Iterable[set[str]]) -> set[str]:
    return {name for one in sets for name in one}
