"""The examples that people read are policy files, and the lexicons cover the same words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from jichim.resources import folder
from jichim.source import Source
from jichim.syntax import parse, print_file
from jichim.syntax.lexicon import CLAUSES, DECLARATIONS, VALUE_WORDS, lexicon

GOOD = sorted((Path(__file__).parents[1] / "programs" / "good_syntax").glob("*.jichim"))
REFERENCE = folder("grammar").joinpath("README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```jichim\n(.*?)```", REFERENCE, re.DOTALL)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_program_survives_formatting(path: Path) -> None:
    tree, diagnostics = parse(Source(path.name, path.read_text(encoding="utf-8")))
    assert not diagnostics
    for lang in ("ko", "en"):
        again, diagnostics = parse(Source("formatted", print_file(tree, lang)))  # type: ignore[arg-type]
        assert (again, diagnostics) == (tree, ())


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_every_example_of_the_reference_is_a_file(number: int) -> None:
    _, diagnostics = parse(Source(f"example {number + 1}", EXAMPLES[number]))
    assert not diagnostics, diagnostics


def test_the_reference_pairs_its_examples_in_both_languages() -> None:
    pairs = re.findall(r"```jichim\n([^`]*?)```\n\n```jichim\n([^`]*?)```", REFERENCE)
    assert pairs
    for korean, english in pairs:
        assert print_file(parse(Source("ko", korean))[0]) == print_file(parse(Source("en", english))[0])


def test_the_reference_names_every_keyword() -> None:
    missing = [w for words in lexicon().spellings.values() for w in words if f"`{w}`" not in REFERENCE]
    assert missing == []


def test_both_lexicons_spell_the_same_terminals() -> None:
    spelt = []
    for lang in ("ko", "en"):
        text = folder("grammar").joinpath("lexicon").joinpath(f"{lang}.yaml").read_text(encoding="utf-8")
        spelt.append(set(yaml.safe_load(text)))
    assert spelt[0] == spelt[1]
    assert spelt[0] >= (DECLARATIONS | CLAUSES | VALUE_WORDS)


def test_no_spelling_stands_for_two_things_but_given() -> None:
    shared = {word: terminal for word, terminal in lexicon().single.items() if "_OR_" in terminal}
    assert shared == {"given": "PREMISE_OR_PRESENT"}
