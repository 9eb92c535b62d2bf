"""A new record with all that has to be stated in it, as the one edit that adds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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


def gathered(stage: Stage, start: Stage) -> Stage:
    """The same with all that is stated in a new record as part of the edit that adds it.

    A later goal can ask for more in a record that was added for an earlier one; alone, such an edit would
    be about a record that is not there.
    """
    proposals = list(start.added(stage))
    for one in start.added(stage):
        if not one.edit.at or one.edit.append or one.edit.says is None:
            continue
        own = _adds(one, proposals, start)
        if own is None or own not in proposals:
            continue
        new = next(said[0] for _, said in own.edit.says or () if isinstance(said, tuple))
        if not isinstance(new, NewRecord):
            continue
        records = replace(
            new, says=(*(pair for pair in new.says if pair[0] != one.edit.path), *one.edit.says)
        )
        shown = ", ".join(
            filter(
                None, (own.edit.written, f"{one.edit.label.rpartition('].')[2]} = {one.edit.written or '…'}")
            )
        )
        edit = replace(own.edit, says=((own.edit.path, (records,)),), written=shown)
        proposals[proposals.index(own)] = replace(
            own, edit=edit, act=own.act or one.act, condition=own.condition or one.condition
        )
        proposals.remove(one)
    return start.make(*proposals) or stage


def _adds(one: Proposal, proposals: Sequence[Proposal], start: Stage) -> Proposal | None:
    """The edit that adds the record in which another one states something."""
    *above, last = one.edit.at
    listed = start.record(tuple(above)).lists.get(last.path)
    number = last.index - (len(listed) if isinstance(listed, tuple) else 0)
    adds = [
        each
        for each in proposals
        if each.edit.append and each.edit.at == tuple(above) and each.edit.path == last.path
    ]
    return adds[number] if 0 <= number < len(adds) else None


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
