"""A store written row by row: what is in it stands here, so that every figure can be counted by hand.

Four rules: A-1 of an act and D-1, D-2, D-3 of a draft. Run 1 was given five entries: `a`, `b`, `same` (the
text of `b` once more), `c` (a plan that states nothing) and `broken`, which has no review.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from jichim.audit.model import (
    DecisionRow,
    Entry,
    FindingRow,
    OutcomeRow,
    Problem,
    Result,
    Reviewed,
    SubjectRow,
    SupplementRow,
    Unusable,
)
from jichim.audit.store import Store
from jichim.audit.write import Row, Writer

DAY = datetime.date(2026, 1, 1)
DUE = datetime.date(2026, 3, 1)
INSTRUMENTS = (("act", "스마트도시법", "effective"), ("draft", "지침 개정(안)", "draft"))
RULES = (
    ("A-1", "법의 의무", "act", "법 제1조", "must", "service"),
    ("D-1", "안의 의무", "draft", "안 1", "must", "service"),
    ("D-2", "안의 권고", "draft", "안 2", "should", "plan"),
    ("D-3", "안의 허용", "draft", "안 3", "may", "service"),
)


def a(*, fixed: bool = False) -> Reviewed:
    """Two services, one of two fields: M1 N3 U2 A1; `fixed`, without the violation of the act."""
    found = [
        *([] if fixed else [FindingRow("A-1", 1, "버스", "violation", "버스에 주체가 없다", "단계: 계획")]),
        FindingRow("D-1", 1, "버스", "violation", "버스에 약정이 없다", "", "약정을 맺는다", "담당자", DUE),
        FindingRow("D-2", 0, "plan", "recommendation", "지표가 없다", "", "지표를 정한다"),
        FindingRow("D-3", 1, "버스", "undetermined", "평가자의 판단이 필요하다"),
    ]
    return Reviewed(
        0,
        "가온 계획",
        "가온시",
        DAY,
        (
            SubjectRow(0, "plan", "계획", "가온 계획", "1:1"),
            SubjectRow(1, "service", "서비스", "버스", "3:5", "transport", "planning"),
            SubjectRow(2, "service", "서비스", "방범 버스", "9:5", "safety transport", "build"),
        ),
        (
            OutcomeRow("A-1", "MM" if fixed else "NM"),
            OutcomeRow("D-1", "NU", (("not-stated", 1),)),
            OutcomeRow("D-2", "N"),
            OutcomeRow("D-3", "UA", (("needs-judgement", 1),)),
        ),
        tuple(found),
        (
            DecisionRow("operator", "운영 주체", 1, "버스", "공공", None),
            DecisionRow("operator", "운영 주체", 2, "방범 버스", None, "not-stated"),
        ),
        (SupplementRow(2, "services.operator", "운영주체"), SupplementRow(0, "goals", "목표")),
        (2, 2, 2, 1) if fixed else (1, 3, 2, 1),
    )


def b(*, worse: bool = False) -> Reviewed:
    """One service without a field: M3 N1; `worse`, with a violation of the draft."""
    found = [FindingRow("D-3", 1, "앱", "advice", "앱을 합칠 수 있다")]
    if worse:
        found.insert(0, FindingRow("D-1", 1, "앱", "violation", "앱에 약정이 없다"))
    return Reviewed(
        0,
        "나래 계획",
        "나래시",
        DAY,
        (
            SubjectRow(0, "plan", "계획", "나래 계획", "1:1"),
            SubjectRow(1, "service", "서비스", "앱", "4:5"),
        ),
        (
            OutcomeRow("A-1", "M"),
            OutcomeRow("D-1", "N" if worse else "M"),
            OutcomeRow("D-2", "M"),
            OutcomeRow("D-3", "N"),
        ),
        tuple(found),
        (DecisionRow("operator", "운영 주체", 1, "앱", "공공", None),),
        (),
        (2, 2, 0, 0) if worse else (3, 1, 0, 0),
    )


def c() -> Reviewed:
    """No city, no name, no service: A1."""
    return Reviewed(
        0,
        None,
        None,
        DAY,
        (SubjectRow(0, "plan", "계획", "", "1:1"),),
        (OutcomeRow("A-1", ""), OutcomeRow("D-1", ""), OutcomeRow("D-2", "A"), OutcomeRow("D-3", "")),
        (),
        (),
        (),
        (0, 0, 0, 1),
    )


BROKEN = Unusable(
    0,
    (
        Problem("P001", "글을 읽을 수 없다", "the text cannot be read", "고친다", "mend it", "2:3"),
        Problem("P020", "그런 필드는 없다", "no such field"),
    ),
)
FIRST: tuple[tuple[str, str, Result], ...] = (
    ("b.yaml", "text-b", b()),
    ("a.yaml", "text-a", a()),
    ("c.yaml", "text-c", c()),
    ("same.yaml", "text-b", b()),
    ("broken.yaml", "text-broken", BROKEN),
)
SECOND: tuple[tuple[str, str, Result], ...] = (
    ("b.yaml", "text-b2", b(worse=True)),
    ("a.yaml", "text-a2", a(fixed=True)),
    ("c.yaml", "text-c", c()),
    ("new.yaml", "text-b", b()),
)


def written(
    path: Path, *runs: Sequence[tuple[str, str, Result]], finished: bool = True, digest: str = "d1"
) -> str:
    """The path of a new store with these runs, entries in the order given."""
    with Store.create(str(path)) as store:
        ruleset = _rules(store, digest)
        for number, entries in enumerate(runs, 1):
            with store.writing() as connection:
                connection.execute(
                    "INSERT INTO run VALUES (?, ?, '0.1.0', '2026-01-01', ?, ?, ?, ?, 0, ?)",
                    (
                        number,
                        ruleset,
                        '{"policies": []}',
                        f"2026-01-0{number}T09:00:00+00:00",
                        f"2026-01-0{number}T09:05:00+00:00" if finished else None,
                        len(entries),
                        '{".md": 2}',
                    ),
                )
            rows = [
                Row(Entry(name, name), place, content, result)
                for place, (name, content, result) in enumerate(entries)
            ]
            Writer(store, number, ruleset, "2026-01-01").write(rows)
    return str(path)


def _rules(store: Store, digest: str) -> int:
    with store.writing() as connection:
        ruleset = connection.execute("INSERT INTO ruleset VALUES (NULL, ?)", (digest,)).lastrowid
        assert ruleset is not None
        for name, title, status in INSTRUMENTS:
            connection.execute("INSERT INTO instrument VALUES (?, ?, ?, ?)", (ruleset, name, title, status))
        for place, (name, title, instrument, citation, duty, node) in enumerate(RULES):
            connection.execute(
                "INSERT INTO rule VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, '', 'moderate', ?)",
                (ruleset, place, name, title, instrument, citation, duty, node),
            )
    return ruleset
