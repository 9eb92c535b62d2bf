"""What the network is made of, for people: every ruleset with its productions and its counters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jichim.network.condition import in_words
from jichim.network.model import Production
from jichim.network.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class ProductionDescription:
    index: int
    """The number that a firing has in `production`."""
    name: str
    group: int
    condition: str
    engine_rules: tuple[str, ...]
    """The names of its rules in this ruleset."""


@dataclass(frozen=True, slots=True)
class RulesetDescription:
    number: int
    groups: tuple[int, ...]
    productions: tuple[ProductionDescription, ...]
    counters: tuple[tuple[str, int, int], ...]
    """Name, used, limit; see `alpha.Counters`."""

    def lines(self) -> tuple[str, ...]:
        """The ruleset as lines of text, the counters first."""
        used = ", ".join(f"{name} {used}/{limit}" for name, used, limit in self.counters)
        head = f"ruleset {self.number}: groups {', '.join(map(str, self.groups))}: {used}"
        return head, *(
            f"  group {each.group}: {each.name} [{', '.join(each.engine_rules)}] when {each.condition}"
            for each in self.productions
        )


def describe(
    productions: Sequence[Production], rulesets: Sequence[Ruleset]
) -> tuple[RulesetDescription, ...]:
    """A description of every ruleset, numbered from 1; productions by their index."""
    return tuple(_ruleset(number, productions, ruleset) for number, ruleset in enumerate(rulesets, start=1))


def _ruleset(number: int, productions: Sequence[Production], ruleset: Ruleset) -> RulesetDescription:
    rules: dict[int, list[str]] = {}
    for name, rule in enumerate(ruleset.definition.rules):
        rules.setdefault(rule.production, []).append(str(name))
    return RulesetDescription(
        number=number,
        groups=tuple(part.group for part in ruleset.definition.parts),
        productions=tuple(
            ProductionDescription(
                index=index,
                name=productions[index].name,
                group=productions[index].group,
                condition=in_words(productions[index].condition),
                engine_rules=tuple(names),
            )
            for index, names in sorted(rules.items())
        ),
        counters=ruleset.counters().against_limits(),
    )
