"""Plans as they could be: in come a plan and edits of it, out go edited plans and what they change.

An edit says one thing (`서비스[I-MOD].구축비=3억원`) in the words of a plan and is read by the reader of
plans, so that nothing can be said in an edit that a plan could not say. Every fact of an edit has the edit
as its place. The plan that is edited is never changed.
"""

from jichim.scenario.apply import edited
from jichim.scenario.file import read_scenarios
from jichim.scenario.model import Address, Change, Comparison, Edit, Scenario, Step
from jichim.scenario.opened import OpenPlan, open_plan, open_plan_file
from jichim.scenario.path import read_set, read_unset
from jichim.scenario.run import Tried, WhatIf, what_if

__all__ = [
    "Address",
    "Change",
    "Comparison",
    "Edit",
    "OpenPlan",
    "Scenario",
    "Step",
    "Tried",
    "WhatIf",
    "edited",
    "open_plan",
    "open_plan_file",
    "read_scenarios",
    "read_set",
    "read_unset",
    "what_if",
]
