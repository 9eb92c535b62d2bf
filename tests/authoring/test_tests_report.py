"""Results of rule tests as text, JSON and JUnit XML."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from authoring import coverage_made as made
from jichim.authoring import run_tests
from jichim.authoring.tests_report import render_results, results_json, results_junit
from jichim.report import Page

WRONG = made.test("틀림 <&'>", "단계 = 운영 구축비 = 9억원 제공자 = 없음", "R-1 적합")
UNREADABLE = made.test("읽지 못함", '구축비 = "많이"', "R-1 적합")
NOBODY = made.test("없는 대상", "단계 = 운영", 'R-1 "나" 적합')
POLICY = made.policy(made.MET, WRONG, UNREADABLE, NOBODY)
RESULTS = run_tests(POLICY)

# What the schema of the xUnit plugin of Jenkins (junit-10.xsd) lets each element have.
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {
        *("name", "tests", "failures", "errors", "group", "time", "skipped", "timestamp"),
        *("hostname", "id", "package", "file", "log", "url"),
    },
    "testcase": {"name", "time", "classname", "group"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
}
REQUIRED = {"testsuite": {"name", "tests", "failures", "errors"}, "testcase": {"name"}}
CHILDREN = {"testsuites": {"testsuite"}, "testsuite": {"testcase"}, "testcase": {"failure", "error"}}


def test_a_failure_shows_expected_got_and_what_decided() -> None:
    text = render_results(RESULTS, Page(), POLICY.vocabulary)
    assert "    기대  적합\n    결과  부적합\n" in text
    assert "거짓  견본등급 = 낮음  도출 견본등급 = 높음" in text
    assert "참  구축비 > 3억원  9억원" in text
    assert "행" not in text, "the lines of the made plan are nobody's"
    assert "결과  그런 대상이 없음" in text
    assert text.endswith("시험 4건 가운데 3건 실패\n")


def test_all_passed() -> None:
    assert render_results(RESULTS[:1], Page(lang="en"), POLICY.vocabulary) == "1 tests passed\n"


def test_json() -> None:
    document = json.loads(results_json(RESULTS, POLICY.vocabulary))
    assert (document["tests"], document["failed"]) == (4, 3)
    failure = document["results"][1]["failures"][0]
    assert (failure["name"], failure["expected"], failure["got"]) == ("R-1", "met", ["not-met"])
    assert "견본등급 = 높음" in failure["explanations"][0]
    assert document["results"][2]["diagnostics"][0].startswith("[P")


def test_junit_keeps_to_the_schema() -> None:
    root = ET.fromstring(results_junit(RESULTS, Page(), POLICY.vocabulary).encode("utf-8"))
    for element in root.iter():
        assert set(element.keys()) <= ATTRIBUTES[element.tag]
        assert REQUIRED.get(element.tag, set()) <= set(element.keys())
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "2", "1")
    (suite,) = root
    assert suite.get("name") == "0.jichim"
    assert [case.get("name", "").split(" (")[0] for case in suite] == [
        "낮다",
        "틀림 <&'>",
        "읽지 못함",
        "없는 대상",
    ]
    messages = [found.get("message") for case in suite for found in case]
    assert messages[0] == "R-1: 기대 적합, 결과 부적합"
    assert messages[2] == "R-1: 기대 적합, 결과 그런 대상이 없음"


def test_names_of_cases_are_unique() -> None:
    twice = made.policy(made.MET, made.MET)
    root = ET.fromstring(results_junit(run_tests(twice), Page(), twice.vocabulary).encode("utf-8"))
    names = [case.get("name") for case in root.iter("testcase")]
    assert len(set(names)) == len(names) == 2
