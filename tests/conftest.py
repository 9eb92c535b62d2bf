"""Hypothesis profiles: `quick` for every run, `long` by hand (`--hypothesis-profile long`).

Slow tests are not measured for coverage, which would multiply their time and which quick ones give already.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, settings

_SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("quick", deadline=None, suppress_health_check=_SLOW_TO_DRAW)
settings.register_profile("long", settings.get_profile("quick"), max_examples=10_000)
settings.load_profile("quick")


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker("no_cover")
