"""Whom rules are about: the records of a plan that a signature binds, bounded."""

from __future__ import annotations

from itertools import product

from jichim.network.interpret import Frames
from jichim.network.program import Signature
from jichim.plan.model import Plan, Record
from jichim.plan.subjects import groups, records_of
from jichim.review import messages
from jichim.review.errors import TooManySubjects
from jichim.review.verdicts import Subjects

_MOST_TUPLES = 1_000_000
"""Ordered pairs of one plan; a thousand services of one type."""


def subjects_of(plan: Plan, signature: Signature) -> tuple[Subjects, ...]:
    """Every combination of records that a signature is about, in the order of the plan.

    Subjects of one type are taken as unordered groups of different records, each in the order of their
    names: which service a plan lists first never changes a result.
    """
    root = plan.root
    _bound(plan, signature)
    candidates = [(root,) if node == root.node else tuple(records_of(plan, node)) for node in signature]
    if len(signature) > 1 and len(set(signature)) == 1 and signature[0] != root.node:
        return tuple(groups(candidates[0], len(signature)))
    return tuple(
        choice for choice in product(*candidates) if len({id(record) for record in choice}) == len(choice)
    )


def _bound(plan: Plan, signature: Signature) -> None:
    """Refuse what a hostile or careless plan could make endless: the number of pairs is a square."""
    size = 1
    for node in signature:
        size *= 1 if node == plan.root.node else sum(1 for _ in records_of(plan, node))
    if len(signature) > 1 and size > _MOST_TUPLES:
        raise TooManySubjects(messages.TOO_MANY_PAIRS.about(plan.file, count=size))


def frames_of(root: Record, signature: Signature, records: Subjects) -> Frames:
    """The records of a subject by frame: the root is frame 0, the others count from 1."""
    frames = {0: root}
    for position, (node, record) in enumerate(zip(signature, records, strict=True), start=1):
        if node != root.node:
            frames[position] = record
    return frames
