"""The files beside the rules: what they say, and every mistake at its place."""

from __future__ import annotations

import datetime

import pytest

from jichim.diagnostic import Diagnostic, Text
from jichim.policy import load_policies, shipped_vocabulary
from jichim.provisions import (
    Address,
    Documents,
    load_checklists,
    load_crosswalks,
    load_defects,
    load_documents,
    load_provisions,
    read_checklist,
    read_crosswalk,
    read_defects,
    read_provisions,
)
from jichim.provisions.naming import read_naming
from jichim.source import Source
from jichim.vocabulary.model import Vocabulary

DOCUMENTS = Documents({"법": "act"})
ROW = """
  - id: G20-3a
    at: "제20조③"
    part: "1/2"
    heading: "성과관리"
    ending: "선정하고"
    modality: obligation
    force: strict
    addressee: "계획수립권자"
    checkable: "yes"
    refs: ["제9조②1", "법 제8조"]
    ko: "핵심서비스를 고른다"
    without_rule: {kind: judgement, ko: "까닭", en: "reason"}
"""
CROSSWALK = """
as_of: "2026-11-22"
proposals:
  - id: R2
    items: [T4-3.1a, T4-3.1b]
    proposal: {ko: 지표를 정한다, en: set indicators}
    where: "[표 4-3]"
    verdict: adopted
    today:
      - {at: "제20조③", provision: [G20-3a, G20-3b], ko: 정한다, en: set}
    differs:
      - {ko: 세졌다, en: stricter}
"""
CHECKLIST = """
title: {ko: 점검표, en: checklist}
sections: [procedure]
lines:
  - {id: a, group: 공청회, what: {ko: 공고, en: notice}, at: 제24조②, done_on: procedure.notice_date,
     before: [procedure.hearing_date], lead: 14일}
clocks:
  - {id: c, what: 보완, at: 제26조③, received: approval.supplement_received,
     answered: approval.supplement_notified, within: 30일}
"""


def told(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.span.text.strip() if one.span else "") for one in diagnostics]


def vocabulary() -> Vocabulary:
    found, _ = shipped_vocabulary()
    assert found is not None
    return found


def rows(text: str) -> tuple[object, tuple[Diagnostic, ...]]:
    return read_provisions([Source("g/provisions.yaml", text)], "g", DOCUMENTS)


def test_a_provision() -> None:
    found, problems = read_provisions([Source("g/provisions.yaml", f"provisions:{ROW}")], "g", DOCUMENTS)
    assert problems == ()
    (one,) = found
    assert (one.id, one.at, one.part, one.address) == ("G20-3a", "제20조③", "1/2", Address(20, paragraph=3))
    assert (one.ending, one.modality, one.force) == ("선정하고", "obligation", "strict")
    assert [(text, span.text) for text, span in one.refs] == [
        ("제9조②1", '"제9조②1"'),
        ("법 제8조", '"법 제8조"'),
    ]
    assert one.gist == Text("핵심서비스를 고른다", "핵심서비스를 고른다")
    assert one.without_rule is not None
    assert (one.without_rule.kind, one.without_rule.reason) == ("judgement", Text("까닭", "reason"))
    assert one.span.text == "G20-3a"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('at: "제20조③"', 'at: "스무째 조"', ("L003", '"스무째 조"')),
        ('at: "제20조③"', 'at: "법 제8조①"', ("L003", '"법 제8조①"')),
        ("modality: obligation", "modality: duty", ("L004", "duty")),
        ("force: strict", "force: hard", ("L004", "hard")),
        ("kind: judgement", "kind: taste", ("L004", "taste")),
        ("part:", "prat:", ("L002", "prat")),
        ('ending: "선정하고"', 'ending: ""', ("L001", '""')),
        (', en: "reason"', "", ("L008", '{kind: judgement, ko: "까닭"}')),
    ],
)
def test_a_mistake_is_underlined(old: str, new: str, expected: tuple[str, str]) -> None:
    assert old in ROW
    _, problems = rows(f"provisions:{ROW.replace(old, new, 1)}")
    assert told(problems) == [expected]


def test_an_id_stands_once_in_all_files() -> None:
    first, second = (Source(f"g/provisions-{n}.yaml", f"provisions:{ROW}") for n in (1, 2))
    found, problems = read_provisions([first, second], "g", DOCUMENTS)
    assert len(found) == 1
    assert [(one.code, one.span.source.name if one.span else "") for one in problems] == [
        ("L005", "g/provisions-2.yaml")
    ]


