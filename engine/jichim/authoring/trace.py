"""The matrix of source items, the clauses that encode them and the tests of these; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from jichim.authoring import messages as m
from jichim.diagnostic import Diagnostic, did_you_mean
from jichim.plan.margin import quote
from jichim.policy.model import Criterion, Definition, Derivation, Parameter, Policy, Rule
from jichim.provisions.model import KINDS
from jichim.source import Span

ClauseKind = Literal["rule", "table", "derivation", "criterion", "definition", "parameter"]
Standing = Literal["encoded", "explained", "open"]

MAIN_KINDS: tuple[ClauseKind, ...] = ("rule", "table", "derivation", "criterion")
"""Clauses that encode an item; definitions and parameters only serve them."""


@dataclass(frozen=True, slots=True)
class SourceItem:
    """Something that the source describes or proposes."""

    id: str
    kind: str
    scope: str
    ko: str
    en: str
    span: Span
    at: str = ""
    """Its address, for a provision of an instrument."""
    group: str = ""
    """What reports list it under: the article of a provision; empty for its kind."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an item has no rule; `kind` is one of a fixed list for provisions, else empty."""

    item: str
    ko: str
    en: str
    span: Span
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What an instrument is traced to: its own list of items, and the reasons for those without a rule.

    Where it is `exclusive`, an item with a rule must have no reason besides; elsewhere that is remarked only.
    """

    instrument: str
    items: tuple[SourceItem, ...]
    reasons: tuple[Reason, ...]
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    kind: ClauseKind
    name: str
    title: str
    citations: tuple[str, ...]
    items: tuple[str, ...]
    tests: tuple[str, ...]
    """Titles of the tests that expect something of it, in order."""
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """An item with all that encodes it; `open` where nothing does and nothing says why."""

    item: SourceItem
    standing: Standing
    clauses: tuple[Clause, ...]
    reason: Reason | None

    @property
    def tests(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(title for clause in self.clauses for title in clause.tests))


@dataclass(frozen=True, slots=True)
class Trace:
    """The matrix of one instrument, rows in the order of its list; `gaps` are errors of its rules."""

    instrument: str
    rows: tuple[Row, ...]
    clauses: tuple[Clause, ...]
    gaps: tuple[Diagnostic, ...]
    remarks: tuple[Diagnostic, ...]

    def by_kind(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows without a rule by the kind of their reason, all kinds in the order of `KINDS`.

        Empty for a source whose reasons have no kinds.
        """
        explained = [row for row in self.rows if row.standing == "explained" and row.reason is not None]
        if not any(row.item.at for row in self.rows):
            return {}
        return {
            kind: tuple(row for row in explained if row.reason and row.reason.kind == kind) for kind in KINDS
        }

    def by_group(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each article or kind, in the order of first appearance."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.item.group or row.item.kind, []).append(row)
        return {group: tuple(rows) for group, rows in found.items()}

    def counts(self) -> Mapping[str, int]:
        """Items by standing, main clauses by kind, tests, and how many clauses no test is about."""
        standings = Counter(row.standing for row in self.rows)
        kinds = Counter(clause.kind for clause in self.clauses)
        main = [clause for clause in self.clauses if clause.kind in MAIN_KINDS]
        return {
            "items": len(self.rows),
            **{standing: standings[standing] for standing in ("encoded", "explained", "open")},
            **{kind: kinds[kind] for kind in MAIN_KINDS},
            "tests": len({title for clause in main for title in clause.tests}),
            "untested": sum(not clause.tests for clause in main if clause.kind != "criterion"),
        }


def trace(policy: Policy, source: Source, others: Sequence[Source] = ()) -> Trace:
    """The matrix of one instrument of a policy.

    `others` are the sources of the instruments read beside it: a rule may encode a provision of another
    instrument too, where a guideline repeats what its act says. An id that both lists hold is the own one.
    """
    clauses = tuple(_clauses(policy, source.instrument))
    lists = {one.instrument: {item.id for item in one.items} for one in (*others, source)}
    by_item: dict[str, list[Clause]] = {}
    for instrument, own in lists.items():
        for clause in _clauses(policy, instrument):
            if clause.kind in MAIN_KINDS:
                for item in clause.items:
                    if instrument == source.instrument or item not in own:
                        by_item.setdefault(item, []).append(clause)
    known = frozenset().union(*lists.values())
    reasons = {reason.item: reason for reason in source.reasons}
    rows = tuple(_row(item, by_item.get(item.id, []), reasons.get(item.id)) for item in source.items)
    stale = tuple(
        (m.BOTH if source.exclusive else m.STALE_REASON).at(
            row.reason.span, item=row.item.id, names=", ".join(f"`{c.name}`" for c in row.clauses)
        )
        for row in rows
        if row.clauses and row.reason is not None
    )
    gaps = (*_gaps_of_items(rows), *_gaps_of_clauses(clauses, known), *_unknown_reasons(source))
    gaps, remarks = ((*gaps, *stale), ()) if source.exclusive else (gaps, stale)
    return Trace(source.instrument, rows, clauses, gaps, remarks)


def _row(item: SourceItem, clauses: Sequence[Clause], reason: Reason | None) -> Row:
    standing: Standing = "encoded" if clauses else "explained" if reason and reason.ko else "open"
    return Row(item, standing, tuple(clauses), reason)


def _clauses(policy: Policy, instrument: str) -> Iterator[Clause]:
    tests: dict[str, list[str]] = {}
    for test in policy.tests:
        if test.instrument == instrument:
            for expectation in test.expectations:
                tests.setdefault(expectation.name, []).append(test.title)
    declared: list[Rule | Derivation | Criterion | Definition] = [*policy.rules, *policy.derivations]
    for one in [*declared, *policy.criteria, *policy.definitions]:
        if one.basis.instrument == instrument:
            own = tests.get(one.name, []) + tests.get(one.name.rpartition(":")[2], [])
            title = "" if isinstance(one, Definition) else one.title
            found = tuple(dict.fromkeys(own))
            yield Clause(_kind(one), one.name, title, one.basis.citations, one.basis.items, found, one.span)
    for parameter in policy.parameters:
        yield from _parameter(parameter, instrument)


def _parameter(parameter: Parameter, instrument: str) -> Iterator[Clause]:
    versions = [one for one in parameter.versions if one.basis.instrument == instrument]
    if versions:
        first = versions[0]
        items = tuple(dict.fromkeys(item for one in versions for item in one.basis.items))
        yield Clause("parameter", parameter.name, "", first.basis.citations, items, (), first.span)


def _kind(clause: Rule | Derivation | Criterion | Definition) -> ClauseKind:
    if isinstance(clause, Rule):
        return "rule"
    if isinstance(clause, Derivation):
        return "table" if clause.decision else "derivation"
    return "criterion" if isinstance(clause, Criterion) else "definition"


# ---- gaps ----------------------------------------------------------------------------------------


def _gaps_of_items(rows: Sequence[Row]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for row in rows:
        if row.item.id in seen:
            yield m.SAME_ITEM.at(row.item.span, item=quote(row.item.id))
        seen.add(row.item.id)
        if row.standing == "open":
            yield m.OPEN_ITEM.at(row.item.span, item=quote(row.item.id), title=quote(row.item.ko))


def _gaps_of_clauses(clauses: Sequence[Clause], known: Set[str]) -> Iterator[Diagnostic]:
    for clause in clauses:
        name = quote(clause.name)
        # A derivation may only serve others; what reports to a reviewer must say what it rests on.
        if clause.kind in ("rule", "table", "criterion"):
            if not clause.citations:
                yield m.NO_CITATION.at(clause.span, name=name)
            if not clause.items:
                yield m.NO_ITEM.at(clause.span, name=name)
        for item in clause.items:
            if item not in known:
                ko, en = _hints(item, known)
                yield m.UNKNOWN_ITEM.at(clause.span, name=name, item=quote(item), hint_ko=ko, hint_en=en)


def _unknown_reasons(source: Source) -> Iterator[Diagnostic]:
    known = {item.id for item in source.items}
    for reason in source.reasons:
        if reason.item not in known:
            ko, en = _hints(reason.item, known)
            yield m.UNKNOWN_REASON.at(reason.span, item=quote(reason.item), hint_ko=ko, hint_en=en)


def _hints(word: str, known: Set[str]) -> tuple[str, str]:
    near = ", ".join(f"`{one}`" for one in did_you_mean(word, known))
    if near:
        return f"혹시 {near}?", f"did you mean {near}?"
    return "출처의 목록에 있는 번호를 적는다", "write an id that stands in the list of the source"
