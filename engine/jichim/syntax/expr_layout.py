"""Expressions -> lines that fit the page: broken at their joints, what belongs together kept together.

A chain of `and` or `or` that is too long has one operand a line, its operator before it, as the provisions
list their items. Unlike in `print_expr`, an `and` inside an `or` has parentheses although it needs none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from jichim.diagnostic import Lang
from jichim.syntax import model
from jichim.syntax.expr_printer import Writer, assignment, name

WIDTH = 110
"""Terminal columns; a longer line is broken where the grammar has a joint."""


def columns(text: str) -> int:
    """Terminal columns: Hangul and Hanja take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def lay_out(expr: model.Expr, lang: Lang, first: int, rest: int | None = None) -> tuple[str, ...]:
    """The lines of an expression; the first begins in column `first`, the others carry their margin.

    `rest` is the column of what follows in a chain, that of the first line if not given. A line is longer
    than the page only where it has no joint.
    """
    return tuple(_Layout(lang).expr(expr, first, first if rest is None else rest))


def fill(parts: Sequence[str], first: int, rest: int, separator: str = " ") -> list[str]:
    """The parts on as few lines as hold them."""
    lines = [parts[0]]
    used = first + columns(parts[0])
    for part in parts[1:]:
        wide = columns(separator) + columns(part)
        if used + wide <= WIDTH:
            lines[-1] += separator + part
            used += wide
        else:
            lines[-1] = lines[-1] + separator.rstrip(" ")
            lines.append(" " * rest + part)
            used = rest + columns(part)
    return lines


def entry_lines(entry: model.Assignment, lang: Lang, column: int) -> list[str]:
    """A field of a premise; a long list has its items on lines of their own."""
    text = assignment(entry, lang, in_record=False)
    if column + columns(text) <= WIDTH or not isinstance(entry.value, model.ListLiteral):
        return [text]
    start = text[: text.index("=") + 2]
    lines = _Layout(lang).items(entry.value, column + columns(start))
    return [start + lines[0], *lines[1:]]


class _Layout:
    def __init__(self, lang: Lang) -> None:
        self.writer = Writer(lang, clear=True)
        self.tail = 0
        """Columns for what must still close behind the text."""

    def expr(self, expr: model.Expr, first: int, rest: int) -> list[str]:
        flat = self.writer.expr(expr)
        if first + columns(flat) + self.tail <= WIDTH:
            return [flat]
        if isinstance(expr, model.Binary):
            if expr.op in ("and", "or", "+", "-"):
                return self.chain(expr, first, rest)
            left, op, right = self.writer.operands(expr)
            lines = self.operand(left, first)
            start = f"{lines[-1]} {op} "
            at = columns(start) + (first if len(lines) == 1 else 0)
            tail = self.operand(right, at)
            return [*lines[:-1], start + tail[0], *tail[1:]]
        if isinstance(expr, model.Unary) and expr.op == "not":
            word = self.writer.word("NOT") + " "
            lines = self.operand(self.writer.within(expr), first + columns(word))
            return [word + lines[0], *lines[1:]]
        if isinstance(expr, (model.Aggregate, model.Quantified)):
            return self.over_records(expr, first)
        if isinstance(expr, model.ListLiteral):
            return self.items(expr, first)
        return [flat]

    def operand(self, operand: tuple[model.Expr, bool], first: int) -> list[str]:
        """An operand, in parentheses if it is marked so."""
        expr, parentheses = operand
        if not parentheses:
            return self.expr(expr, first, first)
        self.tail += 1
        lines = self.expr(expr, first + 1, first + 1)
        self.tail -= 1
        return ["(" + lines[0], *lines[1:-1], lines[-1] + ")"] if lines[1:] else [f"({lines[0]})"]

    def chain(self, expr: model.Binary, first: int, rest: int) -> list[str]:
        links = self.writer.links(expr)
        if all(isinstance(operand[0], model.Ref) for _, operand in links):
            return fill([f"{op} {self.writer.expr(one)}".strip() for op, (one, _) in links], first, rest)
        lines: list[str] = []
        for number, (op, operand) in enumerate(links):
            start = f"{op} " if op else ""
            margin = rest if lines else first
            text = self.operand(operand, margin + columns(start))
            together = number > 0 and expr.op == "and" and _same_path(links[number - 1][1][0], operand[0])
            if together and len(text) == 1:
                joined = f"{lines[-1]} {start}{text[0]}"
                if columns(joined) + (first if len(lines) == 1 else 0) + self.tail <= WIDTH:
                    lines[-1] = joined
                    continue
            lines += [(" " * rest if lines else "") + start + text[0], *text[1:]]
        return lines

    def over_records(self, expr: model.Aggregate | model.Quantified, first: int) -> list[str]:
        start = f"{self.writer.word(expr.op.upper())}("
        inner = first + columns(start)
        lines = [f"{start}{name(expr.path.text)}"]
        if expr.where is not None:
            lines[0] += f" {self.writer.word('WHERE')} "
            where = self.expr(expr.where, first + columns(lines[0]), inner)
            lines = [lines[0] + where[0], *where[1:]]
        if isinstance(expr, model.Quantified) and expr.body is not None:
            body = self.expr(expr.body, inner + 2, inner + 2)
            lines[-1] += ":"
            lines += [" " * (inner + 2) + body[0], *body[1:]]
        return [*lines[:-1], lines[-1] + ")"]

    def items(self, value: model.ListLiteral, first: int) -> list[str]:
        """One item a line if one of them is a record, else as many as a line holds."""
        texts = [self.writer.expr(item) for item in value.items]
        if not texts:
            return ["[]"]
        if any(isinstance(item, model.RecordLiteral) for item in value.items):
            lines = [text + "," for text in texts[:-1]] + [texts[-1]]
            lines = [lines[0], *(" " * (first + 1) + line for line in lines[1:])]
        else:
            lines = fill(texts, first + 1, first + 1, ", ")
        return [f"[{lines[0]}", *lines[1:-1], f"{lines[-1]}]"] if lines[1:] else [f"[{lines[0]}]"]


def _same_path(one: model.Expr, other: model.Expr) -> bool:
    """`x stated and x given`, `x stated and x = 1`: two questions about one field."""
    return (path := _path(one)) is not None and path == _path(other)


def _path(expr: model.Expr) -> str | None:
    if isinstance(expr, model.Presence):
        return _path(expr.operand)
    if isinstance(expr, model.Unary):
        return _path(expr.operand)
    if isinstance(expr, model.Binary) and expr.op not in ("and", "or"):
        return _path(expr.left)
    return expr.name.text if isinstance(expr, model.Ref) else None
