"""The trace matrix: gaps on a made instrument, and none in what ships."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from jichim.authoring import Trace, load_traces, read_trace, trace
from jichim.authoring.trace_report import render_trace, trace_csv, trace_json
from jichim.policy import load_policies
from jichim.policy.model import Policy
from jichim.report.layout import Page, columns
from jichim.source import Source

RULES = """
정책 made
  제목 "시험"
  상태 초안
  제안 2020-10-31

규칙 R1 "하나"
  근거 "4장"  항목 A1, A2
  대상 서비스
  의무 하도록 한다
  요건 제공자 기재
  지적 경미 "{서비스}"

평가항목 C1 "판단"
  근거 "4장"  항목 A3
  대상 서비스
  척도 1~5

시험 "제공자를 적은 서비스"
  전제 서비스 제공자 = ["가온시"]
  기대 R1 적합
"""
TRACE = """
items:
- {id: A1, kind: clause, scope: service, ko: 하나, en: One}
- {id: A2, kind: clause, scope: service, ko: 둘, en: Two}
- {id: A3, kind: finding, scope: service, ko: 셋, en: Three}
- {id: N1, kind: finding, scope: national, ko: 나라, en: Nation}
without_rule:
  N1: {reason_ko: 국가의 일이다, reason_en: a matter of the state}
"""


def made(folder: Path, rules: str = RULES, text: str = TRACE) -> tuple[Policy, Trace]:
    (folder / "made.jichim").write_text(rules, "utf-8")
    (folder / "trace.yaml").write_text(text, "utf-8")
    policy, diagnostics = load_policies([str(folder)])
    assert policy is not None, diagnostics
    sources, problems = load_traces(policy, [str(folder)])
    assert problems == ()
    return policy, trace(policy, sources[0])


def test_items_clauses_and_tests(tmp_path: Path) -> None:
    _, found = made(tmp_path)
    assert found.gaps == ()
    assert {row.item.id: (row.standing, [c.name for c in row.clauses], row.tests) for row in found.rows} == {
        "A1": ("encoded", ["R1"], ("제공자를 적은 서비스",)),
        "A2": ("encoded", ["R1"], ("제공자를 적은 서비스",)),
        "A3": ("encoded", ["C1"], ()),
        "N1": ("explained", [], ()),
    }
    counts = found.counts()
    assert (counts["items"], counts["encoded"], counts["explained"], counts["open"]) == (4, 3, 1, 0)
    assert (counts["rule"], counts["criterion"], counts["tests"], counts["untested"]) == (1, 1, 1, 0)


@pytest.mark.parametrize(
    ("old", "new", "code", "underlined"),
    [
        ("  N1: {reason_ko: 국가의 일이다, reason_en: a matter of the state}", "  {}", "T001", "N1"),
        ("id: A3", "id: A4", "T001", "A4"),
        ("id: A3", "id: A1", "T006", "A1"),
        ("  N1: {", "  N2: {", "T005", "N2"),
    ],
)
def test_gaps_of_the_list(tmp_path: Path, old: str, new: str, code: str, underlined: str) -> None:
    assert old in TRACE
    _, found = made(tmp_path, text=TRACE.replace(old, new, 1))
    assert (code, underlined) in [(gap.code, gap.span.text if gap.span else "") for gap in found.gaps]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  항목 A1, A2", "  항목 A1, A2, A9", "T004"),
        ("  항목 A1, A2", "", "T003"),
        ('  근거 "4장"  항목 A3', "  항목 A3", "T002"),
    ],
)
def test_gaps_of_the_rules(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in RULES
    _, found = made(tmp_path, rules=RULES.replace(old, new, 1))
    [gap] = [gap for gap in found.gaps if gap.code == code]
    assert gap.span is not None
    assert gap.span.source.name.endswith("made.jichim")


def test_a_reason_for_what_is_encoded_is_remarked(tmp_path: Path) -> None:
    text = TRACE + "  A1: {reason_ko: 가, reason_en: a}\n"
    _, found = made(tmp_path, text=text)
    assert found.gaps == ()
    assert [(one.code, one.span.text if one.span else "") for one in found.remarks] == [("T007", "A1")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "T010"),
        ("without_rule: {}", "T008"),
        ("items: [{ko: 가}]", "T008"),
        ("items: [{id: A1}]\nwithout_rule: {A1: {reason_ko: 가}}", "T008"),
        ("items: [" + "[" * 100, "P011"),
    ],
)
def test_a_broken_list(text: str, code: str) -> None:
    found, diagnostics = read_trace(Source("trace.yaml", text), "made")
    assert found is None
    assert code in [each.code for each in diagnostics]


def test_an_instrument_without_a_list_is_noted(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "trace.yaml").unlink()
    policy, _ = load_policies([str(tmp_path)])
    assert policy is not None
    sources, problems = load_traces(policy, [str(tmp_path)])
    assert sources == ()
    assert [(one.code, one.is_error) for one in problems] == [("T009", False)]


def test_the_formats_hold_the_same_rows(tmp_path: Path) -> None:
    _, found = made(tmp_path)
    read = json.loads(trace_json([found]))["instruments"][0]
    assert [item["id"] for item in read["items"]] == ["A1", "A2", "A3", "N1"]
    assert read["items"][3]["reason"] == {"ko": "국가의 일이다", "en": "a matter of the state"}
    table = list(csv.DictReader(io.StringIO(trace_csv([found]))))
    assert [(row["item"], row["clause"], row["reason_en"]) for row in table] == [
        ("A1", "R1", ""),
        ("A2", "R1", ""),
        ("A3", "C1", ""),
        ("N1", "", "a matter of the state"),
    ]
    for lang in ("ko", "en"):
        text = render_trace([found], Page(width=60, lang=lang))
        assert all(columns(line) <= 60 for line in text.splitlines())
        assert all(item in text for item in ("A1", "A2", "A3", "N1", "R1", "C1"))


# ---- what ships ----------------------------------------------------------------------------------


def test_nothing_that_ships_has_a_gap() -> None:
    policy, diagnostics = load_policies()
    assert policy is not None, diagnostics
    sources, problems = load_traces(policy)
    assert [one.message.en for one in problems if one.is_error] == []
    assert "report-2020-3" in [source.instrument for source in sources]
    gaps = [
        f"{gap.span}: {gap.message.en}"
        for source in sources
        for gap in trace(policy, source, [other for other in sources if other is not source]).gaps
    ]
    assert gaps == []


def test_the_items_of_the_report_are_all_listed() -> None:
    """122 things that the report describes or proposes: 27 evaluation items, three standards, and more."""
    policy, _ = load_policies(["report-2020-3"])
    assert policy is not None
    (source,), _ = load_traces(policy, ["report-2020-3"])
    kinds = [item.kind for item in source.items]
    assert len(source.items) == len({item.id for item in source.items}) == 122
    assert (kinds.count("evaluation_item"), kinds.count("criterion")) == (27, 3)
