"""Mirrors, recognised choices and totals."""

from __future__ import annotations

import pytest
from reading import VOCABULARY, codes, read, service

from jichim.plan import NONE, UNPRICED, Conflict, Record, complete
from jichim.vocabulary import Interval

EOK = 10**8


def costs(record: Record) -> list[tuple[str, object, object]]:
    found = record.lists["costs"]
    assert isinstance(found, tuple)
    return [(each.name, each.facts.get("phase"), each.facts.get("amount")) for each in found]


def test_items_and_records_become_the_same_things() -> None:
    record = service(
        "캔버스: {비용구조: [서버 임대, 홍보]}, 비용: [{항목: 서버임대, 금액: 1억원}, {항목: 부지}]"
    )
    assert record.facts["canvas.costs"] == ("서버 임대", "홍보", "부지")
    assert costs(record) == [("서버임대", "run", EOK), ("부지", "site", None), ("홍보", None, None)]
    found = record.lists["costs"]
    assert isinstance(found, tuple)
    assert [each.index for each in found] == [0, 1, 2]
    text = "서비스: [{이름: S, 캔버스: {비용구조: [서버 임대, 홍보]}"
    assert found[2].place.column == text.index("홍보") + 1
    assert found[2].place.path == "서비스[0].캔버스.비용구조[1]"


def test_one_side_states_the_other() -> None:
    from_items = service("캔버스: {비용구조: [홍보]}")
    assert costs(from_items) == [("홍보", None, None)]
    assert from_items.places["costs"] == from_items.places["canvas.costs"]
    from_records = service("비용: [{항목: 홍보}, {금액: 1억원}]")
    assert from_records.facts["canvas.costs"] == ("홍보",)
    assert "canvas" not in from_records.facts
    none = service("비용: 없음")
    assert none.facts["canvas.costs"] is NONE
    assert service("캔버스: {비용구조: 없음}").lists["costs"] is NONE
    assert service("캔버스: 없음, 비용: [홍보]").facts.get("canvas.costs") is None


def test_none_on_one_side_and_content_on_the_other_is_an_error() -> None:
    text = "서비스: [{캔버스: {비용구조: 없음}, 비용: [홍보]}]"
    assert codes(text) == [("P051", "없음")]
    (diagnostic,) = read(text)[1]
    assert [related.span.text for related in diagnostic.related] == ["[홍보]"]
    assert codes("서비스: [{캔버스: {비용구조: [홍보]}, 비용: 없음}]") == [("P051", "없음")]


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("서버 구축비", "build"),
        ("플랫폼 임 대 료", "run"),
        ("구축 부지", "site"),
        ("부지 매입", "site"),
        ("구축 후 유지", None),
        ("홍보", None),
    ],
)
def test_a_choice_is_read_from_the_name_when_exactly_one_is_meant(title: str, phase: str | None) -> None:
    record = service(f"비용: [{{항목: {title}}}]")
    found = record.lists["costs"]
    assert isinstance(found, tuple)
    assert found[0].facts.get("phase") == phase
    if phase is not None:
        assert found[0].places["phase"] == found[0].places["item"]
        assert found[0].written["phase"] == title


