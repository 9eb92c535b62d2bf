"""A policy after resolution: every name bound, every comparison typed, every stratum known.

Terms are evaluated over *frames*: frame 0 is always the root record of the plan, frames 1… are the
subjects that the declaration binds, further frames are the elements of aggregates and quantifiers.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from jichim.source import Span
from jichim.vocabulary.model import Field, Vocabulary
from jichim.vocabulary.quantity import Duration, Interval

if TYPE_CHECKING:
    from jichim.syntax.model import PolicyFile

ROOT_FRAME = 0


class Domain(str, Enum):
    """What kind of thing a term yields; comparisons join equal domains only."""

    TRUTH = "truth"
    MONEY = "money"
    COUNT = "count"
    RATIO = "ratio"
    NUMBER = "number"
    """A bare number: joins counts and ratios."""
    DURATION = "duration"
    DATE = "date"
    TEXT = "text"
    TEXTS = "texts"
    CHOICE = "choice"
    CHOICES = "choices"
    SYMBOL = "symbol"
    """The value of a derivation or table."""


@dataclass(frozen=True, slots=True)
class Type:
    domain: Domain
    unit: str | None = None
    field: Field | None = dataclass_field(default=None, compare=False, repr=False)
    """The field whose choices are meant, for choices."""
    owner: str | None = None
    """The derivation or table whose values are meant, for symbols."""


# ---- terms ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constant:
    value: int | Fraction | str | bool | datetime.date | Duration | Interval | tuple[str, ...]
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ParameterTerm:
    name: str
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ReviewDate:
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A field by its dotted path from the record of a frame."""

    frame: int
    node: str
    path: str
    field: Field = dataclass_field(compare=False, repr=False)
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ListTerm:
    """A record list by its dotted path from the record of a frame."""

    frame: int
    node: str
    path: str
    field: Field = dataclass_field(compare=False, repr=False)
    element: str
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """`공동활용계획(a, b)`: a field of the records that describe a pair, found by the names of both."""

    records: ListTerm
    names: str
    """The items field of a record that holds the names of the subjects it is about."""
    path: str
    field: Field = dataclass_field(compare=False, repr=False)
    frames: tuple[int, ...]
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DefinitionTerm:
    name: str
    frames: tuple[int, ...]
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DerivedTerm:
    """The value of a derivation or of one output of a table, for the subjects in these frames."""

    name: str
    frames: tuple[int, ...]
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CriterionTerm:
    """A rating from an assessment sheet."""

    name: str
    frames: tuple[int, ...]
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NameTerm:
    """The name of the subject in a frame."""

    frame: int
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    op: Literal["+", "-", "*", "/"]
    left: Term
    right: Term
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Negative:
    operand: Term
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Aggregation:
    """`amount` is None for a count. `element` is the frame of the record at hand."""

    op: Literal["count", "sum", "average", "max", "min"]
    records: ListTerm
    element: int
    amount: Term | None
    where: Cond | None
    type: Type
    span: Span = dataclass_field(compare=False, repr=False)


Term = (
    Constant
    | ParameterTerm
    | ReviewDate
    | FieldTerm
    | SharedTerm
    | DefinitionTerm
    | DerivedTerm
    | CriterionTerm
    | NameTerm
    | Arithmetic
    | Negative
    | Aggregation
)


# ---- conditions ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Cond, ...]
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Cond, ...]
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    operand: Cond
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Always:
    """A condition that is constant: no `적용` means always applicable."""

    value: bool
    span: Span | None = dataclass_field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """Both sides have one domain. Equality of choices: see `choices.py` for broader and narrower ones."""

    op: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Term
    right: Term
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OneOf:
    """`단계 가운데 [계획, 실증]`: equal to one of the constants."""

    term: Term
    values: tuple[Term, ...]
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Contains:
    """Items contain a text or every one of a list; a symbol of several forms contains a form."""

    collection: Term
    member: Term
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Two lists share a member, compared by normalised spelling."""

    left: Term
    right: Term
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Has:
    """Presence. `stated`/`absent` are always known; `given`/`none` are unknown for the not mentioned.

    A definition is stated when everything that it reads is stated (for an aggregate: its records).
    """

    op: Literal["stated", "absent", "given", "none"]
    target: FieldTerm | ListTerm | SharedTerm | DefinitionTerm | CriterionTerm | DerivedTerm
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ForRecords:
    """`every`/`some` record that satisfies `where` satisfies `body`."""

    op: Literal["every", "some"]
    records: ListTerm
    element: int
    where: Cond | None
    body: Cond | None
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class IsTrue:
    """A yes/no term, or a defined condition, taken as a condition."""

    term: Term
    span: Span = dataclass_field(compare=False, repr=False)


Cond = AllOf | AnyOf | Not | Always | Compare | OneOf | Contains | Overlaps | Has | ForRecords | IsTrue


# ---- declarations --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included; None is open."""

    start: datetime.date | None = None
    end: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Instrument:
    """`period` of a draft begins on the day it was proposed, that of law on the day it came into force."""

    name: str
    title: str
    status: Literal["draft", "effective", "repealed"]
    period: Period
    source: str
    promulgated: datetime.date | None = None
    """The day it was published (공포, 고시), which is not after it came into force."""

    @property
    def draft(self) -> bool:
        return self.status == "draft"


