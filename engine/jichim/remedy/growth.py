"""A new record with all that has to be stated in it, as the one edit that adds it."""

from __future__ import annotations

from jichim.policy.model import ListTerm
from jichim.remedy.kept import Homes
from jichim.remedy.model import Proposal
from jichim.remedy.slots import add_record
from jichim.remedy.stage import Stage
from jichim.scenario.model import Address, Content, NewRecord


def merged(
    made: Stage, before: Stage, blank: Proposal, at: Address, records: ListTerm, homes: Homes
) -> Stage | None:
    """The same with everything that is stated in the new record as part of the edit that adds it."""
    inside = [one for one in made.proposals if one.edit.at == at]
    deeper = any(one.edit.at[: len(at)] == at and one.edit.at != at for one in made.proposals)
    if deeper or any(one.edit.append or one.edit.says is None for one in inside):
        return None
    says: Content = tuple(pair for one in inside for pair in one.edit.says or ())
    conditions = [one.condition for one in inside if one.condition]
    parts_ = [one for one in made.proposals if one is not blank and one not in inside and one != blank]
    new = add_record(records, homes[records.frame], before, says, conditions[0] if conditions else "")
    more = [one for one in parts_ if one not in before.proposals]
    return before.make(*more, new)


def folded(made: Stage, before: Stage, at: Address, records: ListTerm) -> Stage | None:
    """The amount of a record that was just added, as part of the edit that adds it."""
    added = [one for one in made.proposals if one.edit.append and one not in before.proposals]
    inside = [one for one in made.proposals if one.edit.at == at]
    if len(added) != 1 or not inside:
        return None
    says = tuple(pair for one in inside for pair in one.edit.says or ())
    new = [each for _, said in added[0].edit.says or () for each in said if isinstance(each, NewRecord)]  # type: ignore[union-attr]
    whole = (*new[0].says, *says)
    condition = next((one.condition for one in inside if one.condition), added[0].condition)
    more = [
        one
        for one in made.proposals
        if one not in before.proposals and one not in inside and one is not added[0]
    ]
    return before.make(*more, add_record(records, added[0].edit.at, before, whole, condition))
