"""Submitted documents (HWPX, DOCX): out of their tables comes a draft plan for a person to check.

In: the bytes of a file and the vocabulary. Out: a draft in YAML that the reader of plans takes, every value
with the table, row and column that it came from, and a list of what was not understood. Guaranteed: no number
is guessed, nothing of a document is run, followed or fetched, and what is read of it is bounded. Only the two
readers here touch the libraries for the formats (the extra `documents`).
"""

from jichim.plan.intake.model import Branch, Intake, Left, Reason, Spot, TableUse, Use, Value
from jichim.plan.intake.provenance import provenance
from jichim.plan.intake.read import Draft, MissingLibraryError, read_draft, read_draft_file

__all__ = [
    "Branch",
    "Draft",
    "Intake",
    "Left",
    "MissingLibraryError",
    "Reason",
    "Spot",
    "TableUse",
    "Use",
    "Value",
    "provenance",
    "read_draft",
    "read_draft_file",
]
