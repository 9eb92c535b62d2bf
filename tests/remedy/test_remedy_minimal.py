"""No smaller set of edits does: every set of fewer edits of a small plan is tried by a review."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from jichim.plan.model import NONE, UNPRICED, Place
from jichim.remedy import remedy
from jichim.review import Review, Reviewer
from jichim.review.model import Outcome
from jichim.scenario import Edit, OpenPlan, edited
from jichim.scenario.model import Said, Step
from remedy.finding import Ticks
from review.small import policy_of, rule
from scenario.editing import opened
from strategies_policy import AS_OF

VALUES: dict[str, tuple[Said | None, ...]] = {
    "region": (UNPRICED, "동구", "서구", NONE, None),
    "forced": (True, False, NONE, None),
    "resources": (UNPRICED, ("앱",), ("센서",), NONE, None),
    "stage": ("early", "middle", "late", NONE, None),
}
"""All that an edit of each field can say, as far as the conditions below can tell one from another."""
LITERALS = (
    "지역 기재",
    "지역 미기재",
    '지역 = "동구"',
    '지역 != "동구"',
    "강제여부 = 예",
    "강제여부 = 아니오",
    "강제여부 기재",
    '자원들 포함 "앱"',
    "자원들 있음",
    "자원들 미기재",
    "진행단계 = 초기",
    "진행단계 가운데 [중기, 말기]",
    "진행단계 != 말기",
)
conditions = st.recursive(
    st.sampled_from(LITERALS),
    lambda inner: st.tuples(inner, st.sampled_from(("그리고", "또는")), inner).map(
        lambda three: f"({three[0]} {three[1]} {three[2]})"
    ),
    max_leaves=4,
)
plans = st.fixed_dictionaries(
    {},
    optional={
        "region": st.sampled_from(("동구", "서구", "없음")),
        "forced": st.sampled_from(("예", "아니오")),
        "resources": st.sampled_from((["앱"], ["센서"], "없음")),
        "stage": st.sampled_from(("early", "middle", "late")),
    },
)


def sets_of(plan: OpenPlan, size: int) -> Iterator[tuple[Edit, ...]]:
    """Every set of so many edits."""
    service = plan.plan.root.lists["services"][0]  # type: ignore[index]
    at = (Step("services", 0, service.name, service.node),)  # type: ignore[union-attr]
    for fields in combinations(VALUES, size):
        for values in product(*(VALUES[field] for field in fields)):
            yield tuple(
                Edit(at, "service", field, None if said is None else ((field, said),), field, "", Place("t"))
                for field, said in zip(fields, values, strict=True)
            )


def is_clear(plan: OpenPlan, edits: tuple[Edit, ...], before: Review, reviewer: Reviewer) -> bool:
    """Whether every requirement that was not met is met, not merely open, and no other fails."""
    made, _ = edited(plan, edits)
    if made is None:
        return False
    after = reviewer.review(made, as_of=AS_OF)
    return all(
        new.outcome is Outcome.MET if old.outcome is Outcome.NOT_MET else new.outcome is not Outcome.NOT_MET
        for old, new in zip(before.outcomes, after.outcomes, strict=True)
    )


@settings(max_examples=40)
@given(st.lists(conditions, min_size=1, max_size=3), plans)
def test_no_fewer_edits_clear_a_plan(written: list[str], stated: dict[str, object]) -> None:
    policy = policy_of("".join(rule(one, number=number) for number, one in enumerate(written, start=1)))
    plan = opened({"users": "1명", **stated})
    reviewer = Reviewer(policy)
    try:
        found = remedy(plan, reviewer, as_of=AS_OF, clock=Ticks())
        assert not any(part.cut for part in found.parts)
        # Where no set is found, none of up to so many edits may be there.
        for size in range(len(found.steps) if found.clear else 3):
            for edits in sets_of(plan, size):
                assert not is_clear(plan, edits, found.before, reviewer), edits
    finally:
        reviewer.close()
