"""What a report is made of: the reviews of one run and the plans that had none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jichim.diagnostic import Diagnostic
from jichim.review.model import Review

if TYPE_CHECKING:
    from jichim.assessment.model import Assessment
    from jichim.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report as the bytes of a file, and what its reader must know of how it was made.

    With an error among the diagnostics there is no file, and `content` is empty.
    """

    content: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Unusable:
    """A plan that could not be reviewed, or an assessment sheet that belongs to none of them, and why."""

    file: str
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Every plan of a run stands in exactly one of the two, in the order in which they were given."""

    reviews: tuple[Review, ...]
    unusable: tuple[Unusable, ...] = ()
    assessments: tuple[Assessment | None, ...] = ()
    """What the sheets say about each reviewed plan, in the same order; empty where none were given."""
    plans: tuple[Plan, ...] = ()
    """The reviewed plans in the same order, for formats that show what a plan says; may be empty."""

    def assessed(self) -> tuple[tuple[Review, Assessment | None], ...]:
        """Each review with its assessment."""
        none = (None,) * len(self.reviews)
        return tuple(zip(self.reviews, self.assessments or none, strict=True))