class DutyClass(str, Enum):
    MUST = "must"
    CONSIDER = "consider"
    PRINCIPLE = "principle"
    ENDEAVOUR = "endeavour"
    SHOULD = "should"
    MAY = "may"


@dataclass(frozen=True, slots=True)
class Duty:
    phrase: str
    duty: DutyClass
    force: Literal["strict", "plain", "soft"] | None
    """For `must` only."""

    @property
    def label(self) -> str:
        return f"{self.duty.value} {self.force}" if self.force else self.duty.value


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a declaration comes from, in the words of the analyst."""

    instrument: str
    citations: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    period: Period = Period()
    assumed: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ParameterVersion:
    value: Constant
    period: Period
    basis: Basis
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One name with one value for each period; periods do not overlap."""

    name: str
    type: Type
    versions: tuple[ParameterVersion, ...]

    def at(self, day: datetime.date) -> ParameterVersion | None:
        return next((version for version in self.versions if version.period.holds(day)), None)


@dataclass(frozen=True, slots=True)
class Binding:
    """A subject that a declaration is about; `frame` counts from 1 (the root itself is frame 0)."""

    node: str
    """Node type; the root node binds frame 0 and a section binds the root with a path."""
    alias: str
    frame: int
    path: str = ""
    """The dotted path of a section in the root record, if the subject is a section."""


@dataclass(frozen=True, slots=True)
class Definition:
    name: str
    bindings: tuple[Binding, ...]
    body: Term | Cond
    type: Type
    basis: Basis
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    value: str
    condition: Cond
    """For `그밖에` the negation of all other cases."""
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    title: str
    """Empty for a derivation that has one reading only."""
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """A derived fact, from a `도출` or a `판정표`; every derivation has at least one reading.

    unique: the cases exclude each other, the true one gives the value. first: the first true case,
    provided that every earlier one is false. collect: all true cases, once none is unknown; their
    values joined by ` + ` in the order of the cases, or undecided when there are none.
    """

    name: str
    title: str
    bindings: tuple[Binding, ...]
    hit: Literal["unique", "first", "collect"]
    readings: tuple[Reading, ...]
    values: tuple[str, ...]
    """Every value that a case can give, in the order of first mention."""
    decision: bool
    """True for a table: its value is shown to the reviewer as a decision."""
    stratum: int
    basis: Basis
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Criterion:
    name: str
    title: str
    bindings: tuple[Binding, ...]
    scale: tuple[int, int] | None
    question: str
    basis: Basis
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Words:
    """A text with places: strings and terms in turn; the term None stands for the missing fields."""

    parts: tuple[str | Term | None, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    title: str
    bindings: tuple[Binding, ...]
    duty: Duty
    proposal: str | None
    when: Cond
    unless: Cond
    require: Cond
    evidence_only: bool
    weight: Literal["major", "moderate", "minor"]
    finding: Words | None
    action: Words | None
    by: str
    within: Duration | None
    clears: tuple[FieldTerm | ListTerm, ...]
    stratum: int
    """One above the highest derivation that it reads; 0 if it reads none."""
    basis: Basis
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Expectation:
    name: str
    subjects: tuple[str, ...]
    outcome: Literal["met", "not-met", "undetermined", "not-applicable"] | None
    value: str | None
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RuleTest:
    """A test in the language; `content` is a plan document in canonical names (as YAML would give it)."""

    title: str
    instrument: str
    as_of: datetime.date | None
    content: Mapping[str, object]
    expectations: tuple[Expectation, ...]
    span: Span = dataclass_field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class InstrumentFiles:
    """What is resolved: the trees of one instrument, and the name that it was asked for by."""

    name: str
    files: tuple[PolicyFile, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything of one or several instruments over one vocabulary, ready to be compiled.

    Guaranteed: all names are bound, all comparisons typed, definitions acyclic (in an order in which each
    uses only earlier ones), derivations stratified, rule names unique, every rule has a duty.
    """

    vocabulary: Vocabulary
    instruments: tuple[Instrument, ...]
    parameters: tuple[Parameter, ...]
    definitions: tuple[Definition, ...]
    derivations: tuple[Derivation, ...]
    criteria: tuple[Criterion, ...]
    rules: tuple[Rule, ...]
    tests: tuple[RuleTest, ...]

    def instrument(self, name: str) -> Instrument:
        return next(instrument for instrument in self.instruments if instrument.name == name)
