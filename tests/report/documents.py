"""Reviews for the tests of documents, with texts that try to become markup, and how to read a file again."""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from jichim.assessment.model import (
    Assessment,
    Assumed,
    Combined,
    Evaluator,
    Rating,
    Scheme,
    Score,
    SubjectScores,
)
from jichim.cli.check import review_all
from jichim.diagnostic import Text
from jichim.plan.model import Place
from jichim.policy import load_policies
from jichim.policy.model import Policy
from jichim.provisions.model import ChecklistLine, Clock
from jichim.report.layout import Page, printable
from jichim.report.model import Report
from jichim.review.model import (
    Checked,
    Checklist,
    Done,
    FieldRef,
    Finding,
    Level,
    PolicyUse,
    Review,
    Running,
    Supplement,
    Timed,
)
from report.made import (
    BUILD_COST,
    FILE,
    LAW,
    PLAN,
    STAFF,
    STAGE,
    UNIT_NAME,
    action,
    decision,
    evidence,
    incheon,
    outcome,
    review,
    service,
)

GUIDE = replace(LAW, name="guideline", title="스마트도시계획수립지침")
PAGE = Page(folder="")
HOSTILE = (
    "<script>alert(1)</script>",
    '#let x = 1; #include "/etc/passwd"',
    "=cmd|' /C calc'!A0",
    "+1-2@SUM(A1)",
    "]]> & <w:p/> <hp:p/> &amp;",
    "\x00\x07\x1b[31m끝\x0b",
    "\u202e거꾸로\u202c",
    "漢字와 漢字 \U0002a6d6",
    "가족 \U0001f468\u200d\U0001f469",
    '" onmouseover="x" \\" $x$ `raw` *b* _i_ @label',
    "{{본문}} {{계획}}",
    "_x0041_",
    "\ud800",
)
"""What a plan may hold; every document shows it as text."""


@cache
def policy() -> Policy:
    found, _ = load_policies(())
    assert found is not None
    return found


@cache
def sample() -> Report:
    """A real plan under everything that ships."""
    return review_all(("samples/incheon.yaml",), policy(), None, "ko")


def hostile() -> Report:
    """One finding, action, decision and request for each hostile text, in every place that a plan reaches."""
    outcomes = [
        outcome(
            f"R-{number}", subject=replace(service(text, number)), read=(evidence(STAGE, text),), title=text
        )
        for number, text in enumerate(HOSTILE)
    ]
    reviewed = review(
        outcomes,
        findings=[
            Finding(o, Level.VIOLATION, f"말: {text}") for o, text in zip(outcomes, HOSTILE, strict=True)
        ],
        actions=[
            replace(action(o), what=f"할 일: {text}") for o, text in zip(outcomes, HOSTILE, strict=True)
        ],
        decisions=[decision(o.subject, text) for o, text in zip(outcomes, HOSTILE, strict=True)],
        supplements=[
            Supplement(o.subject, (FieldRef(f"services.x{n}", f"항목 {text}"),), (f"R-{n}",))
            for n, (o, text) in enumerate(zip(outcomes, HOSTILE, strict=True))
        ],
        plan=f"계획 {HOSTILE[0]} {HOSTILE[1]}",
        notes=HOSTILE,
    )
    return Report((reviewed,))


def many(count: int) -> Report:
    """As many findings, each of a rule of its own."""
    outcomes = [outcome(f"R-{number:05}", subject=PLAN, title=f"내용 {number}") for number in range(count)]
    found = [Finding(o, Level.VIOLATION, f"지적 {o.rule.name}") for o in outcomes]
    return Report((review(outcomes, findings=found, actions=[action(o) for o in outcomes]),))


def crowded(rules: int, services: int) -> Report:
    """Every rule found at every service."""
    subjects = [service(f"서비스 {number:03}호", number) for number in range(services)]
    outcomes = [
        outcome(f"R-{n:05}", subject=one, title=f"내용 {n}") for n in range(rules) for one in subjects
    ]
    found = [Finding(o, Level.VIOLATION, f"{o.subject.name}: 없다") for o in outcomes]
    return Report((review(outcomes, findings=found, actions=[action(o) for o in outcomes]),))


