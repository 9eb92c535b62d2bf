"""Hypothesis profiles: `quick` for every run, `long` by hand (`--hypothesis-profile long`).

Slow tests are not measured for coverage, which would multiply their time and which quick ones give already.
"""

from __future__ import annotations

import sys
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

_SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("quick", deadline=None, suppress_health_check=_SLOW_TO_DRAW)
settings.register_profile("long", settings.get_profile("quick"), max_examples=10_000)
settings.load_profile("quick")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Without the trace function of coverage for a slow test; `no_cover` does not reach workers of xdist."""
    tracer = sys.gettrace()
    if item.get_closest_marker("slow"):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
