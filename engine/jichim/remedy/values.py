"""Values of a field to try: numbers solved from the comparison, choices, answers, the texts it mentions."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from jichim.plan.format import format_value
from jichim.plan.model import NONE
from jichim.policy.model import Cond, Constant, Contains, OneOf, Overlaps, Term
from jichim.remedy.model import Bound
from jichim.remedy.stage import Stage
from jichim.scenario.model import Said
from jichim.vocabulary.model import Field, Kind
from jichim.vocabulary.quantity import Duration

_NUMBERS = (Kind.MONEY, Kind.COUNT, Kind.RATIO, Kind.DATE, Kind.DURATION)
_EXAMPLES: dict[Kind, Any] = {
    Kind.MONEY: 100_000_000,
    Kind.COUNT: 10,
    Kind.RATIO: Fraction(1, 10),
    Kind.DATE: datetime.date(2024, 1, 1),
    Kind.DURATION: Duration(12, 0),
    Kind.YESNO: True,
}
_MOST_STEPS = 64
Try = Callable[[Said], Stage | None]
Test = Callable[[Stage], bool]
Gap = Callable[[Stage], Fraction | None]
"""By how much the left side of a comparison exceeds the right one, where both are single numbers."""
_TRIED = {
    Kind.MONEY: (10**8, 2 * 10**8),
    Kind.RATIO: (1000, 2000),
    Kind.DATE: (datetime.date(2020, 1, 1).toordinal(), datetime.date(2021, 1, 1).toordinal()),
}


def examples(field: Field) -> Said:
    """Some value of a field, where any value has to be tried."""
    if field.kind is Kind.CHOICE:
        name = field.choices[0].name
        return (name,) if field.many else name
    if field.kind is Kind.ITEMS:
        return ("…",)
    if field.kind is Kind.SECTION:
        return True
    if field.kind is Kind.RECORDS:
        return ()
    return _EXAMPLES.get(field.kind, "…")  # type: ignore[no-any-return]


def candidates(field: Field, cond: Cond, hints: Sequence[Any]) -> Iterator[Said]:
    """Values that are no numbers: every choice, yes and no, the texts of the condition, none."""
    if field.kind is Kind.CHOICE:
        for choice in field.choices:
            yield (choice.name,) if field.many else choice.name
    elif field.kind is Kind.YESNO:
        yield True
        yield False
    elif field.kind in (Kind.TEXT, Kind.ITEMS):
        for text in dict.fromkeys((*_texts(cond), *_hinted(hints))):
            yield text if field.kind is Kind.TEXT else (text,)
        together = tuple(dict.fromkeys(_texts(cond))) if isinstance(cond, Contains) else ()
        if field.kind is Kind.ITEMS and len(together) > 1:
            yield together
        yield "…" if field.kind is Kind.TEXT else ("…",)
    elif field.kind is Kind.SECTION:
        yield True
    if field.kind is not Kind.RECORDS:
        yield NONE
    else:
        yield ()


def solve(
    field: Field, tried: Try, test: Test, hints: Sequence[Any], gap: Gap, *, ordered: bool = False
) -> Iterator[tuple[Said, Bound | None]]:
    """Numbers and moments with which a comparison holds, at the edge of where it does.

    The truth of the comparison along the numbers of one field changes at few points; each is found by
    bisection between numbers on either side of it, exact to the unit of the field. `ordered` says that it
    compares by order, so that few numbers have to be tried.
    """
    if field.kind not in _NUMBERS:
        return

    def holds(number: int) -> bool:
        said = _said(field, number)
        made = tried(said) if said is not None else None
        return made is not None and test(made)

    wide = _points(field)
    points = {*wide, *(near for hint in hints for near in _near(field, hint))}
    root = _root(field, tried, gap)
    if root is not None:
        points = {*_ends(field), *points.intersection((0, 1)), *(max(0, root + n) for n in (-1, 0, 1))}
    elif ordered:
        # True on one side of a number, as the ends tell; the middle is for what is bounded twice.
        points -= {*wide[1:-1]} - {wide[len(wide) // 2], 0, 1}
    points_ = sorted(points)
    held = [holds(point) for point in points_]
    found: list[tuple[int, str]] = []
    for (low, below), (high, above) in zip(
        zip(points_, held, strict=True), list(zip(points_, held, strict=True))[1:], strict=False
    ):
        if below != above:
            edge = _edge(low, high, below, holds)
            found.append((edge, "<=" if below else ">="))
    if not found and all(held):
        yield _example(field), None
        return
    for edge, op in found:
        said = _said(field, edge)
        if said is not None:
            yield said, _bound(field, edge, op, holds)


def _root(field: Field, tried: Try, gap: Gap) -> int | None:
    """Where the sides of a comparison that is linear in the field are equal."""
    low, high = _TRIED.get(field.kind, (10, 20))
    gaps = []
    for number in (low, high):
        said = _said(field, number)
        made = tried(said) if said is not None else None
        found = gap(made) if made is not None else None
        if found is None:
            return None
        gaps.append(found)
    if gaps[0] == gaps[1]:
        return None
    return round(low - gaps[0] * Fraction(high - low) / (gaps[1] - gaps[0]))


def _ends(field: Field) -> tuple[int, int]:
    points = _points(field)
    return points[0], points[-1]


def _bound(field: Field, edge: int, op: str, holds: Callable[[int], bool]) -> Bound:
    step = 1 if op == ">=" else -1
    far = edge + step
    word = op if holds(far) else "="
    return Bound(word, format_value(_said(field, edge), field))  # type: ignore[arg-type]


def _edge(low: int, high: int, below: bool, holds: Callable[[int], bool]) -> int:
    """The last number on the side that holds."""
    for _ in range(_MOST_STEPS * 2):
        if high - low <= 1:
            break
        middle = (low + high) // 2
        if holds(middle) == below:
            low = middle
        else:
            high = middle
    return low if below else high


def _points(field: Field) -> list[int]:
    """Numbers on a wide scale, in the finest unit that is tried."""
    if field.kind is Kind.DATE:
        return [datetime.date(year, 1, 1).toordinal() for year in (1950, 2000, 2010, 2020, 2024, 2030, 2100)]
    if field.kind is Kind.MONEY:
        return [0, 1, *(10**n for n in range(3, 16))]
    if field.kind is Kind.RATIO:
        return [0, 1, 100, 1000, 5000, 10_000, 20_000, 100_000, 10_000_000]
    return [0, 1, 2, 3, 5, 10, 30, 100, 365, 1000, 10_000, 10**6, 10**9]


def _said(field: Field, number: int) -> Said | None:
    if number < 0:
        return None
    if field.kind is Kind.DATE:
        if not 1 <= number <= datetime.date.max.toordinal():
            return None
        return datetime.date.fromordinal(number)
    if field.kind is Kind.RATIO:
        return Fraction(number, 10_000)
    if field.kind is Kind.DURATION:
        return Duration(0, number)
    return number


def _near(field: Field, hint: Any) -> tuple[int, ...]:
    """The numbers around a value that a side of the comparison has: where an equality holds."""
    number: int | None = None
    if isinstance(hint, datetime.date):
        number = hint.toordinal() if field.kind is Kind.DATE else None
    elif isinstance(hint, Duration):
        number = hint.days + 30 * hint.months if field.kind is Kind.DURATION else None
    elif isinstance(hint, (int, Fraction)) and field.kind in (Kind.MONEY, Kind.COUNT, Kind.RATIO):
        number = round(hint * 10_000) if field.kind is Kind.RATIO else round(hint)
    return () if number is None or number < 0 else (max(0, number - 1), number, number + 1)


def _hinted(hints: Sequence[Any]) -> Iterator[str]:
    for hint in hints:
        if isinstance(hint, str):
            yield hint
        elif isinstance(hint, tuple):
            yield from (each for each in hint if isinstance(each, str))


def _example(field: Field) -> Said:
    return examples(field)


def _texts(node: Cond | Term) -> Iterator[str]:
    """The texts that a condition compares with."""
    if isinstance(node, Constant):
        if isinstance(node.value, str):
            yield node.value
        elif isinstance(node.value, tuple):
            yield from node.value
        return
    inner: tuple[Any, ...] = ()
    if isinstance(node, OneOf):
        inner = node.values
    elif isinstance(node, Contains):
        inner = (node.member,)
    elif isinstance(node, Overlaps):
        inner = (node.right, node.left)
    elif hasattr(node, "left") and hasattr(node, "right"):
        inner = (node.left, node.right)
    for one in inner:
        yield from _texts(one)
