"""What a report is made of: the reviews of one run and the plans that had none."""

from __future__ import annotations

from dataclasses import dataclass

from jichim.diagnostic import Diagnostic
from jichim.review.model import Review


@dataclass(frozen=True, slots=True)
class Unusable:
    """A plan that could not be reviewed, and why."""

    file: str
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Every plan of a run stands in exactly one of the two, in the order in which they were given."""

    reviews: tuple[Review, ...]
    unusable: tuple[Unusable, ...] = ()