@pytest.mark.parametrize("text", ["", "[]", "provisions: 3", "a: [" * 300, "provisions: &a [*a]", "\0"])
def test_hostile_files_are_refused(text: str) -> None:
    for problems in (
        rows(text)[1],
        read_defects(Source("defects.yaml", text), "g")[1],
        read_crosswalk(Source("crosswalk.yaml", text), "g")[1],
        read_checklist(Source("checklist.yaml", text), "g", vocabulary())[1],
        read_naming(Source("citation.yaml", text), "g")[1],
    ):
        assert any(one.is_error for one in problems)


def test_defects() -> None:
    row = 'at: "제13조⑦5", cites: "영 제62조", ko: 없다, en: none, effect_ko: 뺀다, effect_en: out'
    text = f"defects:\n  - {{{row}}}"
    (one,), problems = read_defects(Source("defects.yaml", text), "g")
    assert problems == ()
    assert (one.at, one.cites, one.what, one.effect) == (
        "제13조⑦5",
        "영 제62조",
        Text("없다", "none"),
        Text("뺀다", "out"),
    )


def test_a_crosswalk() -> None:
    found, problems = read_crosswalk(Source("crosswalk.yaml", CROSSWALK), "draft")
    assert problems == ()
    assert found.as_of == datetime.date(2026, 11, 22)
    (one,) = found.proposals
    assert (one.id, one.items, one.verdict) == ("R2", ("T4-3.1a", "T4-3.1b"), "adopted")
    assert [(today.at, today.provisions) for today in one.today] == [("제20조③", ("G20-3a", "G20-3b"))]
    assert one.differs == (Text("세졌다", "stricter"),)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("verdict: adopted", "verdict: yes", ("L004", "yes")),
        ('as_of: "2026-11-22"', "as_of: 2026-02-30", ("L001", "2026-02-30")),
        ("where:", "wher:", ("L002", "wher")),
        ('at: "제20조③", ', "", ("L001", "{provision: [G20-3a, G20-3b], ko: 정한다, en: set}")),
    ],
)
def test_a_mistake_of_a_crosswalk(old: str, new: str, expected: tuple[str, str]) -> None:
    assert old in CROSSWALK
    _, problems = read_crosswalk(Source("crosswalk.yaml", CROSSWALK.replace(old, new, 1)), "draft")
    assert told(problems) == [expected]


def test_a_checklist() -> None:
    found, problems = read_checklist(Source("checklist.yaml", CHECKLIST), "g", vocabulary())
    assert problems == ()
    assert (found.title, found.sections) == (Text("점검표", "checklist"), ("procedure",))
    (line,) = found.lines
    assert (line.done_on, line.before, line.lead) == (
        "procedure.notice_date",
        ("procedure.hearing_date",),
        14,
    )
    assert [(clock.received, clock.within) for clock in found.clocks] == [
        ("approval.supplement_received", 30)
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("done_on: procedure.notice_date", "done_on: procedure.notice", ("L007", "procedure.notice")),
        ("lead: 14일", "lead: 2개월", ("L001", "2개월")),
        ("within: 30일", "within: 곧", ("L001", "곧")),
        ("sections: [procedure]", "sections: [nothing]", ("L007", "nothing")),
    ],
)
def test_a_mistake_of_a_checklist(old: str, new: str, expected: tuple[str, str]) -> None:
    assert old in CHECKLIST
    _, problems = read_checklist(Source("checklist.yaml", CHECKLIST.replace(old, new, 1)), "g", vocabulary())
    assert told(problems) == [expected]


# ---- what ships ----------------------------------------------------------------------------------


def test_what_ships_has_no_mistake() -> None:
    policy, _ = load_policies()
    assert policy is not None
    for load in (load_provisions, load_documents, load_defects, load_crosswalks, load_checklists):
        assert [one.message.en for one in load(policy)[1]] == []


def test_the_lists_that_ship() -> None:
    """The guideline is listed in full from article 4 to 28, the act and the decree in selection."""
    policy, _ = load_policies()
    assert policy is not None
    lists = {one.instrument: one for one in load_provisions(policy)[0]}
    assert {name: len(one.provisions) for name, one in lists.items()} == {
        "guideline-2025-785": 295,
        "act": 50,
        "decree": 39,
    }
    guideline = lists["guideline-2025-785"]
    assert {one.address.article for one in guideline.provisions} == set(range(4, 29))
    assert guideline.knows(Address(28))
    assert not guideline.knows(Address(1))
    assert guideline.knows(Address(30)), "past its last article"
    assert not lists["act"].knows(Address(8))
