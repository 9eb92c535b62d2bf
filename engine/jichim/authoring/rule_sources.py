"""The policy files that an analyst names, as files and folders -> sources with their paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jichim.authoring import messages as m
from jichim.diagnostic import Diagnostic, reason_of
from jichim.policy.load import SUFFIX
from jichim.source import Source

LARGEST = 2_000_000
"""Bytes; what is larger is no policy file."""


@dataclass(frozen=True, slots=True)
class RuleSource:
    path: Path
    source: Source


def read_paths(paths: Sequence[str]) -> tuple[tuple[RuleSource, ...], tuple[Diagnostic, ...]]:
    """Every policy file of the paths once, in the order given and folders by name; what could not be read."""
    found: dict[Path, RuleSource] = {}
    problems: list[Diagnostic] = []
    for name in paths:
        files = list(_files(Path(name)))
        if not files:
            problems.append(m.NO_RULE_FILES.about(name, path=name, suffix=SUFFIX))
        for file in files:
            try:
                key = file.resolve()
                if key not in found:
                    found[key] = RuleSource(file, _read(file))
            except (OSError, ValueError) as error:
                problems.append(m.UNREADABLE_RULES.about(str(file), path=file, reason=reason_of(error)))
    return tuple(found.values()), tuple(problems)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(one for one in path.rglob(f"*{SUFFIX}") if one.is_file())
    elif path.is_file():
        yield path


def _read(file: Path) -> Source:
    if file.stat().st_size > LARGEST:
        raise ValueError(f"> {LARGEST} bytes")
    with file.open(encoding="utf-8", newline="") as opened:
        return Source(str(file), opened.read())
