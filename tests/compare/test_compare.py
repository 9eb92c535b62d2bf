"""Groups, duplicates and what a person must check, on plans made for the purpose."""

from __future__ import annotations

import json
from itertools import permutations

import pytest

from jichim.compare import Comparison, compare
from jichim.compare.model import Aspect, Doubt
from jichim.plan import read_plan
from jichim.plan.model import Plan
from jichim.policy.load import shipped_vocabulary
from jichim.report.compare_report import comparison_json, render_comparison
from jichim.report.layout import Page, columns
from jichim.source import Source

BASE = {"분야": "교통", "대상지역": ["가온구"]}


def vocabulary():  # type: ignore[no-untyped-def]
    loaded, _ = shipped_vocabulary()
    assert loaded is not None
    return loaded


def service(name: str, **more: object) -> dict[str, object]:
    """A service of one area, for one group of customers, with one key resource, unless said otherwise."""
    canvas = {"핵심 자원": ["통합 플랫폼"], "고객 분할": ["고령자"], "채널": ["모바일 앱"]}
    canvas |= more.pop("캔버스", {})  # type: ignore[arg-type]
    kept = {field: value for field, value in (canvas | {}).items() if value is not None}
    whole = {"이름": name, **BASE, **more, "캔버스": kept}
    return {field: value for field, value in whole.items() if value is not None}


def plan(*services: dict[str, object], city: str | None = "가온시", shared: object = None) -> Plan:
    content: dict[str, object] = {"계획": {"명칭": f"{city or '모름'} 계획"}, "서비스": list(services)}
    if city:
        content["계획"]["지자체"] = city  # type: ignore[index]
    if shared:
        content["공동활용"] = shared
    text = json.dumps(content, ensure_ascii=False)
    read, diagnostics = read_plan(Source(f"{city}.json", text), vocabulary(), format="json")
    assert read is not None, diagnostics
    return read


def compared(*plans: Plan) -> Comparison:
    return compare(plans, vocabulary())


def groups(comparison: Comparison, aspect: Aspect) -> dict[str, list[str]]:
    return {
        group.label: [comparison.services[member.service].name for member in group.members]
        for group in comparison.groups
        if group.aspect is aspect
    }


def test_groups_by_broad_and_split_field() -> None:
    found = compared(
        plan(
            service("가", 분야="의료"),
            service("나", 분야="보건·의료·복지"),
            service("다", 분야=["의료", "교통"]),
            service("라", 분야="물류"),
        )
    )
    assert groups(found, Aspect.FIELD) == {"보건·의료·복지": ["가", "나", "다"], "의료": ["가", "다"]}
    assert dict(found.single)[Aspect.FIELD] == 1


def test_groups_by_name_over_plans() -> None:
    found = compared(
        plan(service("가", 캔버스={"채널": ["모바일 앱", "홍보"]})),
        plan(service("나", 캔버스={"채널": ["모바일앱"]}), city="나래시"),
    )
    assert groups(found, Aspect.CHANNEL) == {"모바일 앱": ["가", "나"]}


def test_a_duplicate_has_area_customers_and_a_key_resource_in_common() -> None:
    found = compared(plan(service("가"), service("나", 캔버스={"핵심 자원": ["통합플랫폼(2식)", "드론"]})))
    [duplicate] = found.duplicates
    assert (duplicate.services, duplicate.areas, duplicate.customers) == ((0, 1), ("가온구",), ("고령자",))
    assert [(a.text, b.text) for a, b in duplicate.resources] == [("통합 플랫폼", "통합플랫폼(2식)")]
    assert duplicate.agreed is False
    assert found.to_check == ()


@pytest.mark.parametrize(("word", "agreed"), [("예", True), ("아니오", False)])
def test_a_stated_arrangement_to_share(word: str, agreed: bool) -> None:
    shared = [{"대상서비스": ["나", "가"], "합의": word, "공동자원": "통합 플랫폼"}]
    [duplicate] = compared(plan(service("가"), service("나"), shared=shared)).duplicates
    assert duplicate.agreed is agreed


