"""Review after review in one process, without growing."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from jichim.review import Reviewer
from review.small import plan_of, policy_of, rule
from strategies_policy import AS_OF

_STATM = Path("/proc/self/statm")
_POLICY = (
    (
        "도출 규모 대상 사업\n  해석 가\n    경우 갑 적용 벌이 > 2억원\n    경우 을 그밖에\n"
        "  해석 나\n    경우 갑 적용 벌이 > 3억원\n    경우 을 그밖에\n\n"
        + rule("규모 = 갑")
        + rule("a.지역 = b.지역", "사업 a, 사업 b", 2)
    )
    .replace("해석 가", '해석 "가"')
    .replace("해석 나", '해석 "나"')
)


def _resident() -> int:
    gc.collect()
    return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _growth(reviews: int, warm: int) -> int:
    """Bytes that the process grew by over so many reviews, after some to warm up."""
    reviewer = Reviewer(policy_of(_POLICY))
    plan = plan_of({"revenue": "3억원/년", "region": "동구"}, {"revenue": "1억원/년", "region": "동구"})
    expected = None
    try:
        for number in range(warm + reviews):
            if number == warm:
                before = _resident()
            found = reviewer.review(plan, as_of=AS_OF).counts
            expected = expected or found
            assert found == expected
        return _resident() - before
    finally:
        reviewer.close()


@pytest.mark.skipif(not _STATM.exists(), reason="reads the resident size from /proc")
def test_hundreds_of_reviews_do_not_grow() -> None:
    assert _growth(400, warm=200) < 2_000_000


@pytest.mark.slow
@pytest.mark.skipif(not _STATM.exists(), reason="reads the resident size from /proc")
def test_fifteen_thousand_reviews_do_not_grow() -> None:
    assert _growth(15_000, warm=500) < 2_400_000
