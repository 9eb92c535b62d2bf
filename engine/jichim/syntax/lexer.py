"""Text -> lexemes: what the grammar's terminals are made from, with comments and mistakes set aside."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from jichim.diagnostic import Diagnostic
from jichim.source import Source, Span
from jichim.syntax import messages
from jichim.syntax.bounds import MAX_LEXEMES, MAX_MISTAKES
from jichim.syntax.lexicon import CLAUSES, DECLARATIONS, PHRASE_CLAUSES, Lexicon, lexicon

_SEGMENT = r"[\w·]*(?:-\w[\w·]*)*"
WORD = rf"[^\W\d]{_SEGMENT}(?:\.\w{_SEGMENT})*"
_UNIT = r"(?:[%‰][^\W\d_]*|[^\W\d_\u3380-\u33df]*[\u3380-\u33df℃℉]|[^\W\d_]+)"
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
QUANTITY = rf"{_NUMBER}(?:~{_NUMBER})?(?:{_UNIT}(?:/[^\W\d_]+)?)?"
_COMPARISON = re.compile(r"\s*(?:=(?!>)|[<>≤≥≠]|!=)")
_SCAN = re.compile(
    rf"""(?P<SPACE>[^\S\n]+)|(?P<LINE>\n)|(?P<COMMENT>\#[^\n]*)
    |(?P<DATE>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9]))|(?P<QUANTITY>{QUANTITY})
    |(?P<WORD>{WORD})|(?P<BACKTICKS>`[^`\n]*`?)
    |(?P<STRING>"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"?)|(?P<CURLY>[“”„][^“”\n"]*[“”"]?)
    |(?P<OPERATOR>=>|=<|==|!=|<>|<=|>=|:=|&&|\|\||[=<>≠≤≥≦≧+\-−–*×÷/()\[\]{{}},:|&!])
    |(?P<BAD>.)""",
    re.VERBOSE,
)
_OPERATORS = {
    "=": "EQ", "!=": "NE", "<>": "NE", "≠": "NE", "<": "LT", "<=": "LE", "≤": "LE", ">": "GT", ">=": "GE",
    "≥": "GE", "+": "PLUS", "-": "MINUS", "*": "STAR", "×": "STAR", "/": "SLASH", "(": "LPAR", ")": "RPAR",
    "[": "LSQB", "]": "RSQB", "{": "LBRACE", "}": "RBRACE", ",": "COMMA", ":": "COLON", "|": "BAR",
    "=>": "ARROW",
}  # fmt: skip
_WRONG = {
    "==": ("EQ", "=", "="), ":=": ("EQ", "=", "="), "=<": ("LE", "<=", "<="), "≦": ("LE", "<=", "<="),
    "≧": ("GE", ">=", ">="), "&&": ("AND", "그리고", "and"), "&": ("AND", "그리고", "and"),
    "||": ("OR", "또는", "or"), "!": ("NOT", "아님", "not"), "÷": ("SLASH", "/", "/"),
    "−": ("MINUS", "-", "-"), "–": ("MINUS", "-", "-"),
}  # fmt: skip
_CLOSED = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {'"': '"', "\\": "\\", "n": "\n", "t": "\t", "r": "\r"}
_NEXT = re.compile(r"[^\S\n]*(\S+)")
_ITEM_IDS = re.compile(rf"[^\S\n]+{WORD}(?:[^\S\n]*,[^\S\n]*{WORD})*")
_OPENING, _CLOSING = frozenset({"LPAR", "LSQB", "LBRACE"}), frozenset({"RPAR", "RSQB", "RBRACE"})
_DAY_ZERO = datetime.date.min


class Lexeme(NamedTuple):
    """`text` is the meaning (a string without quotes, a name without backticks), `span` what was written."""

    type: str
    text: str
    span: Span
    first: bool
    """Whether it is the first on its line."""


class CommentLexeme(NamedTuple):
    text: str
    span: Span
    first: bool


@dataclass(frozen=True, slots=True)
class Lexed:
    lexemes: tuple[Lexeme, ...]
    comments: tuple[CommentLexeme, ...]
    diagnostics: tuple[Diagnostic, ...]
    complete: bool
    """False if the text has too many lexemes or mistakes; then there are none."""


def lex(source: Source) -> Lexed:
    """The lexemes of a text in order. Total: a mistake is a diagnostic and the nearest lexeme, or none."""
    return _Lexer(source, lexicon()).run()


def scan_phrase(text: str, start: int, terminal: str, words: Lexicon) -> tuple[str, int, int]:
    """The raw text after `근거`, `의무`, `제안문`: its words joined by single spaces, its start and its end.

    It ends at the line's end, at a comment, for a duty at the next clause keyword and for a citation at
    `항목` with ids. The text is empty if nothing stands there.
    """
    begin = end = start
    while found := _NEXT.match(text, end):
        if found.group(1).startswith("#") or _ends_phrase(text, found, terminal, words):
            break
        begin = found.start(1) if end == start else begin
        end = found.end()
    return " ".join(text[begin:end].split()), begin, end


def _ends_phrase(text: str, word: re.Match[str], terminal: str, words: Lexicon) -> bool:
    keyword = words.terminal(word.group(1))
    if terminal != "CITES":
        return keyword in CLAUSES
    if keyword != "ITEM" or not (ids := _ITEM_IDS.match(text, word.end())):
        return False
    rest = _NEXT.match(text, ids.end())
    return rest is None or rest.group(1).startswith("#") or words.terminal(rest.group(1)) in CLAUSES


class _Lexer:
    def __init__(self, source: Source, words: Lexicon) -> None:
        self.source, self.text, self.words = source, source.text, words
        self.lexemes: list[Lexeme] = []
        self.comments: list[CommentLexeme] = []
        self.diagnostics: list[Diagnostic] = []
        self.first = True
        self.in_row = False
        self.depth = 0

    def run(self) -> Lexed:
        at = 1 if self.text.startswith("\ufeff") else 0
        while at < len(self.text):
            found = _SCAN.match(self.text, at)
            assert found is not None
            assert found.lastgroup is not None, "the last alternative matches every character"
            at = self.step(found.lastgroup, found.group(), at, found.end())
            if len(self.lexemes) > MAX_LEXEMES:
                span = self.lexemes[-1].span
                return Lexed((), (), (messages.TOO_MANY_WORDS.at(span, limit=MAX_LEXEMES),), False)
            if len(self.diagnostics) > MAX_MISTAKES:
                rest = messages.TOO_MANY_MISTAKES.at(Span(self.source, at, at), limit=MAX_MISTAKES)
                return Lexed((), (), (*self.diagnostics[:MAX_MISTAKES], rest), False)
        return Lexed(tuple(self.lexemes), tuple(self.comments), tuple(self.diagnostics), True)

    def step(self, kind: str, written: str, at: int, end: int) -> int:
        if kind == "SPACE":
            return end
        if kind == "LINE":
            self.first, self.in_row = True, False
            return end
        span = Span(self.source, at, end)
        if kind == "COMMENT":
            text = written[1:].rstrip()
            self.comments.append(CommentLexeme(text.removeprefix(" "), span, self.first))
            return end
        if kind == "WORD":
            return self.word(written, span)
        if kind == "BAD":
            return self.bad(at)
        if kind == "QUANTITY":
            self.add("QUANTITY", written, span)
        elif kind == "OPERATOR":
            return self.operator(written, span)
        elif kind == "STRING":
            self.string(written, span)
        elif kind == "DATE":
            self.date(written, span)
        elif kind == "BACKTICKS":
            self.backticks(written, span)
        else:
            self.diagnostics.append(messages.CURLY_QUOTES.at(span))
            self.add("STRING", written.strip('“”„"'), span)
        return end

    def add(self, type_: str, text: str, span: Span) -> None:
        self.lexemes.append(Lexeme(type_, text, span, self.first))
        self.first = False

    def word(self, written: str, span: Span) -> int:
        name = unicodedata.normalize("NFC", written)
        terminal, end = self.words.terminal(name), span.end
        for parts, longer in self.words.multi.get(name.lower(), ()):
            pattern = r"[^\S\n]+".join(map(re.escape, parts)) + r"(?![\w·-])"
            if found := re.compile(pattern, re.IGNORECASE).match(self.text, span.start):
                terminal, end = longer, found.end()
                break
        if terminal is None:
            self.add("WORD", name, span)
            return end
        if self.first and (terminal in CLAUSES or terminal in DECLARATIONS):
            self.depth = 0
        self.add(terminal, name, Span(self.source, span.start, end))
        if terminal in PHRASE_CLAUSES and not self.depth and not _COMPARISON.match(self.text, end):
            return self.phrase(terminal, end)
        return end

    def phrase(self, terminal: str, start: int) -> int:
        text, begin, end = scan_phrase(self.text, start, terminal, self.words)
        if not text or text.startswith('"'):
            return start
        self.add("PHRASE", text, Span(self.source, begin, end))
        return end

    def operator(self, written: str, span: Span) -> int:
        if written == "||" and (self.first or self.in_row):
            span, written = Span(self.source, span.start, span.start + 1), "|"
        if written == "|" and self.first:
            self.in_row, self.depth = True, 0
            self.add("ROW", written, span)
        elif written in _WRONG:
            terminal, ko, en = _WRONG[written]
            self.diagnostics.append(messages.WRONG_OPERATOR.at(span, found=written, ko=ko, en=en))
            self.add(terminal, written, span)
        else:
            terminal = _OPERATORS[written]
            self.depth += (terminal in _OPENING) - (terminal in _CLOSING and self.depth > 0)
            self.add(terminal, written, span)
        return span.end

    def string(self, written: str, span: Span) -> None:
        closed = _CLOSED.fullmatch(written) is not None
        if not closed:
            self.diagnostics.append(messages.OPEN_STRING.at(span))
        body = written[1 : -1 if closed else None]
        if "\\" in body:
            for found in _ESCAPE.finditer(body):
                if found.group(1) not in _ESCAPES:
                    start = span.start + 1 + found.start()
                    place = Span(self.source, start, start + 2)
                    self.diagnostics.append(messages.BAD_ESCAPE.at(place, found=found.group()))
            body = _ESCAPE.sub(lambda found: _ESCAPES.get(found.group(1), found.group(1)), body)
        self.add("STRING", body, span)

    def date(self, written: str, span: Span) -> None:
        try:
            datetime.date.fromisoformat(written)
        except ValueError:
            self.diagnostics.append(messages.BAD_DATE.at(span, found=written))
            written = _DAY_ZERO.isoformat()
        self.add("DATE", written, span)

    def backticks(self, written: str, span: Span) -> None:
        name = unicodedata.normalize("NFC", written.strip("`"))
        if not re.fullmatch(WORD, name) or len(written) != len(written.strip("`")) + 2:
            self.diagnostics.append(messages.BAD_BACKTICKS.at(span))
            name = "_"
        self.add("WORD", name, span)

    def bad(self, at: int) -> int:
        """One diagnostic for a run of characters that start nothing, or the operator that one looks like."""
        plain = unicodedata.normalize("NFKC", self.text[at])
        if plain in _OPERATORS:
            span = Span(self.source, at, at + 1)
            self.diagnostics.append(messages.WRONG_OPERATOR.at(span, found=self.text[at], ko=plain, en=plain))
            self.operator(plain, span)
            return at + 1
        end = at + 1
        while end < len(self.text) and (found := _SCAN.match(self.text, end)) and found.lastgroup == "BAD":
            if unicodedata.normalize("NFKC", self.text[end]) in _OPERATORS:
                break
            end += 1
        span = Span(self.source, at, end)
        ko, en = _ADVICE.get(
            self.text[at], ("지운다. 글이라면 따옴표로 감싼다", "remove them, or put text in quotes")
        )
        shown = span.text[:40]
        self.diagnostics.append(messages.BAD_CHARACTER.at(span, found=shown, advice_ko=ko, advice_en=en))
        self.first = False
        return end


_ADVICE = {
    ";": ("절과 선언 사이에는 아무 기호도 쓰지 않는다", "nothing stands between clauses and declarations"),
    "'": ('글은 `"`로 감싼다', 'put text in `"` quotes'),
    "‘": ('글은 `"`로 감싼다', 'put text in `"` quotes'),
    "’": ('글은 `"`로 감싼다', 'put text in `"` quotes'),
}
