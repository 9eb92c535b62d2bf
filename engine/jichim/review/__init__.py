"""Review: a plan and a policy in, what each rule says about each subject out.

In: a `Plan` without errors and a resolved `Policy`. Out: a `Review` with exactly one outcome for every
rule and every subject, decisions, findings in reading order, actions and supplement requests.
Guaranteed: every derived fact and outcome is a recorded firing of the network; the counts add up; a
result that depends on a reading or a contradictory figure is given only if all of them agree.
"""

from jichim.review.errors import LostOutcomeError, NoReviewDate, ReviewError, TooManySubjects, Unreviewable
from jichim.review.model import Review
from jichim.review.reviewer import AsOf, Reviewer, review, review_date
from jichim.review.verdicts import Verdicts

__all__ = [
    "AsOf",
    "LostOutcomeError",
    "NoReviewDate",
    "Review",
    "ReviewError",
    "Reviewer",
    "TooManySubjects",
    "Unreviewable",
    "Verdicts",
    "review",
    "review_date",
]
