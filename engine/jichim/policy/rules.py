"""Rules, criteria and tests: the declarations that no other one is built on."""

from __future__ import annotations

from typing import Literal

from jichim.policy import messages
from jichim.policy.context import Context
from jichim.policy.endings import duty_of
from jichim.policy.expressions import Expressions
from jichim.policy.model import Always, Cond, Criterion, Duty, FieldTerm, ListTerm, Rule, RuleTest
from jichim.policy.names import Ambiguous, find
from jichim.policy.reporting import Unresolved, ambiguous_name, near_names, near_words
from jichim.policy.rule_tests import resolve_test
from jichim.policy.words import resolve_words
from jichim.syntax import model as tree
from jichim.vocabulary.quantity import Duration, Interval, parse_quantity


def resolve_rules(context: Context) -> tuple[Rule, ...]:
    """Every rule that has a duty and whose conditions have a meaning; their strata are set later."""
    found = [_rule(context, instrument, declaration) for instrument, declaration in context.each(tree.Rule)]
    return tuple(rule for rule in found if rule is not None)


def _rule(context: Context, instrument: str, declaration: tree.Rule) -> Rule | None:
    duty = _duty(context, declaration)
    if declaration.require is None:
        context.missing(declaration.name, "요건", "require")
    if not declaration.common.citations:
        context.missing(declaration.name, "근거", "cites")
    within = _within(context, declaration)
    scope = context.scope(instrument, declaration.binders)
    if scope is None:
        return None
    expressions = context.expressions(scope[0])
    when = _condition(expressions, declaration.when, True)
    unless = _condition(expressions, declaration.unless, False)
    require = _condition(expressions, declaration.require, True)
    finding = resolve_words(declaration.finding.message, expressions) if declaration.finding else None
    action = resolve_words(declaration.action, expressions) if declaration.action else None
    clears = _clears(expressions, declaration)
    context.diagnostics += expressions.diagnostics
    if duty is None or when is None or unless is None or require is None:
        return None
    return Rule(
        name=declaration.name.text,
        title=declaration.title.text if declaration.title else declaration.name.text,
        bindings=scope[1],
        duty=duty,
        proposal=declaration.proposal.text if declaration.proposal else None,
        when=when,
        unless=unless,
        require=require,
        evidence_only=declaration.evidence_only,
        weight=(declaration.finding.weight if declaration.finding else None) or usual_weight(duty),
        finding=finding,
        action=action,
        by=declaration.by.text if declaration.by else "",
        within=within,
        clears=clears,
        stratum=0,
        basis=context.basis(instrument, declaration.common),
        span=declaration.span,
    )


def usual_weight(duty: Duty) -> Literal["major", "moderate", "minor"]:
    """Weighed by the force of the duty where the analyst gives no weight."""
    if duty.force == "strict":
        return "major"
    return "moderate" if duty.duty.value in ("must", "consider") else "minor"


def _condition(expressions: Expressions, expr: tree.Expr | None, otherwise: bool) -> Cond | None:
    if expr is None:
        return Always(otherwise)
    try:
        return expressions.cond(expr)
    except Unresolved:
        return None


def _duty(context: Context, declaration: tree.Rule) -> Duty | None:
    written = declaration.duty
    if written is None:
        context.missing(declaration.name, "의무", "duty")
        return None
    duty = duty_of(written.text, context.endings)
    if duty is None:
        near = near_words(written.text, [known.phrase for known in context.endings.values()])
        context.diagnostics.append(
            messages.UNKNOWN_DUTY.at(written.span, phrase=written.text, near_ko=near.ko, near_en=near.en)
        )
    return duty


def _clears(expressions: Expressions, declaration: tree.Rule) -> tuple[FieldTerm | ListTerm, ...]:
    """The fields that a plan must state for the finding to go away."""
    found: list[FieldTerm | ListTerm] = []
    for name in declaration.clears:
        target = find(expressions.scope, name.text, name.span)
        if isinstance(target, (FieldTerm, ListTerm)):
            found.append(target)
        elif isinstance(target, Ambiguous):
            expressions.report(ambiguous_name(name.text, name.span, target))
        elif target is None:
            near = near_names(name.text, expressions.scope)
            expressions.report(
                messages.UNKNOWN_NAME.at(name.span, name=name.text, near_ko=near.ko, near_en=near.en)
            )
        else:
            expressions.report(messages.NOT_A_FIELD.at(name.span, name=name.text))
    return tuple(found)


def _within(context: Context, declaration: tree.Rule) -> Duration | None:
    written = declaration.within
    if written is None:
        return None
    measured = parse_quantity(written.text)
    if measured is None:
        context.diagnostics.append(messages.BAD_QUANTITY.at(written.span, text=written.text))
        return None
    if not isinstance(measured.value, Duration):
        context.diagnostics.append(messages.NOT_A_DURATION.at(written.span, text=written.text))
        return None
    return measured.value


def resolve_criteria(context: Context) -> tuple[Criterion, ...]:
    found: list[Criterion] = []
    for instrument, declaration in context.each(tree.Criterion):
        scope = context.scope(instrument, declaration.binders)
        scale = _scale(context, declaration)
        if scope is None:
            continue
        found.append(
            Criterion(
                context.declared_as(declaration.name, instrument).key,
                declaration.title.text if declaration.title else declaration.name.text,
                scope[1],
                scale,
                declaration.question.text if declaration.question else "",
                context.basis(instrument, declaration.common),
                declaration.span,
            )
        )
    return tuple(found)


def _scale(context: Context, declaration: tree.Criterion) -> tuple[int, int] | None:
    """The lowest and the highest rating, from a range of whole numbers."""
    written = declaration.scale
    if written is None:
        return None
    measured = parse_quantity(written.text)
    value = measured.value if measured is not None and measured.dimension == "count" else None
    if isinstance(value, Interval) and isinstance(value.lo, int) and isinstance(value.hi, int):
        return value.lo, value.hi
    context.diagnostics.append(messages.BAD_SCALE.at(written.span, text=written.text))
    return None


def resolve_tests(context: Context) -> tuple[RuleTest, ...]:
    found = [
        resolve_test(declaration, instrument, context) for instrument, declaration in context.each(tree.Test)
    ]
    return tuple(test for test in found if test is not None)
