"""The trace of an instrument in force: every provision has a rule or a reason, and never both."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from authoring.made_law import LAW, PROVISIONS, loaded, write
from jichim.authoring import Trace, load_traces, trace
from jichim.authoring.trace_report import render_trace, trace_csv, trace_json
from jichim.report.layout import Page


def made(folder: Path, **changed: str) -> Trace:
    law, _ = write(folder, **changed)
    policy = loaded((law,))
    (source,), problems = load_traces(policy, [law])
    assert problems == ()
    return trace(policy, source)


def test_standings_kinds_and_articles(tmp_path: Path) -> None:
    found = made(tmp_path)
    assert found.gaps == ()
    assert {row.item.id: row.standing for row in found.rows} == {
        "M20-1": "explained",
        "M20-2": "explained",
        "M20-3": "encoded",
        "M20-4": "encoded",
        "M21-1": "explained",
    }
    assert {kind: [row.item.id for row in rows] for kind, rows in found.by_kind().items()} == {
        "definition": ["M20-1"],
        "permission": [],
        "judgement": ["M21-1"],
        "not-the-plan": ["M20-2"],
        "out-of-scope": [],
    }
    assert {group: len(rows) for group, rows in found.by_group().items()} == {
        "제20조 성과관리": 4,
        "제21조 세부계획": 1,
    }


@pytest.mark.parametrize(
    ("changed", "code", "underlined"),
    [
        (
            {
                "provisions": PROVISIONS.replace(
                    "force: directive}",
                    "force: directive, without_rule: {kind: judgement, ko: 가, en: a}}",
                    1,
                )
            },
            "T011",
            "judgement",
        ),
        ({"law": LAW.replace("항목 M20-4", "항목 M20-3", 1)}, "T001", "M20-4"),
        ({"law": LAW.replace("항목 M20-4", "항목 M20-9", 1)}, "T004", None),
    ],
)
def test_gaps(tmp_path: Path, changed: dict[str, str], code: str, underlined: str | None) -> None:
    found = made(tmp_path, **changed)
    [gap] = [gap for gap in found.gaps if gap.code == code]
    assert gap.is_error
    assert gap.span is not None
    assert underlined is None or gap.span.text == underlined


def test_a_rule_of_another_instrument_may_encode_a_provision(tmp_path: Path) -> None:
    law, draft = write(
        tmp_path,
        provisions=PROVISIONS.replace(
            "without_rule: {kind: judgement, ko: 판단이 필요하다, en: needs judgement}", "ko: 가", 1
        ),
    )
    draft_rules = Path(draft, "rules.jichim")
    draft_rules.write_text(draft_rules.read_text("utf-8").replace("항목 T1", "항목 T1, M21-1"), "utf-8")
    policy = loaded((law, draft))
    sources, _ = load_traces(policy, [law, draft])
    traces = {
        one.instrument: trace(policy, one, [other for other in sources if other is not one])
        for one in sources
    }
    assert [gap for one in traces.values() for gap in one.gaps] == []
    (row,) = [row for row in traces["made-law"].rows if row.item.id == "M21-1"]
    assert [clause.name for clause in row.clauses] == ["P-1"]


def test_the_formats(tmp_path: Path) -> None:
    found = made(tmp_path)
    text = render_trace([found], Page(width=100, lang="ko"))
    assert "항목 5: 규칙이 있음 2, 까닭이 있음 3, 빠짐 0" in text
    assert "  판단이 필요한 것 1: 제21조\n" in text
    assert "\n제20조 성과관리  2/4\n" in text
    assert "규칙을 두지 않은 까닭 (계획에 대한 말이 아닌 것): 장관의 일이다" in text
    (read,) = json.loads(trace_json([found]))["instruments"]
    assert read["without_rule"]["judgement"] == ["M21-1"]
    assert read["groups"]["제20조 성과관리"] == {"items": 4, "encoded": 2, "explained": 2, "open": 0}
    rows = list(csv.DictReader(io.StringIO(trace_csv([found]))))
    assert [(row["item"], row["at"], row["clause"], row["reason_kind"]) for row in rows] == [
        ("M20-1", "제20조①", "", "definition"),
        ("M20-2", "제20조②", "", "not-the-plan"),
        ("M20-3", "제20조③", "M20-3", ""),
        ("M20-4", "제20조④", "M20-4", ""),
        ("M21-1", "제21조", "", "judgement"),
    ]
