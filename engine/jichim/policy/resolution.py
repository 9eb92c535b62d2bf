"""Declarations of the tree to the typed policy, pass by pass: names, values, facts, rules, order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jichim.diagnostic import Diagnostic
from jichim.policy.cases import resolve_derivations
from jichim.policy.context import Context
from jichim.policy.declare import collect, declare
from jichim.policy.definitions import resolve_definitions, resolve_parameters
from jichim.policy.model import Duty, InstrumentFiles, Policy
from jichim.policy.rules import resolve_criteria, resolve_rules, resolve_tests
from jichim.policy.strata import stratify
from jichim.vocabulary.model import Vocabulary


def resolve(
    instruments: Sequence[InstrumentFiles], vocabulary: Vocabulary, endings: Mapping[str, Duty]
) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """All instruments together as one policy. Total: what could not be resolved is left out and reported."""
    context = Context(vocabulary, endings)
    found = collect(context, instruments)
    declare(context)
    parameters = resolve_parameters(context)
    definitions = resolve_definitions(context)
    derivations, levels, cycles = stratify(resolve_derivations(context), definitions, context.places)
    context.diagnostics += cycles
    criteria = resolve_criteria(context)
    rules = tuple(replace(rule, stratum=levels.of_rule(rule)) for rule in resolve_rules(context))
    tests = resolve_tests(context)
    policy = Policy(vocabulary, found, parameters, definitions, derivations, criteria, rules, tests)
    return policy, in_order(context.diagnostics)


def in_order(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """File by file, from top to bottom; what has no place comes first."""

    def place(one: Diagnostic) -> tuple[str, int]:
        return (one.span.source.name, one.span.start) if one.span is not None else ("", 0)

    return tuple(sorted(diagnostics, key=place))


__all__ = ["InstrumentFiles", "resolve"]
