"""Hypothesis strategies for conditions and terms over `reference/vocabulary`, typed so that most resolve."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from hypothesis import strategies as st

from jichim.source import Source, Span
from jichim.syntax import model as tree
from jichim.vocabulary.model import Kind
from strategies_plan import COUNTS, DAYS, LENGTHS, MONEY, RATIOS, REGIONS, WORDS, vocabulary

SPAN = Span(Source("generated", ""), 0, 0)
Draw = st.DrawFn
Subject = Literal["plan", "office", "service", "goal", "pair"]
Amount = Literal["money", "count", "ratio", "number", "duration", "date"]

NODES = {
    "plan": "fuzz_plan",
    "office": "fuzz_plan",
    "service": "fuzz_service",
    "goal": "fuzz_goal",
    "spendings": "fuzz_service.spendings",
    "grants": "fuzz_plan.office.grants",
    "services": "fuzz_service",
    "goals": "fuzz_goal",
}
LISTS = {"fuzz_plan": ("services", "goals", "grants"), "fuzz_service": ("spendings",)}
MONEY_LISTS = {"spendings": "yearly", "grants": "grant_sum", "services": "revenue"}
COUNT_LISTS = {"spendings": "heads", "services": "users"}
DATE_LISTS = {"spendings": "since", "services": "opened"}
DURATION_LISTS = {"services": "lifetime"}


@dataclass(frozen=True)
class Known:
    """A name declared earlier: what it is about and what it yields."""

    name: str
    subject: Subject | None
    """None for a parameter."""
    kind: str
    """A domain of amounts, `truth`, `symbol` or `criterion`."""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scope:
    """What a condition may read: frames as (prefix, node), innermost first, and declared names.

    `leaves` are the kinds of conditions that a family of tests wants.
    """

    frames: tuple[tuple[str, str], ...]
    subject: Subject
    known: tuple[Known, ...]
    leaves: tuple[str, ...]

    def inside(self, path: str) -> Scope:
        return replace(self, frames=(("", NODES[path]), *self.frames))


def scope_of(subject: Subject, known: tuple[Known, ...], leaves: tuple[str, ...]) -> Scope:
    plan = ("", "fuzz_plan")
    frames = {
        "plan": (plan,),
        "office": (plan,),
        "service": (("", "fuzz_service"), plan),
        "goal": (("", "fuzz_goal"), plan),
        "pair": (("a.", "fuzz_service"), ("b.", "fuzz_service"), plan),
    }[subject]
    return Scope(frames, subject, known, leaves)


# ---- the tree ------------------------------------------------------------------------------------


def ref(name: str, *arguments: str) -> tree.Ref:
    return tree.Ref(tree.Name(name, SPAN), tuple(tree.Name(each, SPAN) for each in arguments), SPAN)


def binary(op: Any, left: tree.Expr, right: tree.Expr) -> tree.Expr:
    return tree.Binary(op, left, right, SPAN)


def negation(operand: tree.Expr) -> tree.Expr:
    return tree.Unary("not", operand, SPAN)


def quantity(text: str) -> tree.Expr:
    return tree.Quantity(text, SPAN)


def text(value: str) -> tree.Expr:
    return tree.String(value, SPAN)


def items(values: list[Any]) -> tree.Expr:
    return tree.ListLiteral(tuple(values), SPAN)


def day(value: str) -> tree.Expr:
    return tree.DateLiteral(datetime.date.fromisoformat(value), SPAN)


def symbol(value: str) -> tree.Expr:
    return tree.Truth(value == "예", SPAN) if value in ("예", "아니오") else ref(value)


# ---- names ---------------------------------------------------------------------------------------


def fields(node: str) -> dict[str, Any]:
    """The fields of a record by name, sections opened (their names are unique)."""
    found = {}
    for field in vocabulary().nodes[node].fields:
        found[field.name] = field
        if field.kind is Kind.SECTION:
            found |= fields(field.node or "")
    return found


def field(draw: Draw, scope: Scope, *kinds: Kind) -> tree.Ref | None:
    """A field of one of these kinds, rather not one of the plan; None if there is none."""
    candidates = [
        (prefix, name)
        for prefix, node in scope.frames
        for name, each in fields(node).items()
        if each.kind in kinds
    ]
    if not candidates:
        return None
    inner = [pair for pair in candidates if pair[1] in fields(scope.frames[0][1]) or pair[0]]
    rarely = draw(st.integers(0, 3)) == 0
    prefix, name = draw(st.sampled_from(candidates if rarely or not inner else inner))
    return ref(prefix + name)


def lists(draw: Draw, scope: Scope, among: Any = None) -> str | None:
    found = [
        prefix + name
        for prefix, node in scope.frames
        for name in LISTS.get(node, ())
        if among is None or name in among
    ]
    return draw(st.sampled_from(found)) if found else None


def declared(draw: Draw, scope: Scope, *kinds: str) -> tuple[tree.Ref, Known] | None:
    """A name declared earlier that can be used here."""
    found: list[tuple[tree.Ref, Known]] = []
    for known in scope.known:
        if known.kind not in kinds:
            continue
        if known.subject in (None, "plan", "office", scope.subject):
            if known.subject == "pair":
                found.append((ref(known.name, "a", "b"), known))
            else:
                found.append((ref(known.name), known))
        elif scope.subject == "pair" and known.subject == "service":
            found += [(ref(f"{alias}.{known.name}"), known) for alias in "ab"]
    return draw(st.sampled_from(found)) if found else None


# ---- terms ---------------------------------------------------------------------------------------

_KINDS = {
    "money": Kind.MONEY,
    "count": Kind.COUNT,
    "ratio": Kind.RATIO,
    "duration": Kind.DURATION,
    "date": Kind.DATE,
}
_CONSTANTS = {
    "money": [each for each in MONEY if "~" not in each and "약" not in each],
    "count": [each for each in COUNTS if "~" not in each],
    "ratio": [each for each in RATIOS if "~" not in each],
    "number": ["0", "1", "2", "3"],
    "duration": [each for each in LENGTHS if "~" not in each],
}


def constant(draw: Draw, amount: Amount) -> tree.Expr:
    if amount == "date":
        return day(draw(st.sampled_from(DAYS)))
    return quantity(draw(st.sampled_from(_CONSTANTS[amount])))


def term(draw: Draw, scope: Scope, amount: Amount, depth: int = 1) -> tree.Expr:
    """A term of one kind of amounts; a constant only where nothing else is at hand."""
    options: list[Callable[[], tree.Expr | None]] = []
    if amount != "number":
        options += [lambda: field(draw, scope, _KINDS[amount])] * 3
    options.append(lambda: (found := declared(draw, scope, amount)) and found[0])
    options.append(lambda: _aggregate(draw, scope, amount, depth))
    if depth > 0:
        options += [lambda: _arithmetic(draw, scope, amount, depth)] * 2
    found = draw(st.sampled_from(options))()
    return found or constant(draw, amount)


def _arithmetic(draw: Draw, scope: Scope, amount: Amount, depth: int) -> tree.Expr | None:
    def inner(kind: Amount) -> tree.Expr:
        return term(draw, scope, kind, depth - 1)

    if amount == "date":
        if draw(st.integers(0, 3)) == 0:
            return ref("review_date")
        return binary(draw(st.sampled_from("+-")), inner("date"), inner("duration"))
    if amount == "duration":
        if draw(st.booleans()):
            return binary("-", inner("date"), inner("date"))
        return binary(draw(st.sampled_from("+-")), inner("duration"), inner("duration"))
    shape = draw(st.integers(0, 5))
    if shape <= 2:
        return binary(draw(st.sampled_from("+-")), inner(amount), inner(amount))
    if shape == 3 and amount in ("money", "ratio"):
        divisor: Amount = draw(st.sampled_from(("number", "ratio")))
        return binary("/", inner(amount), inner(divisor))
    if shape == 4 and amount == "ratio":
        kind: Amount = draw(st.sampled_from(("money", "count")))
        return binary("/", inner(kind), inner(kind))
    if amount == "number" and shape == 5:
        return tree.Unary("-", inner("number"), SPAN)
    return binary("*", inner(amount), inner("number" if amount == "number" else "ratio"))


_SUMMED: dict[str, dict[str, str]] = {
    "money": MONEY_LISTS,
    "count": COUNT_LISTS,
    "date": DATE_LISTS,
    "duration": DURATION_LISTS,
}


def _aggregate(draw: Draw, scope: Scope, amount: Amount, depth: int) -> tree.Expr | None:
    if amount == "number":
        counted = lists(draw, scope)
        if counted is None:
            return None
        return tree.Aggregate("count", tree.Name(counted, SPAN), _where(draw, scope, counted, depth), SPAN)
    among = _SUMMED.get(amount, {})
    path = lists(draw, scope, among)
    if path is None:
        return None
    last = among[path.rpartition(".")[2]]
    ops = {"date": ("max", "min"), "duration": ("max", "min", "sum")}
    op = draw(st.sampled_from(ops.get(amount, ("sum", "sum", "average", "max", "min"))))
    name = tree.Name(f"{path}.{last}", SPAN)
    return tree.Aggregate(op, name, _where(draw, scope, path, depth), SPAN)  # type: ignore[arg-type]


def _where(draw: Draw, scope: Scope, path: str, depth: int) -> tree.Expr | None:
    if draw(st.booleans()):
        return None
    return condition(draw, _element(scope, path), max(0, depth - 1))


def _element(scope: Scope, path: str) -> Scope:
    inner = scope.inside(path.rpartition(".")[2])
    # Aggregates inside aggregates multiply without telling more.
    return replace(
        inner, leaves=tuple(each for each in inner.leaves if each not in ("aggregate", "quantified"))
    )


# ---- conditions ----------------------------------------------------------------------------------

LEAVES = (
    "amount",
    "aggregate",
    "date",
    "duration",
    "text",
    "items",
    "stage",
    "sector",
    "topics",
    "yesno",
    "presence",
    "quantified",
    "derived",
    "definition",
    "shared",
    "joined",
    "rated",
    "total",
)
_ORDER = ("=", "!=", "<", "<=", ">", ">=")


def condition(draw: Draw, scope: Scope, depth: int) -> tree.Expr:
    """A condition of at most this many levels of `and`, `or` and `not`."""
    shape = draw(st.integers(0, 6)) if depth > 0 else 0
    if shape in (1, 2):
        return binary("and", condition(draw, scope, depth - 1), condition(draw, scope, depth - 1))
    if shape in (3, 4):
        return binary("or", condition(draw, scope, depth - 1), condition(draw, scope, depth - 1))
    if shape == 5:
        return negation(condition(draw, scope, depth - 1))
    return _leaf(draw, scope, depth)


def _leaf(draw: Draw, scope: Scope, depth: int) -> tree.Expr:
    found = _LEAF_OF[draw(st.sampled_from(scope.leaves))](draw, scope, depth)
    if found is None:
        found = _yesno(draw, scope, depth) or _amount(draw, scope, depth)
    return found


def _amount(draw: Draw, scope: Scope, depth: int) -> tree.Expr:
    kind: Amount = draw(st.sampled_from(("money", "money", "count", "ratio", "number")))
    left = term(draw, scope, kind, min(depth, 1))
    right = constant(draw, kind) if draw(st.booleans()) else term(draw, scope, kind, 0)
    return binary(draw(st.sampled_from(_ORDER)), left, right)


def _aggregated(draw: Draw, scope: Scope, depth: int) -> tree.Expr | None:
    kind: Amount = draw(st.sampled_from(("money", "count", "number", "date", "duration")))
    left = _aggregate(draw, scope, kind, max(depth, 1))
    return left and binary(draw(st.sampled_from(_ORDER)), left, constant(draw, kind))


def _dated(draw: Draw, scope: Scope, depth: int) -> tree.Expr:
    op = draw(st.sampled_from(_ORDER))
    return binary(op, term(draw, scope, "date", min(depth, 1)), term(draw, scope, "date", 0))


def _lasting(draw: Draw, scope: Scope, depth: int) -> tree.Expr:
    op = draw(st.sampled_from(_ORDER))
    return binary(op, term(draw, scope, "duration", min(depth, 1)), constant(draw, "duration"))


def _text(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
    left = field(draw, scope, Kind.TEXT)
    if left is None:
        return None
    words = [text(each) for each in (*REGIONS, *WORDS[:2])]
    shape = draw(st.integers(0, 3))
    if shape == 0:
        return binary("in", left, items(draw(st.lists(st.sampled_from(words), min_size=1, max_size=2))))
    if shape == 1:
        return binary("contains", left, draw(st.sampled_from(words)))
    right = draw(st.sampled_from(words)) if shape == 2 else field(draw, scope, Kind.TEXT)
    return right and binary(draw(st.sampled_from(("=", "!="))), left, right)


def _item(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
    left = field(draw, scope, Kind.ITEMS)
    if left is None:
        return None
    words = st.sampled_from([text(each) for each in WORDS])
    shape = draw(st.integers(0, 4))
    if shape == 0:
        return binary("contains", left, draw(words))
    if shape == 1:
        return binary("contains", left, items(draw(st.lists(words, min_size=1, max_size=2))))
    if shape == 2:
        member = field(draw, scope, Kind.TEXT, Kind.ITEMS)
        return member and binary("contains", left, member)
    right = (
        items(draw(st.lists(words, min_size=1, max_size=2))) if shape == 3 else field(draw, scope, Kind.ITEMS)
    )
    return right and binary("overlaps", left, right)


_CHOICES = {
    "stage": ("early", "middle", "late"),
    "sector": ("care", "clinic", "dental", "transit"),
    "topics": ("life", "housing", "safety", "water"),
    "phase": ("building", "running", "staffing"),
}


def _choice(name: str) -> Callable[[Draw, Scope, int], tree.Expr | None]:
    def build(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
        names = [name, "phase"] if name != "topics" else [name]
        found = [(prefix, n) for prefix, node in scope.frames for n in names if n in fields(node)]
        if not found:
            return None
        prefix, chosen = draw(st.sampled_from(found))
        left = ref(prefix + chosen)
        words = st.sampled_from([ref(each) for each in _CHOICES[chosen]])
        shape = draw(st.integers(0, 4))
        if shape == 0:
            return binary("in", left, items(draw(st.lists(words, min_size=1, max_size=2))))
        if chosen == "topics" and shape == 1:
            return binary("contains", left, draw(words))
        if chosen == "topics" and shape == 2:
            return binary("overlaps", left, items(draw(st.lists(words, min_size=1, max_size=2))))
        if shape == 3 and scope.subject == "pair" and prefix:
            op = draw(st.sampled_from(("=", "!=") if chosen != "topics" else ("=", "overlaps", "contains")))
            return binary(op, ref(f"a.{chosen}"), ref(f"b.{chosen}"))
        return binary(draw(st.sampled_from(("=", "!="))), left, draw(words))

    return build


def _yesno(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
    left = field(draw, scope, Kind.YESNO)
    if left is None or draw(st.booleans()):
        return left
    return binary(draw(st.sampled_from(("=", "!="))), left, tree.Truth(draw(st.booleans()), SPAN))


def _presence(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
    op: tree.PresenceOp = draw(st.sampled_from(("stated", "absent", "given", "none")))
    shape = draw(st.integers(0, 7))
    target: tree.Ref | None
    if shape == 0:
        path = lists(draw, scope)
        target = ref(path) if path else None
    elif shape == 1:
        found = declared(draw, scope, "symbol", "criterion", "truth", "money")
        found = found if found and found[1].subject else None
        target = found[0] if found else None
        op = (
            op
            if found and found[1].kind in ("symbol", "criterion")
            else draw(st.sampled_from(("stated", "absent")))
        )
    elif shape == 2 and scope.subject == "pair":
        target = ref(draw(st.sampled_from(("joint", "joint_cost"))), "a", "b")
    else:
        target = field(draw, scope, *(kind for kind in Kind if kind is not Kind.RECORDS))
    return target and tree.Presence(op, target, SPAN)


def _given(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
    """Presence that is unknown of what is not mentioned, unlike `stated` and `absent`."""
    target = field(draw, scope, *(kind for kind in Kind if kind is not Kind.RECORDS))
    op: tree.PresenceOp = draw(st.sampled_from(("given", "none")))
    return target and tree.Presence(op, target, SPAN)


def _quantified(draw: Draw, scope: Scope, depth: int) -> tree.Expr | None:
    path = lists(draw, scope)
    if path is None:
        return None
    op = draw(st.sampled_from(("every", "some")))
    inner = _element(scope, path)
    body = condition(draw, inner, min(1, depth)) if op == "every" or draw(st.booleans()) else None
    where = condition(draw, inner, min(1, depth)) if body is None or draw(st.booleans()) else None
    return tree.Quantified(op, tree.Name(path, SPAN), where, body, SPAN)  # type: ignore[arg-type]


def _derived(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
    found = declared(draw, scope, "symbol")
    if found is None:
        return None
    left, known = found
    shape = draw(st.integers(0, 4))
    if shape == 0 and len(known.values) > 1 and "예" not in known.values:
        return binary("in", left, items([symbol(each) for each in draw(st.permutations(known.values))[:2]]))
    value = draw(st.sampled_from(known.values))
    if shape == 1 and value not in ("예", "아니오"):
        return binary("contains", left, symbol(draw(st.sampled_from(value.split("·")))))
    return binary(draw(st.sampled_from(("=", "!="))), left, symbol(value))


def _defined(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
    found = declared(draw, scope, "truth")
    return found[0] if found else None


def _shared(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
    if scope.subject != "pair":
        return None
    if draw(st.booleans()):
        return binary("=", ref("joint", "a", "b"), tree.Truth(draw(st.booleans()), SPAN))
    return binary(draw(st.sampled_from(_ORDER)), ref("joint_cost", "a", "b"), constant(draw, "money"))


_JOINS = (
    ("region", ("=", "!=")),
    ("stage", ("=", "!=")),
    ("sector", ("=", "!=")),
    ("topics", ("=", "overlaps")),
    ("resources", ("overlaps",)),
    ("revenue", _ORDER),
    ("users", _ORDER),
    ("opened", _ORDER),
    ("forced", ("=", "!=")),
)


def _joined(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
    if scope.subject != "pair":
        return None
    name, ops = draw(st.sampled_from(_JOINS))
    aliases = draw(st.permutations("ab"))
    return binary(draw(st.sampled_from(ops)), ref(f"{aliases[0]}.{name}"), ref(f"{aliases[1]}.{name}"))


def _rated(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
    found = declared(draw, scope, "criterion")
    return found and binary(draw(st.sampled_from(_ORDER)), found[0], constant(draw, "number"))


def _total(draw: Draw, scope: Scope, _: int) -> tree.Expr | None:
    """A comparison of the totals that a plan can contradict."""
    prefixes = [prefix for prefix, node in scope.frames if node == "fuzz_service"]
    if not prefixes:
        return None
    name, kind = draw(st.sampled_from((("running_total", "money"), ("head_total", "count"))))
    left = ref(draw(st.sampled_from(prefixes)) + name)
    amount = cast(Amount, kind)
    right = constant(draw, amount) if draw(st.booleans()) else term(draw, scope, amount, 0)
    return binary(draw(st.sampled_from(_ORDER)), left, right)


_LEAF_OF: dict[str, Callable[[Draw, Scope, int], tree.Expr | None]] = {
    "amount": _amount,
    "aggregate": _aggregated,
    "date": _dated,
    "duration": _lasting,
    "text": _text,
    "items": _item,
    "stage": _choice("stage"),
    "sector": _choice("sector"),
    "topics": _choice("topics"),
    "yesno": _yesno,
    "presence": _presence,
    "given": _given,
    "quantified": _quantified,
    "derived": _derived,
    "definition": _defined,
    "shared": _shared,
    "joined": _joined,
    "rated": _rated,
    "total": _total,
}
