"""Which edits state that something was done: it has to be done first, whatever the plan then says."""

from __future__ import annotations

from jichim.plan.model import NONE
from jichim.scenario.model import Said
from jichim.vocabulary.model import Field, Kind

_PLANNED = ("예정일", "기한", "시작일", "종료일")
"""Dates that a plan sets; every other date is the day of something that took place."""
_ACTS = (
    "개최", "검토", "공고", "공모", "구성", "면담", "설립", "설문", "수행", "실시", "완료", "요청", "요지",
    "의견조정", "자문", "조사", "조사분석", "지정", "출자", "통보", "평가", "합의", "협약", "협의", "확정",
)  # fmt: skip
"""How the label of a yes or no, a section or a list ends that tells of something done."""


def is_act(field: Field, said: Said | None) -> bool:
    """Whether the statement is true only after somebody has done something outside of the plan.

    Told from the kind of the field and its Korean label; that something is none or was not done is no act.
    """
    if said is None or said is NONE or said is False or said == ():
        return False
    if field.kind is Kind.DATE:
        return not field.label.endswith(_PLANNED)
    return field.kind in (Kind.YESNO, Kind.SECTION, Kind.RECORDS) and field.label.endswith(_ACTS)
