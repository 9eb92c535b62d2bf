"""Hypothesis strategies for syntax trees: all that the grammar can write, keywords as names included."""

from __future__ import annotations

import datetime
import unicodedata
from typing import Any

from hypothesis import strategies as st

from jichim.source import Source, Span
from jichim.syntax import model
from jichim.syntax.lexicon import lexicon

SOURCE = Source("generated", "")
SPAN = Span(SOURCE, 0, 0)
_KEYWORDS = sorted({word for words in lexicon().spellings.values() for word in words if " " not in word})
_PLAIN = [
    "서비스",
    "연간총비용",
    "공공·민관협업·민간",
    "수립지침-개정안",
    "SUS-11-1",
    "T4-3",
    "a",
    "_x",
    "is",
    "as",
    "Rule",
]
_LETTERS = st.characters(categories=("Lo", "Lu", "Ll", "Nd"))


def _is_word(text: str) -> bool:
    return not text[0].isnumeric() and unicodedata.is_normalized("NFC", text)


segments = st.one_of(
    st.sampled_from(_PLAIN),
    st.sampled_from(_KEYWORDS),
    st.text(_LETTERS, min_size=1, max_size=5).filter(_is_word),
)
words = st.one_of(segments, st.lists(segments, min_size=2, max_size=3).map(".".join))
names = words.map(lambda text: model.Name(text, SPAN))
texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["하여야 한다", 'a "b" \\', "두 줄\n글", "# 주석", "a  b", "항목 A", "= 3"]),
)
strings = texts.map(lambda text: model.String(text, SPAN))
days = st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31))
dates = days.map(lambda day: model.DateLiteral(day, SPAN))

_numbers = st.one_of(
    st.integers(0, 10**6).map(str),
    st.integers(0, 10**9).map(lambda n: f"{n:,}"),
    st.sampled_from(["0.4", "12.40"]),
)
_units = st.sampled_from(["", "%", "일", "억원", "천원", "km", "㎡", "%p"])
_periods = st.sampled_from(["", "/년", "/시간"])
quantities = st.builds(
    lambda a, b, unit, period: model.Quantity(f"{a}{b}{unit}{period if unit else ''}", SPAN),
    _numbers,
    st.one_of(st.just(""), _numbers.map(lambda n: f"~{n}")),
    _units,
    _periods,
)
refs = st.builds(model.Ref, names, st.lists(names, max_size=2).map(tuple), st.just(SPAN))
_plain_refs = names.map(lambda name: model.Ref(name, (), SPAN))
_atoms = st.one_of(
    quantities,
    strings,
    dates,
    st.booleans().map(lambda value: model.Truth(value, SPAN)),
    st.just(model.NoneLiteral(SPAN)),
)
_negative = quantities.map(lambda quantity: model.Unary("-", quantity, SPAN))


def _lists(items: st.SearchStrategy[Any]) -> st.SearchStrategy[model.ListLiteral]:
    return st.lists(items, max_size=3).map(lambda found: model.ListLiteral(tuple(found), SPAN))


values = st.recursive(st.one_of(_atoms, _plain_refs, _negative), _lists, max_leaves=4)
"""What stands in a parameter, a case, a table cell."""


def _assignments(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[model.Assignment, ...]]:
    return st.lists(st.builds(model.Assignment, names, items, st.just(SPAN)), max_size=3).map(tuple)


data = st.recursive(
    st.one_of(_atoms, _plain_refs, _negative),
    lambda items: st.one_of(
        _lists(items), _assignments(items).map(lambda entries: model.RecordLiteral(entries, SPAN))
    ),
    max_leaves=6,
)
"""What a test gives."""

