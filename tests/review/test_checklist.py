"""The approval checklist: what a plan shows as done, and the clock of a request to supplement."""

from __future__ import annotations

import datetime
import json
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.made_law import CHECKLIST
from jichim.plan import read_plan
from jichim.policy import shipped_vocabulary
from jichim.provisions import ChecklistForm, read_checklist
from jichim.review.checklist import fill_in, mentions
from jichim.review.model import Checklist
from jichim.source import Source

DAY = datetime.date(2026, 11, 20)


@cache
def form() -> ChecklistForm:
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    found, problems = read_checklist(Source("checklist.yaml", CHECKLIST), "made-law", vocabulary)
    assert problems == ()
    return found


def filled(day: datetime.date = DAY, **sections: object) -> Checklist:
    vocabulary, _ = shipped_vocabulary()
    assert vocabulary is not None
    text = json.dumps({"about": {"name": "시험"}, **sections}, ensure_ascii=False, default=str)
    plan, problems = read_plan(Source("plan.json", text), vocabulary, format="json")
    assert plan is not None, problems
    assert mentions(form(), plan) is bool(sections)
    return fill_in(form(), plan, day)


def status(found: Checklist, name: str) -> tuple[str, str | None, int | None]:
    (line,) = [line for line in found.lines if line.line.id == name]
    assert (line.at is not None) is (line.status.value != "not-stated")
    return line.status.value, str(line.day) if line.day else None, line.ahead


@pytest.mark.parametrize(
    ("procedure", "name", "expected"),
    [
        ({}, "notice", ("not-stated", None, None)),
        ({"notice_date": "2026-06-06"}, "notice", ("done", "2026-06-06", None)),
        ({"notice_date": "2026-06-06", "hearing_date": "2026-06-20"}, "notice", ("done", "2026-06-06", 14)),
        ({"notice_date": "2026-06-07", "hearing_date": "2026-06-20"}, "notice", ("late", "2026-06-07", 13)),
        ({"notice_date": "2026-06-21", "hearing_date": "2026-06-20"}, "notice", ("late", "2026-06-21", -1)),
        (
            {"notice_date": "2026-06-01", "hearing_planned": "2026-06-20", "hearing_date": "2026-06-10"},
            "notice",
            ("done", "2026-06-01", 19),
        ),
        (
            {"notice_date": "2026-12-01", "hearing_date": "2026-12-30"},
            "notice",
            ("planned", "2026-12-01", 29),
        ),
        ({"notice_date": "없음"}, "notice", ("not-done", None, None)),
        ({"agencies_consulted_on": "2026-07-15"}, "agencies", ("done", "2026-07-15", None)),
        ({"agencies_consulted_on": "2026-11-20"}, "agencies", ("done", "2026-11-20", None)),
        ({"agencies_consulted_on": "2026-11-21"}, "agencies", ("planned", "2026-11-21", None)),
        ({"agency_results": ["국가유산청: 이견 없음"]}, "agencies", ("done", None, None)),
        ({"agency_results": "없음"}, "agencies", ("not-done", None, None)),
    ],
)
def test_a_line(procedure: dict[str, object], name: str, expected: tuple[object, ...]) -> None:
    assert status(filled(procedure=procedure) if procedure else filled(), name) == expected


@pytest.mark.parametrize(
    ("attachments", "expected"),
    [
        (["계획안", "협의 결과"], "done"),
        ("계획안", "done"),
        (["협의 결과"], "not-done"),
        ("없음", "not-done"),
    ],
)
def test_a_document(attachments: object, expected: str) -> None:
    assert status(filled(approval={"attachments": attachments}), "draft")[0] == expected


def test_a_document_of_which_nothing_is_said() -> None:
    assert status(filled(approval={"supplement_received": "2026-11-01"}), "draft")[0] == "not-stated"


@pytest.mark.parametrize(
    ("day", "answered", "expected"),
    [
        ("2026-09-01", None, ("running", 30)),
        ("2026-09-30", None, ("running", 1)),
        ("2026-10-01", None, ("running", 0)),
        ("2026-10-02", None, ("overdue", 1)),
        ("2026-11-20", None, ("overdue", 50)),
        ("2026-11-20", "2026-10-01", ("answered", 0)),
        ("2026-11-20", "2026-10-02", ("answered-late", 1)),
        ("2026-09-10", "2026-09-20", ("running", 21)),
    ],
)
def test_the_clock(day: str, answered: str | None, expected: tuple[str, int]) -> None:
    """30 days after 1 September end with 1 October (Civil Act, article 157: the first day does not count)."""
    approval = {
        "supplement_received": "2026-09-01",
        **({"supplement_notified": answered} if answered else {}),
    }
    (timed,) = filled(datetime.date.fromisoformat(day), approval=approval).clocks
    assert (timed.status.value, timed.days) == expected
    assert timed.due == datetime.date(2026, 10, 1)
    assert timed.at is not None


def test_a_clock_that_nothing_starts() -> None:
    (timed,) = filled(approval={"supplement_notified": "2026-09-20"}).clocks
    assert (timed.status.value, timed.due, timed.days) == ("not-started", None, 0)


@given(st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)), st.integers(0, 400))
def test_the_clock_runs_out_after_thirty_days(received: datetime.date, later: int) -> None:
    day = received + datetime.timedelta(days=later)
    (timed,) = filled(day, approval={"supplement_received": received}).clocks
    assert (timed.status.value == "overdue") is (later > 30)
    assert timed.days == abs(30 - later)
