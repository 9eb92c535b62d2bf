"""What could have stood at a place, in the words of the person who writes policies."""

from __future__ import annotations

from collections.abc import Iterable

from jichim.diagnostic import Lang, Text
from jichim.syntax.lexicon import CLAUSES, lexicon
from jichim.syntax.machine import END

MAX_ALTERNATIVES = 5
_VALUE = frozenset({"WORD", "QUANTITY", "STRING", "DATE", "YES", "NO", "NONE", "LSQB", "MINUS"})
_EXPRESSION = (_VALUE - {"LSQB"}) | {"LPAR", "COUNT", "SUM", "AVERAGE", "MAX", "MIN", "EVERY", "SOME"}
_CLAUSE_BOUNDARY = 4
"""From so many acceptable clause keywords on, a list of them would help nobody."""

_GROUPS: tuple[tuple[frozenset[str], frozenset[str], Text], ...] = (
    (_EXPRESSION, _EXPRESSION | {"LSQB", "NOT"}, Text("식", "an expression")),
    (
        _VALUE - {"LSQB"},
        _VALUE | {"LBRACE", "NOT", "EQ", "NE", "LT", "LE", "GT", "GE"},
        Text("값", "a value"),
    ),
    (frozenset({"AND", "OR"}), frozenset({"AND", "OR"}), Text("`그리고`나 `또는`", "`and` or `or`")),
    (
        frozenset({"PLUS", "MINUS", "STAR", "SLASH"}),
        frozenset({"PLUS", "MINUS", "STAR", "SLASH"}),
        Text("셈 기호", "an arithmetic sign"),
    ),
    (
        frozenset({"EQ", "LT", "GT"}),
        frozenset({"EQ", "NE", "LT", "LE", "GT", "GE", "IN", "CONTAINS", "OVERLAPS"}),
        Text("비교", "a comparison"),
    ),
    (
        frozenset({"STATED", "ABSENT"}),
        frozenset({"STATED", "ABSENT", "PRESENT", "NONE", "PREMISE_OR_PRESENT"}),
        Text("`기재`·`미기재`·`있음`·`없음`", "`stated`, `absent`, `given` or `none`"),
    ),
    (
        frozenset({"MET", "NOT_MET"}),
        frozenset({"MET", "NOT_MET", "UNDETERMINED", "NOT_APPLICABLE"}),
        Text("결과(`적합`, `부적합`, …)", "an outcome (`met`, `not-met`, …)"),
    ),
)
"""(all of these can stand, then these are said by, one name)."""
_NAMES = {
    "WORD": Text("이름", "a name"),
    "QUANTITY": Text("수량", "a quantity"),
    "STRING": Text("따옴표로 감싼 글", "text in quotes"),
    "DATE": Text("날짜", "a date"),
    "PHRASE": Text("같은 줄의 글", "text on the same line"),
    "ROW": Text("줄 맨 앞의 `|`", "a `|` at the start of a line"),
}
_SIGNS = {
    "EQ": "=", "NE": "!=", "LT": "<", "LE": "<=", "GT": ">", "GE": ">=", "PLUS": "+", "MINUS": "-",
    "STAR": "*", "SLASH": "/", "LPAR": "(", "RPAR": ")", "LSQB": "[", "RSQB": "]", "LBRACE": "{",
    "RBRACE": "}", "COMMA": ",", "COLON": ":", "BAR": "|", "ARROW": "=>",
}  # fmt: skip
_LIKELY = ("STRING", "WORD", "EQ", "RPAR", "RSQB", "RBRACE", "ARROW", "BAR", "COMMA")


def describe(terminals: Iterable[str]) -> Text:
    """The alternatives at a place, at most `MAX_ALTERNATIVES`, the likely ones first."""
    left = set(terminals) - {END, "PREMISE_OR_PRESENT"}
    found: list[Text] = []
    last: list[Text] = []
    for needed, said, name in _GROUPS:
        if needed <= left:
            left -= said
            found.append(name)
    clauses = left & CLAUSES
    if len(clauses) >= _CLAUSE_BOUNDARY:
        left -= clauses | {"ROW"}
        last.append(Text("다른 절", "another clause"))
    ordered = [t for t in _LIKELY if t in left] + sorted(left.difference(_LIKELY))
    alternatives = [_name(t) for t in ordered if t in ("EQ", *_NAMES)] + found
    alternatives += [_name(t) for t in ordered if t not in ("EQ", *_NAMES)]
    shown = (alternatives + last)[:MAX_ALTERNATIVES]
    if not shown:
        return Text("선언의 끝", "the end of the declaration")
    return Text(", ".join(t.ko for t in shown), _series([t.en for t in shown]))


def keywords(terminals: Iterable[str], lang: Lang) -> str:
    """Keywords in backticks, in the order of the lexicon."""
    words, wanted = lexicon(), set(terminals)
    return ", ".join(f"`{words.spell(t, lang)}`" for t in words.spellings if t in wanted)


def _name(terminal: str) -> Text:
    if terminal in _NAMES:
        return _NAMES[terminal]
    if terminal in _SIGNS:
        return Text(f"`{_SIGNS[terminal]}`", f"`{_SIGNS[terminal]}`")
    words = lexicon()
    return Text(f"`{words.spell(terminal, 'ko')}`", f"`{words.spell(terminal, 'en')}`")


def _series(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + f" or {items[-1]}"
