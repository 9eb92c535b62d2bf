"""Whether a condition was shown to decide: masking MC/DC, carried over to strong Kleene logic.

After Chilenski & Miller (Applicability of modified condition/decision coverage to software testing, Software
Engineering Journal 9(5), 1994) and, for masking, Chilenski (DOT/FAA/AR-01/18, 2001). A decision is a tree of
and, or and not over conditions; each place where a condition is written counts on its own. A vector gives
each of them a truth value, as one evaluation did. docs/coverage.md says why the definitions are these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from jichim.network import kleene
from jichim.network.kleene import FALSE, TRUE, UNKNOWN, Truth
from jichim.policy.model import AllOf, Always, AnyOf, Cond, Not

Vector = tuple[Truth, ...]
"""One truth value for each condition of a decision, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Gate:
    op: Literal["and", "or", "not"]
    parts: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the condition with this number is written."""

    number: int


@dataclass(frozen=True, slots=True)
class Fixed:
    value: Truth


Shape = Gate | Place | Fixed


@dataclass(frozen=True, slots=True)
class Witness:
    """Two evaluations that show that a condition decides, by their positions among the vectors.

    In `true` the condition is true and in `false` it is false; both have a definite result, the results
    differ, and neither would stand if this condition alone had the other truth value. `alone` says that
    every other condition has the same truth value in both (unique cause).
    """

    true: int
    false: int
    alone: bool


def split(cond: Cond) -> tuple[Shape, tuple[Cond, ...]]:
    """A decision as its shape and its conditions, left to right; what holds always is no condition."""
    found: list[Cond] = []

    def shape(one: Cond) -> Shape:
        if isinstance(one, (AllOf, AnyOf)):
            return Gate("and" if isinstance(one, AllOf) else "or", tuple(map(shape, one.parts)))
        if isinstance(one, Not):
            return Gate("not", (shape(one.operand),))
        if isinstance(one, Always):
            return Fixed(TRUE if one.value else FALSE)
        found.append(one)
        return Place(len(found) - 1)

    return shape(cond), tuple(found)


def result(shape: Shape, vector: Vector) -> Truth:
    """The truth value of a decision."""
    if isinstance(shape, Place):
        return vector[shape.number]
    if isinstance(shape, Fixed):
        return shape.value
    parts = [result(part, vector) for part in shape.parts]
    if shape.op == "not":
        return kleene.negate(parts[0])
    return kleene.every(parts) if shape.op == "and" else kleene.some(parts)


def decides(shape: Shape, vector: Vector, number: int) -> bool:
    """Whether the definite result rests on a condition: it is known, and its opposite gives another one."""
    held, said = vector[number], result(shape, vector)
    if UNKNOWN in (held, said):
        return False
    return result(shape, _with(vector, number, kleene.negate(held))) != said


def leaves_open(shape: Shape, vector: Vector, number: int) -> bool:
    """Whether a decision is unknown for want of a condition: knowing it alone could settle the result."""
    if vector[number] != UNKNOWN or result(shape, vector) != UNKNOWN:
        return False
    return any(result(shape, _with(vector, number, value)) != UNKNOWN for value in (FALSE, TRUE))


def witness(shape: Shape, vectors: Sequence[Vector], number: int) -> Witness | None:
    """Two evaluations that show that a condition decides; such that differ in it alone, if there are any."""
    deciding = [at for at, vector in enumerate(vectors) if decides(shape, vector, number)]
    true = {vectors[at]: at for at in reversed(deciding) if vectors[at][number] == TRUE}
    false = {vectors[at]: at for at in reversed(deciding) if vectors[at][number] == FALSE}
    if not true or not false:
        return None
    for vector, at in sorted(true.items(), key=lambda one: one[1]):
        other = false.get(_with(vector, number, FALSE))
        if other is not None:
            return Witness(at, other, alone=True)
    return Witness(min(true.values()), min(false.values()), alone=False)


def _with(vector: Vector, number: int, value: Truth) -> Vector:
    return (*vector[:number], value, *vector[number + 1 :])
