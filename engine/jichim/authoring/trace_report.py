"""The trace matrix as text for people, and as JSON and CSV for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from jichim.authoring.trace import MAIN_KINDS, Reason, Row, Standing, Trace
from jichim.diagnostic import Diagnostic, Lang
from jichim.report.layout import Page, Run, Tone, columns, pad, printable
from jichim.report.parts import Lines, section

SCHEMA = "jichim.trace/1"
MOST_TESTS = 3
COLUMNS = (
    *("policy", "item", "kind", "scope", "ko", "standing"),
    *("clause_kind", "clause", "title", "cites", "tests", "reason_ko", "reason_en"),
    *("at", "group", "reason_kind"),
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
        "definition": "정의",
        "permission": "허용",
        "judgement": "판단이 필요한 것",
        "not-the-plan": "계획에 대한 말이 아닌 것",
        "out-of-scope": "다루지 않는 것",
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
        "definition": "definitions",
        "permission": "permissions",
        "judgement": "need judgement",
        "not-the-plan": "not about the plan",
        "out-of-scope": "out of scope",
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
        lines += _kinds(page, one)
        wide = max((columns(row.item.id) for row in one.rows), default=0)
        for group, rows in one.by_group().items():
            encoded = sum(row.standing == "encoded" for row in rows)
            remark = f"{encoded}/{len(rows)}" if one.by_kind() else str(len(rows))
            lines += section(page, printable(group) or "-", remark)
            for row in rows:
                lines += _row(page, row, wide)
    return "\n".join(lines) + "\n" if lines else ""


def _kinds(page: Page, one: Trace) -> Lines:
    """How many provisions have no rule for which kind of reason, with their addresses."""
    text = _WORDS[page.lang]
    lines: Lines = []
    for kind, rows in one.by_kind().items():
        listed = ", ".join(printable(row.item.at) for row in rows)
        runs: list[Run | str] = [Run(f"{text[kind]} {len(rows)}", "strong")]
        runs += [Run(f": {listed}", "faint")] if rows else []
        lines += page.flow(runs, "  ", "    ")
    return lines


def _row(page: Page, row: Row, wide: int) -> Lines:
    text = _WORDS[page.lang]
    item = row.item
    title = (item.ko if page.lang == "ko" else item.en) or item.ko
    head: list[Run | str] = [Run(pad(item.id, wide), _TONES[row.standing]), "  "]
    head += [Run(f"{printable(item.at)}  ", "strong")] if item.at else []
    head.append(printable(title))
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
        kind = f" ({text[row.reason.kind]})" if row.reason.kind in text else ""
        lines += page.flow([Run(f"{text['no_rule']}{kind}: "), printable(reason)], rest)
    elif not row.clauses:
        lines += page.flow([Run(text["open"], "severe")], rest)
    return lines


def trace_json(traces: Sequence[Trace]) -> str:
    """`jichim.trace/1`: one object for each instrument, one line for each item."""
    parts = []
    for one in traces:
        head: dict[str, object] = {"policy": one.instrument, "counts": one.counts()}
        head["gaps"] = [_gap(gap) for gap in one.gaps]
        head["without_rule"] = {kind: [row.item.id for row in rows] for kind, rows in one.by_kind().items()}
        head["groups"] = {group: _standings(rows) for group, rows in one.by_group().items()}
        members = [f'"{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in head.items()]
        rows = ",\n  ".join(json.dumps(_document(row), ensure_ascii=False) for row in one.rows)
        parts.append("{\n" + ",\n".join([*members, f'"items": [\n  {rows}\n]']) + "\n}")
    joined = ",\n".join(parts)
    return f'{{\n"schema": "{SCHEMA}",\n"instruments": [{joined}]\n}}\n'


def _standings(rows: Sequence[Row]) -> dict[str, int]:
    counted: dict[str, int] = {standing: sum(row.standing == standing for row in rows) for standing in _TONES}
    return {"items": len(rows), **counted}


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
                tail = ("", "", item.at, item.group, "")
                writer.writerow((*head, clause.kind, clause.name, clause.title, cites, tests, *tail))
            if not row.clauses:
                reason = (row.reason.ko, row.reason.en) if row.reason else ("", "")
                kind = row.reason.kind if row.reason else ""
                writer.writerow((*head, "", "", "", "", "", *reason, item.at, item.group, kind))
    return out.getvalue()


def _document(row: Row) -> dict[str, object]:
    return {
        "id": row.item.id,
        "kind": row.item.kind,
        "scope": row.item.scope,
        "at": row.item.at,
        "group": row.item.group,
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
        "reason": _reason(row.reason) if row.reason and not row.clauses else None,
    }


def _reason(reason: Reason) -> dict[str, object]:
    kind = {"kind": reason.kind} if reason.kind else {}
    return {**kind, "ko": reason.ko, "en": reason.en}


def _gap(gap: Diagnostic) -> dict[str, object]:
    return {"code": gap.code, "ko": gap.message.ko, "en": gap.message.en, "at": str(gap.span or "")}