_BINARY = ("and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "in", "contains", "overlaps")


def _larger(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    optional = st.none() | parts
    return st.one_of(
        st.builds(model.Binary, st.sampled_from(_BINARY), parts, parts, st.just(SPAN)),
        st.builds(model.Unary, st.sampled_from(("not", "-")), parts, st.just(SPAN)),
        _lists(parts),
        st.builds(
            model.Aggregate,
            st.sampled_from(("count", "sum", "average", "max", "min")),
            names,
            optional,
            st.just(SPAN),
        ),
        st.builds(
            model.Quantified, st.sampled_from(("every", "some")), names, optional, optional, st.just(SPAN)
        ),
    )


expressions = st.recursive(
    st.one_of(
        refs,
        _atoms,
        st.builds(
            model.Presence, st.sampled_from(("stated", "absent", "given", "none")), refs, st.just(SPAN)
        ),
    ),
    _larger,
    max_leaves=12,
)

periods = st.builds(
    lambda a, b, sides: model.Period(
        min(a, b) if "from" in sides else None, max(a, b) if "until" in sides else None, SPAN
    ),
    days,
    days,
    st.sampled_from((("from",), ("until",), ("from", "until"))),
)
_binders = st.lists(st.builds(model.Binder, names, st.none() | names), max_size=2).map(tuple)
_several = st.lists(names, max_size=3).map(tuple)
_spans = st.just(SPAN)
commons = st.builds(
    model.Common,
    st.lists(texts.map(lambda text: model.Citation(text, SPAN)), max_size=2).map(tuple),
    _several,
    st.none() | periods,
    st.none() | texts.map(lambda text: model.Assumed(text, SPAN)),
    st.none() | strings,
)
headers = st.builds(
    model.Header,
    names,
    st.none() | strings,
    st.sampled_from((None, "draft", "effective", "repealed")),
    st.none() | dates,
    st.none() | periods,
    st.none() | strings,
    _spans,
)
hits = st.sampled_from(("unique", "first", "collect"))
_cases = st.lists(st.builds(model.Case, values, st.none() | expressions, _spans), min_size=1, max_size=3).map(
    tuple
)
_readings = st.lists(st.builds(model.Reading, strings, _cases, _spans), min_size=1, max_size=2).map(tuple)
derives = st.one_of(
    st.builds(model.Derive, names, _binders, hits, _cases, st.just(()), commons, _spans),
    st.builds(model.Derive, names, _binders, hits, st.just(()), _readings, commons, _spans),
)
_some_values = st.lists(values, min_size=1, max_size=2).map(tuple)
cells = st.one_of(
    st.just(model.Cell("any", (), SPAN)),
    st.builds(model.Cell, st.sampled_from(("=", "!=")), _some_values, _spans),
    st.builds(model.Cell, st.sampled_from(("<", "<=", ">", ">=")), values.map(lambda v: (v,)), _spans),
)


@st.composite
def tables(draw: st.DrawFn) -> model.Table:
    inputs = draw(st.lists(names, min_size=1, max_size=3))
    outputs = draw(st.lists(names, min_size=1, max_size=2))
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        row_inputs = tuple(draw(cells) for _ in inputs)
        rows.append(model.Row(row_inputs, tuple(draw(values) for _ in outputs), SPAN))
    return model.Table(
        draw(names),
        draw(st.none() | strings),
        draw(_binders),
        draw(hits),
        tuple(inputs),
        tuple(outputs),
        tuple(rows),
        draw(commons),
        SPAN,
    )


rules = st.builds(
    model.Rule,
    name=names,
    title=st.none() | strings,
    binders=_binders,
    duty=st.none() | strings,
    proposal=st.none() | strings,
    when=st.none() | expressions,
    unless=st.none() | expressions,
    require=st.none() | expressions,
    evidence_only=st.booleans(),
    finding=st.none()
    | st.builds(model.Finding, st.sampled_from((None, "major", "moderate", "minor")), strings),
    action=st.none() | strings,
    by=st.none() | strings | words.map(lambda text: model.String(text, SPAN)),
    within=st.none() | quantities,
    clears=_several,
    common=commons,
    span=_spans,
)
_expects = st.one_of(
    st.builds(
        model.Expect,
        names,
        st.lists(strings, max_size=2).map(tuple),
        st.sampled_from(("met", "not-met", "undetermined", "not-applicable")),
        st.none(),
        _spans,
    ),
    st.builds(model.Expect, names, st.lists(strings, max_size=2).map(tuple), st.none(), values, _spans),
)
tests = st.builds(
    model.Test,
    strings,
    st.none() | dates,
    st.lists(st.builds(model.Given, names, _assignments(data), _spans), max_size=2).map(tuple),
    st.lists(_expects, min_size=1, max_size=2).map(tuple),
    _spans,
)
declarations = st.one_of(
    st.builds(model.Parameter, names, values, commons, _spans),
    st.builds(model.Define, names, _binders, expressions, commons, _spans),
    derives,
    tables(),
    st.builds(
        model.Criterion,
        names,
        st.none() | strings,
        _binders,
        st.none() | quantities,
        st.none() | strings,
        commons,
        _spans,
    ),
    rules,
    tests,
)
files = st.builds(
    model.PolicyFile,
    st.just(SOURCE),
    st.none() | headers,
    st.lists(declarations, max_size=3).map(tuple),
)
