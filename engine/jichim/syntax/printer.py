"""The formatter: a tree -> text in canonical layout, one clause a line, with its comments."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jichim.diagnostic import Lang
from jichim.syntax import model
from jichim.syntax.comments import rank
from jichim.syntax.expr_printer import assignment, chain, name, phrase, print_expr, quoted, word_or_text
from jichim.syntax.lexicon import lexicon

WIDTH = 100
"""Terminal columns; a longer line is broken where the grammar has a joint."""
_STEP = "  "
_CELL_OPS = {"=": "", "<": "< ", "<=": "<= ", ">": "> ", ">=": ">= "}


def print_file(file: model.PolicyFile, lang: Lang) -> str:
    """See `jichim.syntax.print_file`."""
    writer = _Writer(lang)
    blocks = [writer.header(file.header)] if file.header else []
    blocks += [writer.declaration(declaration) for declaration in file.declarations]
    if file.comments:
        blocks.append("\n".join(_comment(text) for text in file.comments))
    return "\n\n".join(blocks) + "\n" if blocks else ""


@dataclass(frozen=True, slots=True)
class _Line:
    """What one clause is written as (several lines of text if long), and its place for comments."""

    place: str
    text: str


class _Writer:
    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def word(self, terminal: str) -> str:
        return lexicon().spell(terminal, self.lang)

    # ---- declarations ----

    def header(self, header: model.Header) -> str:
        lines = [
            self.text("title", header.title),
            self.clause("status", self.word(header.status.upper()) if header.status else None),
            self.clause("proposed", header.proposed.value.isoformat() if header.proposed else None),
            self.clause("promulgated", header.promulgated.value.isoformat() if header.promulgated else None),
            self.period(header.period),
            self.text("source", header.source),
        ]
        return _layout(f"{self.word('POLICY')} {name(header.name.text)}", lines, header.comments)

    def declaration(self, d: model.Declaration) -> str:
        if isinstance(d, model.Test):
            return self.test(d)
        keyword = self.word(type(d).__name__.upper())
        head = f"{keyword} {name(d.name.text)}"
        lines: list[_Line | None] = []
        if isinstance(d, model.Parameter):
            head += f" = {print_expr(d.value, self.lang)}"
        elif isinstance(d, model.Define):
            head = _broken(f"{head}{self.binders(d.binders)} =", chain(d.value, self.lang), _STEP)
        elif isinstance(d, model.Derive):
            head += self.binders(d.binders)
            lines = [*self.derive(d)]
        else:
            head += f" {quoted(d.title.text)}" if d.title else ""
            lines = [self.clause("for", self.binders(d.binders, keyword=False) or None)]
            if isinstance(d, model.Table):
                lines += self.table(d)
            elif isinstance(d, model.Criterion):
                lines.append(self.clause("scale", d.scale.text if d.scale else None))
                lines.append(self.text("question", d.question))
            else:
                lines += self.rule(d)
        return _layout(head, [*lines, *self.common(d.common)], d.common.comments)

    def derive(self, d: model.Derive) -> Iterator[_Line | None]:
        yield self.hit(d.hit)
        yield from (self.case(case, number, _STEP) for number, case in enumerate(d.cases))
        number = len(d.cases)
        for index, reading in enumerate(d.readings):
            yield _Line(f"reading:{index}", f"{_STEP}{self.word('READING')} {quoted(reading.title.text)}")
            for case in reading.cases:
                yield self.case(case, number, _STEP * 2)
                number += 1

    def case(self, case: model.Case, number: int, margin: str) -> _Line:
        text = f"{margin}{self.word('CASE')} {print_expr(case.value, self.lang)} "
        if case.condition is None:
            return _Line(f"case:{number}", text + self.word("OTHERWISE"))
        when = _broken(text + self.word("WHEN"), chain(case.condition, self.lang), margin + _STEP)
        return _Line(f"case:{number}", when)

    def table(self, d: model.Table) -> Iterator[_Line | None]:
        yield self.hit(d.hit)
        rows = [([name(n.text) for n in d.inputs], [name(n.text) for n in d.outputs])]
        for row in d.rows:
            outputs = [print_expr(output, self.lang) for output in row.outputs]
            rows.append(([self.cell(cell) for cell in row.inputs], outputs))
        inputs_wide = _widths([inputs for inputs, _ in rows])
        outputs_wide = _widths([outputs for _, outputs in rows])
        for number, (inputs, outputs) in enumerate(rows):
            text = f"{_STEP}| {_row(inputs, inputs_wide)} | => {_row(outputs, outputs_wide)} |"
            yield _Line(f"row:{number}", text)

    def cell(self, cell: model.Cell) -> str:
        if cell.op == "any":
            return "-"
        op = f"{self.word('NOT')} " if cell.op == "!=" else _CELL_OPS[cell.op]
        return op + ", ".join(print_expr(value, self.lang) for value in cell.values)

    def rule(self, d: model.Rule) -> Iterator[_Line | None]:
        yield self.clause("duty", phrase(d.duty.text, "DUTY") if d.duty else None)
        yield self.clause("proposal", phrase(d.proposal.text, "PROPOSAL") if d.proposal else None)
        for kind, expr in (("when", d.when), ("except", d.unless), ("require", d.require)):
            if expr is not None:
                start = f"{_STEP}{self.word(kind.upper())}"
                yield _Line(kind, _broken(start, chain(expr, self.lang), _STEP * 2))
        yield self.clause("evidence_only", "" if d.evidence_only else None)
        if d.finding:
            weight = f"{self.word(d.finding.weight.upper())} " if d.finding.weight else ""
            yield self.clause("finding", weight + quoted(d.finding.message.text))
        yield self.text("action", d.action)
        yield self.clause("by", word_or_text(d.by.text) if d.by else None)
        yield self.clause("within", d.within.text if d.within else None)
        yield self.clause("clears", ", ".join(name(n.text) for n in d.clears) or None)

    def test(self, d: model.Test) -> str:
        lines = [self.clause("as_of", d.as_of.value.isoformat() if d.as_of else None)]
        for number, given in enumerate(d.givens):
            start = f"{_STEP}{self.word('PREMISE')} {name(given.subject.text)}"
            entries = [assignment(entry, self.lang, in_record=False) for entry in given.assignments]
            line = _STEP.join([start, *entries])
            if _columns(line) > WIDTH:
                line = f"\n{_STEP * 2}".join([start, *entries])
            lines.append(_Line(f"premise:{number}", line))
        for number, expect in enumerate(d.expects):
            lines.append(_Line(f"expect:{number}", _STEP + self.expect(expect)))
        return _layout(f"{self.word('TEST')} {quoted(d.title.text)}", lines, d.comments)

    def expect(self, expect: model.Expect) -> str:
        subjects = ", ".join(quoted(subject.text) for subject in expect.subjects)
        text = f"{self.word('EXPECT')} {name(expect.name.text)}" + (f" {subjects}" if subjects else "")
        if expect.value is not None:
            return f"{text} = {print_expr(expect.value, self.lang)}"
        assert expect.outcome, "an expectation has an outcome or a value"
        return f"{text} {self.word(expect.outcome.upper().replace('-', '_'))}"

    # ---- clauses ----

    def common(self, common: model.Common) -> Iterator[_Line | None]:
        for number, citation in enumerate(common.citations):
            text = f"{_STEP}{self.word('CITES')} {phrase(citation.text, 'CITES')}"
            yield _Line(f"cites:{number}", text)
        yield self.clause("item", ", ".join(name(item.text) for item in common.items) or None)
        yield self.period(common.period)
        yield self.clause("assumed", quoted(common.assumed.reason) if common.assumed else None)
        yield self.text("note", common.note)

    def clause(self, kind: str, text: str | None) -> _Line | None:
        """The line of a clause; None leaves it out."""
        if text is None:
            return None
        return _Line(kind, f"{_STEP}{self.word(kind.upper())} {text}".rstrip(" "))

    def text(self, kind: str, text: model.String | None) -> _Line | None:
        return self.clause(kind, quoted(text.text) if text else None)

    def hit(self, hit: model.HitPolicy) -> _Line | None:
        return self.clause("hit", None if hit == "unique" else self.word(hit.upper()))

    def period(self, period: model.Period | None) -> _Line | None:
        if period is None:
            return None
        bounds = []
        for day, side in ((period.start, "FROM"), (period.end, "UNTIL")):
            if day:
                words = (day.isoformat(), self.word(side))
                bounds.append(" ".join(words if self.lang == "ko" else reversed(words)))
        return self.clause("effective", " ".join(bounds))

    def binders(self, binders: Sequence[model.Binder], *, keyword: bool = True) -> str:
        if not binders:
            return ""
        texts = [" ".join(name(n.text) for n in (b.subject, b.alias) if n) for b in binders]
        return (f" {self.word('FOR')} " if keyword else "") + ", ".join(texts)


# ---- layout ----


def _layout(head: str, lines: Iterable[_Line | None], comments: Sequence[model.Comment]) -> str:
    """A declaration: its head and clauses in canonical order, each with its comments above and beside."""
    ordered = sorted((line for line in lines if line), key=lambda line: rank(line.place))
    places = {"", *(line.place for line in ordered)}
    text: list[str] = []
    for line in [_Line("", head), *ordered]:
        # a comment whose clause is not there (a tree made by hand) goes to the head rather than being lost
        own = [c for c in comments if c.clause == line.place or (not line.place and c.clause not in places)]
        margin = line.text[: len(line.text) - len(line.text.lstrip(" "))]
        beside = [c.text for c in own if c.beside][:1]
        above = [c.text for c in own if not c.beside] + [c.text for c in own if c.beside][1:]
        text += [margin + _comment(c) for c in above]
        text += [line.text + "".join(f"  {_comment(c)}" for c in beside)]
    return "\n".join(text)


def _comment(text: str) -> str:
    return f"# {text}".rstrip()


def _broken(start: str, parts: Sequence[str], margin: str) -> str:
    """The parts behind the start on one line, or if that is too long, each on its own line below."""
    line = " ".join([start, *parts])
    if _columns(line) <= WIDTH or len(parts) < 2:
        return line
    return "\n".join([f"{start} {parts[0]}", *(margin + part for part in parts[1:])])


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(_columns(cell) for cell in column) for column in zip(*rows, strict=True)]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (wide - _columns(cell)) for cell, wide in zip(cells, widths, strict=True))
    return " | ".join(padded)


def _columns(text: str) -> int:
    """Terminal columns: Hangul and Hanja take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
