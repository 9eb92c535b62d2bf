"""The audit room: many plans in, one row for each out, none lost.

In: paths (files, folders, patterns, zip archives, JSON lines) and `Settings`. Out: a `Result` for every
plan, either `Reviewed` rows or `Unusable` with its diagnostics, as an iterator (`audit`) or in a store
(`run_audit`). From here on the totals reconcile: given = reviewed + unusable, checked before a run counts as
finished. Nothing is printed.
"""

from __future__ import annotations

from jichim.audit.gather import Gathered, gather
from jichim.audit.iterate import audit
from jichim.audit.model import Entry, Problem, Result, Reviewed, Settings, Totals, Unusable
from jichim.audit.proof import NoReviewsError
from jichim.audit.run import Finished, InterruptedRunError, LostPlanError, run_audit
from jichim.audit.store import Store, StoreError
from jichim.audit.work import BrokenRulesError

__all__ = [
    "BrokenRulesError",
    "Entry",
    "Finished",
    "Gathered",
    "InterruptedRunError",
    "LostPlanError",
    "NoReviewsError",
    "Problem",
    "Result",
    "Reviewed",
    "Settings",
    "Store",
    "StoreError",
    "Totals",
    "Unusable",
    "audit",
    "gather",
    "run_audit",
]
