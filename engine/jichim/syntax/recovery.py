"""One declaration's lexemes -> a raw declaration, or every mistake in them.

A sound declaration is parsed once, at full speed. Only one that fails is parsed again, carefully: each
mistake is explained, the unfinished clause is dropped and the parse goes on at the next clause (panic mode).
"""

from __future__ import annotations

from collections.abc import Sequence

from jichim.diagnostic import Diagnostic, Related, did_you_mean
from jichim.syntax import messages
from jichim.syntax.bounds import MAX_MISTAKES
from jichim.syntax.expected import describe, keywords
from jichim.syntax.lexer import Lexeme
from jichim.syntax.lexicon import CLAUSES, COMPARATORS, PHRASE_CLAUSES, VALUE_WORDS, lexicon
from jichim.syntax.machine import END, Machine
from jichim.syntax.raw import RawDeclaration

_SYNC = CLAUSES | {"ROW", "PREMISE_OR_PRESENT"}
_BRACKETS = {"RPAR": "LPAR", "RSQB": "LSQB", "RBRACE": "LBRACE"}
_OPENING = frozenset(_BRACKETS.values())
_SHOWN = 40
"""Characters of the user's text in a message."""


def read_declaration(lexemes: Sequence[Lexeme]) -> tuple[RawDeclaration | None, tuple[Diagnostic, ...]]:
    """The declaration that these lexemes spell, the first being its keyword; None with its mistakes."""
    machine = Machine()
    if all(machine.feed(_in_place(machine, lexemes, at)) for at in range(len(lexemes))):
        declaration = machine.finish()
        if declaration:
            return declaration, ()
    return None, _Recovery(lexemes).run()


