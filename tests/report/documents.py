"""Reviews for the tests of documents, with texts that try to become markup, and how to read a file again."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache

from jichim.cli.check import review_all
from jichim.policy import load_policies
from jichim.policy.model import Policy
from jichim.report.layout import Page, printable
from jichim.report.model import Report
from jichim.review.model import FieldRef, Finding, Level, Review, Supplement
from report.made import PLAN, STAGE, action, decision, evidence, incheon, outcome, review, service

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
