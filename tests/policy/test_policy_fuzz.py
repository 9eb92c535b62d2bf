"""Whatever the parser makes of a text, resolving it ends in a policy and diagnostics."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jichim.policy import InstrumentFiles, Policy, resolve
from jichim.policy.endings import shipped_endings
from jichim.policy.model import DefinitionTerm, DerivedTerm
from jichim.policy.reads import leaves
from jichim.resources import folder
from jichim.source import Source
from jichim.syntax import parse
from jichim.syntax.lexer import lex
from policy.programs import BAD, GOOD, vocabulary

RULES = [
    one.read_text(encoding="utf-8")
    for one in (folder("rules") / "report-2020-3").iterdir()
    if one.name.endswith(".jichim")
]


def pieces(text: str) -> list[str]:
    """The words and signs of a text, each with the layout before it."""
    found, end = [], 0
    for token in tokens_of(text):
        found.append(text[end:token])
        end = token
    return [*found, text[end:]]


def tokens_of(text: str) -> list[int]:
    return sorted({lexeme.span.end for lexeme in lex(Source("x", text)).lexemes})


TEXTS = [path.read_text(encoding="utf-8") for where in (GOOD, BAD) for path in sorted(Path(where).iterdir())]
PROGRAMS = [pieces(text) for text in [*TEXTS, *(text[:4000] for text in RULES)]]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    program = list(draw(st.sampled_from(PROGRAMS)))
    other = draw(st.sampled_from(PROGRAMS))
    for _ in range(draw(st.integers(1, 6))):
        if not program:
            break
        place = draw(st.integers(0, len(program) - 1))
        match draw(st.sampled_from(["delete", "double", "swap", "take", "cut"])):
            case "delete":
                del program[place]
            case "double":
                program.insert(place, program[place])
            case "swap":
                second = draw(st.integers(0, len(program) - 1))
                program[place], program[second] = program[second], program[place]
            case "take":
                program[place] = draw(st.sampled_from(other)) if other else ""
            case _:
                del program[place : place + draw(st.integers(1, 12))]
    return "".join(program)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated(), mutated())
def test_resolving_is_total(text: str, other: str) -> None:
    trees = [parse(Source(f"{n}", one))[0] for n, one in enumerate((text, other))]
    for files in ([(trees[0],), (trees[1],)], [(trees[0], trees[1])]):
        given = [InstrumentFiles(f"{n}", found) for n, found in enumerate(files)]
        policy, diagnostics = resolve(given, vocabulary(), shipped_endings())
        assert all(one.span is not None and one.span.text is not None for one in diagnostics)
        if not any(one.is_error for one in diagnostics):
            check_guarantees(policy)


def check_guarantees(policy: Policy) -> None:
    derivations = {one.name: one for one in policy.derivations}
    definitions = {one.name: one for one in policy.definitions}
    names = [one.name for one in policy.rules]
    assert len(names) == len(set(names))
    known: set[str] = set()
    for one in policy.definitions:
        assert {leaf.name for leaf in leaves(one.body) if isinstance(leaf, DefinitionTerm)} <= known
        known.add(one.name)
    for rule in policy.rules:
        for condition in (rule.when, rule.unless, rule.require):
            for leaf in leaves(condition):
                if isinstance(leaf, DefinitionTerm):
                    assert len(leaf.frames) == len(definitions[leaf.name].bindings)
                if isinstance(leaf, DerivedTerm):
                    assert len(leaf.frames) == len(derivations[leaf.name].bindings)
                    assert rule.stratum > derivations[leaf.name].stratum
