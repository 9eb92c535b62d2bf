"""Expressions -> text on one line, and names and texts as the lexer reads them back."""

from __future__ import annotations

import re
import unicodedata

from jichim.diagnostic import Lang
from jichim.syntax import model
from jichim.syntax.lexer import WORD, scan_phrase
from jichim.syntax.lexicon import lexicon

_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _SIGN, _PRIMARY = range(1, 9)
"""How tightly an expression binds; an operand that binds looser than its place allows gets parentheses."""
_BINDING: dict[model.BinaryOp, int] = {
    "or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT,
}  # fmt: skip
_WORD_OPS = {"or": "OR", "and": "AND", "in": "IN", "contains": "CONTAINS", "overlaps": "OVERLAPS"}
_PRESENCE = {"stated": "STATED", "absent": "ABSENT", "given": "PRESENT", "none": "NONE"}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
_WORD = re.compile(WORD)
_READS_AS_COMPARISON = ("=", "<", ">", "≤", "≥", "≠", "!=")
_TEST_WORDS = frozenset({"PREMISE", "PREMISE_OR_PRESENT", "EXPECT", "AS_OF"})


def print_expr(expr: model.Expr, lang: Lang) -> str:
    """One expression on one line, with the parentheses that it needs and no others."""
    return Writer(lang).expr(expr)


def name(text: str) -> str:
    """A name, in backticks where it would be read as a keyword."""
    return f"`{text}`" if lexicon().needs_backticks(text) else text


def quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def phrase(text: str, terminal: str) -> str:
    """The text of a citation or an ending: as it is if that is read back, else in quotes."""
    if text.startswith(('"', *_READS_AS_COMPARISON)) or "\n" in text:
        return quoted(text)
    read, begin, end = scan_phrase(text, 0, terminal, lexicon())
    return text if text and (read, begin, end) == (text, 0, len(text)) else quoted(text)


def word_or_text(text: str) -> str:
    """A text that may stand without quotes if it is one word."""
    plain = _WORD.fullmatch(text) and not lexicon().needs_backticks(text) and _is_nfc(text)
    return text if plain else quoted(text)


def _is_nfc(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def assignment(entry: model.Assignment, lang: Lang, *, in_record: bool) -> str:
    """`path = value`; before `=` only the words that go on with a test are taken for keywords."""
    text = entry.name.text
    terminal = lexicon().terminal(text)
    written = text if in_record or terminal not in _TEST_WORDS else name(text)
    return f"{written} = {print_expr(entry.value, lang)}"


Operand = tuple[model.Expr, bool]
"""An operand and whether it stands in parentheses."""


class Writer:
    """Writes expressions; `clear` puts an `and` inside an `or` in parentheses, which it does not need."""

    def __init__(self, lang: Lang, *, clear: bool = False) -> None:
        self.lang, self.clear = lang, clear

    def word(self, terminal: str) -> str:
        return lexicon().spell(terminal, self.lang)

    def operand(self, operand: Operand) -> str:
        text = self.expr(operand[0])
        return f"({text})" if operand[1] else text

    def within(self, expr: model.Unary) -> Operand:
        least = _NOT if expr.op == "not" else _SIGN
        return expr.operand, _binding(expr.operand) < least

    def expr(self, expr: model.Expr) -> str:
        if isinstance(expr, model.Binary):
            left, op, right = self.operands(expr)
            return f"{self.operand(left)} {op} {self.operand(right)}"
        if isinstance(expr, model.Unary):
            if expr.op == "not":
                return f"{self.word('NOT')} {self.operand(self.within(expr))}"
            return f"-{self.operand(self.within(expr))}"
        if isinstance(expr, model.Presence):
            return f"{self.expr(expr.operand)} {self.word(_PRESENCE[expr.op])}"
        if isinstance(expr, (model.Aggregate, model.Quantified)):
            return self.over_records(expr)
        return self.primary(expr)

    def primary(self, expr: model.Expr) -> str:
        if isinstance(expr, model.Ref):
            arguments = ", ".join(name(argument.text) for argument in expr.arguments)
            return name(expr.name.text) + (f"({arguments})" if arguments else "")
        if isinstance(expr, model.Quantity):
            return expr.text
        if isinstance(expr, model.String):
            return quoted(expr.text)
        if isinstance(expr, model.DateLiteral):
            return expr.value.isoformat()
        if isinstance(expr, model.Truth):
            return self.word("YES" if expr.value else "NO")
        if isinstance(expr, model.NoneLiteral):
            return self.word("NONE")
        if isinstance(expr, model.ListLiteral):
            return "[" + ", ".join(self.expr(item) for item in expr.items) + "]"
        assert isinstance(expr, model.RecordLiteral), expr
        return "{" + ", ".join(assignment(e, self.lang, in_record=True) for e in expr.entries) + "}"

    def operands(self, expr: model.Binary) -> tuple[Operand, str, Operand]:
        """Left operand, operator, right operand: chains lean to the left, comparisons do not chain."""
        binding = _binding(expr)
        left = binding + 1 if binding == _COMPARISON else binding
        op = self.word(_WORD_OPS[expr.op]) if expr.op in _WORD_OPS else expr.op
        return self.under(expr, expr.left, left), op, self.under(expr, expr.right, binding + 1)

    def under(self, above: model.Binary, expr: model.Expr, least: int) -> Operand:
        mixed = self.clear and above.op == "or" and isinstance(expr, model.Binary) and expr.op == "and"
        return expr, mixed or _binding(expr) < least

    def links(self, expr: model.Binary) -> list[tuple[str, Operand]]:
        """The operands of a chain of operators that bind alike, each with the operator before it."""
        found: list[tuple[str, Operand]] = []
        at: model.Binary = expr
        while True:
            left, op, right = self.operands(at)
            found.append((op, right))
            inner = left[0]
            if not isinstance(inner, model.Binary) or _binding(inner) != _binding(at) or left[1]:
                return [("", left), *found[::-1]]
            at = inner

    def over_records(self, expr: model.Aggregate | model.Quantified) -> str:
        text = f"{self.word(expr.op.upper())}({name(expr.path.text)}"
        if expr.where is not None:
            text += f" {self.word('WHERE')} {self.expr(expr.where)}"
        if isinstance(expr, model.Quantified) and expr.body is not None:
            text += f": {self.expr(expr.body)}"
        return text + ")"


def _binding(expr: model.Expr) -> int:
    if isinstance(expr, model.Binary):
        return _BINDING.get(expr.op, _COMPARISON)
    if isinstance(expr, model.Unary):
        return _NOT if expr.op == "not" else _SIGN
    return _PRIMARY
