"""The formatter: a tree -> text in canonical layout, one clause a line, with its comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jichim.diagnostic import Lang
from jichim.syntax import model
from jichim.syntax.comments import rank
from jichim.syntax.expr_layout import WIDTH, columns, entry_lines, fill, lay_out
from jichim.syntax.expr_printer import name, phrase, print_expr, quoted, word_or_text
from jichim.syntax.lexicon import lexicon

_STEP = "  "
_TEXT_COLUMN: dict[Lang, int] = {"ko": 9, "en": 12}
"""Where the texts of clauses begin, one below the other: behind the longest keyword that has a text."""
_DEEP = 44
"""A condition that begins further to the right goes on in a new line."""
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
    joins: bool = False
    """It may stand behind the line above, if there is room: `근거 …  항목 …`."""


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
            head += f"{self.binders(d.binders)} ="
            value = lay_out(d.value, self.lang, columns(head) + 1)
            if len(value) > 1 or columns(head) + 1 + columns(value[0]) > WIDTH:
                head += f"\n{_STEP * 2}" + "\n".join(lay_out(d.value, self.lang, 4))
            else:
                head += f" {value[0]}"
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
        yield from self.cases(d.cases, 0, _STEP)
        number = len(d.cases)
        for index, reading in enumerate(d.readings):
            yield _Line(f"reading:{index}", f"{_STEP}{self.word('READING')} {quoted(reading.title.text)}")
            yield from self.cases(reading.cases, number, _STEP * 2)
            number += len(reading.cases)

    def cases(self, cases: Sequence[model.Case], number: int, margin: str) -> Iterator[_Line]:
        """Their conditions stand one below the other."""
        values = [print_expr(case.value, self.lang) for case in cases]
        wide = max((columns(value) for value in values), default=0)
        for offset, (case, value) in enumerate(zip(cases, values, strict=True)):
            text = f"{margin}{self.word('CASE')} {value}{' ' * (wide - columns(value))} "
            if case.condition is None:
                text += self.word("OTHERWISE")
            else:
                text = self.condition(text + self.word("WHEN") + " ", case.condition, margin + _STEP * 2)
            yield _Line(f"case:{number + offset}", text)

    def condition(self, start: str, expr: model.Expr, margin: str) -> str:
        """The start of a clause and its condition, whose lines stand below its beginning."""
        at = columns(start)
        if at <= _DEEP:
            return start + "\n".join(lay_out(expr, self.lang, at))
        return f"{start.rstrip()}\n{margin}" + "\n".join(lay_out(expr, self.lang, len(margin)))

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
                yield _Line(kind, self.condition(self.start(kind), expr, _STEP * 2))
        yield self.clause("evidence_only", "" if d.evidence_only else None)
        if d.finding:
            weight = f"{self.word(d.finding.weight.upper())} " if d.finding.weight else ""
            yield self.clause("finding", weight + quoted(d.finding.message.text))
        yield self.text("action", d.action)
        doing = [
            self.clause("by", word_or_text(d.by.text) if d.by else None),
            self.clause("within", d.within.text if d.within else None),
            self.clause("clears", ", ".join(name(n.text) for n in d.clears) or None),
        ]
        yield from self.below_action([line for line in doing if line]) if d.action else doing

    def below_action(self, lines: Sequence[_Line]) -> Iterator[_Line]:
        """Who acts, until when and what it clears: parts of the action, below its text and side by side."""
        margin = " " * _TEXT_COLUMN[self.lang]
        for number, line in enumerate(lines):
            keyword, _, text = line.text.strip().partition(" ")
            at = columns(f"{margin}{keyword} ")
            parts = text.lstrip().split(", ") if line.place == "clears" else [text.lstrip()]
            yield replace(
                line, text=f"{margin}{keyword} " + "\n".join(fill(parts, at, at, ", ")), joins=number > 0
            )

    def test(self, d: model.Test) -> str:
        as_of = f"{_STEP}{self.word('AS_OF')} {d.as_of.value.isoformat()}" if d.as_of else None
        lines = [_Line("as_of", as_of) if as_of else None]
        for number, given in enumerate(d.givens):
            lines.append(_Line(f"premise:{number}", self.given(given)))
        for number, expect in enumerate(d.expects):
            lines.append(_Line(f"expect:{number}", _STEP + self.expect(expect)))
        return _layout(f"{self.word('TEST')} {quoted(d.title.text)}", lines, d.comments)

    def given(self, given: model.Given) -> str:
        """As many fields on a line as there is room for."""
        margin = " " * (columns(_STEP + self.word("PREMISE")) + 1)
        line = f"{_STEP}{self.word('PREMISE')} {name(given.subject.text)}"
        done = ""
        for entry in given.assignments:
            text = entry_lines(entry, self.lang, columns(line) + 2)
            if len(text) > 1 or columns(line) + 2 + columns(text[0]) > WIDTH:
                done += line + "\n"
                text = entry_lines(entry, self.lang, columns(margin))
                line = margin + text[0]
            else:
                line += _STEP + text[0]
            for more in text[1:]:
                done += line + "\n"
                line = more
        return done + line

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
            yield _Line(f"cites:{number}", self.start("cites") + phrase(citation.text, "CITES"))
        items = ", ".join(name(item.text) for item in common.items)
        # an unquoted citation would run on over names in backticks
        if items and common.citations and "`" not in items:
            yield _Line("item", f"{_STEP}{self.word('ITEM')} {items}", joins=True)
        else:
            yield self.clause("item", items or None)
        yield self.period(common.period)
        yield self.clause("assumed", quoted(common.assumed.reason) if common.assumed else None)
        yield self.text("note", common.note)

    def start(self, kind: str) -> str:
        """The keyword of a clause with its margins, up to where its text begins."""
        text = _STEP + self.word(kind.upper()) + " "
        return text + " " * (_TEXT_COLUMN[self.lang] - columns(text))

    def clause(self, kind: str, text: str | None) -> _Line | None:
        """The line of a clause; None leaves it out."""
        if text is None:
            return None
        return _Line(kind, (self.start(kind) + text).rstrip(" "))

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
    closed = True
    for line in [_Line("", head), *ordered]:
        # a comment whose clause is not there (a tree made by hand) goes to the head rather than being lost
        own = [c for c in comments if c.clause == line.place or (not line.place and c.clause not in places)]
        margin = line.text[: len(line.text) - len(line.text.lstrip(" "))]
        beside = [c for c in own if c.beside][:1]
        above = [c for c in own if not c.beside] + [c for c in own if c.beside][1:]
        for comment in above:
            text += [margin + _comment(comment.text), *([""] if comment.apart else [])]
        joined = f"{text[-1]}  {line.text.strip()}" if line.joins and text else ""
        if joined and not closed and not above and columns(joined) <= WIDTH:
            text[-1] = joined
        else:
            text.append(line.text)
        text[-1] += "".join(f"  {_comment(c.text)}" for c in beside)
        closed = bool(beside)
    return "\n".join(text)


def _comment(text: str) -> str:
    return f"# {text}".rstrip()


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(columns(cell) for cell in column) for column in zip(*rows, strict=True)]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (wide - columns(cell)) for cell, wide in zip(cells, widths, strict=True))
    return " | ".join(padded)
