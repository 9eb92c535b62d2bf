"""Numbers and dates of a spreadsheet as the text that their cell shows, and back.

What a person reads in the cell decides: 0.08 shown as a percentage is `8%`, 300000 with the format
`#,##0"원"` is `300,000원`. Numbers keep the 15 significant digits that spreadsheet programs keep; no digit
is dropped for being hidden by the format. A date whose format shows no day is a month.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation

from jichim.plan.form.workbook import Cell
from jichim.vocabulary.model import Field, Kind

_FIFTEEN = Context(prec=15)
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|_.|\*.|([#0?][#0?,.]*|\.[#0?]+)|(.)', re.DOTALL)
_CURRENCY = re.compile(r"\$([^-]*)")
_PLAIN = re.compile(r"(\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.(\d+))?(\D.*)?", re.ASCII)
_MONEY = re.compile(r"(원|천원|백만원)(/년)?")
_SCALES = {"원": 0, "천원": 1, "백만원": 2}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SERIAL = re.compile(r"[2-7]\d{4}", re.ASCII)
_FIRST_SAFE_DAY = datetime.date(1900, 3, 1)
"""Before it, spreadsheet programs count a day that never was."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as a spreadsheet holds it, with the number format that shows it."""

    value: int | float | datetime.date
    format: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One section of a number format."""

    before: str
    after: str
    grouped: bool
    decimals: int
    scale: int
    """The power of ten that a shown number is short of its value: 3 for `#,##0,`, -2 for `0%`."""


def unformatted_day(cell: Cell, since_1904: bool) -> datetime.date | None:
    """The day that a plain number would be as a date, from 1954 to 2119; None for all that shows a date."""
    from openpyxl.styles.numbers import is_date_format
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

    if cell.kind != "number" or not _SERIAL.fullmatch(cell.text) or is_date_format(cell.format):
        return None
    first = CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900
    return (first + datetime.timedelta(days=int(cell.text))).date()


def shown(cell: Cell, since_1904: bool = False) -> str | None:
    """What a cell with a value shows; None for a number that cannot be shown (a date out of range)."""
    if cell.kind == "yesno":
        return "예" if cell.text not in ("0", "false") else "아니오"
    if cell.kind != "number":
        return cell.text
    from openpyxl.styles.numbers import is_date_format

    try:
        number = Decimal(cell.text)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return None
    if is_date_format(cell.format):
        return _date(number, cell.format, since_1904)
    return _number(_FIFTEEN.plus(number), cell.format)


def typed(text: str, field: Field) -> Typed | None:
    """The number or date that shows exactly this text for a field; None where a text must stay a text."""
    if field.kind is Kind.DATE:
        return _typed_date(text)
    found = _PLAIN.fullmatch(text) if field.kind in (Kind.MONEY, Kind.COUNT, Kind.RATIO) else None
    if found is None:
        return None
    suffix, scale = found[3] or "", 0
    if field.kind is Kind.MONEY:
        unit = _MONEY.fullmatch(suffix)
        if unit is None:
            return None
        scale = 3 * _SCALES[unit[1]]
    elif field.kind is Kind.COUNT and suffix not in ("", field.unit):
        return None
    elif field.kind is Kind.RATIO:
        if suffix != "%":
            return None
        scale = -2
    decimals = f".{'0' * len(found[2])}" if found[2] else ""
    code = ("#,##0" if "," in found[1] else "0") + decimals + "," * max(0, scale // 3)
    code += "%" if scale < 0 else f'"{suffix}"' if suffix else ""
    exact = Decimal(f"{found[1].replace(',', '')}.{found[2] or 0}").scaleb(scale)
    value = int(exact) if exact == exact.to_integral_value() else float(exact)
    if shown(Cell("number", repr(value), code)) != text:  # more digits than a spreadsheet keeps
        return None
    return Typed(value, code)


def _typed_date(text: str) -> Typed | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return Typed(day, "yyyy-mm-dd") if day >= _FIRST_SAFE_DAY else None


def has_unit(code: str) -> bool:
    """Whether a number format shows anything beside the number."""
    pattern = _pattern(_sections(code)[0])
    return pattern is not None and bool(pattern.before or pattern.after)


def _date(number: Decimal, code: str, since_1904: bool) -> str | None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    try:
        moment = from_excel(float(number), CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900)
    except (OverflowError, ValueError):
        return None
    if not isinstance(moment, datetime.datetime):
        return str(moment)
    if moment.time() != datetime.time():
        return moment.isoformat(" ", "minutes")
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code).lower()
    if "d" in bare or "y" not in bare:
        return moment.date().isoformat()
    return f"{moment:%Y-%m}" if "m" in bare else f"{moment:%Y}"


def _number(number: Decimal, code: str) -> str:
    sections = _sections(code)
    negative = number < 0 and len(sections) > 1
    pattern = _pattern(sections[1] if negative else sections[0])
    if pattern is None:
        return f"{number.normalize():f}"
    scaled = (abs(number) if negative else number).scaleb(-pattern.scale)
    exact = f"{scaled.normalize():f}"
    decimals = max(pattern.decimals, len(exact.partition(".")[2]))
    return f"{pattern.before}{scaled:{',' if pattern.grouped else ''}.{decimals}f}{pattern.after}"


def _sections(code: str) -> list[str]:
    """The sections of a number format: for positive numbers, for negative ones, for zero."""
    return [found[0] for found in re.finditer(r'(?:"[^"]*"|\\.|[^;])+', code)] or [""]


def _pattern(section: str) -> _Pattern | None:
    """A section taken apart; None where it shows a number in some other way (General, 1.2E+03, 1/2)."""
    before = after = digits = ""
    percent = False
    for quoted, escaped, bracket, run, other in _TOKEN.findall(section):
        if run:
            if digits:
                return None
            digits = run
            continue
        literal = quoted or escaped
        if bracket:
            currency = _CURRENCY.match(bracket)
            if currency is None and re.match(r"[<>=]", bracket):
                return None
            literal = currency[1] if currency else ""
        elif other:
            if other == "%":
                percent = True
            elif other not in " -+()$₩%원명건회개년월일대식호":
                return None
            literal = other
        if digits:
            after += literal
        else:
            before += literal
    if not digits:
        return None
    whole, _, rest = digits.rstrip(",").partition(".")
    scale = 3 * (len(digits) - len(digits.rstrip(","))) - (2 if percent else 0)
    return _Pattern(before.strip(), after.strip(), "," in whole, rest.count("0"), scale)
