"""The draft as YAML: beside every value the cell that it came from; at the end what was left."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from jichim.diagnostic import Lang
from jichim.plan.intake.model import Branch, Intake, Left, Value
from jichim.plan.margin import quote
from jichim.plan.tree import HIDDEN
from jichim.vocabulary.model import Vocabulary

MOST_LISTED = 300
_PLAIN = re.compile(r"[가-힣A-Za-z0-9][가-힣A-Za-z0-9 ()·,./%~+_-]*")
_SPECIAL = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"])


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the draft, and the value that it states."""

    text: str
    branch: Branch | None = None
    field: str = ""
    value: Value | None = None


def draft_lines(intake: Intake, vocabulary: Vocabulary, lang: Lang) -> list[Line]:
    """The lines of the draft in the order of the vocabulary."""
    ko = lang == "ko"
    name = quote(HIDDEN.sub("", intake.name))
    lines = [
        Line(
            f"# {name}에서 옮긴 초안이다. 값마다 나온 자리를 옆에 적었다."
            if ko
            else f"# A draft from {name}. Beside each value stands where it came from."
        ),
        Line(
            "#   문서와 견주어 확인한 뒤에 검토한다. 적히지 않은 것은 비워 두었다."
            if ko
            else "#   Compare it with the document before it is reviewed. What is not stated is left out."
        ),
        Line(""),
    ]
    _branch(intake.root, vocabulary, lang, 0, lines)
    if intake.left:
        lines += [
            Line(""),
            Line(
                "# 옮기지 않았거나 사람이 보아야 하는 것:" if ko else "# Not taken over, or to be looked at:"
            ),
        ]
        lines += [Line(f"#   - {left_shown(each, lang)}") for each in intake.left[:MOST_LISTED]]
        more = len(intake.left) - MOST_LISTED
        if more > 0:
            lines.append(Line(f"#   - 그 밖에 {more}곳" if ko else f"#   - {more} more"))
    return lines


def draft_text(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines) + "\n"


def left_shown(left: Left, lang: Lang) -> str:
    """What was left in one line: `표 3, 2행 1열: 쓰지 않은 칸: …`."""
    why = f" ({left.why.in_(lang)})" if left.why is not None and left.why.in_(lang) else ""
    text = f": {quote(HIDDEN.sub('', left.text))}" if left.text else ""
    return f"{left.spot.shown(lang)}: {left.reason.value.in_(lang)}{text}{quote_line(why)}"


def quote_line(text: str) -> str:
    return re.sub(r"[\s\x85\u2028\u2029]+", " ", HIDDEN.sub("", text))


def scalar(text: str) -> str:
    """A text as a YAML scalar in one line; quoted wherever YAML could read it as anything else."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _SPECIAL and not text.endswith((" ", ":"))
    return text if plain else json.dumps(text, ensure_ascii=False).replace("\x7f", "")


def _branch(branch: Branch, vocabulary: Vocabulary, lang: Lang, depth: int, lines: list[Line]) -> None:
    pad = "  " * depth
    for field in vocabulary.nodes[branch.node].fields:
        content = branch.fields.get(field.name)
        if content is None or content == []:
            continue
        key = scalar(field.label if lang == "ko" else field.name)
        if isinstance(content, Value):
            lines.append(
                Line(
                    f"{pad}{key}: {scalar(content.text)}{_origin(content, lang)}", branch, field.name, content
                )
            )
        elif isinstance(content, Branch):
            if any(True for _ in content.values()):
                lines.append(Line(f"{pad}{key}:"))
                _branch(content, vocabulary, lang, depth + 1, lines)
        else:
            lines.append(Line(f"{pad}{key}:"))
            for each in content:
                if isinstance(each, Value):
                    text = f"{pad}  - {scalar(each.text)}{_origin(each, lang)}"
                    lines.append(Line(text, branch, field.name, each))
                elif any(True for _ in each.values()):
                    start = len(lines)
                    _branch(each, vocabulary, lang, depth + 2, lines)
                    first = lines[start]
                    dashed = f"{pad}  - {first.text[len(pad) + 4 :]}"
                    lines[start] = Line(dashed, first.branch, first.field, first.value)


def _origin(value: Value, lang: Lang) -> str:
    why = f"; {value.why.in_(lang)}" if value.why is not None else ""
    written = f": {quote(value.written)}" if value.written else ""
    return f"  # {value.spot.shown(lang)}{quote_line(why + written)}"
