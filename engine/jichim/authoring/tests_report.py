"""Results of rule tests: for people, as JSON and as JUnit XML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

from jichim.authoring.rule_tests import Failure, TestResult, failures
from jichim.diagnostic import Diagnostic, Lang, has_errors
from jichim.policy.names import written_name
from jichim.report.explain_text import render_tree
from jichim.report.layout import Page, printable
from jichim.report.machine.parts import clean
from jichim.report.words import outcome_word
from jichim.source import Span
from jichim.vocabulary.model import Vocabulary

VERSION = 1
MOST_EXPLAINED = 3
"""Results of one failed expectation that are explained."""

_WORDS: dict[Lang, tuple[str, str, str]] = {
    "ko": ("기대", "결과", "그런 대상이 없음"),
    "en": ("expected", "got", "no such subject"),
}


def render_results(results: Sequence[TestResult], page: Page, vocabulary: Vocabulary) -> str:
    """Each failed test with what came instead and why, then how many failed."""
    lines: list[str] = []
    for result in results:
        if result.passed:
            continue
        lines.append(f"{_at(result.test.span, page)}: {printable(result.test.title)}")
        for failure in result.failures:
            lines += [f"  {line}" for line in _failure(failure, page, vocabulary)]
    failed = failures(results)
    if failed:
        ko, en = f"시험 {len(results)}건 가운데 {failed}건 실패", f"{failed} of {len(results)} tests failed"
    else:
        ko, en = f"시험 {len(results)}건 통과", f"{len(results)} tests passed"
    return "\n".join([*lines, ko if page.lang == "ko" else en]) + "\n"


def _failure(failure: Failure, page: Page, vocabulary: Vocabulary) -> list[str]:
    """The place of the expectation, both results, and what decided."""
    expected, got, nothing = _WORDS[page.lang]
    one = failure.expectation
    about = " ".join((written_name(one.name), *one.subjects))
    came = ", ".join(outcome_word(value, page.lang) for value in failure.got) or nothing
    lines = [
        f"{_at(one.span, page)}: {printable(about)}",
        f"  {expected}  {outcome_word(failure.expected, page.lang)}",
        f"  {got}  {came}",
    ]
    for one_result in failure.explained[:MOST_EXPLAINED]:
        lines += render_tree(one_result, page, vocabulary).splitlines()
    return lines


def results_json(results: Sequence[TestResult], vocabulary: Vocabulary) -> str:
    """One JSON document, version 1; outcomes in English, names as the policy writes them."""
    page = Page(lang="en")
    document = {
        "schema": "jichim/rule-tests",
        "version": VERSION,
        "tests": len(results),
        "failed": failures(results),
        "results": [_entry(result, page, vocabulary) for result in results],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _entry(result: TestResult, page: Page, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "title": result.test.title,
        "instrument": result.test.instrument,
        "at": str(result.test.span),
        "passed": result.passed,
        "failures": [
            {
                "name": written_name(one.expectation.name),
                "subjects": list(one.expectation.subjects),
                "at": str(one.expectation.span),
                "expected": one.expected,
                "got": list(one.got),
                "explanations": [
                    render_tree(each, page, vocabulary) for each in one.explained[:MOST_EXPLAINED]
                ],
            }
            for one in result.failures
        ],
        "diagnostics": [_told(one, "en") for one in result.diagnostics],
    }


def results_junit(results: Sequence[TestResult], page: Page, vocabulary: Vocabulary) -> str:
    """`testsuites` with a suite for each file and a case for each test, as CI services read it."""
    root = ET.Element("testsuites", name="jichim rules test")
    files = dict.fromkeys(result.test.span.source.name for result in results)
    for file in files:
        members = [result for result in results if result.test.span.source.name == file]
        name = clean(page.path(file))
        suite = ET.SubElement(root, "testsuite", name=name)
        for result in members:
            _case(suite, result, page, vocabulary)
        suite.set("tests", str(len(members)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("errors", str(len(suite.findall("testcase/error"))))
        suite.set("skipped", "0")
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, result: TestResult, page: Page, vocabulary: Vocabulary) -> None:
    place = f"{page.path(result.test.span.source.name)}:{result.test.span.line}"
    case = ET.SubElement(
        suite,
        "testcase",
        name=clean(f"{result.test.title} ({place})"),
        classname=clean(f"{result.test.instrument}.{suite.get('name')}"),
    )
    if has_errors(result.diagnostics):
        told = [_told(one, page.lang) for one in result.diagnostics]
        error = ET.SubElement(case, "error", message=clean(told[0]), type="unreadable")
        error.text = clean("\n".join(told))
    elif result.failures:
        lines = [line for one in result.failures for line in _failure(one, page, vocabulary)]
        first = result.failures[0]
        expected, got, nothing = _WORDS[page.lang]
        came = ", ".join(outcome_word(value, page.lang) for value in first.got) or nothing
        message = (
            f"{written_name(first.expectation.name)}: "
            f"{expected} {outcome_word(first.expected, page.lang)}, {got} {came}"
        )
        failure = ET.SubElement(case, "failure", message=clean(message), type="expectation")
        failure.text = clean("\n".join(lines))


def _at(span: Span, page: Page) -> str:
    return f"{page.path(span.source.name)}:{span.line}:{span.column}"


def _told(diagnostic: Diagnostic, lang: Lang) -> str:
    return f"[{diagnostic.code}] {diagnostic.message.in_(lang)}"
