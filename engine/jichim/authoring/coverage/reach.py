"""Which outcomes a rule can have at all, as far as its conditions alone show it.

What no plan can bring about needs no test. The analysis takes more for possible than is: whatever it calls
unreachable is so, and the rest may be. It follows three things through a rule and its definitions: fields
that are asked for their presence as well as for their value, conditions that are written twice, and the
values that a kind of condition cannot have (`기재` is never unknown).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import Literal, TypeVar

from jichim.network.choices import choice_sets
from jichim.network.kleene import FALSE, TRUE, UNKNOWN, Truth, negate
from jichim.policy.model import (
    Aggregation,
    AllOf,
    Always,
    AnyOf,
    Compare,
    Cond,
    Constant,
    Contains,
    CriterionTerm,
    Definition,
    DefinitionTerm,
    DerivedTerm,
    Domain,
    FieldTerm,
    ForRecords,
    Has,
    IsTrue,
    ListTerm,
    Not,
    OneOf,
    Overlaps,
    ParameterTerm,
    ReviewDate,
    SharedTerm,
    Term,
)
from jichim.policy.reads import leaves

MOST_STEPS = 2_000
"""Past this everything is taken for possible."""

ANY = frozenset((FALSE, UNKNOWN, TRUE))
KNOWN = frozenset((FALSE, TRUE))
State = Literal["missing", "none", "value"]
STATES: tuple[State, ...] = ("missing", "none", "value")
Values = frozenset[Truth]
_PRECISE = (Domain.TEXT, Domain.TEXTS, Domain.TRUTH)
"""What is stated in one of these is known; amounts and dates may be stated too broadly."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A condition by what it is, whose truth the state of one field limits; both as numbers."""

    key: int
    field: int | None
    by_state: Mapping[State, Values]
    """Without a field the same for every state."""


@dataclass(frozen=True, slots=True)
class Node:
    op: Literal["and", "or", "not"]
    parts: tuple[Tree, ...]
    leaves: tuple[Leaf, ...]


Tree = Leaf | Node | Truth


class TooManyStepsError(Exception):
    """The analysis gives up; never leaves this module."""


def outcomes(when: Cond, require: Cond, definitions: Mapping[str, Definition]) -> frozenset[str]:
    """The outcomes that a rule may have for some plan."""
    expand = _Expansion(definitions)
    search = _Search()
    try:
        found = search.pairs(expand.tree(when, {}), expand.tree(require, {}), {})
    except TooManyStepsError:
        found = _EVERY_PAIR
    words = {TRUE: "met", FALSE: "not-met", UNKNOWN: "undetermined"}
    said = {words[asked] for applies, asked in found if applies == TRUE}
    said |= {"undetermined" for applies, _ in found if applies == UNKNOWN}
    said |= {"not-applicable" for applies, _ in found if applies == FALSE}
    return frozenset(said)


def truths(cond: Cond, definitions: Mapping[str, Definition]) -> Values:
    """The truth values that a condition may have on its own."""
    try:
        return _Search().values(_Expansion(definitions).tree(cond, {}), {})
    except TooManyStepsError:
        return ANY


# ---- what a condition can be -----------------------------------------------------------------------


class _Expansion:
    """Conditions as trees of leaves, with definitions in place of their names."""

    def __init__(self, definitions: Mapping[str, Definition]) -> None:
        self.definitions = definitions
        self.numbers: dict[Hashable, int] = {}

    def tree(self, cond: Cond, frames: Mapping[int, int]) -> Tree:
        """`frames` says which frame of the rule a frame of a definition stands for."""
        if isinstance(cond, (AllOf, AnyOf)):
            op: Literal["and", "or"] = "and" if isinstance(cond, AllOf) else "or"
            return _node(op, tuple(self.tree(part, frames) for part in cond.parts))
        if isinstance(cond, Not):
            return _node("not", (self.tree(cond.operand, frames),))
        if isinstance(cond, Always):
            return TRUE if cond.value else FALSE
        if isinstance(cond, IsTrue) and isinstance(cond.term, DefinitionTerm):
            definition = self.definitions[cond.term.name]
            if not hasattr(definition.body, "type"):
                inner = {0: 0}
                for binding, index in zip(definition.bindings, cond.term.frames, strict=True):
                    inner[binding.frame] = frames.get(index, index)
                return self.tree(definition.body, inner)
        field, limits = self._records(cond, frames) if isinstance(cond, ForRecords) else _limits(cond, frames)
        key = self._number((cond, tuple(sorted(frames.items()))))
        return Leaf(key, None if field is None else self._number(field), limits)

    def _records(self, cond: ForRecords, frames: Mapping[int, int]) -> Limits:
        """Of no records, the neutral value; of some, unknown only if what is asked of each can be."""
        asked = [self.tree(part, frames) for part in (cond.where, cond.body) if part is not None]
        known = not any(UNKNOWN in _Search().values(tree, {}) for tree in asked)
        empty = frozenset((FALSE if cond.op == "some" else TRUE,))
        limits: dict[State, Values] = {"missing": frozenset((UNKNOWN,)), "none": empty}
        return _source(cond.records, frames), {**limits, "value": KNOWN if known else ANY}

    def _number(self, what: Hashable) -> int:
        return self.numbers.setdefault(what, len(self.numbers))


