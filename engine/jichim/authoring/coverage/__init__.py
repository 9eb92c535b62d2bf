"""Coverage of rules by their tests.

In: a policy and tests. Out: `Coverage`: which outcomes, cases and rows passed tests expect, the truth values
that conditions had in what these tests ask about, and whether each was shown to decide (`mcdc`). For what
is not covered, `closings` gives tests that would. Guaranteed:
everything is evaluated on the typed conditions with the evaluator of the reviews; nothing is matched as text.
"""

from jichim.authoring.coverage.closing import Closing, closings
from jichim.authoring.coverage.explained import Explained, check_explained, load_explained
from jichim.authoring.coverage.measure import cover
from jichim.authoring.coverage.model import Coverage, Measure, Share

__all__ = [
    "Closing",
    "Coverage",
    "Explained",
    "Measure",
    "Share",
    "check_explained",
    "closings",
    "cover",
    "load_explained",
]
