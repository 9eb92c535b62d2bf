"""What several tests of plans use."""

from __future__ import annotations

import pytest

from jichim.policy import shipped_vocabulary
from jichim.vocabulary.model import Vocabulary


@pytest.fixture(scope="session")
def shipped() -> Vocabulary:
    """The vocabulary of the package."""
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    return vocabulary
