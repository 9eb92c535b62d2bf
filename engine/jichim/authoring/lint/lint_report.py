"""A lint report as JSON and as SARIF 2.1.0 (OASIS Standard, 27 March 2020); as text it is diagnostics."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from jichim.authoring.lint.checks import CHECKS
from jichim.authoring.lint.model import LintFinding, LintReport
from jichim.authoring.lint.waivers import MESSAGES
from jichim.diagnostic import Diagnostic, Lang, Message, Severity
from jichim.source import Span
from jichim.version import VERSION

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def lint_json(report: LintReport) -> str:
    """`{"findings": [{code, severity, file, line, column, text, message: {ko, en}, waived}, …]}`."""
    found = [_entry(one) for one in report.findings]
    return json.dumps({"findings": found}, ensure_ascii=False, indent=2) + "\n"


def _entry(finding: LintFinding) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    assert diagnostic.span is not None, "lint is about texts"
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "file": diagnostic.span.source.name,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "text": diagnostic.span.text,
        "message": {"ko": diagnostic.message.ko, "en": diagnostic.message.en},
        "help": {"ko": diagnostic.help.ko, "en": diagnostic.help.en} if diagnostic.help else None,
        "waived": finding.waiver.reason if finding.waiver else None,
    }


def lint_sarif(report: LintReport, lang: Lang) -> str:
    """One run with a rule for each check; waived findings are there as suppressed in the source.

    Columns count UTF-16 code units, the default of SARIF consumers.
    """
    names = {check.code: check.name for check in CHECKS}
    about = {check.code: check.about for check in CHECKS}
    messages = [check.message for check in CHECKS] + list(MESSAGES)
    rules = [_rule(message, names, about, lang) for message in messages]
    index = {message.code: number for number, message in enumerate(messages)}
    run = {
        "tool": {"driver": {"name": "jichim", "version": VERSION, "rules": rules}},
        "columnKind": "utf16CodeUnits",
        "results": [_result(one, index, lang) for one in report.findings],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _rule(message: Message, names: dict[str, str], about: dict[str, Any], lang: Lang) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": message.code,
        "name": names.get(message.code, "waiver"),
        "defaultConfiguration": {"level": _LEVELS[message.severity]},
    }
    if message.code in about:
        rule["fullDescription"] = {"text": about[message.code].in_(lang)}
    return rule


def _result(finding: LintFinding, index: dict[str, int], lang: Lang) -> dict[str, Any]:
    diagnostic: Diagnostic = finding.diagnostic
    assert diagnostic.span is not None, "lint is about texts"
    text = diagnostic.message.in_(lang)
    if diagnostic.help:
        text += f" ({diagnostic.help.in_(lang)})"
    related = [
        {**_location(one.span), "message": {"text": one.message.in_(lang)}} for one in diagnostic.related
    ]
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index[diagnostic.code],
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": text},
        "locations": [_location(diagnostic.span)],
    }
    if related:
        result["relatedLocations"] = related
    if finding.waiver:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.waiver.reason}]
    return result


def _location(span: Span) -> dict[str, Any]:
    start, end = (_position(span, offset) for offset in (span.start, span.end))
    region = {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}
    uri = quote(span.source.name.replace("\\", "/"))
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


def _position(span: Span, offset: int) -> tuple[int, int]:
    line, column = span.source.position(offset)
    before = span.source.text[offset - column + 1 : offset]
    return line, len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1
