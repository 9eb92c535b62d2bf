"""The clauses of a declaration as text, in one layout and one keyword language, without comments."""

from __future__ import annotations

from jichim.authoring.diff.model import Aspect
from jichim.diagnostic import Lang
from jichim.policy.model import Instrument, Period
from jichim.source import Source, Span
from jichim.syntax import model as tree
from jichim.syntax import parse, print_expr
from jichim.syntax.lexicon import lexicon

_TERMINALS = {
    Aspect.WEIGHT: "FINDING",
    Aspect.PERIOD: "EFFECTIVE",
    Aspect.SUBJECT: "FOR",
    Aspect.UNLESS: "EXCEPT",
    Aspect.INSTRUMENT: "POLICY",
}
_OF_FIELDS = {
    Aspect.TYPE: "종류",
    Aspect.ALIASES: "다른 이름",
    Aspect.CHOICES: "값",
    Aspect.COUNTS: "셈",
    Aspect.DESCRIPTION: "설명",
}
Texts = dict[Aspect, str]


def wording(span: Span, lang: Lang) -> Texts:
    """The clauses of the declaration that a span holds, by aspect; absent ones are left out."""
    file, _ = parse(Source(span.source.name, span.text))
    (declared,) = file.declarations  # it was read from this very text before
    writer = _Wording(lang)
    return {aspect: text for aspect, text in writer.clauses(declared).items() if text}


def instrument_wording(instrument: Instrument, lang: Lang) -> Texts:
    """The clauses of the header."""
    writer = _Wording(lang)
    promulgated = instrument.promulgated
    found = {
        Aspect.TITLE: instrument.title,
        Aspect.STATUS: writer.word("EFFECTIVE" if instrument.status == "effective" else instrument.status),
        Aspect.PROMULGATED: promulgated.isoformat() if promulgated else "",
        Aspect.PERIOD: writer.period(instrument.period),
        Aspect.SOURCE: instrument.source,
    }
    return {aspect: text for aspect, text in found.items() if text}


def keyword(aspect: Aspect, lang: Lang) -> str:
    """How the language calls a clause: `요건`, `require`; empty for what stands in the head."""
    if aspect in (Aspect.NAME, Aspect.VALUE, Aspect.CASES):
        return ""
    if aspect in _OF_FIELDS:
        return _OF_FIELDS[aspect] if lang == "ko" else aspect.value
    return lexicon().spell(_TERMINALS.get(aspect, aspect.name), lang)


class _Wording:
    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def word(self, terminal: str) -> str:
        return lexicon().spell(terminal.upper(), self.lang)

    def clauses(self, d: tree.Declaration) -> Texts:
        assert not isinstance(d, tree.Test), "tests are not compared"
        found: Texts = {Aspect.NAME: d.name.text, **self.common(d.common)}
        if isinstance(d, (tree.Table, tree.Criterion, tree.Rule)):
            found[Aspect.TITLE] = d.title.text if d.title else ""
        if not isinstance(d, tree.Parameter):
            found[Aspect.SUBJECT] = ", ".join(_binder(one) for one in d.binders)
        if isinstance(d, (tree.Parameter, tree.Define)):
            found[Aspect.VALUE] = self.expr(d.value)
        elif isinstance(d, (tree.Derive, tree.Table)):
            found[Aspect.HIT] = "" if d.hit == "unique" else self.word(d.hit)
            found[Aspect.CASES] = "\n".join(self.rows(d) if isinstance(d, tree.Table) else self.cases(d))
        elif isinstance(d, tree.Criterion):
            found[Aspect.SCALE] = d.scale.text if d.scale else ""
            found[Aspect.QUESTION] = d.question.text if d.question else ""
        else:
            found |= self.rule(d)
        return found

    def rule(self, d: tree.Rule) -> Texts:
        return {
            Aspect.DUTY: d.duty.text if d.duty else "",
            Aspect.PROPOSAL: d.proposal.text if d.proposal else "",
            Aspect.WHEN: self.expr(d.when),
            Aspect.UNLESS: self.expr(d.unless),
            Aspect.REQUIRE: self.expr(d.require),
            Aspect.EVIDENCE_ONLY: self.word("YES") if d.evidence_only else "",
            Aspect.WEIGHT: self.word(d.finding.weight) if d.finding and d.finding.weight else "",
            Aspect.FINDING: d.finding.message.text if d.finding else "",
            Aspect.ACTION: d.action.text if d.action else "",
            Aspect.BY: d.by.text if d.by else "",
            Aspect.WITHIN: d.within.text if d.within else "",
            Aspect.CLEARS: ", ".join(name.text for name in d.clears),
        }

    def common(self, common: tree.Common) -> Texts:
        period = common.period
        return {
            Aspect.CITES: "; ".join(one.text for one in common.citations),
            Aspect.ITEM: ", ".join(one.text for one in common.items),
            Aspect.PERIOD: self.period(Period(period.start, period.end)) if period else "",
            Aspect.ASSUMED: common.assumed.reason if common.assumed else "",
            Aspect.NOTE: common.note.text if common.note else "",
        }

    def cases(self, d: tree.Derive) -> list[str]:
        lines = [self.case(case) for case in d.cases]
        for reading in d.readings:
            lines.append(f'{self.word("READING")} "{reading.title.text}"')
            lines += [self.case(case) for case in reading.cases]
        return lines

    def case(self, case: tree.Case) -> str:
        start = f"{self.word('CASE')} {self.expr(case.value)}"
        if case.condition is None:
            return f"{start} {self.word('OTHERWISE')}"
        return f"{start} {self.word('WHEN')} {self.expr(case.condition)}"

    def rows(self, d: tree.Table) -> list[str]:
        heads = [one.text for one in d.inputs], [one.text for one in d.outputs]
        rows = [([self.cell(one) for one in row.inputs], [*map(self.expr, row.outputs)]) for row in d.rows]
        return [f"| {' | '.join(inputs)} | => {' | '.join(outputs)} |" for inputs, outputs in [heads, *rows]]

    def cell(self, cell: tree.Cell) -> str:
        values = ", ".join(self.expr(value) for value in cell.values)
        op = {"any": "-", "=": "", "!=": f"{self.word('NOT')} "}.get(cell.op, f"{cell.op} ")
        return op + values

    def expr(self, expr: tree.Expr | None) -> str:
        return print_expr(expr, self.lang) if expr is not None else ""

    def period(self, period: Period) -> str:
        bounds = []
        for day, side in ((period.start, "FROM"), (period.end, "UNTIL")):
            if day:
                words = (day.isoformat(), self.word(side))
                bounds.append(" ".join(words if self.lang == "ko" else words[::-1]))
        return " ".join(bounds)


def _binder(binder: tree.Binder) -> str:
    return " ".join(one.text for one in (binder.subject, binder.alias) if one)
