"""Sessions give back what they take."""

from __future__ import annotations

import pytest

from network.hazards.sessions import growth, reloads


@pytest.mark.slow
def test_thousands_of_sessions_stay_flat() -> None:
    assert growth(4000) < 1024


@pytest.mark.slow
def test_closed_networks_give_their_rulesets_back() -> None:
    assert reloads(200) < 4096
