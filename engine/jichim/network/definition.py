"""Productions as definitions of rulesets: which rule goes where, and the text that the engine reads.

The engine follows a fact through a tree of tests, and what it pays for is every test that holds. So
the rules of a group hang below one test of the group number, tests that many rules share come first
and are shared, and the rules are spread over leaves: small nodes below spreading tests that hold for
every fact. The leaves keep the branches that wait at one time inside the engine's bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jichim.network import limits
from jichim.network.condition import Conjunction, Test, paths, pending, properties, size
from jichim.network.names import ALWAYS, ECHO, GROUP, property_names


@dataclass(frozen=True, slots=True)
class EngineRule:
    """One rule of the engine; its tests stand in the order in which the engine makes them."""

    production: int
    condition: Conjunction


Leaf = tuple[EngineRule, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Rules of one group that see a fact together. A group has several parts where it tests many
    properties, because the engine compares every property of a fact at every test that holds."""

    group: int
    leaves: tuple[Leaf, ...]
    names: Mapping[str, str]
    """The engine's name of every property that the rules test."""

    @property
    def rules(self) -> Iterator[EngineRule]:
        return (rule for leaf in self.leaves for rule in leaf)


@dataclass(frozen=True, slots=True)
class Definition:
    """One ruleset. Its rules are numbered from 0 through its parts; part `n` tests for group `n + 1`."""

    parts: tuple[Part, ...]

    @property
    def rules(self) -> Iterator[EngineRule]:
        return (rule for part in self.parts for rule in part.rules)


def pack(groups: Mapping[int, Sequence[EngineRule]]) -> tuple[Definition, ...]:
    """The definitions that hold all the rules, group after group; a large group has several parts."""
    packed: list[list[Part]] = []
    room = places = 0
    for group in sorted(groups):
        for rules in _portions(groups[group]):
            if len(rules) > room or not places:
                packed.append([])
                room, places = limits.PACKED_RULES, limits.PARTS_PER_RULESET
            packed[-1].append(_part(group, rules))
            room, places = room - len(rules), places - 1
    return tuple(Definition(tuple(parts)) for parts in packed)


def _portions(rules: Sequence[EngineRule]) -> Iterator[list[EngineRule]]:
    """The rules in the order given, in runs that test few properties: neighbours tend to share them."""
    held: list[EngineRule] = []
    names: set[str] = set()
    for rule in rules:
        more = names.union(properties(rule.condition))
        if held and (len(held) == limits.LEAVES or len(more) > limits.PART_PROPERTIES):
            yield held
            held, more = [], set(properties(rule.condition))
        held.append(rule)
        names = more
    if held:
        yield held


def _part(group: int, rules: Sequence[EngineRule]) -> Part:
    leaves = tuple(_leaves(_ordered(rules)))
    names = dict.fromkeys(name for leaf in leaves for rule in leaf for name in properties(rule.condition))
    return Part(group, leaves, dict(zip(names, property_names(), strict=False)))


def _ordered(rules: Sequence[EngineRule]) -> list[EngineRule]:
    """The rules with the tests that most of them share first, side by side where they share them."""
    shared = Counter(test for rule in rules for test in rule.condition.tests)

    def rank(test: Test) -> tuple[int, Test]:
        return -shared[test], test

    def ordered(condition: Conjunction) -> Conjunction:
        choices = tuple(tuple(map(ordered, each)) for each in condition.choices)
        return Conjunction(tuple(sorted(condition.tests, key=rank)), choices)

    ranked = [EngineRule(rule.production, ordered(rule.condition)) for rule in rules]
    return sorted(
        ranked, key=lambda rule: (not rule.condition.tests, [rank(t) for t in rule.condition.tests])
    )


def _leaves(rules: Iterable[EngineRule]) -> Iterator[Leaf]:
    leaf = _Filling()
    for rule in rules:
        if not leaf.take(rule):
            yield tuple(leaf.rules)
            leaf = _Filling()
            leaf.take(rule)
    if leaf.rules:
        yield tuple(leaf.rules)


