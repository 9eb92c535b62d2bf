"""Which kinds of values may be compared or combined, and what comes out."""

from __future__ import annotations

from jichim.diagnostic import Text
from jichim.policy.model import Domain, Type
from jichim.policy.names import written_name

_ORDERED = {Domain.MONEY, Domain.COUNT, Domain.RATIO, Domain.NUMBER, Domain.DURATION, Domain.DATE}
_SCALARS = {Domain.RATIO, Domain.NUMBER}
_NAMES = {
    Domain.TRUTH: Text("예/아니오", "yes/no"),
    Domain.MONEY: Text("금액(원)", "money (KRW)"),
    Domain.COUNT: Text("개수", "a count"),
    Domain.RATIO: Text("비율", "a ratio"),
    Domain.NUMBER: Text("수", "a number"),
    Domain.DURATION: Text("기간", "a duration"),
    Domain.DATE: Text("날짜", "a date"),
    Domain.TEXT: Text("글", "a text"),
    Domain.TEXTS: Text("글 목록", "a list of texts"),
    Domain.CHOICE: Text("선택값", "a choice"),
    Domain.CHOICES: Text("선택값 목록", "a list of choices"),
    Domain.SYMBOL: Text("도출값", "a derived value"),
}


def describe(kind: Type) -> Text:
    """How a person calls a type: `개수(명)`, `분야의 선택값`."""
    name = _NAMES[kind.domain]
    if kind.domain is Domain.COUNT and kind.unit:
        return Text(f"{name.ko}({kind.unit})", f"{name.en} of {kind.unit}")
    if kind.field is not None and kind.domain in (Domain.CHOICE, Domain.CHOICES):
        return Text(f"`{kind.field.label}`의 {name.ko}", f"{name.en} of `{kind.field.name}`")
    if kind.owner is not None:
        return Text(f"`{written_name(kind.owner)}`의 {name.ko}", f"{name.en} of `{written_name(kind.owner)}`")
    return name


def is_ordered(kind: Type) -> bool:
    return kind.domain in _ORDERED


def compare(left: Type, right: Type, op: str) -> str | None:
    """None if both can be compared by `op`, else a word for why not (`kind`, `unit`, `order`)."""
    if op not in ("=", "!=") and not (is_ordered(left) and is_ordered(right)):
        return "order"
    if {left.domain, right.domain} <= {Domain.CHOICE, Domain.CHOICES}:
        return None if left.field is None or right.field is None or _same_choices(left, right) else "kind"
    if {left.domain, right.domain} <= {Domain.NUMBER, Domain.COUNT, Domain.RATIO} and Domain.NUMBER in (
        left.domain,
        right.domain,
    ):
        return None
    if Domain.SYMBOL in (left.domain, right.domain) and left.domain is not right.domain:
        return (
            None if {left.domain, right.domain} <= {Domain.SYMBOL, Domain.CHOICE, Domain.CHOICES} else "kind"
        )
    if left.domain is not right.domain:
        return "kind"
    if left.domain is Domain.COUNT and left.unit != right.unit and left.unit and right.unit:
        return "unit"
    return None


def _same_choices(left: Type, right: Type) -> bool:
    if left.field is None or right.field is None:
        return True
    return {choice.name for choice in left.field.choices} == {choice.name for choice in right.field.choices}


def collection(left: Type, right: Type, op: str) -> bool:
    """Whether `left contains right` or `left overlaps right` means something."""
    texts = {Domain.TEXT, Domain.TEXTS}
    choices = {Domain.CHOICE, Domain.CHOICES}
    if left.domain in texts and right.domain in texts:
        return op == "contains" or left.domain is Domain.TEXTS or right.domain is Domain.TEXTS
    if left.domain in choices and right.domain in choices:
        return _same_choices(left, right)
    return op == "contains" and left.domain is Domain.SYMBOL and right.domain in {Domain.SYMBOL, *choices}


def combine(left: Type, right: Type, op: str) -> Type | None:
    """The type of an arithmetic expression, or None if it has no meaning."""
    a, b = left.domain, right.domain
    if op in ("+", "-"):
        if a is Domain.DATE and b is Domain.DURATION:
            return Type(Domain.DATE)
        if op == "-" and a is Domain.DATE and b is Domain.DATE:
            return Type(Domain.DURATION)
        if a is b and a in {Domain.MONEY, Domain.RATIO, Domain.NUMBER, Domain.DURATION}:
            return Type(a)
        if a is b is Domain.COUNT and (left.unit == right.unit or not left.unit or not right.unit):
            return left
        if {a, b} == {Domain.COUNT, Domain.NUMBER}:
            return left if a is Domain.COUNT else right
        return Type(Domain.RATIO) if {a, b} == _SCALARS else None
    if op == "*":
        for one, other in ((left, right), (right, left)):
            if one.domain in (Domain.MONEY, Domain.COUNT, Domain.DURATION) and other.domain in _SCALARS:
                return one
            if one.domain is Domain.MONEY and other.domain is Domain.COUNT:
                return one
        return _scalar(a, b)
    if b in _SCALARS and a in (Domain.MONEY, Domain.COUNT):
        return left
    if a in _SCALARS and b in _SCALARS:
        return _scalar(a, b)
    if a is b and a in (Domain.MONEY, Domain.COUNT):
        return Type(Domain.RATIO)
    if a is Domain.MONEY and b is Domain.COUNT:
        return left
    return None


def _scalar(a: Domain, b: Domain) -> Type | None:
    """Plain numbers stay plain, so that `개수(…) * 2` still joins a count."""
    if not {a, b} <= _SCALARS:
        return None
    return Type(Domain.NUMBER if a is b is Domain.NUMBER else Domain.RATIO)
