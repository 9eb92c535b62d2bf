"""What fired for a derivation, made one value in each world and one result over its readings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from jichim.network.program import Effect, ReadingItem
from jichim.review.errors import LostOutcomeError
from jichim.review.verdicts import Derived
from jichim.review.worlds import MOST_WORLDS, ChoicePoint, Dependent, count, worlds


def value_of(item: ReadingItem, effects: Sequence[Effect]) -> Derived:
    """One value from what fired for one reading in one world."""
    said = {effect.says for effect in effects}
    values = tuple(case.value for case in item.derivation.readings[item.reading].cases)
    fired = {effect.value for effect in effects if effect.says == "value"}
    if item.derivation.hit == "collect" and fired:
        if "unknown" in said:
            return Derived("unknown")
        return Derived("value", " + ".join(value for value in dict.fromkeys(values) if value in fired))
    if item.derivation.hit == "unique" and len(fired) > 1 and not _excluded(item, fired):
        # Cases that were not shown to exclude each other and both hold: the provision does not decide.
        return Derived("undecided")
    if len(said) != 1 or len(fired) > 1:
        raise LostOutcomeError(f"{item.derivation.name} has {len(effects)} values for one subject")
    if fired:
        return Derived("value", fired.pop())
    return Derived("undecided" if "undecided" in said else "unknown")


def _excluded(item: ReadingItem, fired: set[str]) -> bool:
    """Whether some cases of these values cannot hold together, so that the engine is at fault."""
    # Only a fault leads here; the analysis of cases is not loaded for every review.
    from jichim.policy.exclusive import exclusive

    cases = [case for case in item.derivation.readings[item.reading].cases if case.value in fired]
    return any(
        exclusive(first.condition, second.condition)
        for first, second in combinations(cases, 2)
        if first.value != second.value
    )


def over_readings(
    name: str, titles: Sequence[str], readings: Sequence[Dependent[Derived]]
) -> Dependent[Derived]:
    """One result for all readings of a derivation, which is then one more choice."""
    if len(readings) == 1:
        return readings[0].reduced()
    own = ChoicePoint("reading", name, 0, len(readings), tuple(titles))
    points = (own, *dict.fromkeys(point for reading in readings for point in reading.points))
    if count(points) > MOST_WORLDS:
        return Dependent((), {(): Derived("too-many")})
    table = {
        tuple(world[point] for point in points): readings[world[own]].at(world) for world in worlds(points)
    }
    return Dependent(points, table).reduced()
