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
    return _Writer(lang).expr(expr)


def chain(expr: model.Expr, lang: Lang) -> tuple[str, ...]:
    """The operands of the outermost `and`s, `or`s or sums, from the second on with their operator before."""
    return tuple(_Writer(lang).chain(expr))


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


class _Writer:
    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def word(self, terminal: str) -> str:
        return lexicon().spell(terminal, self.lang)

    def at_least(self, binding: int, expr: model.Expr) -> str:
        text = self.expr(expr)
        return text if _binding(expr) >= binding else f"({text})"

    def expr(self, expr: model.Expr) -> str:
        if isinstance(expr, model.Binary):
            left, op, right = self.sides(expr)
            return f"{left} {op} {right}"
        if isinstance(expr, model.Unary):
            if expr.op == "not":
                return f"{self.word('NOT')} {self.at_least(_NOT, expr.operand)}"
            return f"-{self.at_least(_SIGN, expr.operand)}"
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

    def sides(self, expr: model.Binary) -> tuple[str, str, str]:
        """Left operand, operator, right operand: chains lean to the left, comparisons do not chain."""
        binding = _binding(expr)
        left = binding + 1 if binding == _COMPARISON else binding
        op = self.word(_WORD_OPS[expr.op]) if expr.op in _WORD_OPS else expr.op
        return self.at_least(left, expr.left), op, self.at_least(binding + 1, expr.right)

    def chain(self, expr: model.Expr) -> list[str]:
        links: list[str] = []
        binding = _binding(expr)
        while isinstance(expr, model.Binary) and _binding(expr) == binding != _COMPARISON:
            _, op, right = self.sides(expr)
            links.append(f"{op} {right}")
            expr = expr.left
        links.append(self.at_least(binding, expr) if links else self.expr(expr))
        return links[::-1]

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
