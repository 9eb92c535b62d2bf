"""What a change of rules does to a corpus of plans: the outcomes that differ, why, and what was not tried.

In: two `Side`s, their `RulesDiff`, and plans as an audit takes them. Out: `Impact`. Each plan is reviewed
under both policies on one day, read with the vocabulary of each, with the ratings of assessment sheets.
Guaranteed: every rule, decision and subject whose result differs is counted, and
`given = reviewed + unusable`; only the list of plans is bounded, worst first.
"""

from __future__ import annotations

from jichim.authoring.impact.model import Impact, PlanShift, RuleShift, Shift
from jichim.authoring.impact.run import measure
from jichim.authoring.impact.sheets import read_sheets

__all__ = ["Impact", "PlanShift", "RuleShift", "Shift", "measure", "read_sheets"]
