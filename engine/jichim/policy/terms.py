"""Terms: what an expression names, measures or counts, with its type."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from fractions import Fraction
from typing import NoReturn

from jichim.policy import messages, typing_rules
from jichim.policy.choices import CHOICES, TRUTH, find_choice, symbols_of
from jichim.policy.model import (
    Aggregation,
    Arithmetic,
    Cond,
    Constant,
    CriterionTerm,
    DefinitionTerm,
    DerivedTerm,
    Domain,
    FieldTerm,
    ListTerm,
    NameTerm,
    Negative,
    ParameterTerm,
    ReviewDate,
    SharedTerm,
    Term,
    Type,
)
from jichim.policy.names import (
    Ambiguous,
    Declared,
    Frame,
    Qualified,
    Scope,
    find,
    frame_called,
    in_frame,
)
from jichim.policy.reporting import Reporting, Unresolved, near_words
from jichim.policy.sharing import shared_field
from jichim.policy.written import value_text
from jichim.source import Span
from jichim.syntax import model as tree
from jichim.vocabulary.model import Kind, normalise
from jichim.vocabulary.quantity import Bound, Interval, Measured, parse_quantity

Presentable = FieldTerm | ListTerm | SharedTerm | DefinitionTerm | CriterionTerm | DerivedTerm
"""What can be stated or absent; see `Has`."""

_REVIEW_DATE = frozenset(normalise(word) for word in ("검토일", "review_date"))
_PER_YEAR = {"month": 12, "quarter": 4}


class Terms(Reporting, ABC):
    """The part of `Expressions` that resolves terms; aggregates ask it for conditions."""

    @abstractmethod
    def cond(self, expr: tree.Expr) -> Cond: ...

    @abstractmethod
    def within(self, scope: Scope) -> Terms:
        """The same expressions in the scope of a record; mistakes go to the same place."""

    def term(self, expr: tree.Expr, hint: Type | None = None) -> Term:
        """The term that an expression names; `hint` is the type of the other side of a comparison."""
        if isinstance(expr, tree.Quantity):
            return self._quantity(expr, hint)
        if isinstance(expr, tree.String):
            return self._string(expr, hint)
        if isinstance(expr, tree.DateLiteral):
            return Constant(expr.value, Type(Domain.DATE), expr.span)
        if isinstance(expr, (tree.Truth, tree.NoneLiteral)) and hint is not None and hint.owner is not None:
            return self._symbol(hint, value_text(expr), expr.span)
        if isinstance(expr, tree.Truth):
            return Constant(expr.value, TRUTH, expr.span)
        if isinstance(expr, tree.ListLiteral):
            return self._list(expr, hint)
        if isinstance(expr, tree.Unary) and expr.op == "-":
            return self._negative(expr, hint)
        if isinstance(expr, tree.Binary) and expr.op in ("+", "-", "*", "/"):
            return self._arithmetic(expr)
        if isinstance(expr, tree.Aggregate):
            return self._aggregate(expr)
        if isinstance(expr, tree.Ref):
            return self._ref(expr, hint)
        self.fail(messages.NOT_A_VALUE.at(expr.span, text=expr.span.text))

    # ---- constants -------------------------------------------------------------------------------

    def _quantity(self, expr: tree.Quantity, hint: Type | None) -> Constant:
        measured = parse_quantity(expr.text)
        if measured is None:
            self.fail(messages.BAD_QUANTITY.at(expr.span, text=expr.text))
        if measured.dimension == "count" and measured.unit is None:
            if hint is not None and hint.domain is Domain.MONEY and measured.value == 0:
                return Constant(0, Type(Domain.MONEY), expr.span)
            return Constant(measured.value, Type(Domain.NUMBER), expr.span)
        return Constant(_per_year(measured), Type(Domain(measured.dimension), unit=measured.unit), expr.span)

    def _string(self, expr: tree.String, hint: Type | None) -> Constant:
        if hint is not None and hint.domain in CHOICES and hint.field is not None:
            choice = find_choice(hint.field, expr.text)
            if choice is None:
                self.fail_choice(hint.field, expr.text, expr.span)
            return Constant(choice, hint, expr.span)
        if hint is not None and hint.owner is not None:
            return self._symbol(hint, expr.text, expr.span)
        return Constant(expr.text, Type(Domain.TEXT), expr.span)

    def _symbol(self, hint: Type, word: str, span: Span) -> Constant:
        """A value of the derivation that a comparison is about."""
        owner = hint.owner or ""
        if word not in symbols_of(self.values_of(owner)):
            self.fail_symbol(owner, word, span)
        return Constant(word, hint, span)

    def _list(self, expr: tree.ListLiteral, hint: Type | None) -> Constant:
        choices = hint is not None and hint.domain in CHOICES and hint.field is not None
        texts = self.each([lambda item=item: self._member(item, hint) for item in expr.items])  # type: ignore[misc]
        return Constant(tuple(texts), hint if choices and hint else Type(Domain.TEXTS), expr.span)

    def _member(self, item: tree.Expr, hint: Type | None) -> str:
        field = hint.field if hint is not None and hint.domain in CHOICES else None
        if isinstance(item, (tree.String, tree.Ref)) and field is not None:
            word = item.text if isinstance(item, tree.String) else item.name.text
            choice = find_choice(field, word)
            if choice is None:
                self.fail_choice(field, word, item.span)
            return choice
        if isinstance(item, tree.String):
            return item.text
        self.fail(messages.NOT_A_VALUE.at(item.span, text=item.span.text))

    # ---- arithmetic and aggregates ---------------------------------------------------------------

    def _negative(self, expr: tree.Unary, hint: Type | None) -> Term:
        operand = self.term(expr.operand, hint)
        self.need_number(operand)
        if isinstance(operand, Constant) and isinstance(operand.value, (int, Fraction)):
            return Constant(-operand.value, operand.type, expr.span)
        if operand.type.domain is Domain.DATE:
            self.fail(messages.NOT_NUMERIC.at(operand.span, text=operand.span.text))
        return Negative(operand, operand.type, expr.span)

    def _arithmetic(self, expr: tree.Binary) -> Term:
        left, right = self.each([lambda: self.term(expr.left), lambda: self.term(expr.right)])
        result = typing_rules.combine(left.type, right.type, expr.op)
        if result is None:
            self.fail_mismatch(expr.span, left.type, right.type)
        assert expr.op in ("+", "-", "*", "/")
        return Arithmetic(expr.op, left, right, result, expr.span)

    def _aggregate(self, expr: tree.Aggregate) -> Term:
        if expr.op == "count":
            records, inner, frame = self.element(expr.path)
            where = inner.cond(expr.where) if expr.where is not None else None
            return Aggregation("count", records, frame.index, None, where, Type(Domain.NUMBER), expr.span)
        head, _, last = expr.path.text.rpartition(".")
        if not head:
            self._need_field(expr.path)
        span = expr.path.span
        cut = span.text.rfind(".")
        head_span = Span(span.source, span.start, span.start + cut) if cut > 0 else span
        last_span = Span(span.source, span.start + cut + 1, span.end) if cut > 0 else span
        records, inner, frame = self.element(tree.Name(head, head_span))
        amounts: list[FieldTerm] = []
        filters: list[Cond] = []
        steps: list[Callable[[], None]] = [
            lambda: amounts.append(inner.amount(frame, tree.Name(last, last_span), expr.op))
        ]
        condition = expr.where
        if condition is not None:
            steps.append(lambda: filters.append(inner.cond(condition)))
        self.each(steps)
        found, filtered = amounts[0], (filters[0] if filters else None)
        return Aggregation(expr.op, records, frame.index, found, filtered, found.type, expr.span)

    def _need_field(self, path: tree.Name) -> None:
        """`합계(비용)` says which records, not which field of them."""
        found = find(self.scope, path.text, path.span)
        if isinstance(found, ListTerm):
            self.fail(messages.NOT_NUMERIC.at(path.span, text=path.text))
        self.element(path)

    def amount(self, frame: Frame, name: tree.Name, op: tree.AggregateOp) -> FieldTerm:
        """The field of a record that an aggregate adds up or orders."""
        found = in_frame(self.scope, frame, name.text, name.span, deep=True)
        if isinstance(found, Ambiguous):
            self.fail_ambiguous(name, found)
        if found is None:
            near = near_words(name.text, [one.label for one in self.scope.vocabulary.node(frame.node).fields])
            self.fail(messages.UNKNOWN_NAME.at(name.span, name=name.text, near_ko=near.ko, near_en=near.en))
        if (
            isinstance(found, ListTerm)
            or not typing_rules.is_ordered(found.type)
            or (found.type.domain is Domain.DATE and op not in ("max", "min"))
        ):
            self.fail(messages.NOT_NUMERIC.at(name.span, text=name.text))
        return found

    def element(self, path: tree.Name) -> tuple[ListTerm, Terms, Frame]:
        """The record list of an aggregate, and the expressions in the scope of one of its records."""
        found = find(self.scope, path.text, path.span)
        if isinstance(found, Ambiguous):
            self.fail_ambiguous(path, found)
        if found is None:
            self.fail_unknown(path)
        if not isinstance(found, ListTerm):
            self.fail(messages.NOT_A_LIST.at(path.span, name=path.text))
        node = self.scope.vocabulary.node(found.element)
        words = (node.name, node.label, found.field.name, found.field.label)
        frame = Frame(self.scope.next_index(), found.element, words, element=True)
        return found, self.within(self.scope.inner(frame)), frame

    def need_number(self, term: Term) -> None:
        if not typing_rules.is_ordered(term.type):
            self.fail(messages.NOT_NUMERIC.at(term.span, text=term.span.text))

    # ---- names -----------------------------------------------------------------------------------

    def _ref(self, expr: tree.Ref, hint: Type | None) -> Term:
        if expr.arguments:
            return self._call(expr)
        word = expr.name.text
        if hint is not None and hint.field is not None and hint.domain in CHOICES:
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
            self.fail_ambiguous(expr.name, found)
        frame = frame_called(self.scope, word)
        if frame is not None and frame.index > 0:
            return NameTerm(frame.index, Type(Domain.TEXT), expr.span)
        if isinstance(found, ListTerm):
            self.fail(messages.NOT_A_VALUE.at(expr.span, text=word))
        self.fail_unknown(expr.name, hint)

    def _call(self, expr: tree.Ref) -> Term:
        """`공동활용계획(a, b)`: a declared name for several subjects, or a field of the records of a pair."""
        frames = self.each([lambda name=name: self._argument(name) for name in expr.arguments])  # type: ignore[misc]
        found = find(self.scope, expr.name.text, expr.name.span)
        if isinstance(found, Declared):
            return self._declared(found, expr, tuple(frames))
        shared = shared_field(self.scope.vocabulary, expr.name.text, [frame.node for frame in frames])
        if shared is not None:
            records, names, path, field, kind = shared
            return SharedTerm(records, names, path, field, tuple(f.index for f in frames), kind, expr.span)
        if isinstance(found, Ambiguous):
            self.fail_ambiguous(expr.name, found)
        if isinstance(found, (FieldTerm, ListTerm)):
            self._fail_subjects(expr, (found.node,))
        self.fail_unknown(expr.name)

    def _argument(self, name: tree.Name) -> Frame:
        frame = frame_called(self.scope, name.text)
        if frame is None:
            near = near_words(name.text, [one.words[0] for one in self.scope.frames])
            self.fail(messages.UNKNOWN_NAME.at(name.span, name=name.text, near_ko=near.ko, near_en=near.en))
        return frame

    def _declared(self, declared: Declared, expr: tree.Ref, given: tuple[Frame, ...]) -> Term:
        """A declared name for the subjects that are written, or for those in scope."""
        if declared.broken:
            raise Unresolved
        is_root = self.scope.fields.is_root
        frames = given or self._frames_for(declared)
        if len(frames) != len(declared.nodes) or any(
            not is_root(node) and frame.node != node
            for node, frame in zip(declared.nodes, frames, strict=True)
        ):
            self._fail_subjects(expr, declared.nodes)
        if declared.type is None:
            self.pending.append(declared.key)
            raise Unresolved
        kind = declared.type
        indexes = tuple(
            0 if is_root(node) else frame.index for node, frame in zip(declared.nodes, frames, strict=True)
        )
        if declared.kind == "parameter":
            return ParameterTerm(declared.key, kind, expr.span)
        if declared.kind == "definition":
            return DefinitionTerm(declared.key, indexes, kind, expr.span)
        if declared.kind == "derivation":
            return DerivedTerm(declared.key, indexes, kind, expr.span)
        return CriterionTerm(declared.key, indexes, kind, expr.span)

    def _frames_for(self, declared: Declared) -> tuple[Frame, ...]:
        """The frames that a declared name takes when none are written.

        For one subject it is the record at hand, or the only subject of its type; for several, the
        subjects of those types in the order in which they are declared.
        """
        chosen: list[Frame] = []
        alone = len(declared.nodes) == 1
        for node in declared.nodes:
            if self.scope.fields.is_root(node):
                chosen.append(self.scope.frames[0])
                continue
            fitting = [f for f in self.scope.frames if f.node == node and f.index > 0 and f not in chosen]
            if not fitting or (len(fitting) > 1 and alone and not fitting[-1].element):
                return ()
            chosen.append(fitting[-1] if alone else fitting[0])
        return tuple(chosen)

    def _fail_subjects(self, expr: tree.Ref, nodes: tuple[str, ...]) -> NoReturn:
        vocabulary = self.scope.vocabulary
        labels = ", ".join(vocabulary.node(node).label for node in nodes or (vocabulary.root,))
        self.fail(messages.WRONG_SUBJECTS.at(expr.span, name=expr.name.text, expected=labels))

    def presence(self, expr: tree.Ref) -> Presentable:
        """What a presence word or `= 없음` is about."""
        if not expr.arguments:
            found = find(self.scope, expr.name.text, expr.name.span)
            if isinstance(found, (FieldTerm, ListTerm)):
                return found
        term = self.term(expr)
        if isinstance(term, (FieldTerm, SharedTerm, DefinitionTerm, CriterionTerm, DerivedTerm)):
            return term
        self.fail(messages.NOT_A_VALUE.at(expr.span, text=expr.span.text))

    def is_section(self, term: Term) -> bool:
        """Sections can be stated or absent, but have no value."""
        return isinstance(term, (FieldTerm, SharedTerm)) and term.field.kind is Kind.SECTION


def _per_year(measured: Measured) -> Bound | Interval:
    """Amounts per month or quarter are counted per year, as those of a plan are."""
    value, times = measured.value, _PER_YEAR.get(measured.per or "")
    if measured.dimension != "money" or times is None:
        return value
    if isinstance(value, Interval):
        return Interval(_times(value.lo, times), _times(value.hi, times))
    return _times(value, times)


def _times(bound: Bound, times: int) -> Bound:
    return bound * times if isinstance(bound, (int, Fraction)) else bound
