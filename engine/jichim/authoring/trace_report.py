"""The trace matrix as text for people, and as JSON and CSV for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from jichim.authoring.trace import MAIN_KINDS, Row, Standing, Trace
from jichim.diagnostic import Diagnostic, Lang
from jichim.report.layout import Page, Run, Tone, columns, pad, printable
from jichim.report.parts import Lines, section

SCHEMA = "jichim.trace/1"
MOST_TESTS = 3
COLUMNS = (
    *("policy", "item", "kind", "scope", "ko", "standing"),
    *("clause_kind", "clause", "title", "cites", "tests", "reason_ko", "reason_en"),
)

_WORDS: dict[Lang, dict[str, str]] = {
    "ko": {
        "encoded": "규칙이 있음",
        "explained": "까닭이 있음",
        "open": "빠짐",
        "rule": "규칙",
        "table": "판정표",
        "derivation": "도출",
        "criterion": "평가항목",
        "tests": "시험",
        "untested": "시험이 없는 규칙·판정표·도출",
        "items": "항목",
        "no_rule": "규칙을 두지 않은 까닭",
        "more": "외 {n}건",
        "gaps": "빈틈",
    },
    "en": {
        "encoded": "encoded",
        "explained": "explained",
        "open": "open",
        "rule": "rules",
        "table": "tables",
        "derivation": "derivations",
        "criterion": "criteria",
        "tests": "tests",
        "untested": "rules, tables and derivations without a test",
        "items": "items",
        "no_rule": "why there is no rule",
        "more": "and {n} more",
        "gaps": "gaps",
    },
}
_TONES: dict[Standing, Tone] = {"encoded": "good", "explained": "mild", "open": "severe"}


def render_trace(traces: Sequence[Trace], page: Page) -> str:
    """Each instrument: the counts, then every item with what encodes it and its tests, or the reason."""
    text = _WORDS[page.lang]
    lines: Lines = []
    for position, one in enumerate(traces):
        lines += [""] if position else []
        counts = one.counts()
        lines += page.flow([Run(printable(one.instrument), "strong")])
        standings = ", ".join(f"{text[key]} {counts[key]}" for key in ("encoded", "explained", "open"))
        lines += page.flow([f"{text['items']} {counts['items']}: {standings}"], "  ")
        kinds = " · ".join(f"{text[kind]} {counts[kind]}" for kind in MAIN_KINDS)
        lines += page.flow([f"{kinds} · {text['tests']} {counts['tests']}"], "  ")
        lines += page.flow([f"{text['untested']} {counts['untested']}"], "  ")
        lines += page.flow([f"{text['gaps']} {len(one.gaps)}"], "  ")
        kind = None
        wide = max((columns(row.item.id) for row in one.rows), default=0)
        for row in one.rows:
            if row.item.kind != kind:
                kind = row.item.kind
                same = [other for other in one.rows if other.item.kind == kind]
                lines += section(page, printable(kind) or "-", str(len(same)))
            lines += _row(page, row, wide)
    return "\n".join(lines) + "\n" if lines else ""


def _row(page: Page, row: Row, wide: int) -> Lines:
    text = _WORDS[page.lang]
    item = row.item
    title = (item.ko if page.lang == "ko" else item.en) or item.ko
    head: list[Run | str] = [Run(pad(item.id, wide), _TONES[row.standing]), f"  {printable(title)}"]
    head += [Run(f"  {printable(item.scope)}", "faint")] if item.scope else []
    lines = page.flow(head, "  ", " " * (wide + 4))
    rest = " " * (wide + 4)
    for clause in row.clauses:
        tests = ", ".join(map(printable, clause.tests[:MOST_TESTS]))
        left = len(clause.tests) - MOST_TESTS
        tests += f", {text['more'].format(n=left)}" if left > 0 else ""
        runs: list[Run | str] = [Run(f"{text[clause.kind]} {printable(clause.name)}", "strong")]
        runs += [Run(f"  {text['tests']}: {tests}", "faint")] if tests else []
        lines += page.flow(runs, rest, rest + "  ")
    if not row.clauses and row.reason is not None:
        reason = row.reason.ko if page.lang == "ko" else row.reason.en
        lines += page.flow([Run(f"{text['no_rule']}: "), printable(reason)], rest)
    elif not row.clauses:
        lines += page.flow([Run(text["open"], "severe")], rest)
    return lines


def trace_json(traces: Sequence[Trace]) -> str:
    """`jichim.trace/1`: one object for each instrument, one line for each item."""
    parts = []
    for one in traces:
        head = {"policy": one.instrument, "counts": one.counts(), "gaps": [_gap(gap) for gap in one.gaps]}
        members = [f'"{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in head.items()]
        rows = ",\n  ".join(json.dumps(_document(row), ensure_ascii=False) for row in one.rows)
        parts.append("{\n" + ",\n".join([*members, f'"items": [\n  {rows}\n]']) + "\n}")
    joined = ",\n".join(parts)
    return f'{{\n"schema": "{SCHEMA}",\n"instruments": [{joined}]\n}}\n'


def trace_csv(traces: Sequence[Trace]) -> str:
    """One line for each pair of item and clause; an item without one has a line with its reason."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in traces:
        for row in one.rows:
            item = row.item
            head = (one.instrument, item.id, item.kind, item.scope, item.ko, row.standing)
            for clause in row.clauses:
                cites, tests = "; ".join(clause.citations), "; ".join(clause.tests)
                writer.writerow((*head, clause.kind, clause.name, clause.title, cites, tests, "", ""))
            if not row.clauses:
                reason = (row.reason.ko, row.reason.en) if row.reason else ("", "")
                writer.writerow((*head, "", "", "", "", "", *reason))
    return out.getvalue()


def _document(row: Row) -> dict[str, object]:
    return {
        "id": row.item.id,
        "kind": row.item.kind,
        "scope": row.item.scope,
        "ko": row.item.ko,
        "standing": row.standing,
        "clauses": [
            {
                "kind": clause.kind,
                "name": clause.name,
                "title": clause.title,
                "cites": clause.citations,
                "tests": clause.tests,
            }
            for clause in row.clauses
        ],
        "reason": {"ko": row.reason.ko, "en": row.reason.en} if row.reason and not row.clauses else None,
    }


def _gap(gap: Diagnostic) -> dict[str, object]:
    return {"code": gap.code, "ko": gap.message.ko, "en": gap.message.en, "at": str(gap.span or "")}
