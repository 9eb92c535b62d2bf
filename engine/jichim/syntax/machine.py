"""The LALR machine: one declaration's lexemes in, a raw declaration out. Only this module imports lark."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

from lark import Lark, Token, UnexpectedToken
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift
from lark.parsers.lalr_parser_state import ParserState

from jichim.resources import folder
from jichim.source import Source, Span
from jichim.syntax.lexer import Lexeme
from jichim.syntax.raw import Nodes, RawDeclaration

END = "$END"
_END_LEXEME = Lexeme(END, "", Span(Source("", ""), 0, 0), False)


class _Fed(Lexer):
    """Takes the place of lark's lexer, which is not used: `Machine.feed` gets the lexemes one by one."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, lexer_state: object, parser_state: object) -> Iterator[Token]:  # noqa: ARG002
        yield from ()


@lru_cache(maxsize=1)
def _lark() -> Lark:
    grammar = folder("grammar").joinpath("policy.lark").read_text(encoding="utf-8")
    # Nodes has the callbacks of a Transformer without being one, which saves a tree and a walk over it.
    nodes = cast(Any, Nodes())
    return Lark(grammar, parser="lalr", lexer=_Fed, start="declaration", transformer=nodes)


class Machine:
    """The state of one parse."""

    def __init__(self) -> None:
        self._parser = _lark().parse_interactive()
        self._state = self._parser.parser_state
        self._table = self._state.parse_conf.states

    def feed(self, lexeme: Lexeme) -> bool:
        """Take a lexeme; False, and then this parse is spoiled, if it cannot stand here."""
        try:
            self._parser.feed_token(cast(Token, lexeme))
        except UnexpectedToken:
            return False
        return True

    def finish(self) -> RawDeclaration | None:
        """The declaration; None if it is not complete."""
        try:
            return cast(RawDeclaration, self._parser.feed_token(cast(Token, _END_LEXEME)))
        except UnexpectedToken:
            return None

    def accepts(self, *terminals: str) -> bool:
        """Whether lexemes of these terminals can stand next, one after the other; nothing changes."""
        ahead = _Ahead(self._state)
        return all(ahead.shift(terminal) for terminal in terminals)

    def acceptable(self) -> frozenset[str]:
        """Every terminal that can stand next."""
        choices = self._table[self._state.state_stack[-1]]
        return frozenset(t for t in choices if t.isupper() and self.accepts(t))

    def unwind(self, terminal: str) -> bool:
        """Drop the unfinished clause, back to where this clause keyword can stand; False if nowhere."""
        states, values = self._state.state_stack, self._state.value_stack
        for size in range(len(states), 1, -1):
            step = self._table[states[size - 1]].get(terminal)
            if step is not None and step[0] is Shift:
                del states[size:]
                del values[size - 1 :]
                return True
        return False

    @property
    def depth(self) -> int:
        """How many symbols are open: 1 after a declaration's keyword."""
        return len(self._state.value_stack)


class _Ahead:
    """A parse that only moves through states, over the real stack and without touching or copying it."""

    def __init__(self, state: ParserState[Any]) -> None:
        self._table, self._end = state.parse_conf.states, state.parse_conf.end_state
        self._below = state.state_stack
        self._kept = len(state.state_stack)
        self._above: list[Any] = []

    def shift(self, terminal: str) -> bool:
        """Move over one terminal as lark does; False if it cannot stand here."""
        while True:
            step = self._table[self._top()].get(terminal)
            if step is None:
                return False
            action, target = step
            if action is Shift:
                self._above.append(target)
                return True
            size = len(target.expansion)
            popped = min(size, len(self._above))
            if popped:
                del self._above[-popped:]
            self._kept -= size - popped
            self._above.append(self._table[self._top()][target.origin.name][1])
            if self._above[-1] == self._end:
                return terminal == END

    def _top(self) -> Any:
        return self._above[-1] if self._above else self._below[self._kept - 1]
