"""What a condition or term reads: fields, lists, derivations, definitions, criteria, parameters."""

from __future__ import annotations

from collections.abc import Iterator

from jichim.policy.model import (
    Aggregation,
    AllOf,
    Always,
    AnyOf,
    Arithmetic,
    Compare,
    Cond,
    Constant,
    Contains,
    CriterionTerm,
    DefinitionTerm,
    DerivedTerm,
    FieldTerm,
    ForRecords,
    Has,
    IsTrue,
    ListTerm,
    NameTerm,
    Negative,
    Not,
    OneOf,
    Overlaps,
    ParameterTerm,
    ReviewDate,
    SharedTerm,
    Term,
)

Leaf = (
    FieldTerm
    | ListTerm
    | SharedTerm
    | DerivedTerm
    | DefinitionTerm
    | CriterionTerm
    | ParameterTerm
    | ReviewDate
    | NameTerm
)


def leaves(node: Cond | Term | ListTerm | None) -> Iterator[Leaf]:
    """Every leaf that a condition or term mentions, in order, definitions not followed."""
    if node is None or isinstance(node, (Constant, Always)):
        return
    if isinstance(node, (AllOf, AnyOf)):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, (Not, Negative)):
        yield from leaves(node.operand)
    elif isinstance(node, (Compare, Arithmetic, Overlaps)):
        yield from leaves(node.left)
        yield from leaves(node.right)
    elif isinstance(node, OneOf):
        yield from leaves(node.term)
        for value in node.values:
            yield from leaves(value)
    elif isinstance(node, Contains):
        yield from leaves(node.collection)
        yield from leaves(node.member)
    elif isinstance(node, Has):
        yield from leaves(node.target)
    elif isinstance(node, IsTrue):
        yield from leaves(node.term)
    elif isinstance(node, ForRecords):
        yield node.records
        yield from leaves(node.where)
        yield from leaves(node.body)
    elif isinstance(node, Aggregation):
        yield node.records
        yield from leaves(node.amount)
        yield from leaves(node.where)
    else:
        yield node


Part = Leaf | ForRecords | Aggregation


def parts(node: Cond | Term | ListTerm | None) -> Iterator[Part]:
    """Like `leaves`, but aggregates and quantifiers are given whole, as they bind a record."""
    if node is None or isinstance(node, (Constant, Always)):
        return
    if isinstance(node, (ForRecords, Aggregation)):
        yield node
    elif isinstance(node, (AllOf, AnyOf)):
        for part in node.parts:
            yield from parts(part)
    else:
        inside = _inner(node)
        for inner in inside:
            yield from parts(inner)
        if not inside:
            yield node  # type: ignore[misc]


class Parts:
    """The parts of conditions and terms of one policy, each walked once and kept with what was found."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Cond | Term, tuple[Part, ...]]] = {}

    def of(self, node: Cond | Term) -> tuple[Part, ...]:
        """What `parts` gives."""
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = (node, tuple(parts(node)))
        return known[1]


def _inner(node: Cond | Term | ListTerm) -> tuple[Cond | Term | ListTerm, ...]:
    if isinstance(node, (Not, Negative)):
        return (node.operand,)
    if isinstance(node, (Compare, Arithmetic, Overlaps)):
        return (node.left, node.right)
    if isinstance(node, OneOf):
        return (node.term, *node.values)
    if isinstance(node, Contains):
        return (node.collection, node.member)
    if isinstance(node, Has):
        return (node.target,)
    if isinstance(node, IsTrue):
        return (node.term,)
    return ()
