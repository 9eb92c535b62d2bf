"""Covers against all sets of edits, and what is forced against all covers."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from jichim.remedy.cover import Family, covers, forced, linked
from jichim.remedy.goals import Goal

KEYS = tuple((letter,) for letter in "abcdefg")
ways = st.lists(st.sets(st.sampled_from(KEYS), min_size=1, max_size=3).map(frozenset), min_size=1, max_size=4)
families = st.lists(ways, min_size=1, max_size=5).map(
    lambda found: [Family.of(Goal(f"R{number}", ()), each) for number, each in enumerate(found)]
)


def covering(found: list[Family], size: int) -> list[frozenset[tuple[object, ...]]]:
    """Every set of so many edits that contains a way of each goal."""
    return [
        frozenset(one)
        for one in combinations(KEYS, size)
        if all(any(way <= frozenset(one) for way in family.ways) for family in found)
    ]


def least(found: list[Family]) -> list[frozenset[tuple[object, ...]]]:
    return next(sets for size in range(len(KEYS) + 1) if (sets := covering(found, size)))


@settings(max_examples=200)
@given(families)
def test_no_cover_is_smaller(found: list[Family]) -> None:
    made = covers(found, {}, lambda: False)
    assert made.whole
    assert set(made.sets) <= set(least(found))
    assert made.sets


@settings(max_examples=100)
@given(families, st.dictionaries(st.sampled_from(KEYS), st.integers(0, 4)))
def test_the_gentlest_of_the_smallest_comes_first(
    found: list[Family], weights: dict[tuple[object, ...], int]
) -> None:
    made = covers(found, weights, lambda: False)
    assert sum(weights.get(key, 0) for key in made.sets[0]) == min(
        sum(weights.get(key, 0) for key in one) for one in least(found)
    )


@settings(max_examples=200)
@given(families)
def test_what_is_forced_is_in_every_cover(found: list[Family]) -> None:
    sure = forced(found)
    for size in range(len(KEYS) + 1):
        assert all(sure <= one for one in covering(found, size))


def test_late_it_gives_some_cover_and_says_so() -> None:
    found = [Family.of(Goal("R", ()), [frozenset(KEYS[:2]), frozenset(KEYS[2:4])])]
    made = covers(found, {}, lambda: True)
    assert not made.whole
    assert made.sets[0] in found[0].ways


def test_what_shares_no_edit_is_apart() -> None:
    one, two, three = (
        Family.of(Goal(name, ()), [frozenset(keys)])
        for name, keys in (("R1", KEYS[:2]), ("R2", KEYS[1:3]), ("R3", KEYS[4:5]))
    )
    assert linked([one, three, two]) == [(one, two), (three,)]


def test_a_way_that_contains_another_is_none() -> None:
    assert Family.of(Goal("R", ()), [frozenset(KEYS[:2]), frozenset(KEYS[:1])]).ways == (frozenset(KEYS[:1]),)
