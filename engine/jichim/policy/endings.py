"""The table of endings: from the wording of a provision to its duty. Data, in `rules/endings.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

import yaml

from jichim.policy.model import Duty, DutyClass
from jichim.resources import folder


def read_endings(text: str) -> Mapping[str, Duty]:
    """Every spelling of every ending, whitespace normalised, with the duty that it carries.

    The file lists, for each class and force, the phrases that carry it, canonical first; `must` has the
    forces `strict` (하여야 한다), `plain` (한다) and `soft` (하도록 한다).
    """
    table: dict[str, Duty] = {}
    for entry in cast("list[dict[str, Any]]", yaml.safe_load(text)["endings"]):
        duty_class = DutyClass(entry["class"])
        force = entry.get("force")
        for phrase in (*entry["ko"], *entry["en"]):
            table[_spelling(str(phrase))] = Duty(str(phrase), duty_class, force)
    return table


@lru_cache(maxsize=1)
def shipped_endings() -> Mapping[str, Duty]:
    return read_endings((folder("rules") / "endings.yaml").read_text(encoding="utf-8"))


def duty_of(phrase: str, table: Mapping[str, Duty]) -> Duty | None:
    """The duty of an ending as written; the phrase is kept as the analyst wrote it."""
    found = table.get(_spelling(phrase))
    return None if found is None else Duty(" ".join(phrase.split()), found.duty, found.force)


def _spelling(phrase: str) -> str:
    return " ".join(phrase.split()).casefold()
