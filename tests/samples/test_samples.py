"""Every sample reads cleanly and shows what expectations.yaml says; the 30 canvases are carried
over as the report has them."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from sample_expectations import SAMPLES, Canvas, Expectation, Sample, canvases, document, plan_files, samples

import jichim
from jichim.diagnostic import Severity
from jichim.plan.model import NONE, Plan, Record
from jichim.review import Reviewer
from jichim.review.model import Cause, Outcome, Review

BLOCKS = (
    "partners",
    "activities",
    "resources",
    "value",
    "relationships",
    "channels",
    "customers",
    "costs",
    "revenues",
    "social_costs",
    "social_benefits",
)
RECORDS = {"channels", "costs", "revenues", "social_costs", "social_benefits"}
REVENUE_KINDS = {
    "fee": "이용료",
    "sales": "판매수입",
    "grant": "보조금",
    "local_public": "지방재정",
    "saving": "절감",
    "private_input": "민간투입",
}


@cache
def reviewer(policies: tuple[str, ...]) -> Reviewer:
    policy, problems = jichim.load_policies(policies)
    assert policy is not None, [problem.message for problem in problems]
    return Reviewer(policy)


@cache
def plan(file: str) -> Plan:
    read, problems = jichim.load_plan(SAMPLES / file)
    assert [p.message for p in problems if p.severity in (Severity.ERROR, Severity.WARNING)] == []
    assert read is not None
    return read


@cache
def review(sample: Sample) -> Review:
    return reviewer(sample.policies).review(plan(sample.file), as_of=sample.as_of)


def service(canvas: Canvas) -> Record:
    [found] = [r for r in records(plan(canvas.file).root, "services") if r.name == canvas.service]
    return found


def records(record: Record, block: str) -> tuple[Record, ...]:
    listed = record.lists.get(block)
    return listed if isinstance(listed, tuple) else ()


def stated(record: Record, block: str) -> int | None:
    """How many items of a block the plan states: 0 if explicitly none, None if not mentioned."""
    if block in RECORDS:
        listed = record.lists.get(block)
        return None if listed is None else len(listed) if isinstance(listed, tuple) else 0
    items = record.facts.get(f"canvas.{block}")
    assert items is None or items is NONE or isinstance(items, tuple)
    return None if items is None else len(items) if isinstance(items, tuple) else 0


@pytest.mark.parametrize("file", plan_files())
def test_a_sample_reads_without_errors_or_warnings(file: str) -> None:
    assert plan(file).root.node == "plan"


def test_every_plan_has_expectations_and_every_expectation_a_plan() -> None:
    assert sorted(document()["samples"]) == sorted(plan_files())


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.file)
def test_a_sample_shows_what_it_must(sample: Sample) -> None:
    shown = results(review(sample))
    assert {key(e): shown.get(key(e)) for e in sample.expectations} == {
        key(e): e.result for e in sample.expectations
    }


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.file)
def test_an_undetermined_result_has_the_expected_cause(sample: Sample) -> None:
    causes = {
        **{("rule", o.rule.name, whom(o.subject.name)): o.cause for o in review(sample).outcomes},
        **{("decision", d.derivation.name, whom(d.subject.name)): d.cause for d in review(sample).decisions},
    }
    expected = {key(e): Cause(e.cause) for e in sample.expectations if e.cause}
    assert {named: causes[named] for named in expected} == expected


@pytest.mark.parametrize("sample", [s for s in samples() if s.without], ids=lambda sample: sample.file)
def test_a_sample_has_none_of_these_outcomes(sample: Sample) -> None:
    left_out = {Outcome(name) for name in sample.without}
    found = [(o.rule.name, o.subject.name) for o in review(sample).outcomes if o.outcome in left_out]
    assert found == []


def test_what_people_judge_waits_for_the_sheet_and_asks_for_no_field() -> None:
    [silent] = [sample for sample in samples() if sample.file == "teaching/states-nothing.yaml"]
    waiting = {o.rule.name: o.missing for o in review(silent).outcomes if o.cause is Cause.JUDGEMENT}
    assert waiting == dict.fromkeys(
        ("EI01.1", "EI02.1", "EI04.1", "EI04.2", "EI05.3", "EI06.1", "EI10.1", "EI11.1"), ()
    )


def test_every_branch_of_the_planning_decision_is_taught() -> None:
    taught = {
        e.result
        for s in samples()
        if s.file.startswith("teaching/")
        for e in s.expectations
        if e.name == "운영주체"
    }
    assert taught == {"재검토", "공공", "공공·민관협업·민간", "민간", "undetermined"}


@pytest.mark.parametrize("file", [f for f in plan_files() if f.startswith("teaching/")])
def test_a_teaching_plan_says_in_its_first_line_that_it_is_made_up(file: str) -> None:
    assert (SAMPLES / file).read_text("utf-8").startswith("# 지어낸 계획이다.")


def test_every_expectation_says_why_and_from_where() -> None:
    lines = [(file, line) for file, entry in document()["samples"].items() for line in entry["expect"]]
    assert [(file, line) for file, line in lines if not line.get("why_ko") or not line.get("source")] == []


def test_no_expectation_is_written_twice() -> None:
    counts = Counter((e.file, key(e)) for s in samples() for e in s.expectations)
    assert [named for named, count in counts.items() if count > 1] == []


def test_the_thirty_canvases_are_there_exactly_once() -> None:
    assert [canvas.name for canvas in canvases()] == [f"C{number:02d}" for number in range(1, 31)]
    places = Counter((canvas.file, canvas.service) for canvas in canvases())
    listed = Counter(
        (file, record.name)
        for file in plan_files()
        if not file.startswith("teaching/")
        for record in records(plan(file).root, "services")
    )
    assert places == listed
    assert set(listed.values()) == {1}


@pytest.mark.parametrize("canvas", canvases(), ids=lambda canvas: canvas.name)
def test_a_canvas_states_as_many_items_as_the_report(canvas: Canvas) -> None:
    found = {block: stated(service(canvas), block) for block in BLOCKS}
    expected = {block: canvas.items.get(block, canvas.from_text.get(block)) for block in BLOCKS}
    none = {block: 0 for block, why in canvas.empty.items() if why == "none"}
    assert found == {**expected, **none}


@pytest.mark.parametrize("canvas", canvases(), ids=lambda canvas: canvas.name)
def test_a_canvas_says_nothing_in_a_blank_or_lost_cell(canvas: Canvas) -> None:
    silent = [block for block, why in canvas.empty.items() if why in ("blank", "lost")]
    assert [block for block in silent if stated(service(canvas), block) is not None] == []
    assert set(canvas.empty) | set(canvas.items) | set(canvas.from_text) == set(BLOCKS), (
        "every cell is told of"
    )
    assert set(canvas.empty).isdisjoint({*canvas.items, *canvas.from_text})


@pytest.mark.parametrize("canvas", canvases(), ids=lambda canvas: canvas.name)
def test_the_revenues_of_a_canvas_are_of_the_kind_and_recurrence_of_the_report(canvas: Canvas) -> None:
    listed = records(service(canvas), "revenues")
    assert [revenue_kind(revenue) for revenue in listed] == list(canvas.revenues)


@pytest.mark.parametrize("canvas", canvases(), ids=lambda canvas: canvas.name)
def test_a_canvas_is_named_in_the_comment_of_its_service(canvas: Canvas) -> None:
    text = (SAMPLES / canvas.file).read_text("utf-8")
    before = text.split(f"  - 이름: {canvas.service}")[0].rsplit("\n  - 이름: ", 1)[-1]
    line = text.split(f"  - 이름: {canvas.service}")[1].splitlines()[0]
    assert f"# {canvas.name} · " in before or f"# {canvas.name} · " in line


def test_amounts_are_those_that_the_report_prints() -> None:
    amounts = {
        (file, record.name, money.name): (path, value)
        for file in plan_files()
        if not file.startswith("teaching/")
        for record in records(plan(file).root, "services")
        for block in ("costs", "revenues", "social_costs", "social_benefits")
        for money in records(record, block)
        for path, value in money.facts.items()
        if path in ("amount", "annual_amount", "unit_price") and isinstance(value, int)
    }
    assert amounts == {
        ("busan-eco-delta.yaml", "AI기반 응급의료시스템", "시스템 유지관리 비용"): (
            "annual_amount",
            40_000_000,
        ),
        (
            "daejeon.yaml",
            "Smart ON 주차공유",
            "주차장 사용료(시간 당 2,000원): 플랫폼 사업자 30%, 주차장 소유주 70%",
        ): ("unit_price", 2_000),
        ("daejeon.yaml", "Smart ON 전기화재 모니터링", "서비스 이용료: 베이직"): ("unit_price", 10_000),
        ("daejeon.yaml", "Smart ON 전기화재 모니터링", "서비스 이용료: 레귤러(베이직+방문점검)"): (
            "unit_price",
            20_000,
        ),
    }


def test_the_annual_budgets_of_bucheon_add_up_to_its_total() -> None:
    root = plan("bucheon.yaml").root
    budgets = records(root, "funding_plan.yearly_budgets")
    parts = [budget.facts["amount"] for budget in budgets]
    assert parts == [15_170_914_000, 13_433_942_000, 11_395_144_000]
    assert root.facts["funding_plan.total"] == 40_000_000_000


@pytest.mark.parametrize(
    ("file", "unit", "staff", "teams"),
    [
        ("busan-eco-delta.yaml", "스마트시티추진과", 28, (1, 8, 5, 4, 5, 5)),
        ("sejong-5-1.yaml", "스마트도시과", 14, (1, 6, 4, 3)),
        ("daejeon.yaml", "스마트시티과", 20, (1, 6, 3, 5, 5)),
        ("bucheon.yaml", "스마트시티담당관", 10, (1, 3, 3, 3)),
        ("bucheon-smart-city-plan.yaml", "스마트시티담당관", 10, (1, 3, 3, 3)),
        ("incheon.yaml", "스마트도시담당관", 18, (1, 6, 3, 4, 4)),
    ],
)
def test_the_unit_of_a_city_has_the_staff_of_its_teams(
    file: str, unit: str, staff: int, teams: tuple[int, ...]
) -> None:
    facts = plan(file).root.facts
    listed = facts["governance.unit.teams"]
    assert isinstance(listed, tuple)
    assert (facts["governance.unit.name"], facts["governance.unit.staff"]) == (unit, staff)
    assert tuple(int(team.rsplit("(", 1)[1].rstrip(")")) for team in listed) == teams
    assert sum(teams) == staff


def key(expectation: Expectation) -> tuple[str, str, str]:
    return (expectation.kind, expectation.name, whom(expectation.subject))


def whom(subject: str) -> str:
    """A pair is the same whichever of its two services is named first."""
    return " + ".join(sorted(subject.split(" + ")))


def results(reviewed: Review) -> dict[tuple[str, str, str], str]:
    """Every outcome, decision and derived value by kind, name and subject."""
    undetermined = Outcome.UNDETERMINED.value
    return {
        **{("rule", o.rule.name, whom(o.subject.name)): o.outcome.value for o in reviewed.outcomes},
        **{
            ("decision", d.derivation.name, whom(d.subject.name)): d.value or undetermined
            for d in reviewed.decisions
        },
        **{("fact", f.name, whom(f.subject.name)): f.value or undetermined for f in reviewed.derived},
    }


def revenue_kind(revenue: Record) -> str:
    kind = revenue.facts["type"]
    chosen = kind[0] if isinstance(kind, tuple) else kind
    recurring = revenue.facts.get("recurring")
    assert isinstance(chosen, str)
    mark = "?" if recurring is None else "+" if recurring else "-"
    return REVENUE_KINDS[chosen] + mark