@pytest.mark.parametrize(
    "other",
    [
        {"대상지역": ["나래구"]},
        {"캔버스": {"고객 분할": ["어린이"]}},
        {"캔버스": {"핵심 자원": ["드론"]}},
        {"캔버스": {"핵심 자원": None}},
    ],
)
def test_what_differs_in_one_of_the_three_is_no_duplicate(other: dict[str, object]) -> None:
    found = compared(plan(service("가"), service("나", **other)))
    assert (found.duplicates, found.to_check) == ((), ())


@pytest.mark.parametrize(
    ("other", "doubt"),
    [
        ({"대상지역": None}, Doubt.AREA_NOT_STATED),
        ({"대상지역": ["가온구", "나래구"]}, Doubt.AREAS_OVERLAP),
        ({"대상지역": ["가온구 1동"]}, Doubt.AREAS_OVERLAP),
        ({"캔버스": {"고객 분할": None}}, Doubt.CUSTOMERS_NOT_STATED),
        ({"캔버스": {"고객 분할": ["고령자", "어린이"]}}, Doubt.CUSTOMERS_OVERLAP),
        ({"캔버스": {"고객 분할": ["고령자 가구"]}}, Doubt.NEAR_NAME),
        ({"캔버스": {"핵심 자원": ["통합 관제 플랫폼"]}}, Doubt.NEAR_NAME),
    ],
)
def test_doubtful_pairs_are_for_a_person(other: dict[str, object], doubt: Doubt) -> None:
    found = compared(plan(service("가"), service("나", **other)))
    assert found.duplicates == ()
    assert [pair.doubts for pair in found.to_check] == [(doubt,)]


def test_one_area_name_in_two_cities_is_two_areas() -> None:
    ours, theirs = (
        plan(service("가", 대상지역=["중구"])),
        plan(service("나", 대상지역=["중구"]), city="나래시"),
    )
    assert (compared(ours, theirs).duplicates, compared(ours, theirs).to_check) == ((), ())
    nowhere = plan(service("나", 대상지역=["중구"]), city=None)
    assert [pair.doubts for pair in compared(ours, nowhere).to_check] == [(Doubt.AREAS_OVERLAP,)]


def test_explicitly_none_is_in_common_with_nothing() -> None:
    found = compared(
        plan(service("가", 캔버스={"고객 분할": "없음"}), service("나", 캔버스={"고객 분할": "없음"}))
    )
    assert found.duplicates == ()


def test_one_service_in_two_plans_does_not_duplicate_itself() -> None:
    first = plan(service("가"))
    second = plan(service("가"), service("나", 분야="물류", 대상지역=["나래구"]))
    second_named = Plan(second.root, "다른 계획", "b.json")
    assert compared(first, second_named).duplicates == ()


def test_the_order_of_services_changes_no_finding() -> None:
    services = [service("가"), service("나"), service("다", 대상지역=["나래구"])]
    found = {
        frozenset(
            frozenset(one.services[position].name for position in pair.services) for pair in one.duplicates
        )
        for one in (compared(plan(*order)) for order in permutations(services))
    }
    assert found == {frozenset({frozenset({"가", "나"})})}


def test_the_text_fits_the_page_and_cannot_steer_the_terminal() -> None:
    long = {"핵심 자원": ["x" * 400, "가\u2028나", "통합 플랫폼"]}
    made = compared(plan(service("가"), service("나\u2028다"), service("다", 캔버스=long)))
    for lang in ("ko", "en"):
        text = render_comparison(made, Page(width=80, lang=lang))
        assert all(columns(line) <= 80 for line in text.splitlines())
        assert text.endswith("\n")
        assert "\u2028" not in text


def test_the_json_refers_to_services_by_position() -> None:
    read = json.loads(comparison_json(compared(plan(service("가"), service("나", 대상지역=None)))))
    assert read["schema"] == "jichim.comparison/1"
    assert [one["name"] for one in read["services"]] == ["가", "나"]
    assert read["services"][1]["areas"] is None
    assert read["to_check"][0]["services"] == [0, 1]
    assert read["to_check"][0]["why"] == ["area-not-stated"]
