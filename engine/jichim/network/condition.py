"""Conditions in the one form that rules of the engine are made of, and what such a form costs.

A `Conjunction` holds when all its tests hold and one alternative of each of its choices does. Nesting
alternates between the two, nothing is empty, nothing is there twice, and what can never hold is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

from jichim.network.model import AllTests, AnyTest, Condition, Is, IsNot


class Test(NamedTuple):
    """One comparison of a property with a value; a fact without the property passes neither kind."""

    property: str
    equal: bool
    value: int


@dataclass(frozen=True, slots=True)
class Conjunction:
    tests: tuple[Test, ...] = ()
    """At most one equality for a property, and then nothing else for it. Sorted."""
    choices: tuple[Choice, ...] = ()
    """Each with two alternatives or more, none of which holds always. In the order written."""


Choice = tuple[Conjunction, ...]

ALWAYS = Conjunction()


def normalise(condition: Condition) -> Conjunction | None:
    """The condition in normal form, or None where it can never hold.

    `AllTests(())` holds always and `AnyTest(())` never. The nesting must be bounded (`measure`).
    """
    if isinstance(condition, Is):
        return Conjunction((Test(condition.property, True, condition.value),))
    if isinstance(condition, IsNot):
        return Conjunction((Test(condition.property, False, condition.value),))
    parts = [normalise(part) for part in condition.parts]
    return join(parts) if isinstance(condition, AllTests) else _either(parts)


def join(parts: Iterable[Conjunction | None]) -> Conjunction | None:
    """What holds when all the parts do, or None where they exclude each other."""
    equal: dict[str, int] = {}
    unequal: dict[str, set[int]] = {}
    choices: dict[Choice, None] = {}
    for part in parts:
        if part is None:
            return None
        for test in part.tests:
            if not test.equal:
                unequal.setdefault(test.property, set()).add(test.value)
            elif equal.setdefault(test.property, test.value) != test.value:
                return None
        choices.update(dict.fromkeys(part.choices))
    if any(value in unequal.get(name, ()) for name, value in equal.items()):
        return None
    tests = [Test(name, True, value) for name, value in equal.items()]
    tests += [Test(name, False, v) for name, values in unequal.items() if name not in equal for v in values]
    return Conjunction(tuple(sorted(tests)), tuple(choices))


def _either(parts: Iterable[Conjunction | None]) -> Conjunction | None:
    alternatives: dict[Conjunction, None] = {}
    for part in parts:
        if part == ALWAYS:
            return ALWAYS
        if part is None:
            continue
        inner = part.choices[0] if not part.tests and len(part.choices) == 1 else (part,)
        alternatives.update(dict.fromkeys(inner))
    return choice(tuple(alternatives))


def choice(alternatives: Choice) -> Conjunction | None:
    """What holds when one of the alternatives does."""
    if len(alternatives) < 2:
        return alternatives[0] if alternatives else None
    return Conjunction((), (alternatives,))


def measure(condition: Condition, enough: int) -> tuple[int, int]:
    """The depth and the number of parts of a condition as written; counting stops past `enough` parts."""
    deepest = count = 0
    pending: list[tuple[Condition, int]] = [(condition, 1)]
    while pending and count <= enough:
        part, depth = pending.pop()
        count += 1
        deepest = max(deepest, depth)
        if isinstance(part, (AllTests, AnyTest)):
            pending.extend((inner, depth + 1) for inner in part.parts)
    return deepest, count


def tests(rule: Conjunction) -> Iterator[Test]:
    """Every test at any depth, in order, repeated as they are."""
    yield from rule.tests
    for alternatives in rule.choices:
        for alternative in alternatives:
            yield from tests(alternative)


def properties(rule: Conjunction) -> Iterator[str]:
    """The property of every test, in order, repeated as they are."""
    return (test.property for test in tests(rule))


def groups(rule: Conjunction) -> int:
    """The `$and` and `$or` objects that the rule is written with."""
    return 1 + sum(1 + sum(_inner_groups(each) for each in alternatives) for alternatives in rule.choices)


def _inner_groups(rule: Conjunction) -> int:
    return 0 if len(rule.tests) == 1 and not rule.choices else groups(rule)


def pending(rule: Conjunction) -> int:
    """An upper bound of the branches that wait at once while the rule is matched with one fact.

    It holds in whatever order the tests are written: alternatives of several tests are not taken to
    exclude each other, because the ones that do may come last.
    """
    return 1 + sum(_pushed(each) - 1 + max(pending(one) - 1 for one in each) for each in rule.choices)


def _pushed(alternatives: Choice) -> int:
    """The alternatives that are followed at once."""
    single = all(len(each.tests) == 1 and not each.choices for each in alternatives)
    return 1 if single and _exclusive(alternatives) else len(alternatives)


def paths(rule: Conjunction) -> int:
    """An upper bound of the firings of the rule for one fact."""
    return prod((max if _exclusive(each) else sum)(paths(one) for one in each) for each in rule.choices)


def size(rule: Conjunction) -> int:
    """The number of tests, which bounds the nodes that the rule can add anywhere."""
    return len(rule.tests) + sum(1 + sum(size(one) for one in each) for each in rule.choices)


def width(rule: Conjunction) -> int:
    """The most alternatives of one choice, at any depth."""
    return max((max(len(each), max(width(one) for one in each)) for each in rule.choices), default=0)


def _exclusive(alternatives: Choice) -> bool:
    """Whether no two alternatives hold for the same fact, because each wants another value somewhere."""
    values = [{t.property: t.value for t in each.tests if t.equal} for each in alternatives]
    return any(
        all(name in each for each in values) and len({each[name] for each in values}) == len(values)
        for name in values[0]
    )


def in_words(condition: Condition) -> str:
    """The condition as written, for people."""
    if isinstance(condition, Is):
        return f"{condition.property} = {condition.value}"
    if isinstance(condition, IsNot):
        return f"{condition.property} != {condition.value}"
    together = isinstance(condition, AllTests)
    texts = [
        f"({in_words(part)})"
        if isinstance(part, (AllTests, AnyTest)) and len(part.parts) > 1
        else in_words(part)
        for part in condition.parts
    ]
    return (" and " if together else " or ").join(texts) or ("always" if together else "never")
