"""tests/samples/expectations.yaml as values: what each sample must show, and where the 30 canvases are."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
EXPECTATIONS = Path(__file__).resolve().parent / "expectations.yaml"
PLAN_FOLDERS = (".", "teaching")
"""Where plans are; other folders of the room hold other data."""

KINDS = ("rule", "decision", "fact")


@dataclass(frozen=True, slots=True)
class Expectation:
    """One result that a sample must show for one subject."""

    file: str
    kind: str
    """`rule` (an outcome), `decision` (the value of a table) or `fact` (the value of a derivation)."""
    name: str
    subject: str
    result: str
    """The outcome or value; `undetermined` for a decision or fact without a value."""
    cause: str | None


@dataclass(frozen=True, slots=True)
class Sample:
    file: str
    as_of: datetime.date
    policies: tuple[str, ...]
    """The instruments that it is reviewed with."""
    expectations: tuple[Expectation, ...]
    without: tuple[str, ...]
    """Outcomes of which the review must have none."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """A canvas of the report: where it is, how many items its cells hold, which cells are empty and why."""

    name: str
    file: str
    service: str
    where: str
    items: Mapping[str, int]
    from_text: Mapping[str, int]
    empty: Mapping[str, str]
    revenues: tuple[str, ...]
    """For every revenue its kind and `+` recurring, `-` not, `?` not stated."""


@cache
def document() -> Mapping[str, Any]:
    read: Mapping[str, Any] = yaml.safe_load(EXPECTATIONS.read_text("utf-8"))
    return read


def samples() -> tuple[Sample, ...]:
    """The samples in the order of the file."""
    return tuple(
        Sample(
            file,
            entry.get("as_of", document()["as_of"]),
            tuple(entry.get("policies", document()["policies"])),
            tuple(each for line in entry["expect"] for each in _expectations(file, line)),
            tuple(entry.get("without", ())),
        )
        for file, entry in document()["samples"].items()
    )


def canvases() -> tuple[Canvas, ...]:
    """The canvases C01 to C30 in the order of the file."""
    return tuple(
        Canvas(
            name,
            entry["file"],
            entry["service"],
            entry["where"],
            entry["items"],
            entry.get("from_text", {}),
            entry["empty"],
            tuple(entry["revenues"]),
        )
        for name, entry in document()["canvases"].items()
    )


def plan_files() -> tuple[str, ...]:
    """Every plan in the room, as expectations name it."""
    found = (path for folder in PLAN_FOLDERS for path in (SAMPLES / folder).glob("*.yaml"))
    return tuple(sorted(path.relative_to(SAMPLES).as_posix() for path in found))


def _expectations(file: str, line: Mapping[str, Any]) -> list[Expectation]:
    [kind] = [kind for kind in KINDS if kind in line]
    result = line["outcome"] if kind == "rule" else line["value"]
    subjects = line["subject"] if isinstance(line["subject"], list) else [line["subject"]]
    return [Expectation(file, kind, line[kind], subject, result, line.get("cause")) for subject in subjects]
