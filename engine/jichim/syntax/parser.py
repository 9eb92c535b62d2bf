"""`parse`: a policy file's text -> its tree and every mistake in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from jichim.diagnostic import Diagnostic, Related, did_you_mean
from jichim.particles import particle
from jichim.source import Source, Span
from jichim.syntax import messages, model
from jichim.syntax.bounds import MAX_CHARACTERS, MAX_MISTAKES, deepest, may_be_deep, too_deep
from jichim.syntax.comments import attach
from jichim.syntax.lexer import CommentLexeme, Lexeme, lex
from jichim.syntax.lexicon import CLAUSES, COMPARATORS, DECLARATIONS, lexicon
from jichim.syntax.raw import EXPRESSIONS, RawDeclaration
from jichim.syntax.recovery import read_declaration
from jichim.syntax.tree_builder import build

_LEADING = (DECLARATIONS | CLAUSES | COMPARATORS | {
    "PLUS", "MINUS", "STAR", "SLASH", "ARROW", "COLON", "COMMA", "BAR", "ROW", "LPAR", "LSQB", "LBRACE",
    "AND", "OR", "NOT", "IN", "CONTAINS", "OVERLAPS", "WHERE",
}) - {"EVIDENCE_ONLY"}  # fmt: skip
"""After one of these a declaration's keyword on the same line starts nothing: it is misused as a name."""


def parse(source: Source) -> tuple[model.PolicyFile, tuple[Diagnostic, ...]]:
    """The tree of a policy file, with every mistake found in it, in the order of the text.

    Total: no text makes it raise. A declaration with a mistake in it is left out of the tree, so that a
    rule never silently loses a clause; without errors, the tree holds all that was written.
    """
    if len(source.text) > MAX_CHARACTERS:
        found = messages.TOO_LONG.at(Span(source, 0, 0), found=len(source.text), limit=MAX_CHARACTERS)
        return model.PolicyFile(source, None, ()), (found,)
    lexed = lex(source)
    if not lexed.complete:
        return model.PolicyFile(source, None, ()), lexed.diagnostics
    parts = _Parts(lexed.comments, lexed.diagnostics)
    before, chunks = _split(lexed.lexemes, parts)
    if before:
        parts.outside(before)
    for number, chunk in enumerate(chunks):
        following = chunks[number + 1][0].span.start if number + 1 < len(chunks) else None
        parts.read(chunk, following)
        if len(parts.diagnostics) > MAX_MISTAKES:
            break
    return parts.file(source)


class _Parts:
    """What was read so far."""

    def __init__(self, comments: Sequence[CommentLexeme], diagnostics: Sequence[Diagnostic]) -> None:
        self.comments = list(comments)
        self.next_comment = 0
        self.diagnostics = list(diagnostics)
        self.bad_words = sorted(d.span.start for d in diagnostics if d.span)
        self.headers: list[tuple[model.Header, Lexeme]] = []
        self.declarations: list[model.Declaration] = []
        self.seen = 0

    def read(self, chunk: Sequence[Lexeme], following: int | None) -> None:
        """One declaration: parsed, built, checked, its comments attached."""

        self.seen += 1
        comments = self.comments_of(chunk, following)
        if deep := too_deep(chunk):
            self.diagnostics.append(deep)
            return
        raw, mistakes = read_declaration(chunk)
        self.diagnostics += mistakes
        if raw is None:
            return
        if may_be_deep(chunk) and (deep := deepest(_expressions(raw))):
            self.diagnostics.append(deep)
            return
        tree, mistakes = build(raw)
        self.diagnostics += mistakes
        if tree is None or self.is_misread(chunk, following):
            return
        notes = attach(raw, comments)
        if isinstance(tree, model.Header):
            self.header(replace(tree, comments=notes), chunk[0])
        elif isinstance(tree, model.Test):
            self.declarations.append(replace(tree, comments=notes))
        else:
            self.declarations.append(replace(tree, common=replace(tree.common, comments=notes)))

    def header(self, header: model.Header, keyword: Lexeme) -> None:
        if self.headers:
            related = [Related(self.headers[0][1].span, messages.FIRST_PLACE)]
            self.diagnostics.append(
                messages.HEADER_TWICE.at(keyword.span, related=related, found=keyword.text)
            )
            return
        if self.seen > 1:
            self.diagnostics.append(messages.HEADER_NOT_FIRST.at(keyword.span, found=keyword.text))
        self.headers.append((header, keyword))

    def is_misread(self, chunk: Sequence[Lexeme], following: int | None) -> bool:
        """Whether the lexer found a mistake in the declaration."""
        at = bisect_left(self.bad_words, chunk[0].span.start)
        return at < len(self.bad_words) and (following is None or self.bad_words[at] < following)

    def comments_of(self, chunk: Sequence[Lexeme], following: int | None) -> list[CommentLexeme]:
        """The comments up to the end of the declaration's last line."""
        end, first = chunk[-1].span.end, self.next_comment
        while self.next_comment < len(self.comments):
            comment = self.comments[self.next_comment]
            after = comment.span.start >= end
            if after and (comment.first or (following is not None and comment.span.start > following)):
                break
            self.next_comment += 1
        return self.comments[first : self.next_comment]

    def outside(self, lexemes: Sequence[Lexeme]) -> None:
        """What stands before the first declaration."""
        first = lexemes[0]
        last = next((at for at, w in enumerate(lexemes) if at and w.first), len(lexemes))
        nearest = _nearest_declaration(first) or ()
        ko, en = (
            "선언은 `규칙`, `기준값`, `시험` 같은 낱말로 시작한다",
            "a declaration starts with `rule`, `parameter`, `test` or the like",
        )
        if nearest:
            ko = f"`{nearest[0]}`{particle('을(를)', nearest[0])} 뜻했는가?"
            en = f"did you mean `{nearest[0]}`?"
        span = first.span.to(lexemes[last - 1].span)
        shown = first.span.text[:40]
        self.diagnostics.append(messages.OUTSIDE.at(span, found=shown, advice_ko=ko, advice_en=en))

    def file(self, source: Source) -> tuple[model.PolicyFile, tuple[Diagnostic, ...]]:
        header = self.headers[0][0] if self.headers else None
        rest = tuple(comment.text for comment in self.comments[self.next_comment :])
        self.diagnostics.sort(key=lambda d: d.span.start if d.span else 0)
        if len(self.diagnostics) > MAX_MISTAKES:
            span = self.diagnostics[MAX_MISTAKES].span or Span(source, 0, 0)
            self.diagnostics[MAX_MISTAKES:] = [messages.TOO_MANY_MISTAKES.at(span, limit=MAX_MISTAKES)]
        tree = model.PolicyFile(source, header, tuple(self.declarations), rest)
        return tree, tuple(self.diagnostics)


