"""Faults of a review: ours or the engine's, never the plan's."""

from __future__ import annotations

from jichim.diagnostic import Diagnostic


class ReviewError(Exception):
    """A review that could not be completed; nothing of it may be shown as a result."""


class LostOutcomeError(ReviewError):
    """Some rule said nothing, or two things, about a subject."""


class Unreviewable(ReviewError):  # noqa: N818 - a condition of the input, carried as a diagnostic
    """A readable plan that cannot be reviewed as asked; `diagnostic` says why and what to do."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message.en)
        self.diagnostic = diagnostic


class NoReviewDate(Unreviewable):
    """The review was to be made as of the plan's own date, and the plan does not state one."""


class NothingInForce(Unreviewable):
    """No instrument of the policy is in force or proposed on the day of the review."""


class TooManySubjects(Unreviewable):
    """Rules about pairs would have to look at more pairs than a review can hold."""
