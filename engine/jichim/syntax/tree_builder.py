"""Raw declarations -> the tree: clauses in their fields, each at most once, tables in shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar, cast

from jichim.diagnostic import Diagnostic, Message, Related
from jichim.source import Span
from jichim.syntax import messages, model
from jichim.syntax.lexicon import lexicon
from jichim.syntax.raw import EXPRESSIONS, Bound, Clause, Flag, RawDeclaration, RawRow

T = TypeVar("T")
_MANY = frozenset({"cites", "case", "reading", "row", "premise", "expect"})


class _Clauses:
    """The clauses of one declaration, taken out by kind; what is wrong with them is collected."""

    def __init__(self, raw: RawDeclaration) -> None:
        self.raw = raw
        self.diagnostics: list[Diagnostic] = []
        self._by_kind: dict[str, list[Clause]] = {}
        for clause in raw.clauses:
            self._by_kind.setdefault(clause.kind, []).append(clause)
        for kind, clauses in self._by_kind.items():
            for again in clauses[1:] if kind not in _MANY else ():
                related = [Related(clauses[0].keyword.span, messages.FIRST_PLACE)]
                found = again.keyword.text
                self.diagnostics.append(messages.TWICE.at(again.keyword.span, related=related, found=found))

    def all(self, kind: str) -> list[Clause]:
        return self._by_kind.get(kind, [])

    def one(self, kind: str, type_: type[T]) -> T | None:
        clauses = self.all(kind)
        if not clauses:
            return None
        value = clauses[0].value
        assert isinstance(value, type_), f"the grammar gives {kind} a {type_.__name__}"
        return value

    def expr(self, kind: str) -> model.Expr | None:
        return cast("model.Expr | None", self.one(kind, cast(Any, EXPRESSIONS))) if self.all(kind) else None

    def names(self, kind: str) -> tuple[model.Name, ...]:
        return self.one(kind, tuple) or ()

    def binders(self) -> tuple[model.Binder, ...]:
        return self.one("for", tuple) or ()

    def word(self, kind: str) -> str | None:
        flag = self.one(kind, Flag)
        return flag.word if flag else None

    def hit(self) -> model.HitPolicy:
        return cast(model.HitPolicy, self.word("hit") or "unique")

    def period(self) -> model.Period | None:
        clauses = self.all("effective")
        if not clauses:
            return None
        bounds = cast("tuple[Bound, ...]", clauses[0].value)
        days = {bound.side.type: bound.day for bound in bounds}
        span = clauses[0].span
        if len(days) < len(bounds):
            again = bounds[1].side
            self.diagnostics.append(messages.PERIOD_TWICE.at(again.span, found=again.text))
        period = model.Period(days.get("FROM"), days.get("UNTIL"), span)
        if period.start and period.end and period.end < period.start:
            self.diagnostics.append(messages.PERIOD_BACKWARDS.at(bounds[0].span.to(bounds[-1].span)))
        return period

    def common(self) -> model.Common:
        citations = []
        for clause in self.all("cites"):
            text = cast(model.String, clause.value)
            citations.append(model.Citation(text.text, text.span))
        reason = self.one("assumed", model.String)
        assumed = model.Assumed(reason.text, self.all("assumed")[0].span) if reason else None
        period = self.period()
        return model.Common(
            tuple(citations), self.names("item"), period, assumed, self.one("note", model.String)
        )

    def lacks(self, ko: str, en: str) -> None:
        keyword = self.raw.keyword
        self.diagnostics.append(
            messages.MISSING_CLAUSE.at(keyword.span, declaration=keyword.text, clause_ko=ko, clause_en=en)
        )

    @property
    def name(self) -> model.Name:
        assert self.raw.name, "the grammar gives every declaration but a test a name"
        return self.raw.name


def build(
    raw: RawDeclaration,
) -> tuple[model.Header | model.Declaration | None, tuple[Diagnostic, ...]]:
    """The tree of a declaration; None with diagnostics if its clauses do not make one."""
    clauses = _Clauses(raw)
    tree = _BUILDERS[raw.keyword.type](clauses)
    if clauses.diagnostics:
        return None, tuple(clauses.diagnostics)
    return tree, ()


def _header(c: _Clauses) -> model.Header:
    status = cast("model.Status | None", c.word("status"))
    proposed = c.one("proposed", model.DateLiteral)
    title, source = c.one("title", model.String), c.one("source", model.String)
    promulgated = c.one("promulgated", model.DateLiteral)
    header = model.Header(c.name, title, status, proposed, c.period(), source, c.raw.span)
    return replace(header, promulgated=promulgated) if promulgated else header


def _parameter(c: _Clauses) -> model.Parameter:
    value = c.expr("value")
    assert value is not None, "the grammar demands it"
    return model.Parameter(c.name, value, c.common(), c.raw.span)


def _define(c: _Clauses) -> model.Define:
    value = c.expr("value")
    assert value is not None, "the grammar demands it"
    return model.Define(c.name, c.binders(), value, c.common(), c.raw.span)


def _derive(c: _Clauses) -> model.Derive:
    loose: list[model.Case] = []
    readings: list[tuple[Clause, list[model.Case]]] = []
    for clause in c.raw.clauses:
        if clause.kind == "reading":
            readings.append((clause, []))
        elif isinstance(clause.value, model.Case):
            (readings[-1][1] if readings else loose).append(clause.value)
    if readings and loose:
        related = [Related(readings[0][0].span, messages.FIRST_PLACE)]
        c.diagnostics.append(messages.CASE_OUTSIDE_READING.at(loose[0].span, related=related))
    case = _keyword("CASE")
    if not readings and not loose:
        c.lacks(*case)
    done = []
    for clause, cases in readings:
        if not cases:
            c.diagnostics.append(_lacking(clause.keyword.span, clause.keyword.text, *case))
        end = cases[-1].span if cases else clause.span
        done.append(model.Reading(cast(model.String, clause.value), tuple(cases), clause.span.to(end)))
    return model.Derive(c.name, c.binders(), c.hit(), tuple(loose), tuple(done), c.common(), c.raw.span)


def _table(c: _Clauses) -> model.Table:
    raw_rows = [cast(RawRow, clause.value) for clause in c.all("row")]
    if len(raw_rows) < 2:
        span = c.name.span if not raw_rows else raw_rows[0].span
        c.diagnostics.append(messages.NO_ROWS.at(span, name=c.name.text))
    inputs: list[model.Name] = []
    outputs: list[model.Name] = []
    for head in raw_rows[:1]:
        inputs = list(_heading(c, ((cell, _plain(cell)) for cell in head.inputs)))
        outputs = list(_heading(c, ((value, value) for value in head.outputs)))
        for row in raw_rows[1:]:
            if (len(row.inputs), len(row.outputs)) != (len(head.inputs), len(head.outputs)):
                c.diagnostics.append(
                    messages.ROW_WIDTH.at(
                        row.span,
                        related=[Related(head.span, messages.HEADING_PLACE)],
                        inputs=len(row.inputs),
                        outputs=len(row.outputs),
                        head_inputs=len(head.inputs),
                        head_outputs=len(head.outputs),
                    )
                )
    rows = tuple(model.Row(row.inputs, row.outputs, row.span) for row in raw_rows[1:])
    return model.Table(
        c.name, c.raw.title, c.binders(), c.hit(), tuple(inputs), tuple(outputs), rows, c.common(), c.raw.span
    )


def _plain(cell: model.Cell) -> model.Expr | None:
    return cell.values[0] if cell.op == "=" and len(cell.values) == 1 else None


def _heading(
    c: _Clauses, cells: Iterable[tuple[model.Cell | model.Expr, model.Expr | None]]
) -> Iterable[model.Name]:
    for cell, value in cells:
        if isinstance(value, model.Ref):
            yield value.name
        else:
            c.diagnostics.append(messages.HEADING_CELL.at(cell.span, found=cell.span.text))


def _criterion(c: _Clauses) -> model.Criterion:
    scale, question = c.one("scale", model.Quantity), c.one("question", model.String)
    return model.Criterion(c.name, c.raw.title, c.binders(), scale, question, c.common(), c.raw.span)


def _rule(c: _Clauses) -> model.Rule:
    return model.Rule(
        name=c.name,
        title=c.raw.title,
        binders=c.binders(),
        duty=c.one("duty", model.String),
        proposal=c.one("proposal", model.String),
        when=c.expr("when"),
        unless=c.expr("except"),
        require=c.expr("require"),
        evidence_only=bool(c.all("evidence_only")),
        finding=c.one("finding", model.Finding),
        action=c.one("action", model.String),
        by=c.one("by", model.String),
        within=c.one("within", model.Quantity),
        clears=c.names("clears"),
        common=c.common(),
        span=c.raw.span,
    )


def _test(c: _Clauses) -> model.Test:
    assert c.raw.title, "the grammar gives every test a title"
    givens = tuple(cast(model.Given, clause.value) for clause in c.all("premise"))
    expects = tuple(cast(model.Expect, clause.value) for clause in c.all("expect"))
    if not expects:
        c.lacks(*_keyword("EXPECT"))
    return model.Test(c.raw.title, c.one("as_of", model.DateLiteral), givens, expects, c.raw.span)


_BUILDERS: dict[str, Callable[[_Clauses], model.Header | model.Declaration]] = {
    "POLICY": _header,
    "PARAMETER": _parameter,
    "DEFINE": _define,
    "DERIVE": _derive,
    "TABLE": _table,
    "CRITERION": _criterion,
    "RULE": _rule,
    "TEST": _test,
}


def _keyword(terminal: str) -> tuple[str, str]:
    words = lexicon()
    return f"`{words.spell(terminal, 'ko')}`", f"`{words.spell(terminal, 'en')}`"


def _lacking(span: Span, declaration: str, ko: str, en: str) -> Diagnostic:
    message: Message = messages.MISSING_CLAUSE
    return message.at(span, declaration=declaration, clause_ko=ko, clause_en=en)
