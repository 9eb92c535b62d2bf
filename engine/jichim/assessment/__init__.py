"""Assessment: what evaluators rate on sheets beside a plan.

In: sheets (YAML), the criteria of a policy, a plan, and the scheme of each instrument. Out: an `Assessment`,
whose `ratings` a review takes. Guaranteed from here on: every rating is on its scale and about a subject
that exists; evaluators count once each; a missing rating is missing, never a number; scores are absolute.
"""

from jichim.assessment.model import (
    Assessment,
    Assumed,
    Combined,
    Consequence,
    Evaluator,
    Panel,
    Rating,
    Scheme,
    Score,
    Sheet,
    SubjectScores,
)
from jichim.assessment.scheme import instrument_folders, load_schemes, read_scheme
from jichim.assessment.score import assess, combine
from jichim.assessment.settle import is_about, leftover, settle
from jichim.assessment.sheet import read_sheet, read_sheet_file
from jichim.assessment.write import blank_sheet

__all__ = [
    "Assessment",
    "Assumed",
    "Combined",
    "Consequence",
    "Evaluator",
    "Panel",
    "Rating",
    "Scheme",
    "Score",
    "Sheet",
    "SubjectScores",
    "assess",
    "blank_sheet",
    "combine",
    "instrument_folders",
    "is_about",
    "leftover",
    "load_schemes",
    "read_scheme",
    "read_sheet",
    "read_sheet_file",
    "settle",
]
