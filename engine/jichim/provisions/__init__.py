"""Provisions: what stands beside the rules of an instrument, as values.

In come the files of an instrument's folder: `provisions*.yaml` (every provision with its address, ending
and addressee), `citation.yaml` (what the instrument is called in citations), `defects.yaml` (what is wrong in
its own text), `crosswalk.yaml` (proposals beside the provisions in force) and `checklist.yaml` (what an
application for approval needs). Out go frozen values with the place of each entry, and diagnostics.
Guaranteed: addresses are parsed, every identifier stands once, modalities and forces are known words.
"""

from jichim.provisions.address import Address, Citation, Documents, citations_in, parse_address
from jichim.provisions.checklist import read_checklist
from jichim.provisions.crosswalk import read_crosswalk
from jichim.provisions.defects import read_defects
from jichim.provisions.load import (
    load_beside,
    load_checklists,
    load_crosswalks,
    load_defects,
    load_documents,
    load_provisions,
)
from jichim.provisions.model import (
    Beside,
    ChecklistForm,
    ChecklistLine,
    Clock,
    Crosswalk,
    Defect,
    Proposal,
    Provision,
    ProvisionList,
    Today,
    WithoutRule,
)
from jichim.provisions.read import read_provisions

__all__ = [
    "Address",
    "Beside",
    "ChecklistForm",
    "ChecklistLine",
    "Citation",
    "Clock",
    "Crosswalk",
    "Defect",
    "Documents",
    "Proposal",
    "Provision",
    "ProvisionList",
    "Today",
    "WithoutRule",
    "citations_in",
    "load_beside",
    "load_checklists",
    "load_crosswalks",
    "load_defects",
    "load_documents",
    "load_provisions",
    "parse_address",
    "read_checklist",
    "read_crosswalk",
    "read_defects",
    "read_provisions",
]
