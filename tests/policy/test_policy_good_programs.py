"""Sound programs: nothing is reported, and the tests that they hold pass when they are run."""

from __future__ import annotations

from pathlib import Path

import pytest

from jichim.authoring import run_tests
from policy.programs import GOOD, resolve_files

FILES = sorted(GOOD.glob("*.jichim"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_reported(path: Path) -> None:
    _, diagnostics = resolve_files(path)
    assert not diagnostics


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_its_tests_pass(path: Path) -> None:
    policy, _ = resolve_files(path)
    results = run_tests(policy)
    assert results
    assert [(one.test.title, one.failures, one.diagnostics) for one in results if not one.passed] == []
