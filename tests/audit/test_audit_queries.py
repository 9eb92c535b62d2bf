"""What a store answers: counts against what was written, with every filter; rows that add up to totals."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.written_store import FIRST, SECOND, written
from jichim.audit import queries as q
from jichim.audit.changes import PlanChange, RuleChange, compare_runs
from jichim.audit.filters import Filter
from jichim.audit.overview import overview
from jichim.audit.queries import Tally
from jichim.audit.store import Store, StoreError
from jichim.audit.tables import TABLES


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(written(tmp_path / "s.db", FIRST, SECOND)) as opened:
        yield opened


def tallies(store: Store, chosen: Filter) -> dict[str, tuple[Tally, int, int]]:
    return {one.rule: (one.tally, one.plans_not_met, one.plans) for one in q.provisions(store, 1, chosen)}


def test_runs_with_what_became_of_their_plans(store: Store) -> None:
    first, second = q.runs(store)
    assert (first.given, first.reviewed, first.unusable, first.reused) == (5, 4, 1, 1)
    assert (second.given, second.reviewed, second.unusable) == (4, 4, 0)
    assert first.passed_over == ((".md", 2),)
    assert q.run_of(store).id == 2
    assert q.run_of(store, 1).id == 1


def test_an_unknown_run_is_a_diagnostic(store: Store) -> None:
    with pytest.raises(StoreError) as refused:
        q.run_of(store, 9)
    assert refused.value.diagnostic.code == "U025"


def test_provisions_count_every_subject_of_every_entry(store: Store) -> None:
    assert tallies(store, Filter()) == {
        "A-1": (Tally(3, 1, 0, 0), 1, 3),
        "D-1": (Tally(2, 1, 1, 0), 1, 3),
        "D-2": (Tally(2, 1, 0, 1), 1, 4),
        "D-3": (Tally(0, 2, 1, 1), 2, 3),
    }


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(city=("가온시",), rule=("A-1",)), {"A-1": (Tally(1, 1, 0, 0), 1, 1)}),
        (Filter(city=("가온시", "나래시"), rule=("A-1",)), {"A-1": (Tally(3, 1, 0, 0), 1, 3)}),
        (Filter(instrument=("act",)), {"A-1": (Tally(3, 1, 0, 0), 1, 3)}),
        (Filter(duty=("may",)), {"D-3": (Tally(0, 2, 1, 1), 2, 3)}),
        (Filter(city=("없는시",)), {}),
        (
            Filter(field=("transport",)),
            {"A-1": (Tally(1, 1), 1, 1), "D-1": (Tally(0, 1, 1), 1, 1), "D-3": (Tally(0, 0, 1, 1), 0, 1)},
        ),
        (
            Filter(field=("safety",)),
            {"A-1": (Tally(1), 0, 1), "D-1": (Tally(0, 0, 1), 0, 1), "D-3": (Tally(0, 0, 0, 1), 0, 1)},
        ),
        (Filter(field=("safe",)), {}),
        (Filter(stage=("planning",), rule=("A-1",)), {"A-1": (Tally(0, 1), 1, 1)}),
        (Filter(field=("safety",), stage=("planning",)), {}),
    ],
    ids=str,
)
def test_provisions_of_a_filter(
    store: Store, chosen: Filter, expected: dict[str, tuple[Tally, int, int]]
) -> None:
    assert tallies(store, chosen) == expected


def test_plans_with_the_most_pressing_first(store: Store) -> None:
    rows = [(one.name, one.levels, one.tally) for one in q.plans(store, 1)]
    assert rows == [
        ("a.yaml", (2, 0, 0, 1, 0, 1), Tally(1, 3, 2, 1)),
        ("b.yaml", (0, 0, 0, 0, 1, 0), Tally(3, 1)),
        ("same.yaml", (0, 0, 0, 0, 1, 0), Tally(3, 1)),
        ("c.yaml", (0, 0, 0, 0, 0, 0), Tally(0, 0, 0, 1)),
    ]


@pytest.mark.parametrize(
    ("chosen", "levels", "tally"),
    [
        (Filter(instrument=("act",)), (1, 0, 0, 0, 0, 0), Tally(1, 1)),
        (Filter(field=("safety",)), (0, 0, 0, 0, 0, 0), Tally(1, 0, 1, 1)),
        (Filter(stage=("planning",)), (2, 0, 0, 0, 0, 1), Tally(0, 2, 1)),
        (Filter(level=("recommendation",)), (0, 0, 0, 1, 0, 0), Tally(1, 3, 2, 1)),
    ],
    ids=str,
)
def test_a_plan_through_a_filter(store: Store, chosen: Filter, levels: tuple[int, ...], tally: Tally) -> None:
    (plan,) = (one for one in q.plans(store, 1, chosen) if one.name == "a.yaml")
    assert (plan.levels, plan.tally) == (levels, tally)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(), ["b D-3", "a A-1", "a D-1", "a D-2", "a D-3", "same D-3"]),
        (Filter(level=("violation",)), ["a A-1", "a D-1"]),
        (Filter(outcome=("undetermined",)), ["a D-3"]),
        (Filter(outcome=("not-met",), city=("나래시",)), ["b D-3", "same D-3"]),
        (Filter(outcome=("met",)), []),
        (Filter(field=("transport",)), ["a A-1", "a D-1", "a D-3"]),
        (Filter(duty=("must",), instrument=("draft",)), ["a D-1"]),
    ],
    ids=str,
)
def test_findings_of_a_filter_in_the_order_given(store: Store, chosen: Filter, expected: list[str]) -> None:
    found = q.findings(store, 1, chosen)
    assert [f"{one.entry.removesuffix('.yaml')} {one.rule}" for one in found] == expected


def test_a_finding_with_its_place_and_action(store: Store) -> None:
    found = list(q.findings(store, 1, entry="a.yaml", most=2))
    assert [one.rule for one in found] == ["A-1", "D-1"]
    assert (found[0].place, found[0].evidence, found[0].action, found[0].due) == ("3:5", "단계: 계획", "", "")
    assert (found[1].action, found[1].who, found[1].due) == ("약정을 맺는다", "담당자", "2026-03-01")


def test_causes_missing_fields_decisions(store: Store) -> None:
    assert q.causes(store, 1) == (("needs-judgement", 1), ("not-stated", 1))
    assert q.causes(store, 1, Filter(rule=("D-1",))) == (("not-stated", 1),)
    assert q.causes(store, 1, Filter(field=("transport",))) == ()
    assert q.missing(store, 1) == (("목표", 1, 1), ("운영주체", 1, 1))
    assert q.missing(store, 1, Filter(field=("safety",))) == (("운영주체", 1, 1),)
    assert q.decisions(store, 1) == (("운영 주체", "공공", "", 3), ("운영 주체", "", "not-stated", 1))
    assert q.decisions(store, 1, Filter(stage=("build",))) == (("운영 주체", "", "not-stated", 1),)


def test_cities_by_name_with_the_unnamed_last(store: Store) -> None:
    rows = q.by_city(store, 1)
    assert list(dict.fromkeys(city for city, *_ in rows)) == ["가온시", "나래시", ""]
    assert [(rule, not_met, decided) for city, rule, not_met, decided in rows if city == "가온시"] == [
        ("A-1", 1, 2),
        ("D-1", 1, 1),
        ("D-2", 1, 1),
        ("D-3", 0, 0),
    ]
    assert q.by_city(store, 1, Filter(field=("safety",))) == (
        ("가온시", "A-1", 0, 1),
        ("가온시", "D-1", 0, 0),
        ("가온시", "D-3", 0, 0),
    )


def test_fields_count_a_service_of_two_fields_in_both(store: Store) -> None:
    assert q.by_field(store, 1) == (
        ("", "advice", 2),
        ("transport", "undetermined", 1),
        ("transport", "violation", 2),
    )
    assert q.by_field(store, 1, Filter(level=("violation",))) == (("transport", "violation", 2),)


def test_two_runs_compared(store: Store) -> None:
    changes = compare_runs(store)
    assert (changes.old.id, changes.new.id, changes.same) == (1, 2, 1)
    assert changes.rules == (
        RuleChange("A-1", "법의 의무", (2, 1, 0, 0), (3, 0, 0, 0), 1),
        RuleChange("D-1", "안의 의무", (1, 1, 1, 0), (0, 2, 1, 0), 1),
    )
    assert changes.plans == (
        PlanChange("b.yaml", 0, 1),
        PlanChange("a.yaml", 2, 1),
        PlanChange("new.yaml", None, 0),
        PlanChange("same.yaml", 0, None),
    )
    assert [one.flipped for one in changes.plans] == [True, False, False, False]
    assert changes.changed == 4
    first = compare_runs(store, most=1)
    assert (first.plans, first.changed, first.rules) == (changes.plans[:1], 4, changes.rules)


def test_runs_compared_the_other_way_round_and_with_themselves(store: Store) -> None:
    back = compare_runs(store, 2, 1)
    assert [(one.rule, one.before, one.after) for one in back.rules] == [
        ("A-1", (3, 0, 0, 0), (2, 1, 0, 0)),
        ("D-1", (0, 2, 1, 0), (1, 1, 1, 0)),
    ]
    assert [(one.name, one.before, one.after) for one in back.plans] == [
        ("a.yaml", 1, 2),
        ("b.yaml", 1, 0),
        ("new.yaml", 0, None),
        ("same.yaml", None, 0),
    ]
    alone = compare_runs(store, 1, 1)
    assert (alone.rules, alone.plans, alone.changed, alone.same) == ((), (), 0, 4)


def _many(path: Path, count: int) -> Store:
    """Two runs of so many plans under two sets of twenty rules, every plan different in ten of them."""
    store = Store.create(str(path))
    letters = "MNUA"
    with store.writing() as connection:
        connection.executemany("INSERT INTO ruleset VALUES (?, ?)", [(1, "one"), (2, "two")])
        connection.executemany(
            "INSERT INTO rule VALUES (?, ?, ?, ?, '', '', '', 'must', '', '', 'service')",
            [(side * 100 + n, side, n, f"R-{n:02}") for side in (1, 2) for n in range(20)],
        )
        for side in (1, 2):
            connection.execute(
                "INSERT INTO run VALUES (?, ?, '', 'submitted', '{\"policies\": []}', '', '', ?, 0, '{}')",
                (side, side, count),
            )
            for plan in range(count):
                review = side * 1_000_000 + plan
                head = (review, side, str(plan))
                connection.execute(
                    "INSERT INTO review VALUES (?, ?, ?, '', '', NULL, NULL, 0, 0, 0, 0, '[]')", head
                )
                connection.execute(
                    "INSERT INTO entry VALUES (?, ?, ?, '', ?, 0, NULL)",
                    (side, f"{plan}.yaml", plan, review),
                )
                codes = [letters[side if n < 10 else 0] * 50 for n in range(20)]
                connection.executemany(
                    "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, '')",
                    [
                        (review, side * 100 + n, *(one.count(letter) for letter in letters), one)
                        for n, one in enumerate(codes)
                    ],
                )
    return store


def test_what_a_comparison_holds_does_not_grow_with_the_corpus(tmp_path: Path) -> None:
    peaks = []
    for count in (100, 1500):
        with _many(tmp_path / f"{count}.db", count) as store:
            tracemalloc.start()
            changes = compare_runs(store, most=10)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert [(one.rule, one.plans) for one in changes.rules] == [(f"R-{n:02}", count) for n in range(10)]
        assert changes.rules[0].before == (0, 50 * count, 0, 0)
        assert changes.rules[0].after == (0, 0, 50 * count, 0)
        assert (changes.same, changes.changed) == (0, 0)
    assert peaks[1] < peaks[0] * 1.2


@pytest.mark.parametrize(
    "chosen",
    [Filter(), Filter(city=("가온시",)), Filter(instrument=("draft",)), Filter(field=("transport",))],
    ids=str,
)
def test_the_parts_add_up_to_the_totals(store: Store, chosen: Filter) -> None:
    for run in (1, 2):
        found = overview(store, run, chosen)
        total = found.tally
        assert sum((one.tally for one in found.plans), Tally()) == total
        rows = list(q.findings(store, run, chosen))
        assert len(rows) == sum(found.levels)
        about_services = sum(one.level != "undetermined" for one in rows)
        assert about_services == total.not_met
        if not chosen.by_service:
            assert sum(count for _, count in found.causes) == total.undetermined
        outcomes = list(TABLES["outcomes"][1](store, run, chosen))
        assert sum(one.not_met for one in outcomes) == total.not_met
        assert sum(one.met for one in outcomes) == total.met


def test_details_are_bounded_and_say_what_they_leave_out(store: Store) -> None:
    found = overview(store, 1, most_plans=1, most_findings=3)
    (detail,) = found.details
    assert [one.rule for one in detail.findings] == ["A-1", "D-1", "D-2"]
    assert (detail.plan.name, detail.left_out) == ("a.yaml", 1)
    assert len(found.plans) == 4
    assert overview(store, 1).changes is None


@pytest.mark.parametrize(
    ("table", "chosen", "expected"),
    [
        ("plans", Filter(), ["b.yaml", "a.yaml", "c.yaml", "same.yaml"]),
        ("outcomes", Filter(outcome=("undetermined",)), ["a.yaml", "a.yaml"]),
        ("outcomes", Filter(field=("safety",)), ["a.yaml", "a.yaml", "a.yaml"]),
        ("outcomes", Filter(field=("safety",), outcome=("met",)), ["a.yaml"]),
        ("decisions", Filter(), ["b.yaml", "a.yaml", "a.yaml", "same.yaml"]),
        ("supplements", Filter(), ["a.yaml", "a.yaml"]),
        ("unusable", Filter(), ["broken.yaml", "broken.yaml"]),
    ],
)
def test_tables_in_the_order_given(store: Store, table: str, chosen: Filter, expected: list[str]) -> None:
    kind, rows = TABLES[table]
    found = list(rows(store, 1, chosen))
    assert [one.entry for one in found] == expected
    assert all(isinstance(one, kind) for one in found)
