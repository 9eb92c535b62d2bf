"""Hypothesis strategies for whole policies: tree -> text -> tree -> resolved policy."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, is_dataclass, replace
from dataclasses import fields as parts_of
from functools import lru_cache
from itertools import product
from typing import Any, cast

from hypothesis import strategies as st

from jichim.diagnostic import Diagnostic, Lang, has_errors
from jichim.policy import InstrumentFiles, Policy, resolve
from jichim.policy.endings import shipped_endings
from jichim.source import Source
from jichim.syntax import model as tree
from jichim.syntax import parse, print_file
from strategies_expr import (
    LEAVES,
    SPAN,
    Amount,
    Draw,
    Known,
    Scope,
    Subject,
    binary,
    condition,
    constant,
    negation,
    ref,
    scope_of,
    symbol,
    term,
)
from strategies_plan import vocabulary

AS_OF = datetime.date(2024, 6, 15)
VALUES = ("갑", "을", "병", "갑·을", "을·병")
NO_COMMON = tree.Common()


@dataclass(frozen=True)
class Family:
    """What the policies of one family of tests are made of."""

    name: str
    subjects: tuple[Subject, ...] = ("service", "plan", "office", "goal", "pair")
    leaves: tuple[str, ...] = LEAVES
    depth: int = 2
    derivations: tuple[int, int] = (0, 2)
    readings: int = 1
    """The most readings of a derivation."""
    chained: bool = False
    """Derivations read the one before them."""
    rules: tuple[int, int] = (1, 4)
    tables: bool = True
    contradictory: bool = False
    """Plans that contradict themselves."""


@dataclass(frozen=True)
class Written:
    """A generated instrument; its declarations may be put in files in any way."""

    header: tree.Header
    declarations: tuple[tree.Declaration, ...]

    def resolve(self, lang: Lang = "ko", korean: bool = False) -> tuple[Policy, tuple[Diagnostic, ...]]:
        return resolve_files([list(self.declarations)], self.header, lang, korean)


def resolve_files(
    files: list[list[tree.Declaration]], header: tree.Header, lang: Lang = "ko", korean: bool = False
) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """The policy of some files of one instrument, printed and parsed again."""
    parsed: list[tree.PolicyFile] = []
    problems: list[Diagnostic] = []
    for number, declarations in enumerate(files):
        file = tree.PolicyFile(SPAN.source, header if number == 0 else None, tuple(declarations))
        written = print_file(in_korean(file) if korean else file, lang)
        again, wrong = parse(Source(f"{number}.jichim", written))
        parsed.append(again)
        problems += wrong
    policy, wrong = resolve([InstrumentFiles("fuzz", tuple(parsed))], vocabulary(), shipped_endings())
    return policy, (*problems, *wrong)


def resolved(written: Written, lang: Lang = "ko", korean: bool = False) -> Policy | None:
    """The policy, or None where it was refused."""
    policy, problems = written.resolve(lang, korean)
    return None if has_errors(problems) else policy


# ---- spellings -----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """The Korean label of every name of the vocabulary."""
    found = {}
    for node in vocabulary().nodes.values():
        found[node.name] = node.label
        for field in node.fields:
            found[field.name] = field.label
            found |= {choice.name: choice.label for choice in field.choices}
    return found


def in_korean(part: Any) -> Any:
    """The same tree with every vocabulary word in Korean."""
    if isinstance(part, tree.Name):
        return tree.Name(".".join(labels().get(word, word) for word in part.text.split(".")), part.span)
    if isinstance(part, tuple):
        return tuple(in_korean(each) for each in part)
    if is_dataclass(part) and not isinstance(part, (Source, type(SPAN), type)):
        changed = {each.name: in_korean(getattr(part, each.name)) for each in parts_of(part)}
        return replace(part, **changed)
    return part


def document_in_korean(document: Any) -> Any:
    """The same plan document with Korean keys and choices."""
    if isinstance(document, dict):
        return {labels()[key]: document_in_korean(value) for key, value in document.items()}
    if isinstance(document, list):
        return [document_in_korean(each) for each in document]
    return labels().get(document, document)


# ---- declarations --------------------------------------------------------------------------------

_BINDERS: dict[str, tuple[tuple[str, str | None], ...]] = {
    "plan": (),
    "office": (("office", None),),
    "service": (("fuzz_service", None),),
    "goal": (("fuzz_goal", None),),
    "pair": (("fuzz_service", "a"), ("fuzz_service", "b")),
}


def _name(word: str) -> tree.Name:
    return tree.Name(word, SPAN)


def _binders(subject: Subject) -> tuple[tree.Binder, ...]:
    return tuple(
        tree.Binder(_name(word), _name(alias) if alias else None) for word, alias in _BINDERS[subject]
    )


def _period(start: str | None, end: str | None) -> tree.Period:
    days = [datetime.date.fromisoformat(each) if each else None for each in (start, end)]
    return tree.Period(days[0], days[1], SPAN)


_PERIODS = (
    None,
    None,
    None,
    _period("2024-06-15", None),
    _period(None, "2024-06-14"),
    _period("2020-01-01", None),
)


def _parameters(draw: Draw) -> tuple[list[tree.Declaration], list[Known]]:
    """One or two, in one version or in two that follow each other; perhaps none of them in force."""
    declarations: list[tree.Declaration] = []
    known = []
    for number in range(draw(st.integers(0, 2))):
        amount: Amount = draw(st.sampled_from(("money", "ratio", "count", "number")))
        name = f"기준{number}"
        known.append(Known(name, None, amount))
        periods = draw(
            st.sampled_from(
                (
                    (None,),
                    (_period(None, "2024-06-14"), _period("2024-06-15", None)),
                    (_period("2024-06-16", None),),
                )
            )
        )
        declarations += [
            tree.Parameter(_name(name), constant(draw, amount), replace(NO_COMMON, period=period), SPAN)
            for period in periods
        ]
    return declarations, known


def _definition(
    draw: Draw, family: Family, number: int, known: tuple[Known, ...]
) -> tuple[tree.Define, Known]:
    subject = draw(st.sampled_from(family.subjects))
    kind = draw(st.sampled_from(("truth", "truth", "money", "ratio")))
    scope = scope_of(subject, known, family.leaves)
    body = condition(draw, scope, 1) if kind == "truth" else term(draw, scope, cast(Amount, kind), 1)
    name = f"정의{number}"
    return tree.Define(_name(name), _binders(subject), body, NO_COMMON, SPAN), Known(name, subject, kind)


def _partition(draw: Draw, scope: Scope, number: int) -> list[tree.Expr | None]:
    """Conditions that exclude each other and may leave gaps; None is `otherwise`."""
    shape = draw(st.integers(0, 3))
    if shape == 0:
        first = condition(draw, scope, 1)
        return [first, draw(st.sampled_from((None, negation(first))))]
    if shape == 1:
        amount: Amount = draw(st.sampled_from(("money", "ratio", "count", "date")))
        left, right = term(draw, scope, amount, 1), term(draw, scope, amount, 0)
        parts = [binary(op, left, right) for op in ("<", "=", ">")]
        return [*parts] if draw(st.booleans()) else [parts[0], None]
    symbols = [known for known in scope.known if known.kind == "symbol" and known.subject == scope.subject]
    if shape == 2 and symbols and scope.subject != "pair":
        chosen = symbols[-1] if draw(st.booleans()) else draw(st.sampled_from(symbols))
        found: list[tree.Expr | None] = [
            binary("=", ref(chosen.name), symbol(each)) for each in chosen.values[:number]
        ]
        return [*found[:-1], None] if len(found) > 1 and draw(st.booleans()) else found
    tested = term(draw, scope, "money", 1)
    extra = condition(draw, scope, 0)
    low, high = (
        tree.Quantity(each, SPAN) for each in draw(st.sampled_from((("1억원", "3억원"), ("0원", "2억원"))))
    )
    return [
        binary("<", tested, low),
        binary("and", binary(">=", tested, low), binary("<", tested, high)),
        binary("and", binary(draw(st.sampled_from((">", ">="))), tested, high), extra),
    ]


def _cases(draw: Draw, scope: Scope, hit: str, values: tuple[str, ...]) -> tuple[tree.Case, ...]:
    number = len(values)
    if hit == "unique":
        conditions = _partition(draw, scope, number)
    else:
        conditions = [condition(draw, scope, 1) for _ in range(number - 1)]
        conditions.append(draw(st.sampled_from((None, condition(draw, scope, 1)))))
    used = [values[position % number] for position in range(len(conditions))]
    return tuple(tree.Case(symbol(value), each, SPAN) for value, each in zip(used, conditions, strict=True))


def _derivation(
    draw: Draw, family: Family, number: int, known: tuple[Known, ...]
) -> tuple[tree.Derive, Known]:
    before = [each for each in known if each.kind == "symbol"]
    subject = before[-1].subject if family.chained and before else draw(st.sampled_from(family.subjects))
    assert subject is not None
    leaves = (*family.leaves, *("derived",) * 12) if family.chained else family.leaves
    scope = scope_of(subject, known[-4:] if family.chained else known, leaves)
    hit: tree.HitPolicy = draw(st.sampled_from(("unique", "unique", "first", "collect")))
    truths = hit != "collect" and draw(st.integers(0, 3)) == 0
    values = ("예", "아니오") if truths else tuple(draw(st.permutations(VALUES))[: draw(st.integers(2, 3))])
    groups = [_cases(draw, scope, hit, values) for _ in range(draw(st.integers(1, family.readings)))]
    readings = tuple(
        tree.Reading(tree.String(f"해석{n}", SPAN), cases, SPAN) for n, cases in enumerate(groups)
    )
    name = f"도출{number}"
    derive = tree.Derive(
        _name(name),
        _binders(subject),
        hit,
        () if len(groups) > 1 else groups[0],
        readings if len(groups) > 1 else (),
        NO_COMMON,
        SPAN,
    )
    used = {_case_value(case) for cases in groups for case in cases}
    return derive, Known(name, subject, "symbol", tuple(each for each in values if each in used))


def _case_value(case: tree.Case) -> str:
    if isinstance(case.value, tree.Truth):
        return "예" if case.value.value else "아니오"
    assert isinstance(case.value, tree.Ref)
    return case.value.name.text


def _columns(
    subject: Subject, known: tuple[Known, ...], hit: tree.HitPolicy
) -> list[tuple[str, tuple[str, ...]]]:
    """What a table about a subject can have as inputs, with their values."""
    truths = ("예", "아니오")
    # Rows for a choice and for one within it overlap, which a table with one row for each case may not.
    sectors = ("care", "transit") if hit == "unique" else ("care", "clinic", "dental", "transit")
    columns = [(one.name, one.values or truths) for one in known if one.subject == subject and _is_input(one)]
    if subject == "service":
        return [*columns, ("stage", ("early", "middle", "late")), ("forced", truths), ("sector", sectors)]
    named = {"goal": "measured", "office": "open_board"}
    return [*columns, (named.get(subject, "approved"), truths)]


def _is_input(known: Known) -> bool:
    return known.kind in ("symbol", "truth")


def _table(draw: Draw, family: Family, number: int, known: tuple[Known, ...]) -> tuple[tree.Table, Known]:
    """Every combination of one or two inputs once (unique), or rows that may repeat (first, collect)."""
    subject: Subject = draw(
        st.sampled_from([each for each in family.subjects if each != "pair"] or ["service"])
    )
    hit: tree.HitPolicy = draw(st.sampled_from(("unique", "unique", "first", "collect")))
    columns = _columns(subject, known, hit)
    inputs = draw(st.permutations(columns))[: draw(st.integers(1, 2))]
    rows = []
    if hit == "unique":
        combinations = [
            tuple((value,) for value in row) for row in product(*(values for _, values in inputs))
        ]
        chosen = [row for row in combinations if draw(st.integers(0, 9))] or combinations[:1]
    else:
        cells = [st.lists(st.sampled_from(values), max_size=2, unique=True) for _, values in inputs]
        chosen = draw(st.lists(st.tuples(*cells), min_size=1, max_size=4))
    for row in chosen:
        made = tuple(
            tree.Cell(
                ("!=" if hit != "unique" and draw(st.integers(0, 3)) == 0 else "=") if cell else "any",
                tuple(symbol(each) for each in cell),
                SPAN,
            )
            for cell in row
        )
        rows.append(tree.Row(made, (symbol(draw(st.sampled_from(VALUES))),), SPAN))
    used = tuple(dict.fromkeys(cast(tree.Ref, row.outputs[0]).name.text for row in rows))
    name = f"판정{number}"
    table = tree.Table(
        _name(name),
        None,
        _binders(subject),
        hit,
        tuple(_name(word) for word, _ in inputs),
        (_name(name),),
        tuple(rows),
        NO_COMMON,
        SPAN,
    )
    return table, Known(name, subject, "symbol", used)


def _rule(draw: Draw, family: Family, number: int, known: tuple[Known, ...]) -> tree.Rule:
    subject = draw(st.sampled_from(family.subjects))
    scope = scope_of(subject, known, family.leaves)
    return tree.Rule(
        name=_name(f"R{number}"),
        title=None,
        binders=_binders(subject),
        duty=tree.String("하여야 한다", SPAN),
        proposal=None,
        when=condition(draw, scope, 1) if draw(st.booleans()) else None,
        unless=condition(draw, scope, 1) if draw(st.integers(0, 2)) == 0 else None,
        require=condition(draw, scope, family.depth),
        evidence_only=False,
        finding=None,
        action=None,
        by=None,
        within=None,
        clears=(),
        common=replace(
            NO_COMMON, citations=(tree.Citation("시험", SPAN),), period=draw(st.sampled_from(_PERIODS))
        ),
        span=SPAN,
    )


HEADER = tree.Header(
    _name("fuzz"),
    tree.String("시험", SPAN),
    "effective",
    None,
    _period("2020-01-01", None),
    tree.String("시험", SPAN),
    SPAN,
)


@st.composite
def policies(draw: Draw, family: Family) -> Written:
    """An instrument of one family; most of them resolve."""
    declarations, found = _parameters(draw)
    known = list(found)
    if "rated" in family.leaves and "service" in family.subjects:
        criterion = tree.Criterion(
            _name("평가"), None, _binders("service"), tree.Quantity("1~5", SPAN), None, NO_COMMON, SPAN
        )
        declarations.append(criterion)
        known.append(Known("평가", "service", "criterion"))
    made: Any
    for number in range(draw(st.integers(0, 2))):
        made, name = _definition(draw, family, number, tuple(known))
        declarations.append(made)
        known.append(name)
    for number in range(draw(st.integers(*family.derivations))):
        table = family.tables and not family.chained and draw(st.integers(0, 3)) == 0
        make = _table if table else _derivation
        made, name = make(draw, family, number, tuple(known))
        declarations.append(made)
        known.append(name)
    for number in range(draw(st.integers(*family.rules))):
        declarations.append(_rule(draw, family, number, tuple(known)))
    return Written(HEADER, tuple(declarations))