def _node(op: Literal["and", "or", "not"], parts: tuple[Tree, ...]) -> Node:
    return Node(op, parts, tuple(leaf for part in parts for leaf in _leaves(part)))


Limits = tuple[Hashable | None, Mapping[State, Values]]
"""The field that limits a condition, and the truth values that it can have in each state of it."""


def _limits(cond: Cond, frames: Mapping[int, int]) -> Limits:
    if isinstance(cond, Has):
        return _presence(cond, frames)
    read = list(dict.fromkeys(leaves(cond)))
    if isinstance(cond, Compare) and isinstance(cond.left, Aggregation) and _is_fixed(cond.right):
        counted = cond.left.op == "count" and cond.left.where is None
        limits: dict[State, Values] = {"missing": frozenset((UNKNOWN,)), "none": KNOWN}
        return _source(cond.left.records, frames), {**limits, "value": KNOWN if counted else ANY}
    sources = [one for one in read if not isinstance(one, (ParameterTerm, ReviewDate))]
    if not sources:
        return _free(KNOWN if not read or isinstance(cond, Compare) else ANY)
    if len(sources) > 1 or any(isinstance(side, Aggregation) for side in _sides(cond)):
        return _free(ANY)
    (source,) = sources
    if not isinstance(source, (FieldTerm, DerivedTerm, CriterionTerm)):
        return _free(ANY)
    stated = KNOWN if _is_precise(cond, source) else ANY
    none = KNOWN if source.type.domain not in (Domain.DATE, Domain.DURATION) else frozenset((UNKNOWN,))
    if isinstance(cond, IsTrue):
        none = frozenset((FALSE,))
    return _source(source, frames), {"missing": frozenset((UNKNOWN,)), "none": none, "value": stated}


def _is_fixed(term: Term) -> bool:
    return isinstance(term, (Constant, ParameterTerm))


def _presence(cond: Has, frames: Mapping[int, int]) -> Limits:
    """`기재` and `미기재` are known, `있음` and `없음` unknown of what is not mentioned."""
    states: dict[State, Truth] = {"missing": FALSE, "none": TRUE, "value": TRUE}
    if cond.op in ("given", "none"):
        states = {"missing": UNKNOWN, "none": FALSE, "value": TRUE}
    if cond.op in ("absent", "none"):
        states = {state: negate(truth) for state, truth in states.items()}
    if isinstance(cond.target, DefinitionTerm):
        return _free(KNOWN if cond.op in ("stated", "absent") else ANY)
    limits = {state: frozenset((truth,)) for state, truth in states.items()}
    if isinstance(cond.target, (DerivedTerm, CriterionTerm)):
        limits["none"] = limits["value"]
    return _source(cond.target, frames), limits


def _free(values: Values) -> Limits:
    return None, dict.fromkeys(STATES, values)


def _source(
    term: FieldTerm | ListTerm | SharedTerm | DerivedTerm | CriterionTerm, frames: Mapping[int, int]
) -> Hashable:
    if isinstance(term, (FieldTerm, ListTerm)):
        return ("field", frames.get(term.frame, term.frame), term.path)
    own = tuple(frames.get(index, index) for index in term.frames)
    if isinstance(term, SharedTerm):
        return ("shared", own, term.records.path, term.path)
    return ("derived", own, term.name)


def _sides(cond: Cond) -> tuple[Term, ...]:
    return (cond.left, cond.right) if isinstance(cond, Compare) else ()


def _is_precise(cond: Cond, source: FieldTerm | DerivedTerm | CriterionTerm) -> bool:
    """Whether the condition is known wherever the value is."""
    if isinstance(source, (DerivedTerm, CriterionTerm)):
        return not isinstance(cond, Compare) or cond.op in ("=", "!=")
    if source.type.domain in (Domain.CHOICE, Domain.CHOICES):
        return not any(_is_within(source, one) for one in _constants(cond))
    return source.type.domain in _PRECISE


