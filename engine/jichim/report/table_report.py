"""The published operator symbols beside the decisions: a page of Markdown for docs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jichim.compare.table import OPERATORS, Row, Standing
from jichim.report.layout import printable
from jichim.report.words import words

_STANDINGS = {
    Standing.AGREES: ("일치", "agree"),
    Standing.DIFFERS: ("불일치", "differ"),
    Standing.UNDETERMINED: ("판단불가", "undetermined"),
    Standing.UNREADABLE: ("기호 없음", "symbol lost"),
    Standing.NO_SAMPLE: ("견본 없음", "no sample"),
}
_HEAD = (
    "# 표 4-1과 판정의 대조 · Table 4-1 beside the decisions",
    "<!-- `jichim compare --table-4-1 {plans}`가 만든다. Written by this command; do not edit. -->",
    "표 4-1은 서비스마다 운영주체의 기호만 싣고 비용, 수익, 사회적 영향의 수치는 싣지 않는다. "
    "기호로는 판정을 다시 셈할 수 없으므로,\n"
    "견본 계획이 스스로 적은 것만으로 판정 `운영주체`(그림 4-3~4-6)를 내어 기호와 나란히 둔다. "
    "규칙은 이 표에 맞추지 않았다.\n"
    "판정이 여러 형태를 허용하면 기호가 그 안에 있을 때 일치로 본다. 공공과 민관협업이 다 될 때 "
    "민관협업을 앞세운 것은 표의 표기\n방식이어서 판정에 쓰지 않는다.",
    "*The table prints a symbol for each service and none of the figures behind it, so it cannot be "
    "recomputed. The decision here\nrests on what the sample plans state; the rules are not tuned to the "
    "table. Where a decision allows several forms, a symbol\namong them agrees.*",
    "{counts}",
    "| | 서비스 | 도시 | 표 4-1 | 판정 | 대조 | 까닭 |\n|---|---|---|---|---|---|---|\n",
)
_NO_SAMPLE = {
    "none": "보고서에 이 서비스의 캔버스가 없음",
    "related": "캔버스 '{canvas}': 겹치는 데가 있을 뿐 다른 서비스라 견주지 않음",
    "probable": "견본에 없음",
    "same": "견본에 없음",
}
_MORE = 6


def render_table(rows: Sequence[Row], plans: Sequence[str]) -> str:
    """All rows in the order of the table, the counts before them; ends with a line break."""
    counted = Counter(row.standing for row in rows)
    counts = " · ".join(
        f"{ko} ({en}) {counted[standing]}" for standing, (ko, en) in _STANDINGS.items() if counted[standing]
    )
    head = "\n\n".join(_HEAD).format(plans=" ".join(map(_cell, plans)), counts=f"{len(rows)}행: {counts}")
    lines = [_row(row) for row in rows]
    used = sorted({row.sample.partition(" · ")[0] for row in rows if row.sample})
    note = f"\n대조한 견본: {', '.join(map(_cell, used)) or '없음'}\n"
    return head + "\n".join(lines) + "\n" + note


def _row(row: Row) -> str:
    published = row.published
    symbol = OPERATORS.get(published.operator, "?")
    ko, _ = _STANDINGS[row.standing]
    cells = (published.id, published.name, published.city, symbol, row.decision or "-", ko, _why(row))
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _why(row: Row) -> str:
    published = row.published
    parts: list[str] = []
    if row.standing is Standing.UNDETERMINED:
        parts.append(words("ko").causes[row.cause] if row.cause else "정해지지 않음")
        if row.missing:
            more = f" 외 {len(row.missing) - _MORE}건" if len(row.missing) > _MORE else ""
            parts.append(f"적지 않은 것: {', '.join(row.missing[:_MORE])}{more}")
    elif row.standing is Standing.NO_SAMPLE:
        parts.append(_NO_SAMPLE[published.match].format(canvas=published.canvas))
    elif row.standing is Standing.DIFFERS:
        parts.append("견본이 적은 금액으로는 표의 기호가 나오지 않음")
    if published.match == "probable" and row.sample:
        parts.append(f"캔버스 '{published.canvas}'와 같은 서비스로 봄(확실하지 않음)")
    parts += [part for part in (published.doubt, published.note) if part]
    return "; ".join(parts)


def _cell(text: str) -> str:
    """Text of a plan or table cannot end the cell or the row."""
    return printable(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
