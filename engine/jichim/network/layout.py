"""Productions checked and compiled into definitions, with all their mistakes at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jichim.diagnostic import Diagnostic
from jichim.network import limits
from jichim.network.condition import Conjunction, measure, normalise, paths, properties
from jichim.network.definition import Definition, EngineRule, pack
from jichim.network.errors import ContractError, LimitError
from jichim.network.facts import bounded, is_name
from jichim.network.messages import (
    BAD_NAME,
    DUPLICATE_PRODUCTION,
    TOO_DEEP,
    TOO_LARGE,
    TOO_MANY_PROPERTIES,
    TOO_MANY_RULES,
    VALUE_OUT_OF_RANGE,
)
from jichim.network.model import AllTests, AnyTest, Condition, Production
from jichim.network.spread import spread


def lay_out(productions: Sequence[Production]) -> tuple[tuple[Definition, ...], list[bool]]:
    """The definitions, and for each production whether the engine fires it at most once for a fact.

    Raises `ContractError` or `LimitError` with a diagnostic for every production at fault.
    """
    _check_names(productions)
    groups: dict[int, list[EngineRule]] = {}
    once: list[bool] = []
    past: list[Diagnostic] = []
    for index, production in enumerate(productions):
        rules = _compile(production)
        if isinstance(rules, Diagnostic):
            past.append(rules)
            continue
        once.append(len(rules) == 1 and paths(rules[0]) == 1)
        groups.setdefault(production.group, []).extend(EngineRule(index, rule) for rule in rules)
    if past:
        raise LimitError(*past)
    return pack(groups), once


def _compile(production: Production) -> tuple[Conjunction, ...] | Diagnostic:
    rules = spread(normalise(production.condition))
    if rules is None:
        return TOO_MANY_RULES.about("", production=production.name, limit=limits.RULES_PER_PRODUCTION)
    most = max((len(set(properties(rule))) for rule in rules), default=0)
    if most > limits.PART_PROPERTIES:
        return TOO_MANY_PROPERTIES.about(
            "", production=production.name, count=most, limit=limits.PART_PROPERTIES
        )
    return rules


def _check_names(productions: Sequence[Production]) -> None:
    wrong: list[Diagnostic] = []
    past: list[Diagnostic] = []
    names: set[str] = set()
    for production in productions:
        if production.name in names:
            wrong.append(DUPLICATE_PRODUCTION.about("", production=production.name))
        names.add(production.name)
        if bounded(production.group) is None:
            wrong.append(
                VALUE_OUT_OF_RANGE.about(
                    "", owner=production.name, value=production.group, limit=limits.MAX_VALUE
                )
            )
        depth, parts = measure(production.condition, limits.CONDITION_PARTS)
        if depth > limits.CONDITION_DEPTH:
            past.append(
                TOO_DEEP.about("", production=production.name, count=depth, limit=limits.CONDITION_DEPTH)
            )
        elif parts > limits.CONDITION_PARTS:
            past.append(TOO_LARGE.about("", production=production.name, limit=limits.CONDITION_PARTS))
        else:
            wrong.extend(_wrong_tests(production.name, production.condition))
    if past:
        raise LimitError(*past)
    if wrong:
        raise ContractError(*wrong)


def _wrong_tests(production: str, condition: Condition) -> Iterator[Diagnostic]:
    if isinstance(condition, (AllTests, AnyTest)):
        for part in condition.parts:
            yield from _wrong_tests(production, part)
        return
    if not is_name(condition.property):
        yield BAD_NAME.about("", owner=production, name=condition.property)
    if bounded(condition.value) is None:
        yield VALUE_OUT_OF_RANGE.about(
            "", owner=f"{production} {condition.property}", value=condition.value, limit=limits.MAX_VALUE
        )
