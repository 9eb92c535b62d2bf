"""The order of declarations, files and instruments never changes what a policy is."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jichim.policy import InstrumentFiles, Policy, resolve
from jichim.policy.endings import shipped_endings
from jichim.resources import folder
from jichim.syntax.model import PolicyFile
from policy.programs import GOOD, parsed, vocabulary

pytestmark = pytest.mark.slow


@lru_cache(maxsize=1)
def instruments() -> tuple[tuple[PolicyFile, ...], ...]:
    shipped = sorted((folder("rules") / "report-2020-3").iterdir(), key=lambda one: one.name)
    files = [(one.name, one.read_text(encoding="utf-8")) for one in shipped if one.name.endswith(".jichim")]
    good = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(GOOD.glob("*.jichim"))]
    return tuple(parsed(*file) for file in files), *((parsed(*one),) for one in good)


def resolved(given: list[list[PolicyFile]]) -> tuple[Policy, Any]:
    files = [InstrumentFiles(f"{n}", tuple(trees)) for n, trees in enumerate(given)]
    return resolve(files, vocabulary(), shipped_endings())


def meaning(policy: Policy) -> dict[str, Any]:
    """Everything of a policy by name."""
    return {
        "instruments": {one.name: one for one in policy.instruments},
        "parameters": {one.name: one for one in policy.parameters},
        "definitions": {one.name: one for one in policy.definitions},
        "derivations": {one.name: one for one in policy.derivations},
        "criteria": {one.name: one for one in policy.criteria},
        "rules": {one.name: one for one in policy.rules},
        "tests": {(one.instrument, one.title, str(one.content)): one for one in policy.tests},
    }


def shuffled(seed: int) -> list[list[PolicyFile]]:
    chance = random.Random(seed)
    given = []
    for files in instruments():
        pieces = []
        for file in files:
            declarations = tuple(chance.sample(file.declarations, len(file.declarations)))
            pieces.append(PolicyFile(file.source, file.header, declarations, file.comments))
        chance.shuffle(pieces)
        given.append(pieces)
    chance.shuffle(given)
    return given


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32))
def test_order_never_matters(seed: int) -> None:
    expected, first = resolved([list(files) for files in instruments()])
    policy, second = resolved(shuffled(seed))
    assert meaning(policy) == meaning(expected)
    assert sorted(map(str, second)) == sorted(map(str, first))
    assert [one.stratum for one in policy.derivations] == sorted(one.stratum for one in policy.derivations)
