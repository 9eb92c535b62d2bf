"""Pairs of rules about the same subjects, for the checks that compare rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import cast

from jichim.authoring.lint.pack import Pack
from jichim.policy.model import AllOf, Always, Cond, Not, Rule
from jichim.policy.reads import leaves
from jichim.syntax import model as tree

RulePair = tuple[tree.Rule, Rule]


def comparable_pairs(pack: Pack) -> Iterator[tuple[RulePair, RulePair]]:
    """Pairs of linted rules of one instrument that bind the same subjects and can be in force on one day."""
    groups: dict[tuple[object, ...], list[RulePair]] = {}
    for written, rule in pack.pairs(tree.Rule, pack.policy.rules):
        key = (rule.basis.instrument, tuple((one.node, one.path) for one in rule.bindings))
        groups.setdefault(key, []).append((written, rule))
    for group in groups.values():
        for first, second in combinations(group, 2):
            if _meet(first[1], second[1]) and _reads(first[1].require) & _reads(second[1].require):
                yield first, second


def applicability(rule: Rule) -> Cond:
    """Where a rule applies: `적용` and not `단서`."""
    if isinstance(rule.unless, Always) and not rule.unless.value:
        return rule.when
    return AllOf((rule.when, Not(rule.unless, rule.span)), rule.span)


def _meet(first: Rule, second: Rule) -> bool:
    a, b = first.basis.period, second.basis.period
    return not (a.end and b.start and a.end < b.start) and not (b.end and a.start and b.end < a.start)


def _reads(cond: Cond) -> frozenset[object]:
    return frozenset(cast(object, leaf) for leaf in leaves(cond))
