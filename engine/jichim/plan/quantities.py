"""Amounts for a field: the unit must be that of the field, and a period leads to the field for it."""

from __future__ import annotations

from fractions import Fraction

from jichim.diagnostic import Message
from jichim.plan import messages as m
from jichim.plan.margin import Margin, quote
from jichim.plan.model import Fact
from jichim.plan.tree import Scalar
from jichim.vocabulary.model import Field, Kind
from jichim.vocabulary.quantity import (
    Amount,
    Duration,
    Interval,
    Measured,
    Misread,
    canonical_unit,
    period_of,
    read_quantity,
)

_PER_YEAR = {"year": 1, "quarter": 4, "month": 12}
_FLAWS: dict[object, Message] = {
    Misread.FRACTION_OF_WON: m.FRACTION_OF_WON,
    Misread.BOUND_ONLY: m.ONE_BOUND,
    Misread.VAGUE: m.VAGUE_AMOUNT,
    Misread.REMARK: m.REMARK_IN_AMOUNT,
    Misread.REVERSED: m.BAD_RANGE,
    Misread.MIXED: m.BAD_RANGE,
}
_KINDS = {
    Kind.MONEY: ("금액", "an amount of money", "`12억 4,000만원`"),
    Kind.COUNT: ("수량", "a whole number", "`18{unit}`"),
    Kind.RATIO: ("비율", "a ratio", "`8%`"),
    Kind.DURATION: ("기간", "a duration", "`3개월`, `2년`, `30일`"),
}
_RANGES = {
    Kind.MONEY: "`2~3억원`",
    Kind.COUNT: "`18~20{unit}`",
    Kind.RATIO: "`8~10%`",
    Kind.DURATION: "`2~3년`",
}
_TIME_UNITS = {"년": (12, 0), "개월": (1, 0), "주": (0, 7), "일": (0, 1)}
"""Units of count fields that are lengths of time too, in months or days."""
_UNIT_OF = {"money": "원", "ratio": "%", "duration": "년·개월·일"}


def read_amount(field: Field, scalar: Scalar, text: str, margin: Margin) -> tuple[str, Fact] | None:
    """The field that takes the amount (itself, or its yearly or unit-price sibling) and the amount."""
    measured = read_quantity(text)
    if not isinstance(measured, Measured):
        message = _FLAWS.get(measured)
        if message is None:
            _unreadable(field, scalar, text, margin)
        else:
            example = _RANGES[field.kind].format(unit=field.unit or "")
            margin.report(message, scalar, written=quote(text), example=example)
        return None
    amount = _amount(field, measured, scalar, text, margin)
    if amount is None:
        return None
    if field.kind is Kind.MONEY:
        if any(isinstance(end, int) and end < 0 for end in _ends(amount)):
            margin.report(m.NEGATIVE_MONEY, scalar, label=field.label, name=field.name, written=quote(text))
        return _by_period(field, measured.per, amount, scalar, text, margin)
    if measured.per is not None and (field.kind is not Kind.COUNT or not _same_period(field, measured.per)):
        _wrong_period(field, scalar, text, margin)
        return None
    return field.name, amount


def _amount(field: Field, measured: Measured, scalar: Scalar, text: str, margin: Margin) -> Amount | None:
    value = measured.value
    bare = measured.dimension == "count" and measured.unit is None
    if field.kind is Kind.MONEY and bare:
        if value == 0:
            return value
        margin.report(m.MONEY_WITHOUT_UNIT, scalar, written=quote(text))
        return None
    if field.kind is Kind.RATIO and bare:
        if all(isinstance(end, (int, Fraction)) and 0 <= end < 1 for end in _ends(value)):
            return _as_fractions(value)
        margin.report(m.RATIO_WITHOUT_UNIT, scalar, written=quote(text))
        return None
    counted = _as_count(field, value) if measured.dimension == "duration" else None
    if counted is not None:
        return counted
    if measured.dimension != field.kind.value or not (bare or _same_unit(field, measured)):
        if bare:
            _unreadable(field, scalar, text, margin)
        else:
            _wrong_unit(field, measured, scalar, text, margin)
        return None
    if field.kind in (Kind.COUNT, Kind.DURATION) and not all(_is_natural(end) for end in _ends(value)):
        _unreadable(field, scalar, text, margin)
        return None
    return value