class _Filling:
    """A leaf while it is filled, with what its rules cost together."""

    def __init__(self) -> None:
        self.rules: list[EngineRule] = []
        self._tests = 0
        self._free = 0
        self._equal: dict[str, dict[int, int]] = {}
        self._first: set[Test] = set()

    def take(self, rule: EngineRule) -> bool:
        """Whether the rule was taken; an empty leaf takes any rule that is inside the limits of a rule."""
        condition = rule.condition
        weight = pending(condition)
        first = condition.tests[0] if condition.tests else None
        firsts = self._first | ({first} if first else set(_first_tests(condition)))
        tests = self._tests + size(condition)
        if self.rules and (
            self._pending(first, weight) > limits.LEAF_PENDING
            or len(firsts) > limits.LEAF_FIRST_TESTS
            or tests > limits.LEAF_TESTS
        ):
            return False
        self.rules.append(rule)
        self._first, self._tests = firsts, tests
        if first and first.equal:
            values = self._equal.setdefault(first.property, {})
            values[first.value] = values.get(first.value, 0) + weight
        else:
            self._free += weight
        return True

    def _pending(self, first: Test | None, weight: int) -> int:
        """Branches that may wait at once, with one more rule: of equalities on one property, one holds."""
        total = self._free + sum(max(values.values()) for values in self._equal.values())
        if not (first and first.equal):
            return total + weight
        values = self._equal.get(first.property, {})
        before = max(values.values(), default=0)
        return total - before + max(before, values.get(first.value, 0) + weight)


def _first_tests(condition: Conjunction) -> Iterator[Test]:
    for alternative in condition.choices[0] if condition.choices else ():
        yield from alternative.tests[:1] or _first_tests(alternative)


def most_firings(definition: Definition) -> int:
    """An upper bound of what the ruleset fires for one fact, the echo included."""
    return 1 + sum(paths(rule.condition) for rule in definition.rules)


def write(definition: Definition) -> str:
    """The definition as the engine reads it: JSON of integers and of names from our own pool."""
    echo = _rule(ECHO, f'{{"{ALWAYS}":1}}')
    texts = [echo]
    for number, part in enumerate(definition.parts, start=1):
        for path, leaf in _paths(part.leaves):
            for rule in leaf:
                tests = [f'{{"{ALWAYS}":1}}', f'{{"{GROUP}":{number}}}', *path]
                tests += _terms(rule.condition, part.names)
                texts.append(_rule(str(len(texts) - 1), f'{{"$and":[{",".join(tests)}]}}'))
    return f"{{{','.join(texts)}}}"


def _rule(name: str, condition: str) -> str:
    return f'"{name}":{{"cap":{limits.FIRINGS_PER_ACTION},"all":[{{"m":{condition}}}]}}'


def _paths(leaves: Sequence[Leaf]) -> Iterator[tuple[tuple[str, ...], Leaf]]:
    """Each leaf with the spreading tests above it, of which every fact passes all."""
    if len(leaves) == 1:
        yield (), leaves[0]
        return
    for index, leaf in enumerate(leaves):
        if len(leaves) <= limits.FAN_OUT:
            yield (_spreading(index),), leaf
        else:
            yield (_spreading(index // limits.FAN_OUT), _spreading(index % limits.FAN_OUT)), leaf


def _spreading(index: int) -> str:
    return f'{{"$gt":{{"{ALWAYS}":{-index - 1}}}}}'


def _terms(condition: Conjunction, names: Mapping[str, str]) -> Iterator[str]:
    for test in condition.tests:
        term = f'{{"{names[test.property]}":{test.value}}}'
        yield term if test.equal else f'{{"$neq":{term}}}'
    for alternatives in condition.choices:
        yield f'{{"$or":[{",".join(_alternative(each, names) for each in alternatives)}]}}'


def _alternative(condition: Conjunction, names: Mapping[str, str]) -> str:
    terms = list(_terms(condition, names))
    return terms[0] if len(terms) == 1 else f'{{"$and":[{",".join(terms)}]}}'
