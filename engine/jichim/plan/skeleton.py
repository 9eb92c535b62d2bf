"""An empty plan with everything that the vocabulary knows, commented, to fill in."""

from __future__ import annotations

from jichim.diagnostic import Lang
from jichim.vocabulary.model import Field, Kind, Vocabulary

_KINDS: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("글", "text"),
    Kind.ITEMS: ("목록: [가, 나]", "list: [a, b]"),
    Kind.MONEY: ("금액", "money"),
    Kind.COUNT: ("수", "count"),
    Kind.RATIO: ("비율", "ratio"),
    Kind.DURATION: ("기간", "duration"),
    Kind.DATE: ("날짜", "date"),
    Kind.CHOICE: ("선택", "choice"),
    Kind.YESNO: ("예·아니오", "yes or no"),
    Kind.SECTION: ("묶음", "section"),
    Kind.RECORDS: ("목록, 하나마다 `-`", "list, a `-` for each"),
}
_EXAMPLES = {
    Kind.MONEY: "12억 4,000만원",
    Kind.RATIO: "8%",
    Kind.DURATION: "3개월",
    Kind.DATE: "2020-10-15",
}
_HEAD = {
    "ko": (
        "# 계획 작성 틀. 아는 것만 적고 나머지는 비우거나 지운다.",
        "#   비워 두면 미기재, 없으면 `없음`, 아직 정하지 않았으면 `미정`이라고 적는다.",
        "#   금액에는 단위를 붙인다: 원, 천원, 백만원, 억원; 해마다 드는 금액은 `3억원/년`.",
    ),
    "en": (
        "# A plan to fill in. State what is known; leave the rest empty or delete it.",
        "#   Empty means not stated; write `none` where there is none, `TBD` where it is undecided.",
        "#   Amounts have a unit: 원, 천원, 백만원, 억원 or KRW; a yearly amount is `3억원/년`.",
    ),
}


def skeleton(vocabulary: Vocabulary, lang: Lang = "ko") -> str:
    """A YAML plan with every field empty, in the order of the vocabulary.

    Beside each key stand its kind or choices, unit and example. Keys are labels in Korean or canonical
    names in English. It reads as a plan without errors as soon as one field is filled in.
    """
    lines = [*_HEAD[lang], ""]
    _write(vocabulary, vocabulary.root, lang, 0, lines)
    return "\n".join(lines) + "\n"


def _write(vocabulary: Vocabulary, node: str, lang: Lang, depth: int, lines: list[str]) -> None:
    for field in vocabulary.nodes[node].fields:
        if depth == 0 and field.node is not None and lines[-1]:
            lines.append("")
        key = field.label if lang == "ko" else field.name
        lines.append(f"{'  ' * depth}{_quoted(key)}:  # {_comment(field, lang)}")
        if field.node is None:
            continue
        start = len(lines)
        if field.kind is Kind.SECTION:
            _write(vocabulary, field.node, lang, depth + 1, lines)
        else:
            _write(vocabulary, field.node, lang, depth + 2, lines)
            first = lines[start]
            lines[start] = first[: 2 * depth + 2] + "- " + first[2 * depth + 4 :]


def _comment(field: Field, lang: Lang) -> str:
    ko = lang == "ko"
    kind = _KINDS[field.kind][0 if ko else 1]
    parts = [kind]
    if field.choices:
        words = (choice.label if ko else choice.name for choice in field.choices)
        parts = [" | ".join(words) + ((" (여럿 가능)" if ko else " (several)") if field.many else "")]
    if field.unit:
        parts[0] += f"({field.unit})"
    example = field.example or _EXAMPLES.get(field.kind, "")
    if example and not field.choices:
        parts.append(f"{'예: ' if ko else 'e.g. '}{example}")
    if ko:
        parts.append(field.description)
    return " ".join("; ".join(part for part in parts if part).split())


def _quoted(key: str) -> str:
    """Keys are quoted where YAML would read them as something else."""
    plain = key[0].isalnum() and not any(mark in key for mark in (": ", " #", '"'))
    return key if plain and not key.endswith(":") else '"' + key.replace('"', '\\"') + '"'