def _by_period(
    field: Field, per: str | None, amount: Amount, scalar: Scalar, text: str, margin: Margin
) -> tuple[str, Fact] | None:
    if per is None:
        return field.name, amount
    target = field.annual if per in _PER_YEAR else field.unit_price
    if target is None and amount == 0:
        return field.name, amount
    if target is None:
        _wrong_period(field, scalar, text, margin)
        return None
    return target, _times(amount, _PER_YEAR.get(per, 1))


def _times(amount: Amount, factor: int) -> Amount:
    if isinstance(amount, Interval) and isinstance(amount.lo, int) and isinstance(amount.hi, int):
        return Interval(amount.lo * factor, amount.hi * factor)
    return amount * factor if isinstance(amount, int) else amount


def _ends(value: Amount) -> tuple[object, ...]:
    return (value.lo, value.hi) if isinstance(value, Interval) else (value,)


def _as_fractions(value: Amount) -> Amount:
    if isinstance(value, Interval) and isinstance(value.lo, (int, Fraction)):
        return (
            Interval(Fraction(value.lo), Fraction(value.hi))
            if isinstance(value.hi, (int, Fraction))
            else value
        )
    return Fraction(value) if isinstance(value, (int, Fraction)) else value


def _as_count(field: Field, value: Amount) -> Amount | None:
    """A length of time as the number of a count field of years, months or days (`2020년` is 2020)."""
    if field.kind is not Kind.COUNT or field.unit not in _TIME_UNITS:
        return None
    months, days = _TIME_UNITS[field.unit]
    numbers: list[int] = []
    for end in _ends(value):
        if not isinstance(end, Duration) or end.months < 0 or end.days < 0:
            return None
        whole, unit, other = (end.months, months, end.days) if months else (end.days, days, end.months)
        if other or whole % unit:
            return None
        numbers.append(whole // unit)
    return Interval(*numbers) if len(numbers) == 2 else numbers[0]


def _is_natural(value: object) -> bool:
    if isinstance(value, Duration):
        return value.months >= 0 and value.days >= 0
    return isinstance(value, int) and value >= 0


def _same_unit(field: Field, measured: Measured) -> bool:
    if field.kind is not Kind.COUNT:
        return True
    counted = (field.unit or "").partition("/")[0]
    return measured.unit is not None and canonical_unit(counted) == canonical_unit(measured.unit)


def _same_period(field: Field, per: str) -> bool:
    """Whether a count field is itself per period (`회/년`) and the amount is for that period."""
    word = (field.unit or "").partition("/")[2]
    return bool(word) and per in (period_of(word), f"use:{word}")


def _wrong_unit(field: Field, measured: Measured, scalar: Scalar, text: str, margin: Margin) -> None:
    expected = field.unit if field.kind is Kind.COUNT else _UNIT_OF[field.kind.value]
    unit = measured.unit if measured.dimension == "count" else _UNIT_OF[measured.dimension]
    margin.report(
        m.WRONG_UNIT,
        scalar,
        label=field.label,
        name=field.name,
        expected=expected or "",
        written=quote(text),
        unit=unit or "",
    )


def _wrong_period(field: Field, scalar: Scalar, text: str, margin: Margin) -> None:
    margin.report(m.PERIOD_WITHOUT_FIELD, scalar, label=field.label, name=field.name, written=quote(text))


def _unreadable(field: Field, scalar: Scalar, text: str, margin: Margin) -> None:
    what_ko, what_en, example = _KINDS[field.kind]
    margin.report(
        m.NOT_A_QUANTITY,
        scalar,
        label=field.label,
        name=field.name,
        written=quote(text),
        what_ko=what_ko,
        what_en=what_en,
        example=example.format(unit=field.unit or ""),
    )
