"""One condition as rules of the engine, each inside the limits of one rule.

A wide choice is cut into narrower ones, and alternatives are drawn out of a rule that is too heavy,
until every rule fits. The rules together hold for exactly the facts that the condition holds for;
several may hold for one fact, so firings are a set.
"""

from __future__ import annotations

from jichim.network import limits
from jichim.network.condition import Choice, Conjunction, choice, groups, join, paths, pending, size, width


def spread(condition: Conjunction | None) -> tuple[Conjunction, ...] | None:
    """The rules for a condition (none for one that never holds), or None where they would be too many."""
    fitting: dict[Conjunction, None] = {}
    waiting = [] if condition is None else [condition]
    while waiting:
        rule = waiting.pop()
        if _fits(rule):
            fitting[rule] = None
        else:
            waiting.extend(_parts(rule))
        if len(fitting) + len(waiting) > limits.RULES_PER_PRODUCTION:
            return None
    return tuple(fitting)


def _fits(rule: Conjunction) -> bool:
    return (
        groups(rule) <= limits.RULE_GROUPS
        and width(rule) <= limits.RULE_WIDTH
        and pending(rule) <= limits.RULE_PENDING
        and paths(rule) <= limits.RULE_PATHS
        and (size(rule) <= limits.LEAF_TESTS or not rule.choices)
    )


def _parts(rule: Conjunction) -> list[Conjunction]:
    """Lighter rules that hold together for what the rule holds for (a rule without choices fits)."""
    heaviest = max(rule.choices, key=_weight)
    rest = Conjunction(rule.tests, tuple(each for each in rule.choices if each is not heaviest))
    drawn = [join((rest, part)) for part in _pieces(heaviest)]
    return [part for part in drawn if part is not None]


def _pieces(alternatives: Choice) -> list[Conjunction | None]:
    step = limits.RULE_WIDTH if len(alternatives) > limits.RULE_WIDTH else 1
    return [choice(alternatives[start : start + step]) for start in range(0, len(alternatives), step)]


def _weight(alternatives: Choice) -> tuple[int, int]:
    return len(alternatives) > limits.RULE_WIDTH, sum(size(each) for each in alternatives)
