"""What a result has read: which values are told, and what each is called beside the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jichim.report.layout import printable
from jichim.report.names import Names
from jichim.review.model import Evidence, Finding, Subject


def written(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The values that stand in the plan: a sum over priced and unpriced parts is nowhere written."""
    return [item for item in evidence if printable(item.value)]


def read_for_requirement(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The written values that a finding is about: not those that only show whether its rule applies."""
    return [item for item in written(evidence) if not item.guard]


def distinct(items: Sequence[Evidence]) -> list[Evidence]:
    """Without a list beside the values of its records, and without a name beside what it names."""
    named = [item for item in items if item.value != item.of]
    paths = [item.field.path for item in named]
    return [item for item in named if not any(path.startswith(f"{item.field.path}.") for path in paths)]


def label(names: Names, item: Evidence, subject: Subject, around: tuple[str, ...] = ()) -> str:
    """`추진시작일 (통합플랫폼)`: the record is named where the subject is another.

    Left out are the sections `around`, in which the value told before it stands as well.
    """
    called = names.field(item.field, subject)
    sections = names.sections(item.field, subject)[:-1]
    if around and sections[: len(around)] == around:
        called = called.removeprefix(f"{' '.join(around)} ")
    of = printable(item.of)
    return called if not of or item.of == subject.name else f"{called} ({of})"


def names_missing(finding: Finding) -> bool:
    """Whether the sentence of the finding already says what is missing."""
    words_of_rule = finding.outcome.rule.finding
    return words_of_rule is not None and None in words_of_rule.parts