def _constants(cond: Cond) -> tuple[str, ...]:
    """The choices that a condition asks for; one that no field has where it asks for anything else."""
    terms: tuple[Term, ...] = ()
    if isinstance(cond, Compare):
        terms = (cond.right,)
    elif isinstance(cond, OneOf):
        terms = cond.values
    elif isinstance(cond, (Contains, Overlaps)):
        terms = (cond.member if isinstance(cond, Contains) else cond.right,)
    found: list[str] = []
    for term in terms:
        value = term.value if isinstance(term, Constant) else "\0"
        found += value if isinstance(value, tuple) else (str(value),)
    return tuple(found)


def _is_within(source: FieldTerm | DerivedTerm | CriterionTerm, choice: str) -> bool:
    """Whether a plan may state something broader than a choice, so that it is unknown whether it means it."""
    field = source.type.field
    return (
        field is None
        or choice not in {one.name for one in field.choices}
        or bool(choice_sets(field, choice)[1])
    )


# ---- what values go together -----------------------------------------------------------------------

T = TypeVar("T")
_EVERY_PAIR = frozenset(product(ANY, ANY))


def _union(found: Iterable[frozenset[T]], everything: frozenset[T]) -> frozenset[T]:
    """The union, worked out only until it holds everything."""
    held: frozenset[T] = frozenset()
    for one in found:
        held |= one
        if held == everything:
            break
    return held


Chosen = Mapping[int, State | Truth]


class _Search:
    """Splits on what parts of a condition share until they are independent."""

    def __init__(self) -> None:
        self.steps = 0

    def pairs(self, one: Tree, other: Tree, chosen: Chosen) -> frozenset[tuple[Truth, Truth]]:
        """Which truth values two conditions can have together."""
        if one == other:
            return frozenset((value, value) for value in self.values(one, chosen))
        shared = _most_shared((one, other), chosen)
        if shared is None:
            return frozenset(product(self.values(one, chosen), self.values(other, chosen)))
        options = self._options(shared, (one, other), chosen)
        return _union((self.pairs(one, other, more) for more in options), _EVERY_PAIR)

    def values(self, tree: Tree, chosen: Chosen) -> Values:
        if isinstance(tree, int):
            return frozenset((tree,))
        if isinstance(tree, Leaf):
            return _allowed(tree, chosen)
        if tree.op == "not":
            return frozenset(map(negate, self.values(tree.parts[0], chosen)))
        shared = _most_shared(tree.parts, chosen)
        if shared is not None:
            options = self._options(shared, tree.parts, chosen)
            return _union((self.values(tree, more) for more in options), ANY)
        join = min if tree.op == "and" else max
        parts = [self.values(part, chosen) for part in tree.parts]
        return reduce(lambda done, part: frozenset(join(pair) for pair in product(done, part)), parts)

    def _options(self, shared: int, trees: Iterable[Tree], chosen: Chosen) -> list[Chosen]:
        """The plan with each state of a shared field, or each value of a shared condition."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooManyStepsError
        leaf = next((one for tree in trees for one in _leaves(tree) if one.key == shared), None)
        options: Iterable[State | Truth] = STATES if leaf is None else sorted(_allowed(leaf, chosen))
        return [{**chosen, shared: option} for option in options]


def _allowed(leaf: Leaf, chosen: Chosen) -> Values:
    if leaf.key in chosen:
        return frozenset((chosen[leaf.key],))  # type: ignore[arg-type]
    state = chosen.get(leaf.field) if leaf.field is not None else None
    if state is not None:
        return leaf.by_state[state]  # type: ignore[index]
    return frozenset().union(*leaf.by_state.values())


def _most_shared(trees: Sequence[Tree], chosen: Chosen) -> int | None:
    """The field, or else the condition, that most of some trees have in common and that is still open."""
    for kind in ("field", "key"):
        counts: Counter[int] = Counter()
        for tree in trees:
            found = {getattr(leaf, kind) for leaf in _leaves(tree) if len(_allowed(leaf, chosen)) > 1}
            counts.update(one for one in found if one is not None and one not in chosen)
        best = max(counts.items(), key=lambda item: item[1], default=(None, 0))
        if best[1] > 1:
            return best[0]
    return None


def _leaves(tree: Tree) -> tuple[Leaf, ...]:
    if isinstance(tree, Leaf):
        return (tree,)
    return tree.leaves if isinstance(tree, Node) else ()
