"""Scores by hand, and what must hold for any ratings."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rooms import SCHEME, marked, policy, schemes, settled, sheet
from assessment.rooms import plan as made_plan
from jichim.assessment import Assessment, Consequence, SubjectScores, assess, combine, read_scheme, settle
from jichim.source import Source

FULL = "서비스: {{가온버스: {{경험: {0}, 역할: {1}, 산출: {2}}}}}"
SCORES = st.integers(1, 5)


def of(assessment: Assessment, name: str) -> SubjectScores:
    return next(one for one in assessment.subjects if one.names == (name,))


def test_item_block_standard_total_by_hand() -> None:
    first, second = sheet(FULL.format(5, 4, 2)), sheet(FULL.format(2, 4.5, ""), "이평가")
    bus = of(settled(first, second), "가온버스")
    assert [item.value for item in bus.items] == [Fraction(7, 2), Fraction(17, 4), 2]
    assert [item.spread for item in bus.items] == [3, Fraction(1, 2), None]
    assert [item.absent for item in bus.items] == [(), (), ("이평가",)]
    # partners (3.5 + 4.25) / 2; costs 2; CR1 from partners alone, CR2 from both
    assert [(block.name, block.value) for block in bus.blocks] == [
        ("partners", Fraction(31, 8)),
        ("costs", 2),
    ]
    assert [one.value for one in bus.standards] == [Fraction(31, 8), Fraction(47, 16)]
    assert bus.total is not None
    assert bus.total.value == Fraction(109, 32)
    assert bus.consequence is Consequence.BETWEEN
    assert bus.improve == ("산출",)


def test_a_missing_rating_leaves_everything_above_it_undetermined() -> None:
    bus = of(settled(sheet("서비스: {가온버스: {경험: 4, 산출: 5}}")), "가온버스")
    assert [(block.value, block.missing, block.of) for block in bus.blocks] == [(None, 1, 2), (5, 0, 1)]
    assert [(one.value, one.missing, one.of) for one in bus.standards] == [(None, 1, 2), (None, 1, 3)]
    assert bus.total is not None
    assert (bus.total.value, bus.total.missing, bus.total.of) == (None, 1, 3)
    assert bus.consequence is Consequence.UNDETERMINED


@pytest.mark.parametrize(
    ("scores", "consequence", "improve"),
    [
        ((4, 4, 4), Consequence.EXPAND, ()),
        ((5, 5, 2), Consequence.EXPAND, ("산출",)),
        ((4, 4, 3), Consequence.BETWEEN, ()),
        ((3, 3, 3), Consequence.BETWEEN, ()),
        ((2, 3, 3), Consequence.IMPROVE, ("경험",)),
        ((1, 1, 1), Consequence.IMPROVE, ("경험", "역할", "산출")),
    ],
)
def test_high_and_low_of_a_service_in_operation(
    scores: tuple[int, ...], consequence: Consequence, improve: tuple[str, ...]
) -> None:
    """A total at the high threshold is high, one at the low threshold is not low."""
    bus = of(settled(sheet(FULL.format(*scores))), "가온버스")
    assert bus.consequence is consequence
    assert bus.improve == improve


def test_a_service_that_is_not_in_operation_has_scores_but_no_consequence() -> None:
    parking = of(settled(sheet("서비스: {가온주차: {경험: 5, 역할: 5, 산출: 5}}")), "가온주차")
    assert parking.total is not None
    assert parking.total.value == 5
    assert parking.consequence is None


def test_weights() -> None:
    text = SCHEME + "weights: {items: {경험: 3}, blocks: {costs: 2}, criteria: {CR2: 4}, assumed: 시험}\n"
    panel, _ = settle([sheet(FULL.format(4, 2, 5))], policy(), made_plan(), schemes(text))
    assert panel is not None
    bus = of(assess(panel, policy(), made_plan(), schemes(text)), "가온버스")
    partners = Fraction(3 * 4 + 2, 4)
    assert [block.value for block in bus.blocks] == [partners, 5]
    both = (partners + 2 * 5) / 3
    assert [one.value for one in bus.standards] == [partners, both]
    assert bus.total is not None
    assert bus.total.value == (partners + 4 * both) / 5


def test_ratings_of_a_review_are_exact() -> None:
    ratings = settled(sheet("서비스: {가온버스: {경험: 4}}"), sheet("서비스: {가온버스: {경험: 5}}", "이"))
    assert ratings.ratings[("경험", ("가온버스",))] == Fraction(9, 2)
    alone = settled(sheet("계획: {충실: 4}")).ratings
    assert alone == {("충실", ("가온시 스마트도시계획",)): 4}
    assert type(alone[("충실", ("가온시 스마트도시계획",))]) is int


def test_a_pair_is_rated_in_either_order() -> None:
    ratings = settled(sheet("서비스 쌍: {가온주차 + 가온버스: {중복: 2}}")).ratings
    assert ratings == {("중복", ("가온버스", "가온주차")): 2, ("중복", ("가온주차", "가온버스")): 2}


@pytest.mark.parametrize(
    ("values", "mean", "median"),
    [
        ((), None, None),
        ((3,), 3, 3),
        ((1, 2), Fraction(3, 2), Fraction(3, 2)),
        ((1, 1, 5), Fraction(7, 3), 1),
    ],
)
def test_combining(values: tuple[int, ...], mean: Fraction | None, median: Fraction | None) -> None:
    given_values = [Fraction(value) for value in values]
    assert combine(given_values, "mean") == mean
    assert combine(given_values, "median") == median


@given(st.lists(st.tuples(SCORES, SCORES, SCORES), min_size=1, max_size=4), st.randoms())
def test_scores_stay_on_the_scale_and_do_not_depend_on_the_order(
    people: list[tuple[int, int, int]], random: object
) -> None:
    sheets = [sheet(FULL.format(*scores), f"평가자{n}") for n, scores in enumerate(people)]
    bus = of(settled(*sheets), "가온버스")
    found = [bus.total, *bus.standards, *bus.blocks]
    assert all(one is not None and one.value is not None and 1 <= one.value <= 5 for one in found)
    random.shuffle(sheets)  # type: ignore[attr-defined]
    again = of(settled(*sheets), "가온버스")
    assert (again.blocks, again.standards, again.total) == (bus.blocks, bus.standards, bus.total)


@given(st.tuples(SCORES, SCORES, SCORES), st.integers(0, 2))
def test_who_does_not_rate_changes_no_score(scores: tuple[int, int, int], n: int) -> None:
    """An absent rating is neither zero nor the middle of the scale."""
    one = sheet(FULL.format(*scores))
    silent = sheet("계획: {충실: 3}", "이평가")
    alone, both = (of(settled(*sheets), "가온버스") for sheets in ((one,), (one, silent)))
    assert alone.total == both.total
    assert both.items[n].absent == ("이평가",)


# ---- schemes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "underlined"),
    [
        ("scale: 1~5", "scale: 5~1", "A021", "5~1"),
        ("scale: 1~5", "scale: 1~10", "A023", "경험"),
        ("rule: mean", "rule: maen", "A022", "maen"),
        ("criterion: 경험", "criterion: 경헙", "A022", "경헙"),
        ("criterion: 역할", "criterion: 경험", "A024", "경험"),
        ("block: costs", "block: cost", "A022", "cost"),
        ("criteria: [CR2]", "criteria: [CR9]", "A022", "CR9"),
        ("high: 4", "high: 네 점", "A021", "네 점"),
        ("high: 4", "high: 2", "A021", "3"),
        ("thresholds:", "treshold:", "A020", "treshold"),
        ("- {id: CR1, label: 신뢰성}", "- {label: 신뢰성}", "A021", "{label: 신뢰성}"),
        ("combine:", "weights: {items: {경험: 0}}\ncombine:", "A021", "0"),
        ("combine:", "weights: {items: {경험: -1}}\ncombine:", "A021", "-1"),
    ],
)
def test_mistakes_of_a_scheme(old: str, new: str, code: str, underlined: str) -> None:
    assert old in SCHEME
    read, diagnostics = read_scheme(Source("a.yaml", SCHEME.replace(old, new, 1)), "made", policy())
    assert read is None
    assert (code, underlined) in marked(diagnostics)


def test_what_no_source_gives_is_said() -> None:
    bare = re.sub(r"scale.*\n|combine.*\n", "", SCHEME)
    names = [one.name for one in schemes(bare)["made"].assumed]
    assert names == ["척도", "평가자 종합", "가중치", "기준점"]


@pytest.mark.parametrize("written", ["1~5", "[1, 5]", "{low: 1, high: 5}", "1∼5점"])
def test_ways_to_write_a_scale(written: str) -> None:
    assert schemes(SCHEME.replace("1~5", written, 1))["made"].scale == (1, 5)
