"""Short names for the engine, no two of which it can take for each other.

The engine compares names, fact ids and session ids by a 32-bit hash alone (FNV-1a, Fowler, Noll and
Vo), so two long names of a policy may be one name to it. Names from outside therefore never reach it:
it sees names from one fixed pool whose hashes are all different from each other and from the words
that the engine reads in a definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from string import ascii_letters, digits
from typing import Final

from jichim.network.limits import FACTS_PER_STATE, PART_PROPERTIES

ALWAYS: Final = "k"
"""The property that every fact has with the value 1; every rule tests it first."""
GROUP: Final = "g"
"""The property that holds the group of a fact, numbered within its ruleset."""
ECHO: Final = "e"
"""The rule that fires for every fact and so proves that the engine saw it."""

_RESERVED: Final = (ALWAYS, GROUP, "id", "sid", "m", "name", "all", "any", "pri", "count", "cap", "dist")
_OPERATORS: Final = (
    *("$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt", "$iall", "$iany", "$ex", "$nex"),
    *("$or", "$and", "$not", "$all", "$any", "$m", "$add", "$sub", "$mul", "$div", "$l", "$r"),
    *("$forward", "$i", "$s", "$time", "$timerName", "$baseTime", "$pulse"),
)
_SLOTS: Final = 32
_ALTERNATE: Final = tuple(range(0, _SLOTS, 2)) + tuple(range(1, _SLOTS, 2))


def hash32(text: str) -> int:
    """The engine's hash of an ASCII text (FNV-1a, 32 bits)."""
    value = 0x811C9DC5
    for byte in text.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def distinct(candidates: Iterable[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """The candidates in order, without those whose hash an earlier or a taken one has."""
    hashes = {hash32(name) for name in taken}
    for name in candidates:
        value = hash32(name)
        if value not in hashes:
            hashes.add(value)
            yield name


@cache
def property_names() -> tuple[str, ...]:
    """The names for the properties of one group, as many as a fact can have, the shortest first.

    Neighbours lie two apart in the engine's table of tests (32 places to start a search from, then
    the next free one), because properties that are tested side by side get neighbouring names and
    a search for a property that is not tested ends at the first free place.
    """
    pairs = (a + b for a, b in product(ascii_letters, ascii_letters + digits))
    by_slot: dict[int, list[str]] = {slot: [] for slot in range(_SLOTS)}
    for name in distinct((*ascii_letters, *digits, *pairs), (*_RESERVED, *_OPERATORS)):
        by_slot[hash32(name) % _SLOTS].append(name)
    rounds = -(-PART_PROPERTIES // _SLOTS)
    return tuple(by_slot[slot][turn] for turn in range(rounds) for slot in _ALTERNATE)[:PART_PROPERTIES]


@cache
def fact_ids() -> tuple[str, ...]:
    """The ids that the facts of one state have in the engine: integers of three digits."""
    return tuple(distinct(str(number) for number in range(100, 100 + FACTS_PER_STATE)))


def session_ids() -> Iterator[str]:
    """Session ids, each given once; the fact that the engine adds for a session has an id of its own."""
    facts = {hash32(name) for name in fact_ids()}
    number = 0
    while True:
        number += 1
        name = f"{number:x}"
        if hash32(f"sid-{name}") not in facts:
            yield name
