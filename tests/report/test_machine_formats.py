"""SARIF, JUnit, CSV and OSCAL: valid, complete, the same every time, and safe for their readers."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

import jichim
from jichim.diagnostic import Message
from jichim.plan import read_plan
from jichim.plan.model import Place
from jichim.policy import load_policies
from jichim.policy.model import Policy
from jichim.report import Page, Report, Unusable
from jichim.report.formats import FORMATS
from jichim.report.machine.table import COLUMNS
from jichim.review.model import Cause, Finding, Level, Outcome, Review
from jichim.source import Source, Span
from report import made

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "tests" / "schemas" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
PAGE = Page()
MACHINE = ("csv", "sarif", "junit", "oscal")
BROKEN = Message("P007", "YAML로 읽을 수 없다: {word}", "cannot be read as YAML: {word}", "고친다", "mend it")
HOSTILE = "=HYPERLINK(1)<script>&\"'\x00\x1b[31m\ud800\u202e]]>\r\n"


@pytest.fixture(scope="module")
def policy() -> Policy:
    loaded, problems = load_policies(("report-2020-3",))
    assert loaded is not None, problems
    return loaded


@pytest.fixture(scope="module")
def review(policy: Policy) -> Review:
    plan, problems = jichim.load_plan(ROOT / "samples" / "incheon.yaml")
    assert plan is not None, problems
    return jichim.review_plan(plan, policy, as_of=datetime.date(2020, 11, 30))


def rendered(name: str, report: Report, policy: Policy, page: Page = PAGE) -> bytes:
    return FORMATS[name].render(report, policy, page).content


def sarif(report: Report, policy: Policy, page: Page = PAGE) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(rendered("sarif", report, policy, page))
    jsonschema.Draft4Validator(SCHEMA).validate(document)
    run: dict[str, Any] = document["runs"][0]
    return run


def unusable() -> Unusable:
    source = Source("나쁜 계획.yaml", "계획:\n  명칭: [\n")
    return Unusable(source.name, (BROKEN.at(Span(source, 10, 11), word="["),))


@pytest.mark.parametrize("name", MACHINE)
def test_equal_reports_give_equal_bytes(name: str, review: Review, policy: Policy) -> None:
    report = Report((review,), (unusable(),))
    assert rendered(name, report, policy) == rendered(name, report, policy)


class TestSarif:
    def test_each_finding_and_each_open_outcome_is_a_result(self, review: Review, policy: Policy) -> None:
        run = sarif(Report((review,)), policy)
        kinds = Counter(one["kind"] for one in run["results"])
        not_met = [one for one in review.findings if one.outcome.outcome is Outcome.NOT_MET]
        assert kinds == {"fail": len(not_met), "open": review.counts[Outcome.UNDETERMINED]}
        assert {one["level"] for one in run["results"] if one["kind"] == "open"} == {"none"}

    def test_with_everything_every_outcome_is_one(self, review: Review, policy: Policy) -> None:
        run = sarif(Report((review,)), policy, replace(PAGE, everything=True))
        kinds = Counter(one["kind"] for one in run["results"])
        assert kinds == {
            "pass": review.counts[Outcome.MET],
            "fail": review.counts[Outcome.NOT_MET],
            "open": review.counts[Outcome.UNDETERMINED],
            "notApplicable": review.counts[Outcome.NOT_APPLICABLE],
        }

    def test_a_result_says_where_and_what_was_read(self, policy: Policy) -> None:
        law = made.incheon().findings[0]
        known = replace(policy.rules[0], name="ACT-8")
        run = sarif(Report((made.incheon(),)), replace(policy, rules=(known, *_rules(policy))))
        result = next(one for one in run["results"] if one["ruleId"] == "ACT-8")
        assert result["level"] == "error"
        assert result["message"]["text"] == law.message
        place = result["relatedLocations"][0]
        assert place["physicalLocation"] == {
            "artifactLocation": {"uri": "samples/incheon.yaml"},
            "region": {"startLine": 12, "startColumn": 7},
        }
        assert place["message"]["text"].endswith(": 18명")

    def test_a_draft_is_never_an_error(self, review: Review, policy: Policy) -> None:
        run = sarif(Report((review,)), policy)
        assert {one["level"] for one in run["results"]} <= {"warning", "note", "none"}
        assert "warning" in {one["level"] for one in run["results"]}

    def test_a_cell_is_a_logical_location(self, policy: Policy) -> None:
        subject = replace(made.service("I-MOD"), place=Place("계획.xlsx", cell="서비스!B4"))
        finding = Finding(made.outcome("SUS-11-1", subject=subject), Level.VIOLATION, "검토가 없다")
        run = sarif(Report((made.review([finding.outcome], findings=[finding]),)), policy)
        location = run["results"][0]["locations"][0]
        assert location["logicalLocations"][0]["fullyQualifiedName"] == "서비스!B4"
        assert location["physicalLocation"] == {"artifactLocation": {"uri": "%EA%B3%84%ED%9A%8D.xlsx"}}, (
            "no line is claimed for a cell"
        )

    def test_fingerprints_stay_when_lines_move_and_tell_repeats_apart(self, policy: Policy) -> None:
        def prints(line: int) -> list[str]:
            subject = replace(made.service("I-MOD"), place=Place("p.yaml", line, 1))
            outcomes = [made.outcome("SUS-11-1", subject=subject) for _ in range(2)]
            findings = [Finding(one, Level.VIOLATION, "없다") for one in outcomes]
            run = sarif(Report((made.review(outcomes, findings=findings),)), policy)
            return [one["partialFingerprints"]["jichim/v1"] for one in run["results"]]

        assert prints(3) == prints(300)
        assert len(set(prints(3))) == 2

    def test_an_unusable_plan_is_a_notification_and_the_run_no_success(self, policy: Policy) -> None:
        invocation = sarif(Report((), (unusable(),)), policy)["invocations"][0]
        assert invocation["executionSuccessful"] is False
        notification = invocation["toolExecutionNotifications"][0]
        assert notification["descriptor"]["id"] == "P007"
        assert notification["message"]["text"] == "YAML로 읽을 수 없다: [. 고친다"
        assert notification["locations"][0]["physicalLocation"]["region"] == {
            "startLine": 2,
            "startColumn": 7,
        }

    def test_rules_cite_their_provision(self, policy: Policy) -> None:
        run = sarif(Report(()), policy)
        rules = {one["id"]: one for one in run["tool"]["driver"]["rules"]}
        assert len(rules) == len(policy.rules)
        assert "수립지침 4-2-1(1)⑪ 전단 신설안 [표 4-2]" in rules["SUS-11-1"]["fullDescription"]["text"]
        assert rules["SUS-11-1"]["relationships"][0]["target"]["id"] == "report-2020-3"


class TestJUnit:
    def test_cases_are_outcomes_and_totals_add_up(self, review: Review, policy: Policy) -> None:
        root = ET.fromstring(rendered("junit", Report((review,), (unusable(),)), policy))
        suites = root.findall("testsuite")
        assert len(suites) == 2
        assert len(suites[0].findall("testcase")) == len(review.outcomes) == int(suites[0].get("tests", ""))
        skipped = review.counts[Outcome.UNDETERMINED] + review.counts[Outcome.NOT_APPLICABLE]
        assert int(suites[0].get("skipped", "")) == skipped == len(suites[0].findall("testcase/skipped"))
        assert root.get("tests") == str(len(review.outcomes) + 1)
        assert root.get("errors") == "1"

    def test_only_violations_of_law_in_force_fail(self, policy: Policy) -> None:
        root = ET.fromstring(rendered("junit", Report((made.incheon(),)), policy))
        failures = root.findall("testsuite/testcase/failure")
        assert [one.get("message") for one in failures] == ["전담조직의 인력이 기준에 미치지 못한다"]
        told = [one.text or "" for one in root.findall("testsuite/testcase/system-out")]
        assert any("I-MOD: 구성요소 제공자, 수혜자에 대한 검토가 없다" in text for text in told)

    def test_an_open_outcome_is_skipped_with_its_cause(self, policy: Policy) -> None:
        root = ET.fromstring(rendered("junit", Report((made.incheon(),)), policy))
        told = {one.get("message") for one in root.findall("testsuite/testcase/skipped")}
        assert "미기재: 추진체계 전담조직 인력, 추진체계 전담조직 명칭, 추진체계 평가위원회" in told
        assert "계획 안의 값이 서로 다름" in told


class TestCsv:
    def rows(self, report: Report, policy: Policy) -> list[dict[str, str]]:
        text = rendered("csv", report, policy).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def test_a_line_for_each_outcome(self, review: Review, policy: Policy) -> None:
        rows = self.rows(Report((review,)), policy)
        assert Counter(row["outcome"] for row in rows) == {
            outcome.value: count for outcome, count in review.counts.items() if count
        }
        assert tuple(rows[0]) == COLUMNS

    def test_a_line_says_what_was_found_where_and_what_to_do(self, policy: Policy) -> None:
        row = next(one for one in self.rows(Report((made.incheon(),)), policy) if one["rule"] == "SUS-11-1")
        assert row["finding"] == "I-MOD: 구성요소 제공자, 수혜자에 대한 검토가 없다"
        assert row["evidence"] == "서비스 단계: 운영; 서비스 비용 금액: 12.4억원/년"
        assert row["places"] == "samples/incheon.yaml:31:9; samples/incheon.yaml:40:9"
        assert (row["by"], row["due"], row["assumed"]) == ("계획수립권자", "2020-12-22", "yes")

    def test_an_unusable_plan_is_counted(self, policy: Policy) -> None:
        rows = self.rows(Report((), (unusable(),)), policy)
        assert [(row["file"], row["outcome"]) for row in rows] == [("나쁜 계획.yaml", "unusable")]
        assert rows[0]["finding"] == "[P007] YAML로 읽을 수 없다: ["


class TestOscal:
    def result(self, review: Review, policy: Policy) -> dict[str, Any]:
        document = json.loads(rendered("oscal", Report((review,)), policy))
        found: dict[str, Any] = document["assessment-results"]["results"][0]
        return found

    def test_nothing_open_reads_as_satisfied(self, review: Review, policy: Policy) -> None:
        found = self.result(review, policy)
        states = Counter(one["target"]["status"]["reason"] for one in found["findings"])
        assert states == {
            "pass": review.counts[Outcome.MET],
            "fail": review.counts[Outcome.NOT_MET],
            "other": review.counts[Outcome.UNDETERMINED],
        }
        satisfied = [one for one in found["findings"] if one["target"]["status"]["state"] == "satisfied"]
        assert len(satisfied) == review.counts[Outcome.MET]

    def test_identifiers_are_uuids_used_once_and_observations_are_those_of_findings(
        self, review: Review, policy: Policy
    ) -> None:
        found = self.result(review, policy)
        ids = [one["uuid"] for one in (*found["observations"], *found["findings"])]
        assert len(ids) == len(set(ids))
        assert all(
            re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", one)
            for one in ids
        )
        pointed = {one["related-observations"][0]["observation-uuid"] for one in found["findings"]}
        assert pointed == {one["uuid"] for one in found["observations"]}

    def test_control_names_are_tokens(self, review: Review, policy: Policy) -> None:
        controls = self.result(review, policy)["reviewed-controls"]["control-selections"][0][
            "include-controls"
        ]
        assert all(re.fullmatch(r"[^\W\d][\w.\-]*", one["control-id"]) for one in controls)

    def test_no_plan_at_all_is_said(self, policy: Policy) -> None:
        document = json.loads(rendered("oscal", Report((), (unusable(),)), policy))["assessment-results"]
        assert document["results"][0]["title"] == "no plan was reviewed"
        assert "P007" in document["metadata"]["remarks"]


@pytest.mark.parametrize("name", MACHINE)
def test_hostile_text_stays_text(name: str, policy: Policy) -> None:
    subject = made.service(HOSTILE)
    outcome = made.outcome("SUS-11-1", subject=subject, read=(made.evidence(made.STAGE, HOSTILE),))
    open_one = made.outcome("SUS-11-2", Outcome.UNDETERMINED, subject=subject, cause=Cause.NOT_STATED)
    finding = Finding(outcome, Level.VIOLATION, HOSTILE)
    report = Report((made.review([outcome, open_one], findings=[finding], plan=HOSTILE, file=HOSTILE),))
    content = rendered(name, report, policy)
    text = content.decode("utf-8")
    assert "\x1b" not in text
    assert "\x00" not in text
    if name == "csv":
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
        assert [cell for cell in cells if cell.startswith("'=HYPERLINK(1)")]
    elif name == "junit":
        case = ET.fromstring(content).findall("testsuite/testcase")[0]
        assert "=HYPERLINK(1)<script>&\"'" in (case.get("name") or "")
    elif name == "sarif":
        assert "<script>" in sarif(report, policy)["results"][0]["message"]["text"]
    else:
        json.loads(text)


def test_a_plan_with_an_odd_name_has_an_address(policy: Policy) -> None:
    plan, problems = read_plan(Source("a b/계획 #1?.yaml", "계획: {명칭: 가}\n"), policy.vocabulary)
    assert plan is not None, problems
    run = sarif(Report((jichim.review_plan(plan, policy, as_of=datetime.date(2021, 1, 1)),)), policy)
    assert run["artifacts"][0]["location"]["uri"] == "a%20b/%EA%B3%84%ED%9A%8D%20%231%3F.yaml"


def _rules(policy: Policy) -> tuple[Any, ...]:
    """Rules of the names that the reviews made by hand speak of."""
    names = {one.rule.name for one in made.incheon().outcomes} - {"ACT-8"}
    return (*policy.rules[1:], *(replace(policy.rules[0], name=name) for name in sorted(names)))
