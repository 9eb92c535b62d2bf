"""The whole policies of the language reference resolve, and the tests in them pass.

That every other example parses, and pairs with its translation, is asserted in `syntax/test_documents.py`.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache

import pytest

from jichim.authoring import run_tests
from jichim.policy import InstrumentFiles, Policy, resolve, shipped_vocabulary
from jichim.policy.endings import shipped_endings
from jichim.resources import folder
from jichim.source import Source
from jichim.syntax import model, parse, print_file
from readme_blocks import blocks

REFERENCE = folder("grammar").joinpath("README.md").read_text("utf-8")
WHOLE = [block for block in blocks(REFERENCE) if block.language == "jichim" and "policy" in block.marks]


@cache
def tree(number: int) -> model.PolicyFile:
    found, diagnostics = parse(Source(f"grammar/README.md example {number + 1}", WHOLE[number].text))
    assert diagnostics == ()
    return found


@cache
def policy(number: int) -> Policy:
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    found, diagnostics = resolve([InstrumentFiles("보기", (tree(number),))], vocabulary, shipped_endings())
    assert diagnostics == ()
    return found


def test_there_is_one_in_each_language() -> None:
    assert [block.text.split()[0] for block in WHOLE] == ["정책", "policy"]


@pytest.mark.parametrize("number", range(len(WHOLE)))
def test_its_tests_pass(number: int) -> None:
    results = run_tests(policy(number))
    assert len(results) == len(policy(number).tests) > 0
    assert [result for result in results if not result.passed] == []


def test_both_say_the_same() -> None:
    assert print_file(tree(0), "ko") == print_file(tree(1), "ko") == WHOLE[0].text
    assert print_file(tree(0), "en") == print_file(tree(1), "en") == WHOLE[1].text


def test_it_shows_the_declarations_of_a_policy() -> None:
    shown = policy(0)
    for name in ("instruments", "rules", "derivations", "definitions", "parameters", "tests"):
        assert name in {field.name for field in fields(Policy)}
        assert getattr(shown, name), f"no {name}"
    assert any(len(each.readings) > 1 for each in shown.derivations)
    assert any(len(rule.bindings) > 1 for rule in shown.rules)
