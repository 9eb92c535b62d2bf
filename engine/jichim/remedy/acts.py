"""What took place outside of a plan: which edits can only follow it, and which would contradict it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from jichim.plan.model import NONE, UNPRICED, Conflict, Plan, Record
from jichim.policy.names import field_at
from jichim.scenario.model import Address, Said
from jichim.vocabulary.model import Field, Kind, Vocabulary
from jichim.vocabulary.paths import flatten
from jichim.vocabulary.quantity import Interval

_PLANNED = ("예정일", "기한", "시작일", "종료일", "추진완료일")
"""Dates that a plan sets; every other date is the day of something that took place."""
_ACTS = (
    "개최", "검토", "공고", "공모", "구성", "기록", "면담", "설립", "설문", "수행", "실시", "완료",
    "요청", "요지", "의견조정", "자문", "조사", "조사분석", "지정", "출자", "통보",
    "평가", "합의", "협약", "협의", "확정",
)  # fmt: skip
"""How the label of a yes or no, a section or a list ends that tells of something done."""
_CARRIED_OUT = ("개최", "수행", "실시")
"""Labels of the answer whether the act that a section is about took place."""
_EXCUSE = re.compile(r"미(\S+?)\s*사유$")
"""The label of the reason why something was not done."""


def is_act(field: Field, said: Said | None) -> bool:
    """Whether the statement is true only after somebody has done something outside of the plan.

    Told from the kind of the field and its Korean label; that something is none or was not done is no act.
    """
    if said is None or said is NONE or said is False or said == ():
        return False
    return _is_of_act(field)


def _is_of_act(field: Field) -> bool:
    if field.kind is Kind.DATE:
        return not field.label.endswith(_PLANNED)
    return field.kind in (Kind.YESNO, Kind.SECTION, Kind.RECORDS) and field.label.endswith(_ACTS)


class Acts:
    """What a plan states of acts, on one day: that one took place, when and how, or that it did not.

    To state it otherwise would be to state a falsehood. Told from kinds, labels and dates, as `is_act` is.
    """

    def __init__(self, plan: Plan, vocabulary: Vocabulary, day: datetime.date) -> None:
        self._root = plan.root
        self._vocabulary = vocabulary
        self._day = day
        self._known: dict[tuple[Address, str], bool] = {}

    def settle(self, at: Address, path: str) -> bool:
        """Whether what took place, or did not, decides what can be stated truly in a field."""
        key = (at, path)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._settle(at, path)
        return known

    def _settle(self, at: Address, path: str) -> bool:
        record, listed = self._root, None
        for step in at:
            inner = record.lists.get(step.path)
            if not isinstance(inner, tuple) or step.index >= len(inner):
                return False
            listed = field_at(self._vocabulary, record.node, step.path)
            record = inner[step.index]
        field = field_at(self._vocabulary, record.node, path)
        fact = record.facts.get(path, record.lists.get(path))
        beside = list(self._beside(record, path))
        if fact is None:
            return _is_refuted(field, beside)
        if fact is UNPRICED or isinstance(fact, (Conflict, Interval)):
            return False
        if field.kind is Kind.DATE and isinstance(fact, datetime.date):
            past = _is_of_act(field) and fact <= self._day
            return past or any(name == field.label.replace("예정일", "일") for name in self._past(beside))
        if _is_of_act(field) or (listed is not None and _is_of_act(listed)):
            return True
        held = any(one.label in _CARRIED_OUT and said is True for one, said in beside)
        return held or any(field.label.startswith(_stem(name)) for name in self._past(beside))

    def _beside(self, record: Record, path: str) -> Iterator[tuple[Field, object]]:
        """The other fields of the section of a field, with what is stated there."""
        section = path.rpartition(".")[0]
        for other, field in flatten(self._vocabulary.nodes, record.node).items():
            if other != path and other.rpartition(".")[0] == section:
                yield field, record.facts.get(other, record.lists.get(other))

    def _past(self, beside: list[tuple[Field, object]]) -> Iterator[str]:
        """Labels of the days of acts that have taken place."""
        for field, said in beside:
            if isinstance(said, datetime.date) and said <= self._day and _is_of_act(field):
                yield field.label


def _stem(label: str) -> str:
    """The act of which a date is the day: `공고` of `공청회 공고일`."""
    return label.removesuffix("일").split()[-1]


def _is_refuted(field: Field, beside: list[tuple[Field, object]]) -> bool:
    """Whether it is the reason for not doing what was done."""
    excuse = _EXCUSE.search(field.label)
    return excuse is not None and any(
        one.label.endswith(excuse[1]) and said not in (None, False, NONE, ()) for one, said in beside
    )
