"""Where every value of a draft came from, and what was left, as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jichim.plan.intake.model import Branch, Intake, Left, Spot, Value
from jichim.vocabulary.model import Vocabulary


def provenance(intake: Intake, vocabulary: Vocabulary) -> str:
    """The report on an intake: its tables, its values by their path in the plan, and what was left."""
    report = {
        "schema": "jichim-intake/1",
        "document": {"name": intake.name, "format": intake.form},
        "tables": [
            {
                "table": each.number,
                "use": each.use.name.lower(),
                "use_ko": each.use.value.ko,
                "rows": each.rows,
                "inside_table": each.inside,
                "nodes": list(each.nodes),
            }
            for each in intake.tables
        ],
        "values": [
            {
                "path": path,
                "path_ko": path_ko,
                "text": value.text,
                "written": value.written or value.text,
                "change": None if value.why is None else {"ko": value.why.ko, "en": value.why.en},
                **_spot(value.spot),
            }
            for path, path_ko, value in _values(intake.root, vocabulary, "", "")
        ],
        "left": [_left(each) for each in intake.left],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _left(left: Left) -> dict[str, Any]:
    return {
        "reason": left.reason.name.lower(),
        "reason_ko": left.reason.value.ko,
        "reason_en": left.reason.value.en,
        "text": left.text,
        "why": None if left.why is None or not left.why.ko else {"ko": left.why.ko, "en": left.why.en},
        **_spot(left.spot),
    }


def _spot(spot: Spot) -> dict[str, Any]:
    return {
        "table": spot.table or None,
        "row": spot.row or None,
        "column": spot.column or None,
        "paragraph": spot.paragraph or None,
        "caption": spot.caption,
    }


def _values(
    branch: Branch, vocabulary: Vocabulary, path: str, path_ko: str
) -> Iterator[tuple[str, str, Value]]:
    for field in vocabulary.nodes[branch.node].fields:
        content = branch.fields.get(field.name)
        if content is None:
            continue
        inner = f"{path}.{field.name}" if path else field.name
        inner_ko = f"{path_ko}.{field.label}" if path_ko else field.label
        if isinstance(content, Value):
            yield inner, inner_ko, content
        elif isinstance(content, Branch):
            yield from _values(content, vocabulary, inner, inner_ko)
        else:
            position = 0
            for each in content:
                if isinstance(each, Value):
                    yield f"{inner}[{position}]", f"{inner_ko}[{position}]", each
                elif any(True for _ in each.values()):
                    yield from _values(each, vocabulary, f"{inner}[{position}]", f"{inner_ko}[{position}]")
                else:
                    continue
                position += 1
