"""What documents show together: standings, provisions, requests; and that nothing is lost or doubled."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace

import pytest

from jichim.policy.model import Basis, Period
from jichim.report.grouping import (
    Standing,
    chapters,
    homes,
    open_questions,
    other_actions,
    provision,
    requests,
    sentence,
    verdicts,
)
from jichim.review.model import Cause, Finding, Level, Outcome, PolicyUse, Supplement
from report.documents import sample, told_once
from report.made import (
    DRAFT,
    LAW,
    PLAN,
    STAFF,
    STAGE,
    UNIT_NAME,
    action,
    incheon,
    outcome,
    review,
    service,
)

IN_FORCE = (PolicyUse(LAW, True, 3),)


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        ("수립지침 제4조①6", "수립지침 제4조"),
        ("법 제8조의2제1항", "법 제8조의2"),
        ("영 제12조①1, 법 제8조①10", "영 제12조"),
        ("스마트도시법 제24조제3항 전단 신설안 [표 4-8]", "스마트도시법 제24조"),
        ("4장 2절 2)② 그림 4-3 ~ 4-6", "4장 2절"),
        ("부록 3 2)①", "부록 3 2)①"),
        ("", ""),
    ],
)
def test_provision_of_a_citation(citation: str, expected: str) -> None:
    assert provision(Basis("x", (citation,) if citation else ())) == expected


@pytest.mark.parametrize(
    ("kind", "level", "expected"),
    [
        (Outcome.MET, None, Standing.ACCEPTED),
        (Outcome.NOT_APPLICABLE, None, Standing.ACCEPTED),
        (Outcome.NOT_MET, Level.VIOLATION, Standing.TO_SUPPLEMENT),
        (Outcome.NOT_MET, Level.EVIDENCE, Standing.ACCEPTED_WITH_REMARKS),
        (Outcome.NOT_MET, Level.RECOMMENDATION, Standing.ACCEPTED_WITH_REMARKS),
        (Outcome.NOT_MET, Level.ADVICE, Standing.ACCEPTED),
        (Outcome.UNDETERMINED, None, Standing.OPEN),
    ],
)
def test_standing_under_law_in_force(kind: Outcome, level: Level | None, expected: Standing) -> None:
    one = outcome("A-1", kind, instrument=LAW, level=level or Level.VIOLATION)
    found = [Finding(one, level, "말")] if level else []
    (verdict,) = verdicts(review([one], findings=found, policies=IN_FORCE))
    assert verdict.standing is expected


def test_a_violation_outweighs_what_is_open() -> None:
    lacking, open_one = outcome("A-1", instrument=LAW), outcome("A-2", Outcome.UNDETERMINED, instrument=LAW)
    made = review([lacking, open_one], findings=[Finding(lacking, Level.VIOLATION, "")], policies=IN_FORCE)
    assert verdicts(made)[0].standing is Standing.TO_SUPPLEMENT


def test_a_draft_is_for_reference_whatever_it_finds() -> None:
    one = outcome("P-1")
    (verdict,) = verdicts(review([one], findings=[Finding(one, Level.VIOLATION, "")]))
    assert verdict.standing is Standing.REFERENCE


def test_an_instrument_that_was_not_in_force_is_not_applied() -> None:
    past = replace(LAW, period=Period(None, datetime.date(2000, 1, 1)))
    (verdict,) = verdicts(review(policies=(PolicyUse(past, False, 0),)))
    assert verdict.standing is Standing.NOT_APPLIED


def test_law_stands_before_drafts() -> None:
    uses = (PolicyUse(DRAFT, True, 1), PolicyUse(LAW, True, 1))
    assert [v.use.instrument for v in verdicts(review(policies=uses))] == [LAW, DRAFT]


@pytest.mark.parametrize(
    "reviewed", [incheon(), sample().reviews[0], told_once().reviews[0]], ids=["made", "real", "told"]
)
def test_every_finding_and_action_is_in_exactly_one_group(reviewed) -> None:
    shown = [
        finding
        for draft in (False, True)
        for chapter in chapters(reviewed, draft=draft)
        for part in chapter.provisions
        for entry in part.entries
        for finding in (*entry.findings, *entry.beside)
    ]
    told = [f for f in reviewed.findings if f.level is not Level.UNDETERMINED]
    assert Counter(map(id, shown)) == Counter(map(id, told))
    asked = [
        (o.rule.name, o.subject) for _, groups in open_questions(reviewed) for same in groups for o in same
    ]
    rest = [f for f in reviewed.findings if f.level is Level.UNDETERMINED]
    assert {(f.outcome.rule.name, f.outcome.subject) for f in rest} <= set(asked)
    assert len(asked) == len(set(asked))
    at_findings = [
        act
        for draft in (False, True)
        for chapter in chapters(reviewed, draft=draft)
        for part in chapter.provisions
        for entry in part.entries
        for act in entry.actions
    ]
    assert set(map(id, at_findings)) | set(map(id, other_actions(reviewed))) == set(map(id, reviewed.actions))


def test_equal_requests_of_two_services_are_one() -> None:
    first, second, third = service("가"), service("나", 1), service("다", 2)
    made = review(
        supplements=[
            Supplement(first, (STAGE, STAFF), ("A",)),
            Supplement(second, (STAFF, STAGE), ("B",)),
            Supplement(third, (STAGE,), ("A",)),
        ]
    )
    one, other = requests(made)
    assert one.subjects == (first, second)
    assert one.fields == (STAGE, STAFF)
    assert one.rules == ("A", "B")
    assert other.subjects == (third,)


def test_a_request_that_only_a_draft_makes_says_so() -> None:
    law, draft = outcome("A", instrument=LAW), outcome("B")
    made = review([law, draft], supplements=[Supplement(PLAN, (UNIT_NAME,), ("B",))])
    assert requests(made)[0].proposal_only
    both = review([law, draft], supplements=[Supplement(PLAN, (UNIT_NAME,), ("A", "B"))])
    assert not requests(both)[0].proposal_only


def test_findings_are_by_article_in_the_order_of_their_numbers() -> None:
    outcomes = [
        replace(o, rule=replace(o.rule, basis=Basis("act", (f"법 제{n}조①",))))
        for n, o in ((24, outcome("A", instrument=LAW)), (8, outcome("B", instrument=LAW)))
    ]
    made = review(outcomes, findings=[Finding(o, Level.VIOLATION, "") for o in outcomes], policies=IN_FORCE)
    (chapter,) = chapters(made, draft=False)
    assert [part.title for part in chapter.provisions] == ["법 제8조", "법 제24조"]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("I-MOD: 없다", "없다"),
        ("서비스 구성요소의 충분한 검토", ""),
        ("서비스 구성요소의 충분한 검토: 판단이 필요하다", "판단이 필요하다"),
        ("그 밖의 I-MOD: 말", "그 밖의 I-MOD: 말"),
    ],
)
def test_a_sentence_does_not_name_its_subject_again(message: str, expected: str) -> None:
    assert (
        sentence(Finding(outcome("A", subject=service("I-MOD")), Level.ADVICE, message), "I-MOD") == expected
    )


def test_actions_at_no_finding_are_kept_apart() -> None:
    alone = outcome("A", Outcome.UNDETERMINED, cause=Cause.NOT_DECIDED)
    made = review([alone], actions=[action(alone)])
    assert [a.rule for a in other_actions(made)] == ["A"]


def test_a_fault_of_two_instruments_has_one_entry_with_what_both_want() -> None:
    (chapter,) = chapters(told_once().reviews[0], draft=False)
    ((entry,),) = (part.entries for part in chapter.provisions)
    assert [f.outcome.rule.name for f in entry.findings] == ["G-4"]
    assert [f.outcome.rule.name for f in entry.beside] == ["A-8"]
    assert [act.what for act in entry.wanted] == ["쪽을 잇는다", "표를 싣는다"]


@pytest.mark.parametrize(
    ("told_at", "expected"),
    [
        ({"A": (("B",),)}, {"A": "B", "B": ""}),
        ({"A": (("B",),), "B": (("A",),)}, {"A": "", "B": ""}),
        ({"A": (("B",),), "B": (("C",),), "C": ((),)}, {"A": "", "B": "C", "C": ""}),
        ({"A": (("B",), ())}, {"A": "", "B": ""}),
        ({"A": (("B", "C"), ("C",)), "C": ((),)}, {"A": "C", "B": "", "C": ""}),
        ({"A": (("Z",),)}, {"A": "", "B": ""}),
    ],
)
def test_only_what_stands_alone_tells_others(
    told_at: dict[str, tuple[tuple[str, ...], ...]], expected: dict[str, str]
) -> None:
    told_at = {"B": ((),), **told_at}
    found = [
        Finding(
            outcome(name, instrument=LAW, subject=service(f"{n}", n)), Level.VIOLATION, "없다", told_at=at
        )
        for name, each in told_at.items()
        for n, at in enumerate(each)
    ]
    assert homes(found) == expected
