"""Which tests are meant: by the rules and derivations that they expect something of."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from jichim.authoring import messages
from jichim.diagnostic import Diagnostic, did_you_mean
from jichim.policy.model import Derivation, Policy, Rule, RuleTest
from jichim.policy.names import written_name
from jichim.vocabulary.model import normalise


def select(
    policy: Policy, tests: Sequence[RuleTest], names: Sequence[str]
) -> tuple[tuple[RuleTest, ...], tuple[Diagnostic, ...]]:
    """The tests of rules and derivations by name (`G7-*` stands for several); all without names.

    A name that fits nothing is an error; a test that expects something of others too is run whole.
    """
    if not names:
        return tuple(tests), ()
    chosen, problems = declared_names(policy, names)
    return tuple(
        test for test in tests if any(written_name(one.name) in chosen for one in test.expectations)
    ), problems


def declared_names(policy: Policy, names: Sequence[str]) -> tuple[frozenset[str], tuple[Diagnostic, ...]]:
    """The rules and derivations that some names mean, `G7-*` several at once; each must mean something."""
    declared: list[Rule | Derivation] = [*policy.rules, *policy.derivations]
    known = {written_name(one.name) for one in declared}
    chosen: set[str] = set()
    problems: list[Diagnostic] = []
    for name in names:
        found = {one for one in known if fnmatchcase(normalise(one), normalise(name))}
        chosen |= found
        if not found:
            near = ", ".join(f"`{one}`" for one in did_you_mean(name.upper(), known))
            ko = f"혹시 {near}?" if near else "`G7-*`처럼 여러 개를 함께 부를 수 있다"
            en = f"did you mean {near}?" if near else "`G7-*` stands for several"
            problems.append(messages.NOTHING_NAMED.about("--rule", name=name, near_ko=ko, near_en=en))
    return frozenset(chosen), tuple(problems)


def untested(policy: Policy, tests: Sequence[RuleTest]) -> tuple[Diagnostic, ...]:
    """An error for each instrument that has rules and no test that expects anything of them."""
    owner = {one.name: one.basis.instrument for one in policy.rules}
    tested = {owner[one.name] for test in tests for one in test.expectations if one.name in owner}
    counts = {
        one.name: sum(rule.basis.instrument == one.name for rule in policy.rules)
        for one in policy.instruments
    }
    return tuple(
        messages.NO_TEST.about(name, name=name, rules=count)
        for name, count in counts.items()
        if count and name not in tested
    )
