"""Plans: in comes the text of a plan and the vocabulary, out goes a `Plan` of facts with their places.

From here on every fact has the type of its field, every amount is in whole KRW and in the field that its
period asks for, totals agree with their parts or are contradictions, and nothing depends on the order of
keys. A plan with any error is not given on at all.
"""

from jichim.plan.files import read_plan_file, read_source
from jichim.plan.format import format_value
from jichim.plan.model import NONE, UNPRICED, Candidate, Conflict, Fact, Marker, Place, Plan, Record
from jichim.plan.normal import complete
from jichim.plan.read import read_document, read_plan
from jichim.plan.skeleton import skeleton

__all__ = [
    "NONE",
    "UNPRICED",
    "Candidate",
    "Conflict",
    "Fact",
    "Marker",
    "Place",
    "Plan",
    "Record",
    "complete",
    "format_value",
    "read_document",
    "read_plan",
    "read_plan_file",
    "read_source",
    "skeleton",
]
