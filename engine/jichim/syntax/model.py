"""The syntax tree of a policy file: what was written, with its place, before any name is resolved.

Trees are frozen. Spans take no part in equality, so `parse(print(tree)) == tree` can be asserted.
A `Name` may hold dots (`a.대상지역`, `수익.금액`); the policy room resolves its parts.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from jichim.source import Source, Span


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class String:
    text: str
    span: Span = field(compare=False, repr=False)


# ---- expressions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ref:
    """A name in an expression; `arguments` for a field of several subjects, `공동활용계획(a, b)`."""

    name: Name
    arguments: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written with its unit or period (`8%`, `0.4억원/년`, `2~3년`, `15,170,914천원`)."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DateLiteral:
    value: datetime.date
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """`예`/`yes` or `아니오`/`no`."""

    value: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NoneLiteral:
    """`없음`/`none` in the place of a value: explicitly none."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ListLiteral:
    items: tuple[Expr, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RecordLiteral:
    """`{항목 = "버스요금", 구분 = 이용료}`: only in the given part of a test."""

    entries: tuple[Assignment, ...]
    span: Span = field(compare=False, repr=False)


UnaryOp = Literal["not", "-"]
BinaryOp = Literal[
    "and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "in", "contains", "overlaps"
]
PresenceOp = Literal["stated", "absent", "given", "none"]
AggregateOp = Literal["count", "sum", "average", "max", "min"]
QuantifierOp = Literal["every", "some"]


@dataclass(frozen=True, slots=True)
class Unary:
    op: UnaryOp
    operand: Expr
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Binary:
    op: BinaryOp
    left: Expr
    right: Expr
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Presence:
    """`기재` stated (a value or an explicit none), `미기재` absent, `있음` given, `없음` none."""

    op: PresenceOp
    operand: Ref
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`합계(비용.금액 중 구분 = 운영)`; the path names a record list, for `count`, or a field of one."""

    op: AggregateOp
    path: Name
    where: Expr | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quantified:
    """`모든(비용 중 구분 = 운영: 금액 기재)`; without a body `어떤(수익 중 반복 = 예)` asks for existence."""

    op: QuantifierOp
    path: Name
    where: Expr | None
    body: Expr | None
    span: Span = field(compare=False, repr=False)


Expr = (
    Ref
    | Quantity
    | String
    | DateLiteral
    | Truth
    | NoneLiteral
    | ListLiteral
    | RecordLiteral
    | Unary
    | Binary
    | Presence
    | Aggregate
    | Quantified
)


# ---- clauses shared by declarations --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citation:
    """`근거`: free text as the analyst writes it."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Period:
    """`시행 2020-10-31 부터 2025-12-31 까지`: both days included; None is open."""

    start: datetime.date | None
    end: datetime.date | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Assumed:
    """`가정 "이유"`: this is not in a source; every finding that rests on it says so."""

    reason: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Binder:
    """`서비스` or `서비스 a`: a subject type and the name by which an expression calls it."""

    subject: Name
    alias: Name | None


@dataclass(frozen=True, slots=True)
class Comment:
    """`# …` without its mark, and the clause by which the formatter puts it.

    `clause` is "" for the head line, the name of a clause (`require`), or a name with the number of its
    occurrence counted from 0 (`row:1`). `beside`: it ends the clause's line, else it stands above it.
    `apart`: a blank line follows, as after the words at the top of a file.
    Comments take no part in the equality of trees.
    """

    text: str
    clause: str = ""
    beside: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Common:
    """The clauses that every declaration may carry."""

    citations: tuple[Citation, ...] = ()
    items: tuple[Name, ...] = ()
    period: Period | None = None
    assumed: Assumed | None = None
    note: String | None = None
    comments: tuple[Comment, ...] = field(default=(), compare=False)


# ---- declarations --------------------------------------------------------------------------------

Status = Literal["draft", "effective", "repealed"]
HitPolicy = Literal["unique", "first", "collect"]


@dataclass(frozen=True, slots=True)
class Header:
    name: Name
    title: String | None
    status: Status | None
    proposed: DateLiteral | None
    period: Period | None
    source: String | None
    span: Span = field(compare=False, repr=False)
    comments: tuple[Comment, ...] = field(default=(), compare=False)
    promulgated: DateLiteral | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    name: Name
    value: Expr
    common: Common
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Define:
    """`정의 연간총비용 대상 서비스 = …`: a named expression, not a fact."""

    name: Name
    binders: tuple[Binder, ...]
    value: Expr
    common: Common
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """`경우 손실 적용 …`; `condition` is None for `그밖에`."""

    value: Expr
    condition: Expr | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    title: String
    cases: tuple[Case, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Derive:
    """A derived fact by cases, once or in several readings (then `cases` is empty)."""

    name: Name
    binders: tuple[Binder, ...]
    hit: HitPolicy
    cases: tuple[Case, ...]
    readings: tuple[Reading, ...]
    common: Common
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: `-` any (no op, no values), or `op` with one or more alternatives.

    `op` is "=" for plain values (`손실` or `손실, 이익`), "!=" for `아님 손실`, or an order comparison.
    """

    op: Literal["any", "=", "!=", "<", "<=", ">", ">="]
    values: tuple[Expr, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    inputs: tuple[Cell, ...]
    outputs: tuple[Expr, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    name: Name
    title: String | None
    binders: tuple[Binder, ...]
    hit: HitPolicy
    inputs: tuple[Name, ...]
    outputs: tuple[Name, ...]
    rows: tuple[Row, ...]
    common: Common
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Criterion:
    """`평가항목`: a value that only an evaluator can give, on a scale."""

    name: Name
    title: String | None
    binders: tuple[Binder, ...]
    scale: Quantity | None
    question: String | None
    common: Common
    span: Span = field(compare=False, repr=False)


Weight = Literal["major", "moderate", "minor"]


@dataclass(frozen=True, slots=True)
class Finding:
    weight: Weight | None
    message: String


@dataclass(frozen=True, slots=True)
class Rule:
    name: Name
    title: String | None
    binders: tuple[Binder, ...]
    duty: String | None
    """The ending as written (`하여야 한다`), looked up in the table of endings by the policy room."""
    proposal: String | None
    """`제안문`: the report's own wording when it proposes the clause, the second layer of modality."""
    when: Expr | None
    unless: Expr | None
    require: Expr | None
    evidence_only: bool
    """`증거만`: the rule shows that evidence is stated, and leaves sufficiency to the reviewer."""
    finding: Finding | None
    action: String | None
    by: String | None
    within: Quantity | None
    clears: tuple[Name, ...]
    common: Common
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Assignment:
    name: Name
    value: Expr
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Given:
    """`전제 서비스 …`: one subject with its fields; several of the same type make several records."""

    subject: Name
    assignments: tuple[Assignment, ...]
    span: Span = field(compare=False, repr=False)


OutcomeWord = Literal["met", "not-met", "undetermined", "not-applicable"]


@dataclass(frozen=True, slots=True)
class Expect:
    """`기대 REV-1 부적합` or `기대 경제성 = 손실`, with subject names when the test has several."""

    name: Name
    subjects: tuple[String, ...]
    outcome: OutcomeWord | None
    value: Expr | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Test:
    title: String
    as_of: DateLiteral | None
    givens: tuple[Given, ...]
    expects: tuple[Expect, ...]
    span: Span = field(compare=False, repr=False)
    comments: tuple[Comment, ...] = field(default=(), compare=False)


Declaration = Parameter | Define | Derive | Table | Criterion | Rule | Test


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """One file. The header stands in one file of an instrument; its other files leave it out."""

    source: Source = field(compare=False, repr=False)
    header: Header | None
    declarations: tuple[Declaration, ...]
    comments: tuple[str, ...] = field(default=(), compare=False)
    """The comments after the last declaration."""
