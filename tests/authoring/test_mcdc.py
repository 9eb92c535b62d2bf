"""Whether a condition was shown to decide: a table of cases, and properties on generated conditions."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jichim.authoring.coverage import mcdc
from jichim.authoring.coverage.mcdc import Fixed, Gate, Place, Shape, Vector
from jichim.network.interpret import Context, truth
from jichim.network.kleene import FALSE, TRUE, UNKNOWN
from jichim.policy.model import AllOf, AnyOf, Cond, Not
from strategies_plan import Document, documents, read
from strategies_policy import AS_OF, Family, Written, policies, resolved

F, U, T = FALSE, UNKNOWN, TRUE
A, B, C = Place(0), Place(1), Place(2)
AND = Gate("and", (A, B))
OR = Gate("or", (A, B))
MIXED = Gate("or", (Gate("and", (A, B)), Gate("not", (C,))))


@pytest.mark.parametrize(
    ("shape", "vector", "deciding", "open_"),
    [
        (AND, (T, T), {0, 1}, set()),
        (AND, (F, T), {0}, set()),
        (AND, (F, F), set(), set()),
        (AND, (F, U), {0}, set()),  # without it the result would be unknown
        (AND, (T, U), set(), {1}),
        (AND, (U, U), set(), {0, 1}),  # either, if false, would settle it
        (OR, (T, F), {0}, set()),
        (OR, (T, T), set(), set()),
        (OR, (F, U), set(), {1}),
        (OR, (T, U), {0}, set()),
        (MIXED, (T, F, T), {1, 2}, set()),
        (MIXED, (F, F, F), {2}, set()),
        (MIXED, (T, U, T), set(), {1}),
        (Gate("and", (A, Fixed(F))), (T,), set(), set()),
    ],
)
def test_which_conditions_decide(shape: Shape, vector: Vector, deciding: set[int], open_: set[int]) -> None:
    numbers = range(len(vector))
    assert {n for n in numbers if mcdc.decides(shape, vector, n)} == deciding
    assert {n for n in numbers if mcdc.leaves_open(shape, vector, n)} == open_


def test_a_witness_needs_both_truth_values() -> None:
    assert mcdc.witness(AND, [(T, T), (T, F)], 0) is None
    assert mcdc.witness(AND, [(T, T), (T, F)], 1) == mcdc.Witness(0, 1, alone=True)


def test_stated_and_given_of_one_field_can_both_be_shown() -> None:
    """`X 기재 그리고 X 있음`: where it is not stated, whether there is one is unknown, never true."""
    vectors = [(T, T), (F, U), (T, F)]
    assert mcdc.witness(AND, vectors, 0) == mcdc.Witness(0, 1, alone=False)
    assert mcdc.witness(AND, vectors, 1) == mcdc.Witness(0, 2, alone=True)


def test_what_differs_in_one_condition_only_is_preferred() -> None:
    vectors = [(T, F, T), (F, T, T), (T, T, T)]
    assert mcdc.witness(MIXED, vectors, 0) == mcdc.Witness(2, 1, alone=True)


# ---- properties ------------------------------------------------------------------------------------

shapes = st.recursive(
    st.just("leaf"),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("not"), inner.map(lambda one: [one])),
    ),
    max_leaves=5,
)


def numbered(drawn: object) -> tuple[Shape, int]:
    """The shape with its places counted from the left, and how many there are."""
    count = 0

    def build(one: object) -> Shape:
        nonlocal count
        if one == "leaf":
            count += 1
            return Place(count - 1)
        assert isinstance(one, tuple)
        return Gate(one[0], tuple(build(part) for part in one[1]))

    return build(drawn), count


def by_definition(shape: Shape, vector: Vector) -> int:
    """Strong Kleene by its definition: what every way of settling the unknown ones agrees on.

    Each place stands once in a shape, so that this is the same as the tables of the connectives.
    """
    options = [(F, T) if value == U else (value,) for value in vector]
    found = {two_valued(shape, settled) for settled in product(*options)}
    return (T if found.pop() else F) if len(found) == 1 else U


def two_valued(shape: Shape, vector: Vector) -> bool:
    if isinstance(shape, Place):
        return vector[shape.number] == T
    assert isinstance(shape, Gate)
    parts = [two_valued(part, vector) for part in shape.parts]
    return not parts[0] if shape.op == "not" else all(parts) if shape.op == "and" else any(parts)


@given(shapes, st.data())
def test_results_are_those_of_strong_kleene(drawn: object, data: st.DataObject) -> None:
    shape, count = numbered(drawn)
    vector = data.draw(st.tuples(*[st.sampled_from((F, U, T))] * count))
    assert mcdc.result(shape, vector) == by_definition(shape, vector)


@given(shapes, st.data())
def test_witnesses_differ_only_as_defined(drawn: object, data: st.DataObject) -> None:
    shape, count = numbered(drawn)
    one = st.tuples(*[st.sampled_from((F, U, T))] * count)
    vectors = data.draw(st.lists(one, min_size=2, max_size=8, unique=True))
    for number in range(count):
        confirm(shape, vectors, number)


@settings(max_examples=60)
@given(
    policies(Family("logic", subjects=("service", "plan"), depth=3, derivations=(0, 0))),
    documents(),
    st.data(),
)
def test_witnesses_of_generated_conditions(written: Written, document: Document, data: st.DataObject) -> None:
    """Conditions of generated policies: splitting them keeps their value, and their witnesses hold."""
    policy, plan = resolved(written), read(document)
    assume(policy is not None and plan is not None)
    assert policy is not None
    assert plan is not None
    context = Context(AS_OF, {one.name: one for one in policy.definitions}, {}, lambda *_: None)
    for rule in policy.rules:
        binding = rule.bindings[0]
        if binding.node != plan.root.node or binding.path:
            continue
        shape, conditions = mcdc.split(rule.require)
        frames = {0: plan.root}
        vector = tuple(truth(one, frames, context) for one in conditions)
        assert mcdc.result(shape, vector) == truth(rule.require, frames, context)
        assert not any(isinstance(one, (AllOf, AnyOf, Not)) for one in conditions)
        others = st.tuples(*[st.sampled_from((F, U, T))] * len(conditions))
        vectors = [vector, *data.draw(st.lists(others, max_size=6))]
        for number in range(len(conditions)):
            confirm(shape, list(dict.fromkeys(vectors)), number)


def confirm(shape: Shape, vectors: list[Vector], number: int) -> None:
    """A witness is what docs/coverage.md says, and there is none only where no pair is one."""
    found = mcdc.witness(shape, vectors, number)
    true = [
        at for at, vector in enumerate(vectors) if vector[number] == T and rests_on(shape, vector, number)
    ]
    false = [
        at for at, vector in enumerate(vectors) if vector[number] == F and rests_on(shape, vector, number)
    ]
    if found is None:
        assert not true or not false
        return
    assert found.true in true
    assert found.false in false
    one, other = vectors[found.true], vectors[found.false]
    said = {mcdc.result(shape, one), mcdc.result(shape, other)}
    assert said == {T, F}, "the results are known and differ"
    differing = {at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]}
    assert number in differing
    assert found.alone == (differing == {number})
    alone = any(
        vectors[a][:number] == vectors[b][:number] and vectors[a][number + 1 :] == vectors[b][number + 1 :]
        for a, b in product(true, false)
    )
    assert found.alone == alone, "a pair that differs in the condition alone is taken where there is one"


def rests_on(shape: Shape, vector: Vector, number: int) -> bool:
    """By the definition: the result is known, and it is another one with the opposite of this condition."""
    opposite = (*vector[:number], 4 - vector[number], *vector[number + 1 :])
    said = by_definition(shape, vector)
    return said != U and by_definition(shape, opposite) != said


def test_a_constant_is_no_condition() -> None:
    from policy.programs import policy_of, rule

    (one,) = policy_of(rule("구축비 <= 5억원")).rules
    when: Cond = one.when
    assert mcdc.split(when) == (Fixed(T), ())


# ---- by hand ---------------------------------------------------------------------------------------

D = Place(3)
EITHER = Gate("or", (B, C))
PAIRS = Gate("and", (OR, Gate("or", (C, D))))
BY_HAND = [
    (AND, "TT TF FT"),
    (OR, "FF TF FT"),
    (Gate("or", (Gate("not", (A,)), B)), "TF FF TT"),
    (Gate("and", (A, EITHER)), "TTF TFT TFF FTF"),
    (Gate("or", (AND, C)), "TTF FTF TFF TFT"),
    (PAIRS, "TFTF FFTF FTTF TFFF TFFT"),
]
"""Decisions with one test more than they have conditions, which is the least for unique cause: each test
differs from another one in one condition, and the results differ (Chilenski & Miller 1994, section 4)."""


def vectors_of(words: str) -> list[Vector]:
    return [tuple(T if letter == "T" else F for letter in word) for word in words.split()]


@pytest.mark.parametrize(("shape", "words"), BY_HAND)
def test_the_least_tests_for_unique_cause(shape: Shape, words: str) -> None:
    vectors = vectors_of(words)
    count = len(vectors[0])
    assert len(vectors) == count + 1
    found = [mcdc.witness(shape, vectors, number) for number in range(count)]
    assert all(one is not None and one.alone for one in found)
    for left_out in range(len(vectors)):
        fewer = [vector for at, vector in enumerate(vectors) if at != left_out]
        pairs = [mcdc.witness(shape, fewer, number) for number in range(count)]
        assert not all(one is not None and one.alone for one in pairs)


def test_masking_asks_for_less_than_unique_cause() -> None:
    """`(a or b) and (c or d)` without TFTF: a and c still decide on both sides, not alone."""
    vectors = vectors_of("FFTF FTTF TFFF TFFT")
    found = [mcdc.witness(PAIRS, vectors, number) for number in range(4)]
    assert [one and one.alone for one in found] == [False, True, False, True]
