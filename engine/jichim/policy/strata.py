"""Derivations in strata; cycles are found and shown.

Under three-valued logic every derivation also reads the falsity of what it rests on, so any cycle of
derivations runs through negation and has no settled meaning (stratified negation: Apt, Blair & Walker
1988). All cycles are therefore refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jichim.diagnostic import Diagnostic, Related, Text
from jichim.policy import messages
from jichim.policy.model import Cond, Definition, DefinitionTerm, Derivation, DerivedTerm, Rule, Term
from jichim.policy.names import written_name
from jichim.policy.reads import leaves
from jichim.source import Span


@dataclass(frozen=True, slots=True)
class Levels:
    """The stratum of every derivation; `definitions` maps each to the derivations that it reads."""

    strata: Mapping[str, int]
    definitions: Mapping[str, frozenset[str]]

    def of_rule(self, rule: Rule) -> int:
        read = derivations_read((rule.when, rule.unless, rule.require), self.definitions)
        return max((self.strata.get(name, 0) + 1 for name in read), default=0)


def derivations_read(
    bodies: Iterable[Cond | Term], definitions: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """The derivations that some conditions read, through definitions too."""
    found: set[str] = set()
    for body in bodies:
        for leaf in leaves(body):
            if isinstance(leaf, DerivedTerm):
                found.add(leaf.name)
            elif isinstance(leaf, DefinitionTerm):
                found |= definitions.get(leaf.name, frozenset())
    return frozenset(found)


def stratify(
    derivations: Sequence[Derivation], definitions: Sequence[Definition], places: Mapping[str, Span]
) -> tuple[tuple[Derivation, ...], Levels, tuple[Diagnostic, ...]]:
    """The derivations with their strata, lowest first; `definitions` must be in order of use.

    Derivations that rest on themselves are reported at the `places` of their names and left out, with
    those that read them.
    """
    through: dict[str, frozenset[str]] = {}
    for definition in definitions:
        through[definition.name] = derivations_read([definition.body], through)
    by_name = {derivation.name: derivation for derivation in derivations}
    uses = {
        name: sorted(
            derivations_read(
                [case.condition for reading in found.readings for case in reading.cases], through
            )
            & set(by_name)
        )
        for name, found in by_name.items()
    }
    order, cycles = topological(uses)
    strata: dict[str, int] = {}
    for name in order:
        strata[name] = max((strata[used] + 1 for used in uses[name]), default=0)
    problems = [
        messages.CYCLE.at(
            places[cycle[0]],
            cycle=cycle_text(cycle),
            related=[
                Related(places[name], Text("고리 안의 도출", "also in the cycle"))
                for name in cycle[1:]
                if places[name] != places[cycle[0]]
            ],
        )
        for cycle in cycles
    ]
    placed = [replace(by_name[name], stratum=strata[name]) for name in order]
    placed.sort(key=lambda derivation: derivation.stratum)
    return tuple(placed), Levels(strata, through), tuple(problems)


def cycle_text(cycle: Sequence[str]) -> str:
    """A cycle as a person reads it, closed: `가 → 나 → 가`."""
    return " → ".join(written_name(key) for key in (*cycle, cycle[0]))


def topological(uses: Mapping[str, Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Names after all that they use, and the cycles that stand in the way (depth first, iterative).

    What is in a cycle or uses what is in one is left out of the order. A name is shown in one cycle at
    most; each cycle begins with its first name in the order of the alphabet.
    """
    order: list[str] = []
    state: dict[str, int] = {}
    cycles: list[list[str]] = []
    shown: set[str] = set()
    broken: set[str] = set()
    for start in uses:
        if start in state:
            continue
        path: list[tuple[str, int]] = [(start, 0)]
        state[start] = 1
        while path:
            name, position = path[-1]
            if position < len(uses[name]):
                path[-1] = (name, position + 1)
                used = uses[name][position]
                if state.get(used) == 1:
                    trail = [step for step, _ in path]
                    cycle = trail[trail.index(used) :]
                    broken.update(cycle)
                    if not shown & set(cycle):
                        least = cycle.index(min(cycle))
                        cycles.append(cycle[least:] + cycle[:least])
                        shown.update(cycle)
                elif used not in state:
                    state[used] = 1
                    path.append((used, 0))
                elif used in broken:
                    broken.add(name)
            else:
                state[name] = 2
                path.pop()
                if name not in broken:
                    order.append(name)
                elif path:
                    broken.add(path[-1][0])
    return order, cycles
