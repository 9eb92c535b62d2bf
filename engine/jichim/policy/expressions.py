"""Expressions of the tree to typed conditions and terms, with every mistake reported."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar, Union

from jichim.diagnostic import Diagnostic, did_you_mean
from jichim.policy import messages, typing_rules
from jichim.policy.choices import find_choice, symbols_of
from jichim.policy.model import (
    Aggregation,
    AllOf,
    AnyOf,
    Arithmetic,
    Compare,
    Cond,
    Constant,
    Contains,
    CriterionTerm,
    DefinitionTerm,
    DerivedTerm,
    Domain,
    FieldTerm,
    ForRecords,
    Has,
    IsTrue,
    ListTerm,
    NameTerm,
    Negative,
    Not,
    OneOf,
    Overlaps,
    ParameterTerm,
    ReviewDate,
    SharedTerm,
    Term,
    Type,
)
from jichim.policy.names import Ambiguous, Declared, Frame, Qualified, Scope, find, frame_called, known_words
from jichim.policy.sharing import shared_field
from jichim.source import Span
from jichim.syntax import model as tree
from jichim.vocabulary.model import Field, Kind, Vocabulary, normalise
from jichim.vocabulary.quantity import parse_quantity

TRUTH = Type(Domain.TRUTH)
_REVIEW_DATE = frozenset(normalise(word) for word in ("검토일", "review_date"))
_ORDER = ("<", "<=", ">", ">=")
_FLIP = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}

_T = TypeVar("_T")


class Unresolved(Exception):  # noqa: N818 - a way out of one expression, not an error of the program
    """The mistake is already reported; the expression has no meaning."""


class Expressions:
    """Resolves the expressions of one declaration; `diagnostics` collects what is wrong with them."""

    def __init__(self, scope: Scope, values_of: Callable[[str], tuple[str, ...]]) -> None:
        """`values_of` gives the values of a derivation by its key, for symbols in comparisons."""
        self.scope = scope
        self.values_of = values_of
        self.diagnostics: list[Diagnostic] = []

    # ---- conditions ------------------------------------------------------------------------------

    def cond(self, expr: tree.Expr) -> Cond:
        """The condition that an expression states; raises `Unresolved` after reporting why it is none."""
        if isinstance(expr, tree.Unary) and expr.op == "not":
            return Not(self.cond(expr.operand), expr.span)
        if isinstance(expr, tree.Binary):
            return self._binary_cond(expr)
        if isinstance(expr, tree.Presence):
            return Has(expr.op, self._presence_target(expr.operand), expr.span)
        if isinstance(expr, tree.Quantified):
            records, inner, frame = self._element(expr.path)
            where, body = inner._both(expr.where, expr.body)
            return ForRecords(expr.op, records, frame.index, where, body, expr.span)
        if isinstance(expr, tree.Ref):
            term = self.term(expr, TRUTH)
            if term_type(term).domain is Domain.TRUTH:
                return IsTrue(term, expr.span)
        self._report(messages.NOT_A_CONDITION.at(expr.span, text=expr.span.text))
        raise Unresolved

    def _binary_cond(self, expr: tree.Binary) -> Cond:
        op = expr.op
        if op in ("and", "or"):
            parts = self._each([lambda: self.cond(expr.left), lambda: self.cond(expr.right)])
            kind = AllOf if op == "and" else AnyOf
            flat = [p for part in parts for p in (part.parts if isinstance(part, kind) else (part,))]
            return kind(tuple(flat), expr.span)
        if op == "in":
            return self._one_of(expr)
        if op in ("contains", "overlaps"):
            left = self.term(expr.left)
            right = self.term(expr.right, self._member_hint(term_type(left)))
            self._check_collection(left, right, op)
            return Contains(left, right, expr.span) if op == "contains" else Overlaps(left, right, expr.span)
        if op in ("=", "!=", *_ORDER):
            return self._compare(expr)
        self._report(messages.NOT_A_CONDITION.at(expr.span, text=expr.span.text))
        raise Unresolved

    def _compare(self, expr: tree.Binary) -> Cond:
        assert expr.op in ("=", "!=", "<", "<=", ">", ">=")
        if isinstance(expr.right, tree.Truth) and expr.op in ("=", "!="):
            return self._against_truth(expr.left, expr.right.value == (expr.op == "="), expr.span)
        if isinstance(expr.right, tree.NoneLiteral) and isinstance(expr.left, tree.Ref):
            has = Has("none", self._presence_target(expr.left), expr.span)
            return has if expr.op == "=" else Not(has, expr.span)
        left, right = self._two_sides(expr.left, expr.right)
        self.require_comparable(left, right, expr.op, expr.span)
        if isinstance(left, Constant) and not isinstance(right, Constant):
            return Compare(_FLIP[expr.op], right, left, expr.span)  # type: ignore[arg-type]
        return Compare(expr.op, left, right, expr.span)

    def _against_truth(self, left: tree.Expr, wanted: bool, span: Span) -> Cond:
        """`강제서비스 = 예`; for a derivation whose cases are 예 and 아니오, a comparison of symbols."""
        if isinstance(left, tree.Ref):
            term = self.term(left)
            if isinstance(term, DerivedTerm):
                yes, no = "예", "아니오"
                owner = Type(Domain.SYMBOL, owner=term.name)
                return Compare("=", term, Constant(yes if wanted else no, owner, span), span)
        condition = self.cond(left)
        return condition if wanted else Not(condition, span)

    def _two_sides(self, left: tree.Expr, right: tree.Expr) -> tuple[Term, Term]:
        """Both sides, each read in the light of the other where a bare word can be a choice."""
        try:
            mark = len(self.diagnostics)
            first = self.term(left)
        except Unresolved:
            if not isinstance(left, tree.Ref):
                raise
            found = self.diagnostics[mark:]
            del self.diagnostics[mark:]
            second = self.term(right)
            try:
                return self.term(left, term_type(second)), second
            except Unresolved:
                self.diagnostics[mark:] = found
                raise
        return first, self.term(right, term_type(first))

    def _one_of(self, expr: tree.Binary) -> Cond:
        left = self.term(expr.left)
        items = expr.right.items if isinstance(expr.right, tree.ListLiteral) else (expr.right,)
        hint = term_type(left)
        values = self._each([lambda item=item: self.term(item, hint) for item in items])  # type: ignore[misc]
        for value in values:
            self.require_comparable(left, value, "=", value.span)
        return OneOf(left, tuple(values), expr.span)

    def _both(self, where: tree.Expr | None, body: tree.Expr | None) -> tuple[Cond | None, Cond | None]:
        resolved = self._each([lambda e=e: self.cond(e) for e in (where, body) if e is not None])  # type: ignore[misc]
        found = iter(resolved)
        return (next(found) if where is not None else None), (next(found) if body is not None else None)

    # ---- terms -----------------------------------------------------------------------------------

    def term(self, expr: tree.Expr, hint: Type | None = None) -> Term:
        """The term that an expression names; `hint` is the type of the other side of a comparison."""
        if isinstance(expr, tree.Quantity):
            return self._quantity(expr, hint)
        if isinstance(expr, tree.String):
            return self._string(expr, hint)
        if isinstance(expr, tree.DateLiteral):
            return Constant(expr.value, Type(Domain.DATE), expr.span)
        if isinstance(expr, tree.Truth):
            if hint is not None and hint.domain is Domain.SYMBOL:
                return Constant("예" if expr.value else "아니오", hint, expr.span)
            return Constant(expr.value, TRUTH, expr.span)
        if isinstance(expr, tree.ListLiteral):
            return self._list(expr, hint)
        if isinstance(expr, tree.Unary) and expr.op == "-":
            operand = self.term(expr.operand, hint)
            self._need_number(operand)
            return Negative(operand, term_type(operand), expr.span)
        if isinstance(expr, tree.Binary) and expr.op in ("+", "-", "*", "/"):
            return self._arithmetic(expr)
        if isinstance(expr, tree.Aggregate):
            return self._aggregate(expr)
        if isinstance(expr, tree.Ref):
            return self._ref(expr, hint)
        self._report(messages.NOT_A_VALUE.at(expr.span, text=expr.span.text))
        raise Unresolved

    def _quantity(self, expr: tree.Quantity, hint: Type | None) -> Constant:
        measured = parse_quantity(expr.text)
        if measured is None:
            self._report(messages.BAD_QUANTITY.at(expr.span, text=expr.text))
            raise Unresolved
        if measured.dimension == "count" and measured.unit is None:
            if hint is not None and hint.domain is Domain.MONEY and measured.value == 0:
                return Constant(0, Type(Domain.MONEY), expr.span)
            return Constant(measured.value, Type(Domain.NUMBER), expr.span)
        value = measured.value
        if measured.dimension == "money" and measured.per in ("month", "quarter") and isinstance(value, int):
            value *= 12 if measured.per == "month" else 4
        return Constant(value, Type(Domain(measured.dimension), unit=measured.unit), expr.span)

    def _string(self, expr: tree.String, hint: Type | None) -> Constant:
        if hint is not None and hint.domain in (Domain.CHOICE, Domain.CHOICES) and hint.field is not None:
            return Constant(self._choice(hint.field, expr.text, expr.span), hint, expr.span)
        if hint is not None and hint.domain is Domain.SYMBOL and hint.owner is not None:
            return Constant(self._symbol(hint, expr.text, expr.span), hint, expr.span)
        return Constant(expr.text, Type(Domain.TEXT), expr.span)

    def _list(self, expr: tree.ListLiteral, hint: Type | None) -> Constant:
        texts = []
        for item in expr.items:
            if isinstance(item, tree.String):
                texts.append(item.text)
            elif isinstance(item, tree.Ref) and hint is not None and hint.field is not None:
                texts.append(self._choice(hint.field, item.name.text, item.span))
            else:
                self._report(messages.NOT_A_VALUE.at(item.span, text=item.span.text))
                raise Unresolved
        choices = hint is not None and hint.domain in (Domain.CHOICE, Domain.CHOICES)
        return Constant(tuple(texts), hint if choices and hint else Type(Domain.TEXTS), expr.span)

    def _arithmetic(self, expr: tree.Binary) -> Term:
        left, right = self._each([lambda: self.term(expr.left), lambda: self.term(expr.right)])
        result = typing_rules.combine(term_type(left), term_type(right), expr.op)
        if result is None:
            self._mismatch(expr.span, term_type(left), term_type(right))
            raise Unresolved
        assert expr.op in ("+", "-", "*", "/")
        return Arithmetic(expr.op, left, right, result, expr.span)

    def _aggregate(self, expr: tree.Aggregate) -> Term:
        if expr.op == "count":
            records, inner, frame = self._element(expr.path)
            where = inner._both(expr.where, None)[0]
            return Aggregation("count", records, frame.index, None, where, Type(Domain.NUMBER), expr.span)
        head, _, last = expr.path.text.rpartition(".")
        path_span = Span(expr.path.span.source, expr.path.span.start, expr.path.span.start + len(head))
        records, inner, frame = self._element(tree.Name(head, path_span) if head else expr.path)
        amount = inner.term(
            tree.Ref(tree.Name(f"{frame.words[0]}.{last}", expr.path.span), (), expr.path.span)
        )
        self._need_number(amount)
        where = inner._both(expr.where, None)[0]
        return Aggregation(expr.op, records, frame.index, amount, where, term_type(amount), expr.span)

    def _element(self, path: tree.Name) -> tuple[ListTerm, Expressions, Frame]:
        """The record list of an aggregate, and the expressions in the scope of one of its records."""
        found = find(self.scope, path.text, path.span)
        if isinstance(found, Ambiguous):
            self._ambiguous(path, found)
        if not isinstance(found, ListTerm):
            self._report(messages.NOT_A_LIST.at(path.span, name=path.text))
            raise Unresolved
        node = self.scope.vocabulary.node(found.element)
        words = (f"\0{self.scope.next_index()}", node.name, node.label, found.field.name, found.field.label)
        frame = Frame(self.scope.next_index(), found.element, words)
        inner = Expressions(self.scope.inner(frame), self.values_of)
        inner.diagnostics = self.diagnostics
        return found, inner, frame

    def _ref(self, expr: tree.Ref, hint: Type | None) -> Term:
        if expr.arguments:
            return self._call(expr)
        word = expr.name.text
        if hint is not None and hint.field is not None and hint.domain in (Domain.CHOICE, Domain.CHOICES):
            choice = find_choice(hint.field, word)
            if choice is not None:
                return Constant(choice, hint, expr.span)
        if hint is not None and hint.owner is not None and word in symbols_of(self.values_of(hint.owner)):
            return Constant(word, hint, expr.span)
        if normalise(word) in _REVIEW_DATE:
            return ReviewDate(Type(Domain.DATE), expr.span)
        found = find(self.scope, word, expr.span)
        if isinstance(found, FieldTerm):
            return found
        if isinstance(found, Qualified):
            return self._declared(found.declared, expr, (found.frame,))
        if isinstance(found, Declared):
            return self._declared(found, expr, ())
        if isinstance(found, Ambiguous):
            self._ambiguous(expr.name, found)
        frame = frame_called(self.scope, word)
        if frame is not None and frame.index > 0:
            return NameTerm(frame.index, Type(Domain.TEXT), expr.span)
        if isinstance(found, ListTerm):
            self._report(messages.NOT_A_VALUE.at(expr.span, text=word))
            raise Unresolved
        self._unknown(expr, hint)
        raise Unresolved

    def _call(self, expr: tree.Ref) -> Term:
        """`공동활용계획(a, b)`: a declared name for several subjects, or a field of the records of a pair."""
        frames = []
        for argument in expr.arguments:
            frame = frame_called(self.scope, argument.text)
            if frame is None:
                self._report(
                    messages.UNKNOWN_NAME.at(argument.span, name=argument.text, **self._near(argument.text))
                )
                raise Unresolved
            frames.append(frame)
        found = find(self.scope, expr.name.text, expr.name.span)
        if isinstance(found, Declared):
            return self._declared(found, expr, tuple(frames))
        shared = shared_field(self.scope.vocabulary, expr.name.text, [frame.node for frame in frames])
        if shared is None:
            self._unknown(expr, None)
            raise Unresolved
        records, names, path, field, kind = shared
        return SharedTerm(records, names, path, field, tuple(f.index for f in frames), kind, expr.span)

    def _declared(self, declared: Declared, expr: tree.Ref, given: tuple[Frame, ...]) -> Term:
        if declared.kind == "parameter":
            return ParameterTerm(declared.key, declared.type, expr.span)
        frames = given or self._frames_for(declared)
        wanted = [self._is_root(node) for node in declared.nodes]
        actual = [
            frame.node if not is_root else self.scope.vocabulary.root
            for frame, is_root in zip(frames, wanted, strict=False)
        ]
        expected = [
            self.scope.vocabulary.root if is_root else node
            for node, is_root in zip(declared.nodes, wanted, strict=True)
        ]
        if len(frames) != len(declared.nodes) or actual != expected:
            labels = ", ".join(self.scope.vocabulary.node(node).label for node in declared.nodes)
            self._report(messages.WRONG_SUBJECTS.at(expr.span, name=expr.name.text, expected=labels))
            raise Unresolved
        indexes = tuple(0 if is_root else frame.index for frame, is_root in zip(frames, wanted, strict=True))
        if declared.kind == "definition":
            return DefinitionTerm(declared.key, indexes, declared.type, expr.span)
        if declared.kind == "derivation":
            return DerivedTerm(declared.key, indexes, declared.type, expr.span)
        return CriterionTerm(declared.key, indexes, declared.type, expr.span)

    def _frames_for(self, declared: Declared) -> tuple[Frame, ...]:
        """The frames that a declared name takes when none are written: the innermost of each type."""
        chosen: list[Frame] = []
        for node in declared.nodes:
            if self._is_root(node):
                chosen.append(self.scope.frames[0])
                continue
            fitting = [f for f in self.scope.frames if f.node == node and f.index > 0 and f not in chosen]
            if not fitting or (
                len(fitting) > 1 and len(declared.nodes) == 1 and fitting[-1].words[0][0] != "\0"
            ):
                return ()
            chosen.append(fitting[-1] if len(declared.nodes) == 1 else fitting[0])
        return tuple(chosen)

    def _is_root(self, node: str) -> bool:
        """Root and sections live in frame 0."""
        return node == self.scope.vocabulary.root or all(
            found.node != node or found.kind is not Kind.RECORDS
            for other in self.scope.vocabulary.nodes.values()
            for found in other.fields
        )

    def _presence_target(
        self, expr: tree.Ref
    ) -> FieldTerm | ListTerm | SharedTerm | DefinitionTerm | CriterionTerm | DerivedTerm:
        if not expr.arguments:
            found = find(self.scope, expr.name.text, expr.name.span)
            if isinstance(found, (FieldTerm, ListTerm)):
                return found
        term = self.term(expr)
        if isinstance(term, (FieldTerm, SharedTerm, DefinitionTerm, CriterionTerm, DerivedTerm)):
            return term
        self._report(messages.NOT_A_VALUE.at(expr.span, text=expr.span.text))
        raise Unresolved

    # ---- checks and reports ----------------------------------------------------------------------

    def require_comparable(self, left: Term, right: Term, op: str, span: Span) -> None:
        """Report and give up unless both terms can be compared by `op`."""
        if typing_rules.compare(term_type(left), term_type(right), op) is not None:
            self._mismatch(span, term_type(left), term_type(right))

    def _check_collection(self, left: Term, right: Term, op: str) -> None:
        if not typing_rules.collection(term_type(left), term_type(right), op):
            self._mismatch(left.span.to(right.span), term_type(left), term_type(right))

    def _member_hint(self, left: Type) -> Type | None:
        if left.domain in (Domain.CHOICE, Domain.CHOICES):
            return Type(Domain.CHOICE, field=left.field)
        return left if left.domain is Domain.SYMBOL else None

    def _need_number(self, term: Term) -> None:
        if not typing_rules.is_ordered(term_type(term)):
            self._report(messages.NOT_NUMERIC.at(term.span, text=term.span.text))
            raise Unresolved

    def _choice(self, field: Field, word: str, span: Span) -> str:
        choice = find_choice(field, word)
        if choice is None:
            labels = [choice.label for choice in field.choices]
            self._report(
                messages.UNKNOWN_CHOICE.at(span, name=word, field=field.label, **_hint(word, labels))
            )
            raise Unresolved
        return choice

    def _symbol(self, hint: Type, word: str, span: Span) -> str:
        known = symbols_of(self.values_of(hint.owner or ""))
        if word not in known:
            self._report(
                messages.UNKNOWN_CHOICE.at(span, name=word, field=hint.owner, **_hint(word, list(known)))
            )
            raise Unresolved
        return word

    def _unknown(self, expr: tree.Ref, hint: Type | None) -> None:
        word = expr.name.text
        if hint is not None and hint.field is not None and hint.field.choices:
            labels = [choice.label for choice in hint.field.choices]
            words = {"name": word, "field": hint.field.label, **_hint(word, labels)}
            self._report(messages.UNKNOWN_CHOICE.at(expr.name.span, **words))
            return
        if hint is not None and hint.owner is not None:
            known = list(symbols_of(self.values_of(hint.owner)))
            self._report(
                messages.UNKNOWN_CHOICE.at(expr.name.span, name=word, field=hint.owner, **_hint(word, known))
            )
            return
        self._report(messages.UNKNOWN_NAME.at(expr.name.span, name=word, **self._near(word)))

    def _near(self, word: str) -> dict[str, str]:
        hints = _hint(word.rpartition(".")[2], list(known_words(self.scope)))
        if "-" in word and not hints["near_ko"].startswith("혹시"):
            return {
                "near_ko": "빼기라면 `-` 앞뒤를 띄어 쓴다",
                "near_en": "for a subtraction, write spaces around `-`",
            }
        return hints

    def _ambiguous(self, name: tree.Name, found: Ambiguous) -> None:
        paths = ", ".join(f"`{path}`" for path in found.paths)
        self._report(messages.AMBIGUOUS_NAME.at(name.span, name=name.text, paths=paths, first=found.paths[0]))
        raise Unresolved

    def _mismatch(self, span: Span, left: Type, right: Type) -> None:
        left_words, right_words = typing_rules.describe(left), typing_rules.describe(right)
        self._report(
            messages.TYPE_MISMATCH.at(
                span,
                left_ko=left_words.ko,
                left_en=left_words.en,
                right_ko=right_words.ko,
                right_en=right_words.en,
            )
        )
        raise Unresolved

    def _report(self, diagnostic: Diagnostic) -> None:
        if diagnostic not in self.diagnostics:
            self.diagnostics.append(diagnostic)

    def _each(self, steps: list[Callable[[], _T]]) -> list[_T]:
        """Every step, so that the mistakes of all are reported; raises if any had one."""
        results, failed = [], False
        for step in steps:
            try:
                results.append(step())
            except Unresolved:
                failed = True
        if failed:
            raise Unresolved
        return results


def term_type(term: Term) -> Type:
    return term.type


def _hint(word: str, known: list[str]) -> dict[str, str]:
    near = did_you_mean(word, known)
    if not near:
        return {
            "near_ko": "`jichim vocab`으로 쓸 수 있는 이름을 찾아본다"
            if len(known) > 12
            else f"쓸 수 있는 말: {', '.join(known)}",
            "near_en": "search the names with `jichim vocab`"
            if len(known) > 12
            else f"known words: {', '.join(known)}",
        }
    shown = ", ".join(f"`{candidate}`" for candidate in near)
    return {"near_ko": f"혹시 {shown}?", "near_en": f"did you mean {shown}?"}


near_words = _hint

Value = Union[int, Fraction, str, bool, datetime.date]
__all__ = [
    "TRUTH",
    "Expressions",
    "Unresolved",
    "Value",
    "Vocabulary",
    "find_choice",
    "near_words",
    "symbols_of",
    "term_type",
]