def told_once() -> Report:
    """A fault that the law (A-8) and the guideline (G-4) find of a service; the law also lacks the staff."""
    one = service("I-MOD")
    # The stage shows only that the guideline applies.
    read = (evidence(BUILD_COST, "3억원", 40), evidence(STAGE, "계획단계", 31)._replace(guard=True))
    guide = outcome("G-4", subject=one, instrument=GUIDE, title="지침의 것", read=read, missing=(UNIT_NAME,))
    law = outcome("A-8", subject=one, instrument=LAW, title="법의 것", missing=(UNIT_NAME, STAFF))
    found = [
        Finding(law, Level.VIOLATION, "법에 없다", told_at=("G-4",)),
        Finding(guide, Level.VIOLATION, "없다"),
    ]
    wanted = [
        replace(action(law), what="표를 싣는다"),
        replace(action(guide), what="쪽을 잇는다"),
        replace(action(law), what="쪽을 잇는다"),
    ]
    uses = (PolicyUse(LAW, True, 1), PolicyUse(GUIDE, True, 1))
    return Report((review([law, guide], findings=found, actions=wanted, policies=uses),))


def with_checklist() -> Report:
    """A notice five days ahead where fourteen are asked, no agreement, and a clock that ran out."""
    day, place = datetime.date(2020, 10, 10), Place(FILE, 12, 3)
    hearing = ChecklistLine("H", Text("공청회", "Hearing"), Text("공고", "Notice"), "법 제9조", "A9", lead=14)
    sought = ChecklistLine("C", Text("협의", "Agreement"), Text("협의 결과", "Result"), "법 제10조", "A10")
    clock = Clock("S", Text("보완 기한", "Supplement by"), "지침 제26조", "G26", "received", "answered", 30)
    lines = (
        Checked(hearing, Done.LATE, day, "2020-10-10", 5, place),
        Checked(sought, Done.NOT_STATED, None, "", None, place),
    )
    due = datetime.date(2020, 11, 11)
    clocks = (Timed(clock, Running.OVERDUE, datetime.date(2020, 10, 12), due, None, 11, Place(FILE, 14, 3)),)
    one = Checklist("guideline", Text("승인신청 점검표", "Checklist"), lines, clocks)
    made = incheon()
    uses = (*made.policies, PolicyUse(GUIDE, True, 0))
    return Report((replace(made, policies=uses, checklists=(one,)),))


def assessed() -> Report:
    """Two evaluators of one service: they agree on a criterion, part on another, and leave a third."""
    place = Place("sheet.yaml", 1, 1)

    def rated(criterion: str, *values: int) -> Combined:
        people = ("김평가", "이심사")
        ratings = tuple(
            Rating(criterion, ("I-MOD",), who, Fraction(value), "", place)
            for who, value in zip(people, values, strict=False)
        )
        mean = Fraction(sum(values), len(values)) if values else None
        return Combined(criterion, criterion, "", "", mean, ratings, people[len(values) :])

    items = (rated("역할 배분", 4, 5), rated("수요예측", 1, 5), rated("지속성"))
    scores = SubjectScores(
        "report-2020-3", "service", ("I-MOD",), items, (), (), Score("total", "종합", None, 1, 3), None, ()
    )
    evaluators = tuple(Evaluator(name, "", "", None, "sheet.yaml") for name in ("김평가", "=이심사"))
    scheme = Scheme("report-2020-3", assumed=(Assumed("척도", "원문에 없다"),))
    return Report((incheon(),), assessments=(Assessment("", evaluators, (scheme,), (scores,)),))


def small() -> Report:
    return Report((incheon(),))


def squeezed(text: str) -> str:
    """Without white space, which a page may set anywhere."""
    return re.sub(r"\s+", "", text)


def demands(reviewed: Review) -> list[str]:
    """What must stand in every document: rules found, what is to be done, what is to be stated."""
    wanted = [finding.outcome.rule.name for finding in reviewed.findings]
    wanted += [finding.outcome.rule.title for finding in reviewed.findings]
    wanted += [act.what for act in reviewed.actions]
    wanted += [
        finding.outcome.subject.name for finding in reviewed.findings if finding.outcome.subject != PLAN
    ]
    wanted += [
        name for made in reviewed.decisions for name in (made.derivation.name, made.value or "판단불가")
    ]
    return [printable(text) for text in dict.fromkeys(wanted) if text != "plan"]


def docx_text(content: bytes) -> str:
    import docx

    file = docx.Document(io.BytesIO(content))
    from docx.oxml.ns import qn

    return "\n".join(
        "".join(held.text or "" for held in paragraph.iter(qn("w:t")))
        for paragraph in file.element.body.iter(qn("w:p"))
    )


def hwpx_text(content: bytes) -> str:
    from hwpx import HwpxDocument

    file = HwpxDocument.open(io.BytesIO(content))
    assert file.validate().issues == ()
    space = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
    return "\n".join(
        "".join(
            held.text or "" for run in paragraph.findall(f"{space}run") for held in run.findall(f"{space}t")
        )
        for paragraph in file.sections[0].element.iter(f"{space}p")
    )


def pdf_text(content: bytes) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
