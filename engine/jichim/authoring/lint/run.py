"""Runs the checks over a pack and takes out what is waived."""

from __future__ import annotations

from collections.abc import Collection

from jichim.authoring.lint.checks import CHECKS
from jichim.authoring.lint.model import LintFinding, LintReport
from jichim.authoring.lint.pack import Pack
from jichim.authoring.lint.waivers import apply_waivers
from jichim.diagnostic import Diagnostic


def lint(pack: Pack, select: Collection[str] = (), ignore: Collection[str] = ()) -> LintReport:
    """Every finding of the selected checks (all by default, less the ignored ones) about the linted files."""
    own = {file.source.name for file in pack.own}
    chosen = [check for check in CHECKS if (not select or check.code in select) and check.code not in ignore]
    found = [
        diagnostic
        for check in chosen
        for diagnostic in check.run(pack)
        if diagnostic.span is not None and diagnostic.span.source.name in own
    ]
    settled = apply_waivers(pack.own, found, frozenset(check.code for check in chosen))
    order = {file.source.name: number for number, file in enumerate(pack.own)}
    return LintReport(tuple(sorted(settled, key=lambda one: _order(one, order))))


def _order(finding: LintFinding, files: dict[str, int]) -> tuple[int, int, str]:
    found: Diagnostic = finding.diagnostic
    assert found.span is not None
    return files[found.span.source.name], found.span.start, found.code
