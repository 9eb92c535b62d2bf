"""Why a result differs: the conditions that decide it in one version and not, or not so, in the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jichim.authoring.impact.model import Reason
from jichim.explain import Explainer
from jichim.explain.model import (
    Explanation,
    Judgement,
    Leaf,
    ParameterValue,
    PlanValue,
    State,
    Step,
    StepKind,
    Truth,
    direct_leaves,
)
from jichim.explain.names import Target
from jichim.report.layout import printable, shorten

MOST_REASONS = 3
_MOST_READS = 4
_LONGEST = 200
_STATES = {
    State.NONE: "없음",
    State.UNPRICED: "금액 미기재",
    State.MISSING: "미기재",
    State.CONTRADICTORY: "모순",
}


def reasons(old: tuple[Explainer, Target] | None, new: tuple[Explainer, Target] | None) -> tuple[Reason, ...]:
    """The conditions that decide the new result and did not decide the old one in the same way.

    Where the new version has none, those of the old one that decide no more.
    """
    before = _deciding(old[0].one(old[1])) if old is not None else []
    after = _deciding(new[0].one(new[1])) if new is not None else []
    were, are = {_key(step) for step in before}, {_key(step) for step in after}
    fresh = [_reason("new", step) for step in after if _key(step) not in were]
    gone = [_reason("old", step) for step in before if _key(step) not in are]
    chosen: Sequence[Reason] = fresh or gone or [_reason("new", step) for step in after]
    return tuple(dict.fromkeys(chosen))[:MOST_REASONS]


def _key(step: Step) -> tuple[str, Truth | None]:
    return step.text, step.truth


def _reason(side: str, step: Step) -> Reason:
    assert side in ("old", "new"), side
    assert step.truth is not None, "a condition has a truth value"
    reads = list(dict.fromkeys(filter(None, map(_leaf, direct_leaves(step)))))[:_MOST_READS]
    text = shorten(printable(step.text), _LONGEST)
    return Reason("old" if side == "old" else "new", text, step.truth.value, tuple(reads))


def _deciding(explanation: Explanation) -> list[Step]:
    """The smallest conditions on which the result rests, those of derived facts too.

    Applicability is left out where it is merely given.
    """
    found: list[Step] = []
    seen: set[int] = set()

    def below(step: Step) -> Iterator[Step]:
        return (child for child in step.children if isinstance(child, Step) and child.decisive)

    def visit(step: Step) -> None:
        if id(step) in seen:
            return
        seen.add(id(step))
        given = (step.kind is StepKind.WHEN and step.truth is Truth.TRUE) or (
            step.kind is StepKind.UNLESS and step.truth is Truth.FALSE
        )
        if given:
            return
        if step.kind is StepKind.CONDITION:
            found.append(step)
        for child in below(step):
            visit(child)

    visit(explanation.root)
    return found


def _leaf(leaf: Leaf) -> str:
    """A leaf in Korean, with its place if it is a value of the plan."""
    if isinstance(leaf, PlanValue):
        at = f" ({leaf.at.line}:{leaf.at.column})" if leaf.at is not None and leaf.at.line else ""
        text = _STATES.get(leaf.state, leaf.text) if not leaf.text else leaf.text
        return shorten(printable(f"{leaf.field.label}: {text}"), _LONGEST) + at
    if isinstance(leaf, ParameterValue):
        return printable(f"{leaf.name} = {leaf.text}")
    if isinstance(leaf, Judgement):
        return printable(f"{leaf.title or leaf.criterion}: {leaf.rating or '미평가'}")
    return leaf.day.isoformat()