def test_a_stated_choice_is_kept() -> None:
    assert costs(service("비용: [{항목: 서버 구축비, 구분: 운영}]"))[0][1] == "run"


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("비용: [{항목: a, 금액: 1억원}, {항목: b, 금액: 2억원}]", 3 * EOK),
        ("총비용: 3억원, 비용: [{항목: a, 금액: 1억원}, {항목: b, 금액: 2억원}]", 3 * EOK),
        ("총비용: 미산정, 비용: [{항목: a, 금액: 1억원}]", EOK),
        ("총비용: 약 3억원, 비용: [{항목: a, 금액: 2.6억원}]", Interval(250_000_000, 350_000_000)),
        ("총비용: 3억원, 비용: [{항목: a, 금액: 약 3억원}]", 3 * EOK),
        ("총비용: 5억원, 비용: [{항목: a, 금액: 1억원}, {항목: b}]", 5 * EOK),
        ("비용: [{항목: a, 금액: 1억원}, {항목: b}]", UNPRICED),
        ("비용: [{항목: a, 금액: 1억원}, {항목: b, 금액: 없음}]", EOK),
        ("비용: [{항목: a, 금액: 1~2억원}, {항목: b, 금액: 1억원}]", Interval(2 * EOK, 3 * EOK)),
        ("비용: 없음", NONE),
        ("총비용: 0, 비용: 없음", 0),
        ("총비용: 없음, 비용: 없음", NONE),
        ("캔버스: {비용구조: [a]}", UNPRICED),
        ("총비용: 없음", NONE),
    ],
)
def test_totals_agree_with_their_parts(text: str, total: object) -> None:
    assert service(text).facts["total"] == total


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("총비용: 5억원, 비용: [{항목: a, 금액: 1억원}]", [5 * EOK, EOK]),
        ("총비용: 없음, 비용: [{항목: a, 금액: 1억원}]", [0, EOK]),
        ("총비용: 5억원, 비용: 없음", [5 * EOK, 0]),
        (
            "총비용: 약 3억원, 비용: [{항목: a, 금액: 3.6억원}]",
            [Interval(250_000_000, 350_000_000), 360_000_000],
        ),
        ("총비용: 5억원, 비용: [{항목: a, 금액: 1~2억원}]", [5 * EOK, Interval(EOK, 2 * EOK)]),
    ],
)
def test_totals_that_differ_are_a_contradiction(text: str, figures: list[object]) -> None:
    fact = service(text).facts["total"]
    assert isinstance(fact, Conflict)
    assert [each.value for each in fact.candidates] == figures
    assert [each.reason for each in fact.candidates] == ["기재한 총액", "내역의 합계"]
    line = f"서비스: [{{이름: S, {text}}}]"
    assert fact.candidates[0].place is not None
    assert line[fact.candidates[0].place.column - 1 :].startswith(text.split(",")[0].split(": ")[1])


@pytest.mark.parametrize(
    ("records", "build"),
    [
        ("{항목: a, 구분: 구축, 금액: 1억원}, {항목: b, 구분: 운영, 금액: 2억원}", EOK),
        ("{항목: a, 구분: 구축, 금액: 1억원}, {항목: b, 구분: 부지, 금액: 2억원}", 3 * EOK),
        ("{항목: a, 구분: 구축, 금액: 1억원}, {항목: b, 금액: 2억원}", UNPRICED),
        ("{항목: a, 구분: 운영, 금액: 1억원}", None),
        ("{항목: a, 금액: 1억원}", None),
        ("{항목: a, 구분: 구축}, {항목: b, 구분: 운영, 금액: 2억원}", UNPRICED),
        ("{항목: 서버 구축, 금액: 1억원}", EOK),
    ],
)
def test_totals_of_a_kind_count_the_records_of_that_kind(records: str, build: object) -> None:
    assert service(f"비용: [{records}]").facts.get("build") == build


@pytest.mark.parametrize(
    ("records", "running"),
    [
        ("{항목: a, 구분: 운영, 금액: 1억원/년}, {항목: b, 구분: 운영, 금액: 월 1억원}", 13 * EOK),
        ("{항목: a, 구분: 운영, 금액: 1억원/년}, {항목: b, 구분: 운영, 금액: 2억원}", UNPRICED),
        ("{항목: a, 구분: 운영, 금액: 1억원/년}, {항목: b, 구분: 운영, 금액: 없음}", EOK),
        ("{항목: a, 구분: 운영, 금액: 1억원/년}, {항목: b, 구분: 운영, 금액: 0}", EOK),
        ("{항목: a, 구분: 운영, 금액: 1억원/년}, {항목: b, 구분: 구축, 금액: 2억원}", EOK),
    ],
)
def test_yearly_totals_sum_yearly_amounts_only(records: str, running: object) -> None:
    assert service(f"비용: [{records}]").facts["running"] == running


def test_completing_twice_changes_nothing() -> None:
    plan, _ = read(
        "서비스: [{캔버스: {비용구조: [가, 나 구축]}, 총비용: 5억원,"
        " 비용: [{항목: 다, 금액: 1억원}, {금액: 3억원}]}]"
    )
    assert plan is not None
    assert complete(plan.root, VOCABULARY) == (plan.root, ())
