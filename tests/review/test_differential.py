"""The review against the reference evaluator on generated policies and plans, family by family."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reference.facts import TooManyWorlds
from review.comparing import Comparison, compare
from review.families import FAMILIES
from strategies_plan import NAMES, Document, contradictory_documents, documents, read
from strategies_policy import AS_OF, Family, Written, policies, resolved

RATINGS = st.dictionaries(
    st.tuples(st.just("평가"), st.tuples(st.sampled_from(NAMES))), st.integers(1, 5), max_size=3
)


def plans_of(family: Family) -> st.SearchStrategy[Document]:
    return contradictory_documents if family.contradictory else documents()


def compared(
    written: Written, document: Document, ratings: dict[Any, int], korean: bool
) -> Comparison | None:
    """The comparison, or None where the policy or the plan is refused or has too many worlds."""
    policy = resolved(written, "ko" if korean else "en", korean)
    plan = read(document)
    if policy is None or plan is None:
        return None
    try:
        return compare(policy, plan, AS_OF, ratings)
    except TooManyWorlds:
        return None


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_review_agrees_with_the_reference(family: Family) -> None:
    @given(policies(family), plans_of(family), RATINGS, st.booleans())
    def check(written: Written, document: Document, ratings: dict[Any, int], korean: bool) -> None:
        comparison = compared(written, document, ratings, korean)
        assume(comparison is not None)
        assert comparison is not None
        assert not comparison.differences

    check()
