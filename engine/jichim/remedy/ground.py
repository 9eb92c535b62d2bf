"""The plan that a search starts from, and the plans that edits of it make, each worked out once."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from jichim.diagnostic import has_errors
from jichim.plan.model import Conflict, Plan, Record
from jichim.plan.normal import Completer
from jichim.remedy.follows import Follows
from jichim.remedy.judge import Judge
from jichim.review.worlds import ChoicePoint, Figure
from jichim.scenario.apply import apply
from jichim.scenario.apply import edited as edited_whole
from jichim.scenario.model import Edit
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
        root, wrong = completer.complete(opened.written)
        # Made by the completer, so that versions of the plan share the records that no edit touches.
        self.base = opened.plan if has_errors(wrong) else _as_plan(opened, root)
        self._clean: set[int] = set()
        self._note_clean(self.base.root)
        self._kept: dict[tuple[Edit, ...], tuple[Plan, bool] | None] = {}

        self._records: dict[tuple[int, tuple[Edit, ...]], Record | None] = {}

    @property
    def vocabulary(self) -> Vocabulary:
        return self.opened.vocabulary

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
        if not edits:
            return self.base
        if any(not edit.at for edit in edits):
            root, wrong = self.completer.complete(apply(self.opened.written, edits, self.vocabulary))
            return None if has_errors(wrong) else _as_plan(self.opened, root)
        lists = dict(self.base.root.lists)
        for top in dict.fromkeys(edit.at[0] for edit in edits):
            listed = self.opened.written.lists.get(top.path)
            if not isinstance(listed, tuple) or top.index >= len(listed):
                return edited_whole(self.opened, edits)[0]
            members = tuple(edit for edit in edits if edit.at[0] == top)
            record = self._completed_record(listed[top.index], members)
            if record is None:
                return None
            records = list(cast(tuple[Record, ...], lists[top.path]))
            records[top.index] = record
            lists[top.path] = tuple(records)
        return replace(self.base, root=replace(self.base.root, lists=lists))

    def _completed_record(self, written: Record, edits: tuple[Edit, ...]) -> Record | None:
        key = (id(written), edits)
        if key not in self._records:
            if len(self._records) >= _MOST_KEPT:
                self._records.clear()
            record, wrong = self.completer.complete(apply(written, edits, self.vocabulary, 1))
            self._records[key] = None if has_errors(wrong) else record
        return self._records[key]

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