def _expressions(raw: RawDeclaration) -> Iterator[model.Expr]:
    """Those whose depth brackets alone do not bound."""
    for clause in raw.clauses:
        if isinstance(clause.value, model.Case):
            if clause.value.condition:
                yield clause.value.condition
        elif isinstance(clause.value, EXPRESSIONS):
            yield cast(model.Expr, clause.value)


def _split(lexemes: Sequence[Lexeme], parts: _Parts) -> tuple[list[Lexeme], list[list[Lexeme]]]:
    """The lexemes before the first declaration, and those of each, so that a mistake stays in its own."""
    before: list[Lexeme] = []
    chunks: list[list[Lexeme]] = []
    for at, lexeme in enumerate(lexemes):
        keyword = lexeme.type if _starts(lexemes, at) else None
        if keyword is None and (meant := _misspelt(lexemes, at)):
            keyword, nearest = meant
            parts.diagnostics.append(
                messages.UNKNOWN_WORD.at(lexeme.span, found=lexeme.text[:40], nearest=nearest)
            )
            parts.bad_words.append(lexeme.span.start)
        if keyword:
            chunks.append([lexeme._replace(type=keyword)])
        else:
            (chunks[-1] if chunks else before).append(lexeme)
    parts.bad_words.sort()
    return before, chunks


def _starts(lexemes: Sequence[Lexeme], at: int) -> bool:
    lexeme = lexemes[at]
    if lexeme.type not in DECLARATIONS:
        return False
    if at + 1 < len(lexemes) and lexemes[at + 1].type in COMPARATORS:
        return False
    return lexeme.first or not at or lexemes[at - 1].type not in _LEADING


def _misspelt(lexemes: Sequence[Lexeme], at: int) -> tuple[str, str] | None:
    """The declaration that a word at the very start of a line, with a name or title behind it, resembles."""
    lexeme = lexemes[at]
    if lexeme.type != "WORD" or not lexeme.first or not _at_margin(lexeme.span):
        return None
    after = lexemes[at + 1] if at + 1 < len(lexemes) else None
    if after is None or after.first or after.type not in ("WORD", "STRING"):
        return None
    nearest = _nearest_declaration(lexeme)
    if nearest:
        return lexicon().single[nearest[0]], nearest[0]
    return None


def _at_margin(span: Span) -> bool:
    return span.start == 0 or span.source.text[span.start - 1] in "\n\ufeff"


def _nearest_declaration(lexeme: Lexeme) -> tuple[str, ...]:
    words = lexicon()
    known: Iterable[str] = (s for t in DECLARATIONS for s in words.spellings[t])
    return did_you_mean(lexeme.text.lower(), known, limit=1)
