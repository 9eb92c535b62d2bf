"""Edits of a plan as a person writes them: what they state, where they stand, and what is wrong with them."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jichim.diagnostic import has_errors
from jichim.plan import NONE, read_plan
from jichim.plan.model import Conflict, Record
from jichim.scenario import edited, open_plan, read_set, read_unset
from jichim.scenario.file import read_scenarios
from jichim.source import Source
from scenario.editing import opened, setting, unsetting
from strategies_plan import Document, documents, vocabulary

SPENDING = {"spending_name": "센서", "phase": "running", "yearly": "2억원/년"}
PLAN = opened({"stage": "early", "spendings": [SPENDING]}, {"stage": "late"}, budget="5억원")


def service(record: Record, index: int = 0) -> Record:
    listed = record.lists["services"]
    assert isinstance(listed, tuple)
    return listed[index]


@pytest.mark.parametrize(
    ("argument", "path", "fact"),
    [
        ("사업목록[하나].벌이=3억원/년", "revenue", 300_000_000),
        ("services[하나].revenue=3억원/년", "revenue", 300_000_000),
        ("사업목록[1].보급률=12%", "coverage", Fraction(12, 100)),
        ("사업목록[하나].강제여부=아니오", "forced", False),
        ("사업목록[ 하나 ].자원들=[센서, 앱]", "resources", ("센서", "앱")),
        ("사업목록[하나].자원들=센서 = 고정", "resources", ("센서 = 고정",)),
        ("사업목록[하나].자원들=없음", "resources", NONE),
        ("사업목록[하나].설계서.약속=안전", "sheet.promise", "안전"),
        ("사업목록[하나].설계서={약속: 안전}", "sheet.promise", "안전"),
        ("사업목록[하나].진행단계=말기", "stage", "late"),
    ],
)
def test_an_edit_states_what_a_plan_would(argument: str, path: str, fact: object) -> None:
    plan, problems = edited(PLAN, [setting(PLAN, argument)])
    assert plan is not None
    assert not problems
    assert service(plan.root).facts[path] == fact
    assert service(plan.root).places[path].file == "--set"
    assert service(PLAN.plan.root).facts.get(path) != fact, "the plan itself must not change"


def test_the_column_of_an_edit_is_that_of_its_value() -> None:
    place = setting(PLAN, "예산= 3억원").place
    assert (place.file, place.line, place.column) == ("--set", 1, 5)


@pytest.mark.parametrize(
    ("argument", "code", "underlined"),
    [
        ("예산", "H001", "예산"),
        ("사업목록[하나].수입=3억원", "H002", "수입"),
        ("벌이=3억원", "H002", "벌이"),
        ("예산[1]=3억원", "H003", "예산"),
        ("사업목록.벌이=3억원", "H004", "사업목록"),
        ("사업목록[넷].벌이=3억원", "H005", "넷"),
        ("사업목록[3].벌이=3억원", "H005", "3"),
        ("예산.금액=3억원", "H006", "예산"),
        ("예산=미정", "H007", "미정"),
        ("예산=", "H007", ""),
        ("사업목록[하나.벌이=3억원", "H008", "[하나.벌이=3억원"),
        ("사업목록[하나]=x", "H017", "사업목록"),
        ("예산=3명", "P035", "3명"),
        ("사업목록[하나].진행단계=끝", "P030", "끝"),
        ("사업목록[하나].자원들=[a, b", "P007", ""),
        ("=3", "H002", "="),
        (".=3", "H002", "."),
    ],
)
def test_a_mistake_is_underlined(argument: str, code: str, underlined: str) -> None:
    edit, problems = read_set(argument, PLAN.plan.root, vocabulary())
    assert edit is None
    assert [problem.code for problem in problems] == [code]
    span = problems[0].span
    assert span is not None
    assert span.text == underlined


def test_what_is_near_is_offered() -> None:
    _, problems = read_set("사업목록[하나].벌어=3억원", PLAN.plan.root, vocabulary())
    assert problems[0].help is not None
    assert problems[0].help.ko.startswith("혹시 `벌이`")
    _, problems = read_set("사업목록[두울].벌이=3억원", PLAN.plan.root, vocabulary())
    assert problems[0].help is not None
    assert problems[0].help.ko == "있는 것: `하나`, `둘`"


def test_a_total_follows_the_record_that_is_edited() -> None:
    assert service(PLAN.plan.root).facts["running_total"] == 200_000_000
    plan, _ = edited(PLAN, [setting(PLAN, "사업목록[하나].지출들[센서].연지출=7억원/년")])
    assert plan is not None
    assert service(plan.root).facts["running_total"] == 700_000_000


def test_a_stated_total_that_is_not_the_sum_is_contradictory() -> None:
    plan, _ = edited(PLAN, [setting(PLAN, "사업목록[하나].운영총액=9억원/년")])
    assert plan is not None
    fact = service(plan.root).facts["running_total"]
    assert isinstance(fact, Conflict)
    assert [one.value for one in fact.candidates] == [900_000_000, 200_000_000]


def test_records_are_added_and_a_list_is_replaced() -> None:
    added = setting(PLAN, "사업목록[하나].지출들[+]={지출명: 앱, 지출구분: 굴리기, 연지출: 1억원/년}")
    plan, _ = edited(PLAN, [added])
    assert plan is not None
    listed = service(plan.root).lists["spendings"]
    assert isinstance(listed, tuple)
    assert [one.name for one in listed] == ["센서", "앱"]
    assert service(plan.root).facts["running_total"] == 300_000_000
    plan, _ = edited(PLAN, [setting(PLAN, "사업목록[하나].지출들=없음")])
    assert plan is not None
    assert service(plan.root).lists["spendings"] is NONE


def test_what_is_taken_out_is_not_stated() -> None:
    plan, _ = edited(PLAN, [unsetting(PLAN, "사업목록[하나].진행단계")])
    assert plan is not None
    assert "stage" not in service(plan.root).facts
    assert service(plan.root, 1).facts["stage"] == "late"


def test_taking_out_what_is_not_stated_is_a_warning() -> None:
    edit, problems = read_unset("사업목록[하나].벌이", PLAN.plan.root, vocabulary())
    assert edit is not None
    assert [(one.code, one.is_error) for one in problems] == [("H009", False)]


def test_a_section_that_was_none_is_opened() -> None:
    plan = opened({"sheet": "없음"})
    made, _ = edited(plan, [setting(plan, "사업목록.설계서.약속=안전")])
    assert made is not None
    assert service(made.root).facts["sheet"] is True


# ---- the same as writing it ------------------------------------------------------------------------


def _facts(record: Record) -> Any:
    lists = {
        path: [_facts(one) for one in records] if isinstance(records, tuple) else records
        for path, records in record.lists.items()
    }
    facts = {
        path: [each.value for each in fact.candidates] if isinstance(fact, Conflict) else fact
        for path, fact in record.facts.items()
    }
    return facts, lists


@given(documents(), st.sampled_from(("revenue", "users", "region", "resources", "forced")), st.data())
def test_an_edit_is_the_plan_with_it_written(document: Document, key: str, data: st.DataObject) -> None:
    values = {
        "revenue": "3억원/년",
        "users": "7명",
        "region": "동구",
        "resources": ["센서", "차량"],
        "forced": "없음",
    }
    plan, _ = open_plan(Source("p.json", json.dumps(document, ensure_ascii=False)), vocabulary())
    if plan is None:
        return
    number = data.draw(st.integers(0, len(document["services"]) - 1))
    value = values[key]
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    edit, problems = read_set(f"services[{number + 1}].{key}={written}", plan.plan.root, vocabulary())
    assert edit is not None, problems
    made, _ = edited(plan, [edit])
    services = [{**one, key: value} if n == number else one for n, one in enumerate(document["services"])]
    text = json.dumps({**document, "services": services}, ensure_ascii=False)
    wanted, _ = read_plan(Source("p.json", text), vocabulary())
    assert (made is None) == (wanted is None)
    if made is not None and wanted is not None:
        assert _facts(made.root) == _facts(wanted.root)


@given(st.text(max_size=40), st.text(max_size=20))
def test_no_argument_is_too_strange(path: str, value: str) -> None:
    edit, problems = read_set(f"{path}={value}", PLAN.plan.root, vocabulary())
    assert (edit is None) == has_errors(problems)


# ---- files of scenarios ----------------------------------------------------------------------------


def test_scenarios_of_a_file() -> None:
    text = "크게:\n  예산: 9억원\n  사업목록[하나].지출들: [{지출명: 앱}]\n말없이:\n  예산: 미기재\n"
    scenarios, problems = read_scenarios(Source("s.yaml", text), PLAN.plan.root, vocabulary())
    assert not problems
    assert [(one.name, [edit.label for edit in one.edits]) for one in scenarios] == [
        ("크게", ["예산", "사업목록[하나].지출들"]),
        ("말없이", ["예산"]),
    ]
    assert str(scenarios[0].edits[0].place) == "s.yaml:2:3"
    assert scenarios[1].edits[0].says is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["H011"]),
        ("- 예산: 1억원\n", ["H011"]),
        ("하나: 1억원\n", ["H012"]),
        ("하나: {예산: 1억원}\n하나: {예산: 2억원}\n", ["H013"]),
        ("하나: {예산: 3명}\n", ["P035"]),
        ("하나: {예산: 1억원, budget: 2억원}\n", ["H010"]),
        ("하나: {[a]: 1억원}\n", ["H012"]),
        ("".join(f"s{n}: {{예산: 1억원}}\n" for n in range(201)), ["H014"]),
        ("하나: !!python/name:os.system {예산: 1억원}\n", ["P014"]),
    ],
)
def test_a_mistake_in_a_file(text: str, codes: list[str]) -> None:
    _, problems = read_scenarios(Source("s.yaml", text), PLAN.plan.root, vocabulary())
    assert [one.code for one in problems if one.is_error] == codes


@pytest.mark.parametrize(
    ("text", "place", "underlined"),
    [
        ("하나:\n  예산: 3명\n", "s.yaml:2:7", "3명"),
        ('하나:\n  "예산": "3명"\n', "s.yaml:2:10", "3명"),
        ("하나:\n  사업목록[셋].예산: 1억원\n", "s.yaml:2:8", "셋"),
        ("하나:\n  에산: 1억원\n", "s.yaml:2:3", "에산"),
        ("하나:\n  에산: 미기재\n", "s.yaml:2:3", "에산"),
        ("하나:\n  예산: [1억원, {a: b}]\n", "s.yaml:2:7", "[1억원, {a: b}]"),
        ('하나:\n  "에\\uC0B0": 1억원\n', "s.yaml:2:3", '"에\\uC0B0"'),
    ],
)
def test_a_mistake_stands_where_the_file_has_it(text: str, place: str, underlined: str) -> None:
    source = Source("s.yaml", text)
    _, problems = read_scenarios(source, PLAN.plan.root, vocabulary())
    span = problems[0].span
    assert span is not None
    assert (str(span), span.text) == (place, underlined)
    assert span.source is source
