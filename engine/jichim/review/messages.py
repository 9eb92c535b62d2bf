"""The diagnostics of the review room (codes W…)."""

from __future__ import annotations

from jichim.diagnostic import Message

NOT_SUBMITTED = Message(
    "W001",
    "계획서에 제출일이 없어 제출일을 기준으로 검토할 수 없다",
    "the plan states no day of submission to review it as of",
    "계획서에 제출일을 적거나 `--as-of 2020-10-31`처럼 날짜를 준다",
    "state the day in the plan, or give a date such as `--as-of 2020-10-31`",
)
