"""JUnit XML, as continuous integration services read it: a suite for each plan, a case for each outcome.

A violation of law in force is a failure; other findings are passed cases with their text in `system-out`;
undetermined is skipped with its cause; a plan that could not be read is a suite with one error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from jichim.report.machine.parts import actions_of, clean
from jichim.report.model import Report, Unusable
from jichim.report.parts import citation
from jichim.report.words import words
from jichim.review.model import Level, Outcome, Review

if TYPE_CHECKING:
    from jichim.policy.model import Policy
    from jichim.report.layout import Page

_FAILING = (Level.VIOLATION,)


def render_junit(report: Report, policy: Policy, page: Page) -> bytes:  # noqa: ARG001
    """`testsuites` in UTF-8, with the totals that its suites add up to."""
    root = ET.Element("testsuites", name="jichim")
    for review in report.reviews:
        root.append(_suite(review, page))
    for unusable in report.unusable:
        root.append(_error(unusable, page))
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _suite(review: Review, page: Page) -> ET.Element:
    text = words(page.lang)
    levels = {id(one.outcome): one for one in review.findings}
    actions = actions_of(review)
    suite = ET.Element("testsuite", name=clean(review.plan), file=clean(page.path(review.file)))
    failures = skipped = 0
    for outcome in review.outcomes:
        subject, rule = outcome.subject, outcome.rule
        case = ET.SubElement(
            suite,
            "testcase",
            name=clean(f"{rule.name} {rule.title} [{subject.name}]"),
            classname=clean(f"{rule.basis.instrument}.{rule.name}"),
        )
        finding = levels.get(id(outcome))
        if outcome.outcome is Outcome.UNDETERMINED:
            skipped += 1
            cause = text.causes[outcome.cause] if outcome.cause else text.cannot_decide
            fields = ", ".join(ref.label for ref in outcome.missing)
            ET.SubElement(case, "skipped", message=clean(f"{cause}: {fields}" if fields else cause))
        elif outcome.outcome is Outcome.NOT_APPLICABLE:
            skipped += 1
            ET.SubElement(case, "skipped", message=text.outcomes[Outcome.NOT_APPLICABLE])
        elif finding is not None:
            action = actions.get((rule.name, subject))
            lines = [f"{text.basis}: {citation(rule.basis)}"]
            lines += [f"{text.read}: {one.field.label}: {one.value} ({one.at})" for one in outcome.evidence]
            lines += [f"{text.act}: {action.what}"] if action is not None else []
            if finding.level in _FAILING and not outcome.instrument.draft:
                failures += 1
                failure = ET.SubElement(
                    case, "failure", message=clean(finding.message), type=finding.level.value
                )
                failure.text = clean("\n".join(lines))
            else:
                out = ET.SubElement(case, "system-out")
                out.text = clean("\n".join([f"[{text.levels[finding.level]}] {finding.message}", *lines]))
    suite.set("tests", str(len(review.outcomes)))
    suite.set("failures", str(failures))
    suite.set("errors", "0")
    suite.set("skipped", str(skipped))
    return suite


def _error(unusable: Unusable, page: Page) -> ET.Element:
    name = clean(page.path(unusable.file))
    suite = ET.Element("testsuite", name=name, tests="1", failures="0", errors="1", skipped="0")
    case = ET.SubElement(suite, "testcase", name=name, classname="jichim")
    told = [f"[{one.code}] {one.message.in_(page.lang)}" for one in unusable.diagnostics]
    error = ET.SubElement(case, "error", message=clean(told[0] if told else name), type="unusable")
    error.text = clean("\n".join(told))
    return suite
