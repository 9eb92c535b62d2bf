"""What a change of rules does to a corpus of plans: the outcomes that differ, why, and what was not tried.

In: two `Side`s, their `RulesDiff`, and plans as an audit takes them. Out: `Impact`. Each plan is read once
and reviewed under both policies on one day. Guaranteed: every rule, decision and subject whose result
differs is counted, and `given = reviewed + unusable`; only the list of plans is bounded, worst first.
"""

from __future__ import annotations

from jichim.authoring.impact.model import Impact, PlanShift, RuleShift, Shift
from jichim.authoring.impact.run import measure

__all__ = ["Impact", "PlanShift", "RuleShift", "Shift", "measure"]
