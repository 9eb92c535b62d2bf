"""The plan that a search starts from, and the plans that edits of it make, each worked out once."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from jichim.diagnostic import has_errors
from jichim.plan.model import Conflict, Plan, Record
from jichim.plan.normal import Completer
from jichim.remedy.acts import Acts
from jichim.remedy.follows import Follows, overlap
from jichim.remedy.judge import Judge
from jichim.remedy.model import Proposal
from jichim.review.worlds import ChoicePoint, Figure
from jichim.scenario.apply import apply
from jichim.scenario.apply import edited as edited_whole
from jichim.scenario.model import Edit, Step
from jichim.scenario.opened import OpenPlan
from jichim.vocabulary.model import Vocabulary

_MOST_KEPT = 5_000
"""Completed versions that are kept; past them all are forgotten, which costs time and changes nothing."""


class Ground:
    """The plan that is edited, and who judges it."""

    def __init__(self, opened: OpenPlan, judge: Judge, completer: Completer) -> None:
        self.opened = opened
        self.judge = judge
        self.completer = completer
        self.follows = Follows(opened.vocabulary)
        self.acts = Acts(opened.plan, opened.vocabulary, judge.setting.day)
        root, wrong = completer.complete(opened.written)
        # Made by the completer, so that versions of the plan share the records that no edit touches.
        self.base = opened.plan if has_errors(wrong) else _as_plan(opened, root)
        self._clean: set[int] = set()
        self._note_clean(self.base.root)
        self._kept: dict[tuple[Edit, ...], tuple[Plan, bool] | None] = {}
        self._numbers: dict[int, tuple[Proposal, int]] = {}
        self._stated: dict[object, int] = {}
        self._versions: dict[tuple[int, tuple[Edit, ...]], Record] = {}

    @property
    def vocabulary(self) -> Vocabulary:
        return self.opened.vocabulary

    def number(self, proposal: Proposal) -> int:
        """Of what a proposal states, the same for all that state the same."""
        known = self._numbers.get(id(proposal))
        if known is None:
            said = (*proposal.key, proposal.edit.says)
            number = self._stated.setdefault(said, len(self._stated))
            known = self._numbers[id(proposal)] = (proposal, number)  # which keeps its identity taken
        return known[1]

    # ---- edits -------------------------------------------------------------------------------------

    def edited(self, edits: tuple[Edit, ...]) -> tuple[Plan, bool] | None:
        """The plan with some edits, and whether nothing in it is contradictory.

        Only the records that they touch are completed again. None where they leave no plan that can be read.
        """
        sorted_ = [(edit, self._is_plain(edit)) for edit in edits]
        plain = tuple(edit for edit, alone in sorted_ if alone)
        others = tuple(edit for edit, alone in sorted_ if not alone)
        if others not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            made = self._completed(others)
            self._kept[others] = None if made is None else (made, not self.figures(made))
        kept = self._kept[others]
        return kept if kept is None or not plain else (self._with(kept[0], plain), kept[1])

    def _completed(self, edits: tuple[Edit, ...]) -> Plan | None:
        """The plan with some edits in normal form; what several versions share is completed once."""
        if not edits:
            return self.base
        tops: dict[Step, list[Edit]] = {}
        own = tuple(edit for edit in edits if not edit.at)
        for edit in edits:
            if edit.at:
                tops.setdefault(edit.at[0], []).append(edit)
        written = self.opened.written.lists
        changed: dict[str, list[Record]] = {}
        for top, members in tops.items():
            listed = written.get(top.path)
            replaced = any(not edit.append and overlap(edit.path, top.path) for edit in own)
            if replaced or not isinstance(listed, tuple) or top.index >= len(listed):
                return edited_whole(self.opened, edits)[0]  # such as a record that only items name
            records = changed.setdefault(top.path, list(listed))
            records[top.index] = self._version(listed[top.index], tuple(members))
        if own:
            lists = {**written, **{path: tuple(records) for path, records in changed.items()}}
            root = apply(replace(self.opened.written, lists=lists), own, self.vocabulary)
            completed, wrong = self.completer.complete(root)
            return None if has_errors(wrong) else _as_plan(self.opened, completed)
        made = dict(self.base.root.lists)
        for path, records in changed.items():
            finished = list(cast(tuple[Record, ...], made[path]))
            for top in tops:
                if top.path == path:
                    completed, wrong = self.completer.complete(records[top.index])
                    if has_errors(wrong):
                        return None
                    finished[top.index] = completed
            made[path] = tuple(finished)
        return replace(self.base, root=replace(self.base.root, lists=made))

    def _version(self, written: Record, edits: tuple[Edit, ...]) -> Record:
        """A record of the document with edits in it, not completed; one object for the same edits."""
        key = (id(written), edits)
        if key not in self._versions:
            if len(self._versions) >= _MOST_KEPT:
                self._versions.clear()
                self.completer.forget()
            made = self._versions[key] = apply(written, edits, self.vocabulary, 1)
            self.completer.share(made)
        return self._versions[key]

    def also(self, plan: Plan, edits: tuple[Edit, ...]) -> Plan | None:
        """A completed plan with more edits on which nothing follows; None where something can."""
        if not all(self._is_plain(edit) for edit in edits):
            return None
        return self._with(plan, edits)

    def _with(self, plan: Plan, edits: tuple[Edit, ...]) -> Plan:
        return replace(plan, root=apply(plan.root, edits, self.vocabulary))

    def _is_plain(self, edit: Edit) -> bool:
        plain = not edit.append and self.follows.is_plain(edit.node, edit.path)
        return plain and (edit.says is None or (len(edit.says) == 1 and edit.says[0][0] == edit.path))

    # ---- contradictions ----------------------------------------------------------------------------

    def figures(self, plan: Plan) -> tuple[Figure, ...]:
        """Every contradiction of a version of the plan; what it shares with the plan is not gone through."""
        found: list[Figure] = []
        waiting: list[tuple[Record, tuple[int, ...]]] = [(plan.root, ())]
        while waiting:
            record, above = waiting.pop()
            chain = (*above, id(record))
            for path, fact in record.facts.items():
                if isinstance(fact, Conflict):
                    options = tuple(candidate.reason for candidate in fact.candidates)
                    point = ChoicePoint("figure", path, len(found), len(options), options)
                    found.append(Figure(point, record, path, fact.candidates, frozenset(chain)))
            for records in record.lists.values():
                if isinstance(records, tuple) and id(records) not in self._clean:
                    waiting += [(one, chain) for one in reversed(records) if id(one) not in self._clean]
        return tuple(found)

    def _note_clean(self, record: Record) -> bool:
        """Notes every record and list of the plan in which nothing is contradictory."""
        clean = not any(isinstance(fact, Conflict) for fact in record.facts.values())
        for records in record.lists.values():
            if isinstance(records, tuple):
                inside = [self._note_clean(one) for one in records]
                if all(inside):
                    self._clean.add(id(records))
                clean = clean and all(inside)
        if clean:
            self._clean.add(id(record))
        return clean


def _as_plan(opened: OpenPlan, root: Record) -> Plan:
    return replace(opened.plan, root=replace(root, name=opened.plan.root.name))