def is_name(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether a keyword is compared with something, which only a name can be."""
    return at + 1 < len(lexemes) and lexemes[at + 1].type in COMPARATORS and _is_word(lexemes[at])


def _in_place(machine: Machine, lexemes: Sequence[Lexeme], at: int) -> Lexeme:
    """The lexeme, as a name if it is a keyword that means nothing here and surely is a name."""
    lexeme = lexemes[at]
    may_be_name = lexeme.type in VALUE_WORDS or (lexeme.type != "WORD" and is_name(lexemes, at))
    if may_be_name and not machine.accepts(lexeme.type) and machine.accepts("WORD"):
        return lexeme._replace(type="WORD")
    return lexeme


def _is_word(lexeme: Lexeme) -> bool:
    return (
        lexeme.type not in ("STRING", "PHRASE")
        and lexeme.text == lexeme.span.text
        and lexeme.text[0].isalpha()
    )


class _Recovery:
    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.machine = Machine()
        self.diagnostics: list[Diagnostic] = []
        self.mistake = -1
        """Where the last mistake was."""
        self.skipped = False
        """Whether the parse left out everything from the last mistake to the end."""

    def run(self) -> tuple[Diagnostic, ...]:
        at = 0
        while at < len(self.lexemes) and len(self.diagnostics) < MAX_MISTAKES:
            lexeme = _in_place(self.machine, self.lexemes, at)
            if self.machine.accepts(lexeme.type):
                self.machine.feed(lexeme)
                at += 1
            else:
                at = self.mend(at)
        choices = self.machine.acceptable()
        # after a mistake only an unfinished clause is news: what else is lacking may have been skipped
        if not self.machine.accepts(END) and not (self.diagnostics and (self.skipped or choices & CLAUSES)):
            self.ends_early(choices)
        return tuple(self.diagnostics)

    def mend(self, at: int) -> int:
        """Explain the lexeme that cannot stand here; the place from which the parse goes on."""
        self.mistake = at
        lexeme, choices = self.lexemes[at], self.machine.acceptable()
        for explain in (self.keyword_as_name, self.arrow, self.misspelt, self.no_quotes, self.misplaced):
            after = explain(at, lexeme, choices)
            if after is not None:
                return after
        expected = describe(choices)
        self.diagnostics.append(
            messages.UNEXPECTED.at(
                lexeme.span,
                related=self.opened(at, choices),
                found=_shown(lexeme),
                expected_ko=expected.ko,
                expected_en=expected.en,
            )
        )
        return self.panic(at)

    def panic(self, at: int, *, next_line: bool = False) -> int:
        """Drop the unfinished clause and skip to the next one, which is taken."""
        if self.machine.depth == 1:
            head = next((t for t in ("WORD", "STRING") if self.machine.accepts(t)), "")
            if head:
                self.machine.feed(self.lexemes[0]._replace(type=head))
        in_test = self.lexemes[0].type == "TEST"
        for after in range(at, len(self.lexemes)):
            lexeme = self.lexemes[after]
            if after > self.mistake and self.looks_like_clause(lexeme):
                return after
            if lexeme.type not in _SYNC or (next_line and not lexeme.first) or is_name(self.lexemes, after):
                continue
            if lexeme.type == "PREMISE_OR_PRESENT" and not in_test:
                continue
            if self.machine.accepts(lexeme.type) or self.machine.unwind(lexeme.type):
                self.machine.feed(lexeme)
                return after + 1
        self.skipped = True
        return len(self.lexemes)

    def looks_like_clause(self, lexeme: Lexeme) -> bool:
        """Whether a line starts with a misspelt clause keyword; then the unfinished clause is dropped."""
        if lexeme.type != "WORD" or not lexeme.first:
            return False
        words = lexicon()
        known = {s: t for t in CLAUSES for s in words.spellings[t]}
        nearest = did_you_mean(lexeme.text.lower(), known, limit=1)
        return bool(nearest) and self.machine.unwind(known[nearest[0]])

    # ---- the explanations, likeliest cause first; None: this is not it ----

    def keyword_as_name(self, at: int, lexeme: Lexeme, choices: frozenset[str]) -> int | None:
        if "WORD" not in choices or lexeme.first or lexeme.type == "WORD" or not _is_word(lexeme):
            return None
        after = self.lexemes[at + 1].type if at + 1 < len(self.lexemes) else END
        if after != "PHRASE" and lexeme.type in CLAUSES and not self.machine.accepts("WORD", after):
            return None
        if lexeme.type in ("AND", "OR", "IN", "CONTAINS", "OVERLAPS", "WHERE", "STATED", "ABSENT"):
            return None
        self.diagnostics.append(messages.KEYWORD_AS_NAME.at(lexeme.span, found=_shown(lexeme)))
        self.machine.feed(lexeme._replace(type="WORD"))
        return at + 2 if after == "PHRASE" else at + 1

    def arrow(self, at: int, lexeme: Lexeme, choices: frozenset[str]) -> int | None:
        if lexeme.type != "ARROW" or "GE" not in choices:
            return None
        self.diagnostics.append(messages.WRONG_OPERATOR.at(lexeme.span, found="=>", ko=">=", en=">="))
        self.machine.feed(lexeme._replace(type="GE"))
        return at + 1

    def misspelt(self, at: int, lexeme: Lexeme, choices: frozenset[str]) -> int | None:
        if lexeme.type != "WORD" or (len(lexeme.text) < 2 and not lexeme.first):
            return None
        words = lexicon()
        known = {s: t for t in choices for s in words.spellings.get(t, ()) if t in words.spellings}
        nearest = did_you_mean(lexeme.text.lower(), known, limit=1)
        if not nearest:
            return None
        self.diagnostics.append(
            messages.UNKNOWN_WORD.at(lexeme.span, found=_shown(lexeme), nearest=nearest[0])
        )
        meant = known[nearest[0]]
        after = self.lexemes[at + 1].type if at + 1 < len(self.lexemes) else END
        if meant not in PHRASE_CLAUSES and self.machine.accepts(meant, after):
            self.machine.feed(lexeme._replace(type=meant))
            return at + 1
        return self.panic(at + 1, next_line=True)

    def no_quotes(self, at: int, lexeme: Lexeme, choices: frozenset[str]) -> int | None:
        before = self.lexemes[at - 1]
        if "STRING" not in choices or choices & {"WORD", "PHRASE"} or lexeme.first:
            return None
        if before.type not in CLAUSES and before.type not in VALUE_WORDS and before.type != "TEST":
            return None
        end = at
        while end + 1 < len(self.lexemes) and not self.lexemes[end + 1].first:
            end += 1
        if any(other.type == "STRING" for other in self.lexemes[at : end + 1]):
            return None
        span = lexeme.span.to(self.lexemes[end].span)
        self.diagnostics.append(
            messages.MISSING_QUOTES.at(span, after=before.span.text, found=_shown(lexeme))
        )
        return self.panic(end + 1, next_line=True)

    def misplaced(self, at: int, lexeme: Lexeme, choices: frozenset[str]) -> int | None:
        """A clause of another kind of declaration, where a clause could begin."""
        clauses = choices & CLAUSES
        if lexeme.type not in CLAUSES or len(clauses) < 2:
            return None
        self.diagnostics.append(
            messages.MISPLACED_CLAUSE.at(
                lexeme.span,
                found=_shown(lexeme),
                declaration=self.lexemes[0].text,
                clauses_ko=keywords(clauses, "ko"),
                clauses_en=keywords(clauses, "en"),
            )
        )
        return self.panic(at + 1)

    def ends_early(self, choices: frozenset[str]) -> None:
        last = self.lexemes[-1]
        expected = describe(choices)
        self.diagnostics.append(
            messages.ENDS_EARLY.at(
                last.span,
                related=self.opened(len(self.lexemes), choices),
                found=_shown(last),
                expected_ko=expected.ko,
                expected_en=expected.en,
            )
        )

    def opened(self, at: int, choices: frozenset[str]) -> list[Related]:
        """The bracket that is still open, if closing it is what was expected."""
        wanted = {_BRACKETS[t] for t in choices & _BRACKETS.keys()}
        closed = 0
        for lexeme in (self.lexemes[i] for i in range(at - 1, -1, -1) if wanted):
            if lexeme.first and lexeme.type in _SYNC:
                break
            if lexeme.type in _BRACKETS:
                closed += 1
            elif lexeme.type in _OPENING and closed:
                closed -= 1
            elif lexeme.type in _OPENING:
                return [Related(lexeme.span, messages.OPENED_PLACE)] if lexeme.type in wanted else []
        return []


def _shown(lexeme: Lexeme) -> str:
    text = " ".join(lexeme.span.text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
